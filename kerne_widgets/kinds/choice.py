"""One of a few fixed options, by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..model import Prompt
from .numbers import Numbers, shares

NAME = "choice"
ITEMISED = False
SPREAD = False
COUNTED = True
READS = ("value_text",)
FIELDS = frozenset({"options"})
REQUIRED = frozenset({"options"})
NUMBERS = Numbers(
    {"chosen": shares},
    lambda value, prompt: {option.key: {"chosen": float(option.key == value)} for option in prompt.options},
)


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with a value that should be the key of an option."""
    keys = [option.key for option in prompt.options]
    if value not in keys:
        return [Problem("kinds.not_an_option", question=prompt.text, value=repr(value)[:40], allowed=", ".join(keys))]
    return []


def rows(value: str, prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_text``: the key; ``value_number``: its place among the options, from 1."""
    keys = [option.key for option in prompt.options]
    return [{"value_text": value, "value_number": float(keys.index(value) + 1)}]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The key, with blanks around it forgiven."""
    return rows[0]["value_text"].strip()
