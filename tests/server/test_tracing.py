from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient
from service_support import MakeApp, assert_problem


@pytest.mark.parametrize("path", ["/healthz", "/", "/api/v1/ask?q=usage", "/nothing-here", "/metrics"])
def test_a_caller_gets_its_own_name_for_the_request_back(client: FlaskClient, path: str):
    given = {"X-Request-ID": "01J-abc.DEF:42_x"}
    assert client.get(path, headers=given).headers["X-Request-ID"] == "01J-abc.DEF:42_x"


def test_a_problem_names_its_request(client: FlaskClient):
    response = client.post("/api/v1/ask", json={}, headers={"X-Request-ID": "mine"})
    assert assert_problem(response, 422)["request_id"] == "mine"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "a;b", "ä", '"', "<b>", "\x1b[31m", "a%0d"])
def test_what_could_harm_a_log_is_replaced(client: FlaskClient, given: str):
    first, second = (client.get("/healthz", headers={"X-Request-ID": given}) for _ in range(2))
    names = {first.headers["X-Request-ID"], second.headers["X-Request-ID"]}
    assert len(names) == 2
    assert all(len(name) == 16 and name.isalnum() for name in names)


def test_a_crash_is_found_in_the_log_by_its_name(
    make_app: MakeApp, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    app = make_app()

    def crash() -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setitem(app.view_functions, "health.healthz", crash)
    with caplog.at_level(logging.ERROR):
        response = app.test_client().get("/healthz", headers={"X-Request-ID": "find-me"})
    assert assert_problem(response, 500)["request_id"] == "find-me"
    assert "GET /healthz failed (find-me)" in caplog.text
