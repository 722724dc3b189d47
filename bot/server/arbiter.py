"""What is ours in gunicorn's parent process: how a server ends, and what new workers begin with."""

from __future__ import annotations

import signal
from typing import Any

from gunicorn.arbiter import Arbiter

# What ends a worker; a new one begins with these held back, see `Worker.init_signals`.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)


class Parent(Arbiter):  # type: ignore[misc]
    """Starts workers and lets them finish; `app.look` is called before it sees to them, once a second."""

    def manage_workers(self) -> None:
        """See to it that there are enough workers."""
        self.app.look()
        super().manage_workers()

    def spawn_worker(self) -> Any:
        """Start a worker; a signal that reaches it before it knows what to do waits until it does."""
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        try:
            return super().spawn_worker()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)

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
