"""SQLite's locks belong to the process: whoever else opens and closes the file takes them away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.journal.database import SchemaTooNew, database_url, make_engine, prepare
from bot.journal.journal import Journal
from bot.settings import Settings


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


@pytest.mark.parametrize("name", ["a#b.db", "a%20b.db", "a.db?timeout=5"])
def test_a_newer_journal_is_refused_at_the_start_whatever_its_name(tmp_path: Path, name: str) -> None:
    url = f"sqlite:///{tmp_path}/{name}"
    engine = make_engine(database_url(url))
    prepare(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    [file] = tmp_path.iterdir()
    with pytest.raises(SchemaTooNew):
        Journal(Settings(database_url=url)).open()
    assert {path for path in tmp_path.iterdir() if path.suffix in ("", ".db")} == {file}
