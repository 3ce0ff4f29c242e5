"""An event: one thing that happened in a workshop, never changed afterwards."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """One row of the log.

    ``seq`` is the order (0 until stored), ``event_id`` a UUID that makes sending twice harmless, ``at`` an instant
    in UTC, ``author_id`` a participant's random id or ``"facilitator"``, ``kind`` what happened, ``prompt_id`` and
    ``item_id`` what it is about, ``value`` anything JSON holds.
    """

    workshop_id: str
    author_id: str
    kind: str
    prompt_id: str
    item_id: str
    value: Any
    event_id: str
    at: dt.datetime
    seq: int = 0
    round_number: int = 1


def new_event(
    workshop_id: str,
    author_id: str,
    kind: str,
    value: Any = None,
    *,
    prompt_id: str = "",
    item_id: str = "",
    event_id: str | None = None,
    at: dt.datetime | None = None,
    round_number: int = 1,
) -> Event:
    """An event that happens now, or happened ``at`` another time, not stored yet."""
    return Event(
        workshop_id=workshop_id,
        author_id=author_id,
        kind=kind,
        prompt_id=prompt_id,
        item_id=item_id,
        value=value,
        event_id=event_id or str(uuid.uuid4()),
        at=at or dt.datetime.now(dt.UTC),
        round_number=round_number,
    )
