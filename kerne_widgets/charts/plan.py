"""Plan: the action plan as a table that is read from the back of the room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ..messages import date, text
from . import paging, style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import ELLIPSIS, LINE, clean, shares, width, wrap
from .packing import Rectangle

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("decision", "owner", "first_step", "due", "sign_of_success")
STATUS_COLOURS = {"kept": "core", "under_way": "disputed-text", "dropped": "mute"}
_SIZES = (44.0, 40.0, 36.0, 33.0, 30.0, 28.0, 26.0, 24.0)
_MAX_LINES = (8, 5, 4, 3, 2)
_PAD = 20.0
_BESIDE = 1.5 * _PAD  # paper beside the words of a column
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
    heads = [text(f"charts.action_{name}", lang) for name in COLUMNS]
    size_, edges, pages = _set_out(rows, heads, Rectangle(area.left, area.top + 52, area.right, area.bottom))
    for words, left in zip(heads, edges, strict=False):
        canvas.text(left + _PAD, area.top + 34, words, size=style.SMALL, bold=True, colour="mute")
    area = Rectangle(area.left, area.top + 52, area.right, area.bottom)
    y = area.top
    for row, cell_lines, height in paging.turn_to(canvas, pages):
        canvas.box(area.left, y, area.right - area.left, height - 14, fill="card", edge="line", line_width=2)
        if row["status"] in STATUS_COLOURS:
            canvas.box(area.left, y, 12, height - 14, radius=6, fill=STATUS_COLOURS[row["status"]])
        for name, lines, left in zip(COLUMNS, cell_lines, edges, strict=False):
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
        f"{text(f'charts.action_{name}', lang)}: {row[name]}" for name in COLUMNS if name != "decision" and row[name]
    ]
    return f"{row['decision']}. {'; '.join(named)}"


_Laid = tuple[dict[str, str], list[list[str]], float]


def _set_out(
    rows: list[dict[str, str]], heads: Sequence[str], area: Rectangle
) -> tuple[float, list[float], list[list[_Laid]]]:
    """The largest type in which all rows fit whole, with the edges of its columns; else pages."""
    down = area.bottom - area.top
    cut: tuple[float, list[float], list[_Laid]] | None = None
    for size in _SIZES:
        edges, is_broken = _edges(rows, heads, area, size)
        for max_lines in _MAX_LINES:
            laid = [_lay(row, edges, size, max_lines) for row in rows]
            if sum(height for *_, height in laid) > down:
                continue
            if not is_broken and not _n_cut(laid):
                return size, edges, [laid]
            cut = cut or (size, edges, laid)
    size = next(size for size in _SIZES if size <= paging.SIZE)
    edges, _ = _edges(rows, heads, area, size)
    laid = [_lay(row, edges, size, _MAX_LINES[0]) for row in rows]
    if cut and _n_cut(cut[2]) <= _n_cut(laid):
        return *cut[:2], [cut[2]]
    return size, edges, paging.fill(laid, down - paging.FOOT, lambda one, _: one[2])


def _edges(rows: list[dict[str, str]], heads: Sequence[str], area: Rectangle, size: float) -> tuple[list[float], bool]:
    """Columns as wide as what they say, at least as their head and longest word; and whether words are too long."""
    across = area.right - area.left
    said = shares([row[name] for row in rows] for name in COLUMNS)
    named = [width(head, style.SMALL, True) + _BESIDE for head in heads]
    longest = [max(_longest(row[name], size, name == "decision") for row in rows) + _BESIDE for name in COLUMNS]
    least = [max(pair) for pair in zip(named, longest, strict=True)]
    is_broken = sum(least) > across
    wide = _shared(across, said, named if is_broken else least)
    return [area.left, *(area.left + end for end in accumulate(wide))], is_broken


def _shared(across: float, said: Sequence[float], least: Sequence[float]) -> list[float]:
    """A width by shares, and what some need more than theirs taken from the others."""
    held: set[int] = set()
    while True:
        parts = sum(share for at, share in enumerate(said) if at not in held)
        rest = (across - sum(least[at] for at in held)) / parts if parts else 0.0
        short = {at for at, share in enumerate(said) if at not in held and share * rest < least[at]}
        if not short:
            return [least[at] if at in held else share * rest for at, share in enumerate(said)]
        held |= short


def _longest(words: str, size: float, bold: bool) -> float:
    """Width of the longest word; a long one may be parted once."""
    return max((width(word, size, bold) * (1 if len(word) <= _PARTED else 0.75) for word in words.split()), default=0)


def _n_cut(laid: Sequence[_Laid]) -> int:
    return sum(bool(lines) and lines[-1].endswith(ELLIPSIS) for _, found, _ in laid for lines in found)


def _lay(row: dict[str, str], edges: Sequence[float], size: float, max_lines: int) -> _Laid:
    lines = [
        wrap(row[name], right - left - _BESIDE, size, name == "decision", max_lines)
        for name, left, right in zip(COLUMNS, edges, edges[1:], strict=False)
    ]
    heights = [len(cell) * size * LINE for cell in lines]
    if row["status"] in STATUS_COLOURS:
        heights[0] += style.SMALL * LINE
    return row, lines, max([*heights, size * LINE]) + 2 * _OVER * size + 8
