"""Field: where a room puts itself, or each of its items, between two axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.path import Path

from ..messages import text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .few import is_few, say_people
from .figure import Chart
from .lettering import LINE, clean, width, wrap
from .marks import draw_mark
from .packing import Rectangle, pack_plane
from .style import mix
from .tasklist import Entry, Section, draw_list

if TYPE_CHECKING:
    import pandas as pd

_SIDE = 250.0  # the words of the axis that goes up
_FOOT = 94.0
_STRIP = 70.0  # paper at the top and the bottom of the field for the names of its corners
_MOVED = 8.0
_CORNERS = 4


@dataclass(frozen=True)
class Ends:
    """The words of an axis."""

    name: str
    low: str
    high: str


@dataclass(frozen=True)
class Plan:
    """What a field is called: its axes, its corners as they are read, and the corner that is set off, if any."""

    x: Ends
    y: Ends
    corners: Sequence[str]
    zone: int | None = None
    steps: int = 5

    def corner(self, x: float, y: float) -> int | None:
        """The corner that a place lies in; None half-way."""
        middle = (self.steps + 1) / 2
        if math.isclose(x, middle) or math.isclose(y, middle):
            return None
        return (0 if y > middle else 2) + (x > middle)


def plot_field(
    answers: pd.DataFrame,
    plan: Plan,
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """How many people stand at each place of a field, and in each of its corners.

    Parameters
    ----------
    answers
        Columns ``x`` and ``y``: steps from 1, one row per person.
    plan
        What the field is called.
    """
    canvas = Canvas(size, lang)
    places: dict[tuple[int, int], int] = {}
    for x, y in zip(answers["x"], answers["y"], strict=True):
        places[int(x), int(y)] = places.get((int(x), int(y)), 0) + 1
    n = sum(places.values())
    counts = [0] * _CORNERS
    for (x, y), count in places.items():
        corner = plan.corner(x, y)
        if corner is not None:
            counts[corner] += count
    between = n - sum(counts)
    halfway = text("charts.field_between_n", lang, count=between)
    subtitle = f"{say_people(n, lang)} · {halfway}" if between else say_people(n, lang)
    said = [
        text("charts.described_count", lang, name=clean(name), count=count)
        for name, count in zip(plan.corners, counts, strict=True)
    ]
    top = canvas.heading(title or text("charts.field_title", lang), subtitle, said)
    field = Rectangle(style.MARGIN + _SIDE, top + 6, canvas.width - style.MARGIN, canvas.height - 40 - _FOOT)
    _draw_field(canvas, field, plan, counts if n else None)
    if not n:
        return draw_empty(canvas, field, "no_answers")
    biggest = max(places.values())
    largest = min((field.right - field.left) / plan.steps, (field.bottom - field.top - 2 * _STRIP) / plan.steps) * 0.48
    for (x, y), count in sorted(places.items()):
        at = _spot(field, plan, x, y)
        radius = max(largest * math.sqrt(count / biggest), 24.0)
        in_zone = plan.zone is not None and plan.corner(x, y) == plan.zone
        few = is_few(n)
        fill = "paper" if few else "disputed" if in_zone else "core"
        look: dict[str, Any] = {"edge": "mute" if few else "card", "dashed": few, "line_width": 2.5}
        canvas.shape(Path.circle(at, radius), fill=fill, **look)
        colour = "ink" if few or in_zone else "card"
        size_ = min(36.0, radius * 1.05)
        canvas.text(at[0], at[1] + size_ * 0.36, str(count), size=size_, bold=True, colour=colour, align="center")
    return canvas.chart


def plot_field_items(
    items: pd.DataFrame,
    plan: Plan,
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Each item at the median of its answers in a field, with the list of names by corner beside it.

    Parameters
    ----------
    items
        Columns ``number``, ``item``, ``n`` (answers), ``x``, ``y`` (medians), and the quartiles ``x_low``, ``x_high``,
        ``y_low``, ``y_high``.
    plan
        What the field is called.
    """
    canvas = Canvas(size, lang)
    rows = [row for row in items.to_dict("records") if row["n"]]
    n = max((int(row["n"]) for row in rows), default=0)
    subtitle = say_people(n, lang)
    if any(not is_few(row["n"]) and _is_spread(row) for row in rows):
        subtitle += f" · {text('charts.spread_legend', lang)}"
    top = canvas.heading(title or text("charts.field_title", lang), subtitle)
    right, bottom = canvas.width - style.MARGIN, canvas.height - 40
    left = style.MARGIN + 170
    across = min((right - left) * 0.56, (bottom - top) * 1.16)
    field = Rectangle(left, top + 6, left + across, bottom - _FOOT)
    listing = Rectangle(left + across + 64, top + 4, right, bottom)
    _draw_field(canvas, field, plan, None)
    sections = _sections(items.to_dict("records"), plan, lang)
    canvas.chart.description = "\n".join(
        [subtitle, *(f"{part.title}: {entry.number}. {entry.name}" for part in sections for entry in part.entries)]
    )
    if not rows:
        draw_empty(canvas, Rectangle(field.left + 30, field.top, field.right - 30, field.bottom), "no_answers")
    points = [_spot(field, plan, _number(row["x"]), _number(row["y"])) for row in rows]
    for row, (x, y) in zip(rows, points, strict=True):
        if not is_few(row["n"]):
            _draw_spread(canvas, field, plan, row, (x, y))
    radius = 30.0 if len(rows) <= 14 else 22.0
    spots = pack_plane([int(row["number"]) for row in rows], points, [radius] * len(rows), area=field, smallest=18.0)
    for (x, y), spot in zip(points, spots, strict=True):
        if math.hypot(spot.x - x, spot.y - y) > max(_MOVED, spot.radius * 0.8):
            canvas.line(x, y, spot.x, spot.y, colour="control-line")
            canvas.shape(Path.circle((x, y), 5), fill="ink")
    for row, spot in zip(rows, spots, strict=True):
        number = str(int(row["number"]))
        draw_mark(canvas, _look(row, plan), spot.x, spot.y, spot.radius, number, hint=clean(row["item"]))
    draw_list(canvas, sections, listing)
    return canvas.chart


def _look(row: dict[str, object], plan: Plan) -> str:
    if is_few(int(str(row["n"]))):
        return "too_few"
    corner = plan.corner(_number(row["x"]), _number(row["y"]))
    return "periphery" if corner is None else "disputed" if corner == plan.zone else "core"


def _sections(rows: Sequence[dict[str, object]], plan: Plan, lang: str) -> list[Section]:
    """The items by corner, as they are read; then those half-way, and those of whom too little is said."""
    titles = [clean(name) for name in plan.corners]
    groups: dict[tuple[str, str], list[Entry]] = {}
    order = [(("disputed" if at == plan.zone else "core"), title) for at, title in enumerate(titles)]
    order += [("periphery", text("charts.field_between", lang)), ("too_few", text("charts.too_few", lang))]
    for row in rows:
        verdict = _look(row, plan) if row["n"] else "too_few"
        corner = plan.corner(_number(row["x"]), _number(row["y"])) if row["n"] else None
        key = (verdict, titles[corner]) if verdict in ("core", "disputed") and corner is not None else None
        key = key or next(known for known in order if known[0] == verdict)
        name = clean(row["item"])
        groups.setdefault(key, []).append(Entry(str(int(str(row["number"]))), name, "", verdict, name))
    return [Section(*key, str(len(groups[key])), tuple(groups[key])) for key in order if key in groups]


def _spot(field: Rectangle, plan: Plan, x: float, y: float) -> tuple[float, float]:
    across = (field.right - field.left) / plan.steps
    down = (field.bottom - field.top - 2 * _STRIP) / plan.steps
    return field.left + across * (x - 0.5), field.bottom - _STRIP - down * (y - 0.5)


def _is_spread(row: dict[str, object]) -> bool:
    return any(_number(row[f"{axis}_high"]) - _number(row[f"{axis}_low"]) > 1 for axis in "xy")


def _draw_spread(canvas: Canvas, field: Rectangle, plan: Plan, row: dict[str, object], at: tuple[float, float]) -> None:
    """The middle half of the answers, along each axis where it is wider than one step."""
    low, high = (_spot(field, plan, _number(row[f"x_{end}"]), _number(row[f"y_{end}"])) for end in ("low", "high"))
    colour = mix("core", "paper", 0.6)
    if _number(row["x_high"]) - _number(row["x_low"]) > 1:
        canvas.line(low[0], at[1], high[0], at[1], colour=colour, line_width=6)
    if _number(row["y_high"]) - _number(row["y_low"]) > 1:
        canvas.line(at[0], low[1], at[0], high[1], colour=colour, line_width=6)


def _number(value: object) -> float:
    return float(str(value))


def _draw_field(canvas: Canvas, field: Rectangle, plan: Plan, counts: Sequence[int] | None) -> None:
    across, down = field.right - field.left, field.bottom - field.top
    x, y = field.left + across / 2, field.top + down / 2
    canvas.box(field.left, field.top, across, down, fill="card", edge="line", line_width=2)
    if plan.zone is not None:
        left, top = (field.left if plan.zone % 2 == 0 else x), (field.top if plan.zone < 2 else y)
        canvas.box(left + 1, top + 1, across / 2 - 2, down / 2 - 2, fill="disputed-soft")
    canvas.line(x, field.top, x, field.bottom, colour="control-line")
    canvas.line(field.left, y, field.right, y, colour="control-line")
    room = across / 2 - 36
    names = [clean(name) if counts is None else f"{clean(name)} · {counts[at]}" for at, name in enumerate(plan.corners)]
    size = style.BODY if all(width(name, style.BODY, True) <= room for name in names) else style.SMALL
    for at, told in enumerate(names):
        lines = wrap(told, room, size, True, 2)
        x, align = (field.left + 18, "left") if at % 2 == 0 else (field.right - 18, "right")
        above = (len(lines) - 1) * size * LINE
        y = field.top + 14 + size * 0.8 if at < 2 else field.bottom - 16 - above
        colour = "disputed-text" if at == plan.zone else "core"
        canvas.lines(x, y, lines, size=size, bold=True, align=align, colour=colour, hint=told)
    _draw_axes(canvas, field, plan)


def _draw_axes(canvas: Canvas, field: Rectangle, plan: Plan) -> None:
    y, across, pitch = field.bottom + 36, field.right - field.left, style.SMALL * LINE
    for end, x, align in ((plan.x.low, field.left, "left"), (plan.x.high, field.right, "right")):
        lines = wrap(clean(end), across * 0.34, style.SMALL, max_lines=2)
        canvas.lines(x, y, lines, size=style.SMALL, align=align, hint=end)
    name = wrap(f"{clean(plan.x.name)} →", across * 0.3, style.SMALL, True, 2)
    canvas.lines((field.left + field.right) / 2, y, name, size=style.SMALL, bold=True, align="center", hint=plan.x.name)
    right = field.left - 20
    room = right - style.MARGIN
    high, low = (wrap(clean(end), room, style.SMALL, max_lines=3) for end in (plan.y.high, plan.y.low))
    upwards = wrap(f"{clean(plan.y.name)} ↑", room, style.SMALL, True, 4)
    middle = (field.top + field.bottom - len(upwards) * pitch) / 2 + style.SMALL
    canvas.lines(right, field.top + style.SMALL, high, size=style.SMALL, align="right", hint=plan.y.high)
    canvas.lines(right, middle, upwards, size=style.SMALL, bold=True, align="right", hint=plan.y.name)
    canvas.lines(
        right, field.bottom - 8 - (len(low) - 1) * pitch, low, size=style.SMALL, align="right", hint=plan.y.low
    )
