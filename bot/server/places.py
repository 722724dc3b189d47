"""Where processes count: files in one folder, so that each can tell the numbers of all.

Each process has a place of its own there. The next one in that place counts on from what it finds, so that
nothing is lost, and nothing piles up.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Container
from contextlib import suppress
from itertools import count
from pathlib import Path

# Names the folder to the library.
SHARED = "PROMETHEUS_MULTIPROC_DIR"
PRESENT = "gauge_livemax"
# Bytes of each file. All that is ever asked and answered finds room, so that none grows.
SIZES = {"counter": 262_144, "histogram": 131_072, PRESENT: 4_096}

log = logging.getLogger(__name__)


class Places:
    """The places of a server's processes."""

    def __init__(self) -> None:
        """Nothing is written until a place is taken."""
        self._folder: Path | None = None

    def take(self, taken: Container[int | None]) -> int | None:
        """The first place that is not taken; None, and a line in the log, where its files cannot be made."""
        place = next(place for place in count() if place not in taken)
        try:
            self._make(place)
        except OSError as error:
            log.warning("a process counts alone, not for all of /metrics: %s", error)
            return None
        return place

    def _make(self, place: int) -> None:
        if not self._folder:
            runtime = os.environ.get("RUNTIME_DIRECTORY", "").partition(":")[0]
            self._folder = Path(tempfile.mkdtemp(prefix="faqbot-metrics-", dir=runtime or None))
            os.environ[SHARED] = str(self._folder)
        self._folder.mkdir(0o700, exist_ok=True)  # who clears old files away may have taken it
        for kind, size in SIZES.items():
            file = self._folder / f"{kind}_{place}.db"
            if not file.exists():
                # The library maps files into memory: where a full disk has no room for a page of them, the
                # process that writes to it is killed. So all their bytes are written here.
                unfinished = file.with_suffix(".new")
                try:
                    unfinished.write_bytes(bytes(size))
                    unfinished.rename(file)
                finally:
                    unfinished.unlink(missing_ok=True)  # what there was room for is for others

    def leave(self, place: int | None) -> None:
        """Forget what held while the process in `place` lived; what it counted stays."""
        if self._folder:
            with suppress(OSError), (self._folder / f"{PRESENT}_{place}.db").open("r+b") as file:
                file.write(bytes(8))  # how much of it is in use

    def remove(self) -> None:
        """Remove all files."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
