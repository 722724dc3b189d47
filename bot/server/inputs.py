"""Requests -> the models of `bot.server.models`, or a problem that says what to mend."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import sentence
from bot.server.models import FieldProblem
from bot.server.problems import RequestProblem

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

M = TypeVar("M", bound=BaseModel)


def body(model: type[M]) -> M:
    """The JSON body as `model`.

    Raises RequestProblem (malformed, unsupported-media-type, invalid-request), RequestEntityTooLarge.
    """
    # JSON is sent in UTF-8 (RFC 8259), whatever else a charset claims.
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/json" or charset not in ("utf-8", "utf8"):
        raise _other_type("application/json, in UTF-8")
    if (coding := request.headers.get("Content-Encoding", "identity")).lower() != "identity":
        raise RequestProblem("unsupported-media-type", f"The body is {coding[:80]!r}; send it unpacked.")
    sent = request.get_data(cache=False)
    if sent.startswith(BOM_UTF8):
        raise RequestProblem("malformed", "The body begins with a byte order mark; send the JSON without it.")
    try:
        return model.model_validate_json(sent)
    except ValidationError as error:
        raise _problem(error, model, "field") from None


def form() -> None:
    """See to it that a body is a form. Raises RequestProblem (unsupported-media-type)."""
    if request.content_type and request.mimetype not in _FORMS:
        raise _other_type(_FORMS[0])


def query(model: type[M]) -> M:
    """The query string as `model`. Raises RequestProblem (invalid-request)."""
    given = request.args.to_dict(flat=False)
    if twice := [name for name, values in given.items() if len(values) > 1]:
        errors = [FieldProblem(field=name, detail="is given more than once") for name in twice]
        raise RequestProblem("invalid-request", f"{twice[0]!r} is given more than once.", errors)
    try:
        return model.model_validate({name: values[0] for name, values in given.items()})
    except ValidationError as error:
        raise _problem(error, model, "parameter") from None


def _other_type(wanted: str) -> RequestProblem:
    this = f"this one is {request.content_type[:80]!r}" if request.content_type else "this one has none"
    return RequestProblem("unsupported-media-type", f"The Content-Type must be {wanted}; {this}.")


def _problem(error: ValidationError, model: type[BaseModel], noun: str) -> RequestProblem:
    found = error.errors(include_url=False, include_input=False)
    if found[0]["type"] == "json_invalid":
        reason = found[0]["ctx"]["error"]
        hint = "; escapes from \\ud800 to \\udfff must come in pairs" if "hex escape" in reason else ""
        return RequestProblem("malformed", f"The body is not valid JSON: {reason}{hint}.")
    errors = [_field_problem(details, model, noun) for details in found]
    detail = "; ".join(f"{e.field!r} {e.detail}" if e.field else e.detail for e in errors)
    return RequestProblem("invalid-request", sentence(detail), errors)


def _field_problem(details: ErrorDetails, model: type[BaseModel], noun: str) -> FieldProblem:
    name = ".".join(str(part) for part in details["loc"])[:100]
    context = details.get("ctx", {})
    known = ", ".join(model.model_fields) or "none"
    complaints = {
        "missing": "is missing",
        "extra_forbidden": f"is not a {noun} of this request; allowed: {known}",
        "string_type": "must be text",
        "bool_type": "must be true or false",
        "literal_error": f"must be {context.get('expected')}",
        "string_too_short": "is empty",
        "string_too_long": f"is too long; {context.get('max_length')} characters are allowed",
        "string_pattern_mismatch": f"must match {context.get('pattern')}",
        "model_type": "the body must be a JSON object",
    }
    said = details["msg"].removeprefix("Value error, ")
    return FieldProblem(field=name, detail=complaints.get(details["type"], said))
