"""Contrast between two colours, mixtures of them, and the nearest colour that has enough of it.

Source: W3C, Web Content Accessibility Guidelines 2.2 (2023), success criteria 1.4.3 and 1.4.11.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

TEXT, CONTROL = 4.5, 3.0
_TRIES = 100


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, ``#rrggbb`` each, from 1 to 21.

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """A colour with a share of another in it; opaque, so that it prints and overlaps cleanly.

    Examples
    --------
    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(own + (new - own) * share):02x}" for own, new in pairs)


def nearest(colour: str, fits: Callable[[str], bool]) -> str:
    """The colour nearest to one, darker or lighter, that fits; ``""`` when none does."""
    for step in range(_TRIES + 1):
        for end in ("#000000", "#ffffff"):
            mixed = mix(colour, end, step / _TRIES)
            if fits(mixed):
                return mixed
    return ""


def is_read_on(colour: str, grounds: Iterable[str]) -> bool:
    """Whether letters of a colour can be read on every ground."""
    return all(contrast(colour, ground) >= TEXT for ground in grounds)


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


@lru_cache(maxsize=1024)
def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
