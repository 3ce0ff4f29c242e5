"""Change: where the same persons stood before and where they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .axis import Axis, draw_legend
from .canvas import Canvas
from .empty import draw_empty
from .few import say_few_pairs
from .figure import Chart
from .lettering import LINE, clean, wrap
from .packing import Rectangle
from .reading import known, signed
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

_ROW = 200.0
_LARGEST = 1.5  # how much larger a row is drawn where there are few
_SHOWN_MAX = 6


def plot_change(
    change: pd.DataFrame,
    title: str | None = None,
    *,
    lang: str = "da",
    likeness: str = "",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Paired dots, one line per question: the mean before, the mean now, and how many went which way.

    Parameters
    ----------
    change
        One row per question; columns ``question``, ``highest`` (step, from 1), ``n_pairs``, ``mean_before``,
        ``mean_after``, ``change``, ``change_low``, ``change_high``, ``n_up``, ``n_same``, ``n_down``.
    likeness
        A sentence on how alike the room words the core task, shown below.
    """
    canvas = Canvas(size, lang)
    rows = change.to_dict("records")
    subtitle = text("charts.change_lead", lang)
    top = canvas.heading(title or text("charts.change_title", lang), subtitle)
    canvas.chart.description = "\n".join([subtitle, *(_describe(row, lang) for row in rows), likeness]).strip()
    area = Rectangle(style.MARGIN, top + 70, canvas.width - style.MARGIN, canvas.height - (110 if likeness else 50))
    if likeness:
        canvas.text(area.left, canvas.height - 44, likeness, size=style.BODY, bold=True, colour="core")
    if not rows:
        return draw_empty(canvas, Rectangle(area.left, top, area.right, area.bottom), "no_change")
    shown = rows[:_SHOWN_MAX]
    pitch = min((area.bottom - area.top) / len(shown), _ROW * _LARGEST)
    scale = max(pitch / _ROW, 1.0)
    left, right = area.left + (area.right - area.left) * 0.36, area.right - 420
    marks = [(_draw_before, text("charts.before", lang)), (_draw_now, text("charts.now", lang))]
    draw_legend(canvas, marks, "", left, top + 36, right)
    for at, row in enumerate(shown):
        middle = area.top + pitch * (at + 0.5)
        if at:
            canvas.line(area.left, area.top + pitch * at, area.right, area.top + pitch * at)
        size_ = (30.0 if pitch > 120 else 26.0) * scale
        lines = wrap(clean(row["question"]), left - area.left - 70, size_, max_lines=3)
        first = middle - (len(lines) - 1) * size_ * LINE / 2 + size_ * 0.36
        canvas.lines(area.left, first, lines, size=size_, hint=clean(row["question"]))
        if known(row["change"]) is None:
            words = wrap(say_few_pairs(int(row["n_pairs"]), lang), area.right - left, style.BODY)
            canvas.lines(left, middle + 9, words, size=style.BODY, colour="mute")
        else:
            _draw_pair(canvas, row, Axis(left, right, int(row["highest"])), area.right, middle, scale)
    return canvas.chart


def _draw_before(canvas: Canvas, x: float, y: float, radius: float) -> None:
    canvas.shape(Path.circle((x, y), radius), fill="paper", edge="control-line", line_width=5)


def _draw_now(canvas: Canvas, x: float, y: float, radius: float, hint: str = "") -> None:
    canvas.shape(Path.circle((x, y), radius + 2), fill="core", edge="card", line_width=2, hint=hint)


def _draw_pair(canvas: Canvas, row: dict[Any, Any], axis: Axis, right: float, y: float, scale: float) -> None:
    canvas.line(axis.left, y, axis.right, y, colour="line", line_width=4 * scale)
    for step in range(1, axis.steps + 1):
        canvas.line(axis.x(step), y - 10 * scale, axis.x(step), y + 10 * scale, colour="line", line_width=3)
        canvas.text(axis.x(step), y + 48 * scale, str(step), size=style.SMALL * scale, colour="mute", align="center")
    before, now = float(row["mean_before"]), float(row["mean_after"])
    low, high = (min(max(before + float(row[f"change_{end}"]), 1), axis.steps) for end in ("low", "high"))
    canvas.line(axis.x(low), y, axis.x(high), y, colour=mix("core", "paper", 0.6), line_width=18 * scale)
    canvas.line(axis.x(before), y, axis.x(now), y, colour="core", line_width=5 * scale)
    _draw_before(canvas, axis.x(before), y, 15 * scale)
    _draw_now(canvas, axis.x(now), y, 15 * scale, _describe(row, canvas.lang))
    x = axis.right + 60
    canvas.text(x, y + 2, signed(float(row["change"]), canvas.lang), size=40 * scale, bold=True, colour="core")
    up, same, down = (int(row[f"n_{way}"]) for way in ("up", "same", "down"))
    told = text("charts.ways", canvas.lang, up=up, same=same, down=down)
    canvas.lines(x, y + 38, wrap(told, right - x, style.SMALL, max_lines=2), size=style.SMALL, colour="mute")


def _describe(row: dict[Any, Any], lang: str) -> str:
    name = clean(row["question"])
    if known(row["change"]) is None:
        return f"{name} {say_few_pairs(int(row['n_pairs']), lang)}"
    before, now, low, high = (
        number(float(row[key]), lang, 1) for key in ("mean_before", "mean_after", "change_low", "change_high")
    )
    change = signed(float(row["change"]), lang)
    return text("charts.described_change", lang, name=name, before=before, now=now, change=change, low=low, high=high)
