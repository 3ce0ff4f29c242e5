"""Style: the theme's colours and the wall's type sizes as the charts use them."""

from __future__ import annotations

from dataclasses import dataclass

from .. import contrast, theme

WALL_DPI = 100
WALL = (1920, 1080)  # the screen all sizes are thought on
WALL_INCHES = (19.2, 10.8)

TITLE = 46
SUBTITLE = 25
BODY = 26
SMALL = 24  # nothing smaller is read from 10 m
SMALLEST = 16  # only where 40 tasks must be listed

MARGIN = 64


@dataclass(frozen=True)
class VerdictStyle:
    """How a verdict looks: a shape, so that no one needs the colour, and colours for mark, number and heading."""

    shape: str
    fill: str
    edge: str
    number: str
    heading: str
    dashed: bool = False


VERDICTS = ("core", "disputed", "periphery", "too_few")


def colour(name: str) -> str:
    """A colour of the theme, ``#rrggbb``."""
    return theme.load().colours[name]


def verdict_style(verdict: str) -> VerdictStyle:
    """The look of a verdict; one that is not known looks like too few answers."""
    ink, card, mute = colour("ink"), colour("card"), colour("mute")
    if verdict == "core":
        return VerdictStyle("circle", colour("core"), card, card, colour("core"))
    if verdict == "disputed":
        return VerdictStyle("diamond", colour("disputed"), card, ink, colour("disputed-text"))
    if verdict == "periphery":
        return VerdictStyle("square", colour("periphery"), card, ink, colour("periphery-text"))
    return VerdictStyle("circle", colour("paper"), mute, mute, mute, dashed=True)


def mix(name: str, other: str, share: float) -> str:
    """A colour of the theme with a share of another in it."""
    return contrast.mix(colour(name), colour(other), share)
