"""Task list: the names behind the numbers, by verdict, beside every chart of tasks."""

from __future__ import annotations

from dataclasses import dataclass

from ..messages import text
from .canvas import Canvas
from .lettering import ELLIPSIS, LINE, fit, width, wrap
from .marks import draw_mark
from .packing import Rectangle
from .style import MARGIN, SMALL, SMALLEST, verdict_style

_SIZES = (32, 30, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16)
_UNCUT_SIZE = 17  # from this size up, small whole names are better than large cut ones
_COLUMN_GAP = 40.0
_HEADING = 1.86  # height of a heading with its rule, in its type size


@dataclass(frozen=True)
class Entry:
    """A line of the list."""

    number: str
    name: str
    amount: str
    verdict: str
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its sum and its entries."""

    verdict: str
    title: str
    total: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class _Line:
    """A heading (``section``) or an entry, with the lines of its name and its height."""

    words: tuple[str, ...]
    height: float
    section: Section | None = None
    entry: Entry | None = None
    before: float = 0.0
    size: float = 0.0


def split(canvas: Canvas, top: float, foot: float) -> tuple[Rectangle, Rectangle]:
    """Room for a picture and for its list: beside each other, or one below the other on a tall page."""
    left, right = MARGIN, canvas.width - MARGIN
    bottom = canvas.height - 36 - foot
    if canvas.width < canvas.height * 1.1:
        middle = top + min(canvas.width - 2 * MARGIN, (bottom - top) * 0.55)
        return Rectangle(left, top, right, middle), Rectangle(left, middle + 40, right, bottom)
    across = min(bottom - top, (right - left) * 0.46)
    return Rectangle(left, top, left + across, bottom), Rectangle(left + across + 72, top + 4, right, bottom)


def draw_list(canvas: Canvas, sections: list[Section], area: Rectangle) -> None:
    """The sections inside the area, in the largest type and fewest columns that hold them all.

    Names go on over two lines where there is room, and are else cut with an ellipsis; their hint is the full text.
    """
    size, columns, dropped = _set_out(sections, area)
    across = (area.right - area.left - _COLUMN_GAP * (len(columns) - 1)) / len(columns)
    for at, column in enumerate(columns):
        left = area.left + at * (across + _COLUMN_GAP)
        y = area.top
        for nth, line in enumerate(column):
            y += line.before if nth else 0.0
            if line.section is not None:
                _draw_heading(canvas, line, line.section, left, y, across, _indent(size))
            if line.entry is not None:
                _draw_entry(canvas, line, line.entry, left, y, across, size)
            y += line.height
    if dropped:
        words = text("charts.more", canvas.lang, n=dropped)
        canvas.text(area.right, area.bottom, words, size=max(size, SMALLEST), colour="mute", align="right")


def _set_out(sections: list[Section], area: Rectangle) -> tuple[float, list[list[_Line]], int]:
    """Type size, columns of lines, and the number of entries that found no place."""
    down = area.bottom - area.top
    n_columns_max = 2 if area.right - area.left > 560 else 1
    numbers = range(1, n_columns_max + 1)
    # One column is read faster than two, as long as it can be read from afar.
    tried = [(size, 1, 2, False) for size in _SIZES if size >= SMALL]
    tried += [(size, n, 3, False) for size in _SIZES if size >= _UNCUT_SIZE for n in numbers]
    tried += [(size, n, lines, True) for size in _SIZES for n in numbers for lines in (2, 1)]
    least_cut: tuple[int, float, list[list[_Line]]] | None = None
    for size, n_columns, name_lines, may_cut in tried:
        across = (area.right - area.left - _COLUMN_GAP * (n_columns - 1)) / n_columns
        lines = _lines(sections, across, size, name_lines)
        # A heading cut is worse than any number of names.
        n_cut = sum(_cut(line) * (1 if line.entry else 1000) for line in lines)
        if n_cut and (not may_cut or (least_cut and n_cut >= least_cut[0])):
            continue
        columns, left_over = _flow(lines, n_columns, down)
        if left_over:
            continue
        if not n_cut:
            return size, columns, 0
        least_cut = (n_cut, size, columns)
    if least_cut:
        return least_cut[1], least_cut[2], 0
    across = (area.right - area.left - _COLUMN_GAP * (n_columns_max - 1)) / n_columns_max
    columns, left_over = _flow(_lines(sections, across, SMALLEST, 1), n_columns_max, down - SMALLEST * 2)
    return SMALLEST, columns, left_over


def _cut(line: _Line) -> bool:
    return line.words[-1].endswith(ELLIPSIS)


def _lines(sections: list[Section], across: float, size: float, name_lines: int) -> list[_Line]:
    lines = []
    head, indent = size * 1.12, _indent(size)
    rooms = [across - indent - width(section.total, head, True) - head * 0.6 for section in sections]
    # All headings shrink alike before one is cut.
    shares = [room / width(section.title, head, True) for section, room in zip(sections, rooms, strict=True)]
    shrunk = head * min(1.0, *(max(share, 0.75) for share in shares), 1.0)
    pitch = 1.62 if size > 21 else 1.46
    for section, room in zip(sections, rooms, strict=True):
        title = (fit(section.title, room, shrunk, True),)
        lines.append(_Line(title, head * _HEADING, section=section, before=size * 0.85, size=shrunk))
        for entry in section.entries:
            left = across - indent - width(entry.amount, size) - size * 0.8
            named = tuple(wrap(entry.name, left, size, max_lines=name_lines)) or ("",)
            lines.append(_Line(named, size * (pitch + LINE * (len(named) - 1)), entry=entry))
    return lines


def _flow(lines: list[_Line], n_columns: int, down: float) -> tuple[list[list[_Line]], int]:
    """Lines over columns, and the number of entries left over.

    Two columns part between two sections if that leaves them alike, else where they are even: even columns look
    calmer than a full one and a rest.
    """
    if n_columns == 1:
        fitting = _count_fitting(lines, down)
        return [lines[:fitting]], sum(line.entry is not None for line in lines[fitting:])
    breaks = [at for at, line in enumerate(lines) if line.section is not None and at]
    even = min(range(len(lines) + 1), key=lambda at: max(_height(lines[:at]), _height(lines[at:])))
    # A heading alone at the foot of a column says nothing.
    while 0 < even < len(lines) and lines[even - 1].section is not None:
        even -= 1
    tallest = max(_height(lines[:even]), _height(lines[even:]))
    breaks = [at for at in breaks if max(_height(lines[:at]), _height(lines[at:])) <= min(down, tallest * 1.3)]
    best = min(breaks, key=lambda at: max(_height(lines[:at]), _height(lines[at:])), default=even)
    best = min(best, _count_fitting(lines, down))
    second = lines[best:]
    fitting = _count_fitting(second, down)
    return [lines[:best], second[:fitting]], sum(line.entry is not None for line in second[fitting:])


def _height(lines: list[_Line]) -> float:
    return sum(line.height + (line.before if nth else 0.0) for nth, line in enumerate(lines))


def _count_fitting(lines: list[_Line], down: float) -> int:
    return max((n for n in range(len(lines) + 1) if _height(lines[:n]) <= down), default=0)


def _draw_heading(
    canvas: Canvas, line: _Line, section: Section, left: float, y: float, across: float, indent: float
) -> None:
    colour = verdict_style(section.verdict).heading
    head = line.height / _HEADING
    baseline = y + head * 0.95
    draw_mark(canvas, section.verdict, left + indent * 0.4, baseline - head * 0.34, head * 0.52)
    canvas.text(left + indent, baseline, line.words[0], size=line.size, colour=colour, bold=True, hint=section.title)
    canvas.text(left + across, baseline, section.total, size=line.size, colour=colour, bold=True, align="right")
    rule = baseline + head * 0.5
    canvas.line(left, rule, left + across, rule, colour=colour, line_width=2)


def _draw_entry(canvas: Canvas, line: _Line, entry: Entry, left: float, y: float, across: float, size: float) -> None:
    baseline = y + size * 1.12
    look = verdict_style(entry.verdict)
    canvas.text(
        left + size * 1.45,
        baseline,
        entry.number,
        size=size,
        colour=look.heading,
        bold=True,
        align="right",
        hint=entry.hint,
    )
    canvas.lines(left + _indent(size), baseline, line.words, size=size, hint=entry.hint)
    canvas.text(left + across, baseline, entry.amount, size=size, colour="mute", align="right", hint=entry.hint)


def _indent(size: float) -> float:
    return size * 2.0
