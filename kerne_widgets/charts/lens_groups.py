"""Lenses by subgroup: what each role or group says of each part of the model, and how far it is from the whole room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..messages import number, text
from . import style
from .axis import FOOT
from .canvas import Canvas
from .empty import draw_empty, say_empty
from .figure import Chart
from .lenses import draw_lens
from .lettering import clean, fit, wrap
from .packing import Rectangle
from .reading import signed
from .rows import draw_more
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

_NAMES = 0.2
_LENS = 190.0
_ALL = 110.0
_COLUMNS_MAX, _COLUMN = 6, 150.0  # most columns, and the least width of one
_HEAD = 104.0
_LEAST, _MOST = 40.0, 72.0
_FAR = 0.5  # a gap of half a step or more is one to talk about


@dataclass(frozen=True)
class _Cell:
    n: int
    mean: float
    gap: float


@dataclass(frozen=True)
class _Row:
    dimension: str
    lens: str
    mean: float
    cells: dict[str, _Cell]


def plot_lens_groups(
    groups: pd.DataFrame,
    low: str,
    high: str,
    title: str | None = None,
    *,
    rest: str = "",
    n_waiting: int = 0,
    note: str = "",
    steps: int = 5,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """A table: a row per part of the model and lens, a column per subgroup, in each cell the mean and the gap.

    Parameters
    ----------
    groups
        One row per question and subgroup; columns ``dimension``, ``lens``, ``subgroup`` (``""`` for the rest), ``n``,
        ``mean``, ``mean_all`` and ``gap``.
    low, high
        Names of the ends of the scale.
    rest
        What those are called who are in no subgroup; they come last.
    n_waiting
        Questions that were shown and may not be just now.
    note
        Said under the title.
    steps
        Steps of the scale.
    """
    canvas = Canvas(size, lang)
    rows = _read(groups, rest)
    columns = sorted({name for row in rows for name in row.cells}, key=lambda name: (name == clean(rest), name))
    # on a phone there is room for fewer
    whole = canvas.width - 2 * style.MARGIN
    n_columns = min(_COLUMNS_MAX, int((whole * (1 - _NAMES) - _LENS - _ALL - 20) / _COLUMN))
    if len(columns) > n_columns:
        note = " · ".join([note, text("charts.more", lang, n=len(columns) - n_columns)])
    shown_columns = columns[:n_columns]
    ends = f"1 = {clean(low)}, {steps} = {clean(high)}"
    waiting = text("charts.subgroups_some_wait", lang, n=n_waiting) if rows and n_waiting else ""
    subtitle = " · ".join(filter(None, [note, waiting, ends]))
    said = [_describe(row, columns, lang) for row in rows] or [say_empty("subgroups_wait", lang)]
    top = canvas.heading(title or text("charts.lens_groups_title", lang), subtitle, said)
    area = canvas.room(top + _HEAD, 36 + FOOT)
    if not rows:
        return draw_empty(canvas, canvas.room(top, 40), "subgroups_wait")
    shown = min(len(rows), int((area.bottom - area.top) / _LEAST))
    pitch = min((area.bottom - area.top) / shown, _MOST)
    lens_left = area.left + (area.right - area.left) * _NAMES
    all_middle = lens_left + _LENS + _ALL / 2
    left = lens_left + _LENS + _ALL + 20
    across = (area.right - left) / len(shown_columns)
    _head(canvas, text("charts.lens_groups_all", lang), all_middle, _ALL, area.top)
    for at, column in enumerate(shown_columns):
        _head(canvas, column, left + across * (at + 0.5), across - 16, area.top)
    for at, row in enumerate(rows[:shown]):
        y = area.top + pitch * (at + 0.5)
        is_first = at == 0 or rows[at - 1].dimension != row.dimension
        canvas.line(
            area.left if is_first else lens_left,
            y - pitch / 2,
            area.right,
            y - pitch / 2,
            colour="control-line" if is_first else "line",
        )
        if is_first:
            _name(canvas, row.dimension, Rectangle(area.left, y - pitch / 2, lens_left - 24, 0), pitch)
        draw_lens(canvas, lens_left + 14, y, 10, row.lens)
        lens = text(f"charts.lens_short_{row.lens}", lang)
        canvas.text(lens_left + 40, y + 9, fit(lens, _LENS - 40, style.SMALL), size=style.SMALL)
        canvas.text(all_middle, y + 9, number(row.mean, lang, 1), size=style.SMALL, bold=True, align="center")
        for place, column in enumerate(shown_columns):
            x = left + across * place
            room = Rectangle(x + 6, y - pitch / 2 + 3, x + across - 6, y + pitch / 2 - 3)
            _cell(canvas, row.cells.get(column), room, _describe(row, [column], lang))
    foot = canvas.height - 44
    told = text("charts.lens_groups_legend", lang)
    words = fit(told, area.right - area.left - (260 if shown < len(rows) else 0), style.SMALL)
    canvas.text(area.right, foot, words, size=style.SMALL, colour="mute", align="right", hint=told)
    draw_more(canvas, Rectangle(area.left, area.top, area.right, foot), len(rows) - shown)
    return canvas.chart


def _read(groups: pd.DataFrame, rest: str) -> list[_Row]:
    found: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in groups.to_dict("records"):
        found.setdefault((clean(row["dimension"]), row["lens"]), []).append(row)
    return [_Row(*about, float(own[0]["mean_all"]), _cells(own, clean(rest))) for about, own in found.items()]


def _cells(own: list[dict[Any, Any]], rest: str) -> dict[str, _Cell]:
    return {clean(row["subgroup"]) or rest: _Cell(int(row["n"]), float(row["mean"]), float(row["gap"])) for row in own}


def _head(canvas: Canvas, name: str, middle: float, across: float, top: float) -> None:
    lines = wrap(name, across, style.SMALL, bold=True, max_lines=3)
    first = top - 18 - 30 * (len(lines) - 1)
    canvas.lines(middle, first, lines, size=style.SMALL, bold=True, align="center", hint=name, pitch=1.25)


def _name(canvas: Canvas, name: str, room: Rectangle, pitch: float) -> None:
    lines = wrap(name, room.right - room.left, style.BODY, bold=True, max_lines=max(int(2.4 * pitch / 32), 1))
    canvas.lines(room.left, room.top + pitch / 2 + 9, lines, size=style.BODY, bold=True, hint=name, pitch=1.2)


def _cell(canvas: Canvas, cell: _Cell | None, room: Rectangle, hint: str) -> None:
    middle, y = (room.left + room.right) / 2, (room.top + room.bottom) / 2 + 9
    if cell is None:
        canvas.text(middle, y, "–", size=style.SMALL, colour="mute", align="center")
        return
    far = abs(round(cell.gap, 1)) >= _FAR
    if far:
        fill = mix("core" if cell.gap > 0 else "disputed", "card", 0.75)
        canvas.box(room.left, room.top, room.right - room.left, room.bottom - room.top, radius=8, fill=fill, hint=hint)
    mean, colour = number(cell.mean, canvas.lang, 1), "ink" if far else "mute"
    canvas.text(middle - 10, y, mean, size=style.SMALL, colour=colour, align="right")
    gap = signed(cell.gap, canvas.lang)
    canvas.text(middle + 10, y, gap, size=style.SMALL, bold=far, hint=hint)


def _describe(row: _Row, columns: list[str], lang: str) -> str:
    told = [
        text(
            "charts.described_lens_group",
            lang,
            name=column,
            mean=number(cell.mean, lang, 1),
            gap=signed(cell.gap, lang),
            count=cell.n,
        )
        for column in columns
        if (cell := row.cells.get(column))
    ]
    lens = text(f"charts.lens_short_{row.lens}", lang)
    whole = text("charts.lens_groups_all", lang)
    return f"{row.dimension}, {lens}: {whole} {number(row.mean, lang, 1)}; {'; '.join(told)}"
