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
from .axis import FOOT, HEAD, Axis, draw_legend
from .bars import STEP, Bars, Series
from .canvas import Canvas
from .empty import draw_empty
from .few import hollow, is_few, say_people
from .figure import Chart
from .lettering import clean
from .packing import Rectangle
from .reading import signed
from .rows import draw_more, draw_names, set_rows
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

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
    steps
        Steps of the scale.
    """
    canvas = Canvas(size, lang)
    now, wanted, low, high = (clean(words) for words in (now, wanted, low, high))
    columns = zip(items["item"], items["n"], items["now"], items["wanted"], strict=True)
    read = [_Row(clean(name), int(n), float(a) if n else 0.0, float(b) if n else 0.0) for name, n, a, b in columns]
    answered = sorted((row for row in read if row.n), key=lambda row: -abs(row.gap))
    rows = answered + [row for row in read if not row.n]
    n = max((row.n for row in rows), default=0)
    subtitle = say_people(n, lang)
    described = [_describe(row, now, wanted, lang) for row in rows]
    ends = f"1 = {low}, {steps} = {high}"
    top = canvas.heading(title or text("charts.gap_title", lang), subtitle, [ends, *described])
    area = canvas.room(top + HEAD, 36 + FOOT)
    if not answered:
        return draw_empty(canvas, canvas.room(top, 40), "no_answers")
    shown, pitch, dropped = set_rows(len(rows), area, 220.0)
    named = any(row.name for row in rows)
    left = area.left + ((area.right - area.left) * _NAMES if named else 0) + 40
    right = area.right - 150
    axis = Axis(left, right, steps)
    axis.draw(canvas, low, high, area.top, area.top + pitch * shown)
    draw_names(canvas, [row.name for row in rows[:shown]], Rectangle(area.left, area.top, left - 48, 0), pitch)
    for at, (row, hint) in enumerate(zip(rows[:shown], described, strict=False)):
        _draw_pair(canvas, row, axis, area.top + pitch * (at + 0.5), min(pitch * 0.24, 23.0), hint)
    few = any(row.n and is_few(row.n) for row in rows)
    said = text("charts.hollow_few" if few else "charts.gap_legend", lang)
    draw_legend(canvas, [(draw_now, now), (draw_wanted, wanted)], said, left, canvas.height - 44, area.right)
    draw_more(canvas, Rectangle(area.left, area.top, area.right, canvas.height - 44), dropped)
    means = ((now, (round(row.now, 1) for row in answered)), (wanted, (round(row.wanted, 1) for row in answered)))
    canvas.chart.bars = Bars(
        tuple(row.name for row in answered),
        tuple(Series(name, tuple(values)) for name, values in means),
        number_format=STEP,
        hollow=hollow(row.n for row in answered),
        span=(1, steps),
        foot=(ends, said),
    )
    return canvas.chart


def _draw_pair(canvas: Canvas, row: _Row, axis: Axis, y: float, radius: float, hint: str) -> None:
    if not row.n:
        words = text("charts.no_answers", canvas.lang)
        canvas.text(axis.left, y + 9, words, size=style.SMALL, colour="mute")
        return
    few = is_few(row.n)
    start, end = axis.x(row.now), axis.x(row.wanted)
    canvas.line(start, y, end, y, colour=mix("core", "card", 0.45), line_width=radius * 0.7)
    # where both dots lie in one place, each is seen around the other
    draw_now(canvas, start, y, radius * (1.35 if abs(end - start) < radius else 1))
    draw_wanted(canvas, end, y, radius * (0.8 if abs(end - start) < radius else 1), few=few, hint=hint)
    told = signed(row.gap, canvas.lang)
    canvas.text(axis.right + 148, y + 11, told, size=30, bold=not few, align="right", colour="mute" if few else "ink")


def draw_now(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """The dot that says how it is."""
    canvas.shape(Path.circle((x, y), radius), fill="card", edge="ink", line_width=3.5)


def draw_wanted(canvas: Canvas, x: float, y: float, radius: float, *, few: bool = False, hint: str = "") -> None:
    """The dot that says how it is to be; hollow when few have answered."""
    look = {"fill": "paper", "edge": "core", "dashed": True} if few else {"fill": "core", "edge": "core"}
    canvas.shape(Path.circle((x, y), radius), line_width=3.5, hint=hint, **look)


def _describe(row: _Row, now: str, wanted: str, lang: str) -> str:
    if not row.n:
        return text("charts.described_count", lang, name=row.name or now, count=0)
    a, b, gap = (number(value, lang, 1) for value in (row.now, row.wanted, row.gap))
    said = text("charts.described_gap", lang, now=now, at=a, wanted=wanted, to=b, gap=gap, count=row.n)
    return f"{row.name}: {said}" if row.name else said
