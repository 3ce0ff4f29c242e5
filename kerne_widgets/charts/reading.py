"""Reading: numbers out of frames, where a number may be missing in several ways."""

from __future__ import annotations


def known(value: object) -> float | None:
    """A number, or None for None, NaN and pandas' NA."""
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        return None
    found = float(value)
    return found if -1e9 < found < 1e9 else None
