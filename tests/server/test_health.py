from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot.journal.journal import Journal, Status
from bot.server.app import create_app, make_live
from bot.server.models import Ready
from bot.settings import Settings


def test_the_process_answers(client: FlaskClient):
    response = client.get("/healthz")
    assert response.json == {"status": "ok"}
    assert response.headers["Cache-Control"] == "no-store"


def test_what_is_served(client: FlaskClient):
    ready = Ready.model_validate(client.get("/readyz").json)
    assert (ready.topics, ready.faqs, ready.reloads, ready.stale, ready.problems) == (3, 5, 0, False, ())
    assert ready.corpus.revision == client.get("/api/v1/topics").json["corpus"]["revision"]


def test_a_broken_file_shows_with_its_line_while_the_last_good_one_answers(settings: Settings, faqs: Path):
    live = make_live(settings)
    client = create_app(settings, live).test_client()
    before = Ready.model_validate(client.get("/readyz").json)
    path = faqs / "ar" / "plans.yaml"
    good = path.read_text("utf-8")

    path.write_text(good.replace("answer:", "anwser:"), "utf-8")
    live.refresh()
    response = client.get("/readyz")
    ready = Ready.model_validate(response.json)
    assert response.status_code == 200
    assert ready.stale
    assert ready.corpus == before.corpus
    [problem] = ready.problems
    assert (problem.path, problem.line) == ("ar/plans.yaml", 8)
    assert "anwser" in problem.message
    assert str(faqs) not in response.text, "folders above the FAQ folder are nobody's business"
    assert client.post("/api/v1/ask", json={"question": "usage trend"}).json["decision"] == "answer"

    path.write_text(good, "utf-8")
    live.refresh()
    ready = Ready.model_validate(client.get("/readyz").json)
    assert (ready.stale, ready.reloads, ready.problems) == (False, 1, ())


def test_a_folder_that_is_gone_is_named_without_those_above_it(settings: Settings, faqs: Path):
    live = make_live(settings)
    client = create_app(settings, live).test_client()
    faqs.rename(faqs.with_name("away"))
    live.refresh()
    [problem] = Ready.model_validate(client.get("/readyz").json).problems
    assert problem.path == "faqs"


def test_a_file_is_named_alike_wherever_a_problem_names_it(settings: Settings, faqs: Path):
    live = make_live(settings)
    client = create_app(settings, live).test_client()
    (faqs / "ar" / "again.yaml").write_text("topic: again\nfaqs: [{id: trend, question: A, answer: B}]")
    live.refresh()
    response = client.get("/readyz")
    [problem] = Ready.model_validate(response.json).problems
    assert {problem.path, problem.message.split()[-1].partition(":")[0]} == {"plans.yaml", "ar/again.yaml"}
    assert str(faqs.parent) not in response.text


def test_no_look_waits_for_the_database(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    client = create_app(settings).test_client()
    touched: list[Journal] = []
    monkeypatch.setattr(Journal, "status", lambda _: Status("on", 0, 0, 0, ""))
    monkeypatch.setattr(Journal, "url", property(touched.append))
    assert Ready.model_validate(client.get("/readyz").json).journal.state == "on"
    assert not touched
