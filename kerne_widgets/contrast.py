"""Contrast between two colours, and the nearest colour that has enough of it.

Source: W3C, Web Content Accessibility Guidelines 2.2 (2023), success criteria 1.4.3 and 1.4.11.
"""

from __future__ import annotations

from collections.abc import Iterable

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


def nearest(colour: str, grounds: Iterable[str], least: float) -> str:
    """The colour nearest to one, darker or lighter, that can be told from every ground; ``""`` when none can."""
    others = list(grounds)
    for step in range(_TRIES + 1):
        for end in (0, 255):
            mixed = _mixed(colour, end, step / _TRIES)
            if all(contrast(mixed, ground) >= least for ground in others):
                return mixed
    return ""


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _mixed(colour: str, end: int, share: float) -> str:
    return "#" + "".join(f"{round(part + (end - part) * share):02x}" for part in _parts(colour))


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
