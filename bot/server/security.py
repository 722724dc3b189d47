"""The headers that keep pages and callers safe, and the origins that may call.

Cross-origin calls are decided here, and not by Flask-CORS, because the whole rule is one set lookup: an
origin is either in the list, letter by letter, or gets no header; and every request pays for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Flask, Response, request

from bot.settings import Settings

_CSP = "Content-Security-Policy"
YEAR_SECONDS = 31_536_000
_TLS = ("Strict-Transport-Security", f"max-age={YEAR_SECONDS}")
_FIXED = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_EXPOSED = "ETag, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-ID"
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
    origins = frozenset(settings.cors_origins)

    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        headers.extend(_FIXED)
        if _CSP not in headers:
            headers[_CSP] = policy
        if request.is_secure:
            headers.extend((_TLS,))
        if origins:
            cross = _cross_origin(request.path, request.headers.get("Origin", ""), origins)
            headers.extend(cross)
            asks = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
            if asks and "Access-Control-Allow-Origin" in cross:
                headers.extend(_PREFLIGHT)
        return response


def without_flask(settings: Settings) -> Callable[[str, str], Iterable[tuple[str, str]]]:
    """The same headers for what is refused before Flask, by the path and the Origin of the request.

    What a proxy says is not read there: HSTS comes with `behind_tls` only.
    """
    fixed = (*_FIXED, (_CSP, content_security_policy()), *((_TLS,) if settings.behind_tls else ()))
    origins = frozenset(settings.cors_origins)
    return lambda path, origin: (*fixed, *_cross_origin(path, origin, origins).items())


def _cross_origin(path: str, origin: str, origins: frozenset[str]) -> dict[str, str]:
    if not origins or not path.startswith("/api/"):
        return {}
    headers = {"Vary": "Origin"}
    if origin in origins:
        headers |= {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": _EXPOSED}
    return headers
