"""Answers that name the items they are about: what an item's id may be."""

from __future__ import annotations

import re
from typing import Any

_ITEM_ID = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)


def is_item_id(value: Any) -> bool:
    """Whether a value can be the id of an item."""
    return isinstance(value, str) and bool(_ITEM_ID.fullmatch(value))
