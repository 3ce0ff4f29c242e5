"""Room to answer on paper: for each kind of answer what is written in, ticked or marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from .. import kinds
from ..items import Item
from ..kinds.pairing import PAPER, pairs_of
from ..messages import number, text
from ..model import Prompt
from .a4 import A4, MARGIN, WIDTH, height_of
from .parts import Part
from .planes import bullseye, ladders, numbered, plane

RULE = 9.5  # distance of the lines that are written on
ROW = 9.5
RING = 3.6  # radius of what is ticked
BLANK_ROWS = 12  # for items that nobody has written yet
CARDS_SHOWN = 8
TEXT = 10.5
SMALL = 8.5
GRIP = 22.0  # room for a number at the end of a row
LABEL = 70.0  # room for an item before its steps

# what a prompt is answered about, in words; empty where nobody knows yet
Items = Sequence[str]
Couples = Sequence[tuple[str, str]]


def room_for(prompt: Prompt, items: Sequence[Item], lang: str) -> list[Part]:
    """The parts to answer a prompt in.

    Parameters
    ----------
    prompt
        The question.
    items
        What it is answered about; where there are none yet, there are lines to write them on.
    lang
        Language of what is printed.
    """
    if kinds.is_paired(prompt):
        names = {item.item_id: item.text for item in items}
        # the pairs that the control room asks everyone about who is entered from paper
        pairs = pairs_of(list(names), PAPER, prompt.pairs_max)
        couples = [(names[pair.first], names[pair.second]) for pair in pairs] or [("", "")] * BLANK_ROWS
        return _PAIRED[prompt.kind](prompt, couples, lang)
    return _ROOMS[prompt.kind](prompt, [item.text for item in items], lang)


# -- written -------------------------------------------------------------------------------------------------


def _written(n_lines: int, stretch: float, _prompt: Prompt, _items: Items, _lang: str) -> list[Part]:
    return [Part(n_lines * RULE, ruled, stretch=stretch, most=26 * RULE)]


def ruled(page: A4, y: float, height: float) -> None:
    """Lines to write on."""
    page.pen("control-line", 0.2)
    for nth in range(1, int((height + 0.01) / RULE) + 1):
        page.line(MARGIN, y + nth * RULE, MARGIN + WIDTH, y + nth * RULE)


def _cards(prompt: Prompt, _items: Items, _lang: str) -> list[Part]:
    n_cards = min(prompt.max_items, CARDS_SHOWN)
    n_across = 1 if n_cards <= 5 else 2
    rows = [list(range(first, min(first + n_across, n_cards))) for first in range(0, n_cards, n_across)]
    return [Part(16, partial(_card_row, row, n_across), stretch=2, most=68) for row in rows]


def _card_row(row: list[int], n_across: int, page: A4, y: float, height: float) -> None:
    across = (WIDTH - 4 * (n_across - 1)) / n_across
    page.pen("control-line", 0.3)
    for nth, card in enumerate(row):
        x = MARGIN + nth * (across + 4)
        page.rect(x, y + 1.5, across, height - 3, round_corners=True, corner_radius=2.5)
        page.words(x + 2, y + 3.2, str(card + 1), SMALL, room=8, colour="mute")


def _table(prompt: Prompt, _items: Items, lang: str) -> list[Part]:
    """Rows to write in, a column for each field."""
    across = WIDTH / len(prompt.columns)
    names = [column.text(lang) for column in prompt.columns]
    high = max(height_of(name, across - 4, SMALL) for name in names) + 1.5

    def head(page: A4, y: float, height: float) -> None:
        for nth, name in enumerate(names):
            top = y + height - 1.5 - height_of(name, across - 4, SMALL)
            page.words(MARGIN + nth * across + 2, top, name, SMALL, room=across - 4, bold=True, colour="mute")

    def row(page: A4, y: float, height: float) -> None:
        page.pen("control-line", 0.3)
        page.rect(MARGIN, y + 1, WIDTH, height - 2, round_corners=True, corner_radius=2)
        page.pen("line", 0.3)
        for nth in range(1, len(names)):
            page.line(MARGIN + nth * across, y + 1, MARGIN + nth * across, y + height - 1)

    n_rows = min(prompt.max_items, CARDS_SHOWN)
    return [Part(high, head, leads=True), *[Part(19, row, stretch=2, most=44)] * n_rows]


def _date(_prompt: Prompt, _items: Items, lang: str) -> list[Part]:
    def draw(page: A4, y: float, _height: float) -> None:
        x = MARGIN
        page.pen("control-line", 0.3)
        for key, across in (("day", 20), ("month", 20), ("year", 32)):
            page.rect(x, y + 1, across, 10, round_corners=True, corner_radius=1.5)
            page.words(x, y + 11.5, text(f"report.sheet_{key}", lang), SMALL, room=across, colour="mute", align="C")
            x += across + 5

    return [Part(17, draw)]


def _ladder(_prompt: Prompt, _items: Items, lang: str) -> list[Part]:
    return [_line_of_text(text("report.sheet_ladder_how", lang)), Part(108, partial(ladders, lang), stretch=1)]


# -- ticked --------------------------------------------------------------------------------------------------


def _ring(page: A4, x: float, y: float, label: str = "") -> None:
    page.pen("ink", 0.3)
    page.ellipse(x - RING, y - RING, 2 * RING, 2 * RING)
    if label:
        page.words(x - RING, y - 1.9, label, SMALL, room=2 * RING, colour="mute", align="C")


def _steps_at(n_steps: int, left: float = MARGIN, right: float = MARGIN + WIDTH) -> list[float]:
    """Where the rings of a scale stand."""
    apart = min((right - left - 2 * RING) / (n_steps - 1), 36)
    return [left + RING + nth * apart for nth in range(n_steps)]


def _scale(prompt: Prompt, _items: Items, lang: str) -> list[Part]:
    def draw(page: A4, y: float, _height: float) -> None:
        at = _steps_at(prompt.steps)
        for step, x in enumerate(at, 1):
            _ring(page, x, y + 5, str(step))
        _ends(page, prompt, lang, y + 9.4, at)

    return [Part(17, draw, stretch=0.2, most=30)]


def _ends(page: A4, prompt: Prompt, lang: str, y: float, at: list[float]) -> None:
    room = (at[-1] - at[0]) / 2 + RING
    page.words(at[0] - RING, y, prompt.low(lang), SMALL, room=room, colour="mute")
    page.words(at[-1] + RING - room, y, prompt.high(lang), SMALL, room=room, colour="mute", align="R")


def _choice(prompt: Prompt, _items: Items, lang: str) -> list[Part]:
    def draw(label: str, page: A4, y: float, _height: float) -> None:
        _ring(page, MARGIN + RING, y + ROW / 2)
        page.words(MARGIN + 2 * RING + 3, y + ROW / 2 - 2.5, label, TEXT, room=WIDTH - 14)

    return [Part(ROW, partial(draw, option.text(lang))) for option in prompt.options]


def _sort(prompt: Prompt, items: Items, lang: str) -> list[Part]:
    ends = [MARGIN + WIDTH - 45, MARGIN + WIDTH - 15]

    def head(page: A4, y: float, _height: float) -> None:
        for x, option in zip(ends, prompt.options, strict=True):
            page.words(x - 15, y, option.text(lang), SMALL, room=30, bold=True, colour="mute", align="C")

    def tick(page: A4, y: float) -> None:
        for x in ends:
            _ring(page, x, y)

    return [Part(6, head, leads=True), *_rows(items, WIDTH - 64, tick)]


def _rows(items: Items, room: float, mark: Callable[[A4, float], None]) -> list[Part]:
    """A row for each item, or lines to write them on; ``mark`` draws what it is answered with."""

    def draw(words: str, page: A4, y: float, height: float) -> None:
        _item(page, y, height, words, room)
        mark(page, y + height / 2)

    if not items:
        return [Part(ROW, partial(draw, ""), stretch=1, most=17) for _ in range(BLANK_ROWS)]
    return [Part(max(ROW, height_of(item, room, TEXT) + 3), partial(draw, item), stretch=1, most=17) for item in items]


def _item(page: A4, y: float, height: float, words: str, room: float) -> None:
    """What a row is about, or a line to write it on."""
    if words:
        page.pen("line", 0.2)
        page.line(MARGIN, y + height, MARGIN + WIDTH, y + height)
        page.words(MARGIN, y + (height - height_of(words, room, TEXT)) / 2, words, TEXT, room=room)
    else:
        page.pen("control-line", 0.2)
        page.line(MARGIN, y + height - 2, MARGIN + room - 4, y + height - 2)


def _boxed(page: A4, y: float) -> None:
    page.pen("ink", 0.3)
    page.rect(MARGIN + WIDTH - GRIP + 4, y - 3.7, GRIP - 4, 7.4, round_corners=True, corner_radius=1.5)


def _starred(page: A4, y: float) -> None:
    page.pen("ink", 0.3)
    page.star(MARGIN + WIDTH - 8, y, r_in=1.9, r_out=4.4, rotate_degrees=180, corners=5)


def _ranking(_prompt: Prompt, items: Items, lang: str) -> list[Part]:
    return [_line_of_text(text("report.sheet_rank", lang)), *_rows(items, WIDTH - GRIP, _boxed)]


def _points(prompt: Prompt, items: Items, lang: str) -> list[Part]:
    if prompt.is_star_vote:
        how = "report.sheet_star" if prompt.is_one_star else "report.sheet_stars"
        return [_line_of_text(text(how, lang)), *_rows(items, WIDTH - GRIP, _starred)]

    def total(page: A4, y: float, _height: float) -> None:
        words = text("report.sheet_total", lang, total=number(prompt.budget, lang))
        page.words(MARGIN, y + 3, words, TEXT, room=WIDTH, bold=True, align="R")

    return [*_rows(items, WIDTH - GRIP, _boxed), Part(10, total)]


def _gap(prompt: Prompt, items: Items, lang: str) -> list[Part]:
    def draw(words: str, page: A4, y: float, height: float) -> None:
        page.pen("line", 0.2)
        page.line(MARGIN, y + height, MARGIN + WIDTH, y + height)
        page.words(MARGIN, y + height * 0.28 - 2.6, words, TEXT, room=LABEL - 4, bold=True)
        for name, middle in ((prompt.now, 0.28), (prompt.wanted, 0.74)):
            at = _steps_at(prompt.steps, MARGIN + LABEL + 28)
            page.words(MARGIN + LABEL, y + height * middle - 2.4, name(lang), 9.5, room=28, colour="mute", max_lines=1)
            for step, x in enumerate(at, 1):
                _ring(page, x, y + height * middle, str(step))

    names = list(items) or ([""] if not prompt.has_items else [""] * 8)
    rows = [Part(19, partial(draw, name), stretch=1, most=36) for name in names]
    return [_scale_head(prompt, lang, MARGIN + LABEL + 28), *rows]


def _scale_head(prompt: Prompt, lang: str, left: float) -> Part:
    """What the ends of the scale mean, above rows of it."""
    return Part(7, lambda page, y, _: _ends(page, prompt, lang, y + 1, _steps_at(prompt.steps, left)), leads=True)


def _stepped_rows(prompt: Prompt, names: Items, lang: str) -> list[Part]:
    """A scale for each of some items."""
    left = MARGIN + LABEL + 18
    room = LABEL + 14

    def draw(words: str, page: A4, y: float, height: float) -> None:
        _item(page, y, height, words, room)
        for step, x in enumerate(_steps_at(prompt.steps, left), 1):
            _ring(page, x, y + height / 2, str(step))

    rows = [Part(max(12.0, height_of(name, room, TEXT) + 4), partial(draw, name), stretch=1, most=24) for name in names]
    return [_scale_head(prompt, lang, left), *rows]


def _circles(prompt: Prompt, items: Items, lang: str) -> list[Part]:
    return _stepped_rows(prompt, items, lang)


def _pair_scale(prompt: Prompt, couples: Couples, lang: str) -> list[Part]:
    names = [text("page.pairs_of", lang, one=one, other=other) if one else "" for one, other in couples]
    return _stepped_rows(prompt, names, lang)


def _pairs(_prompt: Prompt, couples: Couples, lang: str) -> list[Part]:
    side = (WIDTH - 40) / 2
    alike = text("page.pairs_equal", lang)

    def draw(pair: tuple[str, str], page: A4, y: float, height: float) -> None:
        middle, right = y + height / 2, MARGIN + WIDTH
        if pair[0]:
            page.pen("line", 0.2)
            page.line(MARGIN, y + height, right, y + height)
        for words, x, align in ((pair[0], MARGIN + 9, "L"), (pair[1], right - 9 - side + 6, "R")):
            if words:
                page.words(x, middle - height_of(words, side - 6, TEXT) / 2, words, TEXT, room=side - 6, align=align)
            else:
                page.pen("control-line", 0.2)
                page.line(x, y + height - 3, x + side - 8, y + height - 3)
        _ring(page, MARGIN + RING, middle)
        _ring(page, right - RING, middle)
        _ring(page, MARGIN + WIDTH / 2, middle - 1.6)
        page.words(MARGIN + WIDTH / 2 - 14, middle + 1.6, alike, 7, room=28, colour="mute", align="C", max_lines=1)

    def height(pair: tuple[str, str]) -> float:
        return max(13.0, *(height_of(words, side - 6, TEXT) + 3 for words in pair))

    return [Part(height(pair), partial(draw, pair), stretch=1, most=22) for pair in couples]


# -- placed --------------------------------------------------------------------------------------------------


def _placement(prompt: Prompt, items: Items, lang: str) -> list[Part]:
    rings = [ring(lang) for ring in prompt.rings]
    hours = text("page.hours", lang) if prompt.hours_max else ""
    return [
        _line_of_text(text("report.sheet_numbers_ring", lang)),
        Part(112, partial(bullseye, rings), stretch=3, most=168),
        *numbered(items, hours),
    ]


def _quadrant(prompt: Prompt, items: Items, lang: str) -> list[Part]:
    how = "report.sheet_numbers_field" if prompt.has_items else "report.sheet_cross"
    drawn = Part(112, partial(plane, prompt, lang), stretch=3, most=175)
    return [_line_of_text(text(how, lang)), drawn, *(numbered(items, "") if prompt.has_items else [])]


def _line_of_text(words: str) -> Part:
    """One thing said above what is answered."""
    high = height_of(words, WIDTH, 9.5) + 3

    def draw(page: A4, y: float, _height: float) -> None:
        page.words(MARGIN, y, words, 9.5, colour="mute")

    return Part(high, draw, leads=True)


_ROOMS: dict[str, Callable[[Prompt, Items, str], list[Part]]] = {
    "short_text": partial(_written, 2, 1.0),
    "long_text": partial(_written, 4, 2.5),
    "cards": _cards,
    "table": _table,
    "date": _date,
    "ladder": _ladder,
    "scale": _scale,
    "choice": _choice,
    "sort": _sort,
    "ranking": _ranking,
    "points": _points,
    "gap": _gap,
    "circles": _circles,
    "placement": _placement,
    "quadrant": _quadrant,
}
_PAIRED: dict[str, Callable[[Prompt, Couples, str], list[Part]]] = {"pairs": _pairs, "pair_scale": _pair_scale}
