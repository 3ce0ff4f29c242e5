"""Anonymity: what is left of answers that belong to the room alone, and which subgroups may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PEOPLE_MIN = 5

REST = ""
SUBGROUPS_MIN = 2

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """One person's answer, or that of the people who share a phone; another answer of theirs is another ``Said``."""

    participant_id: str
    value: int
    n_people: int = 1


Parted = Mapping[Said, str]
"""Answers by the subgroup they are shown in; ``REST`` for those that are in none."""


def of_the_room(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows of the ``answers`` frame without whose they are and when they came, in an order that tells neither.

    Of what fewer than five have answered, nothing is left.
    """
    people: dict[tuple[Any, ...], set[str]] = {}
    kept = list(rows)
    for row in kept:
        people.setdefault(_about(row), set()).add(row["participant_id"])
    nobodys = [
        {**row, "participant_id": "", "answered_at": None, "n_people": None}
        for row in kept
        if len(people[_about(row)]) >= PEOPLE_MIN
    ]
    return sorted(nobodys, key=_by_value)


def _about(row: Row) -> tuple[Any, ...]:
    return row["prompt_id"], row["round"], row["item_id"]


def _by_value(row: Row) -> tuple[Any, ...]:
    numbers = (row.get(name) for name in ("value_number", "value_second"))
    return *_about(row), *(-1.0 if value is None else value for value in numbers), row.get("value_text") or ""


def part(people: Mapping[Said, str]) -> dict[Said, str]:
    """Answers by subgroup, with those that are too few in the rest; empty when fewer than two subgroups can be shown.

    The rest follows from the subgroups and the whole. So where it is one to four people, the smallest subgroup goes
    into it.
    """
    sizes: Counter[str] = Counter()
    for said, group in people.items():
        sizes[group] += said.n_people
    shown = [group for group, n in sizes.most_common() if group != REST and n >= PEOPLE_MIN]
    if 0 < sizes.total() - sum(sizes[group] for group in shown) < PEOPLE_MIN:
        shown = shown[:-1]
    if len(shown) < SUBGROUPS_MIN:
        return {}
    return {said: group if group in shown else REST for said, group in people.items()}


def can_lie_together(one: Parted, other: Parted) -> bool:
    """Whether two pictures of the same question, laid over each other, tell of nobody.

    They may be the same subgroups at two times, roles and groups, or subgroups and the whole room. Whatever is in a
    subgroup of the one and not in the same subgroup of the other can be worked out, so it must be five people or none.
    """
    cells: Counter[tuple[str | None, str | None]] = Counter()
    for said in one.keys() | other.keys():
        cells[one.get(said), other.get(said)] += said.n_people
    return all(n >= PEOPLE_MIN for n in cells.values())
