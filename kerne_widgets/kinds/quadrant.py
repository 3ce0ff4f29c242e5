"""A place in a field of two axes, for the prompt or for each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..model import Prompt
from .numbers import Numbers, steps_of
from .stepped import check_steps, rows_of, value_of

NAME = "quadrant"
ITEMISED = True
SPREAD = False
COUNTED = True
READS: tuple[str, ...] = ()
FIELDS = frozenset({"x", "y", "corners", "zone", "steps", "items", "items_from"})
REQUIRED = frozenset({"x", "y", "corners"})

PARTS = ("x", "y")
NUMBERS = Numbers(
    dict.fromkeys(PARTS, steps_of),
    lambda value, _: {"": {part: float(value[part]) for part in PARTS if part in value}},
    steps=PARTS,
)


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with ``{"x": step, "y": step}``, both counted from the low end; one of them may be missing."""
    return check_steps(value, prompt, PARTS)


def rows(value: dict[str, int], prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_number``: the step across; ``value_second``: the step up."""
    return rows_of(value, PARTS)


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The two steps."""
    return value_of(rows[0], PARTS)
