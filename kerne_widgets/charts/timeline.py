"""Timeline: how long ago it was, or how long until it is to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..messages import text
from . import style
from .bars import Bars, Series
from .canvas import Canvas
from .empty import draw_empty
from .few import filling, hollow, say_answers
from .figure import Chart
from .lettering import LINE, wrap
from .packing import Rectangle

# days that a stretch reaches back or on, from today; the last has no end
_AGES = (("week", 7), ("month", 31), ("quarter", 92), ("half", 183), ("year", 366), ("years", 1096), ("old", None))
_WAITS = (("week", 7), ("month", 31), ("quarter", 92), ("half", 183), ("long", None))
_FOOT = 150.0


def plot_timeline(
    days: Sequence[dt.date],
    today: dt.date,
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """How many dates lie in each stretch of time, the longest ago on the left; what is to come on the right.

    Parameters
    ----------
    days
        One per answer.
    today
        Where the past ends.
    """
    canvas = Canvas(size, lang)
    n_past = sum(day <= today for day in days)
    past = [(text(f"charts.age_{name}", lang), _count(days, today, name, _AGES, -1)) for name, _ in reversed(_AGES)]
    coming = [(text(f"charts.wait_{name}", lang), _count(days, today, name, _WAITS, 1)) for name, _ in _WAITS]
    coming = coming if n_past < len(days) else []
    # with both, the past is as long as anyone's answer and no longer
    while past and (not n_past or coming) and not past[0][1]:
        past.pop(0)
    bars = past + coming
    subtitle = say_answers(len(days), lang)
    described = [text("charts.described_count", lang, name=name, count=count) for name, count in bars]
    top = canvas.heading(title or text("charts.timeline_title", lang), subtitle, described)
    left, right = float(style.MARGIN), canvas.width - style.MARGIN
    if not days:
        return draw_empty(canvas, Rectangle(left, top, right, canvas.height - 40), "no_answers")
    floor, ceiling = canvas.height - 40 - _FOOT, top + 60
    pitch = (right - left) / len(bars)
    most = max(count for _, count in bars)
    for at, (name, count) in enumerate(bars):
        x = left + pitch * (at + 0.5)
        high = (floor - ceiling) * count / most
        thick = min(pitch * 0.7, 190.0)
        if count:
            look = filling(len(days), "core" if count == most else "ring-0")
            canvas.box(x - thick / 2, floor - high, thick, high, radius=10, hint=described[at], **look)
            canvas.text(x, floor - high - 16, str(count), size=34, bold=True, align="center")
        lines = wrap(name, pitch - 16, style.SMALL, max_lines=4)
        canvas.lines(x, floor + 24 + style.SMALL * LINE * 0.6, lines, size=style.SMALL, align="center", hint=name)
    canvas.line(left, floor, right, floor, colour="control-line", line_width=3)
    if n_past and n_past < len(days):
        x = left + pitch * len(past)
        canvas.line(x, top + 20, x, floor + 16, colour="ink", line_width=3, dashed=True)
    names, counts = zip(*bars, strict=True)
    canvas.chart.bars = Bars(
        names,
        (Series(text("charts.bars_answers", lang), counts),),
        "columns",
        leading=frozenset(at for at, count in enumerate(counts) if count == most),
        hollow=hollow([len(days)] * len(bars)),
    )
    return canvas.chart


def _count(
    days: Sequence[dt.date], today: dt.date, wanted: str, stretches: Sequence[tuple[str, int | None]], way: int
) -> int:
    """Dates that lie in a stretch; ``way`` is -1 for the past (today is the past) and 1 for what is to come."""
    found = 0
    for day in days:
        apart = (day - today).days * way
        if apart < 0 or (way > 0 and apart == 0):
            continue
        name = next(name for name, reach in stretches if reach is None or apart <= reach)
        found += name == wanted
    return found
