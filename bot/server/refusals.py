"""What is refused before Flask sees it: the reply, and what of the request decides it or may be told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus

from gunicorn.http.errors import (
    ExpectationFailed,
    InvalidHeader,
    InvalidHeaderName,
    InvalidHTTPVersion,
    InvalidRequestLine,
    LimitRequestHeaders,
    ObsoleteFolding,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.util import http_date

from bot.server.problems import KINDS, MEDIA_TYPE, Kind, problem_of
from bot.server.tracing import HEADER, known_method, safe_name

# As much of a path as can tell which headers the reply has.
_REQUEST_LINE = re.compile(rb"([A-Z-]{1,20}) (/[\x21-\x7e]{0,199})?")
_NAME, _ORIGIN = (
    re.compile(rb"\r\n%s:([^\r\n]*)" % header, re.IGNORECASE) for header in (HEADER.encode(), b"Origin")
)
MOST_HEADERS = 100
# Letters that are not ASCII, and spaces.
_NOT_ENCODED = re.compile(rb"[A-Z-]{1,20} /[^\r\n]*[^\x21-\x7e\r\n][^\r\n]* HTTP/1\.[01]\r\n")
_HEADER = "A header is not valid, or stands where it may not: mend the headers."
_REASONS: tuple[tuple[type[ParseException], str, str], ...] = (
    (LimitRequestHeaders, "headers-too-large", f"They are more than {MOST_HEADERS}; send fewer."),
    (InvalidHTTPVersion, "malformed", "This version of HTTP is not spoken here; send HTTP/1.1."),
    (ExpectationFailed, "malformed", "The only Expect that is understood is 100-continue."),
    (UnsupportedTransferCoding, "malformed", "The only Transfer-Encoding that is understood is chunked."),
    (InvalidHeader, "malformed", _HEADER),
    (InvalidHeaderName, "malformed", _HEADER),
    (ObsoleteFolding, "malformed", "A header goes on in the next line; send each in one."),
    (ParseException, "malformed", "This is no HTTP request; it must begin like GET / HTTP/1.1."),
)


class Refused:
    """A request, or what came in the place of one, as far as it can be told.

    >>> refused = Refused(b"GET /api/v1/ask?q=secret HTTP/1.1\\r\\nX-Request-ID: mine\\r\\n")
    >>> refused.method, refused.path, refused.name
    ('GET', '/api/v1/ask', 'mine')
    """

    def __init__(self, came: bytes | bytearray) -> None:
        """Read what came, which may be cut anywhere."""
        head = bytes(came).partition(b"\r\n\r\n")[0]
        line, name, origin = _REQUEST_LINE.match(head), _NAME.search(head), _ORIGIN.search(head)
        self.method = known_method(line[1].decode()) if line else "-"
        self.path = ((line and line[2]) or b"-").decode().partition("?")[0]
        self.origin = origin[1].decode("latin-1").strip() if origin else ""
        self.name = safe_name(name[1].decode("latin-1").strip() if name else "")

    def reply(self, kind: Kind, detail: str, headers: Iterable[tuple[str, str]]) -> bytes:
        """The whole HTTP response, with `headers` besides its own, after which the connection ends."""
        body = problem_of(kind, detail, request_id=self.name).model_dump_json().encode()
        head = (
            f"HTTP/1.1 {kind.status} {HTTPStatus(kind.status).phrase}",
            f"Date: {http_date()}",
            f"Content-Type: {MEDIA_TYPE}",
            f"Content-Length: {len(body)}",
            "Cache-Control: no-store",
            *(f"{name}: {value}" for name, value in headers),
            f"{HEADER}: {self.name}",
            "Connection: close",
        )
        return "\r\n".join((*head, "", "")).encode() + (b"" if self.method == "HEAD" else body)


def reason(exc: ParseException, came: bytes | bytearray) -> tuple[Kind, str]:
    """What is wrong with a request that gunicorn cannot parse."""
    # What follows a space is taken for the version.
    if isinstance(exc, InvalidRequestLine | InvalidHTTPVersion) and _NOT_ENCODED.match(came):
        detail = "The address has what must be percent-encoded: a space is %20, the letter \u00e9 %C3%A9."
        return KINDS["malformed"], detail
    return next((KINDS[slug], detail) for kind, slug, detail in _REASONS if isinstance(exc, kind))
