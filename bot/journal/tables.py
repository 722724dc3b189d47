"""The tables as they are now; `migrations/` leads to them from each earlier schema."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData()

replies = Table(
    "replies",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("conversation", String(32), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("question", Text, nullable=False),
    Column("decision", String(16), nullable=False),
    Column("faq_id", String(120), nullable=False),
    Column("faq_revision", String(64), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("instead", String(160), nullable=False),
    Column("candidates", Text, nullable=False),
    Column("corpus_revision", String(64), nullable=False),
    Column("embedder", String(200), nullable=False),
    Column("version", String(32), nullable=False),
    Column("latency", Float, nullable=False),
    Index("replies_at", "at"),
    Index("replies_conversation", "conversation"),
)

votes = Table(
    "votes",
    metadata,
    Column("reply_id", String(64), ForeignKey("replies.id", ondelete="CASCADE"), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("comment", Text),
)

events = Table(
    "events",
    metadata,
    Column("reply_id", String(64), ForeignKey("replies.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("faq_id", String(120), primary_key=True),
    Column("at", BigInteger, nullable=False),
)

# Where Alembic looks for, and writes, the schema that a database has.
schema = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
