"""Randomness for names that nobody can guess, got from the system in bulk: asking it for each is slow."""

from __future__ import annotations

import os
import threading

_BULK = 4_096


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
