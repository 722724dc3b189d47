"""A URL -> an engine on a database whose schema is the present one."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from bot.errors import JournalError, SettingsError
from bot.journal.place import SCHEMA, default_path, has_journal
from bot.journal.tables import metadata, schema

# What this faqbot can be led up from; a schema that is not among them was made by a newer one.
KNOWN = ("0001", SCHEMA)
BUSY_SECONDS = 20
_LOCK = 0x66617162  # "faqb": PostgreSQL's advisory locks are numbers
_BESIDE = ("-wal", "-shm")

Identity = tuple[int, int]


def database_url(setting: str) -> URL:
    """The setting as a URL; where it is empty, that of journal.db in the user's data folder."""
    if not setting:
        return URL.create("sqlite", database=str(default_path()))
    try:
        url = make_url(setting)
    except ArgumentError:
        raise SettingsError("the database URL cannot be read; see --database-url in --help") from None
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def shown(url: URL) -> str:
    """The URL without its password."""
    return url.render_as_string(hide_password=True)


def make_engine(url: URL) -> Engine:
    """An engine; nothing is opened yet. Raises SettingsError where the driver is missing."""
    options: dict[str, Any] = {"hide_parameters": True}
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    else:
        options |= {"pool_size": 2, "max_overflow": 8, "pool_pre_ping": True}
        options["connect_args"] = {"connect_timeout": 5}
    try:
        engine = create_engine(url, **options)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise SettingsError(
            f"the driver of {shown(url)} is not installed: pip install 'faqbot[postgres]'"
        ) from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def prepare(engine: Engine) -> None:
    """Make the database or what it lacks, or lead an older one up to the present schema, under a lock.

    Raises SchemaTooNew, and JournalError where the database cannot be used.
    """
    with reported(engine.url):
        if engine.url.get_backend_name() == "sqlite":
            _make_file(engine.url)
        with engine.connect() as connection:
            usable = _schema(connection) == SCHEMA and not _missing(connection)
        if not usable:
            with engine.begin() as connection:
                # SQLite: BEGIN IMMEDIATE lets one writer in; the others find the work done.
                if engine.url.get_backend_name() != "sqlite":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                found = _schema(connection)
                if found is None:
                    _make(connection)
                elif found != SCHEMA:
                    _upgrade(connection)
                else:
                    metadata.create_all(connection, tables=_missing(connection))


def prepare_to_read(engine: Engine) -> None:
    """The same for who only reads, and makes nothing. Raises NoJournal where there is none."""
    with reported(engine.url):
        if engine.url.get_backend_name() == "sqlite":
            found = has_journal(_path(engine.url))
        else:
            with engine.connect() as connection:
                found = _schema(connection) is not None
    if not found:
        raise NoJournal(f"there is no journal at {shown(engine.url)}; check --database-url")
    prepare(engine)


def identity_of(url: URL, suffix: str = "") -> Identity | None:
    """What tells the file of an SQLite database, or that beside it with `suffix`, from another of its name.

    None where there is none.
    """
    if url.get_backend_name() != "sqlite":
        return None
    try:
        found = Path(f"{_path(url)}{suffix}").stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def beside(url: URL) -> dict[str, Identity | None]:
    """The files that SQLite keeps beside a database while it is used."""
    return {suffix: identity_of(url, suffix) for suffix in _BESIDE}


def leave(url: URL, old: dict[str, Identity | None]) -> None:
    """Remove what a database that was replaced has left `beside` it.

    SQLite would take it for the new one's, and write the old pages over it.
    """
    path = _path(url)
    with suppress(FileNotFoundError), _locked(path.parent):  # the folder may be gone, too
        for suffix, identity in old.items():
            if identity and identity == identity_of(url, suffix):
                Path(f"{path}{suffix}").unlink(missing_ok=True)


@contextmanager
def reported(url: URL) -> Iterator[None]:
    """Turn what a database or disk says into a JournalError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise JournalError(_complaint(url, str(error.orig))) from error
    except OSError as error:
        raise JournalError(_complaint(url, str(error.strerror or error))) from error


class NoJournal(JournalError):
    """There is nothing to read, or what is there is no journal."""


class SchemaTooNew(JournalError):
    """A newer faqbot has written this database."""


def _schema(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is not None and found not in KNOWN:
        raise SchemaTooNew(
            f"the journal {shown(connection.engine.url)} has schema {found}, and this faqbot knows {SCHEMA}"
            " at most: a newer one has written it. Upgrade faqbot, name another journal with --database-url,"
            " or run without one: --journal off"
        )
    return found


def _missing(connection: Connection) -> list[Table]:
    there = inspect(connection).get_table_names()
    return [table for table in metadata.sorted_tables if table.name not in there]


def _make(connection: Connection) -> None:
    """The tables as all migrations together make them, without Alembic: it would stay in memory."""
    metadata.create_all(connection, checkfirst=False)
    schema.create(connection)
    connection.execute(schema.insert().values(version_num=SCHEMA))


def _upgrade(connection: Connection) -> None:
    # Imported where they are needed: few starts meet an older schema.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    environment = EnvironmentContext(
        Config(), script, fn=lambda revision, _: script._upgrade_revs("head", revision)
    )
    with environment:
        environment.configure(connection=connection)
        environment.run_migrations()


def _path(url: URL) -> Path:
    """The file of an SQLite database: SQLite follows links, also to where nothing is yet."""
    return Path(url.database or "").resolve()


def _make_file(url: URL) -> None:
    """Questions are for the operator's eyes: file and folder are made for their owner alone."""
    path = _path(url)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A file that is there is not opened: closing it would drop the locks that SQLite holds on it in this
    # process, and two writers at once damage it (sqlite.org/howtocorrupt.html, 2.2).
    if path.exists():
        return
    with _locked(path.parent):
        if not path.exists():
            # Of a file that was deleted while it was used these are left, and would damage the new one.
            for left in _BESIDE:
                Path(f"{path}{left}").unlink(missing_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)  # until it is closed
        yield
    finally:
        os.close(opened)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # Transactions are begun by `_begin_sqlite`, not by the driver.
    connection.isolation_level = None
    cursor = connection.cursor()
    _write_ahead(cursor)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    # The file remembers its mode, so one connection ever changes it. SQLite does not wait for a lock while
    # doing so (it answers "locked" at once), and two that start together on a new file meet here.
    until = monotonic() + BUSY_SECONDS
    while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that writes after it has read fails at once where another has written between.
    mode = "" if connection.get_execution_options().get("reads") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _complaint(url: URL, reason: str) -> str:
    reason = reason.strip().splitlines()[0] if reason.strip() else "no reason given"
    lowered = reason.lower()
    if "full" in lowered or "no space" in lowered:
        hint = "the disk is full: make room, or move the journal with --database-url"
    elif (
        "unable to open" in lowered
        or "permission" in lowered
        or "readonly" in lowered
        or "read-only" in lowered
    ):
        hint = "let this user write there, or name another place with --database-url"
    elif "not a database" in lowered or "malformed" in lowered:
        hint = "it is no journal, or is damaged: name another with --database-url"
    else:
        hint = "check --database-url, and that the database runs"
    return f"the journal {shown(url)} cannot be used: {reason} ({hint})"
