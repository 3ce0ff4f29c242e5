"""Answers that name the items they are about: what an item's id may be, and which items they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .pairing import items_of

_ITEM_ID = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)


def is_item_id(value: Any) -> bool:
    """Whether a value can be the id of an item."""
    return isinstance(value, str) and bool(_ITEM_ID.fullmatch(value))


def items_in(given: Mapping[str, Any]) -> set[str]:
    """The items that someone's answers to a prompt, by item or pair, are about; one answer may hold several."""
    held = given.get("")
    several = [item for item in held if is_item_id(item)] if isinstance(held, list | dict) else []
    return {item for name in given if name for item in items_of(name)} | set(several)
