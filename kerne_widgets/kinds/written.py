"""What all written answers have in common: a limit, and no more than text."""

from __future__ import annotations

from typing import Any

from ..errors import Problem

TEXT_MAX = 4_000


def check_text(value: Any, limit: int = TEXT_MAX) -> list[Problem]:
    """Problems with a text: not text, or over the limit in characters."""
    if not isinstance(value, str):
        return [Problem("kinds.not_text", value=repr(value)[:40])]
    if len(value) > limit:
        return [Problem("kinds.too_long", length=len(value), limit=limit)]
    if "\x00" in value:
        return [Problem("kinds.no_nul")]
    try:
        value.encode()
    except UnicodeEncodeError:
        return [Problem("kinds.broken_text")]
    return []


def check_filled(value: Any, blank: str) -> list[Problem]:
    """Problems with a text that must say something; ``blank`` is the key of what is said of one that does not."""
    return check_text(value) or ([] if value.strip() else [Problem(blank)])
