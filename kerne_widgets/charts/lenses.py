"""Lenses: what is decided, what is done and what is experienced of each dimension, and what is lost between them.

Each lens has a lane of its own inside the row, so that equal answers never cover one another, and the line through
the three leans the way it goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .axis import FOOT, HEAD, Axis, draw_legend
from .canvas import Canvas
from .empty import draw_empty
from .few import is_few, say_people
from .figure import Chart
from .lettering import clean
from .packing import Rectangle
from .reading import known, signed
from .rows import draw_more, draw_names, set_rows
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

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
    steps
        Steps of the scale.
    """
    canvas = Canvas(size, lang)
    low, high = clean(low), clean(high)
    rows = _read(lenses)
    n = max((seen.n for row in rows.values() for seen in row.values()), default=0)
    subtitle = say_people(n, lang)
    described = [_describe(name, row, lang) for name, row in rows.items()]
    top = canvas.heading(
        title or text("charts.lenses_title", lang), subtitle, [f"1 = {low}, {steps} = {high}", *described]
    )
    area = canvas.room(top + HEAD, 36 + FOOT)
    if not n:
        return draw_empty(canvas, canvas.room(top, 40), "no_answers")
    shown, pitch, dropped = set_rows(len(rows), area, 200.0)
    left = area.left + (area.right - area.left) * _NAMES + 40
    axis = Axis(left, area.right - _GAPS, steps)
    axis.draw(canvas, low, high, area.top, area.top + pitch * shown)
    names = list(rows)[:shown]
    draw_names(canvas, names, Rectangle(area.left, area.top, left - 48, 0), pitch, bold=range(shown))
    _draw_heads(canvas, area.right, area.top - 66)
    for at, (row, hint) in enumerate(zip(list(rows.values())[:shown], described, strict=False)):
        middle = area.top + pitch * (at + 0.5)
        if at:
            canvas.line(area.left, middle - pitch / 2, area.right, middle - pitch / 2)
        _draw_row(canvas, row, axis, middle, pitch, area.right, hint)
    few = any(seen.n and is_few(seen.n) for row in rows.values() for seen in row.values())
    said = text("charts.hollow_few" if few else "charts.lenses_legend", lang)
    marks = [(partial(draw_lens, lens=lens), text(f"charts.lens_{lens}", lang)) for lens in _LENSES]
    draw_legend(canvas, marks, said, left, canvas.height - 44, area.right)
    draw_more(canvas, Rectangle(area.left, area.top, area.right, canvas.height - 44), dropped)
    return canvas.chart


def _read(lenses: pd.DataFrame) -> dict[str, dict[str, _Seen]]:
    rows: dict[str, dict[str, _Seen]] = {}
    columns = (lenses[column] for column in ("dimension", "lens", "n", "mean", "gap"))
    for name, lens, n, mean, gap in zip(*columns, strict=True):
        rows.setdefault(clean(name), {})[lens] = _Seen(int(n), float(mean) if n else 0.0, known(gap))
    return rows


def _draw_heads(canvas: Canvas, right: float, y: float) -> None:
    """Over each column of gaps, from which mark to which."""
    for x, (before, after) in zip(_columns(right), pairwise(_LENSES), strict=True):
        draw_lens(canvas, x - 46, y - 9, 13, before)
        canvas.text(x, y, "→", size=style.BODY, align="center", colour="mute")
        draw_lens(canvas, x + 46, y - 9, 13, after)


def _columns(right: float) -> tuple[float, float]:
    return right - 262, right - 84


def _draw_row(
    canvas: Canvas, row: dict[str, _Seen], axis: Axis, middle: float, pitch: float, gaps_right: float, hint: str
) -> None:
    radius = min(pitch * 0.13, 20.0)
    lanes = dict(zip(_LENSES, (middle - pitch * 0.29, middle, middle + pitch * 0.29), strict=True))
    marks = [(lens, axis.x(row[lens].mean), y) for lens, y in lanes.items() if lens in row and row[lens].n]
    if not marks:
        words = text("charts.no_answers", canvas.lang)
        canvas.text(axis.left, middle + 9, words, size=style.SMALL, colour="mute")
        return
    for (_, x0, y0), (_, x1, y1) in pairwise(marks):
        canvas.line(x0, y0, x1, y1, colour=mix("core", "card", 0.45), line_width=radius * 0.5)
    for lens, x, y in marks:
        draw_lens(canvas, x, y, radius, lens, few=is_few(row[lens].n), hint=hint)
    for x, lens in zip(_columns(gaps_right), _LENSES[1:], strict=True):
        gap = row[lens].gap if lens in row else None
        told = "–" if gap is None else signed(gap, canvas.lang)
        canvas.text(x, middle + 11, told, size=30, bold=gap is not None, align="center", colour=_colour(gap))


def _colour(gap: float | None) -> str:
    if gap is None:
        return "mute"
    return "disputed-text" if gap <= -_LOST else "ink"


def draw_lens(
    canvas: Canvas, x: float, y: float, radius: float, lens: str, *, few: bool = False, hint: str = ""
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


def _describe(name: str, row: dict[str, _Seen], lang: str) -> str:
    told = [
        text(
            "charts.described_lens",
            lang,
            lens=text(f"charts.lens_{lens}", lang),
            mean=number(seen.mean, lang, 1),
            gap="–" if seen.gap is None else signed(seen.gap, lang),
            count=seen.n,
        )
        for lens in _LENSES
        if (seen := row.get(lens)) and seen.n
    ]
    return f"{name}: {'; '.join(told) or text('charts.no_answers', lang)}"
