"""The headers that keep pages and callers safe, and the origins that may call.

Cross-origin calls are decided here, and not by Flask-CORS, because the whole rule is one set lookup: an
origin is either in the list, letter by letter, or gets no header; and every request pays for it.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask, Response, request

from bot.settings import Settings

_CSP = "Content-Security-Policy"
YEAR_SECONDS = 31_536_000
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "content-type, x-request-id",
    "Access-Control-Max-Age": "600",
}


def content_security_policy(frame_ancestors: Iterable[str] = ()) -> str:
    """The policy of a page: everything from here, nothing inline; framed by `frame_ancestors` only."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {' '.join(frame_ancestors) or chr(39) + 'none' + chr(39)}",
            "require-trusted-types-for 'script'",
        )
    )


def install(app: Flask, settings: Settings) -> None:
    """Put the headers on every response of `app`; a route may set its own policy before."""
    policy = content_security_policy()
    fixed = (
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    )
    origins = frozenset(settings.cors_origins)

    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        headers.extend(fixed)
        if _CSP not in headers:
            headers[_CSP] = policy
        if request.is_secure:
            headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"
        if origins and request.path.startswith("/api/"):
            _allow(response, origins)
        return response


def _allow(response: Response, origins: frozenset[str]) -> None:
    response.headers.add("Vary", "Origin")
    origin = request.headers.get("Origin")
    if origin not in origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = (
        "ETag, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-ID"
    )
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response.headers.extend(_PREFLIGHT)
