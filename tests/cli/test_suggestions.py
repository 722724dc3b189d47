from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.assistant import Assistant
from bot.journal.database import database_url, make_engine, prepare
from bot.journal.entries import Candidate, Entry, Event, entry_of, event, written
from bot.journal.write import store
from bot.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def tea_yaml(tea: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The FAQ file, and a journal: "crisp" was picked for storing, matcha is unknown."""
    url = f"sqlite:///{tea}/journal.db"
    for name, value in {"DATABASE_URL": url, "EMBEDDER": "none", "CLARIFY_CUT_OFF": "0.02"}.items():
        monkeypatch.setenv(f"FAQBOT_{name}", value)
    assistant = Assistant.from_folder(tea / "faqs", Settings(embedder="none", clarify_cut_off=0.02))
    items: list[Entry | Event] = []
    for i, question in enumerate(["how to keep it crisp"] * 4 + ["powdered matcha xyz"] * 3):
        answered = assistant.answer(question)
        made = entry_of(
            question,
            answered.reply,
            answered.decision,
            embedder="none",
            conversation=f"c-{i}",
            channel="http",
            latency=0.001,
            version="0",
        )
        offered = [Candidate("store-leaves", 0.1, True)] if i < 4 else []
        decision = "clarify" if offered else "no_answer"
        items.append(made._replace(decision=decision, faq_id="", candidates=written(offered)))
        if i < 4:
            items.append(event(made.id, "choice", "store-leaves"))
    engine = make_engine(database_url(url))
    prepare(engine)
    store(engine, items)
    engine.dispose()
    return tea / "faqs" / "tea.yaml"


def test_what_was_picked_becomes_an_alternate_and_what_is_unknown_is_not_covered(run: Run, tea_yaml: Path):
    before = tea_yaml.read_text()
    made = json.loads(run("suggest", "--json").output)
    assert [(s["kind"], s["target"], s["conversations"]) for s in made["suggestions"]] == [
        ("alternate", "store-leaves", 4),
        ("not_covered", "powdered-matcha-xyz", 3),
    ]
    assert made["suggestions"][0]["phrasings"] == ["how to keep it crisp"]
    gained = [o["question"] for o in made["suggestions"][0]["effect"]["gained"]]
    assert gained == ["how to keep it crisp"]
    assert "cupboard, how to keep it crisp]\n" in made["patch"]
    assert tea_yaml.read_text() == before, "nothing is written by itself"


def test_it_is_written_when_asked(run: Run, tea_yaml: Path):
    before = tea_yaml.read_text()
    result = run("suggest", "--apply", "--kind", "alternate")
    assert "Written: faqs/tea.yaml" in result.stderr
    after = tea_yaml.read_text()
    assert after == before.replace("in the cupboard]", "in the cupboard, how to keep it crisp]")
    assert (
        json.loads(run("ask", "how to keep it crisp", "--json").output)["answer"]["faq_id"] == "store-leaves"
    )
    assert run("check").exit_code == 0


@pytest.mark.usefixtures("tea_yaml")
def test_one_file_is_a_corpus_too(run: Run):
    assert run("suggest", "--faqs", "faqs/tea.yaml").stdout == run("suggest").stdout


@pytest.mark.usefixtures("tea_yaml")
def test_only_faq_files_count_also_those_in_folders_of_their_own(run: Run, tea: Path):
    before = run("suggest").stdout
    (tea / "faqs" / "loop").symlink_to("..")
    (tea / "faqs" / "de").mkdir()
    (tea / "faqs" / "de" / "tea.yaml").write_text(
        "locale: de\nfaqs:\n  - {id: oeffnungszeiten, question: Wann ist offen?, answer: Um acht.}\n"
    )
    assert run("suggest").stdout == before


def test_a_linked_file_stays_linked_and_keeps_its_mode(run: Run, tea: Path, tea_yaml: Path):
    real = tea / "real.yaml"
    tea_yaml.rename(real)
    real.chmod(0o640)
    tea_yaml.symlink_to("../real.yaml")
    assert "Written: faqs/tea.yaml" in run("suggest", "--apply", "--kind", "alternate").stderr
    assert tea_yaml.readlink() == Path("../real.yaml")
    assert "how to keep it crisp]" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tea_yaml.parent.iterdir()} == {"tea.yaml"}


def test_a_new_faq_is_printed_and_not_written(run: Run, tea: Path, tea_yaml: Path):
    engine = make_engine(database_url(f"sqlite:///{tea}/journal.db"))
    with engine.begin() as connection:
        near = """[["brew-green",0.4,1],["store-leaves",0.3,1]]"""
        connection.exec_driver_sql(
            "UPDATE replies SET decision = 'clarify', candidates = ? WHERE question LIKE 'powdered%'", (near,)
        )
    engine.dispose()
    before = tea_yaml.read_text()
    result = run("suggest", "--apply", "--kind", "new_faq")
    assert tea_yaml.read_text() == before
    assert "Written" not in result.stderr
    assert "Not written: 1 new FAQ, for want of an answer" in result.stderr
    assert "a draft, NOT in the patch: write its answer, and add it to faqs/tea.yaml:\n" in result.stdout
    assert "#        question: powdered matcha xyz\n#        answer:  # write it" in result.stdout
    assert "+++" not in result.stdout
    [made] = json.loads(run("suggest", "--json", "--kind", "new_faq").output)["suggestions"]
    assert (made["in_patch"], made["draft"].startswith("faqs:\n  - id: ")) == (False, True)
    assert [o["question"] for o in made["effect"]["gained"]] == ["powdered matcha xyz"], (
        "once it is completed"
    )


def test_the_text_says_why_before_the_patch(run: Run, tea_yaml: Path):
    text = run("suggest").stdout
    assert tea_yaml.name in text
    comments, _, patch = text.partition("\n--- a/faqs/tea.yaml\n")
    assert all(line.startswith("#") or not line for line in comments.splitlines())
    assert "more ways to ask for: store-leaves" in comments
    assert "4 of 4 conversations that found an answer found this one" in comments
    assert patch.startswith("+++ b/faqs/tea.yaml\n")


@pytest.mark.usefixtures("tea_yaml")
def test_what_breaks_golden_questions_stays_out_of_the_patch(run: Run, tea: Path):
    golden = tea / "golden.jsonl"
    golden.write_text('{"question": "how to keep it crisp", "expect": null}\n')
    made = json.loads(run("suggest", "--json", "--questions", "golden.jsonl").output)
    alternate = made["suggestions"][0]
    assert [o["question"] for o in alternate["effect"]["broken"]] == ["how to keep it crisp"]
    assert alternate["in_patch"] is False
    assert "keep it crisp" not in made["patch"]
    assert "NOT in the patch" in run("suggest", "--questions", "golden.jsonl").stdout


def test_mashed_keys_are_told_apart_and_not_suggested(run: Run, tea: Path, tea_yaml: Path):
    assert tea_yaml.exists()
    engine = make_engine(database_url(f"sqlite:///{tea}/journal.db"))
    with engine.connect() as connection:
        row = connection.exec_driver_sql(f"SELECT {', '.join(Entry._fields)} FROM replies LIMIT 1").one()
    template = Entry(*row)
    changed = {"question": "asdf qwer", "decision": "no_answer", "faq_id": "", "candidates": "[]"}
    store(engine, [template._replace(id=f"n{i}", conversation=f"n{i}", **changed) for i in range(4)])
    engine.dispose()
    made = json.loads(run("suggest", "--json").output)
    assert "asdf" not in json.dumps(made["suggestions"]) + made["patch"]
    assert made["could_not_be_read"] == [{"question": "asdf qwer", "conversations": 4, "count": 4}]
    comments = run("suggest").stdout
    assert '# Could not be read, and so nothing is suggested for them:\n#    "asdf qwer", asked 4' in comments


@pytest.mark.usefixtures("tea_yaml")
@pytest.mark.parametrize("question", ["and then if", "of the in a to", "xyzzy"])
def test_what_says_nothing_is_not_suggested(run: Run, tea: Path, question: str):
    engine = make_engine(database_url(f"sqlite:///{tea}/journal.db"))
    with engine.begin() as connection:
        changed = connection.exec_driver_sql(
            "UPDATE replies SET question = ? WHERE question = 'powdered matcha xyz'", (question,)
        )
        assert changed.rowcount == 3
    engine.dispose()
    assert [s["kind"] for s in json.loads(run("suggest", "--json").output)["suggestions"]] == ["alternate"]


def test_nothing_to_suggest(run: Run, tea: Path, monkeypatch: pytest.MonkeyPatch):
    url = f"sqlite:///{tea}/empty.db"
    monkeypatch.setenv("FAQBOT_DATABASE_URL", url)
    engine = make_engine(database_url(url))
    prepare(engine)
    engine.dispose()
    assert run("suggest").stdout == "# Nothing to suggest: no group was asked in enough conversations.\n"
