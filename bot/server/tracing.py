"""What the log knows each request by: its name, and its method and route in words that are no caller's.

The name its caller may give, gets back, and finds in problems.
"""

from __future__ import annotations

import re
from http import HTTPMethod

from flask import Flask, Response, request

from bot.tokens import random_bytes

HEADER = "X-Request-ID"
# In the WSGI environment, where gunicorn's log line finds it.
KEY, ROUTE = "faqbot.request_id", "faqbot.route"
_METHODS = frozenset(HTTPMethod)
# Whatever fits neither can forge nor flood a log line.
_SAFE = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def safe_name(given: str) -> str:
    """The name that a caller gave its request, or a new one."""
    return given if _SAFE.fullmatch(given) else random_bytes(8).hex()


def known_method(given: str) -> str:
    """The method of a request; "other" where it is none of HTTP's, and may be anything, even a question."""
    return given if given in _METHODS else "other"


def route() -> str:
    """The route of the request that is being handled; "-" where there is none."""
    return request.url_rule.rule if request.url_rule else "-"


def request_id() -> str:
    """The name of the request that is being handled."""
    name = request.environ.get(KEY)
    if name is None:
        given = request.headers.get(HEADER, "")
        name = request.environ[KEY] = safe_name(given)
    return str(name)


def install(app: Flask) -> None:
    """Give the name back with every response, and tell the log the route."""

    @app.after_request
    def name(response: Response) -> Response:
        response.headers[HEADER] = request_id()
        request.environ[ROUTE] = route()
        return response
