from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from service_support import assert_problem

PAGES = ["/", "/chat", "/faq/trend", "/docs", "/embed", "/embed-code", "/demo"]
FILES = ["/openapi.json", "/widget.js", "/widget-x.js", "/assets/x/pages.css", "/favicon.ico"]
LISTS = ["/api/v1/topics", "/api/v1/faqs", "/api/v1/faqs/trend", "/api/v1/widget"]
KEPT = [*PAGES, *FILES, *LISTS]


@pytest.mark.parametrize("path", KEPT)
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_what_is_there_already_is_not_sent_again(client: FlaskClient, path: str, coding: str):
    first = client.get(path, headers={"Accept-Encoding": coding})
    etag = first.headers["ETag"]
    assert path not in PAGES or first.headers["Cache-Control"] == "no-cache"
    for known in (etag, f'"other", {etag}', f"W/{etag.removeprefix('W/')}", "*"):
        again = client.get(path, headers={"Accept-Encoding": coding, "If-None-Match": known})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert again.headers.get("Vary") == first.headers.get("Vary")
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", KEPT)
def test_a_head_is_the_head_of_a_get(client: FlaskClient, path: str):
    whole, head = client.get(path), client.head(path)
    assert head.data == b""
    for name in ("ETag", "Cache-Control", "Content-Type", "Content-Length", "Vary"):
        assert head.headers.get(name) == whole.headers.get(name), name
    assert client.head(path, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", KEPT)
def test_who_wants_another_version_is_told_that_there_is_none(client: FlaskClient, path: str):
    problem = assert_problem(client.get(path, headers={"If-Match": '"other"'}), 412)
    assert problem["detail"] == "If-Match names no version that is here. Ask again without If-Match."
    for wanted in (client.get(path).headers["ETag"], "*"):
        found = client.get(path, headers={"If-Match": wanted})
        assert (found.status_code, found.data) == (200, client.get(path).data)


def test_a_page_holds_no_nul(client: FlaskClient):
    for response in (client.get("/?q=%00plan"), client.post("/chat", data={"question": "a\0"})):
        assert "\0" not in response.text
        assert "\ufffd" in response.text
