"""Scales: how the answers of a room divide between fixed possibilities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .bars import Bars, Series
from .canvas import Canvas
from .empty import draw_empty
from .few import filling, hollow, is_few, say_answers
from .figure import Chart
from .lettering import clean, fit, width, wrap
from .packing import Rectangle
from .rows import draw_more, draw_names, set_rows
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

_AGREEMENT = ((0.6, 4), (0.2, 3), (-0.2, 2))  # least agreement, words in the catalogue


def plot_distribution(
    counts: Sequence[int],
    low: str,
    high: str,
    title: str | None = None,
    *,
    agreement: float | None = None,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """How a room lies on a scale between two ends, where its middle is, and whether it agrees.

    Parameters
    ----------
    counts
        Number of answers on each step, from the low end.
    low, high
        Names of the ends.
    agreement
        van der Eijk's A, -1 to 1; said in words with the number. Nothing is said of few answers.
    """
    canvas = Canvas(size, lang)
    told = [max(int(count), 0) for count in counts]
    total = sum(told)
    low, high = clean(low), clean(high)
    subtitle = say_answers(total, lang)
    top = canvas.heading(title or text("charts.distribution_title", lang), subtitle)
    ends = f"1 = {low}, {len(told)} = {high}"
    if not total:
        area = canvas.room(top, 40)
        draw_empty(canvas, area, "no_answers")
        canvas.chart.description = f"{subtitle}\n{ends}"
        return canvas.chart
    middle = _median(told)
    said = [text("charts.median", lang, value=number(middle, lang, 1))]
    if is_few(total):
        said.append(text("charts.agreement_few", lang))
    elif (known := _known(agreement)) is not None:
        value = number(known, lang, 2).replace("-", "−")
        said.append(text("charts.agreement", lang, words=_in_words(known, lang), value=value))
    _draw_steps(canvas, told, low, high, middle, said, top)
    canvas.chart.bars = Bars(
        tuple(str(step) for step in range(1, len(told) + 1)),
        (Series(text("charts.bars_answers", lang), tuple(told)),),
        "columns",
        leading=frozenset(at for at in range(len(told)) if _holds(at + 1, middle)),
        hollow=hollow([total] * len(told)),
        foot=(ends, " · ".join(said)),
    )
    steps = [text("charts.described_count", lang, name=step, count=count) for step, count in enumerate(told, start=1)]
    canvas.chart.description = "\n".join([subtitle, ends, *steps, *said])
    return canvas.chart


def plot_choice(
    options: Sequence[str],
    counts: Sequence[int],
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """How many chose each option, as bars in the order of the options.

    Parameters
    ----------
    options
        Names of the options.
    counts
        Number of answers for each.
    """
    canvas = Canvas(size, lang)
    bars = [(clean(name), max(int(count), 0)) for name, count in zip(options, counts, strict=True)]
    total = sum(count for _, count in bars)
    subtitle = say_answers(total, lang)
    top = canvas.heading(title or text("charts.choice_title", lang), subtitle)
    area = canvas.room(top + 10, 50)
    described = [text("charts.described_count", lang, name=name, count=count) for name, count in bars]
    canvas.chart.description = "\n".join([subtitle, *described])
    if not total:
        return draw_empty(canvas, area, "no_answers")
    shown, pitch, dropped = set_rows(len(bars), area, 190.0)
    names = area.left + (area.right - area.left) * 0.34
    longest = max(count for _, count in bars)
    told = [_share(count, total, lang) for _, count in bars]
    reach = area.right - names - 24 - max(width(words, style.BODY, True) for words in told) - 16
    leading = {at for at, (_, count) in enumerate(bars) if count == longest and not is_few(total)}
    column = Rectangle(area.left, area.top, names, area.bottom)
    draw_names(canvas, [name for name, _ in bars[:shown]], column, pitch, bold=leading)
    for at, ((_, count), words) in enumerate(zip(bars[:shown], told, strict=False)):
        y = area.top + pitch * at
        thick = min(pitch * 0.62, 100.0)
        along = reach * count / longest
        if count:
            look = filling(total, "core" if at in leading else "ring-0")
            start = y + (pitch - thick) / 2
            canvas.box(names + 24, start, max(along, 6), thick, radius=10, hint=described[at], **look)
        canvas.text(names + 40 + along, y + pitch / 2 + 10, words, bold=at in leading)
    canvas.line(names + 24, area.top, names + 24, area.top + pitch * shown, colour="control-line")
    draw_more(canvas, area, dropped)
    canvas.chart.bars = Bars(
        tuple(name for name, _ in bars),
        (Series(text("charts.bars_answers", lang), tuple(count for _, count in bars)),),
        leading=frozenset(leading),
        hollow=hollow([total] * len(bars)),
    )
    return canvas.chart


def plot_sort(
    items: pd.DataFrame,
    first: str,
    second: str,
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Where a room puts each item of two places, and on which items it is divided.

    Parameters
    ----------
    items
        Columns ``item``, ``n_first``, ``n_second`` (answers for either place).
    first, second
        Names of the two places.
    """
    canvas = Canvas(size, lang)
    columns = zip(items["item"], items["n_first"], items["n_second"], strict=True)
    rows = [(clean(item), max(int(a), 0), max(int(b), 0)) for item, a, b in columns]
    answered = sorted((row for row in rows if row[1] + row[2]), key=lambda row: -row[1] / (row[1] + row[2]))
    rows = answered + [row for row in rows if not row[1] + row[2]]
    first, second = clean(first), clean(second)
    subtitle = text("charts.items_shown", lang, n=len(answered)) if answered else text("charts.no_answers", lang)
    described = [
        text("charts.described_sort", lang, name=item, first=first, n_first=a, second=second, n_second=b)
        for item, a, b in rows
    ]
    top = canvas.heading(title or text("charts.sort_title", lang), subtitle, described)
    area = canvas.room(top + 64, 50)
    if not answered:
        return draw_empty(canvas, area, "no_answers")
    shown, pitch, dropped = set_rows(len(rows), area, 150.0)
    left, right = area.left + (area.right - area.left) * 0.38, area.right - _verdict_room(lang)
    half = (right - left) / 2 - 20
    for name, x, align, colour in ((first, left, "left", "core"), (second, right, "right", "periphery-text")):
        canvas.text(x, top + 38, fit(name, half, 30, True), size=30, bold=True, align=align, colour=colour, hint=name)
    draw_names(canvas, [row[0] for row in rows[:shown]], Rectangle(area.left, area.top, left - 28, 0), pitch)
    for at, (row, hint) in enumerate(zip(rows[:shown], described, strict=False)):
        y = area.top + pitch * at
        _draw_split(canvas, row[1], row[2], Rectangle(left, y, right, y + pitch), hint)
    draw_more(canvas, area, dropped)
    names, *counts = zip(*rows, strict=True)
    series = tuple(Series(name, own) for name, own in zip((first, second), counts, strict=True))
    canvas.chart.bars = Bars(names, series, "parts", hollow=hollow(a + b for _, a, b in rows))
    return canvas.chart


def _draw_steps(
    canvas: Canvas, counts: list[int], low: str, high: str, middle: float, said: list[str], top: float
) -> None:
    left, right = style.MARGIN + 40.0, canvas.width - style.MARGIN - 40.0
    floor, ceiling = canvas.height - 262.0, top + 70.0
    across = (right - left) / len(counts)
    thick = min(across * 0.72, 260.0)
    for step, count in enumerate(counts, start=1):
        x = left + across * (step - 0.5)
        high_up = (floor - ceiling) * count / max(counts)
        holds_middle = _holds(step, middle)
        if count:
            look = filling(sum(counts), "core" if holds_middle else "ring-0")
            canvas.box(x - thick / 2, floor - high_up, thick, high_up, radius=10, **look)
        canvas.text(x, floor - high_up - 18, str(count), size=36, bold=holds_middle, align="center")
        canvas.text(x, floor + 78, str(step), size=style.BODY, colour="mute", align="center")
    canvas.line(left, floor, right, floor, colour="control-line", line_width=3)
    x = left + across * (middle - 0.5)
    canvas.shape(Path([(x, floor + 10), (x + 18, floor + 38), (x - 18, floor + 38), (x, floor + 10)]), fill="ink")
    room = (right - left) / 2 - 30
    for name, edge, align in ((low, left, "left"), (high, right, "right")):
        size = 32 if width(name, 32, True) <= room else 26
        shown = wrap(name, room, size, bold=True, max_lines=2)
        canvas.lines(edge, floor + 128, shown, size=size, bold=True, align=align, hint=name)
    x = left
    canvas.shape(
        Path([(x + 14, canvas.height - 66), (x + 28, canvas.height - 44), (x, canvas.height - 44)]), fill="ink"
    )
    canvas.text(x + 42, canvas.height - 44, fit(" · ".join(said), right - x - 42, 28), size=28)


def _draw_split(canvas: Canvas, n_first: int, n_second: int, row: Rectangle, hint: str) -> None:
    """A bar parted by the two counts, with the verdict in words behind it."""
    total = n_first + n_second
    thick = min((row.bottom - row.top) * 0.66, 64.0)
    middle = (row.top + row.bottom) / 2
    top = middle - thick / 2
    if not total:
        words = text("charts.no_answers", canvas.lang)
        canvas.text(row.left, middle + 9, words, size=style.SMALL, colour="mute")
        return
    across = row.right - row.left
    part = across * n_first / total
    if n_first:
        look = filling(total, "core")
        canvas.box(row.left, top, part - (2 if n_second else 0), thick, radius=8, hint=hint, **look)
        colour = "ink" if is_few(total) else "card"
        canvas.text(row.left + 18, middle + 9, str(n_first), colour=colour, bold=True, size=style.BODY)
    if n_second:
        start = row.left + part + (2 if n_first else 0)
        look = filling(total, mix("periphery", "card", 0.55))
        canvas.box(start, top, row.right - start, thick, radius=8, hint=hint, **look)
        canvas.text(row.right - 18, middle + 9, str(n_second), bold=True, size=style.BODY, align="right")
    apart = abs(n_first - n_second) / total
    key = "too_few" if is_few(total) else "agreed" if apart >= 0.6 else "nearly_agreed" if apart >= 0.3 else "split"
    divided = key == "split"
    colour = "disputed-text" if divided else "mute"
    canvas.text(row.right + 28, middle + 9, text(f"charts.{key}", canvas.lang), bold=divided, colour=colour)


def _verdict_room(lang: str) -> float:
    return 28 + max(
        width(text(f"charts.{key}", lang), style.BODY, True) for key in ("agreed", "nearly_agreed", "split", "too_few")
    )


def _share(count: int, total: int, lang: str) -> str:
    if not count:
        return "0"
    return text("charts.share", lang, count=count, percent=number(100 * count / total, lang))


def _holds(step: int, middle: float) -> bool:
    """Whether the middle of the answers lies on a step, or between it and the next."""
    return abs(step - middle) < 0.75


def _median(counts: list[int]) -> float:
    """Median step, from 1; between two steps when the answers divide there."""
    steps = [step for step, count in enumerate(counts, start=1) for _ in range(count)]
    return (steps[(len(steps) - 1) // 2] + steps[len(steps) // 2]) / 2


def _known(agreement: object) -> float | None:
    """The number, or None for None, NaN and pandas' NA."""
    if not hasattr(agreement, "__float__"):
        return None
    value = float(agreement)
    return value if -1 <= value <= 1 else None


def _in_words(agreement: float, lang: str) -> str:
    level = next((level for least, level in _AGREEMENT if agreement >= least), 1)
    return text(f"charts.agreement_{level}", lang)
