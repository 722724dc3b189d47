"""Every error, in one shape: RFC 9457 problem details, or the same as a page where a browser asks for one."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from urllib.parse import quote

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from bot.errors import QuestionError, ScopeError, sentence
from bot.server.arrivals import DRAIN_BYTES
from bot.server.models import FieldProblem, ProblemOut
from bot.server.tracing import known_method, request_id, route

MEDIA_TYPE = "application/problem+json"
# A client that is still sending must get to see the reply, so what it sends is read up to here, and dropped.
DRAIN_SECONDS = 2.0
# As in RFC 3986, but for the comma, which is what joins two of these headers.
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~%!$&'()*+;=-]*)(:[0-9]*)?")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: `slug` names it in `type`, `title` in words, `help` says what to do."""

    slug: str
    status: int
    title: str
    help: str


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("malformed", 400, "The request cannot be read", "Check its syntax; a body is JSON in UTF-8."),
        Kind("not-found", 404, "There is nothing here", "Check the address; /docs lists every route."),
        Kind("method-not-allowed", 405, "This method is not allowed here", "The Allow header lists them."),
        Kind("precondition-failed", 412, "This is another version by now", "Ask again without If-Match."),
        Kind("too-large", 413, "The request is too large", "Send less; the detail names the limit."),
        Kind("uri-too-long", 414, "The address is too long", "Send long questions with POST."),
        Kind(
            "unsupported-media-type",
            415,
            "The body is of another type",
            "Send the Content-Type that the detail names.",
        ),
        Kind("invalid-request", 422, "The request is not valid", "Mend the fields listed in errors."),
        Kind("headers-too-large", 431, "The headers are too large", "Send fewer or shorter headers."),
        Kind("forbidden", 403, "This is not allowed", "Log in again; send forms from their own page."),
        Kind("timeout", 408, "The request came too slowly", "Send it again, in one go."),
        Kind("too-many-requests", 429, "Too many tries", "Wait as long as Retry-After says."),
        Kind("unavailable", 503, "This cannot be done now", "Try again in a minute."),
        Kind("internal", 500, "Something went wrong here", "Try again; the operator finds it in the log."),
    )
}
_BY_STATUS = {kind.status: kind for kind in KINDS.values()}


class RequestProblem(Exception):
    """A request that cannot be served: `kind` is a slug of KINDS."""

    def __init__(self, kind: str, detail: str, errors: Sequence[FieldProblem] = ()) -> None:
        """Take the kind, what is wrong this time, and the fields at fault."""
        super().__init__(detail)
        self.kind, self.detail, self.errors = KINDS[kind], detail, tuple(errors)


def install(app: Flask) -> None:
    """Make every error of `app` a problem."""
    app.register_error_handler(RequestProblem, _request_problem)
    app.register_error_handler(QuestionError, _question_error)
    app.register_error_handler(ScopeError, _scope_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _crash)
    app.before_request(_check_host)


def problem_of(
    kind: Kind, detail: str, errors: Sequence[FieldProblem] = (), *, request_id: str
) -> ProblemOut:
    """The problem details."""
    return ProblemOut(
        type=f"/docs#problem-{kind.slug}",
        title=kind.title,
        status=kind.status,
        detail=detail,
        errors=tuple(errors),
        request_id=request_id,
    )


def problem_response(kind: Kind, detail: str, errors: Sequence[FieldProblem] = ()) -> Response:
    """The reply to a request that cannot be served."""
    if _wants_page():
        page = render_template("problem.html", kind=kind, detail=detail, request_id=request_id())
        response = Response(page, kind.status)
    else:
        problem = problem_of(kind, detail, errors, request_id=request_id())
        response = Response(problem.model_dump_json(), kind.status, mimetype=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if kind.status == 503:
        response.headers["Retry-After"] = "60"
    response.vary.add("Accept")
    return response


def may_be_page(path: str) -> bool:
    """Whether a problem at `path` is told as a page to who asks for one."""
    return not path.startswith("/api/")


def _wants_page() -> bool:
    best = request.accept_mimetypes.best_match([MEDIA_TYPE, "text/html"])
    return may_be_page(request.path) and best == "text/html"


def _check_host() -> None:
    environ = request.environ
    if "HTTP_HOST" not in environ and environ["SERVER_PROTOCOL"] != "HTTP/1.0":
        raise RequestProblem("malformed", "In HTTP/1.1 a request must have the header Host; send it.")
    if not _HOST.fullmatch(environ.get("HTTP_HOST", "")):
        raise RequestProblem("malformed", "The header Host is no host's name; send the one of this address.")


def _request_problem(error: RequestProblem) -> Response:
    return problem_response(error.kind, error.detail, error.errors)


def _question_error(error: QuestionError) -> Response:
    field = "question" if request.method == "POST" else "q"
    return problem_response(
        KINDS["invalid-request"], sentence(error), [FieldProblem(field=field, detail=str(error))]
    )


def _scope_error(error: ScopeError) -> Response:
    field = "topic" if str(error).startswith("topic") else "locale"
    return problem_response(
        KINDS["invalid-request"], sentence(error), [FieldProblem(field=field, detail=str(error))]
    )


def _http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    kind = _BY_STATUS.get(status) or Kind(f"http-{status}", status, error.name, "")
    detail = error.description or kind.help
    if status == 404:
        detail = f"There is nothing at {quote(request.path)[:200]}. {kind.help}"
    elif status == 405:
        allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
        detail = f"{request.method} is not allowed here; allowed: {allowed}."
    elif isinstance(error, RequestEntityTooLarge):
        _drain()
        most = request.max_content_length or 0
        parts = request.mimetype == "multipart/form-data" and (request.content_length or 0) <= most
        limit = f"{request.max_form_parts:,} parts of a form" if parts else f"{most:,} bytes"
        detail = f"The body is too large; {limit} are allowed."
    elif status == 429:
        detail = f"{error.description} are allowed here. {kind.help}"
    response = problem_response(kind, detail)
    for name, value in error.get_headers(request.environ):
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _crash(error: Exception) -> Response:
    log.error("%s %s failed (%s)", known_method(request.method), route(), request_id(), exc_info=error)
    kind = KINDS["internal"]
    return problem_response(kind, f"This request could not be answered. {kind.help}")


def _drain() -> None:
    stream, left, until = request.environ["wsgi.input"], DRAIN_BYTES, monotonic() + DRAIN_SECONDS
    while left > 0 and monotonic() < until and (chunk := stream.read(min(left, 65_536))):
        left -= len(chunk)
