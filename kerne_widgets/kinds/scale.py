"""A bipolar scale: a whole number from 1 to ``steps`` between two named ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..model import Prompt
from .numbers import STEP
from .whole import plain

NAME = "scale"
ITEMISED = False
SPREAD = False
COUNTED = True
READS = ("value_number",)
FIELDS = frozenset({"high", "lens", "low", "repeats", "steps"})
REQUIRED = frozenset({"low", "high"})
NUMBERS = STEP


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with a value that should be a whole number from 1 to ``prompt.steps``."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= prompt.steps:
        return [Problem("kinds.not_on_scale", question=prompt.text, value=repr(value)[:40], steps=prompt.steps)]
    return []


def rows(value: int, prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_number``: the step."""
    return [{"value_number": float(value)}]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The step."""
    return plain(rows[0]["value_number"])
