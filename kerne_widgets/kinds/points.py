"""Spreading a budget of points over items; with one point at most for each, it is a vote with so many stars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..model import Prompt
from .about_items import is_item_id
from .numbers import Ends, Numbers
from .whole import plain

NAME = "points"
ITEMISED = False
SPREAD = True
COUNTED = True
READS = ("value_number",)
FIELDS = frozenset({"items", "items_from", "items_max", "budget", "max_each"})
REQUIRED: frozenset[str] = frozenset()


def _points(prompt: Prompt) -> Ends:
    return 0.0, float(most_each(prompt))


# an item without points has been thought of and given none
NUMBERS = Numbers(
    {"points": _points},
    lambda value, _: {item_id: {"points": float(points)} for item_id, points in value.items()},
    left_out=0.0,
)


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with ``{item_id: points}``: whole points from 1 to the most for each, no more than the budget in all."""
    if not isinstance(value, dict) or not value or not all(map(is_item_id, value)):
        return [Problem("kinds.not_points", question=prompt.text, value=repr(value)[:60])]
    most = most_each(prompt)
    for points in value.values():
        if isinstance(points, bool) or not isinstance(points, int) or not 1 <= points <= most:
            return [Problem("kinds.not_a_share", question=prompt.text, value=str(points)[:40], limit=most)]
    total = sum(value.values())
    if total > prompt.budget:
        return [Problem("kinds.over_budget", question=prompt.text, total=total, budget=prompt.budget)]
    return []


def most_each(prompt: Prompt) -> int:
    """The most points that one item may get."""
    return prompt.max_each or prompt.budget


def rows(value: dict[str, int], prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """One row per item that got something. ``value_number``: its points."""
    return [{"item_id": item_id, "value_number": float(points)} for item_id, points in value.items()]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """Points by item; a row of 0 points is none."""
    return {row["item_id"]: plain(row["value_number"]) for row in rows if row["value_number"] != 0}
