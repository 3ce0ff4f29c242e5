"""Workshops and their events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "workshop",
        sa.Column("workshop_id", sa.String(36), primary_key=True),
        sa.Column("code", sa.String(12), nullable=False, unique=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "event",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("event_id", sa.String(36), nullable=False, unique=True),
        sa.Column("workshop_id", sa.String(36), sa.ForeignKey("workshop.workshop_id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("prompt_id", sa.String(80), nullable=False),
        sa.Column("item_id", sa.String(80), nullable=False),
        sa.Column("value", sa.JSON, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("event_by_seq", "event", ["workshop_id", "seq"])
    op.create_index("event_by_kind", "event", ["workshop_id", "kind", "seq"])
    op.create_index("event_by_author", "event", ["workshop_id", "author_id", "seq"])
