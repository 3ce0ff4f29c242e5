"""Anonymity: which subgroups may be shown, what may be said of each person, and which pictures may lie side by side.

``people_min`` is everywhere how few people may be told of on their own, and the rule is the same in every frame and
picture:

Of a part of the room, fewer than that are only counted. A part is a role or a group, those who answered both of two
times or through two lenses, and those who are shown of a question that belongs to the whole room.

Of the whole room it is told from the first answer how many have answered and the middle of what they say, for a small
team is to see its own answers; in pictures the marks are hollow. How answers lie around the middle, and what is
concluded from them, is told of enough people only: see ``NEEDS_ENOUGH``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

REST = ""
SUBGROUPS_MIN = 2

# columns of frames about the whole room that say how answers lie around the middle, and what is concluded from them
NEEDS_ENOUGH = frozenset(
    {
        *("spread_low", "spread_high", "mean_low", "mean_high", "agreement", "agreement_low", "agreement_high"),
        *("rank", "hours_in_dispute", "ring_0", "ring_1", "ring_2", "ring_3", "ring_4", "likeness"),
    }
)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """One person's answer, or that of the people who share a phone; another answer of theirs is another ``Said``."""

    participant_id: str
    value: Any
    n_people: int = 1


Parted = Mapping[Said, str]
"""Answers by the subgroup they are shown in; ``REST`` for those that are in none."""


def of_few(row: Row, n_people: int, people_min: int) -> dict[str, Any]:
    """A row of a frame about the whole room, without what is told of enough people only, where they are fewer."""
    return {name: value for name, value in row.items() if n_people >= people_min or name not in NEEDS_ENOUGH}


def in_no_order(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows of the ``answers`` frame in an order that tells nothing but what they say."""
    return sorted((dict(row) for row in rows), key=_by_value)


def _about(row: Row) -> tuple[Any, ...]:
    return row["prompt_id"], row["round"], row["item_id"]


def _by_value(row: Row) -> tuple[Any, ...]:
    numbers = (row.get(name) for name in ("value_number", "value_second"))
    return *_about(row), *(-1.0 if value is None else value for value in numbers), row.get("value_text") or ""


def nobodys_time(acts: Iterable[tuple[datetime, int]], people_min: int) -> datetime | None:
    """The minute in which ``people_min`` people had come, or had answered a question; None while they are fewer.

    It is told of each of them in place of their own time: whoever saw someone come at 9:40 finds nobody by that. What
    has been told so is itself when it is told again.

    Parameters
    ----------
    acts
        When each came or answered, and how many people that was.
    """
    n = 0
    for at, n_people in sorted(acts):
        n += n_people
        if n >= people_min:
            return at.replace(second=0, microsecond=0)
    return None


@dataclass(frozen=True)
class Known:
    """What is known of a person, or of those who share a phone: their traits, and whether they have answered."""

    traits: tuple[Hashable, ...]
    n_people: int = 1
    has_answered: bool = True


class Names:
    """The name of a role or group as it was first written: people spell it with and without capitals."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def __call__(self, written: str) -> str:
        """The name that stands for one that was written."""
        words = " ".join(written.split())
        return self._first.setdefault(words.casefold(), words)


def part(people: Mapping[Said, str], people_min: int) -> dict[Said, str]:
    """Answers by subgroup, with those that are too few in the rest; empty unless two subgroups can be shown."""
    sizes: Counter[str] = Counter()
    for said, group in people.items():
        sizes[group] += said.n_people
    shown = _shown({group: (n,) for group, n in sizes.items()}, people_min)
    if len(shown) < SUBGROUPS_MIN:
        return {}
    return {said: group if group in shown else REST for said, group in people.items()}


def veiled(everyone: Sequence[Known], people_min: int) -> list[tuple[Hashable, ...]]:
    """The traits of each, with ``REST`` in place of those that could point at somebody.

    Those who are alike in all that is said of them, blanks included, are nobody or at least ``people_min`` people,
    among all and among those who have answered. The first trait is kept where it can be; each after it as far as it
    can be told within those who are alike so far. Where a trait is kept back, none after it is told: by and by more
    people come and it can be told, and whoever has both would know of each the one and the other.
    """
    told: list[tuple[Hashable, ...]] = [() for _ in everyone]
    kept_back: set[int] = set()
    for trait in range(max((len(known.traits) for known in everyone), default=0)):
        cells: dict[tuple[Hashable, ...], list[int]] = {}
        for at, so_far in enumerate(told):
            cells.setdefault(so_far, []).append(at)
        for so_far, cell in cells.items():
            sizes: dict[Hashable, tuple[int, ...]] = {}
            for known in (everyone[at] for at in cell):
                joined, answered = sizes.get(known.traits[trait], (0, 0))
                answering = known.n_people if known.has_answered else 0
                sizes[known.traits[trait]] = joined + known.n_people, answered + answering
            shown = [] if kept_back.issuperset(cell) else _shown(sizes, people_min)
            rest = [at for at in cell if everyone[at].traits[trait] not in shown]
            if any(everyone[at].traits[trait] != REST for at in rest):
                kept_back.update(rest)
            for at in cell:
                value = everyone[at].traits[trait]
                told[at] = (*so_far, value if value in shown else REST)
    return told


def _shown(sizes: Mapping[Any, tuple[int, ...]], people_min: int) -> list[Any]:
    """The subgroups that can be shown, by their sizes in one crowd or several, the largest first.

    The rest follows from the subgroups and the whole. So where it is too few people, the smallest subgroup goes into
    it.
    """

    def enough(crowds: Iterable[int]) -> bool:
        return all(n == 0 or n >= people_min for n in crowds)

    fit = [group for group, crowds in sizes.items() if group != REST and enough(crowds)]
    shown = sorted(fit, key=lambda group: sizes[group], reverse=True)
    while shown:
        rest = [crowds for group, crowds in sizes.items() if group not in shown]
        if enough(map(sum, zip(*rest, strict=True))):
            break
        shown.pop()
    return shown


def can_lie_together(one: Parted, other: Parted, people_min: int) -> bool:
    """Whether two pictures of the same question, laid over each other, tell of nobody.

    They may be the same subgroups at two times, roles and groups, or subgroups and the whole room. Whatever is in a
    subgroup of the one and not in the same subgroup of the other can be worked out, so it must be ``people_min`` people
    or none.
    """
    cells: Counter[tuple[str | None, str | None]] = Counter()
    for said in one.keys() | other.keys():
        cells[one.get(said), other.get(said)] += said.n_people
    return all(n >= people_min for n in cells.values())
