"""Axis: a scale of steps across a picture of rows, with its ends in words, and the legend of what lies on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import style
from .canvas import Canvas
from .lettering import fit, width

HEAD = 118.0  # room over the rows for the ends and the steps
FOOT = 62.0  # room under them for the legend
_MARK = 11.0

DrawMark = Callable[[Canvas, float, float, float], None]
"""Draws a mark around a place, with a radius."""


@dataclass(frozen=True)
class Axis:
    """Where a scale lies, and its steps from 1."""

    left: float
    right: float
    steps: int

    def x(self, value: float) -> float:
        """Where a value lies."""
        return self.left + (self.right - self.left) * (value - 1) / (self.steps - 1)

    def draw(self, canvas: Canvas, low: str, high: str, top: float, bottom: float) -> None:
        """The ends and the steps over the rows, and a line down through them at each step."""
        half = (self.right - self.left) / 2 - 20
        for name, x, align in ((low, self.left - 14, "left"), (high, self.right + 14, "right")):
            canvas.text(x, top - 66, fit(name, half, style.BODY, True), bold=True, align=align, hint=name)
        for step in range(1, self.steps + 1):
            canvas.text(self.x(step), top - 20, str(step), size=style.SMALL, colour="mute", align="center")
            canvas.line(self.x(step), top - 6, self.x(step), bottom)


def draw_legend(
    canvas: Canvas, marks: Sequence[tuple[DrawMark, str]], said: str, left: float, y: float, right: float
) -> None:
    """Each mark with what it stands for, and at the right side what else is to know, where there is room for it."""
    x = left
    for draw, words in marks:
        draw(canvas, x + 12, y - 9, _MARK)
        canvas.text(x + 34, y, words, size=style.SMALL)
        x += 34 + width(words, style.SMALL) + 40
    if x + width(said, style.SMALL) <= right:
        canvas.text(right, y, said, size=style.SMALL, colour="mute", align="right")
