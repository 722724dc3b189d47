"""The journal as the service writes it: one queue and one writer thread a process.

Recording a reply puts it into the queue and returns: no answer waits for a disk, and none is lost to a full
one. A vote or an event waits until it is committed, so that what was acknowledged survives whatever comes.
Both take the same queue, and so a vote never overtakes its reply. Where another process is still to write
that, the vote waits; reply ids tell their age, and for one that is made up or old nobody waits.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass
from time import monotonic, sleep
from typing import TYPE_CHECKING, Literal

from bot.errors import JournalError
from bot.journal.entries import Entry, Event, Vote
from bot.journal.place import needs_no_upgrade
from bot.settings import Settings
from bot.tokens import age_of

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

MOST_QUEUED = 10_000
BATCH = 500
# How long replies are gathered before they are written: long enough to write many at once.
GATHER_SECONDS = 0.25
# How old a reply may be that another process has not written yet: where many write at once, one waits.
UNWRITTEN_SECONDS = 10.0
# How often it is looked for, from when it should be there.
LOOK_SECONDS = 0.03
ACKNOWLEDGE_SECONDS = 30.0
RETRY_SECONDS = 5.0
COMPLAIN_SECONDS = 60.0
DAY_SECONDS = 86_400.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Status:
    """How this process's journal does. `error`: why the last write failed; "" where it did not.

    `written`, `lost`: replies since the process began; `queued`: not written yet.
    """

    state: Literal["on", "failing"]
    written: int
    lost: int
    queued: int
    error: str


@dataclass(slots=True)
class _Waiting:
    """A vote or event and who waits for it: True once committed, False where its reply is unknown."""

    item: Vote | Event
    done: Future[bool]


class Journal:
    """Writes entries, votes and events. Threads may share it, and processes fork it: each has a writer."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened yet. Raises SettingsError: no such database, or its driver is missing."""
        self._database = settings.database_url
        self._retention_days = settings.retention_days
        self._made: Engine | None = None
        # Who counts is told how many replies were written and lost, and whether the journal fails now.
        self.told: Callable[[int, int, bool], None] = lambda *_: None
        # Kept over a fork: what the start has said, its workers need not say again.
        self._complained_at = -COMPLAIN_SECONDS
        if self._database.startswith("postgresql"):
            _ = self._engine  # The driver may be missing, and whoever starts the service must be told.
        self._begin()

    def _begin(self) -> None:
        self._pid = os.getpid()
        self._queue: deque[Entry | _Waiting] = deque()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopping = False
        self._hurry = False
        self._prepared = False
        self._file: tuple[int, int] | None = None
        self._beside: dict[str, tuple[int, int] | None] = {}
        self._purged_at = -DAY_SECONDS
        self._written = self._lost = self._busy = 0
        self._error = ""

    @property
    def _engine(self) -> Engine:
        # Imported when first used: it takes as long as all the rest of a start.
        from bot.journal.database import database_url, make_engine

        if self._made is None:
            self._made = make_engine(database_url(self._database))
        return self._made

    @property
    def url(self) -> URL:
        """Where it is kept."""
        return self._engine.url

    def open(self) -> None:
        """Make or upgrade the database, before a fork. Raises SchemaTooNew; all else is only logged."""
        if not self._database.startswith("postgresql") and needs_no_upgrade(self._database):
            return
        from bot.journal.database import SchemaTooNew, prepare

        try:
            prepare(self._engine)
        except SchemaTooNew:
            raise
        except JournalError as error:
            self._failed(error, 0)
        finally:
            self._engine.dispose()

    def start(self) -> None:
        """Start this process's writer, unless it runs."""
        if self._pid != os.getpid():
            # Threads, locks and connections do not survive a fork.
            if self._made:
                self._made.dispose(close=False)
            self._begin()
        with self._wake:
            if self._thread is None and not self._stopping:
                self._thread = threading.Thread(target=self._write_all, name="faqbot-journal", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Write what is queued, and end the writer."""
        if self._pid != os.getpid():
            return
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread:
            self._thread.join()
        if self._made:
            self._made.dispose()

    def record(self, entry: Entry) -> None:
        """Queue a reply. Never waits, never fails: what does not fit is counted as lost."""
        self._started()
        if len(self._queue) >= MOST_QUEUED:
            self._failed(JournalError("more is asked than the journal can write"), 1)
            return
        self._queue.append(entry)
        if len(self._queue) == 1:
            with self._wake:
                self._wake.notify_all()

    def acknowledge(self, item: Vote | Event) -> bool:
        """Write a vote or event and return when it is safe on disk; False where its reply is unknown.

        Raises JournalError where it cannot be written.
        """
        while not self._committed(item):
            age = age_of(item.reply_id)
            if age is None or age > UNWRITTEN_SECONDS:
                return False
            sleep(max(LOOK_SECONDS, GATHER_SECONDS - age))
        return True

    def flush(self) -> None:
        """Return when everything queued until now is written or lost."""
        self._started()
        with self._wake:
            self._hurry = True
            self._wake.notify_all()
            self._wake.wait_for(lambda: not self._queue and not self._busy, ACKNOWLEDGE_SECONDS)

    def status(self) -> Status:
        """How it does in this process."""
        self._started()
        return Status(
            "failing" if self._error else "on", self._written, self._lost, len(self._queue), self._error
        )

    def _committed(self, item: Vote | Event) -> bool:
        self._started()
        waiting = _Waiting(item, Future())
        if len(self._queue) >= MOST_QUEUED:
            raise JournalError("more is asked than the journal can write; try again in a minute")
        with self._wake:
            self._queue.append(waiting)
            self._hurry = True
            self._wake.notify_all()
        try:
            return waiting.done.result(ACKNOWLEDGE_SECONDS)
        except NotInTime:
            waiting.done.cancel()
            raise JournalError("the journal takes too long to write; try again in a minute") from None

    def _started(self) -> None:
        if self._thread is None or self._pid != os.getpid():
            self.start()

    def _write_all(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._queue or self._stopping, self._until_purge())
                if self._queue:
                    self._wake.wait_for(
                        lambda: self._hurry or self._stopping or len(self._queue) >= BATCH, GATHER_SECONDS
                    )
                batch = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
                self._busy = len(batch)
                if not self._queue:
                    self._hurry = False
                if not batch and self._stopping:
                    return
            self._write(batch)
            with self._wake:
                self._busy = 0
                self._wake.notify_all()

    def _until_purge(self) -> float:
        if not self._prepared:
            return RETRY_SECONDS if self._error else 0.0
        return max(0.0, self._purged_at + DAY_SECONDS - monotonic())

    def _write(self, batch: Sequence[Entry | _Waiting]) -> None:
        from bot.journal.database import identity_of, reported
        from bot.journal.write import purge, store

        try:
            with reported(self.url):
                # After a failure, or where somebody has deleted or replaced the file, nothing is as it was.
                if not self._prepared or self._error or identity_of(self.url) != self._file:
                    self._prepare()
                if monotonic() >= self._purged_at + DAY_SECONDS:
                    purge(self._engine, self._retention_days)
                    self._purged_at = monotonic()
                known = store(self._engine, [b.item if isinstance(b, _Waiting) else b for b in batch])
        except Exception as error:  # whatever it is, the writer must live and those who wait must hear of it
            reason = error if isinstance(error, JournalError) else JournalError(f"{type(error).__name__}")
            if reason is not error:
                log.exception("the journal failed")
            self._failed(reason, sum(isinstance(b, Entry) for b in batch))
            for waiting in batch:
                if isinstance(waiting, _Waiting) and waiting.done.set_running_or_notify_cancel():
                    waiting.done.set_exception(reason)
            return
        if self._error:
            log.info("the journal is written again; %s lost so far", self._lost)
        self._error = ""
        written = sum(isinstance(b, Entry) for b in batch)
        self._written += written
        self.told(written, 0, False)
        for waiting in batch:
            if isinstance(waiting, _Waiting) and waiting.done.set_running_or_notify_cancel():
                waiting.done.set_result(waiting.item.reply_id in known)

    def _prepare(self) -> None:
        from bot.journal.database import beside, identity_of, leave, prepare

        if self._prepared and not self._error:
            log.warning("the journal's file was deleted or replaced; from now on the new one is written")
        if self._file and identity_of(self.url) != self._file:
            leave(self.url, self._beside)
        self._engine.dispose()
        prepare(self._engine)
        self._prepared, self._file, self._beside = True, identity_of(self.url), beside(self.url)

    def _failed(self, error: JournalError, lost: int) -> None:
        self._error = str(error)
        self._lost += lost
        self.told(0, lost, True)
        if monotonic() >= self._complained_at + COMPLAIN_SECONDS:
            self._complained_at = monotonic()
            log.error("%s; %s lost so far", error, self._lost)


def make_journal(settings: Settings) -> Journal | None:
    """The journal that the settings name, not opened; None where it is off."""
    return None if settings.journal == "off" else Journal(settings)
