"""Entries, votes and events -> rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from bot.journal.entries import Entry, Event, Vote, conversation_name, now
from bot.journal.tables import events, replies, votes

DAY_MS = 86_400_000


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
        if connection.dialect.name == "sqlite":
            level = "FULL" if rest else "NORMAL"
            connection.connection.driver_connection.execute(f"PRAGMA synchronous={level}")  # type: ignore[union-attr]
        else:
            connection.exec_driver_sql(f"SET synchronous_commit = {'on' if rest else 'off'}")
            connection.commit()
        with connection.begin():
            if entries:
                connection.execute(insert(replies), [_row(entry) for entry in entries])
            return _relate(connection, rest) if rest else frozenset()


def _relate(connection: Connection, items: Sequence[Vote | Event]) -> frozenset[str]:
    wanted = {item.reply_id for item in items}
    # Locked, so that a purge cannot take the reply away before its vote is there.
    query = select(replies.c.id).where(replies.c.id.in_(wanted)).with_for_update(key_share=True)
    known = frozenset(connection.execute(query).scalars())
    newest = {item.reply_id: item for item in items if isinstance(item, Vote) and item.reply_id in known}
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
    new = {name: statement.excluded[name] for name in changed}
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
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    return gone


def _row(entry: Entry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in Entry.__slots__}
    row["candidates"] = json.dumps(
        [[c.id, c.confidence, int(c.offered)] for c in entry.candidates], separators=(",", ":")
    )
    return row
