"""Comparing items two at a time: which of the two it is, or both alike.

A pair is named by its two items in the order of their ids, ``"a/b"``, whoever saw which of them first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..model import Prompt
from .about_items import is_item_id
from .pairing import items_of

NAME = "pairs"
ITEMISED = True
SPREAD = False
COUNTED = True
READS = ("value_text",)
FIELDS = frozenset({"items", "items_from", "items_max", "pairs_max"})
REQUIRED: frozenset[str] = frozenset()
NUMBERS = None

EQUAL = "equal"


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with a value that should be an item of the pair, or ``"equal"``."""
    return [] if is_item_id(value) else [_not_a_winner(value, prompt)]


def check_winner(value: Any, pair_id: str, prompt: Prompt) -> list[Problem]:
    """Problems with a value as an answer about one pair: it may be another item's."""
    return [] if value in (EQUAL, *items_of(pair_id)) else [_not_a_winner(value, prompt)]


def rows(value: str, prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_text``: the item that was preferred, or ``equal``."""
    return [{"value_text": value}]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The item that was preferred."""
    return rows[0]["value_text"].strip()


def _not_a_winner(value: Any, prompt: Prompt) -> Problem:
    return Problem("kinds.not_a_winner", question=prompt.text, value=repr(value)[:40])
