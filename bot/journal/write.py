"""Entries, votes and events -> rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select

from bot.journal.entries import Entry, Event, Vote, conversation_name, now
from bot.journal.tables import events, replies, votes

DAY_MS = 86_400_000
_COLUMNS = ", ".join(Entry._fields)
_INSERT = {
    style: f"INSERT INTO replies ({_COLUMNS}) VALUES ({', '.join(mark for _ in Entry._fields)})"
    for style, mark in {"qmark": "?", "pyformat": "%s"}.items()
}


def store(engine: Engine, items: Sequence[Entry | Vote | Event]) -> frozenset[str]:
    """Write all in one transaction, or none. Returns the ids of the replies that votes and events met.

    With a vote or an event among them the transaction is on the disk when this returns; replies alone may be
    lost with the machine's power, never with the process.
    """
    if not items:
        return frozenset()
    entries = [item for item in items if isinstance(item, Entry)]
    rest = [item for item in items if not isinstance(item, Entry)]
    with engine.connect() as connection:
        lite = connection.dialect.name == "sqlite"
        if lite:  # which takes it only between transactions
            _driver(connection).execute(f"PRAGMA synchronous={'FULL' if rest else 'NORMAL'}")
        with connection.begin():
            if not lite:
                connection.exec_driver_sql(f"SET LOCAL synchronous_commit = {'on' if rest else 'off'}")
            if entries:
                # By the driver, rows as they are: SQLAlchemy's own way costs three times as much.
                connection.exec_driver_sql(_INSERT[connection.dialect.paramstyle], entries)
            return _relate(connection, rest) if rest else frozenset()


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _relate(connection: Connection, items: Sequence[Vote | Event]) -> frozenset[str]:
    wanted = {item.reply_id for item in items}
    # Locked, so that a purge cannot take the reply away before its vote is there.
    query = select(replies.c.id).where(replies.c.id.in_(wanted)).with_for_update(key_share=True)
    known = frozenset(connection.execute(query).scalars())
    newest: dict[str, Vote] = {}
    for item in items:
        if isinstance(item, Vote) and item.reply_id in known:
            before = newest.get(item.reply_id)
            kept = before.comment if before and item.comment is None else item.comment
            newest[item.reply_id] = replace(item, comment=kept)
    if newest:
        rows = [asdict(newest[id_]) for id_ in sorted(newest)]
        _upsert(connection, votes, rows, ["reply_id"], ["at", "helpful", "comment"])
    noted = {(e.reply_id, e.kind, e.faq_id): e for e in items if isinstance(e, Event) and e.reply_id in known}
    if noted:
        rows = [asdict(noted[key]) for key in sorted(noted)]
        _upsert(connection, events, rows, ["reply_id", "kind", "faq_id"], ["at"])
    return known


def _upsert(connection: Connection, table: Any, rows: Any, keys: list[str], changed: list[str]) -> None:
    # Only the one that is used: each is megabytes of modules.
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    statement = dialect.insert(table)
    # What says nothing new, such as a vote without a comment, changes nothing.
    new = {name: func.coalesce(statement.excluded[name], table.c[name]) for name in changed}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=new), rows)


def purge(engine: Engine, days: int) -> int:
    """Delete what is older than `days`, with its votes and events; returns how many replies."""
    with engine.begin() as connection:
        return connection.execute(delete(replies).where(replies.c.at < now() - days * DAY_MS)).rowcount


def forget(engine: Engine, conversation: str) -> int:
    """Delete a conversation, named as its client or as the journal calls it; returns how many replies."""
    with engine.begin() as connection:
        named = replies.c.conversation.in_((conversation_name(conversation), conversation))
        gone = connection.execute(delete(replies).where(named)).rowcount
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            # Deleted text must not live on in the write-ahead log.
            _driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return gone
