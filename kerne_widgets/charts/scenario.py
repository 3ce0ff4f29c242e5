"""Scenario: what is freed when some tasks are let go, and which effects and target groups lose support."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import LINE, TIGHT, clean, width, wrap
from .marks import draw_mark
from .packing import Rectangle
from .reading import known

if TYPE_CHECKING:
    import pandas as pd

_ROW = 66.0
_DOT = 10.0


def plot_scenario(
    scenario: pd.DataFrame,
    support: pd.DataFrame,
    title: str | None = None,
    *,
    lang: str = "da",
    n_participants: int = 0,
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """The scenario: hours freed and the tasks let go, beside the effects and target groups with the tasks they keep.

    Parameters
    ----------
    scenario
        One row per task; columns ``number``, ``task``, ``verdict``, ``moved_out``, ``hours_team``, ``hours_person``.
    support
        One row per effect or target group; columns ``kind``, ``served``, ``n_tasks``, ``n_left``.
    n_participants
        How many have given hours.
    """
    canvas = Canvas(size, lang)
    out = scenario[scenario["moved_out"]].to_dict("records")
    freed = sum((known(task["hours_person"]) or 0.0) for task in out)
    team = sum((known(task["hours_team"]) or 0.0) for task in out)
    told = [
        text("charts.freed_person", lang, hours=number(freed, lang, 1)),
        text("charts.freed_team", lang, hours=number(team, lang, 0), people=n_participants),
    ]
    top = canvas.heading(title or text("charts.scenario_title", lang), text("charts.scenario_lead", lang))
    served = support.to_dict("records")
    losing = [row for row in served if row["n_left"] < row["n_tasks"]]
    canvas.chart.description = "\n".join(
        [
            *told,
            *(f"{task['number']}. {clean(task['task'])}" for task in out),
            *(_describe(row, lang) for row in losing),
        ]
    )
    if not out:
        area = canvas.room(top, 40)
        return draw_empty(canvas, area, "nothing_moved")
    across = canvas.width - 2 * style.MARGIN
    left = Rectangle(style.MARGIN, top + 20, style.MARGIN + across * 0.46, canvas.height - 50)
    right = Rectangle(left.right + 70, top + 20, canvas.width - style.MARGIN, canvas.height - 50)
    _draw_freed(canvas, out, told, left)
    _draw_support(canvas, served, right)
    return canvas.chart


def _draw_freed(canvas: Canvas, out: list[dict[Any, Any]], told: list[str], area: Rectangle) -> None:
    inside = area.right - area.left - 60
    person, team = (
        wrap(words, inside, size, bold) for words, size, bold in ((told[0], 36, True), (told[1], 28, False))
    )
    height = 56 + len(person) * 36 * LINE + len(team) * 28 * LINE
    canvas.box(area.left, area.top, area.right - area.left, height, fill="core-soft", edge="core", line_width=2)
    y = canvas.lines(area.left + 30, area.top + 26 + 32, person, size=36, bold=True, colour="core")
    canvas.lines(area.left + 30, y - 6, team, size=28)
    y = area.top + height + 60
    heading = text("charts.moved_out", canvas.lang, n=len(out))
    canvas.text(area.left, y, heading, size=30, bold=True)
    y += 22
    fitting = int((area.bottom - y) / _ROW)
    shown = out if len(out) <= fitting else out[: fitting - 1]
    for task in shown:
        middle = y + _ROW / 2
        draw_mark(canvas, str(task["verdict"]), area.left + 24, middle, 24, str(task["number"]))
        hours = known(task["hours_team"]) or 0.0
        amount = text("charts.hours_all", canvas.lang, hours=number(hours, canvas.lang, 1)) if hours else "–"
        room = area.right - area.left - 70 - width(amount, style.BODY) - 20
        lines = wrap(clean(task["task"]), room, style.BODY, max_lines=2)
        first = middle + 9 - (len(lines) - 1) * style.BODY * TIGHT / 2
        canvas.lines(area.left + 66, first, lines, size=style.BODY, pitch=TIGHT, hint=clean(task["task"]))
        canvas.text(area.right, middle + 9, amount, size=style.BODY, colour="mute", align="right")
        y += _ROW
    if len(shown) < len(out):
        words = text("charts.more", canvas.lang, n=len(out) - len(shown))
        canvas.text(area.left, y + 40, words, size=style.BODY, bold=True, colour="core")


def _draw_support(canvas: Canvas, served: list[dict[Any, Any]], area: Rectangle) -> None:
    linked = [row for row in served if row["n_tasks"]]
    y = area.top + 30
    canvas.text(area.left, y, text("charts.support_title", canvas.lang), size=30, bold=True)
    y += 20
    if not linked:
        words = wrap(text("charts.nothing_linked", canvas.lang), area.right - area.left, style.BODY)
        canvas.lines(area.left, y + 34, words, size=style.BODY, colour="mute")
        return
    heads = 2 if len({row["kind"] for row in linked}) > 1 else 1
    fitting = int((area.bottom - y - heads * 60 - 50) / _ROW)
    dropped = len(linked) - fitting if len(linked) > fitting else 0
    linked = linked[: len(linked) - dropped]
    for kind in ("effects", "groups"):
        rows = [row for row in linked if row["kind"] == kind]
        if rows:
            canvas.text(
                area.left, y + 42, text(f"charts.{kind}", canvas.lang), size=style.SMALL, colour="mute", bold=True
            )
            y += 56
        for row in rows:
            _draw_served(canvas, row, area, y)
            y += _ROW
    if dropped:
        canvas.text(area.left, y + 40, text("charts.more", canvas.lang, n=dropped), size=style.BODY, colour="core")


def _draw_served(canvas: Canvas, row: dict[Any, Any], area: Rectangle, y: float) -> None:
    middle = y + _ROW / 2
    n_tasks, n_left = int(row["n_tasks"]), int(row["n_left"])
    told = _left(row, canvas.lang)
    size = style.SMALL
    loses = n_left < n_tasks
    right = area.right - width(text("charts.none_left", canvas.lang), size, True)
    dots = min(n_tasks, 8)
    name = clean(row["served"])
    lines = wrap(name, right - area.left - 30, style.SMALL, max_lines=2)
    first = middle - (len(lines) - 1) * style.SMALL * TIGHT / 2 + 9
    canvas.lines(area.left, first, lines, size=style.SMALL, pitch=TIGHT, hint=name)
    for at in range(dots):
        kept = at < round(n_left * dots / n_tasks)
        canvas.shape(
            Path.circle((right + (at * 2.4 + 1) * _DOT, middle - 15), _DOT),
            fill="core" if kept else "paper",
            edge="core" if kept else "disputed",
            line_width=3,
        )
    canvas.text(right, middle + 20, told, size=size, bold=loses, colour="disputed-text" if loses else "mute")


def _left(row: dict[Any, Any], lang: str) -> str:
    n_tasks, n_left = int(row["n_tasks"]), int(row["n_left"])
    if not n_left:
        return text("charts.none_left", lang)
    return text("charts.some_left", lang, left=n_left, all=n_tasks)


def _describe(row: dict[Any, Any], lang: str) -> str:
    return f"{clean(row['served'])}: {_left(row, lang)}."
