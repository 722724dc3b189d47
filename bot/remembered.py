"""What was worked out for a question before: kept while what it was worked out from is still served."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Remembered(Generic[V]):
    """The values of the keys used last, all from one source; another source begins anew.

    Threads may share it. Nothing outlives its source: neither values, nor the questions in the keys.

    >>> kept = Remembered[int](2)
    >>> before, after = object(), object()
    >>> kept.put(before, "one", 1)
    >>> kept.get(before, "one"), kept.get(after, "one"), kept.get(before, "one")
    (1, None, None)
    """

    def __init__(self, size: int) -> None:
        """`size`: how many; 0 keeps none."""
        self._size = size
        self._source: object = None
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, source: object, key: Hashable) -> V | None:
        """The value of `key` from `source`, or None."""
        if not self._size:
            return None
        with self._lock:
            if source is not self._source:
                self._values.clear()
                self._source = None
                return None
            if (value := self._values.get(key)) is not None:
                self._values.move_to_end(key)
            return value

    def put(self, source: object, key: Hashable, value: V) -> None:
        """Keep a value, and forget the one that was used longest ago."""
        if not self._size:
            return
        with self._lock:
            if source is not self._source:
                self._values.clear()
                self._source = source
            self._values[key] = value
            if len(self._values) > self._size:
                self._values.popitem(last=False)
