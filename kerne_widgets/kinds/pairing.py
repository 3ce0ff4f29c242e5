"""Pairing: which two items a participant compares, in which order, and which of the two stands first.

It follows from the participant's id alone, so that every page shows the same pairs. Items take turns as in a
tournament: everyone has met each item about equally often, however few pairs they get through, and each item stands
first about as often as second.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SEPARATOR = "/"
PAIR = 2
# whose pairs stand on a sheet of paper, which is the same for all who answer on one
PAPER = "paper"


@dataclass(frozen=True)
class Pair:
    """Two items as one participant meets them."""

    first: str
    second: str

    @property
    def pair_id(self) -> str:
        """The name of the pair, the same for everyone."""
        return SEPARATOR.join(sorted((self.first, self.second)))


def pairs_of(item_ids: Sequence[str], participant_id: str, limit: int, answered: Sequence[str] = ()) -> list[Pair]:
    """A participant's pairs: those that are answered, and others up to the limit.

    Parameters
    ----------
    item_ids
        The items.
    participant_id
        Whose pairs.
    limit
        How many pairs at most, beyond those that are answered.
    answered
        Names of pairs that stand, in their order. A pair whose items are gone is left out.
    """
    seats = sorted(item_ids, key=lambda item_id: _draw(participant_id, item_id))
    met = {pair.pair_id: pair for pair in _seated(_tournament(seats))}
    kept = [met.pop(pair_id) for pair_id in answered if pair_id in met]
    return kept + list(met.values())[: max(limit - len(kept), 0)]


def n_pairs(n_items: int, limit: int) -> int:
    """How many pairs a participant is asked about."""
    return min(n_items * (n_items - 1) // 2, limit)


def items_of(pair_id: str) -> tuple[str, ...]:
    """The two items of a pair, in the order of its name."""
    return tuple(pair_id.split(SEPARATOR))


def is_pair(pair_id: str) -> bool:
    """Whether it is the name of a pair: two items, in the order that everyone has them in."""
    two = items_of(pair_id)
    return len(two) == PAIR and two[0] < two[1]


def _tournament(seats: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every two once, round by round; one sits still and the others move a seat on (the circle method)."""
    ring: list[str | None] = [*seats]
    if len(ring) % 2:
        ring.append(None)
    for _ in range(len(ring) - 1):
        for one, other in zip(ring[: len(ring) // 2], reversed(ring), strict=False):
            if one is not None and other is not None:
                yield one, other
        ring = [ring[0], ring[-1], *ring[1:-1]]


def _seated(pairs: Iterator[tuple[str, str]]) -> Iterator[Pair]:
    """The one that has stood second more often than the other stands first."""
    lead: Counter[str] = Counter()
    for one, other in pairs:
        pair = Pair(other, one) if lead[one] > lead[other] else Pair(one, other)
        lead[pair.first] += 1
        lead[pair.second] -= 1
        yield pair


def _draw(participant_id: str, item_id: str) -> bytes:
    return hashlib.sha256(f"{participant_id}\0{item_id}".encode()).digest()
