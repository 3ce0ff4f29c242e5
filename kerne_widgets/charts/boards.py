"""Boards: what people wrote, as cards and as quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from ..messages import text
from . import paging, style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import LINE, clean, fit, wrap
from .packing import Rectangle
from .writing import Line, Writing

if TYPE_CHECKING:
    import pandas as pd

_HEAD, _HEAD_ROOM = 30.0, 50.0  # size of a heading over cards, and the room it takes
_TOLD_MAX = 60  # cards that are read aloud one by one


@dataclass(frozen=True)
class _Card:
    """A wording with the number of people behind it, and the heading it stands under."""

    words: str
    n: int
    heading: str = ""


@dataclass(frozen=True)
class _Setting:
    """One way to set the cards out."""

    size: float
    n_columns: int
    max_lines: int

    @property
    def gap(self) -> float:
        """Paper between cards."""
        return 0.25 * self.size + 8

    @property
    def pad(self) -> float:
        """Paper inside a card; small letters need less, and there are many of them."""
        return 0.65 * self.size

    def across(self, area: Rectangle) -> float:
        """Width of a card."""
        return (area.right - area.left - self.gap * (self.n_columns - 1)) / self.n_columns


# Largest first.
_CARDS = (
    _Setting(64, 2, 4),
    _Setting(52, 2, 4),
    _Setting(40, 3, 5),
    _Setting(34, 3, 5),
    _Setting(30, 4, 5),
    _Setting(28, 4, 5),
    _Setting(28, 4, 9),
    _Setting(26, 4, 4),
    _Setting(26, 4, 7),
    _Setting(24, 5, 3),
    _Setting(24, 5, 2),
    _Setting(24, 6, 2),
)
_QUOTES = (
    _Setting(64, 1, 6),
    _Setting(52, 1, 6),
    _Setting(44, 1, 6),
    _Setting(36, 2, 7),
    _Setting(32, 2, 7),
    _Setting(28, 2, 7),
    _Setting(26, 3, 7),
    _Setting(24, 3, 5),
)
# the ornament before a quotation; in letter sizes its own size, and how far below the top of the card it stands
_QUOTE_MARKS = {"da": ("»", 1.5, 0.92), "en": ("“", 1.9, 1.5)}


def plot_cards(
    cards: pd.DataFrame,
    title: str | None = None,
    *,
    lang: str = "da",
    n_participants: int | None = None,
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """A board of cards, the most frequent first; a card that several have written says so.

    Cards under a heading stand together, the largest group first; those without one come last.

    Parameters
    ----------
    cards
        Columns ``text`` and ``n`` (how many wrote it), and ``heading`` where some stand under one.
    n_participants
        How many wrote; left out of the subtitle if not given.
    """
    headings = cards["heading"] if "heading" in cards else [""] * len(cards)
    rows = zip(cards["text"], cards["n"], headings, strict=True)
    read = [_Card(clean(words), max(int(n), 1), clean(heading)) for words, n, heading in rows]
    read = _by_heading(sorted((card for card in read if card.words), key=lambda card: -card.n), lang)
    told = [text("charts.cards_shown", lang, n=sum(card.n for card in read))]
    if n_participants is not None:
        told.append(text("charts.people", lang, n=n_participants))
    return _plot(read, title or text("charts.cards_title", lang), " · ".join(told), _CARDS, lang, size)


def plot_texts(
    texts: Sequence[object],
    title: str | None = None,
    *,
    counts: Sequence[int] | None = None,
    headings: Sequence[object] | None = None,
    n_silent: int = 0,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """The wordings of a room as quotes, in the order given; those under a heading stand together, as cards do.

    Parameters
    ----------
    texts
        The wordings; what is missing or empty is left out.
    counts
        How many have written each; one each when left out.
    headings
        The heading that each stands under, ``""`` for none.
    n_silent
        How many have answered what was asked beside it, but not this.
    """
    rows = zip(map(clean, texts), counts or [1] * len(texts), map(clean, headings or [""] * len(texts)), strict=True)
    read = _by_heading([_Card(words, n, heading) for words, n, heading in rows if words], lang)
    subtitle = text("charts.texts_shown", lang, n=sum(card.n for card in read))
    if n_silent:
        subtitle += " · " + text("charts.texts_silent", lang, n=n_silent)
    return _plot(read, title or text("charts.texts_title", lang), subtitle, _QUOTES, lang, size, is_quoted=True)


def _plot(
    cards: list[_Card],
    title: str,
    subtitle: str,
    settings: Sequence[_Setting],
    lang: str,
    size: tuple[float, float],
    is_quoted: bool = False,
) -> Chart:
    canvas = Canvas(size, lang)
    top = canvas.heading(title, subtitle if cards else text("charts.no_answers", lang))
    area = canvas.room(top + 8, 40)
    said = [
        text("charts.described_count", lang, name=card.words, count=card.n) if card.n > 1 else card.words
        for card in cards[:_TOLD_MAX]
    ]
    if len(cards) > _TOLD_MAX:
        said.append(text("charts.more", lang, n=len(cards) - _TOLD_MAX))
    canvas.chart.description = "\n".join([subtitle, *said] if cards else [text("charts.no_answers", lang)])
    if not cards:
        return draw_empty(canvas, area, "no_answers")
    canvas.chart.writing = Writing(tuple(Line((card.words,), card.n, card.heading) for card in cards))
    setting, pages = _set_out(cards, settings, area, is_quoted)
    across = setting.across(area)
    y = area.top
    for row in paging.turn_to(canvas, pages):
        if row.heading:
            words = fit(row.heading, area.right - area.left, _HEAD, True)
            canvas.text(area.left, y + _HEAD, words, size=_HEAD, bold=True, colour="core")
        y += row.down - row.height
        for at, (card, lines) in enumerate(row.cards):
            x = area.left + at * (across + setting.gap)
            _draw_card(canvas, card, lines, Rectangle(x, y, x + across, y + row.height), setting, is_quoted)
        y += row.height + setting.gap
    return canvas.chart


@dataclass(frozen=True)
class _Row:
    """Cards side by side with their lines, how high they are, and the heading over them."""

    cards: Sequence[tuple[_Card, list[str]]]
    height: float
    heading: str = ""

    @property
    def down(self) -> float:
        return self.height + (_HEAD_ROOM if self.heading else 0)

    @property
    def headed(self) -> _Row:
        """With its heading over it, as the first of a page."""
        return replace(self, heading=self.cards[0][0].heading)


def _by_heading(cards: list[_Card], lang: str) -> list[_Card]:
    """The cards, group by group; where there are groups, those outside them have a heading too."""
    many = Counter[str]()
    for card in cards:
        many[card.heading] += card.n
    if not any(many):
        return cards
    rest = text("charts.no_heading", lang)
    grouped = sorted(cards, key=lambda card: (not card.heading, -many[card.heading], card.heading))
    return [replace(card, heading=card.heading or rest) for card in grouped]


def _set_out(
    cards: list[_Card], settings: Sequence[_Setting], area: Rectangle, is_quoted: bool
) -> tuple[_Setting, list[list[_Row]]]:
    """The largest setting that shows all, cuts and parts fewest words; else pages, where fewer are cut on them."""
    room = area.bottom - area.top
    narrow = (area.right - area.left) / 1792
    fitting = [replace(s, n_columns=max(1, round(s.n_columns * narrow))) for s in settings]
    shown: tuple[tuple[int, int], _Setting, list[_Row]] | None = None
    for setting in fitting:
        rows = _rows(cards, setting, setting.across(area) - _quote_room(is_quoted, setting.size))
        if sum(row.down + setting.gap for row in rows) - setting.gap > room:
            continue
        harm = _harm(rows)
        if shown is None or harm < shown[0]:
            shown = harm, setting, rows
        if not any(harm):
            return setting, [rows]
    paged = next(setting for setting in fitting if setting.size <= paging.SIZE)
    rows = _rows(cards, paged, paged.across(area) - _quote_room(is_quoted, paged.size))
    if shown and shown[0][0] <= _harm(rows)[0]:
        return shown[1], [shown[2]]
    pages = paging.fill(rows, room - paging.FOOT, lambda row, first: (row.headed if first else row).down + paged.gap)
    return paged, [[page[0].headed, *page[1:]] for page in pages]


def _harm(rows: Sequence[_Row]) -> tuple[int, int]:
    """How many cards are cut, and in how many a word is parted more than once, as it may be for larger letters."""
    set_ = [lines for row in rows for _, lines in row.cards]
    return sum(lines[-1].endswith("…") for lines in set_), sum(_n_parted(lines) > 1 for lines in set_)


def _n_parted(lines: Sequence[str]) -> int:
    return sum(line.endswith("-") for line in lines)


def _rows(cards: list[_Card], setting: _Setting, across: float) -> list[_Row]:
    rows = []
    for heading, group in groupby(cards, key=lambda card: card.heading):
        alike = list(group)
        for start in range(0, len(alike), setting.n_columns):
            row = [
                (card, wrap(card.words, across - 2 * setting.pad, setting.size, max_lines=setting.max_lines))
                for card in alike[start : start + setting.n_columns]
            ]
            tallest = max(len(lines) for _, lines in row)
            counted = style.SMALL * 1.5 if any(card.n > 1 for card, _ in row) else 0
            height = tallest * setting.size * LINE + 2 * setting.pad - setting.size * 0.2 + counted
            rows.append(_Row(row, height, "" if start else heading))
    return rows


def _quote_room(is_quoted: bool, size: float) -> float:
    return size * 1.1 if is_quoted else 0.0


def _draw_card(
    canvas: Canvas, card: _Card, lines: list[str], room: Rectangle, setting: _Setting, is_quoted: bool
) -> None:
    several = card.n > 1
    x, y, size, pad = room.left, room.top, setting.size, setting.pad
    fill, edge = ("core-soft", "core") if several else ("card", "line")
    canvas.box(x, y, room.right - x, room.bottom - y, fill=fill, edge=edge, line_width=2)
    inset = pad + _quote_room(is_quoted, size)
    if is_quoted:
        mark, large, drop = _QUOTE_MARKS[canvas.lang]
        canvas.text(x + pad - 4, y + pad + size * drop, mark, size=size * large, bold=True, colour="ring-0")
    canvas.lines(x + inset, y + pad + size * 0.76, lines, size=size, hint=card.words)
    if several:
        words = text("charts.times", canvas.lang, n=card.n)
        canvas.text(x + pad, room.bottom - pad * 0.8, words, size=style.SMALL, bold=True, colour="core")
