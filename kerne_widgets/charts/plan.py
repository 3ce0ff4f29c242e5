"""Plan: the action plan as a table that is read from the back of the room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..messages import date, text
from . import paging, style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import ELLIPSIS, LINE, clean, wrap
from .packing import Rectangle

if TYPE_CHECKING:
    import pandas as pd

# columns of the table with their share of the width
COLUMNS = (("decision", 0.24), ("owner", 0.18), ("first_step", 0.21), ("due", 0.14), ("sign_of_success", 0.23))
STATUS_COLOURS = {"kept": "core", "under_way": "disputed-text", "dropped": "mute"}
_SIZES = (36.0, 33.0, 30.0, 28.0, 26.0, 24.0)
_MAX_LINES = (5, 4, 3, 2)
_PAD = 20.0
_OVER = 0.56  # paper over and under the words of a row, in their size
_PARTED = 14  # letters from which a compound may be parted for the sake of larger type


def plot_actions(
    actions: pd.DataFrame,
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """The action plan as a table: what is decided, or while nothing is, what is proposed.

    Parameters
    ----------
    actions
        One row per decision; columns ``decision``, ``owner``, ``first_step``, ``due``, ``due_text``,
        ``sign_of_success``, ``task``, ``status``.
    """
    canvas = Canvas(size, lang)
    decided = actions[actions["status"] != "proposed"]
    proposed = decided.empty and not actions.empty
    rows = [cells(row, lang) for row in (actions if proposed else decided).to_dict("records")]
    subtitle = text("charts.actions_proposed" if proposed else "charts.actions_shown", lang, n=len(rows))
    usual = "charts.proposals_title" if proposed else "charts.actions_title"
    top = canvas.heading(title or text(usual, lang), subtitle)
    area = canvas.room(top + 6, 40)
    canvas.chart.description = "\n".join([subtitle, *(describe(row, lang) for row in rows)])
    if not rows:
        return draw_empty(canvas, area, "no_actions")
    edges = [area.left]
    for _, share in COLUMNS:
        edges.append(edges[-1] + share * (area.right - area.left))
    for (name, _), left in zip(COLUMNS, edges, strict=False):
        words = text(f"charts.action_{name}", lang)
        canvas.text(left + _PAD, area.top + 34, words, size=style.SMALL, bold=True, colour="mute")
    area = Rectangle(area.left, area.top + 52, area.right, area.bottom)
    size_, pages = _set_out(rows, edges, area)
    y = area.top
    for row, cell_lines, height in paging.turn_to(canvas, pages):
        canvas.box(area.left, y, area.right - area.left, height - 14, fill="card", edge="line", line_width=2)
        if row["status"] in STATUS_COLOURS:
            canvas.box(area.left, y, 12, height - 14, radius=6, fill=STATUS_COLOURS[row["status"]])
        for (name, _), lines, left in zip(COLUMNS, cell_lines, edges, strict=False):
            bold = name == "decision"
            end = canvas.lines(left + _PAD, y + size_ * (_OVER + 0.78), lines, size=size_, bold=bold, hint=row[name])
            if bold and row["status"] in STATUS_COLOURS:
                words = text(f"charts.status_{row['status']}", lang)
                canvas.text(left + _PAD, end, words, size=style.SMALL, bold=True, colour=STATUS_COLOURS[row["status"]])
        y += height
    return canvas.chart


def cells(row: dict[Any, Any], lang: str) -> dict[str, str]:
    """A row of the plan as people read it: text without what cannot be drawn, and the day in words."""
    said = {name: clean(row[name]) for name in ("decision", "owner", "first_step", "sign_of_success", "task", "status")}
    if said["task"]:
        said["decision"] = text("charts.action_about", lang, decision=said["decision"], task=said["task"])
    due = row["due"]
    known = isinstance(due, dt.datetime) and due.year > 0  # the year of a missing day is NaN
    return {**said, "due": date(due.date(), lang) if known else clean(row["due_text"])}


def describe(row: dict[str, str], lang: str) -> str:
    """A row of the plan in one sentence."""
    named = [
        f"{text(f'charts.action_{name}', lang)}: {row[name]}" for name, _ in COLUMNS if name != "decision" and row[name]
    ]
    return f"{row['decision']}. {'; '.join(named)}"


_Laid = tuple[dict[str, str], list[list[str]], float]


def _set_out(rows: list[dict[str, str]], edges: Sequence[float], area: Rectangle) -> tuple[float, list[list[_Laid]]]:
    """The largest type in which all rows fit whole; else pages."""
    down = area.bottom - area.top
    cut: tuple[float, list[_Laid]] | None = None
    for size in _SIZES:
        for max_lines in _MAX_LINES:
            laid = [_lay(row, edges, size, max_lines) for row in rows]
            if sum(height for *_, height in laid) > down:
                continue
            broken = any(_is_broken(row, edges, size) for row in rows)
            if not broken and not _n_cut(laid):
                return size, [laid]
            cut = cut or (size, laid)
    size = next(size for size in _SIZES if size <= paging.SIZE)
    laid = [_lay(row, edges, size, _MAX_LINES[0]) for row in rows]
    if cut and _n_cut(cut[1]) <= _n_cut(laid):
        return cut[0], [cut[1]]
    return size, paging.fill(laid, down - paging.FOOT, lambda one, _: one[2])


def _n_cut(laid: Sequence[_Laid]) -> int:
    return sum(bool(lines) and lines[-1].endswith(ELLIPSIS) for _, found, _ in laid for lines in found)


def _is_broken(row: dict[str, str], edges: Sequence[float], size: float) -> bool:
    """Whether a short word is parted, or a long one more than once."""
    return any(
        len(wrap(word, right - left - _PAD * 1.5, size, name == "decision")) > (1 if len(word) <= _PARTED else 2)
        for (name, _), left, right in zip(COLUMNS, edges, edges[1:], strict=False)
        for word in row[name].split()
    )


def _lay(row: dict[str, str], edges: Sequence[float], size: float, max_lines: int) -> _Laid:
    lines = [
        wrap(row[name], right - left - _PAD * 1.5, size, name == "decision", max_lines)
        for (name, _), left, right in zip(COLUMNS, edges, edges[1:], strict=False)
    ]
    heights = [len(cell) * size * LINE for cell in lines]
    if row["status"] in STATUS_COLOURS:
        heights[0] += style.SMALL * LINE
    return row, lines, max([*heights, size * LINE]) + 2 * _OVER * size + 8
