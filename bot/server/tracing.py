"""The name of each request, which its caller may give, gets back, and finds in the log and in problems."""

from __future__ import annotations

import re

from flask import Flask, Response, request

from bot.tokens import random_bytes

HEADER = "X-Request-ID"
# In the WSGI environment, where gunicorn's log line finds it.
KEY = "faqbot.request_id"
# Whatever fits neither can forge nor flood a log line.
_SAFE = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def safe_name(given: str) -> str:
    """The name that a caller gave its request, or a new one."""
    return given if _SAFE.fullmatch(given) else random_bytes(8).hex()


def request_id() -> str:
    """The name of the request that is being handled."""
    name = request.environ.get(KEY)
    if name is None:
        given = request.headers.get(HEADER, "")
        name = request.environ[KEY] = safe_name(given)
    return str(name)


def install(app: Flask) -> None:
    """Give the name back with every response."""

    @app.after_request
    def name(response: Response) -> Response:
        response.headers[HEADER] = request_id()
        return response
