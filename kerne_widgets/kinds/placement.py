"""Placing work tasks, or others such as roles, between core and periphery; tasks with the hours they take.

Centrality is the distance from the centre: 0 is the core (*kerne*), 4 the rim (*periferi*).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..model import Prompt
from .numbers import ByItem, Ends, Numbers
from .whole import plain

NAME = "placement"
ITEMISED = True
SPREAD = False
COUNTED = True
READS = ("value_number",)
FIELDS = frozenset({"rings", "hours_max", "items", "items_from"})
REQUIRED = frozenset({"rings"})

CENTRALITY_MAX = 4
HOURS_MAX = 168
KEYS = {"centrality", "hours_week"}


def _rings(_: Prompt) -> Ends:
    return 0.0, float(CENTRALITY_MAX)


def _hours(_: Prompt) -> Ends:
    return 0.0, None


def _read(value: dict[str, Any], _: Prompt) -> ByItem:
    said = {"centrality": value["centrality"], "hours_week": value.get("hours_week")}
    return {"": {measure: float(number) for measure, number in said.items() if number is not None}}


NUMBERS = Numbers({"centrality": _rings, "hours_week": _hours}, _read, steps=("centrality",))


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with ``{"centrality": 0-4, "hours_week": hours or None}``."""
    if not isinstance(value, dict) or not set(value) <= KEYS or "centrality" not in value:
        return [Problem("kinds.not_a_placement", value=repr(value)[:60])]
    problems = []
    centrality = value["centrality"]
    if isinstance(centrality, bool) or not isinstance(centrality, int) or not 0 <= centrality <= CENTRALITY_MAX:
        problems.append(Problem("kinds.not_a_ring", value=repr(centrality)[:40]))
    hours = value.get("hours_week")
    if hours is not None and (
        isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 <= hours <= HOURS_MAX
    ):
        problems.append(Problem("kinds.not_hours", value=str(hours)[:40], limit=HOURS_MAX))
    return problems


def rows(value: dict[str, Any], prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_number``: the centrality; ``value_text``: the ring's name; ``hours_week``: hours a week, if given."""
    centrality = value["centrality"]
    return [
        {
            "value_number": float(centrality),
            "value_text": prompt.rings[centrality](lang),
            "hours_week": value.get("hours_week"),
        }
    ]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The ring, and the hours if there are any."""
    return {"centrality": plain(rows[0]["value_number"]), "hours_week": rows[0]["hours_week"]}


def as_hours(typed: str) -> float | int | str | None:
    """Hours as people write them, with a comma or a point; what is no number is left for the kind to refuse."""
    plain = typed.strip()
    if not plain:
        return None
    try:
        hours = float(plain.replace(",", "."))
    except ValueError:
        return plain
    return int(hours) if hours.is_integer() else hours
