"""Boards: what people wrote, as cards and as quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..messages import text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import LINE, clean, wrap
from .packing import Rectangle

if TYPE_CHECKING:
    import pandas as pd

_GAP = 22.0
_PAD = 26.0
_FOOT = 54.0


@dataclass(frozen=True)
class _Card:
    """A wording with the number of people behind it."""

    words: str
    n: int


@dataclass(frozen=True)
class _Setting:
    """One way to set the cards out."""

    size: float
    n_columns: int
    max_lines: int


# Largest first; the last is taken whether all fit or not.
_CARDS = (
    _Setting(40, 3, 5),
    _Setting(34, 3, 5),
    _Setting(30, 4, 5),
    _Setting(28, 4, 5),
    _Setting(26, 4, 4),
    _Setting(24, 5, 3),
    _Setting(24, 5, 2),
)
_QUOTES = (
    _Setting(44, 1, 6),
    _Setting(36, 2, 7),
    _Setting(32, 2, 7),
    _Setting(28, 2, 7),
    _Setting(26, 3, 7),
    _Setting(24, 3, 5),
)
_QUOTE = "“"


def plot_cards(
    cards: pd.DataFrame,
    title: str | None = None,
    *,
    lang: str = "da",
    n_participants: int | None = None,
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """A board of cards, the most frequent first; a card that several have written says so.

    Parameters
    ----------
    cards
        Columns ``text`` and ``n`` (how many wrote it).
    title
        The question that was answered.
    lang
        ``"da"`` or ``"en"``.
    n_participants
        How many wrote; left out of the subtitle if not given.
    size
        Width and height in inches; 100 pixels to the inch.
    """
    read = [_Card(clean(words), max(int(n), 1)) for words, n in zip(cards["text"], cards["n"], strict=True)]
    read = sorted((card for card in read if card.words), key=lambda card: -card.n)
    told = [text("charts.cards_shown", lang, n=sum(card.n for card in read))]
    if n_participants is not None:
        told.append(text("charts.people", lang, n=n_participants))
    return _plot(read, title or text("charts.cards_title", lang), " · ".join(told), _CARDS, lang, size)


def plot_texts(
    texts: Sequence[object],
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """The wordings of a room as quotes, in the order given.

    Parameters
    ----------
    texts
        One text per answer; what is missing or empty is left out.
    title
        The question that was answered.
    lang
        ``"da"`` or ``"en"``.
    size
        Width and height in inches; 100 pixels to the inch.
    """
    read = [_Card(words, 1) for words in map(clean, texts) if words]
    subtitle = text("charts.texts_shown", lang, n=len(read))
    return _plot(read, title or text("charts.texts_title", lang), subtitle, _QUOTES, lang, size, quote=_QUOTE)


def _plot(
    cards: list[_Card],
    title: str,
    subtitle: str,
    settings: Sequence[_Setting],
    lang: str,
    size: tuple[float, float],
    quote: str = "",
) -> Chart:
    canvas = Canvas(size, lang)
    top = canvas.heading(title, subtitle if cards else text("charts.no_answers", lang))
    area = Rectangle(style.MARGIN, top + 8, canvas.width - style.MARGIN, canvas.height - 40)
    said = [
        text("charts.described_count", lang, name=card.words, count=card.n) if card.n > 1 else card.words
        for card in cards
    ]
    canvas.chart.description = "\n".join([subtitle, *said] if cards else [text("charts.no_answers", lang)])
    if not cards:
        draw_empty(canvas, area, "no_answers")
        return canvas.chart
    setting, rows, dropped = _set_out(cards, settings, area, quote)
    across = _card_width(area, setting.n_columns)
    y = area.top
    for row, height in rows:
        for at, (card, lines) in enumerate(row):
            _draw_card(canvas, card, lines, area.left + at * (across + _GAP), y, across, height, setting.size, quote)
        y += height + _GAP
    if dropped:
        words = text("charts.more", lang, n=dropped)
        canvas.text(area.left, area.bottom, words, size=style.BODY + 2, bold=True, colour="core")
    return canvas.chart


_Row = tuple[list[tuple[_Card, list[str]]], float]


def _set_out(
    cards: list[_Card], settings: Sequence[_Setting], area: Rectangle, quote: str
) -> tuple[_Setting, list[_Row], int]:
    """The largest setting that shows every card whole, else every card, else the smallest with what it can hold."""
    room = area.bottom - area.top
    narrow = (area.right - area.left) / 1792
    fitting = [_Setting(s.size, max(1, round(s.n_columns * narrow)), s.max_lines) for s in settings]
    shown = None
    for setting in fitting:
        rows = _rows(cards, setting, _card_width(area, setting.n_columns) - _quote_room(quote, setting.size))
        if sum(height + _GAP for _, height in rows) - _GAP > room:
            continue
        whole = all(not lines[-1].endswith("…") for row, _ in rows for _, lines in row)
        shown = shown or (setting, rows, 0)
        if whole:
            return setting, rows, 0
    if shown:
        return shown
    setting = fitting[-1]
    rows = []
    left = room - _FOOT
    for row in _rows(cards, setting, _card_width(area, setting.n_columns) - _quote_room(quote, setting.size)):
        left -= row[1]
        if left < 0:
            break
        rows.append(row)
        left -= _GAP
    return setting, rows, len(cards) - sum(len(row) for row, _ in rows)


def _rows(cards: list[_Card], setting: _Setting, across: float) -> list[_Row]:
    rows = []
    for start in range(0, len(cards), setting.n_columns):
        row = [
            (card, wrap(card.words, across - 2 * _PAD, setting.size, max_lines=setting.max_lines))
            for card in cards[start : start + setting.n_columns]
        ]
        tallest = max(len(lines) for _, lines in row)
        counted = any(card.n > 1 for card, _ in row)
        height = tallest * setting.size * LINE + 2 * _PAD - setting.size * 0.2 + (style.SMALL * 1.5 if counted else 0)
        rows.append((row, height))
    return rows


def _quote_room(quote: str, size: float) -> float:
    return size * 1.1 if quote else 0.0


def _card_width(area: Rectangle, n_columns: int) -> float:
    return (area.right - area.left - _GAP * (n_columns - 1)) / n_columns


def _draw_card(
    canvas: Canvas,
    card: _Card,
    lines: list[str],
    x: float,
    y: float,
    across: float,
    height: float,
    size: float,
    quote: str,
) -> None:
    several = card.n > 1
    canvas.box(
        x, y, across, height, fill="core-soft" if several else "card", edge="core" if several else "line", line_width=2
    )
    inset = _PAD + _quote_room(quote, size)
    if quote:
        canvas.text(x + _PAD - 4, y + _PAD + size * 1.5, quote, size=size * 1.9, bold=True, colour="ring-0")
    canvas.lines(x + inset, y + _PAD + size * 0.76, lines, size=size, hint=card.words)
    if several:
        words = text("charts.times", canvas.lang, n=card.n)
        canvas.text(x + _PAD, y + height - _PAD * 0.8, words, size=style.SMALL, bold=True, colour="core")
