from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from service_support import MakeApp

from bot.server.security import content_security_policy

PORTAL = "https://portal.example.com"
PATHS = ["/", "/chat", "/docs", "/faq/top-up", "/api/v1/topics", "/healthz", "/openapi.json", "/nix"]


@pytest.mark.parametrize("path", PATHS)
def test_every_reply_is_protected(client: FlaskClient, path: str):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = dict(part.partition(" ")[::2] for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert len(headers.getlist("Content-Security-Policy")) == 1


def test_frames_are_for_those_who_are_named():
    assert content_security_policy(["'self'", PORTAL]).count(f"frame-ancestors 'self' {PORTAL};") == 1


def test_nobody_may_call_from_elsewhere_by_default(client: FlaskClient):
    headers = client.get("/api/v1/topics", headers={"Origin": PORTAL}).headers
    assert "Access-Control-Allow-Origin" not in headers


def test_an_origin_that_is_named_may_call(make_app: MakeApp):
    client = make_app(cors_origins=(PORTAL, "https://b.example")).test_client()
    response = client.post("/api/v1/ask", json={"question": "usage trend"}, headers={"Origin": PORTAL})
    assert response.headers["Access-Control-Allow-Origin"] == PORTAL
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Origin" in response.headers["Vary"]


def test_it_also_gets_to_read_the_errors(make_app: MakeApp):
    client = make_app(cors_origins=(PORTAL,)).test_client()
    response = client.post("/api/v1/ask", json={}, headers={"Origin": PORTAL})
    assert response.status_code == 422
    assert response.headers["Access-Control-Allow-Origin"] == PORTAL


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://evil.example",
        "http://portal.example.com",
        "https://portal.example.com:8443",
        "https://portal.example.com.evil.example",
        "https://PORTAL.example.com",
        "https://portal.example.com/",
        "",
    ],
)
def test_any_other_origin_may_not(make_app: MakeApp, origin: str):
    client = make_app(cors_origins=(PORTAL,)).test_client()
    for response in (
        client.get("/api/v1/topics", headers={"Origin": origin}),
        client.options("/api/v1/ask", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}),
    ):
        assert "Access-Control" not in str(response.headers)
        assert "Origin" in response.headers["Vary"]


def test_vary_names_the_origin_even_where_none_is_sent(make_app: MakeApp):
    response = make_app(cors_origins=(PORTAL,)).test_client().get("/api/v1/topics")
    assert "Origin" in response.headers["Vary"]


def test_a_preflight_says_what_is_allowed(make_app: MakeApp):
    client = make_app(cors_origins=(PORTAL,)).test_client()
    asked = {
        "Origin": PORTAL,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    headers = client.options("/api/v1/ask", headers=asked).headers
    assert headers["Access-Control-Allow-Origin"] == PORTAL
    assert headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert headers["Access-Control-Allow-Headers"] == "content-type, x-request-id"
    assert headers["Access-Control-Max-Age"] == "600"


def test_pages_are_not_for_other_sites(make_app: MakeApp):
    client = make_app(cors_origins=(PORTAL,)).test_client()
    assert "Access-Control-Allow-Origin" not in client.get("/", headers={"Origin": PORTAL}).headers


def test_every_reply_says_how_long_it_may_be_kept(app: Flask):
    client = app.test_client()
    examples = {"faq_id": "top-up", "version": "latest", "name": "pages.css"}
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            path = rule.build({name: examples[name] for name in rule.arguments})[1]
            response = client.open(path, method=method)
            assert response.headers.get("Cache-Control"), f"{method} {path}: {response.status}"
            if "ETag" in response.headers:
                again = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
                assert again.status_code == 304, path
