"""Answers made of several items, as inputs: a number for each item of an order or a budget, keys for each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .. import kinds
from ..items import Item
from ..kinds.pairing import Pair, pairs_of
from ..kinds.pairs import EQUAL
from ..messages import text
from ..model import Prompt

SPREAD = ("ranking", "points")
PAIRED = ("pairs", "pair_scale")

# a radio button: its place, what it sends, what it is called, and for the ends of a scale what they mean
Choice = tuple[int, str, str, str]


def numbers_held(prompt: Prompt, value: Any, items: Sequence[Item]) -> dict[str, str]:
    """What the input of each item holds: its place or its points; those that have one come first in an order."""
    rows = kinds.of(prompt).rows(value, prompt, "") if value else []
    numbers = {row["item_id"]: f"{row['value_number']:g}" for row in rows}
    known = {item.item_id: numbers.get(item.item_id, "") for item in items}
    if prompt.kind == "points":
        return known
    return dict(sorted(known.items(), key=lambda entry: float(entry[1] or "inf")))


def numbers_meant(prompt: Prompt, typed: Mapping[str, str]) -> Any:
    """The order or the points that the numbers stand for; the kind says whether it is allowed.

    Raises
    ------
    AnswerError
        Two items have the same place.
    """
    written = {item_id: number.strip() for item_id, number in typed.items() if number.strip()}
    wrong = next((number for number in written.values() if not (number.isdecimal() and len(number) < 6)), None)
    if wrong is not None:
        return {item_id: number if number == wrong else 1 for item_id, number in written.items()}
    rows = [{"item_id": item_id, "value_number": float(number)} for item_id, number in written.items()]
    return kinds.of(prompt).value(rows, prompt) or None


def pairs_asked(prompt: Prompt, given: Mapping[str, Any], items: Sequence[Item], participant_id: str) -> list[Pair]:
    """The pairs that a participant is asked about."""
    return pairs_of([item.item_id for item in items], participant_id, prompt.pairs_max, list(given))


def pair_choices(prompt: Prompt, pair: Pair, names: Mapping[str, str], lang: str) -> tuple[Choice, ...]:
    """The radio buttons of a pair."""
    if prompt.kind == "pairs":
        alike = text("page.pairs_equal", lang)
        return (0, pair.first, names[pair.first], ""), (1, pair.second, names[pair.second], ""), (2, EQUAL, alike, "")
    ends = {1: prompt.low(lang), prompt.steps: prompt.high(lang)}
    steps = ((step, str(step), str(step), ends.get(step, "")) for step in range(1, prompt.steps + 1))
    return ((0, "", text("page.pairs_unknown", lang), ""), *steps)
