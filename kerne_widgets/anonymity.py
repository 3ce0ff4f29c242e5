"""Anonymity: what is left of answers that belong to the room alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

PEOPLE_MIN = 5

Row = Mapping[str, Any]


def of_the_room(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows of the ``answers`` frame without whose they are and when they came, in an order that tells neither.

    Of what fewer than five have answered, nothing is left.
    """
    people: dict[tuple[Any, ...], set[str]] = {}
    kept = list(rows)
    for row in kept:
        people.setdefault(_about(row), set()).add(row["participant_id"])
    nobodys = [
        {**row, "participant_id": "", "answered_at": None} for row in kept if len(people[_about(row)]) >= PEOPLE_MIN
    ]
    return sorted(nobodys, key=_by_value)


def _about(row: Row) -> tuple[Any, ...]:
    return row["prompt_id"], row["round"], row["item_id"]


def _by_value(row: Row) -> tuple[Any, ...]:
    numbers = (row.get(name) for name in ("value_number", "value_second"))
    return *_about(row), *(-1.0 if value is None else value for value in numbers), row.get("value_text") or ""
