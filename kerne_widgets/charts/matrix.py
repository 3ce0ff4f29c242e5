"""Matrix: a number for each two of several things, as a table with one half."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..messages import number, text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .few import is_few, say_answers, say_people
from .figure import Chart
from .lettering import TIGHT, clean, fit, widest, width, wrap
from .packing import Rectangle
from .rows import draw_names
from .style import mix
from .terms import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_MOST = 9  # names; more would be read by nobody
_GAP = 10.0
_FOOT = 120.0
_WIDEST, _TALLEST = 430.0, 190.0
_DARK = 0.5  # from here on, letters on a cell are light


@dataclass(frozen=True)
class _Cell:
    one: str
    other: str
    n: int
    middle: float


def plot_pair_matrix(
    pairs: pd.DataFrame,
    names: Sequence[str],
    low: str,
    high: str,
    title: str | None = None,
    *,
    steps: int = 5,
    n_participants: int,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """How a room rates each two of several things; the darker, the closer to the high end.

    Parameters
    ----------
    pairs
        Columns ``one``, ``other`` (places in ``names``), ``n`` (answers) and ``mean`` (step).
    names
        The things.
    low, high
        Names of the ends of the scale.
    steps
        Steps of the scale.
    n_participants
        How many have answered about a pair.
    """
    canvas = Canvas(size, lang)
    shown = [clean(name) for name in names][:_MOST]
    low, high = clean(low), clean(high)
    cells: dict[tuple[int, int], _Cell] = {}
    for one, other, n, mean in zip(pairs["one"], pairs["other"], pairs["n"], pairs["mean"], strict=True):
        first, second = sorted((int(one), int(other)))
        if second < len(shown) and n:
            cells[first, second] = _Cell(shown[first], shown[second], int(n), float(mean))
    subtitle = say_people(n_participants if cells else 0, lang)
    described = [_describe(cell, lang) for cell in cells.values()]
    top = canvas.heading(
        title or text("charts.matrix_title", lang), subtitle, [f"1 = {low}, {steps} = {high}", *described]
    )
    if not cells:
        area = canvas.room(top, 40)
        return draw_empty(canvas, area, "no_answers")
    area = canvas.room(top + 20, 44 + _FOOT)
    _draw_table(canvas, shown, cells, area, steps)
    _draw_legend(canvas, low, high, steps, Rectangle(area.left, area.bottom + 40, area.right, canvas.height - 44))
    return canvas.chart


def _draw_table(
    canvas: Canvas, names: Sequence[str], cells: dict[tuple[int, int], _Cell], area: Rectangle, steps: int
) -> None:
    """Rows are all names but the first, columns all but the last; each column's name stands on top of its stair."""
    n = len(names) - 1
    left = area.left + (area.right - area.left) * 0.26
    size = 26.0 if n < 6 else 24.0
    # a name stands where its stair begins and goes on over nothing, so only those of the last columns want room
    beyond = max(_wanted(name, size) - (area.right - left) * (n - at) / n for at, name in enumerate(names[:-1]))
    beyond = min(max(beyond, 0.0), (area.right - area.left) * 0.14)
    across = min((area.right - left - beyond) / n, _WIDEST)
    header = size * TIGHT * 1.6
    down = min((area.bottom - area.top - header) / n, _TALLEST)
    left += max((area.right - left - across * n - beyond) / 3, 0)
    top = area.top + header
    for at, name in enumerate(names[:-1]):
        x = left + across * at + _GAP / 2
        lines = wrap(name, area.right - x, size, True, max(int((down if at else header) / (size * TIGHT)), 1))
        y = top + down * at - 12 - (len(lines) - 1) * size * TIGHT
        canvas.lines(x, y, lines, size=size, pitch=TIGHT, bold=True, hint=name)
    draw_names(canvas, names[1:], Rectangle(area.left, top, left - 22, area.bottom), down, bold=range(n), largest=size)
    for second in range(1, len(names)):
        for first in range(second):
            x, y = left + across * first, top + down * (second - 1)
            room = Rectangle(x + _GAP / 2, y + _GAP / 2, x + across - _GAP / 2, y + down - _GAP / 2)
            _draw_cell(canvas, cells.get((first, second)), room, steps)


def _wanted(name: str, size: float) -> float:
    """Room in which a name takes two lines and no word of it is broken."""
    return max(widest(name, True), width(name, 0.62, True)) * size + _GAP


def _draw_cell(canvas: Canvas, cell: _Cell | None, room: Rectangle, steps: int) -> None:
    x, y = (room.left + room.right) / 2, (room.top + room.bottom) / 2
    across, down = room.right - room.left, room.bottom - room.top
    waiting: dict[str, Any] = {"fill": "paper", "edge": "line", "line_width": 2.5, "dashed": True}
    if cell is None:
        canvas.box(room.left, room.top, across, down, **waiting)
        words = text("charts.no_answers_cell", canvas.lang)
        canvas.text(x, y + 8, fit(words, across - 12, 24), size=24, colour="mute", align="center")
        return
    few, share = is_few(cell.n), (cell.middle - 1) / (steps - 1)
    look = waiting if few else {"fill": _fill(share)}
    canvas.box(room.left, room.top, across, down, hint=_describe(cell, canvas.lang), **look)
    colour = "mute" if few else "card" if share >= _DARK else "ink"
    told = number(cell.middle, canvas.lang, 1)
    canvas.text(x, y + 14, told, size=min(42.0, down * 0.5), bold=not few, align="center", colour=colour)


def _fill(share: float) -> str:
    # a step in the middle, so that letters are read on both sides of it
    return mix("card", "core", 0.75 + 0.5 * (share - _DARK) if share >= _DARK else 0.06 + 0.7 * share)


def _draw_legend(canvas: Canvas, low: str, high: str, steps: int, room: Rectangle) -> None:
    box = 52.0
    across = steps * (box + 6)
    half = (room.right - room.left - across) / 2 - 24
    x = (room.left + room.right - across) / 2
    y = room.top + 30
    canvas.text(x - 18, y + 9, fit(low, half, style.BODY), align="right", hint=low)
    for step in range(1, steps + 1):
        share = (step - 1) / (steps - 1)
        canvas.box(x, y - box / 2, box, box, radius=8, fill=_fill(share), edge="line", line_width=1.5)
        colour = "card" if share >= _DARK else "ink"
        canvas.text(x + box / 2, y + 9, str(step), size=style.SMALL, align="center", colour=colour)
        x += box + 6
    canvas.text(x + 12, y + 9, fit(high, half, style.BODY), hint=high)
    said = text("charts.matrix_legend", canvas.lang, few=terms().few)
    if width(said, style.SMALL) <= room.right - room.left:
        canvas.text(
            (room.left + room.right) / 2, room.bottom + 10, said, size=style.SMALL, colour="mute", align="center"
        )


def _describe(cell: _Cell, lang: str) -> str:
    pair = text("charts.pair", lang, one=cell.one, other=cell.other)
    count = say_answers(cell.n, lang)
    return text("charts.described_count", lang, name=pair, count=f"{number(cell.middle, lang, 1)} · {count}")
