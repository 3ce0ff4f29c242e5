"""A bipolar scale: a whole number from 1 to ``steps`` between two named ends."""

from __future__ import annotations

from typing import Any

from ..errors import Problem
from ..model import Prompt

NAME = "scale"
ITEMISED = False
FIELDS = frozenset({"low", "high", "steps"})
REQUIRED = frozenset({"low", "high"})


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with a value that should be a whole number from 1 to ``prompt.steps``."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= prompt.steps:
        return [Problem("kinds.not_on_scale", question=prompt.text, value=repr(value)[:40], steps=prompt.steps)]
    return []


def columns(value: int, prompt: Prompt, lang: str) -> dict[str, Any]:
    """``value_number``: the step."""
    return {"value_number": float(value)}
