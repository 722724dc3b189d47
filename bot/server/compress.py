"""Replies made anew for each request, packed where the caller can unpack them.

Not by Flask-Compress: it brings two more codecs, in C, for what is these few lines.
"""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

# What is smaller fits one packet either way.
WORTH_BYTES = 1_000
LEVEL = 5
_MEDIA = frozenset(
    (
        "application/json",
        "application/problem+json",
        "image/svg+xml",
        "text/css",
        "text/html",
        "text/javascript",
        "text/plain",
    )
)


def wants_packed() -> bool:
    """Whether the caller takes gzip, and likes nothing better."""
    accepted = request.accept_encodings
    return 0 < accepted.quality("gzip") >= accepted.quality("identity")


def install(app: Flask) -> None:
    """Pack what is text, long, and not packed already."""

    @app.after_request
    def pack(response: Response) -> Response:
        # The cheapest question first: most replies are short.
        if (response.calculate_content_length() or 0) < WORTH_BYTES:
            return response
        if response.mimetype not in _MEDIA or "Content-Encoding" in response.headers:
            return response
        # Pages of the operator hold secrets next to others' words: packed, their length tells (BREACH).
        if request.path.startswith("/admin"):
            return response
        response.vary.add("Accept-Encoding")
        if not wants_packed():
            return response
        response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        etag, weak = response.get_etag()
        if etag and not weak:  # other bytes, same meaning
            response.set_etag(etag, weak=True)
        return response
