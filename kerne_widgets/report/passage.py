"""A passage: what people have written, in letters on paper: all of it, where a picture would be small or leave out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from ..charts import Chart, Line, Writing
from ..charts.lettering import shares
from ..messages import text
from .a4 import A4, BOTTOM, MARGIN, WIDTH, height_of

TITLE, SIZE, SMALL = 12.0, 10.0, 8.5
GAP = 7.0  # mm between columns
PAD = 1.5  # mm over and under the words of a row
COUNT = 19.0  # mm for how many have written it
LONG = 110  # letters; longer wordings are read across the page


@dataclass(frozen=True)
class _Cell:
    """Words in a place of a row."""

    x: float
    room: float
    words: str
    size: float = SIZE
    bold: bool = False
    colour: str = "ink"
    align: str = "L"

    @property
    def height(self) -> float:
        return height_of(self.words, self.room, self.size, bold=self.bold)


@dataclass(frozen=True)
class _Row:
    """Cells side by side; under a heading or the names of columns the next row follows on the same page."""

    cells: tuple[_Cell, ...]
    leads: bool = False

    @property
    def height(self) -> float:
        return max(cell.height for cell in self.cells) + (PAD if self.leads else 2 * PAD)


class Passage:
    """A question with how many have answered it, and all that is written to it.

    Parameters
    ----------
    drawn
        The picture, with its words as `Writing`.
    note
        What is said about it.
    """

    def __init__(self, drawn: Chart, writing: Writing, note: str) -> None:
        self._lang = drawn.lang
        told = " · ".join(filter(None, (drawn.subtitle, note)))
        self._head = _across(drawn.title, TITLE, bold=True), _across(told, SMALL, colour="mute")
        self._rows = list(self._entries(writing) if writing.heads else self._wordings(writing))

    @property
    def least(self) -> float:
        """How high, in mm, what must not be parted is: the question and the first that is written to it."""
        return sum(row.height for row in self._head) + self._together(0)

    def write(self, page: A4) -> None:
        """Set it, on as many pages as it takes."""
        self._make_room(page, self.least)
        for row in self._head:
            self._set(page, row)
        for at, row in enumerate(self._rows):
            self._make_room(page, self._together(at))
            self._set(page, row)
        page.ln(4)

    def _together(self, at: int) -> float:
        """Height of a row with those that must follow it on the same page."""
        height = 0.0
        for row in self._rows[at:]:
            height += row.height
            if not row.leads:
                break
        return height

    def _make_room(self, page: A4, height: float) -> None:
        if page.get_y() + height > BOTTOM:
            page.add_page()

    def _set(self, page: A4, row: _Row) -> None:
        y, height = page.get_y(), row.height
        for cell in row.cells:
            page.words(
                cell.x,
                y + (0 if row.leads else PAD),
                cell.words,
                cell.size,
                room=cell.room,
                bold=cell.bold,
                colour=cell.colour,
                align=cell.align,
            )
        if not row.leads:
            page.pen("line", 0.2)
            page.line(MARGIN, y + height, MARGIN + WIDTH, y + height)
        page.set_xy(MARGIN, y + height)

    # -- rows ----------------------------------------------------------------------------------------------

    def _wordings(self, writing: Writing) -> Iterator[_Row]:
        n_columns = 1 if any(len(line.fields[0]) > LONG for line in writing.lines) else 2
        across = (WIDTH - GAP * (n_columns - 1)) / n_columns
        counted = COUNT if any(line.n > 1 for line in writing.lines) else 0.0
        for heading, group in groupby(writing.lines, key=lambda line: line.heading):
            lines = list(group)
            if heading:
                yield _across(heading, SIZE, bold=True, colour="core")
            for start in range(0, len(lines), n_columns):
                cells: list[_Cell] = []
                for nth, line in enumerate(lines[start : start + n_columns]):
                    x = MARGIN + nth * (across + GAP)
                    cells += [_Cell(x, across - counted, line.fields[0]), *self._count(line, x + across)]
                yield _Row(tuple(cells))

    def _entries(self, writing: Writing) -> Iterator[_Row]:
        counted = COUNT if any(line.n > 1 for line in writing.lines) else 0.0
        edges = [MARGIN + edge for edge in _edges(writing, WIDTH - counted)]
        places = [(left, right - left - GAP / 2) for left, right in pairwise(edges)]
        names = zip(places, writing.heads, strict=True)
        yield _Row(
            tuple(_Cell(x, room, name, SMALL, bold=True, colour="mute") for (x, room), name in names), leads=True
        )
        before = Line((), 0)
        for line in writing.lines:
            if line.heading and line.heading != before.heading:
                yield _across(line.heading, SIZE, bold=True, colour="core")
            cells = []
            for nth, ((x, room), words, missing) in enumerate(zip(places, line.fields, writing.missing, strict=True)):
                if nth == 0 and (line.fields[0], line.heading) == (*before.fields[:1], before.heading):
                    continue  # the same word has more than one entry
                if words:
                    cells.append(_Cell(x, room, words, bold=nth == 0))
                else:
                    cells.append(_Cell(x, room, missing, SMALL, bold=True, colour="disputed-text"))
            yield _Row((*cells, *self._count(line, MARGIN + WIDTH)))
            before = line

    def _count(self, line: Line, right: float) -> list[_Cell]:
        if line.n < 2:
            return []
        words = text("charts.times", self._lang, n=line.n)
        return [_Cell(right - COUNT, COUNT, words, SMALL, bold=True, colour="core", align="R")]


def _across(words: str, size: float, *, bold: bool = False, colour: str = "ink") -> _Row:
    return _Row((_Cell(MARGIN, WIDTH, words, size, bold, colour),), leads=True)


def _edges(writing: Writing, across: float) -> list[float]:
    """Where the columns of a table begin, and the last one ends."""
    parts = shares(zip(*(line.fields for line in writing.lines), strict=True))
    return [across * sum(parts[:at]) for at in range(len(parts) + 1)]
