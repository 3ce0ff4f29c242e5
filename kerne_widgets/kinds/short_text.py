"""One line of text."""

from __future__ import annotations

from typing import Any

from ..errors import Problem
from ..model import Prompt
from .written import check_text

NAME = "short_text"
ITEMISED = False
FIELDS: frozenset[str] = frozenset()
REQUIRED: frozenset[str] = frozenset()


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with a value that should be text."""
    return check_text(value)


def columns(value: str, prompt: Prompt, lang: str) -> dict[str, Any]:
    """``value_text``: the text."""
    return {"value_text": value}
