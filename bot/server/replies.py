"""Models and pages -> responses with the right caching headers."""

from __future__ import annotations

from flask import Response, request
from pydantic import BaseModel

from bot.server.problems import KINDS, RequestProblem


def json_reply(model: BaseModel) -> Response:
    """A reply that no cache may keep."""
    response = Response(model.model_dump_json(), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def cached_reply(model: BaseModel) -> Response:
    """A reply that changes with the corpus only: kept a minute, then asked for again.

    Its ETag is of its content: what tells the same FAQs may tell more of them after an upgrade.
    """
    response = Response(model.model_dump_json(), mimetype="application/json")
    response.headers["Cache-Control"] = "public, max-age=60"
    return revalidated(response)


def page_reply(html: str, status: int = 200) -> Response:
    """A page, asked for again each time: the server alone knows whether the FAQs have changed."""
    # In HTML there is no NUL, not even an escaped one; U+FFFD is what browsers show for it.
    response = Response(html.replace("\0", "\ufffd"), status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-cache"
    return revalidated(response) if status == 200 and request.method != "POST" else response


def revalidated(response: Response) -> Response:
    """The response with an ETag (of its content, unless it has one); without its content for who has that.

    Raises RequestProblem (precondition-failed).
    """
    response.add_etag()
    response.make_conditional(request)
    if response.status_code == 412 and request.if_match.star_tag:
        response.status_code = 200  # any version will do, and there is one: Werkzeug knows named ones only
    elif response.status_code == 412:
        kind = KINDS["precondition-failed"]
        raise RequestProblem(kind.slug, f"If-Match names no version that is here. {kind.help}")
    return response
