"""Where a SQLite journal is kept, and whether it needs any work before it is used; without SQLAlchemy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

SCHEMA = "0002"  # the newest migration; a test holds it against the files


def default_path() -> Path:
    """journal.db in the data folder of the user."""
    from platformdirs import user_data_path

    return user_data_path("faqbot", appauthor=False) / "journal.db"


def has_journal(path: Path) -> bool:
    """Whether a SQLite file holds a journal, of whatever schema; it is not made or changed by the question.

    What cannot be read at all is for `bot.journal.database` to complain of. Raises OSError.
    """
    if not path.exists():
        return False
    try:
        return _first_row(path, "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'") is not None
    except sqlite3.Error:
        return True


def needs_no_upgrade(setting: str) -> bool:
    """Whether the SQLite file that a setting names has the present schema, or is not there yet.

    Anything else, also what cannot be read at all, is for `bot.journal.database` to deal with.
    """
    if "%" in setting or "?" in setting:
        return False  # what such a URL names, SQLAlchemy knows
    path = Path(setting.removeprefix("sqlite:///")) if setting else default_path()
    try:
        if not path.exists():
            return True  # The writer makes it.
        return _first_row(path, "SELECT version_num FROM alembic_version") == (SCHEMA,)
    except (sqlite3.Error, OSError):
        return False


def _first_row(path: Path, query: str) -> tuple[object, ...] | None:
    """What a SQLite file that is there answers; it is not changed. Raises sqlite3.Error."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        row: tuple[object, ...] | None = connection.execute(query).fetchone()
        return row
