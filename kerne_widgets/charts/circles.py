"""Circles: how strongly each of the circles around a person is "we", from the innermost out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .few import filling, is_few, say_people
from .figure import Chart
from .lettering import LINE, TIGHT, clean, fit, width, wrap
from .packing import Rectangle

if TYPE_CHECKING:
    import pandas as pd

_LEGEND = 84.0
_NUMBER = 78.0
_INNER = 0.34  # radius of the innermost circle, of the outermost


@dataclass(frozen=True)
class _Circle:
    name: str
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def median(self) -> float:
        steps = [step for step, count in enumerate(self.counts, start=1) for _ in range(count)]
        return (steps[(len(steps) - 1) // 2] + steps[len(steps) // 2]) / 2

    @property
    def strength(self) -> float:
        """Mean of the answers between the ends of the scale, 0-1."""
        total = sum(step * count for step, count in enumerate(self.counts))
        return total / self.n / (len(self.counts) - 1)


def plot_circles(
    items: pd.DataFrame,
    low: str,
    high: str,
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Circles around one another, each the darker the higher its answers, with how the answers divide beside them.

    Parameters
    ----------
    items
        Columns ``item`` and ``counts`` (answers on each step, from the low end), the innermost circle first.
    low, high
        Names of the ends of the scale.
    """
    canvas = Canvas(size, lang)
    circles = [
        _Circle(clean(name), tuple(int(count) for count in counts))
        for name, counts in zip(items["item"], items["counts"], strict=True)
    ]
    n = max((circle.n for circle in circles), default=0)
    subtitle = say_people(n, lang)
    said = [f"{circle.name}: {_say(circle, lang)}" for circle in circles]
    top = canvas.heading(
        title or text("charts.circles_title", lang),
        subtitle,
        [f"1 = {clean(low)}, {_steps(circles)} = {clean(high)}", *said],
    )
    area = canvas.room(top + 8, 34)
    if not n:
        return draw_empty(canvas, area, "no_answers")
    down = area.bottom - area.top
    radius = min(down, (area.right - area.left) * 0.46) / 2
    _draw_circles(canvas, circles, area.left + radius, (area.top + area.bottom) / 2, radius)
    listing = Rectangle(area.left + 2 * radius + 80, area.top, area.right, area.bottom - _LEGEND)
    _draw_rows(canvas, circles, clean(low), clean(high), listing)
    lines = wrap(text("charts.circles_legend", lang), listing.right - listing.left, style.SMALL)
    y = area.bottom - 6 - (len(lines) - 1) * style.SMALL * LINE
    canvas.lines(listing.left, y, lines, size=style.SMALL, colour="mute")
    return canvas.chart


def _steps(circles: Sequence[_Circle]) -> int:
    return len(circles[0].counts) if circles else 0


def _say(circle: _Circle, lang: str) -> str:
    if not circle.n:
        return text("charts.no_answers", lang)
    said = text("charts.median", lang, value=number(circle.median, lang, 1))
    return f"{said} · {text('charts.too_few', lang)}" if is_few(circle.n) else said


def _shade(strength: float) -> tuple[str, str]:
    """Fill by strength, and the colour of letters that can be read on it."""
    fill = style.mix("paper", "core", strength**1.4)
    return fill, "card" if strength > 0.78 else "ink"


def _draw_circles(canvas: Canvas, circles: Sequence[_Circle], x: float, y: float, radius: float) -> None:
    n = len(circles)
    band = radius * (1 - _INNER) / max(n - 1, 1)
    for at in range(n - 1, -1, -1):
        circle = circles[at]
        # all circles stand on one point, so that each has room for its name on top
        own = radius - (n - 1 - at) * band
        middle = y + radius - own
        few = is_few(circle.n)
        fill, letters = ("paper", "mute") if few else _shade(circle.strength)
        edge = {"edge": "mute", "dashed": True} if few else {"edge": "card"}
        canvas.shape(Path.circle((x, middle), own), fill=fill, line_width=3, hint=circle.name, **edge)
        size = 26.0
        if at == 0:
            lines = wrap(circle.name, own * 1.6, size, True, 3)
            canvas.lines(
                x, middle - (len(lines) - 1) * size * LINE / 2 + 9, lines, size=size, bold=True, colour=letters,
                align="center", hint=circle.name,
            )  # fmt: skip
            continue
        # the part of it that is seen is two bands high on top; words stand in the lower half of it, where it is wider
        room = 2 * max(own**2 - (own - band * 0.7) ** 2, 0) ** 0.5 - 24
        while size > 18 and len(wrap(circle.name, room, size, True)) > (2 if band > size * 1.6 else 1):
            size -= 1
        lines = wrap(circle.name, room, size, True, 2 if band > size * 1.6 else 1)
        level = middle - own + band * 1.2 - (len(lines) - 1) * size * TIGHT / 2 + size * 0.36
        canvas.lines(
            x, level, lines, size=size, pitch=TIGHT, bold=True, colour=letters, align="center", hint=circle.name
        )


def _draw_rows(canvas: Canvas, circles: Sequence[_Circle], low: str, high: str, area: Rectangle) -> None:
    """The outermost on top, as the names of the circles are."""
    pitch = min((area.bottom - area.top - 40) / len(circles), 190.0)
    bars = Rectangle(area.right - 330, 0, area.right, 0)
    across = (bars.right - bars.left) / _steps(circles)
    most = max(max(circle.counts) for circle in circles)
    for nth, circle in enumerate(reversed(circles)):
        top = area.top + pitch * nth
        floor = top + pitch - 30
        few, told = is_few(circle.n), number(circle.median, canvas.lang, 1) if circle.n else "–"
        middle = (top + floor) / 2
        lines = wrap(circle.name, bars.left - area.left - 34 - _NUMBER, 28, max_lines=3)
        y = middle - (len(lines) - 1) * 28 * TIGHT / 2 + 10
        canvas.lines(area.left, y, lines, size=28, pitch=TIGHT, hint=circle.name)
        canvas.text(
            bars.left - 30, middle + 14, told, size=40, bold=not few, colour="mute" if few else "core", align="right"
        )
        for step, count in enumerate(circle.counts):
            x = bars.left + across * step
            tall = (floor - top - 34) * count / most
            if count:
                look = filling(circle.n, "core")
                canvas.box(x + 6, floor - tall, across - 12, tall, radius=6, **look)
                canvas.text(x + across / 2, floor - tall - 6, str(count), size=style.SMALL, align="center")
        canvas.line(bars.left, floor, bars.right, floor, colour="control-line")
    foot = area.top + pitch * len(circles) + 4
    half = (bars.right - bars.left) / 2
    for words, x, align in ((low, bars.left, "left"), (high, bars.right, "right")):
        size = max(min(style.SMALL, style.SMALL * half / width(words, style.SMALL)), 18) if words else style.SMALL
        canvas.text(x, foot, fit(words, half, size), size=size, colour="mute", align=align, hint=words)
