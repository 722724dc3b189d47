"""A request as its bytes come in: whether all of them are there.

Only whole requests are given to a thread, so that whoever sends slowly holds none. What the bytes mean, and
whether they are HTTP at all, is for gunicorn's parser; but where it would wait for more, for a body whose
length cannot be told or is too large, the request goes no further.
"""

from __future__ import annotations

import re
from typing import Literal

# Of a request line with all headers: the longest question of the default settings fits, in any script.
HEAD_BYTES = 65_536
# A refused body is taken in and thrown away up to here, for its sender must get to see the reply.
DRAIN_BYTES = 32 * 1024 * 1024
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r\n]*chunked", re.IGNORECASE)
_HAS_BODY = re.compile(rb"\r\n(?:content-length|transfer-encoding)[ \t]*:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)
_CHUNK_HEAD_BYTES = 1_024

State = Literal["head", "body", "whole", "large-line", "large-head", "large-body", "malformed"]


class Arrival:
    """One request on its way in.

    >>> arrival = Arrival(deadline=0.0, max_body=100)
    >>> arrival.feed(b"POST / HTTP/1.1\\r\\nContent-Length: 2\\r\\n\\r\\n{")
    'body'
    >>> arrival.feed(b"}")
    'whole'
    """

    def __init__(self, *, deadline: float, max_body: int) -> None:
        """`deadline`: when it must be whole, by the monotonic clock; `max_body`: bytes worth keeping."""
        self.deadline = deadline
        self.state: State = "head"
        self.data = bytearray()
        self.cut = False
        self.expects_continue = False
        self._max_body = max_body
        self._searched = 0
        self._left: int | None = None
        self._next_chunk = 0
        self._body = 0
        self._announced = 0

    def feed(self, data: bytes) -> State:
        """Take what came, and say how far it is.

        "large-line", "large-head", "large-body", "malformed": no request, however much may follow.
        `cut`: the body is longer than was worth keeping, and was thrown away.
        """
        if self._left is not None and self.cut:
            self._left -= len(data)
        else:
            self.data += data
        if self.state == "head":
            self._read_head()
        elif self.state == "body":
            self._read_body(len(data))
        return self.state

    def _read_head(self) -> None:
        while self.data.startswith(
            b"\r\n"
        ):  # some send one after a body; it belongs to no request (RFC 9112)
            del self.data[:2]
        end = self.data.find(_END, max(0, self._searched - len(_END)))
        self._searched = len(self.data)
        most = HEAD_BYTES - len(_END)
        if len(self.data) > HEAD_BYTES and not 0 <= end <= most:
            self.state = "large-head" if 0 <= self.data.find(b"\r\n") <= most else "large-line"
            return
        if end < 0:
            return
        head, self._body = bytes(self.data[: end + 2]), end + len(_END)
        self.expects_continue = _EXPECTS.search(head) is not None
        length = _LENGTH.search(head)
        if _CHUNKED.search(head):
            self._next_chunk = self._body
        elif length:
            self._left = int(length[1])
        else:
            # Of what says that there is a body, but not how long, the parser may think otherwise.
            self.state = "malformed" if _HAS_BODY.search(head) else "whole"
            return
        self.state = "body"
        self._read_body(len(self.data) - self._body)

    def _read_body(self, came: int) -> None:
        if self._left is None:
            self.state = self._chunks()
            if self.state == "body" and len(self.data) - self._body > self._max_body:
                self.state = "large-body"
        elif self.cut:
            if self._left <= 0:
                self.state = "whole"
        elif self._left > self._max_body and self.expects_continue:
            self.state = "large-body"  # nothing was sent yet, and nothing need be
        elif self._left > self._max_body:
            self.cut = True
            self._left -= came
            del self.data[self._body :]
            if not 0 < self._left <= DRAIN_BYTES:
                self.state = "whole"
        elif len(self.data) - self._body >= self._left:
            self.state = "whole"

    def _chunks(self) -> State:
        while (end := self.data.find(b"\r\n", self._next_chunk)) >= 0:
            try:
                size = int(self.data[self._next_chunk : end].split(b";")[0], 16)
            except ValueError:
                return "malformed"
            if size < 0:
                return "malformed"
            self._announced += size
            if self._announced > self._max_body:
                return "large-body"
            if size == 0:
                return "whole" if self.data.find(_END, end) >= 0 else "body"
            self._next_chunk = end + 2 + size + 2
        return "malformed" if len(self.data) - self._next_chunk > _CHUNK_HEAD_BYTES else "body"
