"""Talks: what a room should talk about first, and how its answers divide there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.path import Path

from ..messages import number, text
from . import paging, style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import LINE, clean, fit, width, wrap
from .marks import draw_mark
from .packing import Rectangle
from .reading import known
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

N_RINGS = 5
_SHOWN_MAX = 8
_ROW = (88.0, 128.0)  # least and most height of a row
_MARK = 27.0
_HEAD = 74.0


def plot_agenda(
    agenda: pd.DataFrame,
    title: str | None = None,
    *,
    lang: str = "da",
    rings: Sequence[str] | None = None,
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """What to talk about first: the tasks with most hours in dispute, each with how the answers fall from core to rim.

    Parameters
    ----------
    agenda
        One row per task, the first to talk about first; columns ``rank``, ``number``, ``task``, ``verdict``,
        ``hours_week``, ``hours_in_dispute``, ``ring_0`` to ``ring_4``. Rows without a rank are left out.
    rings
        Five names, centre first, instead of the usual ones.
    """
    canvas = Canvas(size, lang)
    tasks = agenda[agenda["rank"].notna()].to_dict("records")
    has_hours = any(known(task["hours_in_dispute"]) is not None for task in tasks)
    lead = "agenda_lead" if has_hours else "agenda_lead_no_hours" if tasks else "no_answers"
    subtitle = text(f"charts.{lead}", lang)
    top = canvas.heading(
        title or text("charts.agenda_title", lang), subtitle, (_describe(task, lang) for task in tasks)
    )
    area = canvas.room(top + _HEAD, 56)
    if not tasks:
        return draw_empty(canvas, Rectangle(area.left, top, area.right, area.bottom), "few_placements")
    down = area.bottom - area.top
    most = max(1, min(_SHOWN_MAX, int(down / _ROW[0])))
    pages = [tasks[start : start + most] for start in range(0, len(tasks), most)]
    pitch = min(down / len(pages[0]), _ROW[1])
    shown = paging.turn_to(canvas, pages)
    plan = _Plan(area)
    names = [clean(name) for name in rings] if rings else [text(f"charts.ring_{at}", lang) for at in range(N_RINGS)]
    _draw_heads(canvas, plan, names, top + 40)
    if has_hours:
        _draw_hours_head(canvas, plan, top + 40)
    longest = max((known(task["hours_in_dispute"]) or 0.0) for task in tasks) or 1.0
    most = max(int(task[f"ring_{ring}"]) for task in tasks for ring in range(N_RINGS))
    for at, task in enumerate(shown):
        y = area.top + pitch * at
        if at:
            canvas.line(area.left, y, area.right, y)
        _draw_row(canvas, plan, task, y, pitch, most)
        if has_hours:
            _draw_hours(canvas, plan, task, y + pitch / 2, longest)
    return canvas.chart


class _Plan:
    """Where the columns are."""

    def __init__(self, area: Rectangle) -> None:
        across = area.right - area.left
        self.rank = area.left + 30
        self.mark = area.left + 100
        self.name = area.left + 148
        self.rings = area.left + across * 0.44
        self.ring = across * 0.30 / N_RINGS
        self.bar = self.rings + N_RINGS * self.ring + 44
        self.right = area.right


def _draw_heads(canvas: Canvas, plan: _Plan, names: Sequence[str], y: float) -> None:
    end = plan.rings + N_RINGS * plan.ring
    canvas.text(plan.rings, y, fit(names[0], 2.4 * plan.ring, style.SMALL, True), size=style.SMALL, bold=True)
    last = fit(names[-1], 2.4 * plan.ring, style.SMALL, True)
    canvas.text(end, y, last, size=style.SMALL, bold=True, align="right")
    start, stop = (plan.rings + width(names[0], style.SMALL, True) + 16, end - width(last, style.SMALL, True) - 16)
    if stop > start + 20:
        canvas.line(start, y - 8, stop, y - 8, colour="control-line")
        canvas.shape(Path([(stop - 10, y - 16), (stop, y - 8), (stop - 10, y)]), edge="control-line", line_width=2)


def _draw_hours_head(canvas: Canvas, plan: _Plan, y: float) -> None:
    room = plan.right - plan.bar
    words = wrap(text("charts.hours_in_dispute", canvas.lang), room, style.SMALL, True, max_lines=2)
    canvas.lines(plan.bar, y - (len(words) - 1) * style.SMALL * LINE, words, size=style.SMALL, bold=True)


def _draw_row(canvas: Canvas, plan: _Plan, task: dict[Any, Any], y: float, pitch: float, most: int) -> None:
    middle = y + pitch / 2
    said = _describe(task, canvas.lang)
    rank = str(task["rank"])
    canvas.text(plan.rank, middle + 15, rank, size=42, bold=True, colour="mute", align="center", hint=said)
    draw_mark(canvas, str(task["verdict"]), plan.mark, middle, _MARK, str(task["number"]), hint=said)
    size = 30.0
    lines = wrap(clean(task["task"]), plan.rings - plan.name - 36, size, max_lines=2)
    if len(lines) > 1 and pitch < 100:
        size = style.BODY
        lines = wrap(clean(task["task"]), plan.rings - plan.name - 36, size, max_lines=2)
    first = middle - (len(lines) - 1) * size * LINE / 2 + size * 0.36
    canvas.lines(plan.name, first, lines, size=size, hint=said)
    tallest = min(pitch * 0.42, plan.ring * 0.46)
    for ring in range(N_RINGS):
        count = int(task[f"ring_{ring}"])
        x = plan.rings + plan.ring * (ring + 0.5)
        canvas.box(x - plan.ring / 2 + 3, middle - pitch * 0.43, plan.ring - 6, pitch * 0.86, fill=f"ring-{ring}")
        if count:
            radius = max(tallest * (count / most) ** 0.5, 15.0)
            fill = mix("disputed", "card", 0.15) if task["verdict"] == "disputed" else "core"
            canvas.shape(Path.circle((x, middle), radius), fill=fill, hint=said)
            colour = "ink" if task["verdict"] == "disputed" else "card"
            canvas.text(x, middle + 8.5, str(count), size=style.SMALL, bold=True, colour=colour, align="center")


def _draw_hours(canvas: Canvas, plan: _Plan, task: dict[Any, Any], middle: float, longest: float) -> None:
    hours = known(task["hours_in_dispute"])
    value = hours or 0.0
    told = "–" if hours is None else text("charts.hours", canvas.lang, hours=number(value, canvas.lang, 1))
    beside = width(told, 30, True) + 16
    along = max((plan.right - plan.bar - beside) * value / longest, 3.0)
    canvas.box(
        plan.bar,
        middle - 15,
        along,
        30,
        radius=6,
        fill="disputed" if value and task["verdict"] == "disputed" else "periphery" if value else "line",
        hint=_describe(task, canvas.lang),
    )
    canvas.text(plan.bar + along + 14, middle + 11, told, size=30, bold=True)


def _describe(task: dict[Any, Any], lang: str) -> str:
    counts = ", ".join(str(task[f"ring_{ring}"]) for ring in range(N_RINGS))
    name, hours = clean(task["task"]), known(task["hours_in_dispute"])
    if hours is None:
        return text("charts.described_talk_no_hours", lang, rank=task["rank"], name=name, counts=counts)
    told = number(hours, lang, 1)
    return text("charts.described_talk", lang, rank=task["rank"], name=name, counts=counts, hours=told)
