"""Items: what a room says of each of several things, the most first, as bars with what they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..messages import number, text
from . import style
from .bars import COUNT, STARS, Bars, Series
from .canvas import Canvas
from .empty import draw_empty
from .few import filling, hollow, is_few, say_people
from .figure import Chart
from .lettering import clean, width
from .packing import Rectangle
from .reading import percent
from .rows import draw_more, draw_names, set_rows

if TYPE_CHECKING:
    import pandas as pd

_AGREED = ((0.7, 4), (0.5, 3), (0.3, 2))  # least W, words in the catalogue
_NAMES = 0.42
_FOOT = 66.0


@dataclass(frozen=True)
class _Bar:
    """A thing with its bar: how long, what is said at its end and to the right, and how far it varies."""

    name: str
    value: float
    told: str
    note: str = ""
    spread: tuple[float, float] | None = None

    def described(self, lang: str) -> str:
        said = " · ".join(part for part in (self.told, self.note) if part)
        return text("charts.described_count", lang, name=self.name, count=said)


@dataclass(frozen=True)
class _Measure:
    """What bars are measured in: how long the longest is, a name, and how a number is written that says something."""

    longest: float
    name: str
    number_format: str = ""
    decimals: int = 0


def plot_ranking(
    items: pd.DataFrame,
    title: str | None = None,
    *,
    n_participants: int,
    agreement: float | None = None,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Items by their points in a common order, how often each came first, and whether the room agrees on the order.

    Parameters
    ----------
    items
        Columns ``item``, ``points`` (Borda), ``n_first`` (how many put it first).
    n_participants
        How many have ranked.
    agreement
        Kendall's W, 0 to 1; said in words with the number. Nothing is said of few people.
    """
    measure = _Measure(max(items["points"], default=0) or 1, "points", COUNT)
    bars = [
        _Bar(
            clean(name),
            float(points),
            text("charts.points", lang, n=round(points)),
            text("charts.firsts", lang, n=int(first)) if first else "",
        )
        for name, points, first in zip(items["item"], items["points"], items["n_first"], strict=True)
    ]
    found = say_people(n_participants, lang)
    if not is_few(n_participants) and agreement is not None:
        level = next((level for least, level in _AGREED if agreement >= least), 1)
        words = text(f"charts.order_{level}", lang)
        found += f" · {text('charts.agreement', lang, words=words, value=number(agreement, lang, 2))}"
    foot = text("charts.ranking_legend", lang)
    return _plot(bars, measure, title or text("charts.ranking_title", lang), foot, n_participants, lang, size, found)


def plot_shares(
    items: pd.DataFrame,
    title: str | None = None,
    *,
    n_participants: int,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """How a room shares its weight out over items: the mean share of each, and where the middle half of people lie.

    Parameters
    ----------
    items
        Columns ``item``, ``share`` (mean, 0-1), ``low`` and ``high`` (quartiles of the people's shares).
    n_participants
        How many have shared out.
    """
    written = percent(0, lang)  # as spreadsheets write a share, too
    measure = _Measure(max((*items["share"], *items["high"]), default=0) or 1, "shares", written, 2)
    bars = [
        _Bar(
            clean(name),
            float(share),
            percent(float(share), lang),
            spread=None if is_few(n_participants) else (float(low), float(high)),
        )
        for name, share, low, high in zip(items["item"], items["share"], items["low"], items["high"], strict=True)
    ]
    foot = "" if is_few(n_participants) else text("charts.shares_legend", lang)
    return _plot(bars, measure, title or text("charts.shares_title", lang), foot, n_participants, lang, size)


def plot_votes(
    items: pd.DataFrame,
    title: str | None = None,
    *,
    n_participants: int,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Stars given to each item, the most first, and whether it is a tie.

    Parameters
    ----------
    items
        Columns ``item`` and ``stars``.
    n_participants
        How many have voted.
    """
    measure = _Measure(max(items["stars"], default=0) or 1, "stars", STARS)
    rows = zip(items["item"], items["stars"], strict=True)
    bars = [_Bar(clean(name), float(stars), text("charts.stars", lang, n=int(stars))) for name, stars in rows]
    n_leading = sum(bar.value == measure.longest for bar in bars)
    found = say_people(n_participants, lang)
    if n_leading > 1 and not is_few(n_participants):
        found += f" · {text('charts.votes_tied', lang, n=n_leading)}"
    return _plot(bars, measure, title or text("charts.votes_title", lang), "", n_participants, lang, size, found)


def plot_compared(
    items: pd.DataFrame,
    title: str | None = None,
    *,
    n_participants: int,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Items by how they fared when compared in pairs; to be chosen before strong ones counts more.

    Parameters
    ----------
    items
        Columns ``item``, ``rating`` (Colley, 0.5 on average), ``won`` (a tie counts half) and ``met`` (comparisons).
    n_participants
        How many have compared.
    """
    columns = (items[name] for name in ("item", "rating", "won", "met"))
    bars = [
        _Bar(
            clean(name),
            float(rating) if met else 0.0,
            text("charts.won_of", lang, won=number(won, lang, 1), met=int(met)) if met else "",
        )
        for name, rating, won, met in zip(*columns, strict=True)
    ]
    foot, measure = text("charts.compared_legend", lang), _Measure(1, "compared", decimals=2)
    return _plot(bars, measure, title or text("charts.compared_title", lang), foot, n_participants, lang, size)


def _plot(
    bars: Sequence[_Bar],
    measure: _Measure,
    title: str,
    foot: str,
    n_participants: int,
    lang: str,
    size: tuple[float, float],
    found: str = "",
) -> Chart:
    canvas = Canvas(size, lang)
    bars = sorted(bars, key=lambda bar: -bar.value)
    answered = n_participants > 0 and bool(bars)
    subtitle = (found or say_people(n_participants, lang)) if answered else say_people(0, lang)
    top = canvas.heading(title, subtitle)
    area = Rectangle(style.MARGIN, top + 10, canvas.width - style.MARGIN, canvas.height - 44 - (_FOOT if foot else 0))
    if not answered:
        draw_empty(canvas, canvas.room(top, 40), "no_answers")
        canvas.chart.description = subtitle
        return canvas.chart
    described = [bar.described(lang) for bar in bars]
    canvas.chart.description = "\n".join([subtitle, *described, *([foot] if foot else [])])
    shown, pitch, dropped = set_rows(len(bars), area, 190.0)
    n_chosen = sum(bar.value > 0 for bar in bars)
    makes_way = bool(dropped) and 0 < n_chosen <= shown
    if makes_way:
        # where there is no room for all, what nobody chose makes way for the rest
        shown, pitch, _ = set_rows(n_chosen, replace(area, bottom=area.bottom - 50), 190.0)
        dropped = len(bars) - shown
    names = area.left + (area.right - area.left) * _NAMES
    n_leading = sum(bar.value == bars[0].value for bar in bars)
    notes = max((width(bar.note, style.SMALL) for bar in bars), default=0.0)
    told = max(width(bar.told, style.BODY, True) for bar in bars)
    reach = (area.right - names - 24 - 16 - told - (notes + 30 if notes else 0)) / measure.longest
    leading = range(n_leading if bars[0].value and not is_few(n_participants) and n_leading <= len(bars) / 2 else 0)
    column = Rectangle(area.left, area.top, names, area.bottom)
    draw_names(canvas, [bar.name for bar in bars[:shown]], column, pitch, bold=leading)
    for at, (bar, hint) in enumerate(zip(bars[:shown], described, strict=False)):
        row = Rectangle(names + 24, area.top + pitch * at, area.right, area.top + pitch * (at + 1))
        _draw_bar(canvas, bar, row, reach, hint, leads=at in leading, n=n_participants)
    canvas.line(names + 24, area.top, names + 24, area.top + pitch * shown, colour="control-line")
    if foot:
        start = min(names + 24, area.right - width(foot, style.SMALL))
        canvas.text(start, canvas.height - 44, foot, size=style.SMALL, colour="mute")
    more = "more_unchosen" if makes_way else "more"
    draw_more(canvas, Rectangle(area.left, area.top, area.right, canvas.height - 44), dropped, more)
    canvas.chart.bars = Bars(
        tuple(bar.name for bar in bars),
        (
            Series(
                text(f"charts.bars_{measure.name}", lang),
                tuple(round(bar.value, measure.decimals) for bar in bars),
                () if measure.number_format else tuple(bar.told for bar in bars),
            ),
        ),
        number_format=measure.number_format or COUNT,
        leading=frozenset(leading),
        hollow=hollow([n_participants] * len(bars)),
        foot=(foot,) if foot and not any(bar.spread for bar in bars) else (),
    )
    return canvas.chart


def _draw_bar(canvas: Canvas, bar: _Bar, row: Rectangle, reach: float, hint: str, *, leads: bool, n: int) -> None:
    thick = min((row.bottom - row.top) * 0.58, 76.0)
    middle = (row.top + row.bottom) / 2
    along = reach * bar.value
    if bar.value:
        look = filling(n, "core" if leads else "ring-0")
        canvas.box(row.left, middle - thick / 2, max(along, 6), thick, radius=10, hint=hint, **look)
    colour = "ink" if bar.value else "mute"
    if bar.spread is None:
        canvas.text(row.left + along + 16, middle + 10, bar.told, bold=leads, colour=colour)
    else:
        _draw_spread(canvas, row.left + reach * bar.spread[0], row.left + reach * bar.spread[1], middle, thick)
        canvas.text(row.right, middle + 10, bar.told, align="right", bold=leads, colour=colour)
    canvas.text(row.right, middle + 9, bar.note, size=style.SMALL, align="right", colour="mute")


def _draw_spread(canvas: Canvas, low: float, high: float, y: float, thick: float) -> None:
    """From where to where it varies; with a light edge, so that it is seen on a dark bar too."""
    for colour, line_width in (("card", 9.0), ("ink", 4.0)):
        canvas.line(low, y, high, y, colour=colour, line_width=line_width)
        for x in (low, high):
            canvas.line(x, y - thick * 0.2, x, y + thick * 0.2, colour=colour, line_width=line_width)
