"""Cards: a list of short texts, each an item of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..model import Prompt
from .written import check_filled

NAME = "cards"
ITEMISED = True
SPREAD = False
COUNTED = False
READS = ("value_text",)
FIELDS = frozenset({"gathers", "hints", "max_items", "wording"})
REQUIRED: frozenset[str] = frozenset()
NUMBERS = None


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with one card."""
    return check_filled(value, "kinds.blank_card")


def rows(value: str, prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_text``: the card; ``item_text``: the same, so that a card can be read as an item."""
    return [{"value_text": value, "item_text": value}]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The card."""
    return rows[0]["value_text"]
