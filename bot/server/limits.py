"""How much one client may ask of one route.

A client is known by its address, and an address of version six by its network of 64 bits, for each household
has one. What is counted is a keyed hash of it: the address itself is neither stored nor logged.
"""

from __future__ import annotations

import hashlib
import logging
import math
import re
import secrets
import time
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, Response, current_app, request

from bot.errors import SettingsError
from bot.server.contract import operation_of
from bot.server.metrics import metrics_of
from bot.settings import Settings

AUTO = "300 per minute"
_LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))
# A storage that does not answer must not hold requests up; the limits then are counted in memory.
_SHARED = {"socket_connect_timeout": 1, "socket_timeout": 1, "wrap_exceptions": True}
# Some proxies write the port, too, into X-Forwarded-For: it tells connections apart, not clients.
_WITH_PORT = re.compile(r"\[([^]]*)](?::\d*)?|([^:]+):\d*")

log = logging.getLogger(__name__)


def limit_of(settings: Settings) -> str | None:
    """The limit that is kept; None where there is none.

    Where only this machine can connect, and no proxy tells the clients apart, all of them would share one.
    """
    if settings.rate_limit == "auto":
        private = settings.unix_socket is not None or settings.host in _LOOPBACK
        return None if private and not settings.trusted_hops else AUTO
    return None if settings.rate_limit == "off" else settings.rate_limit


def client_of(address: str, key: bytes) -> str:
    """What a client is counted under.

    >>> client_of("2001:db8::1", b"k") == client_of("2001:db8::2", b"k") != client_of("192.0.2.1", b"k")
    True
    >>> client_of("192.0.2.1", b"k") == client_of("::ffff:192.0.2.1", b"k") == client_of("192.0.2.1:80", b"k")
    True
    """
    if with_port := _WITH_PORT.fullmatch(address):
        address = with_port[1] or with_port[2] or ""
    try:
        found = ip_address(address)
        if isinstance(found, IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        network = str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
    except ValueError:
        network = address
    return hashlib.blake2b(network.encode(), key=key, digest_size=16).hexdigest()


def install(app: Flask, settings: Settings) -> None:
    """Keep the limit of `settings` on every route but those for operators. Raises SettingsError."""
    if (limit := limit_of(settings)) is None:
        return
    # Imported here: it takes a tenth of a second, and a server that only this machine sees needs none of it.
    from flask_limiter import Limiter
    from limits.errors import ConfigurationError, StorageError

    from bot.server.counts import Counts

    shared = settings.rate_limit_storage != "memory://"
    # Who shares a count must share the key: the storage's address, which often holds a password, is common.
    key = settings.rate_limit_storage.encode()[:64] if shared else secrets.token_bytes(32)
    try:
        limiter = Limiter(
            lambda: client_of(request.remote_addr or "", key),
            app=app,
            default_limits=[limit],
            storage_uri=settings.rate_limit_storage if shared else f"{Counts.STORAGE_SCHEME[0]}://",
            storage_options=dict(_SHARED) if shared else {},
            in_memory_fallback_enabled=shared,
            swallow_errors=True,  # of requests that fail at the same time only one falls back by itself
            key_prefix="faqbot",
        )
    except ConfigurationError as error:
        raise SettingsError(f"--rate-limit-storage: {error}; install faqbot[redis]") from None
    limiter.request_filter(_free)
    limiter.logger.setLevel(logging.INFO)  # that the storage is down, and when it is back
    limiter.logger.addFilter(_is_news)

    @app.after_request
    def tell(response: Response) -> Response:
        if found := limiter.current_limit:
            try:
                left, remaining = math.ceil(found.reset_at - time.time()), found.remaining
            except StorageError:
                return response  # it went down after it had counted; the next request finds out
            wait = max(1, min(left, found.limit.get_expiry()))
            response.headers["RateLimit-Limit"] = str(found.limit.amount)
            response.headers["RateLimit-Remaining"] = str(max(0, remaining))
            response.headers["RateLimit-Reset"] = str(wait)
            if limiter.limiter.storage is not limiter.storage:
                metrics_of(app).not_counted()
            if found.breached:
                response.headers["Retry-After"] = str(wait)
        return response


def _is_news(record: logging.LogRecord) -> bool:
    """Not each client that is refused, nor each request that comes across the storage while it goes down."""
    return record.getMessage().startswith("Rate limit storage")


def _free() -> bool:
    """Whether a request is not counted: what operators and browsers send of themselves."""
    if request.method == "OPTIONS" or request.endpoint is None:
        return True
    operation = operation_of(current_app.view_functions[request.endpoint])
    return operation is not None and operation.tag == "operation"
