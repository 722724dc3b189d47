"""Names that nobody can guess. Their randomness is got from the system in bulk: asking it for each is slow.

A dated name also says when it was made, and proves that one of this server's processes made it: what it is
signed with they have from the one that they were forked from, and nobody else has it.
"""

from __future__ import annotations

import os
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from hmac import compare_digest
from time import monotonic

_BULK = 4_096
_KEY = os.urandom(32)
# On a clock that processes share and nobody sets; from here on, for it is nobody's business how long the
# machine has been running.
_BEGAN = monotonic()
_TIME, _RANDOM, _PROOF = 5, 7, 6


class _Pool:
    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._lock = threading.Lock()
        self._bytes = b""

    def take(self, count: int) -> bytes:
        with self._lock:
            if len(self._bytes) < count:
                self._bytes = os.urandom(max(_BULK, count))
            taken, self._bytes = self._bytes[:count], self._bytes[count:]
            return taken


_POOL = _Pool()
# Two processes must never draw the same.
os.register_at_fork(after_in_child=_POOL.clear)


def random_bytes(count: int) -> bytes:
    """As many random bytes."""
    return _POOL.take(count)


def dated_name() -> str:
    """A name that `age_of` knows: 24 letters, digits, `-` or `_`."""
    milliseconds = int((monotonic() - _BEGAN) * 1_000)
    made = milliseconds.to_bytes(_TIME, "big") + random_bytes(_RANDOM)
    return urlsafe_b64encode(made + _proof(made)).decode()


def age_of(name: str) -> float | None:
    """The seconds since a dated name was made; None where no process of this server has made it."""
    try:
        told = urlsafe_b64decode(name)
    except ValueError:
        return None
    made, proof = told[:-_PROOF], told[-_PROOF:]
    if not compare_digest(proof, _proof(made)):
        return None
    return monotonic() - _BEGAN - int.from_bytes(made[:_TIME], "big") / 1_000


def _proof(made: bytes) -> bytes:
    return blake2b(made, key=_KEY, digest_size=_PROOF).digest()
