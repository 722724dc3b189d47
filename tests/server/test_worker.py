from __future__ import annotations

import json
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.http import RequestParser
from gunicorn.http.errors import InvalidRequestLine, LimitRequestHeaders, ParseException

from bot.server.models import ProblemOut
from bot.server.refusals import Refused, reason
from bot.server.tracing import ROUTE
from bot.server.worker import AccessLog


@pytest.mark.parametrize(
    ("error", "status", "slug"),
    [
        (InvalidRequestLine("GARBAGE"), "400 Bad Request", "malformed"),
        (LimitRequestHeaders("too big"), "431 Request Header Fields Too Large", "headers-too-large"),
    ],
)
def test_what_is_no_request_is_refused_in_the_one_shape(error: ParseException, status: str, slug: str):
    head, _, body = Refused(b"").reply(*reason(error, b""), ()).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0].startswith(f"HTTP/1.1 {status}")
    assert "Content-Type: application/problem+json" in lines
    assert f"Content-Length: {len(body)}" in lines
    assert "Connection: close" in lines
    problem = ProblemOut.model_validate(json.loads(body))
    assert problem.type == f"/docs#problem-{slug}"
    assert str(problem.status) in lines[0]


@pytest.mark.parametrize(
    ("came", "told"),
    [
        (b"", ("-", "-")),
        (b"how much is it\r\n\r\n", ("-", "-")),
        (b"SECRETQ how are you\r\n\r\n", ("other", "-")),
        (b"GET how much is it\r\n\r\n", ("GET", "-")),
        (b"GET /api/v1/ask?q=how+much HTTP/1.1\r\n", ("GET", "/api/v1/ask")),
        (b"GET /api/v1/ask?q=how much", ("GET", "/api/v1/ask")),
        (b"GET /a\nGET /forged", ("GET", "/a")),
        (b"GET /\xff\x1b[31m HTTP/1.1", ("GET", "/")),
        (b"GET /" + b"x" * 9_000, ("GET", "/" + "x" * 199)),
    ],
)
def test_what_is_refused_is_known_as_far_as_it_came(came: bytes, told: tuple[str, str]):
    refused = Refused(came)
    assert (refused.method, refused.path) == told


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (b"X-Request-ID: mine", True),
        (b"x-request-id:mine ", True),
        (b"X-Request-ID: a b", False),
        (b"X: y", False),
    ],
)
def test_what_is_refused_keeps_its_name(line: bytes, kept: bool):
    name = Refused(b"GARBAGE\r\n" + line + b"\r\n\r\n").name
    assert (name == "mine") is kept
    assert name.isalnum()


@pytest.mark.parametrize(
    ("came", "origin"),
    [
        (b"GET / HTTP/1.1\r\nORIGIN: https://a.example \r\n", "https://a.example"),
        (b"POST / HTTP/1.1\r\nX: y\r\n\r\n\r\nOrigin: https://a.example\r\n", ""),
        (b"GET / HTTP/1.1\r\n\r\n", ""),
        (b"GARBAGE", ""),
    ],
)
def test_of_what_is_refused_the_origin_is_known_where_it_was_told(came: bytes, origin: str):
    assert Refused(came).origin == origin


def test_a_refused_head_has_no_body():
    reply = Refused(b"HEAD /" + b"x" * 9_000).reply(*reason(LimitRequestHeaders("too big"), b""), ())
    assert reply.startswith(b"HTTP/1.1 431 ")
    assert reply.endswith(b"Connection: close\r\n\r\n")


@pytest.mark.parametrize("error", ParseException.__subclasses__())
def test_whatever_is_wrong_it_is_told_what_to_mend(error: type[ParseException]):
    kind, detail = reason(error.__new__(error), b"")
    assert kind.status in (400, 431)
    assert detail.endswith(".")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("GET /api/v1/ask?q=caf\u00e9 HTTP/1.1\r\n", True),
        ("GET /api/v1/ask?q=how much HTTP/1.1\r\nHost: x\r\n", True),
        ("GET /api/v1/ask?q=cafe HTTP/1.1\r\nX: caf\u00e9\r\n", False),
        ("how much is it\r\n", False),
    ],
)
def test_an_address_that_is_not_percent_encoded_is_told_to_be(line: str, told: bool):
    _, detail = reason(InvalidRequestLine("wrong"), line.encode())
    assert ("must be percent-encoded" in detail) is told


def test_an_address_with_spaces_is_told_to_be_encoded_as_gunicorn_reads_it():
    came = b"GET /api/v1/ask?q=how much HTTP/1.1\r\nHost: x\r\n\r\n"
    with pytest.raises(ParseException) as caught:
        next(RequestParser(Config(), iter([came]), ("127.0.0.1", 1)))
    assert "must be percent-encoded" in reason(caught.value, came)[1]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    monkeypatch.setattr(logging.getLogger("gunicorn.access"), "handlers", [Keep()])
    return found


@pytest.mark.parametrize(
    ("method", "environ", "shown"),
    [
        ("GET", {ROUTE: "/api/v1/ask"}, "GET /api/v1/ask"),
        ("GET", {}, "GET -"),
        ("DELETE", {ROUTE: "-"}, "DELETE -"),
        ("MYSECRET", {ROUTE: "-"}, "other -"),
    ],
)
def test_a_request_is_one_line_without_what_was_asked(
    lines: list[str], method: str, environ: dict[str, str], shown: str
):
    log = AccessLog(Config())
    lines.clear()
    response = SimpleNamespace(status="200 OK", sent=123)
    asked = {"REQUEST_METHOD": method, "RAW_URI": "/my%20secret?q=my+secret", "QUERY_STRING": "q=my+secret"}
    log.access(response, None, asked | environ, timedelta(microseconds=1_250))
    assert lines == [f"{shown} 200 1.2ms 123 -"]


def test_what_gunicorn_itself_fails_at_is_logged_without_its_address():
    log, told = AccessLog(Config()), []
    log.error_log = logging.Logger("an error log")
    log.error_log.handle = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    log.exception("Error handling request %s %s", "GET", "/?q=my+secret")
    assert told == ["Error handling request"]
