"""SQLite's locks belong to the process: whoever else opens and closes the file takes them away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.journal.database import database_url, make_engine, prepare


def test_a_database_that_is_there_is_opened_by_sqlite_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(database_url(f"sqlite:///{tmp_path}/journal.db"))
    prepare(engine)
    assert (tmp_path / "journal.db").stat().st_mode & 0o077 == 0
    closed: list[int] = []
    close = os.close
    monkeypatch.setattr(os, "close", lambda fd: (closed.append(fd), close(fd))[1])
    prepare(engine)
    assert not closed
    engine.dispose()
