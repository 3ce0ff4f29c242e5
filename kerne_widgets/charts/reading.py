"""Reading: numbers out of frames, where a number may be missing in several ways, and differences in words."""

from __future__ import annotations

from ..messages import number, text


def known(value: object) -> float | None:
    """A number, or None for None, NaN and pandas' NA."""
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        return None
    found = float(value)
    return found if -1e9 < found < 1e9 else None


def percent(share: float, lang: str) -> str:
    """A share in whole percent."""
    return text("charts.percent", lang, value=number(100 * share, lang))


def signed(value: float, lang: str) -> str:
    """A difference with its sign and one decimal."""
    rounded = round(value, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return sign + number(abs(rounded), lang, 1)
