"""Marks: a task on a chart, in the shape of its verdict, with its number."""

from __future__ import annotations

import math

from matplotlib.path import Path

from .canvas import Canvas, rounded
from .lettering import width
from .style import verdict_style

_CAP = 0.73  # height of a digit in font sizes
# Half a side (square) or diagonal (diamond) for a shape that stays within a circle of radius 1, corners rounded.
_SQUARE, _DIAMOND = 0.78, 1.0
DISC = 0.93  # a circle as large to the eye as those two


def outline(shape: str, x: float, y: float, radius: float) -> Path:
    """The shape as a path; it stays within the circle of that radius."""
    if shape == "square":
        half = _SQUARE * radius
        return rounded(
            [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)], 0.3 * radius
        )
    if shape == "diamond":
        half = _DIAMOND * radius
        return rounded([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], 0.25 * radius)
    return Path.circle((x, y), DISC * radius)


def draw_mark(
    canvas: Canvas, verdict: str, x: float, y: float, radius: float, number: str = "", *, hint: str = ""
) -> None:
    """A mark with its number in the middle, as large as the shape allows."""
    look = verdict_style(verdict)
    canvas.shape(
        outline(look.shape, x, y, radius),
        fill=look.fill,
        edge=look.edge,
        line_width=2.5 if look.dashed else 2,
        dashed=look.dashed,
        hint=hint,
    )
    if number:
        size = number_size(look.shape, radius, number)
        canvas.text(x, y + size * _CAP / 2, number, size=size, colour=look.number, bold=True, align="center", hint=hint)


def number_size(shape: str, radius: float, number: str) -> float:
    """Font size at which a number fits inside the shape."""
    across, down = width(number, 1, True) / 2, _CAP / 2
    if shape == "diamond":
        fits = 0.99 * _DIAMOND * radius / (across + down)
    elif shape == "square":
        fits = 0.84 * _SQUARE * radius / max(across, down)
    else:
        fits = 0.86 * radius / math.hypot(across, down)
    return min(fits, 1.08 * radius, 34)
