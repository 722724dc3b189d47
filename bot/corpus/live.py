"""Hot reload: what is built from the FAQ files, kept up to date while it is being used.

A changed file is noticed by its stamp, read and built aside, and then takes the place of what was
served, by one assignment: whoever called `current()` before keeps a whole value, whoever calls after gets
a whole new one. Files that cannot be served change nothing but `status()`.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from bot.corpus.corpus import Corpus
from bot.corpus.load import faq_paths, load_corpus
from bot.corpus.yaml_source import MAX_FILE_BYTES
from bot.errors import CorpusError, FaqbotError, Problem

T = TypeVar("T")
Stamps = dict[str, tuple[int, int, int, int] | str]

# A file that is being written, or a folder that is being swapped, is left alone until it has been the same
# for this long; files that never rest are read all the same.
SETTLE_SECONDS = 0.06
SETTLE_LOOKS = 12

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Status:
    """What is served, and what stands in the way of newer files.

    `problems` is empty unless the files as they lie there now cannot be served; then an earlier, good state
    of them is (`stale`). `failures` counts such states, `reloads` the ones that took their place.
    """

    revision: str
    loaded_at: datetime
    reloads: int = 0
    failures: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def stale(self) -> bool:
        """Whether the files have moved on to something that cannot be served."""
        return bool(self.problems)


class Live(Generic[T]):
    """Holds `build(corpus)` for the newest state of the FAQ files that can be served.

    Threads do not outlive a fork: make it before (the value is shared), call `start` after.
    """

    def __init__(
        self,
        folder: Path,
        build: Callable[[Corpus], T],
        *,
        every: float = 0.5,
        max_file_bytes: int = MAX_FILE_BYTES,
    ) -> None:
        """Read `folder` and build once. `every`: seconds between looks at the files, 0 for never.

        Raises CorpusError, and whatever `build` raises.
        """
        self._folder = folder
        self._build = build
        self._every = every
        self._max_file_bytes = max_file_bytes
        # Who counts is told each new status, unless it came about quietly.
        self.told: Callable[[Status], None] = lambda _: None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._seen = self._stamps()
        corpus = load_corpus(folder, max_file_bytes=max_file_bytes)
        self._state = (build(corpus), Status(corpus.revision, datetime.now(UTC)))

    def current(self) -> T:
        """What was built last. Take it once for each piece of work."""
        return self._state[0]

    def status(self) -> Status:
        """What is served and since when."""
        return self._state[1]

    def start(self) -> None:
        """Look for changes in a daemon thread, until `stop`."""
        if self._every and self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._watch, name="faqbot-reload", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread; what is served stays."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def refresh(self, *, quietly: bool = False) -> bool:
        """Look at the files once, and rebuild if they changed; whether something new is served.

        Never raises: what goes wrong is logged and told, unless `quietly`, and shows in `status()`.
        """
        if (stamps := self._stamps()) == self._seen:
            return False
        self._seen = self._settled(stamps)
        try:
            corpus = load_corpus(self._folder, max_file_bytes=self._max_file_bytes)
            value = self._build(corpus)
        except CorpusError as error:
            self._keep(error.problems, quietly)
            return False
        except FaqbotError as error:
            self._keep((Problem(str(self._folder), 0, 0, str(error)),), quietly)
            return False
        except Exception as error:  # a thread that dies here would end reloading without a word
            log.exception(
                "the changed FAQ files could not be built; revision %s stays", self.status().revision
            )
            self._keep((Problem(str(self._folder), 0, 0, f"could not be built: {error!r}"),), quietly)
            return False
        before = self.status()
        now = Status(corpus.revision, datetime.now(UTC), before.reloads + 1, before.failures)
        self._state = (value, now)
        if not quietly:
            self.told(now)
        log.log(
            logging.DEBUG if quietly else logging.INFO,
            "FAQ files changed: revision %s, %d FAQs",
            corpus.revision,
            len(corpus.served.faqs),
        )
        return True

    def _watch(self) -> None:
        while not self._stop.wait(self._every):
            self.refresh()

    def _keep(self, problems: tuple[Problem, ...], quietly: bool) -> None:
        value, status = self._state
        if problems == status.problems:
            return
        self._state = (value, replace(status, failures=status.failures + 1, problems=problems))
        if not quietly:
            self.told(self.status())
        shown = "\n".join(f"  {problem}" for problem in problems)
        log.log(
            logging.DEBUG if quietly else logging.ERROR,
            "the changed FAQ files cannot be served; revision %s stays\n%s",
            status.revision,
            shown,
        )

    def _settled(self, stamps: Stamps) -> Stamps:
        for _ in range(SETTLE_LOOKS):
            time.sleep(SETTLE_SECONDS)
            before, stamps = stamps, self._stamps()
            if stamps == before:
                break
        return stamps

    def _stamps(self) -> Stamps:
        """Path -> what changes when a file is written or replaced, however coarse the clock of its disk."""
        try:
            paths = [self._folder] if self._folder.is_file() else faq_paths(self._folder)
        except OSError as error:
            return {str(self._folder): str(error)}
        stamps: Stamps = {}
        for path in paths:
            try:
                stat = path.stat()
                stamps[str(path)] = (stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_ctime_ns)
            except OSError as error:
                stamps[str(path)] = str(error)
        return stamps
