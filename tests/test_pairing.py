"""Pairing: the same pairs on every page, each item as often as any other, and first as often as second."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kerne_widgets.kinds.pairing import items_of, n_pairs, pairs_of

ITEMS = st.lists(st.text("abcdef0123456789", min_size=1, max_size=6), max_size=12, unique=True)


@given(ITEMS, st.text(max_size=8), st.integers(1, 70))
def test_every_two_are_met_at_most_once_and_turns_are_shared(items, person, limit):
    pairs = pairs_of(items, person, limit)
    assert len(pairs) == n_pairs(len(items), limit)
    assert len({pair.pair_id for pair in pairs}) == len(pairs)
    assert pairs == pairs_of(list(reversed(items)), person, limit)
    met = Counter(item for pair in pairs for item in items_of(pair.pair_id))
    first = Counter(pair.first for pair in pairs)
    assert max(met.values(), default=0) - min((met[item] for item in items), default=0) <= 2
    assert all(abs(2 * first[item] - met[item]) <= 4 for item in items)


def test_a_room_meets_every_pair_about_as_often_and_from_both_sides():
    items = [f"i{n}" for n in range(6)]
    room = [pair for n in range(200) for pair in pairs_of(items, f"p{n}", 5)]
    counts = Counter(pair.pair_id for pair in room)
    assert len(counts) == 15
    assert max(counts.values()) < 1.5 * min(counts.values())
    stood_first = Counter(pair.first for pair in room)
    assert max(stood_first.values()) < 1.2 * min(stood_first.values())


def test_an_answered_pair_stays_when_new_items_come():
    before = pairs_of(["a", "b", "c"], "lone", 3)
    answered = [before[0].pair_id]
    after = pairs_of(["a", "b", "c", "d", "e"], "lone", 4, answered)
    assert after[0].pair_id == answered[0]
    assert len({pair.pair_id for pair in after}) == 4
    assert pairs_of(["x", "y"], "lone", 4, answered)[0].pair_id == "x/y"
