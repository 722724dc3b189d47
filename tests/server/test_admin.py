from __future__ import annotations

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from service_support import MakeApp

from bot.journal.report import Day
from bot.server import charts, session
from bot.server.service import EXTENSION

TOKEN = "a-token-that-nobody-guesses"
HERE = {"Origin": "http://localhost"}


@pytest.fixture
def app(make_app: MakeApp, tmp_path: Path) -> Iterator[Flask]:
    app = make_app(admin_token=SecretStr(TOKEN), database_url=f"sqlite:///{tmp_path}/journal.db")
    yield app
    app.extensions[EXTENSION].journal.stop()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def inside(client: FlaskClient) -> FlaskClient:
    """A client that has logged in."""
    assert log_in(client).status_code == 303
    return client


def log_in(client: FlaskClient, token: str = TOKEN, **more: Any) -> Any:
    return client.post("/admin/login", data={"token": token}, **{"headers": HERE, **more})


def ask(client: FlaskClient, question: str, conversation: str) -> str:
    body = {"question": question, "conversation_id": conversation}
    reply_id: str = client.post("/api/v1/ask", json=body).json["id"]
    return reply_id


def test_without_a_token_there_is_no_admin_page(make_app: MakeApp):
    client = make_app(journal="off").test_client()
    for response in (client.get("/admin"), log_in(client, "")):
        assert response.status_code == 404
        assert "FAQBOT_ADMIN_TOKEN" in response.text


@pytest.mark.parametrize(("token", "warned"), [("", False), ("t" * 15, True), ("t" * 16, False)])
def test_a_token_that_can_be_guessed_is_told_of(
    make_app: MakeApp, caplog: pytest.LogCaptureFixture, token: str, warned: bool
):
    make_app(admin_token=SecretStr(token), journal="off")
    assert ("FAQBOT_ADMIN_TOKEN can be guessed: it has fewer than 16 characters" in caplog.text) == warned
    assert "ttt" not in caplog.text


def test_who_has_not_logged_in_sees_a_form_only(client: FlaskClient):
    ask(client, "secret sauce please", "c-1")
    page = client.get("/admin")
    assert page.status_code == 200
    assert 'type="password"' in page.text
    assert "sauce" not in page.text
    assert TOKEN not in page.text


def test_the_token_opens_it(client: FlaskClient):
    response = log_in(client)
    assert (response.status_code, response.location) == (303, "/admin")
    cookie = SimpleCookie(response.headers["Set-Cookie"])[session.COOKIE]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["secure"]) == ("Strict", "/admin", "")
    assert TOKEN not in response.headers["Set-Cookie"]
    page = client.get("/admin")
    assert "Log out" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "'unsafe" not in page.headers["Content-Security-Policy"]
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?! async src)", page.text)


def test_the_cookie_is_secure_where_the_connection_is(client: FlaskClient):
    response = log_in(client, base_url="https://localhost", headers={"Origin": "https://localhost"})
    assert "Secure" in response.headers["Set-Cookie"]


def test_every_worker_knows_the_cookie(inside: FlaskClient, make_app: MakeApp):
    cookie = inside.get_cookie(session.COOKIE, path="/admin")
    assert cookie
    for token, text in ((TOKEN, "Log out"), ("another-token", "Log in")):
        other = make_app(admin_token=SecretStr(token), journal="off").test_client()
        other.set_cookie(session.COOKIE, cookie.value, path="/admin")
        assert text in other.get("/admin").text


@pytest.mark.parametrize(
    "value", ["", "x", ".", "99999999999.", "99999999999.00", "１.x", f"{TOKEN}.{TOKEN}"]
)
def test_no_other_cookie_opens_it(client: FlaskClient, value: str):
    client.set_cookie(session.COOKIE, value, path="/admin")
    assert "Log in" in client.get("/admin").text


def test_a_cookie_ends(inside: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    late = session.time() + session.HOURS * 3_600 + 1
    monkeypatch.setattr(session, "time", lambda: late)
    assert "Log in" in inside.get("/admin").text


def test_logging_out(inside: FlaskClient):
    assert inside.post("/admin/logout", headers=HERE).status_code == 303
    assert "Log in" in inside.get("/admin").text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_no_other_site_sends_its_forms(inside: FlaskClient, headers: dict[str, str]):
    assert log_in(inside, headers=headers).status_code == 403
    assert inside.post("/admin/logout", headers=headers).status_code == 403
    assert "Log out" in inside.get("/admin").text


def test_guessing_is_slowed_down(client: FlaskClient):
    for _ in range(session.TRIES):
        wrong = log_in(client, "guess")
        assert wrong.status_code == 403
        assert "This is not the token." in wrong.text
    late = log_in(client)
    assert late.status_code == 429
    assert 0 < int(late.headers["Retry-After"]) <= 60
    elsewhere = log_in(client, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert elsewhere.status_code == 303, "others are not locked out"


def test_an_empty_journal_says_what_to_do(inside: FlaskClient):
    page = inside.get("/admin").text
    assert "Nothing has been asked yet" in page
    assert "/embed-code" in page
    assert "Corpus health" in page


def test_a_journal_that_is_off_says_what_to_do(make_app: MakeApp):
    client = make_app(admin_token=SecretStr(TOKEN), journal="off").test_client()
    log_in(client)
    assert "FAQBOT_JOURNAL=on" in client.get("/admin").text


def test_a_failing_journal_is_told(make_app: MakeApp, tmp_path: Path):
    (tmp_path / "data").write_text("a file where a folder should be")
    app = make_app(admin_token=SecretStr(TOKEN), database_url=f"sqlite:///{tmp_path}/data/journal.db")
    client = app.test_client()
    log_in(client)
    page = client.get("/admin")
    assert page.status_code == 200
    assert "The journal fails" in page.text
    app.extensions[EXTENSION].journal.stop()


def test_what_was_asked_shows_with_its_why_and_what_to_write(inside: FlaskClient):
    for i in range(3):
        ask(inside, "quantum <b>telepathy</b> blockchain", f"c-{i}")
    for i in range(4):
        reply_id = ask(inside, "how do I top up sessions", f"c-{i}")
        comment = {"comment": "<script>alert(1)</script>"}
        inside.post("/api/v1/feedback", json={"reply_id": reply_id, "helpful": i == 0, **comment})
    ask(inside, "asked by one alone", "c-9")
    page = inside.get("/admin?since=30d").text
    assert "quantum &lt;b&gt;telepathy&lt;/b&gt; blockchain" in page
    assert "Asked now: <b>no answer</b>" in page
    assert "asked by one alone" not in page
    assert "not_covered:" in page
    assert 'data-copy="suggestion-1"' in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert page.count("<svg") == 2


def test_a_word_that_the_faq_has_elsewhere_is_not_called_missing(inside: FlaskClient):
    for i in range(3):
        ask(inside, "quantum telepathy or blockchain holograms chart the galaxy", f"c-{i}")
    page = inside.get("/admin?since=30d").text
    assert "usage chart" in page
    assert "the <i>(in another phrasing)</i>" in page
    assert "telepathy <i>(not there)</i>" in page


def test_mashed_keys_show_apart(inside: FlaskClient):
    for conversation in ("c-1", "c-2", "c-3"):
        ask(inside, "asdf qwer", conversation)
    page = inside.get("/admin").text
    assert "Could not be read" in page
    assert "id: asdf-qwer" not in page


def test_what_is_in_no_group_is_told(inside: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.journal.report.MOST_TEXTS", 1)
    for conversation in ("c-1", "c-2", "c-3"):
        ask(inside, "do you deliver pizza to mars", conversation)
    ask(inside, "can I paint the portal blue", "c-1")
    assert "1 more, asked 1 times in all, are in no group" in inside.get("/admin").text


def test_it_says_what_is_replaced_and_what_is_not(inside: FlaskClient):
    foot = inside.get("/admin").text.rpartition("<footer")[2]
    assert "E-mail addresses, phone" in foot
    assert "names of people are not" in foot


def test_any_span_is_taken(inside: FlaskClient):
    assert 'href="/admin?since=7d" aria-current="true"' in inside.get("/admin?since=nonsense").text


def test_charts_stay_in_their_box():
    days = [Day(f"2026-11-{i:02}", i * 37, i, 5, i % 3, 2) for i in range(1, 31)]
    chart = charts.volume(days)
    assert all(b.x >= 0 and b.x + b.width <= charts.WIDTH for b in chart.bars)
    assert all(b.y >= 0 and b.y + b.height <= charts.HEIGHT for b in chart.bars)
    assert len(chart.labels) <= 6
    assert chart.grid[-1][1] == "2,000"
    line = charts.coverage([*days, Day("2026-12-01", 0, 0, 0, 0, 0)])
    assert len(line.points) == 30, "a day without questions has no coverage"
    assert charts.volume([]).bars == ()
