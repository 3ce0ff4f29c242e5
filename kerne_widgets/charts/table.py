"""Table: entries of a few fields side by side, what belongs together under one word, and what is missing said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..messages import text
from . import paging, style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import ELLIPSIS, LINE, clean, fit, shares, width, wrap
from .packing import Rectangle
from .writing import Line, Writing

if TYPE_CHECKING:
    import pandas as pd

_SIZES = (44.0, 40.0, 36.0, 33.0, 30.0, 28.0, 26.0, 24.0)
_EASY = 30.0  # from this size on, one table is better than two with larger letters
_LINES_MAX = (6, 3, 2)
_BETWEEN = 36.0  # paper between two tables side by side
_PAD = 18.0  # beside the words of a field
_OVER = 0.38  # over and under the words of a row, in their size
_GAP = 12.0  # between two boxes
_HEADING = 46.0
_PILL = 1.55  # height of what says that something is missing, in its letters
_TOLD_MAX = 60  # entries that are read aloud one by one
_PARTED = 14  # letters from which a compound may be parted for the sake of larger letters


@dataclass(frozen=True)
class Head:
    """A column: its name, and what is said where an entry has nothing in it; ``""`` for the usual words."""

    name: str
    missing: str


@dataclass
class _Group:
    """Entries with the same first field: the others of each, and how many have written them."""

    first: str
    heading: str
    rows: dict[tuple[str, ...], int] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return sum(self.rows.values())

    @property
    def lacks(self) -> bool:
        return any(not said for row in self.rows for said in row)


@dataclass(frozen=True)
class _Setting:
    """One way to set the entries out: size of letters, lines of a field, and tables side by side."""

    size: float
    max_lines: int
    n_tables: int
    edges: tuple[float, ...]  # of the columns, from the left side of a table
    lang: str

    def lines(self, words: str, column: int) -> list[str]:
        room = self.edges[column + 1] - self.edges[column] - 1.6 * _PAD
        return wrap(words, room, self.size, column == 0, self.max_lines)


@dataclass
class _Box:
    """A group, or a part of it, as it is drawn: the lines of its first field, and of each row its other fields."""

    group: _Group
    heading: str
    first: list[str]
    rows: list[tuple[tuple[str, ...], list[list[str]], float]]
    least: float

    @property
    def height(self) -> float:
        return max(self.least, sum(height for *_, height in self.rows))

    @property
    def down(self) -> float:
        return self.height + _GAP + (_HEADING if self.heading else 0.0)


def plot_table(
    entries: pd.DataFrame,
    heads: Sequence[Head],
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Entries field by field. Those with the same first field stand together; where something is missing comes first.

    Parameters
    ----------
    entries
        Columns ``fields`` (a list with the words of each column, ``""`` where there are none) and ``n`` (how many have
        written it), and ``heading`` where some stand under one.
    heads
        The columns, two to four.
    """
    canvas = Canvas(size, lang)
    usual = text("charts.entry_missing", lang)
    heads = [Head(clean(head.name), clean(head.missing) or usual) for head in heads]
    groups = _grouped(entries, len(heads))
    subtitle = _subtitle(groups, heads, lang)
    top = canvas.heading(title or text("charts.cards_title", lang), subtitle, _said(groups, heads, lang))
    area = canvas.room(top + 6, 40)
    if not groups:
        return draw_empty(canvas, area, "no_answers")
    lines = (Line((group.first, *row), n, group.heading) for group in groups for row, n in group.rows.items())
    canvas.chart.writing = Writing(tuple(lines), tuple(head.name for head in heads), tuple(h.missing for h in heads))
    setting, pages = _set_out(groups, heads, area, lang)
    across = setting.edges[-1]
    for at, boxes in enumerate(paging.turn_to(canvas, pages)):
        left = area.left + at * (across + _BETWEEN)
        y = area.top + _draw_heads(canvas, heads, left, area.top, setting)
        for box in boxes:
            if box.heading:
                words = fit(box.heading, across, style.BODY, True)
                canvas.text(left, y + _HEADING - 16, words, size=style.BODY, bold=True, colour="core")
            _draw_box(canvas, box, heads, left, y + box.down - _GAP - box.height, setting)
            y += box.down
    return canvas.chart


def _grouped(entries: pd.DataFrame, n_columns: int) -> list[_Group]:
    """The entries by their first field, what lacks something first; one with nothing more is told by the others."""
    found: dict[tuple[str, str], _Group] = {}
    headings = entries["heading"] if "heading" in entries else [""] * len(entries)
    for fields, n, heading in zip(entries["fields"], entries["n"], headings, strict=True):
        first, *rest = [clean(said) for said in fields][:n_columns]
        if not first:
            continue
        group = found.setdefault((clean(heading), first.casefold()), _Group(first, clean(heading)))
        group.rows[tuple(rest)] = group.rows.get(tuple(rest), 0) + max(int(n), 1)
    for group in found.values():
        bare = tuple([""] * (n_columns - 1))
        if bare in group.rows and len(group.rows) > 1:
            n = group.rows.pop(bare)
            group.rows[next(iter(group.rows))] += n
    return sorted(found.values(), key=lambda group: (not group.heading, group.heading, not group.lacks, -group.n))


def _subtitle(groups: Sequence[_Group], heads: Sequence[Head], lang: str) -> str:
    if not groups:
        return text("charts.no_answers", lang)
    said = [text("charts.entries_shown", lang, n=sum(group.n for group in groups))]
    rows = [row for group in groups for row in group.rows]
    for at, head in enumerate(heads[1:]):
        n = sum(not row[at] for row in rows)
        if n:
            said.append(text("charts.entries_lacking", lang, count=n, words=head.missing))
    return " · ".join(said)


def _said(groups: Sequence[_Group], heads: Sequence[Head], lang: str) -> list[str]:
    rows = [(group.first, row, n) for group in groups for row, n in group.rows.items()]
    said = []
    for first, row, n in rows[:_TOLD_MAX]:
        others = [f"{head.name}: {words or head.missing}" for head, words in zip(heads[1:], row, strict=True)]
        words = f"{first}. {'; '.join(others)}"
        said.append(text("charts.described_count", lang, name=words, count=n) if n > 1 else words)
    if len(rows) > _TOLD_MAX:
        said.append(text("charts.more", lang, n=len(rows) - _TOLD_MAX))
    return said


def _set_out(
    groups: Sequence[_Group], heads: Sequence[Head], area: Rectangle, lang: str
) -> tuple[_Setting, list[list[list[_Box]]]]:
    """The largest letters in which all fits whole and no short word is parted; else pages, where less is cut on them.

    A page is one table, or two side by side.
    """
    across, down = area.right - area.left, area.bottom - area.top
    parts = _shares(groups, len(heads))
    n_most = 2 if len(heads) == 2 and across > 1_200 else 1
    shown: tuple[tuple[int, int], _Setting, list[list[_Box]]] | None = None
    for max_lines in _LINES_MAX:
        for n_tables, size in _ways(n_most):
            setting = _Setting(size, max_lines, n_tables, _edges(parts, across, n_tables), lang)
            tables = _packed(groups, heads, down, setting)
            if len(tables) > n_tables:
                continue
            harm = _harm(tables, setting)
            if shown is None or harm < shown[0]:
                shown = harm, setting, tables
            if not any(harm):
                return setting, [tables]
        if shown:
            break
    paged = _Setting(paging.SIZE, _LINES_MAX[0], n_most, _edges(parts, across, n_most), lang)
    tables = _packed(groups, heads, down - paging.FOOT, paged)
    if shown and shown[0][0] <= _harm(tables, paged)[0]:
        return shown[1], [shown[2]]
    return paged, [tables[start : start + n_most] for start in range(0, len(tables), n_most)]


def _ways(n_most: int) -> list[tuple[int, float]]:
    """Tables side by side and sizes of letters, the best first: a row is easier to follow than large letters are."""
    ways = [(n, size) for n in range(1, n_most + 1) for size in _SIZES]
    return sorted(ways, key=lambda way: (way[1] < _EASY, -way[0] if way[1] < _EASY else way[0], -way[1]))


def _shares(groups: Sequence[_Group], n_columns: int) -> list[float]:
    """How the width is shared among the columns, by what is written in each."""
    said: list[list[str]] = [[group.first for group in groups], *([] for _ in range(n_columns - 1))]
    for group in groups:
        for row in group.rows:
            for at, words in enumerate(row, 1):
                said[at] += [words] if words else []
    return shares(said)


def _edges(parts: Sequence[float], across: float, n_tables: int) -> tuple[float, ...]:
    wide = (across - _BETWEEN * (n_tables - 1)) / n_tables
    return tuple(wide * sum(parts[:at]) for at in range(len(parts) + 1))


def _packed(groups: Sequence[_Group], heads: Sequence[Head], down: float, setting: _Setting) -> list[list[_Box]]:
    """The groups from the top down, on to the next table where one is full."""
    room = down - _heads_height(heads, setting)
    tables: list[list[_Box]] = [[]]
    left, heading = room, ""
    for group in groups:
        box = None
        for row in group.rows:
            laid = _row(row, setting)
            if box:
                grown = max(0.0, sum(height for *_, height in box.rows) + laid[-1] - box.height)
                if grown <= left:
                    box.rows.append(laid)
                    left -= grown
                    continue
            box = _box(group, "" if group.heading == heading else group.heading, laid, setting)
            if box.down - _GAP > left and tables[-1]:
                tables.append([])
                left = room
                box = _box(group, group.heading, laid, setting)
            tables[-1].append(box)
            left -= box.down
            heading = group.heading
    return tables


def _row(row: tuple[str, ...], setting: _Setting) -> tuple[tuple[str, ...], list[list[str]], float]:
    lines = [setting.lines(words, at) if words else [] for at, words in enumerate(row, 1)]
    tallest = max([len(found) for found in lines] + [1]) * setting.size * LINE
    return row, lines, tallest + 2 * _OVER * setting.size


def _box(group: _Group, heading: str, laid: tuple[tuple[str, ...], list[list[str]], float], setting: _Setting) -> _Box:
    first = setting.lines(group.first, 0)
    counted = style.SMALL * LINE if group.n > 1 and _count_beside(group, first, setting) is None else 0.0
    least = len(first) * setting.size * LINE + 2 * _OVER * setting.size + counted
    return _Box(group, heading, first, [laid], least)


def _count_beside(group: _Group, first: Sequence[str], setting: _Setting) -> float | None:
    """How far after the first field there is room for how many have written it; None where it goes below."""
    told = width(text("charts.times", setting.lang, n=group.n), style.SMALL, True)
    at = width(first[-1], setting.size, True) + setting.size * 0.6
    return at if at + told <= setting.edges[1] - 1.6 * _PAD else None


def _harm(tables: Sequence[Sequence[_Box]], setting: _Setting) -> tuple[int, int]:
    """How many fields are cut, and in how many a word is parted that should not be."""
    boxes = [box for boxes in tables for box in boxes]
    fields = [(box.group.first, box.first, 0) for box in boxes]
    for box in boxes:
        for row, lines, _ in box.rows:
            fields += [(words, found, at) for at, (words, found) in enumerate(zip(row, lines, strict=True), 1)]
    cut = sum(bool(lines) and lines[-1].endswith(ELLIPSIS) for _, lines, _ in fields)
    parted = sum(_is_parted(words, column, setting) for words, _, column in fields)
    return cut, parted


def _is_parted(words: str, column: int, setting: _Setting) -> bool:
    room = setting.edges[column + 1] - setting.edges[column] - 1.6 * _PAD
    return any(
        width(word, setting.size, column == 0) > room * (1 if len(word) <= _PARTED else 2) for word in words.split()
    )


def _heads_height(heads: Sequence[Head], setting: _Setting) -> float:
    return max(len(_head_lines(head, at, setting)) for at, head in enumerate(heads)) * style.SMALL * LINE + 14


def _head_lines(head: Head, column: int, setting: _Setting) -> list[str]:
    room = setting.edges[column + 1] - setting.edges[column] - 1.6 * _PAD
    return wrap(head.name, room, style.SMALL, True, 2)


def _draw_heads(canvas: Canvas, heads: Sequence[Head], left: float, top: float, setting: _Setting) -> float:
    for at, head in enumerate(heads):
        lines = _head_lines(head, at, setting)
        x = left + setting.edges[at] + _PAD
        canvas.lines(x, top + style.SMALL, lines, size=style.SMALL, bold=True, colour="mute", hint=head.name)
    return _heads_height(heads, setting)


def _draw_box(canvas: Canvas, box: _Box, heads: Sequence[Head], left: float, top: float, setting: _Setting) -> None:
    size, right = setting.size, left + setting.edges[-1]
    canvas.box(left, top, right - left, box.height, fill="card", edge="line", line_width=2)
    middle = left + setting.edges[1]
    canvas.line(middle, top + 10, middle, top + box.height - 10)
    y = canvas.lines(left + _PAD, top + size * (_OVER + 0.86), box.first, size=size, bold=True, hint=box.group.first)
    if box.group.n > 1:
        words = text("charts.times", canvas.lang, n=box.group.n)
        beside = _count_beside(box.group, box.first, setting)
        y += -size * LINE if beside is not None else style.SMALL * LINE - size * LINE + size * 0.1
        canvas.text(left + _PAD + (beside or 0.0), y, words, size=style.SMALL, bold=True, colour="core")
    # the rows share what the first field needs more than they do
    spare = (box.height - sum(height for *_, height in box.rows)) / len(box.rows)
    for at, (row, lines, height) in enumerate(box.rows):
        if at:
            canvas.line(middle + _PAD, top, right - _PAD, top)
        for column, (words, found) in enumerate(zip(row, lines, strict=True), 1):
            x = left + setting.edges[column] + _PAD
            if words:
                canvas.lines(x, top + size * (_OVER + 0.86), found, size=size, hint=words)
            else:
                _draw_missing(canvas, heads[column].missing, x, top + size * _OVER, column, setting)
        top += height + spare


def _draw_missing(canvas: Canvas, words: str, x: float, y: float, column: int, setting: _Setting) -> None:
    """An empty place with a broken edge, and in words what should stand there."""
    room = setting.edges[column + 1] - setting.edges[column] - 1.6 * _PAD
    size = min(setting.size * 0.9, style.BODY + 4)
    size = max(min(size, size * (room - 28) / width(words, size, True)), style.SMALL)
    said = fit(words, room - 28, size, True)
    down = size * _PILL
    y += (setting.size * LINE - down) / 2
    look = {"fill": "paper", "edge": "disputed-text", "dashed": True, "line_width": 2.5}
    canvas.box(x - 4, y, width(said, size, True) + 28, down, radius=down / 2, **look)
    canvas.text(x + 10, y + down / 2 + size * 0.36, said, size=size, bold=True, colour="disputed-text", hint=words)
