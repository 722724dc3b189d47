"""What a proxy in front says about who called, and how: believed only as far as the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from bot.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def forwarded(app: WSGIApplication, settings: Settings) -> WSGIApplication:
    """`app`, seeing the client as the last `trusted_hops` proxies see it."""
    hops = settings.trusted_hops
    inner = ProxyFix(app, x_for=hops, x_proto=hops, x_host=hops) if hops else app

    def by_tls(environ: WSGIEnvironment, start_response: StartResponse) -> object:
        environ["wsgi.url_scheme"] = "https"
        return inner(environ, start_response)

    return by_tls if settings.behind_tls else inner  # type: ignore[return-value]
