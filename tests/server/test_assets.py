from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from service_support import assert_problem

from bot.server.assets import asset_url


@pytest.mark.parametrize(
    ("name", "media_type"), [("pages.css", "text/css"), ("favicon.svg", "image/svg+xml")]
)
def test_an_asset_under_its_version_is_kept_for_ever(client: FlaskClient, name: str, media_type: str):
    response = client.get(asset_url(name))
    assert response.mimetype == media_type
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asset_url(name) in client.get("/").text


def test_a_version_that_is_gone_gets_the_present_one_for_once(client: FlaskClient):
    response = client.get("/assets/0123456789ab/pages.css")
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.data == client.get(asset_url("pages.css")).data


@pytest.mark.parametrize("name", ["nix.css", "..", "%2e%2e%2fbase.html", ".", "pages.css%00"])
def test_nothing_else_is_served(client: FlaskClient, name: str):
    assert_problem(client.get(f"/assets/x/{name}"), 404)


def test_the_icon_is_where_browsers_look_for_it(client: FlaskClient):
    assert client.get("/favicon.ico").mimetype == "image/svg+xml"
