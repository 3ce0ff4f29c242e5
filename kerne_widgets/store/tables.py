"""The tables, as SQLAlchemy Core sees them. Migrations make them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant. SQLite keeps no zone, so it is stored and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:  # noqa: ARG002
        """The instant with its zone."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=dt.UTC)


metadata = MetaData()

workshop = Table(
    "workshop",
    metadata,
    Column("workshop_id", String(36), primary_key=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
)

event = Table(
    "event",
    metadata,
    # SQLite numbers rows by itself only for INTEGER; both never give a number twice
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("event_id", String(36), nullable=False, unique=True),
    Column("workshop_id", String(36), ForeignKey("workshop.workshop_id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("author_id", String(36), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("prompt_id", String(80), nullable=False),
    Column("item_id", String(80), nullable=False),
    Column("value", JSON, nullable=True),
    Column("round_number", Integer, nullable=False, server_default="1"),
    Index("event_by_seq", "workshop_id", "seq"),
    Index("event_by_kind", "workshop_id", "kind", "seq"),
    Index("event_by_author", "workshop_id", "author_id", "seq"),
    sqlite_autoincrement=True,
)
