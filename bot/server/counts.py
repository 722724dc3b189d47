"""Where requests are counted in memory, whatever the clock does."""

from __future__ import annotations

import time

from limits.storage import MemoryStorage


class Counts(MemoryStorage):
    """A count ends at a time of the clock: one that was set back since would keep it for as long as that."""

    STORAGE_SCHEME = ["faqbot-memory"]

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count `amount` more under `key` for `expiry` seconds from the first on; returns how many."""
        if self.expirations.get(key, 0) > time.time() + expiry:
            self.clear(key)
        return super().incr(key, expiry, amount)
