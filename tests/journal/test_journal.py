from __future__ import annotations

import errno
import logging
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree
from time import monotonic

import pytest
from sqlalchemy import create_engine, inspect, make_url, select, text

from bot import tokens
from bot.errors import JournalError, SettingsError
from bot.journal import database
from bot.journal import journal as journal_module
from bot.journal.database import KNOWN, SchemaTooNew, make_engine, prepare, prepare_to_read
from bot.journal.entries import Entry, conversation_name, event, vote
from bot.journal.journal import Journal
from bot.journal.place import SCHEMA
from bot.journal.tables import events, metadata, replies, schema, votes
from bot.journal.write import DAY_MS, forget, purge, store
from bot.settings import Settings
from bot.tokens import dated_name

MakeEntry = Callable[..., Entry]
FIRST = Path(__file__).parents[1] / "data" / "journal-0001.sql"


def rows(journal: Journal, table: object) -> list[dict[str, object]]:
    engine = make_engine(journal.url)
    with engine.connect() as connection:
        found = [dict(row._mapping) for row in connection.execute(select(table))]  # type: ignore[call-overload]
    engine.dispose()
    return found


def test_a_reply_is_written_as_it_was_given(journal: Journal, entry: MakeEntry):
    given = entry(question="¿cómo 使用 \U0001f600?")
    journal.record(given)
    journal.flush()
    [row] = rows(journal, replies)
    assert row == given._asdict()
    assert row["candidates"] == '[["top-up",0.9,0],["trend",0.2,0]]'
    assert journal.status() == journal_module.Status("on", 1, 0, 0, "")


def test_a_vote_may_come_before_its_reply_is_written(journal: Journal, entry: MakeEntry):
    journal.record(entry())
    assert journal.acknowledge(vote("reply-1", True, None))
    assert [row["helpful"] for row in rows(journal, votes)] == [True]


def test_the_last_vote_counts(journal: Journal, entry: MakeEntry):
    journal.record(entry())
    for helpful, comment in [(True, "yes"), (True, "yes"), (False, "mail me: a@b.example")]:
        assert journal.acknowledge(vote("reply-1", helpful, comment))
    [row] = rows(journal, votes)
    assert (row["helpful"], row["comment"]) == (False, "mail me: [email]")


@pytest.mark.parametrize("id_", ["reply-1", "A" * 24, "old"])
def test_a_vote_for_nothing_known_is_told_at_once(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, id_: str
):
    if id_ == "old":
        id_, later = dated_name(), monotonic() + journal_module.UNWRITTEN_SECONDS
        monkeypatch.setattr(tokens, "monotonic", lambda: later)
    # Waiting holds a thread, and whoever makes ids up would hold all of them.
    monkeypatch.setattr(journal_module, "sleep", lambda _: pytest.fail("it waits"))
    assert not journal.acknowledge(vote(id_, True, None))
    assert rows(journal, votes) == []


def test_a_vote_for_a_reply_that_never_is_written_waits_until_it_is_old(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(journal_module, "UNWRITTEN_SECONDS", 0.3)
    id_ = dated_name()
    assert not journal.acknowledge(vote(id_, True, None))
    assert tokens.age_of(id_) > 0.3


def test_a_vote_waits_for_a_reply_that_another_process_is_writing(
    journal: Journal, settings: Settings, entry: MakeEntry
):
    other = Journal(settings)
    with ThreadPoolExecutor(1) as pool:
        id_ = dated_name()
        voted = pool.submit(journal.acknowledge, vote(id_, True, None))
        other.record(entry(id_))
        assert voted.result()
    other.stop()


@pytest.mark.parametrize("together", [False, True])
def test_a_vote_without_a_comment_leaves_an_earlier_one(journal: Journal, entry: MakeEntry, together: bool):
    journal.record(entry())
    journal.flush()
    given = [vote("reply-1", False, "too long"), vote("reply-1", False, None), vote("reply-1", True, None)]
    for batch in [given] if together else [[item] for item in given]:
        store(journal._engine, batch)
    [row] = rows(journal, votes)
    assert (row["helpful"], row["comment"]) == (True, "too long")
    assert journal.acknowledge(vote("reply-1", True, " "))
    assert [row["comment"] for row in rows(journal, votes)] == [""], "an empty one takes it back"


def test_events_are_noted_once(journal: Journal, entry: MakeEntry):
    journal.record(entry())
    for made in [event("reply-1", "choice", "top-up")] * 2 + [event("reply-1", "none_of_these")]:
        assert journal.acknowledge(made)
    found = {(row["kind"], row["faq_id"]) for row in rows(journal, events)}
    assert found == {("choice", "top-up"), ("none_of_these", "")}


def test_many_threads_and_journals_write_at_once(settings: Settings, entry: MakeEntry):
    journals = [Journal(settings) for _ in range(3)]
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda i: journals[i % 3].record(entry(f"r{i}")), range(300)))
        known = list(pool.map(lambda i: journals[i % 3].acknowledge(vote(f"r{i}", True, None)), range(300)))
    assert all(known)
    assert len(rows(journals[0], votes)) == 300
    for journal in journals:
        journal.stop()


def test_what_is_queued_is_written_at_the_end(settings: Settings, entry: MakeEntry):
    journal = Journal(settings)
    for i in range(1_200):
        journal.record(entry(f"r{i}"))
    journal.stop()
    assert len(rows(journal, replies)) == 1_200


def test_old_replies_go_with_all_that_belongs_to_them(journal: Journal, entry: MakeEntry):
    old = entry("old").at - 91 * DAY_MS
    journal.flush()
    for made in (entry("old", at=old), entry("new")):
        journal.record(made)
        assert journal.acknowledge(vote(made.id, True, None))
        assert journal.acknowledge(event(made.id, "handoff"))
    engine = make_engine(journal.url)
    assert purge(engine, 90) == 1
    engine.dispose()
    assert [row["id"] for row in rows(journal, replies)] == ["new"]
    assert [row["reply_id"] for row in rows(journal, votes)] == ["new"]
    assert [row["reply_id"] for row in rows(journal, events)] == ["new"]


def test_it_purges_when_it_starts(settings: Settings, entry: MakeEntry):
    before = Journal(settings)
    before.record(entry("new"))
    before.flush()
    before.record(entry("old", at=entry().at - 91 * DAY_MS))
    before.stop()
    assert {row["id"] for row in rows(before, replies)} == {"old", "new"}
    after = Journal(settings)
    after.start()
    after.record(entry("newest"))
    after.stop()
    assert {row["id"] for row in rows(after, replies)} == {"new", "newest"}


def test_a_conversation_is_forgotten_by_either_name(journal: Journal, entry: MakeEntry):
    for i, sent in enumerate(["c-1", "c-1", "c-2", "c-3"]):
        journal.record(entry(f"r{i}", conversation=conversation_name(sent)))
    journal.flush()
    engine = make_engine(journal.url)
    assert forget(engine, "c-1") == 2
    assert forget(engine, conversation_name("c-2")) == 1
    assert forget(engine, "c-1") == 0
    engine.dispose()
    assert [row["id"] for row in rows(journal, replies)] == ["r3"]


def test_forgotten_text_is_not_in_the_file_any_more(tmp_path: Path, entry: MakeEntry):
    journal = Journal(Settings(database_url=f"sqlite:///{tmp_path}/journal.db"))
    journal.record(entry(question="a very recognisable question", conversation=conversation_name("c-1")))
    journal.stop()
    engine = make_engine(journal.url)
    forget(engine, "c-1")
    engine.dispose()
    assert not any(b"recognisable" in path.read_bytes() for path in tmp_path.iterdir())


def test_its_file_is_its_owners_alone(tmp_path: Path, entry: MakeEntry):
    journal = Journal(Settings(database_url=f"sqlite:///{tmp_path}/data/journal.db"))
    journal.record(entry())
    journal.flush()
    for path in (tmp_path / "data").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    journal.stop()


def test_migrations_lead_to_the_tables(database_url: str):
    engine = make_engine(create_engine(database_url).url)
    prepare(engine)
    prepare(engine)
    found = inspect(engine)
    assert set(found.get_table_names()) == {*metadata.tables, "alembic_version"}
    for table in metadata.sorted_tables:
        columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(table.name)}
        expected = {c.name: (c.type.compile(engine.dialect), c.nullable) for c in table.columns}
        assert {k: v[1] for k, v in columns.items()} == {k: v[1] for k, v in expected.items()}
        assert set(columns) == set(expected)
        assert {i["name"] for i in found.get_indexes(table.name)} == {i.name for i in table.indexes}
    engine.dispose()


def test_who_only_reads_makes_no_journal(database_url: str):
    engine = make_engine(create_engine(database_url).url)
    for _ in range(2):
        with pytest.raises(JournalError, match="there is no journal at"):
            prepare_to_read(engine)
    prepare(engine)
    prepare_to_read(engine)
    engine.dispose()


def test_a_new_journal_is_what_the_migrations_make(tmp_path: Path):
    made, led = (make_engine(make_url(f"sqlite:///{tmp_path}/{name}.db")) for name in ("made", "led"))
    prepare(made)
    with led.begin() as connection:
        database._upgrade(connection)
    for engine in (made, led):
        with engine.connect() as connection:
            assert connection.execute(select(schema.c.version_num)).all() == [(SCHEMA,)]
    one, other = inspect(made), inspect(led)
    assert set(one.get_table_names()) == set(other.get_table_names())
    for table in one.get_table_names():
        for told in ("get_pk_constraint", "get_foreign_keys", "get_indexes"):
            assert getattr(one, told)(table) == getattr(other, told)(table), (table, told)
        columns, others = (
            {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(table)}
            for found in (one, other)
        )
        assert columns == others
    for engine in (made, led):
        engine.dispose()


def test_a_new_journal_takes_no_memory_for_migrations(tmp_path: Path):
    code = "import sys; from bot.settings import Settings; from bot.journal.journal import Journal\n"
    code += "Journal(Settings(database_url=sys.argv[1])).open(); print('alembic' in sys.modules)"
    command = [sys.executable, "-c", code, f"sqlite:///{tmp_path}/journal.db"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"


def test_the_newest_migration_is_the_schema():
    names = sorted(p.name[:4] for p in Path(database.__file__).parent.glob("migrations/versions/0*.py"))
    assert tuple(names) == KNOWN
    assert names[-1] == SCHEMA


def test_a_journal_of_the_first_release_opens(tmp_path: Path, entry: MakeEntry):
    with sqlite3.connect(tmp_path / "journal.db") as old:
        old.executescript(FIRST.read_text("utf-8"))
    old.close()
    journal = Journal(Settings(database_url=f"sqlite:///{tmp_path}/journal.db"))
    journal.open()
    assert journal.acknowledge(event("old-reply-1", "choice", "top-up"))
    journal.record(entry())
    journal.stop()
    found = {row["id"]: row for row in rows(journal, replies)}
    assert found["old-reply-1"]["question"] == "how do I top up"
    assert found["old-reply-1"]["instead"] == ""
    assert len(rows(journal, votes)) == 1


def test_a_journal_of_a_newer_release_is_refused(settings: Settings, entry: MakeEntry):
    journal = Journal(settings)
    engine = make_engine(journal.url)
    prepare(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(SchemaTooNew, match=r"schema 9999.*Upgrade faqbot.*--database-url.*--journal off"):
        journal.open()
    journal.record(entry())
    journal.flush()
    assert journal.status().lost == 1
    journal.stop()


def test_several_processes_may_start_at_once(settings: Settings):
    code = "import sys; from bot.settings import Settings; from bot.journal.journal import Journal\n"
    code += (
        "journal = Journal(Settings(database_url=sys.argv[1])); journal.open(); print(journal.status().error)"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, settings.database_url], stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert [process.communicate()[0].strip() for process in started] == [""] * 4


def test_a_full_disk_says_so_and_costs_no_reply(
    tmp_path: Path, entry: MakeEntry, caplog: pytest.LogCaptureFixture
):
    journal = Journal(Settings(database_url=f"sqlite:///{tmp_path}/journal.db"))
    journal.record(entry("before"))
    journal.flush()
    database.event.listen(
        journal._engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=1")
    )
    journal._engine.dispose()
    for i in range(200):
        journal.record(entry(f"r{i}", question="x" * 4_000))
    journal.flush()
    status = journal.status()
    assert (status.state, status.lost) == ("failing", 200)
    assert "disk is full" in status.error
    assert "disk is full" in caplog.text
    with pytest.raises(JournalError, match="disk is full"):
        journal.acknowledge(vote("before", True, "x" * 40_000))
    assert "xxxx" not in caplog.text
    journal.stop()


def test_it_recovers_and_says_so(tmp_path: Path, entry: MakeEntry, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "bot")
    (tmp_path / "data").write_text("a file where a folder should be")
    journal = Journal(Settings(database_url=f"sqlite:///{tmp_path}/data/journal.db"))
    journal.record(entry("lost"))
    journal.flush()
    assert journal.status().state == "failing"
    (tmp_path / "data").unlink()
    journal.record(entry("kept"))
    journal.flush()
    assert (journal.status().state, journal.status().written) == ("on", 1)
    journal.record(entry("kept, too"))
    journal.flush()
    assert [record.getMessage() for record in caplog.records][1:] == [
        "the journal is written again; 1 lost so far"
    ]
    journal.stop()


def test_more_than_fits_is_counted(tmp_path: Path, entry: MakeEntry, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(journal_module, "MOST_QUEUED", 0)
    journal = Journal(Settings(database_url=f"sqlite:///{tmp_path}/journal.db"))
    journal.record(entry())
    assert journal.status().lost == 1
    with pytest.raises(JournalError, match="more is asked"):
        journal.acknowledge(vote("reply-1", True, None))
    journal.stop()


def test_a_driver_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError, match=r"pip install 'faqbot\[postgres\]'") as caught:
        Journal(Settings(database_url="postgresql://joe:sesame@db.example/faqbot"))
    assert "sesame" not in str(caught.value)


def test_a_server_that_is_not_there_is_told_without_its_password():
    journal = Journal(Settings(database_url="postgresql://joe:sesame@127.0.0.1:1/faqbot"))
    journal.open()
    assert "cannot be used" in journal.status().error
    assert "sesame" not in journal.status().error
    journal.stop()


def test_a_server_that_is_not_there_is_told_once_at_the_start(
    entry: MakeEntry, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    journal = Journal(Settings(database_url="postgresql://joe:sesame@127.0.0.1:1/faqbot"))
    journal.open()
    pid = os.getpid() + 1
    monkeypatch.setattr(os, "getpid", lambda: pid)  # as in a worker
    journal.record(entry())
    journal.flush()
    assert journal.status().lost == 1
    journal.stop()
    assert caplog.text.count("cannot be used") == 1


def test_those_that_start_together_on_a_new_file_wait_for_each_other(tmp_path: Path):
    # SQLite does not wait when it changes a file's mode: one start in some dozens met "database is locked".
    def start(url: str) -> None:
        prepare(make_engine(database.database_url(url)))

    with ThreadPoolExecutor(6) as pool:
        for round_ in range(20):
            list(pool.map(start, [f"sqlite:///{tmp_path}/{round_}/journal.db"] * 6))


def test_a_folder_that_cannot_be_searched_is_told_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # As for a service that may not look into homes; root may look anywhere.
    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    for asked in ("exists", "stat", "mkdir"):
        monkeypatch.setattr(Path, asked, refuses)
    journal = Journal(Settings(database_url=f"sqlite:///{tmp_path}/locked/journal.db"))
    journal.open()
    status = journal.status()
    assert status.state == "failing"
    assert "Permission denied (let this user write there" in status.error
    journal.stop()


@pytest.mark.parametrize("pattern", ["journal.db", "journal.db*"])
def test_a_journal_that_is_deleted_while_it_is_written_is_made_anew(
    tmp_path: Path, entry: MakeEntry, caplog: pytest.LogCaptureFixture, pattern: str
):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/journal.db")
    journals = [Journal(settings) for _ in range(2)]  # as several workers have them
    for i, journal in enumerate(journals):
        journal.record(entry(f"before-{i}"))
        journal.flush()
    for path in tmp_path.glob(pattern):
        path.unlink()
    for i, journal in enumerate(journals * 2):
        journal.record(entry(f"after-{i}"))
        assert journal.acknowledge(vote(f"after-{i}", True, None))
    for journal in journals:
        journal.stop()
        assert (journal.status().state, journal.status().lost) == ("on", 0)
    assert {row["id"] for row in rows(journals[0], replies)} == {f"after-{i}" for i in range(4)}
    assert {row["reply_id"] for row in rows(journals[0], votes)} == {f"after-{i}" for i in range(4)}
    assert caplog.text.count("deleted or replaced") == 2


def test_a_journal_that_is_replaced_while_it_is_written_is_the_new_one(tmp_path: Path, entry: MakeEntry):
    journal = Journal(Settings(database_url=f"sqlite:///{tmp_path}/journal.db"))
    other = Journal(Settings(database_url=f"sqlite:///{tmp_path}/other.db"))
    for made, id_ in ((journal, "before"), (other, "restored")):
        made.record(entry(id_))
        made.flush()
    other.stop()
    for path in tmp_path.glob("journal.db*"):
        path.unlink()
    (tmp_path / "other.db").rename(tmp_path / "journal.db")
    assert journal.acknowledge(vote("restored", True, None))
    journal.stop()
    assert {row["id"] for row in rows(journal, replies)} == {"restored"}


def test_a_table_that_is_gone_is_made_again(journal: Journal, entry: MakeEntry):
    journal.record(entry("before"))
    journal.flush()
    engine = make_engine(journal.url)
    with engine.begin() as connection:
        cascade = "" if engine.dialect.name == "sqlite" else " CASCADE"
        connection.execute(text(f"DROP TABLE replies{cascade}"))
    engine.dispose()
    journal.record(entry("lost"))
    journal.flush()
    assert journal.status().state == "failing"
    journal.record(entry("after"))
    journal.flush()
    assert (journal.status().state, journal.status().lost) == ("on", 1)
    assert [row["id"] for row in rows(journal, replies)] == ["after"]
    assert {i["name"] for i in inspect(engine).get_indexes("replies")} == {
        "replies_at",
        "replies_conversation",
    }
    engine.dispose()


def test_what_a_replaced_journal_left_is_not_written_over_the_new_one(tmp_path: Path, entry: MakeEntry):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/journal.db")
    journals = [Journal(settings) for _ in range(2)]
    other = Journal(Settings(database_url=f"sqlite:///{tmp_path}/other.db"))
    for made, id_ in ((journals[0], "before"), (journals[1], "before-1"), (other, "restored")):
        made.record(entry(id_))
        made.flush()
    other.stop()
    (tmp_path / "other.db").replace(tmp_path / "journal.db")  # journal.db-wal stays
    for i, journal in enumerate(journals * 2):
        journal.record(entry(f"after-{i}"))
        assert journal.acknowledge(vote("restored", True, None))
    for journal in journals:
        journal.stop()
    assert {row["id"] for row in rows(journals[0], replies)} == {
        "restored",
        *(f"after-{i}" for i in range(4)),
    }


def test_a_journal_may_be_a_link_to_where_no_file_is_yet(tmp_path: Path, entry: MakeEntry):
    (tmp_path / "journal.db").symlink_to(tmp_path / "disk" / "real.db")
    journal = Journal(Settings(database_url=f"sqlite:///{tmp_path}/journal.db"))
    journal.record(entry("one"))
    journal.stop()
    assert journal.status().lost == 0
    assert [row["id"] for row in rows(journal, replies)] == ["one"]
    assert (tmp_path / "disk" / "real.db").stat().st_mode & 0o777 == 0o600


def test_a_journal_whose_folder_is_removed_is_made_anew(tmp_path: Path, entry: MakeEntry):
    journal = Journal(Settings(database_url=f"sqlite:///{tmp_path}/data/journal.db"))
    journal.record(entry("before"))
    journal.flush()
    rmtree(tmp_path / "data")
    journal.record(entry("after"))
    journal.stop()
    assert journal.status().lost == 0
    assert [row["id"] for row in rows(journal, replies)] == ["after"]
