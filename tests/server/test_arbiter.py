from __future__ import annotations

import signal

import pytest
from gunicorn.arbiter import Arbiter

from bot.server.arbiter import ENDING, Parent


def held_back() -> set[int]:
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def test_a_signal_that_comes_while_a_worker_starts_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    # What a process is forked with it begins with: that workers take the signals again, every stop shows.
    seen: list[set[int]] = []
    monkeypatch.setattr(Arbiter, "spawn_worker", lambda _: seen.append(held_back()))
    Parent.spawn_worker(object.__new__(Parent))
    assert set(ENDING) <= seen[0]
    assert not held_back() & set(ENDING)
