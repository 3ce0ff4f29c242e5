"""What all answers with two numbers on a scale have in common: each is a step, and one may still be missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..model import Prompt
from . import scale
from .whole import plain


def check_steps(value: Any, prompt: Prompt, keys: Sequence[str]) -> list[Problem]:
    """Problems with ``{key: step}``; at least one of the keys must be there."""
    if not isinstance(value, dict) or not value or not set(value) <= set(keys):
        allowed = ", ".join(f"{key}: 1-{prompt.steps}" for key in keys)
        return [Problem("kinds.not_steps", question=prompt.text, value=repr(value)[:40], allowed=allowed)]
    return [problem for part in value.values() for problem in scale.check(part, prompt)]


def rows_of(value: Mapping[str, int], keys: Sequence[str]) -> list[dict[str, Any]]:
    """``value_number``: the first step; ``value_second``: the other."""
    first, second = (float(value[key]) if key in value else None for key in keys)
    return [{"value_number": first, "value_second": second}]


def value_of(row: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """The steps of a row, by key; those that are missing are left out."""
    cells = zip(keys, (row["value_number"], row["value_second"]), strict=True)
    return {key: plain(cell) for key, cell in cells if cell is not None}
