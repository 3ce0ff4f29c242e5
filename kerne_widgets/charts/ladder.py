"""Ladder: what everything is good for, from tasks and goals on the left to the core task on the right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from matplotlib.path import Path

from ..messages import text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .layers import Key, Layers, lay_out
from .lettering import ELLIPSIS, TIGHT, clean, widest, width, wrap
from .packing import Rectangle
from .style import mix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

_SIZES = (34, 32, 30, 28, 26, 24, 23, 22, 21, 20, 19, 18)
_UNBROKEN = 24  # down to this size a smaller whole word is better than a large broken one
_LINES_MAX = 5
_PAD = 14.0
_GAP = 9.0
_LEGEND = 56.0
_PASSING = 10.0  # height that an edge takes in a column it passes
_TOP = ""


def plot_ladder(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    title: str | None = None,
    *,
    lang: str = "da",
    n_participants: int | None = None,
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """A graph of what leads to what, in columns; a start with no way to the core task is set off.

    Parameters
    ----------
    nodes
        Columns ``key``, ``text``, ``is_start``, ``reaches`` (whether a way leads to the core task).
    edges
        Columns ``start``, ``end`` (keys; ``""`` is the core task) and ``n`` (how many say so).
    n_participants
        How many have made ladders; left out if not given.
    """
    canvas = Canvas(size, lang)
    names = {_TOP: text("charts.ladder_top", lang)}
    names |= {str(key): clean(words) for key, words in zip(nodes["key"], nodes["text"], strict=True)}
    counts = {(str(a), str(b)): int(n) for a, b, n in zip(edges["start"], edges["end"], edges["n"], strict=True)}
    lost = {str(row["key"]) for row in nodes.to_dict("records") if row["is_start"] and not row["reaches"]}
    people = "" if n_participants is None else text("charts.people", lang, n=n_participants)
    subtitle = people if len(nodes) else text("charts.no_answers", lang)
    top = canvas.heading(title or text("charts.ladder_title", lang), subtitle)
    area = canvas.room(top + 8, 30 + _LEGEND)
    said = [
        text("charts.described_edge", lang, start=names[start], end=names[end], count=n)
        for (start, end), n in counts.items()
    ]
    without = [f"{text('charts.ladder_lost', lang)}: {names[key]}" for key in names if key in lost]
    canvas.chart.description = "\n".join([subtitle, *said, *without])
    if not len(nodes):
        return draw_empty(canvas, area, "no_answers")
    starts = [str(key) for key, is_start in zip(nodes["key"], nodes["is_start"], strict=True) if is_start]
    shown, kept = _fitting(names, counts, starts, area)
    names = {key: name for key, name in names.items() if key in kept}
    counts = {edge: n for edge, n in counts.items() if edge[0] in kept}
    _draw(canvas, shown, names, counts, lost & kept, area)
    _draw_legend(canvas, shown, counts, lost & kept, area, dropped=len(nodes) + 1 - len(kept))
    return canvas.chart


def _fitting(
    names: Mapping[str, str], counts: Mapping[tuple[str, str], int], starts: Sequence[str], area: Rectangle
) -> tuple[Layers, set[str]]:
    """As many whole ladders as there is room for, those that most people climb first."""
    said = {start: sum(n for edge, n in counts.items() if edge[0] == start) for start in starts}
    ranked = sorted(starts, key=lambda start: -said[start])
    for n_starts in range(len(ranked), 0, -1):
        kept = _above(ranked[:n_starts], counts) | {_TOP}
        edges = [edge for edge in counts if edge[0] in kept]
        shown = lay_out([key for key in names if key in kept and key != _TOP] + [_TOP], edges, last=_TOP)
        one_line: dict[Key, list[str]] = {key: [""] for key in kept}
        tallest = max(_height(column, one_line, _SIZES[-1]) for column in shown.columns)
        if tallest <= area.bottom - area.top or n_starts == 1:
            break
    return shown, kept


def _above(starts: Sequence[str], edges: Mapping[tuple[str, str], int]) -> set[str]:
    found, waiting = set(starts), list(starts)
    while waiting:
        here = waiting.pop()
        for start, end in edges:
            if start == here and end not in found:
                found.add(end)
                waiting.append(end)
    return found


def _draw(
    canvas: Canvas,
    shown: Layers,
    names: Mapping[str, str],
    counts: Mapping[tuple[str, str], int],
    lost: set[str],
    area: Rectangle,
) -> None:
    n_columns = len(shown.columns)
    between = min(max((area.right - area.left) / n_columns * 0.16, 30.0), 90.0)
    pitch = (area.right - area.left + between) / n_columns
    across = pitch - between
    size, lines = _set(shown, names, across, area.bottom - area.top)
    places = _stack(shown, lines, size, area, pitch)
    for (start, end), way in shown.ways.items():
        points = []
        for key in way:
            x, y, _ = places[key]
            points += [(x, y), (x + across, y)]
        colour = mix("disputed", "paper", 0.3) if start in lost else mix("core", "paper", 0.45)
        _draw_way(canvas, points[1:-1], colour, min(2.0 + 2.0 * counts[str(start), str(end)], 14.0))
    for start, end in shown.backwards:
        (x0, y0, down0), (x1, y1, down1) = places[start], places[end]
        over = min(y0 - down0 / 2, y1 - down1 / 2) - 34
        out, back = (x0 + across * 0.7, y0 - down0 / 2), (x1 + across * 0.3, y1 - down1 / 2)
        bend = [(x0 + across * 0.6, over), (x1 + across * 0.4, over)]
        path = Path([out, *bend, back], [int(Path.MOVETO), *[int(Path.CURVE4)] * 3])
        canvas.shape(path, edge="disputed-text", line_width=4, dashed=True)
    for key, words in names.items():
        x, y, down = places[key]
        look: dict[str, Any] = {"fill": "card", "edge": "core", "line_width": 2.0}
        colour = "ink"
        if key == _TOP:
            look, colour = {"fill": "core", "edge": "core", "line_width": 2.0}, "card"
        elif key in lost:
            look = {"fill": "disputed-soft", "edge": "disputed", "line_width": 3.5}
        canvas.box(x, y - down / 2, across, down, hint=words, dashed=key in lost, **look)
        own = min(size, (across - 2 * _PAD) / widest(words, bold=True)) if key == _TOP else size
        first = y - (len(lines[key]) - 1) * own * TIGHT / 2 + own * 0.36
        canvas.lines(x + _PAD, first, lines[key], size=own, pitch=TIGHT, bold=key == _TOP, colour=colour, hint=words)


def _set(shown: Layers, names: Mapping[str, str], across: float, room: float) -> tuple[float, dict[Key, list[str]]]:
    """The largest type in which every name is whole and every column fits, else the smallest."""
    within = across - 2 * _PAD
    longest = max((widest(name) for key, name in names.items() if key != _TOP), default=0.0)
    for size in _SIZES:
        lines = _wrapped(names, within, size, _LINES_MAX)
        tallest = max(_height(column, lines, size) for column in shown.columns)
        whole = not any(found[-1].endswith(ELLIPSIS) for found in lines.values())
        if tallest <= room and whole and (longest * size <= within or size <= _UNBROKEN):
            return size, lines
    for max_lines in (3, 2, 1):
        lines = _wrapped(names, within, _SIZES[-1], max_lines)
        if max(_height(column, lines, _SIZES[-1]) for column in shown.columns) <= room:
            break
    return _SIZES[-1], lines


def _wrapped(names: Mapping[str, str], room: float, size: float, max_lines: int) -> dict[Key, list[str]]:
    return {
        key: [name] if key == _TOP else wrap(name, room, size, False, max_lines) or [""] for key, name in names.items()
    }


def _box_height(n_lines: int, size: float) -> float:
    return n_lines * size * TIGHT + size * 0.5


def _height(column: Sequence[Key], lines: Mapping[Key, Sequence[str]], size: float) -> float:
    return sum((_box_height(len(lines[key]), size) if key in lines else _PASSING) + _GAP for key in column) - _GAP


def _stack(
    shown: Layers, lines: Mapping[Key, Sequence[str]], size: float, area: Rectangle, pitch: float
) -> dict[Key, tuple[float, float, float]]:
    """Left side, middle and height of each key; a column spreads over the room it has."""
    places: dict[Key, tuple[float, float, float]] = {}
    room = area.bottom - area.top
    for at, column in enumerate(shown.columns):
        spare = max(room - _height(column, lines, size), 0.0) / (len(column) + 1)
        spare = min(spare, 150.0)
        y = area.top + (room - _height(column, lines, size) - spare * (len(column) - 1)) / 2
        for key in column:
            down = _box_height(len(lines[key]), size) if key in lines else _PASSING
            places[key] = (area.left + at * pitch, y + down / 2, down)
            y += down + _GAP + spare
    return places


def _draw_way(canvas: Canvas, points: Sequence[tuple[float, float]], colour: str, line_width: float) -> None:
    """A smooth line through the gaps between the columns, level where it passes one."""
    vertices, codes = [points[0]], [int(Path.MOVETO)]
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        vertices += [(middle, y0), (middle, y1), (x1, y1)]
        codes += [int(Path.CURVE4)] * 3
    canvas.shape(Path(vertices, codes), edge=colour, line_width=line_width)


def _draw_legend(
    canvas: Canvas, shown: Layers, counts: Mapping[tuple[str, str], int], lost: set[str], area: Rectangle, dropped: int
) -> None:
    x, y = area.left, canvas.height - 40
    if lost:
        canvas.box(x, y - 24, 40, 28, fill="disputed-soft", edge="disputed", line_width=3, dashed=True, radius=6)
        words = text("charts.ladder_lost", canvas.lang)
        canvas.text(x + 54, y, words, size=style.SMALL, colour="disputed-text", bold=True)
        x += 54 + width(words, style.SMALL, True) + 48
    if dropped:
        words = text("charts.more", canvas.lang, n=dropped)
        canvas.text(x, y, words, size=style.SMALL, colour="core", bold=True)
        x += width(words, style.SMALL, True) + 48
    told = [text("charts.ladder_times", canvas.lang)] if max(counts.values(), default=0) > 1 else []
    told += [text("charts.ladder_loop", canvas.lang)] if shown.backwards else []
    for words in told:
        if x + width(words, style.SMALL) <= area.right:
            canvas.text(x, y, words, size=style.SMALL, colour="mute")
            x += width(words, style.SMALL) + 48
