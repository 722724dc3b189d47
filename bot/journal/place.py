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
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            query = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
            return connection.execute(query).fetchone() is not None
    except sqlite3.Error:
        return True


def needs_no_upgrade(setting: str) -> bool:
    """Whether the SQLite file that a setting names has the present schema, or is not there yet.

    Anything else, also what cannot be read at all, is for `bot.journal.database` to deal with.
    """
    path = Path(setting.removeprefix("sqlite:///")) if setting else default_path()
    try:
        if not path.exists():
            return True  # The writer makes it.
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, OSError):
        return False
    return bool(found == (SCHEMA,))
