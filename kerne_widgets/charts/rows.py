"""Rows: names down the left side, one height for all, and a word of those there is no room for."""

from __future__ import annotations

from ..messages import text
from . import style
from .canvas import Canvas
from .lettering import LINE, wrap
from .packing import Rectangle


def set_rows(n: int, area: Rectangle, tallest: float) -> tuple[int, float, int]:
    """Rows shown, their height, and how many there is no room for."""
    down = area.bottom - area.top
    shown = min(n, int(down / 40))
    if shown < n:
        shown = int((down - 50) / 40)
        down -= 50
    return shown, min(down / shown, tallest), n - shown


def draw_name(canvas: Canvas, name: str, right: float, middle: float, pitch: float, left: float, *, bold: bool) -> None:
    """A name against the bar on its right, on as many lines as the row holds."""
    size, lines = float(style.SMALL), [""]
    # a name that would be cut is rather set smaller
    for size in (style.BODY + 4, style.SMALL) if pitch > 60 else (style.SMALL,):
        lines = wrap(name, right - left, size, bold, max(int(pitch * 0.96 / (size * LINE)), 1))
        if lines and not lines[-1].endswith("…"):
            break
    y = middle - (len(lines) - 1) * size * LINE / 2 + size * 0.36
    canvas.lines(right, y, lines, size=size, bold=bold, align="right", hint=name)


def draw_more(canvas: Canvas, area: Rectangle, dropped: int) -> None:
    """How many rows there is no room for, at the foot of the area."""
    if dropped:
        words = text("charts.more", canvas.lang, n=dropped)
        canvas.text(area.left, area.bottom, words, size=style.BODY, bold=True, colour="core")
