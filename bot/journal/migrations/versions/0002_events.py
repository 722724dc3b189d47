"""Events (choices picked, "none of these", handoffs), and what won over every FAQ."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the table and the column."""
    op.add_column("replies", sa.Column("instead", sa.String(160), nullable=False, server_default=""))
    op.create_table(
        "events",
        sa.Column(
            "reply_id", sa.String(64), sa.ForeignKey("replies.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("faq_id", sa.String(120), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("events")
    op.drop_column("replies", "instead")
