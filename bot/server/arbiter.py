"""What is ours in gunicorn's parent process: how a server ends, and what new workers begin with."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gunicorn.arbiter import Arbiter

log = logging.getLogger(__name__)

# What ends a process; a new worker begins with these held back, see `Worker.init_signals`.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)


@contextmanager
def held_back() -> Iterator[None]:
    """Let signals that end this process wait meanwhile."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


class Parent(Arbiter):  # type: ignore[misc]
    """Starts workers and lets them finish; `app.look` is called before it sees to them, once a second."""

    def manage_workers(self) -> None:
        """See to it that there are enough workers."""
        self.app.look()
        before, starts = set(self.WORKERS), not self.worker_age
        super().manage_workers()
        for pid in () if starts else set(self.WORKERS) - before:
            log.info("a new worker (pid:%s) has started, for one was missing", pid)

    def spawn_worker(self) -> Any:
        """Start a worker; a signal that reaches it before it knows what to do waits until it does."""
        with held_back():
            return super().spawn_worker()

    def handle_hup(self) -> None:
        """Let new workers take the place of the old ones."""
        super().handle_hup()
        log.info("told by SIGHUP: new workers have taken the place of the old ones")

    def handle_term(self) -> Any:
        """End as soon as the requests that are being answered are finished."""
        log.info("told to end: no new connections are taken, and requests that are being answered finish")
        super().handle_term()

    def handle_int(self) -> Any:
        """End as on SIGTERM; a second SIGINT, while workers finish, ends them at once."""
        self.handle_term()

    def kill_workers(self, sig: int) -> None:
        """Signal all workers: SIGINT where they are to finish, which says that the whole server ends."""
        super().kill_workers(signal.SIGINT if sig == signal.SIGTERM else sig)

    def stop(self, graceful: bool = True) -> None:
        """End all workers; a socket file is left to `serve`, for by now another server may have its name."""
        listeners: list[Any] = self.LISTENERS
        for listener in listeners:
            listener.close()
        listeners.clear()
        super().stop(graceful)
