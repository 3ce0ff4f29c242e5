"""The quadrant: where the time goes, from core to periphery, with the corner where something may be let go."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import width, wrap
from .marks import draw_mark
from .packing import Rectangle, Spot, pack_plane
from .tasklist import draw_list, split
from .tasks import HOURS_DECIMALS, Task, describe, hours_top, read_tasks, say_how_many, sections

if TYPE_CHECKING:
    import pandas as pd

_MIDDLE = 2.0  # half-way from core to periphery
_AXIS = 84.0
_TICKS = 58.0
_SIDE = 46.0
_STRIP = 84.0
_MOVED = 8.0  # a mark moved less than this still covers its point


def plot_quadrant(
    priorities: pd.DataFrame,
    *,
    lang: str = "da",
    n_participants: int | None = None,
    title: str | None = None,
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Tasks by centrality (across) and hours a week (up), with the list of names beside them.

    Far from the core and with more hours than the median task lies the corner named for lower priority.

    Parameters
    ----------
    priorities
        One row per task, as for `plot_bullseye`; only tasks with both placement and hours are drawn.
    n_participants
        As for `plot_bullseye`.
    """
    canvas = Canvas(size, lang)
    tasks = read_tasks(priorities)
    shown = [task for task in tasks if task.placed and task.hours is not None]
    subtitle = say_how_many(tasks, n_participants, lang)
    top = canvas.heading(title or text("charts.quadrant_title", lang), subtitle)
    picture, listing = split(canvas, top, 0.0)
    lacking = "no_placements" if not any(task.placed for task in tasks) else "no_hours"
    if not tasks:
        picture = Rectangle(picture.left, picture.top, listing.right, listing.bottom)
    # The centre of the outermost marks lies on the edge, so the field keeps half a mark of paper around.
    field = Rectangle(picture.left + _TICKS, picture.top + 20, picture.right - 4, picture.bottom - _AXIS)
    line, highest = _hours_line(shown), hours_top(tasks)
    level = _height(field, line / highest) if shown else (field.top + field.bottom) / 2
    _draw_field(canvas, field, level)
    if shown:
        names = _draw_corner_names(canvas, field, level)
        _draw_axes(canvas, field, highest)
        _draw_marks(canvas, shown, field, highest, names)
    else:
        draw_empty(canvas, Rectangle(field.left + 40, field.top, field.right - 40, field.bottom), lacking)
    draw_list(canvas, sections(tasks, lang), listing)
    canvas.chart.description = "\n".join(
        [subtitle, *([] if shown else [text(f"charts.{lacking}", lang)]), *(describe(task, lang) for task in tasks)]
    )
    return canvas.chart


def _height(field: Rectangle, share: float) -> float:
    """Where a share of the hours scale lies; the names of the corners have paper of their own above and below."""
    return field.bottom - _STRIP - (field.bottom - field.top - 2 * _STRIP) * share


def _hours_line(tasks: Sequence[Task]) -> float:
    """Hours above which a task counts as much."""
    return median(task.hours or 0.0 for task in tasks) if tasks else 0.0


def _draw_field(canvas: Canvas, field: Rectangle, level: float) -> None:
    across, down = field.right - field.left, field.bottom - field.top
    canvas.box(field.left, field.top, across, down, fill="card", edge="line", line_width=2)
    middle = field.left + across * _MIDDLE / 4
    if level - field.top > 4:
        canvas.box(middle, field.top, field.right - middle, level - field.top, fill="disputed-soft")
    canvas.line(middle, field.top, middle, field.bottom)
    canvas.line(field.left, level, field.right, level)


def _draw_corner_names(canvas: Canvas, field: Rectangle, level: float) -> list[Rectangle]:
    """Names of the four corners, as far out as there is room; returns where they are."""
    middle = field.left + (field.right - field.left) * _MIDDLE / 4
    taken = []
    for name, left, right, high in (
        ("core_many", field.left, middle, True),
        ("far_many", middle, field.right, True),
        ("core_few", field.left, middle, False),
        ("far_few", middle, field.right, False),
    ):
        wanted = name == "far_many"
        lines = wrap(text(f"charts.corner_{name}", canvas.lang), right - left - 32, style.SMALL, wanted)
        height = len(lines) * style.SMALL * 1.3
        if (level - field.top if high else field.bottom - level) < height + 16 and not wanted:
            continue
        x = left + 16 if name.startswith("core") else right - 16
        y = field.top + 14 + style.SMALL * 0.8 if high else field.bottom - 16 - height + style.SMALL * 1.3
        align = "left" if name.startswith("core") else "right"
        canvas.lines(
            x, y, lines, size=style.SMALL, bold=wanted, align=align, colour="disputed-text" if wanted else "mute"
        )
        longest = max(width(line, style.SMALL, wanted) for line in lines)
        near = x if align == "left" else x - longest
        taken.append(Rectangle(near - 4, y - style.SMALL * 0.9, near + longest + 4, y - style.SMALL * 0.9 + height))
    return taken


def _draw_axes(canvas: Canvas, field: Rectangle, highest: float) -> None:
    y = field.bottom + 40
    for name, x, align in (("to_core", field.left, "left"), ("to_periphery", field.right, "right")):
        words = text(f"charts.{name}", canvas.lang)
        canvas.text(x, y, words, bold=True, align=align)
    start = field.left + width(text("charts.to_core", canvas.lang), style.BODY, True) + 20
    end = field.right - width(text("charts.to_periphery", canvas.lang), style.BODY, True) - 20
    canvas.line(start, y - 9, end, y - 9, colour="control-line")
    canvas.shape(Path([(end - 12, y - 18), (end, y - 9), (end - 12, y)]), edge="control-line", line_width=2)
    for share in (0.0, 0.5, 1.0):
        level = _height(field, share)
        words = number(highest * share, canvas.lang, HOURS_DECIMALS)
        canvas.text(field.left - 12, level + 9, words, size=style.SMALL, colour="mute", align="right")
    canvas.text(field.left, y + 36, f"↑ {text('charts.hours_axis', canvas.lang)}", size=style.SMALL, colour="mute")


def _draw_marks(
    canvas: Canvas, tasks: Sequence[Task], field: Rectangle, highest: float, names: Sequence[Rectangle]
) -> None:
    points = [
        (
            field.left + _SIDE + (field.right - field.left - 2 * _SIDE) * (task.centrality or 0.0) / 4,
            _height(field, (task.hours or 0.0) / highest),
        )
        for task in tasks
    ]
    spots = place_on_field(tasks, points, field, names)
    moved = []
    for (x, y), spot in zip(points, spots, strict=True):
        if math.hypot(spot.x - x, spot.y - y) > max(_MOVED, spot.radius * 0.8):
            canvas.line(x, y, spot.x, spot.y, colour="control-line")
            moved.append((x, y))
    for x, y in moved:
        canvas.shape(Path.circle((x, y), 5), fill="ink")
    for task, spot in zip(tasks, spots, strict=True):
        draw_mark(canvas, task.verdict, spot.x, spot.y, spot.radius, str(task.number), hint=describe(task, canvas.lang))
    if moved:
        y = field.bottom + 76
        words = text("charts.dot_legend", canvas.lang)
        start = field.left + width(f"↑ {text('charts.hours_axis', canvas.lang)}", style.SMALL) + 40
        if start + 16 + width(words, style.SMALL) <= field.right + 40:
            canvas.shape(Path.circle((start, y - 8), 5), fill="ink")
            canvas.text(start + 16, y, words, size=style.SMALL, colour="mute")


def place_on_field(
    tasks: Sequence[Task], points: Sequence[tuple[float, float]], field: Rectangle, names: Sequence[Rectangle] = ()
) -> list[Spot]:
    """Spots of the marks, beside their points where two would overlap."""
    crowd = min(max((len(tasks) - 14) / 26, 0.0), 1.0)
    return pack_plane(
        [task.number for task in tasks],
        points,
        [30 - 10 * crowd] * len(tasks),
        area=field,
        smallest=30 - 12 * crowd,
        keep_clear=names,
    )
