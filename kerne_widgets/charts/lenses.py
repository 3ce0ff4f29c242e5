"""Lenses: what is decided, what is done and what is experienced of each dimension, and what is lost between them.

Each lens has a lane of its own inside the row, so that equal answers never cover one another, and the line through
the three leans the way it goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import clean, fit, width
from .packing import Rectangle
from .reading import known
from .rows import draw_more, draw_name, set_rows
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

_FEW = 5  # below this many answers a mark is dashed, and no gap is said
_SCALE = 118.0  # room for the names of the ends and the numbers of the steps
_LEGEND = 62.0
_NAMES = 0.22
_GAPS = 400.0  # room for the two columns of gaps
_LOST = 0.5  # a gap of half a step or more is one to talk about
_LENSES = ("decided", "done", "experienced")


@dataclass(frozen=True)
class _Seen:
    n: int
    mean: float
    gap: float | None


def plot_lenses(
    lenses: pd.DataFrame,
    low: str,
    high: str,
    title: str | None = None,
    *,
    steps: int = 5,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Three marks per dimension on one scale, with the gaps between them in numbers.

    Parameters
    ----------
    lenses
        Columns ``dimension``, ``lens`` (``"decided"``, ``"done"``, ``"experienced"``), ``n``, ``mean`` and ``gap``
        (from the lens before it; missing when too few have answered both).
    low, high
        Names of the ends of the scale.
    title
        What is asked.
    steps
        Steps of the scale.
    lang
        ``"da"`` or ``"en"``.
    size
        Width and height in inches; 100 pixels to the inch.
    """
    canvas = Canvas(size, lang)
    low, high = clean(low), clean(high)
    rows = _read(lenses)
    n = max((seen.n for row in rows.values() for seen in row.values()), default=0)
    subtitle = text("charts.people", lang, n=n) if n else text("charts.no_answers", lang)
    top = canvas.heading(title or text("charts.lenses_title", lang), subtitle)
    described = [_describe(name, row, lang) for name, row in rows.items()]
    canvas.chart.description = "\n".join([subtitle, f"1 = {low}, {steps} = {high}", *described])
    area = Rectangle(style.MARGIN, top + _SCALE, canvas.width - style.MARGIN, canvas.height - 36 - _LEGEND)
    if not n:
        draw_empty(canvas, Rectangle(area.left, top, area.right, canvas.height - 40), "no_answers")
        return canvas.chart
    shown, pitch, dropped = set_rows(len(rows), area, 200.0)
    left = area.left + (area.right - area.left) * _NAMES + 40
    right = area.right - _GAPS
    _draw_scale(canvas, low, high, steps, Rectangle(left, area.top, right, area.top + pitch * shown))
    _draw_heads(canvas, area.right, area.top - 66)
    for at, ((name, row), hint) in enumerate(zip(list(rows.items())[:shown], described, strict=False)):
        middle = area.top + pitch * (at + 0.5)
        if at:
            canvas.line(area.left, middle - pitch / 2, area.right, middle - pitch / 2)
        draw_name(canvas, name, left - 48, middle, pitch, area.left, bold=True)
        _draw_row(canvas, row, Rectangle(left, middle, right, middle), steps, pitch, area.right, hint)
    few = any(0 < seen.n < _FEW for row in rows.values() for seen in row.values())
    _draw_legend(canvas, left, canvas.height - 44, area.right, few=few)
    draw_more(canvas, Rectangle(area.left, area.top, area.right, canvas.height - 44), dropped)
    return canvas.chart


def _read(lenses: pd.DataFrame) -> dict[str, dict[str, _Seen]]:
    rows: dict[str, dict[str, _Seen]] = {}
    columns = (lenses[column] for column in ("dimension", "lens", "n", "mean", "gap"))
    for name, lens, n, mean, gap in zip(*columns, strict=True):
        rows.setdefault(clean(name), {})[lens] = _Seen(int(n), float(mean) if n else 0.0, known(gap))
    return rows


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


def _draw_heads(canvas: Canvas, right: float, y: float) -> None:
    """Over each column of gaps, from which mark to which."""
    for x, (before, after) in zip(_columns(right), pairwise(_LENSES), strict=True):
        draw_lens(canvas, before, x - 46, y - 9, 13)
        canvas.text(x, y, "→", size=style.BODY, align="center", colour="mute")
        draw_lens(canvas, after, x + 46, y - 9, 13)


def _columns(right: float) -> tuple[float, float]:
    return right - 262, right - 84


def _draw_row(
    canvas: Canvas, row: dict[str, _Seen], room: Rectangle, steps: int, pitch: float, gaps_right: float, hint: str
) -> None:
    radius = min(pitch * 0.13, 20.0)
    lanes = dict(zip(_LENSES, (room.top - pitch * 0.29, room.top, room.top + pitch * 0.29), strict=True))
    marks = [(lens, _x(row[lens].mean, steps, room), y) for lens, y in lanes.items() if lens in row and row[lens].n]
    if not marks:
        words = text("charts.no_answers", canvas.lang)
        canvas.text(room.left, room.top + 9, words, size=style.SMALL, colour="mute")
        return
    for (_, x0, y0), (_, x1, y1) in pairwise(marks):
        canvas.line(x0, y0, x1, y1, colour=mix("core", "card", 0.45), line_width=radius * 0.5)
    for lens, x, y in marks:
        draw_lens(canvas, lens, x, y, radius, few=row[lens].n < _FEW, hint=hint)
    for x, lens in zip(_columns(gaps_right), _LENSES[1:], strict=True):
        gap = row[lens].gap if lens in row else None
        told = "–" if gap is None else _signed(gap, canvas.lang)
        canvas.text(x, room.top + 11, told, size=30, bold=gap is not None, align="center", colour=_colour(gap))


def _colour(gap: float | None) -> str:
    if gap is None:
        return "mute"
    return "disputed-text" if gap <= -_LOST else "ink"


def _signed(gap: float, lang: str) -> str:
    rounded = round(gap, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{number(abs(rounded), lang, 1)}"


def draw_lens(
    canvas: Canvas, lens: str, x: float, y: float, radius: float, *, few: bool = False, hint: str = ""
) -> None:
    """The mark of a lens: a square for what is decided, a ring for what is done, a dot for what is experienced."""
    if lens == _LENSES[0]:
        canvas.box(
            x - radius,
            y - radius,
            2 * radius,
            2 * radius,
            radius=3,
            fill="card",
            edge="ink",
            line_width=3.5,
            dashed=few,
            hint=hint,
        )
        return
    felt = lens == _LENSES[2]
    fill, edge = "core" if felt and not few else "card", "core" if felt else "ink"
    canvas.shape(Path.circle((x, y), radius), fill=fill, edge=edge, dashed=few, line_width=3.5, hint=hint)


def _draw_legend(canvas: Canvas, left: float, y: float, right: float, *, few: bool) -> None:
    x = left
    for lens in _LENSES:
        words = text(f"charts.lens_{lens}", canvas.lang)
        draw_lens(canvas, lens, x + 12, y - 9, 11)
        canvas.text(x + 34, y, words, size=style.SMALL)
        x += 34 + width(words, style.SMALL) + 40
    said = text("charts.hollow_few" if few else "charts.lenses_legend", canvas.lang)
    if x + width(said, style.SMALL) <= right:
        canvas.text(right, y, said, size=style.SMALL, colour="mute", align="right")


def _describe(name: str, row: dict[str, _Seen], lang: str) -> str:
    told = [
        text(
            "charts.described_lens",
            lang,
            lens=text(f"charts.lens_{lens}", lang),
            mean=number(seen.mean, lang, 1),
            gap="–" if seen.gap is None else _signed(seen.gap, lang),
            count=seen.n,
        )
        for lens in _LENSES
        if (seen := row.get(lens)) and seen.n
    ]
    return f"{name}: {'; '.join(told) or text('charts.no_answers', lang)}"
