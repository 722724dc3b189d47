"""Models -> JSON responses with the right caching headers."""

from __future__ import annotations

from flask import Response, request
from pydantic import BaseModel


def json_reply(model: BaseModel) -> Response:
    """A reply that no cache may keep."""
    response = Response(model.model_dump_json(), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def cached_reply(model: BaseModel, revision: str) -> Response:
    """A reply that changes with the corpus only: kept a minute, then asked for again by its `revision`."""
    response = Response(model.model_dump_json(), mimetype="application/json")
    response.headers["Cache-Control"] = "public, max-age=60"
    response.set_etag(revision)
    response.make_conditional(request)
    return response
