from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bot.assistant import Assistant
from bot.cli.journal import since_of
from bot.errors import SettingsError
from bot.journal.database import database_url, make_engine, prepare
from bot.journal.entries import Entry, conversation_name, entry_of, now
from bot.journal.write import store
from bot.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def url(tea: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A journal in which little has been asked: of sencha by three people, of mugs by one."""
    made = f"sqlite:///{tea}/journal.db"
    monkeypatch.setenv("FAQBOT_DATABASE_URL", made)
    monkeypatch.setenv("FAQBOT_EMBEDDER", "none")
    assistant = Assistant.from_folder(tea / "faqs", Settings(embedder="none"))
    asked = [
        ("do you sell sencha powder", "c-1"),
        ("sencha powder", "c-2"),
        ("=sencha powder?", "c-3"),
        ("broken mug in parcel", "c-1"),
        ("how do I brew green tea", "c-1"),
    ]
    entries: list[Entry] = []
    for question, conversation in asked:
        answered = assistant.answer(question)
        entries.append(
            entry_of(
                question,
                answered.reply,
                answered.decision,
                embedder="none",
                conversation=conversation,
                channel="http",
                latency=0.001,
                version="0",
            )
        )
    engine = make_engine(database_url(made))
    prepare(engine)
    store(engine, entries)
    engine.dispose()
    return made


@pytest.mark.usefixtures("url")
def test_the_report_for_people(run: Run):
    text = run("report").output
    assert "5 questions in 3 conversations" in text
    assert "sencha" in text
    assert "mug" not in text, "one conversation is not shown"
    assert "1 more asked in fewer than 3 conversations" in text
    assert "brew-green" in text


@pytest.mark.usefixtures("url")
def test_the_report_for_programs(run: Run):
    made: dict[str, Any] = json.loads(run("report", "--format", "json").output)
    assert (made["replies"], made["answered"]) == (5, 1)
    [group] = made["groups"]
    assert group["conversations"] == 3
    assert {text["question"] for text in group["texts"]} >= {"do you sell sencha powder"}


@pytest.mark.usefixtures("url")
def test_the_report_as_a_table_has_no_formulas(run: Run):
    rows = list(csv.DictReader(io.StringIO(run("report", "--format", "csv").output)))
    assert len(rows) == 1
    assert rows[0]["conversations"] == "3"
    assert rows[0]["question"][0] not in "=+-@"


@pytest.mark.usefixtures("url")
def test_fewer_conversations_may_be_asked_for(run: Run):
    assert "mug" in run("report", "--report-min-conversations", "1").output


@pytest.mark.usefixtures("url")
def test_what_is_in_no_group_is_told(run: Run, monkeypatch: pytest.MonkeyPatch):
    assert "in no group" not in run("report").output
    monkeypatch.setattr("bot.journal.report.MOST_TEXTS", 2)
    text = " ".join(run("report").output.split())
    assert "wordings asked most were compared: 1 more, asked 1 times in all, are in no group" in text
    made = json.loads(run("report", "--format", "json").output)
    assert made["ungrouped"] == {
        "wordings": 1,
        "count": 1,
        "conversations": 1,
        "by_decision": made["ungrouped"]["by_decision"],
    }
    rows = list(csv.DictReader(io.StringIO(run("report", "--format", "csv").output)))
    assert rows[-1]["question"] == "(1 wordings asked less often, in no group)"
    assert rows[-1]["count"] == "1"


def test_an_empty_journal_says_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch, tea: Path):
    url = f"sqlite:///{tea}/empty.db"
    monkeypatch.setenv("FAQBOT_DATABASE_URL", url)
    engine = make_engine(database_url(url))
    prepare(engine)
    engine.dispose()
    assert "Nothing has been asked in this time. Try a longer one" in run("report").output


@pytest.mark.parametrize("command", [("report",), ("suggest",), ("suggest", "--apply"), ("forget", "c-1")])
def test_where_there_is_no_journal_none_is_made(run: Run, tea: Path, command: tuple[str, ...]):
    before = sorted(tea.rglob("*"))
    result = run(*command, "--database-url", f"sqlite:///{tea}/typo/journal.db")
    assert result.exit_code == 2
    assert f"there is no journal at sqlite:///{tea}/typo/journal.db" in result.output
    assert sorted(tea.rglob("*")) == before


@pytest.mark.parametrize("command", ["report", "suggest"])
def test_before_anything_is_recorded_that_is_said(
    run: Run, tea: Path, monkeypatch: pytest.MonkeyPatch, command: str
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tea / "data"))
    result = run(command)
    assert result.exit_code == 0
    assert "Nothing has been recorded yet" in result.stderr
    assert not (tea / "data").exists()
    assert "there is no journal at" in run("forget", "c-1").output


@pytest.mark.parametrize("content", ["", "of another program"])
def test_another_database_is_left_alone(run: Run, tea: Path, content: str):
    path = tea / "other #1.db"
    with closing(sqlite3.connect(path)) as connection:
        if content:
            connection.execute("CREATE TABLE things (name TEXT)")
    before = path.read_bytes()
    result = run("report", "--database-url", f"sqlite:///{path}")
    assert (result.exit_code, "there is no journal at" in result.output) == (2, True)
    assert path.read_bytes() == before


@pytest.mark.usefixtures("url")
def test_a_time_to_come_is_told(run: Run):
    result = run("report", "--since", "9999-01-01")
    assert (result.exit_code, "--since '9999-01-01' has not come yet" in result.output) == (2, True)


def test_a_conversation_is_forgotten(run: Run, url: str):
    assert run("forget", "c-1").output == "Forgot 3 replies with all votes and comments.\n"
    again = run("forget", conversation_name("c-1"))
    assert again.exit_code == 2
    assert "knows no conversation of that name" in again.output
    assert run("report").output.startswith("2 questions in 2 conversations")
    assert url


def test_a_journal_that_is_off_cannot_be_read(run: Run):
    result = run("report", "--journal", "off")
    assert (result.exit_code, "the journal is off" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("text", "back"), [("7d", 7 * 86_400_000), ("12h", 43_200_000), ("2 W", 1_209_600_000)]
)
def test_spans(text: str, back: int):
    assert abs(now() - back - since_of(text)) < 5_000


def test_dates_are_utc():
    assert since_of("2026-11-23") == 1_795_392_000_000
    assert since_of("2026-11-23T01:00+01:00") == 1_795_392_000_000


@pytest.mark.parametrize("text", ["", "yesterday", "7", "-3d", "2026-13-01"])
def test_what_is_no_time_is_told(text: str):
    with pytest.raises(SettingsError, match="write 7d, 12h, 2w, or a date"):
        since_of(text)


def test_the_terminal_is_recorded_only_when_asked_for(run: Run, tea: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_DATABASE_URL", f"sqlite:///{tea}/cli.db")
    assert "from FAQBOT_JOURNAL or a settings file" in " ".join(run("report", "--help").output.split())
    run("ask", "how do I brew green tea")
    assert not (tea / "cli.db").exists()
    monkeypatch.setenv("FAQBOT_JOURNAL", "all")
    run("ask", "how do I brew green tea")
    run("chat", stdin="where is the shop, I am jo@example.com\nhow do I brew green tea\n")
    made: dict[str, Any] = json.loads(run("report", "--format", "json").output)
    assert (made["replies"], made["conversations"], made["channels"]) == (3, 2, {"cli": 3})
    assert not any(b"jo@example.com" in path.read_bytes() for path in tea.glob("cli.db*"))


def test_what_is_picked_in_the_terminal_is_recorded(run: Run, tea: Path, monkeypatch: pytest.MonkeyPatch):
    for name, value in {"DATABASE_URL": f"sqlite:///{tea}/cli.db", "JOURNAL": "all"}.items():
        monkeypatch.setenv(f"FAQBOT_{name}", value)
    monkeypatch.setenv("FAQBOT_ANSWER_CUT_OFF", "1")  # so that all is offered, and nothing answered at once
    run("chat", stdin="how do I brew green tea\n1\n1\n")
    made: dict[str, Any] = json.loads(run("report", "--format", "json").output)
    assert (made["replies"], made["conversations"]) == (3, 1)
    assert (made["clarified"], made["picked"], made["answered"]) == (1, 1, 2)
    answered = [(faq["faq_id"], faq["answered"], faq["picked"]) for faq in made["faqs"]]
    assert answered == [("brew-green", 1, 1), ("store-leaves", 1, 0)]
