"""One line of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..model import Prompt
from .written import check_text

NAME = "short_text"
ITEMISED = False
SPREAD = False
COUNTED = False
READS = ("value_text",)
FIELDS = frozenset({"gathers", "hints", "repeats", "wording"})
REQUIRED: frozenset[str] = frozenset()
NUMBERS = None


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with a value that should be text."""
    return check_text(value)


def rows(value: str, prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_text``: the text."""
    return [{"value_text": value}]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The text."""
    return rows[0]["value_text"]
