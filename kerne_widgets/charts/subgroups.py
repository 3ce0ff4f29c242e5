"""Subgroups: the same question seen by role or by group, side by side on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .canvas import Canvas
from .empty import draw_empty, say_empty
from .figure import Chart
from .lettering import clean, fit, width, wrap
from .packing import Rectangle
from .rows import draw_more, draw_names, set_rows

Counts = Mapping[int, int]
"""How many people chose each step."""

_SCALE = 96.0
_NAMES = 0.30
_COLUMNS_MAX = 6
_HEAD = 150.0
_SPREAD = 8.0


def plot_subgroups(
    groups: Sequence[tuple[str, Counts]],
    low: str,
    high: str,
    title: str | None = None,
    *,
    steps: int = 5,
    note: str = "",
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """How each subgroup lies on a scale, one row each, with its median under it.

    Parameters
    ----------
    groups
        Name and counts of each subgroup, in the order of the rows; steps from 1.
    low, high
        Names of the ends.
    steps
        Steps of the scale.
    note
        Said under the title, such as since when it has been so.
    """
    canvas = Canvas(size, lang)
    rows = [(_named(name, counts, lang), counts) for name, counts in groups]
    top = canvas.heading(title or text("charts.subgroups_title", lang), note)
    area = canvas.room(top + _SCALE, 90)
    said = [f"{name}: {_told(counts, lang)}" for name, counts in rows] or [say_empty("subgroups_wait", lang)]
    canvas.chart.description = "\n".join([note, f"1 = {clean(low)}, {steps} = {clean(high)}", *said])
    if not rows:
        return draw_empty(canvas, Rectangle(area.left, top, area.right, area.bottom), "subgroups_wait")
    shown, pitch, dropped = set_rows(len(rows), area, 260.0)
    left, right = area.left + (area.right - area.left) * _NAMES + 40, area.right
    half = (right - left) / 2 - 20
    for name, x, align in ((clean(low), left, "left"), (clean(high), right, "right")):
        canvas.text(x, area.top - 44, fit(name, half, style.BODY, True), bold=True, align=align, hint=name)
    across = (right - left) / steps
    draw_names(canvas, [name for name, _ in rows[:shown]], Rectangle(area.left, area.top, left - 44, 0), pitch)
    for at, (_, counts) in enumerate(rows[:shown]):
        row = Rectangle(left, area.top + pitch * at, right, area.top + pitch * (at + 1))
        _draw_row(canvas, counts, row, steps, said[at])
    for step in range(1, steps + 1):
        x = left + across * (step - 0.5)
        canvas.text(x, area.top + pitch * shown + 34, str(step), size=style.SMALL, colour="mute", align="center")
    draw_more(canvas, Rectangle(area.left, area.top, area.right, canvas.height - 20), dropped)
    return canvas.chart


def plot_subgroups_of_items(
    items: Sequence[tuple[str, Mapping[str, Counts]]],
    rings: Sequence[str],
    title: str | None = None,
    *,
    rest: str = "",
    n_waiting: int = 0,
    note: str = "",
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Where each subgroup places each item, a column per subgroup; what they place most differently comes first.

    Parameters
    ----------
    items
        Wording of each item, and by subgroup how many people placed it in each ring, from 0.
    rings
        Names of the rings, the core first.
    rest
        The subgroup that is everybody else; it comes last.
    n_waiting
        Items that were shown and may not be just now.
    note
        Said under the title.
    """
    canvas = Canvas(size, lang)
    cleaned = [(clean(name), {clean(group): counts for group, counts in groups.items()}) for name, groups in items]
    rows = sorted((row for row in cleaned if row[1]), key=_how_alike)
    columns = sorted({group for _, groups in rows for group in groups}, key=lambda name: (name == clean(rest), name))
    if len(columns) > _COLUMNS_MAX:
        note = " · ".join([note, text("charts.more", lang, n=len(columns) - _COLUMNS_MAX)])
        columns = columns[:_COLUMNS_MAX]
    if rows and n_waiting:
        note = " · ".join([note, text("charts.subgroups_some_wait", lang, n=n_waiting)])
    top = canvas.heading(title or text("charts.subgroups_title", lang), note)
    area = canvas.room(top + _HEAD, 40)
    said = [f"{name}: {_told_of(groups, rings)}" for name, groups in rows] or [say_empty("subgroups_wait", lang)]
    canvas.chart.description = "\n".join([note, *said])
    if not rows:
        return draw_empty(canvas, Rectangle(area.left, top, area.right, area.bottom), "subgroups_wait")
    shown, pitch, dropped = set_rows(len(rows), area, 90.0)
    left = area.left + (area.right - area.left) * _NAMES + 40
    across = (area.right - left) / len(columns)
    ends = clean(rings[0]), clean(rings[-1])
    for at, column in enumerate(columns):
        room = Rectangle(left + across * at + 14, area.top, left + across * (at + 1) - 14, area.top + pitch * shown)
        _draw_head(canvas, column, ends, room)
        for ring in range(len(rings)):
            x = _at(ring, room, len(rings))
            canvas.line(x, room.top - 4, x, room.bottom, line_width=1.5)
        for place, (name, groups) in enumerate(rows[:shown]):
            y = area.top + pitch * (place + 0.5)
            if column in groups:
                hint = f"{name}, {column}: {_told(groups[column], lang)}"
                _draw_place(canvas, groups[column], room, y, min(pitch * 0.26, 15.0), len(rings), hint)
            else:
                canvas.text((room.left + room.right) / 2, y + 9, "–", colour="mute", align="center")
    for place in range(1, shown):
        canvas.line(area.left, area.top + pitch * place, area.right, area.top + pitch * place, line_width=1.0)
    draw_names(canvas, [name for name, _ in rows[:shown]], Rectangle(area.left, area.top, left - 24, 0), pitch)
    draw_more(canvas, Rectangle(area.left, area.top, area.right, canvas.height - 14), dropped)
    return canvas.chart


def _draw_row(canvas: Canvas, counts: Counts, row: Rectangle, steps: int, hint: str) -> None:
    floor, ceiling = row.bottom - 26, row.top + 44
    across = (row.right - row.left) / steps
    total, most = sum(counts.values()), max(counts.values())
    middle = _quantile(counts, 0.5)
    for step in range(1, steps + 1):
        count = counts.get(step, 0)
        x = row.left + across * (step - 0.5)
        if count:
            # every row on its own share of people, so that a small subgroup can be compared with a large one
            high = max((floor - ceiling) * (count / total) / max(most / total, 0.5), 6)
            fill = "core" if abs(step - middle) < 0.75 else "ring-0"
            thick = min(across * 0.6, 170.0)
            canvas.box(x - thick / 2, floor - high, thick, high, radius=7, fill=fill, hint=hint)
            canvas.text(x, floor - high - 10, str(count), size=style.SMALL, align="center")
    canvas.line(row.left, floor, row.right, floor, colour="control-line")
    x = row.left + across * (middle - 0.5)
    canvas.shape(Path([(x, floor + 4), (x + 11, floor + 20), (x - 11, floor + 20), (x, floor + 4)]), fill="ink")


def _draw_head(canvas: Canvas, name: str, ends: tuple[str, str], room: Rectangle) -> None:
    across = room.right - room.left
    lines = wrap(name, across, style.SMALL, bold=True, max_lines=3)
    canvas.lines(room.left, room.top - 50 - 31 * (len(lines) - 1), lines, size=style.SMALL, bold=True, hint=name)
    wide = max(width(end, style.SMALL) for end in ends)
    size = max(min(style.SMALL, style.SMALL * (across / 2 - 8) / wide), 18.0) if wide else style.SMALL
    for end, x, align in ((ends[0], room.left, "left"), (ends[1], room.right, "right")):
        words = fit(end, across / 2 - 6, size)
        canvas.text(x, room.top - 14, words, size=size, colour="mute", align=align, hint=end)


def _draw_place(canvas: Canvas, counts: Counts, room: Rectangle, y: float, radius: float, n: int, hint: str) -> None:
    start, end = (_at(_quantile(counts, share), room, n) for share in (0.25, 0.75))
    if end > start:
        canvas.line(start, y, end, y, colour="ring-0", line_width=_SPREAD)
    canvas.shape(Path.circle((_at(_quantile(counts, 0.5), room, n), y), radius), fill="core", hint=hint)


def _at(ring: float, room: Rectangle, n: int) -> float:
    inner = 18.0
    return room.left + inner + (room.right - room.left - 2 * inner) * ring / (n - 1)


def _how_alike(row: tuple[str, Mapping[str, Counts]]) -> tuple[float, str]:
    medians = [_quantile(counts, 0.5) for counts in row[1].values()]
    return min(medians) - max(medians), row[0]


def _quantile(counts: Counts, share: float) -> float:
    steps = [step for step in sorted(counts) for _ in range(counts[step])]
    at = (len(steps) - 1) * share
    below = int(at)
    above = min(below + 1, len(steps) - 1)
    return steps[below] + (steps[above] - steps[below]) * (at - below)


def _named(name: str, counts: Counts, lang: str) -> str:
    return f"{clean(name)} ({number(sum(counts.values()), lang)})"


def _told(counts: Counts, lang: str) -> str:
    steps = ", ".join(f"{step}: {counts[step]}" for step in sorted(counts))
    return f"{text('charts.median', lang, value=number(_quantile(counts, 0.5), lang, 1))} ({steps})"


def _told_of(groups: Mapping[str, Counts], rings: Sequence[str]) -> str:
    return "; ".join(f"{group} {clean(rings[round(_quantile(counts, 0.5))])}" for group, counts in groups.items())
