from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from service_support import MakeApp, assert_problem
from werkzeug.test import create_environ, run_wsgi_app

from bot.server.problems import KINDS

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


def routes(app: Flask) -> list[str]:
    paths = []
    for rule in app.url_map.iter_rules():
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<{name}>", "x")
        paths.append(path)
    return sorted(set(paths))


def test_every_route_refuses_another_method_in_the_one_shape(app: Flask, client: FlaskClient):
    assert len(routes(app)) > 10
    for path in routes(app):
        response = client.delete(path)
        problem = assert_problem(response, 405)
        assert {"GET", "POST"} & set(response.headers["Allow"].split(", "))
        assert problem["detail"].startswith("DELETE is not allowed here; allowed: ")


@pytest.mark.parametrize(
    "path",
    ["/nix", "/api/v1/nix", "/api/v2/ask", "/api/v1/ask/", "/healthz/x", "/faq/nix", "/assets/x/nix.css"],
)
def test_every_unknown_address_is_a_problem(client: FlaskClient, path: str):
    assert_problem(client.get(path), 404)


def test_an_address_cannot_put_words_into_the_detail(client: FlaskClient):
    detail = assert_problem(client.get("/x%0Ay%E2%80%AE" + "z" * 5_000), 404)["detail"]
    assert detail.isprintable()
    assert len(detail) < 400


@pytest.mark.parametrize("path", ["/", "/api/v1/faqs", "/nix"])
def test_a_request_of_today_names_its_host(app: Flask, path: str):
    """RFC 9112 wants it refused, whatever it asks for; probes often speak HTTP/1.0, and need no name."""
    statuses = []
    for version in ("HTTP/1.1", "HTTP/1.2", "HTTP/1.0"):
        environ = create_environ(path)
        del environ["HTTP_HOST"]
        _, status, _ = run_wsgi_app(app, environ | {"SERVER_PROTOCOL": version})
        statuses.append(status[:3])
    assert statuses == ["400", "400", "404" if path == "/nix" else "200"]


@pytest.mark.parametrize(
    "host",
    ["a b", "<script>", "a@b", "a/b", "a.example,b.example", "x:https", "[::1", "::1", "[x]", "caf\xe9"],
)
@pytest.mark.parametrize("path", ["/api/v1/topics", "/nix"])
def test_a_host_that_can_be_none_is_refused(client: FlaskClient, host: str, path: str):
    problem = assert_problem(client.get(path, headers={"Host": host}), 400)
    assert problem["detail"] == "The header Host is no host's name; send the one of this address."


@pytest.mark.parametrize(
    "host", ["help.example.com", "x:8443", "x:", "127.0.0.1", "[::1]:80", "my_help", "caf%C3%A9", ""]
)
def test_a_host_that_may_be_one_is_not(client: FlaskClient, host: str):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_a_browser_gets_a_page(client: FlaskClient):
    response = client.get("/nix", headers={"Accept": BROWSER})
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert "There is nothing at /nix." in response.text
    assert 'href="/"' in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/problem+json", ""])
def test_anybody_else_gets_json(client: FlaskClient, accept: str):
    response = client.get("/nix", headers={"Accept": accept})
    assert_problem(response, 404)
    assert "Accept" in response.headers["Vary"]


def test_the_api_speaks_json_to_browsers_too(client: FlaskClient):
    assert_problem(client.get("/api/v1/ask", headers={"Accept": BROWSER}), 422)
    assert_problem(client.get("/api/v1/nix", headers={"Accept": BROWSER}), 404)


def test_a_fault_of_ours_is_logged_and_tells_nothing(make_app: MakeApp, caplog: pytest.LogCaptureFixture):
    app = make_app()

    @app.get("/fault/<about>")
    def fault(about: str) -> str:  # noqa: ARG001
        raise RuntimeError("secret")

    with caplog.at_level(logging.ERROR):
        response = app.test_client().get("/fault/my-question?q=my+question")
    problem = assert_problem(response, 500)
    assert "secret" not in response.text
    assert problem["type"] == "/docs#problem-internal"
    assert "GET /fault/<about> failed" in caplog.text
    assert "RuntimeError: secret" in caplog.text
    assert "question" not in caplog.text


def test_a_redirect_is_no_problem(make_app: MakeApp):
    app = make_app()
    app.add_url_rule("/folder/", view_func=lambda: "here", endpoint="folder")
    response = app.test_client().get("/folder")
    assert (response.status_code, response.headers["Location"]) == (308, "http://localhost/folder/")


def test_every_kind_of_problem_is_described_where_its_type_leads(client: FlaskClient):
    page = client.get("/docs").text
    for slug, kind in KINDS.items():
        assert f'id="problem-{slug}"' in page
        assert kind.title in page
