from __future__ import annotations

import pytest
from service_support import MakeApp

FORWARDED = {
    "X-Forwarded-For": "198.51.100.7, 192.0.2.9",
    "X-Forwarded-Proto": "http, https",
    "X-Forwarded-Host": "evil.example, help.example.com",
}


def test_nobody_is_believed_unless_the_operator_says_so(make_app: MakeApp):
    response = make_app().test_client().get("/embed-code", headers=FORWARDED)
    assert "help.example.com" not in response.text
    assert "evil.example" not in response.text
    assert "Strict-Transport-Security" not in response.headers


def test_the_last_proxy_is_believed_and_none_before_it(make_app: MakeApp):
    response = make_app(trusted_hops=1).test_client().get("/embed-code", headers=FORWARDED)
    assert "https://help.example.com/widget.js" in response.text
    assert "evil.example" not in response.text
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_proxy_that_does_not_tell_of_https(make_app: MakeApp):
    response = (
        make_app(behind_tls=True).test_client().get("/embed-code", headers={"Host": "help.example.com"})
    )
    assert "https://help.example.com/widget.js" in response.text
    assert "Strict-Transport-Security" in response.headers


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/ask", "/nothing"])
def test_every_reply_over_https_says_to_stay_there(make_app: MakeApp, path: str):
    response = make_app(trusted_hops=1).test_client().get(path, headers=FORWARDED)
    assert "Strict-Transport-Security" in response.headers
