"""Rows: names down the left side, one height and one size of letters for all, and a word of those left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..messages import text
from . import style
from .canvas import Canvas
from .lettering import ELLIPSIS, TIGHT, widest, wrap
from .packing import Rectangle

_SIZES = (40.0, 36.0, 32.0, 30.0, 28.0, 26.0, 24.0)
_LINES_MAX = 3


def set_rows(n: int, area: Rectangle, tallest: float) -> tuple[int, float, int]:
    """Rows shown, their height, and how many there is no room for."""
    down = area.bottom - area.top
    shown = min(n, int(down / 40))
    if shown < n:
        shown = int((down - 50) / 40)
        down -= 50
    return shown, min(down / shown, tallest), n - shown


def draw_names(
    canvas: Canvas,
    names: Sequence[str],
    area: Rectangle,
    pitch: float,
    *,
    bold: Collection[int] = (),
    largest: float = _SIZES[0],
) -> None:
    """The names of rows against the right side of an area, from its top down, all as large as the longest allows.

    ``bold`` are the places of those in bold.
    """
    sizes = [size for size in _SIZES if size <= largest]
    size, lines = _fitting(names, area.right - area.left, pitch, bold, sizes)
    for at, (name, found) in enumerate(zip(names, lines, strict=True)):
        y = area.top + pitch * (at + 0.5) - (len(found) - 1) * size * TIGHT / 2 + size * 0.36
        canvas.lines(area.right, y, found, size=size, pitch=TIGHT, bold=at in bold, align="right", hint=name)


def _fitting(
    names: Sequence[str], room: float, pitch: float, bold: Collection[int], sizes: Sequence[float]
) -> tuple[float, list[list[str]]]:
    """The largest letters in which no word is broken, else in which no name is cut, else the smallest."""
    longest = max((widest(name, at in bold) for at, name in enumerate(names)), default=0.0)
    set_out = []
    for size in sizes:
        n_lines = min(int(pitch * 0.98 / (size * TIGHT)), _LINES_MAX)
        if n_lines or size == sizes[-1]:
            found = [wrap(name, room, size, at in bold, max(n_lines, 1)) for at, name in enumerate(names)]
            set_out.append((size, found))
    whole = [one for one in set_out if not any(lines and lines[-1].endswith(ELLIPSIS) for lines in one[1])]
    unbroken = [one for one in whole if longest * one[0] <= room]
    return next(iter([*unbroken, *whole]), set_out[-1])


def draw_more(canvas: Canvas, area: Rectangle, dropped: int, key: str = "more") -> None:
    """How many rows there is no room for, at the foot of the area."""
    if dropped:
        words = text(f"charts.{key}", canvas.lang, n=dropped)
        canvas.text(area.left, area.bottom, words, size=style.BODY, bold=True, colour="core")
