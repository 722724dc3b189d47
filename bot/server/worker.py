"""What is ours in gunicorn: the log line of a request, and the reply to what is no HTTP request."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

from bot.server.problems import KINDS, MEDIA_TYPE, problem_of

LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"


class AccessLog(Logger):  # type: ignore[misc]
    """One line a request: never the query string, which may hold a question."""

    error_fmt = LOG_FORMAT
    access_fmt = "%(asctime)s %(message)s"
    datefmt = None

    def access(self, resp: Any, _req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Log method, path, status, time taken and bytes sent."""
        # RAW_URI is as it was sent, percent-encoded, so that no path can forge a line.
        self.access_log.info(
            "%s %s %s %.1fms %s",
            environ["REQUEST_METHOD"],
            environ["RAW_URI"].partition("?")[0],
            str(resp.status).partition(" ")[0],
            request_time / timedelta(milliseconds=1),
            getattr(resp, "sent", 0),
        )


class Worker(ThreadWorker):  # type: ignore[misc]
    """Threads that refuse what is no HTTP request in the shape of every other error."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Reply to a request that could not be parsed, or was lost in gunicorn itself."""
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("refused what is no request: %s", type(exc).__name__)
        try:
            util.write_nonblock(client, refusal(exc))
        except OSError as error:
            self.log.debug("the sender of it is gone: %s", error)


def refusal(exc: ParseException) -> bytes:
    """The whole HTTP response to a request that gunicorn cannot parse."""
    slug, detail = "malformed", "This is not an HTTP request that can be read."
    if isinstance(exc, LimitRequestLine):
        slug, detail = "uri-too-long", "The address is too long; send long questions with POST."
    elif isinstance(exc, LimitRequestHeaders):
        slug, detail = "headers-too-large", "The headers are too large; send fewer or shorter ones."
    kind = KINDS[slug]
    body = problem_of(kind, detail).model_dump_json().encode()
    head = (
        f"HTTP/1.1 {kind.status} {HTTPStatus(kind.status).phrase}",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    )
    return "\r\n".join((*head, "", "")).encode() + body
