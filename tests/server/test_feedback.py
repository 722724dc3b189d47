from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from service_support import MakeApp, assert_problem
from sqlalchemy import text

from bot.journal import journal as journal_module
from bot.journal.database import make_engine
from bot.journal.entries import conversation_name
from bot.journal.journal import Journal
from bot.server.service import EXTENSION
from bot.tokens import age_of

Select = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def app(make_app: MakeApp, tmp_path: Path) -> Iterator[Flask]:
    app = make_app(database_url=f"sqlite:///{tmp_path}/journal.db")
    yield app
    app.extensions[EXTENSION].journal.stop()


@pytest.fixture
def journal(app: Flask) -> Journal:
    found: Journal = app.extensions[EXTENSION].journal
    return found


@pytest.fixture
def select(journal: Journal) -> Select:
    """What stands in the journal, once all that was said is in it."""

    def rows(query: str) -> list[dict[str, Any]]:
        journal.flush()
        engine = make_engine(journal.url)
        with engine.connect() as connection:
            found = [dict(row) for row in connection.execute(text(query)).mappings()]
        engine.dispose()
        return found

    return rows


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def ask(client: FlaskClient, question: str = "how do I top up sessions", **more: Any) -> dict[str, Any]:
    reply: dict[str, Any] = client.post("/api/v1/ask", json={"question": question, **more}).json
    return reply


def rate(client: FlaskClient, **body: Any) -> Any:
    return client.post("/api/v1/feedback", json=body)


def test_a_reply_is_recorded_with_its_grounds(client: FlaskClient, select: Select):
    reply = ask(client, "how do I top up sessions, mail me: jo@example.com", conversation_id="c-1")
    [row] = select("SELECT * FROM replies")
    assert row["id"] == reply["id"]
    assert row["question"] == "how do I top up sessions, mail me: [email]"
    assert (row["decision"], row["confidence"]) == (reply["decision"], reply["confidence"])
    assert row["corpus_revision"] == reply["corpus"]["revision"]
    assert (row["channel"], row["locale"], row["embedder"]) == ("http", reply["locale"], "none")
    assert '"top-up"' in row["candidates"]
    assert row["latency"] > 0
    assert row["conversation"] != "c-1", "clients may send what identifies a person"


def test_one_conversation_has_one_name(client: FlaskClient, select: Select):
    for name in ("c-1", "c-1", "c-2"):
        ask(client, conversation_id=name)
    assert len(select("SELECT DISTINCT conversation FROM replies")) == 2


def test_who_names_no_conversation_counts_as_one_a_day(client: FlaskClient, select: Select):
    for _ in range(3):
        ask(client, "is bob smith getting fired on friday")
        for page in ("/", "/chat"):
            client.get(f"{page}?q=is+bob+smith+getting+fired+on+friday")
    # Two where the test runs at midnight.
    assert len(select("SELECT * FROM replies")) == 9
    assert len(select("SELECT DISTINCT conversation FROM replies")) <= 2


@pytest.mark.parametrize(
    ("path", "headers", "channel"),
    [
        ("/api/v1/ask?q=usage", {}, "http"),
        ("/api/v1/ask?q=usage", {"Origin": "https://www.example.com"}, "widget"),
        ("/?q=usage", {}, "page"),
        ("/chat?q=usage", {}, "page"),
    ],
)
def test_the_channel(client: FlaskClient, select: Select, path: str, headers: dict[str, str], channel: str):
    assert client.get(path, headers=headers).status_code == 200
    assert [row["channel"] for row in select("SELECT channel FROM replies")] == [channel]


@pytest.mark.parametrize("path", ["/api/v1/ask?q=usage", "/?q=usage", "/chat?q=usage"])
def test_who_wants_headers_only_has_asked_nothing(client: FlaskClient, select: Select, path: str):
    assert client.get(path).status_code == client.head(path).status_code == 200
    assert len(select("SELECT * FROM replies")) == 1
    counted = re.findall(r"^faqbot_replies_total{.*} (.+)$", client.get("/metrics").text, re.MULTILINE)
    assert sum(map(float, counted)) == 1


def test_a_turn_of_the_chat_page_is_recorded_once(client: FlaskClient, select: Select):
    page = client.post("/chat", data={"question": "usage trend"}).text
    conversation = page.partition('name="conversation" value="')[2].partition('"')[0]
    client.post(
        "/chat", data={"question": "current plan", "earlier": "usage trend", "conversation": conversation}
    )
    found = select("SELECT question, conversation FROM replies ORDER BY at")
    name = conversation_name(conversation)
    assert found == [
        {"question": "usage trend", "conversation": name},
        {"question": "current plan", "conversation": name},
    ]


def test_what_is_pressed_on_the_chat_page_is_recorded(client: FlaskClient, select: Select):
    reply = ask(client, "sessions")
    for pressed, status in (({"choice": "top-up"}, 200), ({"none": "1"}, 200), ({"choice": "nix"}, 422)):
        sent = {"offered_by": reply["id"], "earlier": "sessions", **pressed}
        assert client.post("/chat", data=sent).status_code == status
    sent = {"offered_by": "nobody-knows", "earlier": "sessions", "none": "1"}
    assert client.post("/chat", data=sent).status_code == 200
    found = select("SELECT reply_id, kind, faq_id FROM events ORDER BY kind")
    assert [tuple(row.values()) for row in found] == [
        (reply["id"], "choice", "top-up"),
        (reply["id"], "none_of_these", ""),
    ]


def test_a_pick_is_recorded_as_the_answer_that_it_was(client: FlaskClient, select: Select):
    ask(client, "usage trend", faq_id="my-plan")
    client.post("/chat", data={"choice": "top-up"})
    assert select("SELECT question, decision, faq_id, confidence FROM replies ORDER BY at") == [
        {"question": "usage trend", "decision": "answer", "faq_id": "my-plan", "confidence": 1.0},
        {
            "question": "How do I top up sessions?",
            "decision": "answer",
            "faq_id": "top-up",
            "confidence": 1.0,
        },
    ]
    assert select("SELECT * FROM events") == [], "a follow-up is no choice of a reply"


def test_no_address_and_no_user_agent_is_kept(client: FlaskClient, select: Select, tmp_path: Path):
    client.get(
        "/api/v1/ask?q=usage",
        headers={"User-Agent": "Tell-tale/1.0", "X-Forwarded-For": "203.0.113.9"},
        environ_base={"REMOTE_ADDR": "198.51.100.7"},
    )
    assert len(select("SELECT * FROM replies")) == 1
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("journal.db*"))
    assert not any(told in kept for told in (b"Tell-tale", b"203.0.113.9", b"198.51.100.7"))


def test_the_last_vote_counts(client: FlaskClient, select: Select):
    reply = ask(client)
    for helpful, comment in ((True, None), (True, None), (False, "call +44 20 7946 0958 ")):
        response = rate(client, reply_id=reply["id"], helpful=helpful, comment=comment)
        assert response.json == {"reply_id": reply["id"], "helpful": helpful}
    assert select("SELECT helpful, comment FROM votes") == [{"helpful": 0, "comment": "call [phone]"}]


def test_events(client: FlaskClient, select: Select):
    reply = ask(client, "sessions")
    sent = [
        {"reply_id": reply["id"], "event": "choice", "faq_id": "top-up"},
        {"reply_id": reply["id"], "event": "none_of_these"},
        {"reply_id": reply["id"], "event": "handoff"},
    ]
    for body in [*sent, *sent]:
        response = client.post("/api/v1/events", json=body)
        assert response.json == {"faq_id": None, **body}
    assert len(select("SELECT * FROM events")) == 3


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting holds a thread that others need."""
    monkeypatch.setattr(journal_module, "sleep", lambda _: pytest.fail("it waits"))


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("path", ["feedback", "events"])
def test_an_unknown_reply_is_not_found_at_once(client: FlaskClient, path: str):
    body = {"reply_id": "nobody-knows", **({"helpful": True} if path == "feedback" else {"event": "handoff"})}
    assert_problem(client.post(f"/api/v1/{path}", json=body), 404)


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("said", [{"choice": "top-up"}, {"none": "1"}])
def test_a_form_about_an_unknown_reply_is_answered_at_once(client: FlaskClient, said: dict[str, str]):
    form = {"offered_by": "nobody-knows", "earlier": "How do I top up sessions?", **said}
    assert "How do I top up" in client.post("/chat", data=form).text


def test_only_a_reply_that_is_recorded_has_a_name_that_votes_wait_for(client: FlaskClient):
    def named(page: str, what: str) -> str:
        value, *_ = re.findall(rf'name="{what}" value="([^"]*)"', page)
        return str(value)

    asked = client.get("/chat?q=sessions").text
    assert age_of(named(asked, "offered_by")) is not None
    assert age_of(named(asked, "conversation")) is None
    told_again = client.post("/chat", data={"earlier": "sessions", "question": ""}).text
    assert named(told_again, "offered_by") == ""


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("feedback", {"helpful": True}, "reply_id"),
        ("feedback", {"reply_id": "a b", "helpful": True}, "reply_id"),
        ("feedback", {"reply_id": "x" * 65, "helpful": True}, "reply_id"),
        ("feedback", {"reply_id": "x"}, "helpful"),
        ("feedback", {"reply_id": "x", "helpful": "yes"}, "helpful"),
        ("feedback", {"reply_id": "x", "helpful": True, "comment": "x" * 2_001}, "comment"),
        ("feedback", {"reply_id": "x", "helpful": True, "stars": 5}, "stars"),
        ("events", {"reply_id": "x", "event": "applause"}, "event"),
        ("events", {"reply_id": "x", "event": "choice"}, ""),
        ("events", {"reply_id": "x", "event": "handoff", "faq_id": "top-up"}, ""),
        ("events", {"reply_id": "x", "event": "choice", "faq_id": "../x"}, "faq_id"),
    ],
)
def test_what_is_wrong_is_named(client: FlaskClient, path: str, body: dict[str, Any], field: str):
    problem = assert_problem(client.post(f"/api/v1/{path}", json=body), 422)
    assert [error["field"] for error in problem["errors"]] == [field]


def test_a_choice_has_a_faq_and_nothing_else_has(client: FlaskClient):
    problem = assert_problem(client.post("/api/v1/events", json={"reply_id": "x", "event": "choice"}), 422)
    assert problem["detail"] == "Name faq_id with the event choice, and with no other."


def test_a_failing_journal_costs_no_answer(make_app: MakeApp, tmp_path: Path):
    (tmp_path / "data").write_text("a file where a folder should be")
    app = make_app(database_url=f"sqlite:///{tmp_path}/data/journal.db")
    client = app.test_client()
    reply = ask(client)
    assert reply["decision"] == "answer"
    refused = rate(client, reply_id=reply["id"], helpful=True)
    assert_problem(refused, 503)
    assert refused.headers["Retry-After"] == "60"
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert (ready.json["journal"]["state"], ready.json["journal"]["lost"]) == ("failing", 1)
    assert "Not a directory" in ready.json["journal"]["error"] or "exists" in ready.json["journal"]["error"]
    assert str(tmp_path) not in ready.text
    app.extensions[EXTENSION].journal.stop()


def test_a_bug_in_recording_costs_no_answer_and_tells_no_question(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(*_: Any, **__: Any) -> None:
        raise ValueError("how do I top up")

    monkeypatch.setattr("bot.server.recording.entry_of", broken)
    assert ask(client)["decision"] == "answer"
    assert "a reply could not be recorded: ValueError" in caplog.text
    assert "top up" not in caplog.text


def test_the_journal_can_be_off(make_app: MakeApp, tmp_path: Path):
    client = make_app(journal="off", database_url=f"sqlite:///{tmp_path}/journal.db").test_client()
    reply = ask(client)
    assert_problem(rate(client, reply_id=reply["id"], helpful=True), 404)
    assert client.get("/readyz").json["journal"]["state"] == "off"
    assert client.get("/api/v1/widget").json["feedback"] is False
    assert not (tmp_path / "journal.db").exists()


def test_the_widget_is_told_that_answers_can_be_rated(client: FlaskClient):
    assert client.get("/api/v1/widget").json["feedback"] is True
