from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

LONG = ["/", "/docs", "/openapi.json", "/api/v1/faqs", "/assets/latest/pages.css"]


@pytest.mark.parametrize("path", LONG)
def test_text_travels_packed_where_the_caller_can_unpack_it(client: FlaskClient, path: str):
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    for response in (plain, packed):
        assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/api/v1/faqs"])
def test_what_was_packed_can_be_asked_for_again(client: FlaskClient, path: str):
    first = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert first.headers["ETag"].startswith('W/"')
    again = client.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Encoding" not in again.headers


@pytest.mark.parametrize(
    "accepted", ["", "identity", "gzip;q=0", "br", "gzip;q=0.1, identity", "gzip;q=0, *"]
)
def test_who_does_not_take_it_or_likes_it_less_gets_it_plain(client: FlaskClient, accepted: str):
    for path in ("/docs", "/widget.js"):
        assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": accepted}).headers


@pytest.mark.parametrize("accepted", ["*", "gzip, identity", "gzip;q=0.1", "*;q=0.1, identity;q=0"])
def test_who_likes_nothing_better_gets_it_packed(client: FlaskClient, accepted: str):
    for path in ("/docs", "/widget.js"):
        assert client.get(path, headers={"Accept-Encoding": accepted}).headers["Content-Encoding"] == "gzip"


def test_what_is_short_is_not_worth_it(client: FlaskClient):
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers
