"""Who may see /admin: whoever knows the token. The cookie proves it without holding it, in every worker."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from time import monotonic, time

from flask import Request, Response

from bot.server.limits import client_of

COOKIE = "faqbot_admin"
PATH = "/admin"
HOURS = 8
TRIES = 5
TRIES_OF_ALL = 60
SECONDS = 60.0


class Door:
    """The lock of one process: checks tokens and cookies, and slows down who guesses."""

    def __init__(self, token: str) -> None:
        """`token`: "" opens for nobody."""
        self._key = token.encode()
        self._salt = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._failed: list[tuple[float, str]] = []

    @property
    def exists(self) -> bool:
        """Whether there is a token at all."""
        return bool(self._key)

    def wait(self, address: str) -> int:
        """The seconds that this client has to wait before its next try; 0 for none."""
        client = client_of(address, self._salt)
        with self._lock:
            self._failed = [(at, who) for at, who in self._failed if at > monotonic() - SECONDS]
            own = [at for at, who in self._failed if who == client]
            if len(own) < TRIES and len(self._failed) < TRIES_OF_ALL:
                return 0
            first = own[-TRIES] if len(own) >= TRIES else self._failed[0][0]
            return max(1, round(first + SECONDS - monotonic()))

    def opens(self, token: str, address: str) -> bool:
        """Whether this is the token; a wrong one is remembered for a minute."""
        # Both sides are hashed: the comparison then takes as long for any length.
        given, wanted = (
            hashlib.sha256(text).digest() for text in (token.encode("utf-8", "replace"), self._key)
        )
        if self.exists and hmac.compare_digest(given, wanted):
            return True
        with self._lock:
            self._failed.append((monotonic(), client_of(address, self._salt)))
        return False

    def is_in(self, request: Request) -> bool:
        """Whether the request comes from who has logged in."""
        expires, _, proof = request.cookies.get(COOKIE, "").partition(".")
        if not self.exists or not expires.isdecimal() or len(expires) > 12 or int(expires) < time():
            return False
        return hmac.compare_digest(proof.encode("utf-8", "replace"), self._proof(expires).encode())

    def let_in(self, response: Response, *, secure: bool) -> None:
        """Give the cookie."""
        expires = str(int(time()) + HOURS * 3_600)
        response.set_cookie(
            COOKIE,
            f"{expires}.{self._proof(expires)}",
            max_age=HOURS * 3_600,
            path=PATH,
            secure=secure,
            httponly=True,
            samesite="Strict",
        )

    def let_out(self, response: Response) -> None:
        """Take the cookie back."""
        response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="Strict")

    def _proof(self, expires: str) -> str:
        return hmac.new(self._key, f"faqbot-admin {expires}".encode(), hashlib.sha256).hexdigest()


def is_own_form(request: Request) -> bool:
    """Whether a form was sent from a page of this server: no other site can log anybody in or out."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host
