"""Moves: where the same persons put each item before and where they put it now, what has moved most at the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.path import Path

from ..messages import number, text
from . import style
from .axis import FOOT, draw_legend
from .canvas import Canvas
from .empty import draw_empty
from .few import say_few_pairs
from .figure import Chart
from .lettering import clean, fit, wrap
from .packing import Rectangle
from .reading import known, percent
from .rows import draw_more, draw_names
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

_NAMES = 0.3
_TOLD = 430.0  # room for what is told of a row in words
_GAP = 70.0  # between two scales
_LINE = 30.0
_LEAST, _MOST = 60.0, 150.0  # height of a row
_HEAD, _NAMED = 60.0, 34.0  # room over the rows for the ends, and for the names of the scales
GAP, HOURS = "gap", "hours_week"
_OWN_WAYS = ("centrality", "chosen", "first", "place")  # where up and down would say little
_SHARES = ("chosen", "first")


@dataclass(frozen=True)
class Panel:
    """A scale that items move on: what is measured, its name (``""`` where there is one only), and its ends."""

    measure: str
    name: str
    low: str
    high: str


@dataclass(frozen=True)
class _Moved:
    before: float
    now: float
    lowest: float
    highest: float | None
    low: float
    high: float
    ways: tuple[int, int, int]

    @property
    def change(self) -> float:
        return self.now - self.before

    @property
    def is_sure(self) -> bool:
        """Whether the interval of the change lies on one side."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class _Row:
    name: str
    n: int
    moved: Mapping[str, _Moved]
    verdicts: tuple[str, str]


def plot_moves(
    change: pd.DataFrame,
    panels: Sequence[Panel],
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """A ring for before and a dot for now on each scale, and in words what the room's verdict has become.

    Parameters
    ----------
    change
        One row per item and measure; columns ``item_id``, ``item_text``, ``measure``, ``lowest``, ``highest``,
        ``n_pairs``, ``mean_before``, ``mean_after``, ``change_low``, ``change_high``, ``n_up``, ``n_same``, ``n_down``,
        ``verdict_before``, ``verdict_after``. The measures ``gap`` and ``hours_week`` are told in words.
    panels
        The scales, from the left.
    """
    canvas = Canvas(size, lang)
    rows = sorted(_read(change), key=lambda row: (not row.moved, -_length(row, panels), row.name))
    n = max((row.n for row in rows), default=0)
    described = [_describe(row, panels, lang) for row in rows]
    top = canvas.heading(
        title or text("charts.change_title", lang),
        text("charts.moves_lead", lang, n=n) if n else text("charts.no_change", lang),
        described,
    )
    head = _HEAD + (_NAMED if any(panel.name for panel in panels) else 0)
    area = canvas.room(top + head, 36 + FOOT)
    if not rows:
        return draw_empty(canvas, canvas.room(top, 40), "no_change")
    shown = min(len(rows), int((area.bottom - area.top) / _LEAST))
    pitch = min((area.bottom - area.top) / shown, _MOST)
    named = any(row.name for row in rows)
    left = area.left + ((area.right - area.left) * _NAMES if named else 0) + 30
    draw_names(canvas, [row.name for row in rows[:shown]], Rectangle(area.left, area.top, left - 44, 0), pitch)
    right = area.right - _TOLD
    across = (right - left - _GAP * (len(panels) - 1)) / len(panels)
    rooms = [left + (across + _GAP) * at for at in range(len(panels))]
    for panel, start in zip(panels, rooms, strict=True):
        _draw_ends(canvas, panel, Rectangle(start, area.top, start + across, area.top + pitch * shown))
    for at, row in enumerate(rows[:shown]):
        y = area.top + pitch * (at + 0.5)
        if at:
            canvas.line(area.left, y - pitch / 2, area.right, y - pitch / 2)
        if not row.moved:
            words = wrap(say_few_pairs(row.n, lang), area.right - left - 20, style.SMALL, max_lines=2)
            first = y + 9 - (len(words) - 1) * _LINE / 2
            canvas.lines(left + 20, first, words, size=style.SMALL, colour="mute", pitch=_LINE / style.SMALL)
            continue
        for panel, start in zip(panels, rooms, strict=True):
            if panel.measure in row.moved:
                _draw_move(canvas, row.moved[panel.measure], start, start + across, y, described[at])
        _draw_told(canvas, row, panels, Rectangle(right + 46, y - pitch / 2, area.right, y + pitch / 2))
    foot = canvas.height - 44
    marks = [(_draw_before, text("charts.before", lang)), (_draw_now, text("charts.now", lang))]
    x = left if shown == len(rows) else area.left + 260
    draw_legend(canvas, marks, text("charts.moves_sure", lang), x, foot, area.right)
    draw_more(canvas, Rectangle(area.left, area.top, area.right, foot), len(rows) - shown)
    return canvas.chart


def _read(change: pd.DataFrame) -> list[_Row]:
    found: dict[str, list[dict[Any, Any]]] = {}
    for row in change.to_dict("records"):
        found.setdefault(row["item_id"], []).append(row)
    return [_row(own) for own in found.values()]


def _row(own: list[dict[Any, Any]]) -> _Row:
    moved = {}
    verdicts = "", ""
    for row in own:
        before, now = known(row["mean_before"]), known(row["mean_after"])
        if before is None or now is None:
            continue
        lowest, highest = float(row["lowest"]), known(row["highest"])
        ways = int(row["n_up"]), int(row["n_same"]), int(row["n_down"])
        ends = float(row["change_low"]), float(row["change_high"])
        moved[row["measure"]] = _Moved(before, now, lowest, highest, *ends, ways)
        told = [row[name] if isinstance(row[name], str) else "" for name in ("verdict_before", "verdict_after")]
        verdicts = (told[0], told[1]) if all(told) else verdicts
    return _Row(clean(own[0]["item_text"]), max(int(row["n_pairs"]) for row in own), moved, verdicts)


def _length(row: _Row, panels: Sequence[Panel]) -> float:
    """How far it has moved on all scales, each counted by its own length."""
    moved = [row.moved[panel.measure] for panel in panels if panel.measure in row.moved]
    return sum(abs(one.change) / ((one.highest or 1) - one.lowest) for one in moved)


def _draw_ends(canvas: Canvas, panel: Panel, room: Rectangle) -> None:
    across = room.right - room.left
    if panel.name:
        name = clean(panel.name)
        words = fit(name, across, style.SMALL, True)
        canvas.text(room.left, room.top - 62, words, size=style.SMALL, bold=True, hint=name)
    half = across / 2 - 12
    for end, x, align in ((clean(panel.low), room.left, "left"), (clean(panel.high), room.right, "right")):
        words = fit(end, half, style.SMALL, not panel.name)
        canvas.text(x, room.top - 24, words, size=style.SMALL, bold=not panel.name, align=align, hint=end)
    canvas.line(room.left, room.top - 8, room.left, room.bottom)
    canvas.line(room.right, room.top - 8, room.right, room.bottom)


def _draw_move(canvas: Canvas, moved: _Moved, left: float, right: float, y: float, hint: str) -> None:
    radius = 13.0
    room = right - left - 2 * radius
    span = (moved.highest or 1.0) - moved.lowest
    start, end = (left + radius + room * (value - moved.lowest) / span for value in (moved.before, moved.now))
    canvas.line(left, y, right, y, line_width=2)
    sure = moved.is_sure
    canvas.line(start, y, end, y, colour="core" if sure else mix("core", "card", 0.45), line_width=9 if sure else 4)
    # where both lie in one place, each is seen around the other
    near = abs(end - start) < radius
    _draw_before(canvas, start, y, radius * (1.35 if near else 1))
    _draw_now(canvas, end, y, radius * (0.7 if near else 1), hint)


def _draw_before(canvas: Canvas, x: float, y: float, radius: float) -> None:
    canvas.shape(Path.circle((x, y), radius), fill="card", edge="ink", line_width=3.5)


def _draw_now(canvas: Canvas, x: float, y: float, radius: float, hint: str = "") -> None:
    canvas.shape(Path.circle((x, y), radius), fill="core", edge="core", line_width=3.5, hint=hint)


def _draw_told(canvas: Canvas, row: _Row, panels: Sequence[Panel], room: Rectangle) -> None:
    lines = _told(row, panels, canvas.lang)[: max(int((room.bottom - room.top) / _LINE), 1)]
    y = (room.top + room.bottom) / 2 + 9 - (len(lines) - 1) * _LINE / 2
    for at, (line, is_main) in enumerate(lines):
        words = fit(line, room.right - room.left, style.SMALL, is_main)
        look: dict[str, Any] = {"bold": True} if is_main else {"colour": "mute"}
        canvas.text(room.left, y + _LINE * at, words, size=style.SMALL, hint=line, **look)


def _told(row: _Row, panels: Sequence[Panel], lang: str) -> list[tuple[str, bool]]:
    """What is told of a row and whether it is the main thing: the verdict, how far, how many which way, the hours."""
    main = row.moved.get(panels[0].measure)
    told = []
    if row.verdicts[0] != row.verdicts[1]:
        before, now = (text(f"charts.verdict_{verdict or 'too_few'}", lang) for verdict in row.verdicts)
        told.append((_steps(f"{before[:1].upper()}{before[1:]}", now, lang), True))
    if GAP in row.moved:
        told.append((text("charts.moves_gap", lang, steps=_from_to(row.moved[GAP], lang)), True))
    elif main and not row.verdicts[0]:
        named = (panel for panel in panels if panel.measure in row.moved)
        told += [(_from_to(row.moved[panel.measure], lang, panel), True) for panel in named]
    if main:
        up, same, down = main.ways
        measure = panels[0].measure
        key = f"ways_{measure}" if measure in _OWN_WAYS else "ways"
        told.append((text(f"charts.{key}", lang, up=up, same=same, down=down), False))
    if HOURS in row.moved and round(row.moved[HOURS].change, 1):
        told.append((text("charts.moves_hours", lang, steps=_from_to(row.moved[HOURS], lang)), False))
    return told


def _from_to(moved: _Moved, lang: str, panel: Panel | None = None) -> str:
    is_share = panel is not None and panel.measure in _SHARES
    ends = moved.before, moved.now
    before, now = (percent(one, lang) if is_share else number(one, lang, 1) for one in ends)
    steps = _steps(before, now, lang)
    return f"{clean(panel.name)}: {steps}" if panel and panel.name else steps


def _steps(before: str, now: str, lang: str) -> str:
    return before if before == now else text("charts.from_to", lang, before=before, now=now)


def _describe(row: _Row, panels: Sequence[Panel], lang: str) -> str:
    told = [line for line, _ in _told(row, panels, lang)]
    said = "; ".join(told) if row.moved else say_few_pairs(row.n, lang)
    return f"{row.name}: {said}" if row.name else said
