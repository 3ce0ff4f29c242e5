"""Gap: how far it is from now to what is wanted, the longest way first.

Two dots on one line say how far and which way at a glance; a radar would hide both in its angles, and its area
would depend on the order of the items.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import clean, fit, width
from .packing import Rectangle
from .rows import draw_more, draw_name, set_rows
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

_FEW = 5  # below this many answers the dots are hollow
_SCALE = 118.0  # room for the names of the ends and the numbers of the steps
_LEGEND = 62.0
_NAMES = 0.36


@dataclass(frozen=True)
class _Row:
    name: str
    n: int
    now: float
    wanted: float

    @property
    def gap(self) -> float:
        return round(self.wanted - self.now, 1)


def plot_gap(
    items: pd.DataFrame,
    low: str,
    high: str,
    now: str,
    wanted: str,
    title: str | None = None,
    *,
    steps: int = 5,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Two dots per item on one scale, and how far they are apart; the item with the longest way comes first.

    Parameters
    ----------
    items
        Columns ``item`` (``""`` when the question is about one thing), ``n`` (people who gave both), ``now`` and
        ``wanted`` (their means).
    low, high
        Names of the ends of the scale.
    now, wanted
        Names of the two dots.
    title
        The question that was answered.
    steps
        Steps of the scale.
    lang
        ``"da"`` or ``"en"``.
    size
        Width and height in inches; 100 pixels to the inch.
    """
    canvas = Canvas(size, lang)
    now, wanted, low, high = (clean(words) for words in (now, wanted, low, high))
    columns = zip(items["item"], items["n"], items["now"], items["wanted"], strict=True)
    read = [_Row(clean(name), int(n), float(a) if n else 0.0, float(b) if n else 0.0) for name, n, a, b in columns]
    answered = sorted((row for row in read if row.n), key=lambda row: -abs(row.gap))
    rows = answered + [row for row in read if not row.n]
    n = max((row.n for row in rows), default=0)
    subtitle = text("charts.people", lang, n=n) if n else text("charts.no_answers", lang)
    top = canvas.heading(title or text("charts.gap_title", lang), subtitle)
    described = [_describe(row, now, wanted, lang) for row in rows]
    ends = f"1 = {low}, {steps} = {high}"
    canvas.chart.description = "\n".join([subtitle, ends, *described])
    area = Rectangle(style.MARGIN, top + _SCALE, canvas.width - style.MARGIN, canvas.height - 36 - _LEGEND)
    if not answered:
        draw_empty(canvas, Rectangle(area.left, top, area.right, canvas.height - 40), "no_answers")
        return canvas.chart
    shown, pitch, dropped = set_rows(len(rows), area, 190.0)
    named = any(row.name for row in rows)
    left = area.left + ((area.right - area.left) * _NAMES if named else 0) + 40
    right = area.right - 150
    foot = area.top + pitch * shown
    _draw_scale(canvas, low, high, steps, Rectangle(left, area.top, right, foot))
    for at, (row, hint) in enumerate(zip(rows[:shown], described, strict=False)):
        middle = area.top + pitch * (at + 0.5)
        if row.name:
            draw_name(canvas, row.name, left - 48, middle, pitch, area.left, bold=False)
        _draw_pair(canvas, row, Rectangle(left, middle, right, middle), steps, min(pitch * 0.24, 23.0), hint)
    if any(0 < row.n < _FEW for row in rows):
        wanted = f"{wanted} · {text('charts.hollow_few', lang)}"
    _draw_legend(canvas, now, wanted, left, canvas.height - 44, area.right)
    draw_more(canvas, Rectangle(area.left, area.top, area.right, canvas.height - 44), dropped)
    return canvas.chart


def _x(value: float, steps: int, room: Rectangle) -> float:
    return room.left + (room.right - room.left) * (value - 1) / (steps - 1)


def _draw_scale(canvas: Canvas, low: str, high: str, steps: int, room: Rectangle) -> None:
    half = (room.right - room.left) / 2 - 20
    for name, x, align in ((low, room.left - 14, "left"), (high, room.right + 14, "right")):
        canvas.text(x, room.top - 66, fit(name, half, style.BODY, True), bold=True, align=align, hint=name)
    for step in range(1, steps + 1):
        x = _x(step, steps, room)
        canvas.text(x, room.top - 20, str(step), size=style.SMALL, colour="mute", align="center")
        canvas.line(x, room.top - 6, x, room.bottom)


def _draw_pair(canvas: Canvas, row: _Row, room: Rectangle, steps: int, radius: float, hint: str) -> None:
    y = room.top
    if not row.n:
        words = text("charts.no_answers", canvas.lang)
        canvas.text(room.left, y + 9, words, size=style.SMALL, colour="mute")
        return
    few = row.n < _FEW
    start, end = _x(row.now, steps, room), _x(row.wanted, steps, room)
    canvas.line(start, y, end, y, colour=mix("core", "card", 0.45), line_width=radius * 0.7)
    draw_now(canvas, start, y, radius)
    draw_wanted(canvas, end, y, radius, few=few, hint=hint)
    sign = "+" if row.gap > 0 else "−" if row.gap < 0 else ""
    told = f"{sign}{number(abs(row.gap), canvas.lang, 1)}"
    canvas.text(room.right + 148, y + 11, told, size=30, bold=not few, align="right", colour="mute" if few else "ink")


def draw_now(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """The dot that says how it is."""
    canvas.shape(Path.circle((x, y), radius), fill="card", edge="ink", line_width=3.5)


def draw_wanted(canvas: Canvas, x: float, y: float, radius: float, *, few: bool = False, hint: str = "") -> None:
    """The dot that says how it is to be; hollow when few have answered."""
    look = {"fill": "paper", "edge": "core", "dashed": True} if few else {"fill": "core", "edge": "core"}
    canvas.shape(Path.circle((x, y), radius), line_width=3.5, hint=hint, **look)


def _draw_legend(canvas: Canvas, now: str, wanted: str, left: float, y: float, right: float) -> None:
    said = text("charts.gap_legend", canvas.lang)
    draw_now(canvas, left + 12, y - 9, 11)
    canvas.text(left + 34, y, now, size=style.SMALL)
    x = left + 34 + width(now, style.SMALL) + 44
    draw_wanted(canvas, x, y - 9, 11)
    canvas.text(x + 22, y, wanted, size=style.SMALL)
    x += 22 + width(wanted, style.SMALL) + 44
    if x + width(said, style.SMALL) <= right:
        canvas.text(right, y, said, size=style.SMALL, colour="mute", align="right")


def _describe(row: _Row, now: str, wanted: str, lang: str) -> str:
    if not row.n:
        return text("charts.described_count", lang, name=row.name or now, count=0)
    a, b, gap = (number(value, lang, 1) for value in (row.now, row.wanted, row.gap))
    said = text("charts.described_gap", lang, now=now, at=a, wanted=wanted, to=b, gap=gap, count=row.n)
    return f"{row.name}: {said}" if row.name else said
