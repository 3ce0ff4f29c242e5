"""Putting items in order: the best first, as many of them as one likes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import AnswerError, Problem
from ..model import Prompt
from .about_items import is_item_id
from .numbers import Ends, Numbers

NAME = "ranking"
ITEMISED = False
SPREAD = True
COUNTED = True
READS = ("value_number",)
FIELDS = frozenset({"items", "items_from", "items_max"})
REQUIRED: frozenset[str] = frozenset()


def _places(prompt: Prompt) -> Ends:
    return 1.0, float(len(prompt.items) or prompt.items_max)


NUMBERS = Numbers(
    {"place": _places},
    lambda value, _: {item_id: {"place": float(place)} for place, item_id in enumerate(value, 1)},
    of_two=min,
)


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with a list of item ids, the best first, each once."""
    if not isinstance(value, list) or not value or not all(map(is_item_id, value)):
        return [Problem("kinds.not_a_ranking", question=prompt.text, value=repr(value)[:60])]
    if len(set(value)) < len(value):
        return [Problem("kinds.ranked_twice", question=prompt.text)]
    return []


def rows(value: list[str], prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """One row per item in the order. ``value_number``: its place, from 1."""
    return [{"item_id": item_id, "value_number": float(place)} for place, item_id in enumerate(value, 1)]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The items by place; places may have gaps, but two items may not share one."""
    places = [row["value_number"] for row in rows]
    shared = next((place for place in places if places.count(place) > 1), None)
    if shared is not None:
        raise AnswerError([Problem("kinds.place_twice", question=prompt.text, place=f"{shared:g}")])
    return [row["item_id"] for row in sorted(rows, key=lambda row: row["value_number"])]
