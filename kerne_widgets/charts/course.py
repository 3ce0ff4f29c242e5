"""Course: one calm line per question through all the rounds in which it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .few import is_few
from .figure import Chart
from .lettering import LINE, clean, fit, wrap
from .packing import Rectangle
from .reading import known, percent
from .rows import draw_more
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

_TALLEST = 420.0
_SHOWN_MAX = 6
_TOLD = 330.0
_FOOT = 96.0


@dataclass(frozen=True)
class _Point:
    mean: float
    low: float | None
    high: float | None
    agreement: float | None
    n: int


@dataclass(frozen=True)
class _Line:
    question: str
    lowest: float
    highest: float
    points: dict[int, _Point]  # by round

    @property
    def is_share(self) -> bool:
        return (self.lowest, self.highest) == (0.0, 1.0)


def plot_course(
    trend: pd.DataFrame,
    rounds: Sequence[tuple[int, str]],
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """A lane per question: the mean of each round, the band it may lie in, and how agreement has gone.

    Parameters
    ----------
    trend
        One row per question and round; columns ``prompt_id``, ``question``, ``lowest``, ``highest``, ``round``, ``n``,
        ``mean``, ``mean_low``, ``mean_high``, ``agreement``; hollow where few have answered.
    rounds
        Number and name of each round, in order.
    """
    canvas = Canvas(size, lang)
    lines = _read(trend)
    names = {nth: clean(name) for nth, name in rounds}
    top = canvas.heading(
        title or text("charts.course_title", lang),
        text("charts.course_lead", lang),
        [_describe(line, names, lang) for line in lines],
    )
    area = canvas.room(top + 20, _FOOT)
    if not any(line.points for line in lines):
        return draw_empty(canvas, canvas.room(top, 40), "no_course")
    shown = lines[:_SHOWN_MAX]
    pitch = min((area.bottom - area.top) / len(shown), _TALLEST)
    left, right = area.left + (area.right - area.left) * 0.34, area.right - _TOLD
    inset = (right - left) / (2 * max(len(names), 1))
    at_round = {nth: left + inset * (2 * at + 1) for at, nth in enumerate(names)}
    for at, line in enumerate(shown):
        lane = Rectangle(left, area.top + pitch * at, right, area.top + pitch * (at + 1))
        if at:
            canvas.line(area.left, lane.top, area.right, lane.top)
        _draw_question(canvas, line.question, Rectangle(area.left, lane.top, left - 60, lane.bottom))
        _draw_lane(canvas, line, lane, at_round, _describe(line, names, lang))
        _draw_told(canvas, line, Rectangle(right + 30, lane.top, area.right, lane.bottom))
    foot = area.top + pitch * len(shown)
    for nth, x in at_round.items():
        name = wrap(names[nth], 2 * inset - 16, style.SMALL, max_lines=2)
        canvas.lines(x, foot + 36, name, size=style.SMALL, colour="mute", align="center", hint=names[nth])
    draw_more(canvas, Rectangle(area.left, area.top, left, foot + 36), len(lines) - len(shown))
    return canvas.chart


def _read(trend: pd.DataFrame) -> list[_Line]:
    found: dict[str, list[dict[Any, Any]]] = {}
    for row in trend.to_dict("records"):
        found.setdefault(row["prompt_id"], []).append(row)
    return [_line(own) for own in found.values()]


def _line(own: list[dict[Any, Any]]) -> _Line:
    points = {
        int(row["round"]): _Point(
            mean, known(row["mean_low"]), known(row["mean_high"]), known(row["agreement"]), int(row["n"])
        )
        for row in own
        if (mean := known(row["mean"])) is not None
    }
    first = own[0]
    return _Line(clean(first["question"]), float(first["lowest"]), known(first["highest"]) or 1.0, points)


def _draw_question(canvas: Canvas, question: str, room: Rectangle) -> None:
    size = 30.0 if room.bottom - room.top > 150 else float(style.SMALL)
    n_lines = max(int((room.bottom - room.top - 12) / (size * LINE)), 1)
    lines = wrap(question, room.right - room.left, size, max_lines=min(n_lines, 4))
    first = (room.top + room.bottom) / 2 - (len(lines) - 1) * size * LINE / 2 + size * 0.36
    canvas.lines(room.left, first, lines, size=size, hint=question)


def _draw_lane(canvas: Canvas, line: _Line, lane: Rectangle, at_round: dict[int, float], hint: str) -> None:
    floor, ceiling = lane.bottom - 26, lane.top + 50

    def y(value: float) -> float:
        return floor - (floor - ceiling) * (value - line.lowest) / (line.highest - line.lowest)

    for end in (line.lowest, line.highest):
        canvas.line(lane.left, y(end), lane.right, y(end), line_width=1.5)
        told = _number(line, end, canvas.lang)
        canvas.text(lane.left - 12, y(end) + 9, told, size=style.SMALL, colour="mute", align="right")
    marks = [(at_round[nth], point) for nth, point in sorted(line.points.items()) if nth in at_round]
    for x, point in marks:
        if point.low is not None and point.high is not None:
            canvas.line(x, y(point.low), x, y(point.high), colour=mix("core", "paper", 0.6), line_width=16)
    for (x0, before), (x1, after) in pairwise(marks):
        canvas.line(x0, y(before.mean), x1, y(after.mean), colour="core", line_width=5)
    for x, point in marks:
        few = is_few(point.n)
        look: dict[str, Any] = (
            {"fill": "paper", "edge": "mute", "dashed": True} if few else {"fill": "core", "edge": "card"}
        )
        canvas.shape(Path.circle((x, y(point.mean)), 12), line_width=2.5 if few else 2, hint=hint, **look)
        told = _number(line, point.mean, canvas.lang)
        over = y(point.high if point.high is not None else point.mean)
        canvas.text(x, min(over, y(point.mean) - 12) - 14, told, size=style.SMALL, bold=True, align="center")
    if not marks:
        words = text("charts.course_few", canvas.lang)
        canvas.text(lane.left + 20, (floor + ceiling) / 2 + 9, words, size=style.SMALL, colour="mute")


def _draw_told(canvas: Canvas, line: _Line, room: Rectangle) -> None:
    lines = _told(line, canvas.lang)
    if any(is_few(point.n) for point in line.points.values()):
        lines.append(text("charts.hollow_few", canvas.lang))
    y = (room.top + room.bottom) / 2 + 9 - (len(lines) - 1) * 15
    for at, words in enumerate(lines):
        shown = fit(words, room.right - room.left, style.SMALL)
        canvas.text(room.left, y + 30 * at, shown, size=style.SMALL, colour="mute", hint=words)


def _told(line: _Line, lang: str) -> list[str]:
    """How many have answered, and how agreement has gone from the first of the rounds to the last."""
    points = [line.points[nth] for nth in sorted(line.points)]
    if not points:
        return []
    counts = [point.n for point in points]
    least, most = (number(n, lang) for n in (min(counts), max(counts)))
    lines = [text("charts.course_people", lang, answers=least if least == most else f"{least}–{most}")]
    agreed = [point.agreement for point in points if point.agreement is not None]
    if len(agreed) > 1:
        before, now = (number(value, lang, 1) for value in (agreed[0], agreed[-1]))
        steps = text("charts.from_to", lang, before=before, now=now)
        lines += [text("charts.course_agreement", lang), steps]
    return lines


def _number(line: _Line, value: float, lang: str) -> str:
    return percent(value, lang) if line.is_share else number(value, lang, 1)


def _describe(line: _Line, names: dict[int, str], lang: str) -> str:
    told = [
        f"{names.get(nth, nth)} {_number(line, point.mean, lang)}{_few(point, lang)}"
        for nth, point in sorted(line.points.items())
    ] or [text("charts.course_few", lang)]
    return f"{line.question}: {'; '.join([*told, *_told(line, lang)[1:]])}"


def _few(point: _Point, lang: str) -> str:
    return f" ({text('charts.verdict_too_few', lang)})" if is_few(point.n) else ""
