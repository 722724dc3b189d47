"""A reply as its bytes go out: whoever reads slowly holds no thread either.

What a client does not take at once, and the system does not keep for it, is kept here; the worker's main loop
sends it on.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Any


class Departure:
    """Stands in for the socket of a connection while a thread replies.

    >>> ours, theirs = socket.socketpair()
    >>> departure = Departure(ours)
    >>> departure.sendall(b"HTTP/1.1 200 OK")
    >>> theirs.recv(100), departure.left
    (b'HTTP/1.1 200 OK', bytearray(b''))
    >>> ours.close(), theirs.close()
    (None, None)
    """

    def __init__(self, sock: socket.socket) -> None:
        """Send to `sock`."""
        self._sock = sock
        self.left = bytearray()

    def sendall(self, data: bytes) -> None:
        """Send what can be sent at once, and keep the rest."""
        self.left += data
        self.send_on()

    def send_on(self) -> None:
        """Send what can be sent by now of what was kept. Raises OSError where the client is gone."""
        with suppress(BlockingIOError):
            del self.left[: self._sock.send(self.left, socket.MSG_DONTWAIT)]

    def __getattr__(self, name: str) -> Any:
        """All else is the socket's own."""
        return getattr(self._sock, name)
