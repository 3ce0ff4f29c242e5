"""A gap: two steps on one scale, such as how it is now and how one wants it, for the prompt or for each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..model import Prompt
from .numbers import ByItem, Ends, Numbers, steps_of
from .stepped import check_steps, rows_of, value_of

NAME = "gap"
ITEMISED = True
SPREAD = False
COUNTED = True
READS: tuple[str, ...] = ()
FIELDS = frozenset({"low", "high", "steps", "now", "wanted", "items", "items_from"})
REQUIRED = frozenset({"low", "high", "now", "wanted"})

PARTS = ("now", "wanted")


def _distances(prompt: Prompt) -> Ends:
    return 1.0 - prompt.steps, prompt.steps - 1.0


def _read(value: dict[str, int], _: Prompt) -> ByItem:
    found = {part: float(value[part]) for part in PARTS if part in value}
    if len(found) == len(PARTS):
        found["gap"] = found["wanted"] - found["now"]
    return {"": found}


NUMBERS = Numbers({"now": steps_of, "wanted": steps_of, "gap": _distances}, _read, steps=PARTS)


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with ``{"now": step, "wanted": step}``; one of them may be missing."""
    return check_steps(value, prompt, PARTS)


def rows(value: dict[str, int], prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_number``: now; ``value_second``: wanted."""
    return rows_of(value, PARTS)


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The two steps."""
    return value_of(rows[0], PARTS)
