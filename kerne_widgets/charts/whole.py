"""Whole: the core task in the middle, and around it what has been said of each of the four dimensions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.path import Path

from ..messages import text
from . import style
from .canvas import Canvas
from .figure import Chart
from .lettering import ELLIPSIS, LINE, clean, fit, width, wrap

if TYPE_CHECKING:
    import pandas as pd

_LINES_MAX = 6
_STAR = "★"
_GAP = 36.0
_PAD = 32.0
_HEAD = 108.0  # of a part: its title and its phase
_FOOT = 26.0  # paper below the last line of a part
_SIZES = (36.0, 33.0, 30.0, 28.0, 26.0, 24.0)
_CORE_SIZES = (34.0, 30.0, 27.0, 24.0)
_RADIUS_SHARE = 0.27  # of the height there is


@dataclass(frozen=True)
class _Said:
    """Something said of a part: by how many, and whether it is what the room has chosen."""

    words: str
    n: int
    is_chosen: bool

    @property
    def count(self) -> str:
        """How many say it, where several do."""
        return str(self.n) if self.n > 1 else ""

    def indent(self, size: float) -> float:
        """The room that its star takes."""
        return width(_STAR, size) + 10 if self.is_chosen else 0.0


@dataclass(frozen=True)
class _Part:
    title: str
    phase: str
    said: tuple[_Said, ...]


def plot_whole(
    core_task: str,
    parts: pd.DataFrame,
    title: str | None = None,
    *,
    lang: str = "da",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """The core task in the middle of its dimensions, each with what is said most often of it.

    Parameters
    ----------
    core_task
        The newest wording; ``""`` when there is none yet.
    parts
        Columns ``dimension``, ``phase``, ``text``, ``n`` (how many say it), ``is_chosen`` (whether it got most stars):
        the dimensions in order, and within each what is chosen first, then what is said most often. A dimension nothing
        is said of yet has one row with ``n`` 0.
    """
    canvas = Canvas(size, lang)
    gathered = _gather(parts)
    subtitle = text("charts.whole_lead", lang)
    if parts["is_chosen"].any():
        subtitle += f" · {text('charts.whole_chosen', lang)}"
    top = canvas.heading(title or text("charts.whole_title", lang), subtitle) + 6
    wording = clean(core_task) or text("charts.whole_no_wording", lang)
    canvas.chart.description = "\n".join([wording, *(_say(part, lang) for part in gathered)])
    bottom = canvas.height - 44
    middle_x, middle_y = canvas.width / 2, (top + bottom) / 2
    radius = (bottom - top) * _RADIUS_SHARE
    across = (canvas.width - 2 * style.MARGIN - _GAP) / 2
    rows = max(math.ceil(len(gathered) / 2), 1)
    down = (bottom - top - _GAP * (rows - 1)) / rows
    # the circle in the middle takes a corner of each box, so words keep to the other side
    room = across - 2 * _PAD - radius - 24
    size_ = _size(gathered, room, down)
    for at, part in enumerate(gathered):
        x = style.MARGIN + (at % 2) * (across + _GAP)
        _draw_part(canvas, part, x, top + (at // 2) * (down + _GAP), across, down, room, size_)
    _draw_core(canvas, wording, bool(clean(core_task)), middle_x, middle_y, radius)
    return canvas.chart


def _gather(parts: pd.DataFrame) -> list[_Part]:
    found = []
    for dimension, rows in parts.groupby("dimension", sort=False):
        told = zip(rows["text"].map(clean), rows["n"], rows["is_chosen"], strict=True)
        said = [_Said(words, int(n), bool(is_chosen)) for words, n, is_chosen in told if n and words]
        found.append(_Part(clean(dimension), clean(rows["phase"].iloc[0]), tuple(said)))
    return found


def _say(part: _Part, lang: str) -> str:
    said = [f"{_STAR} {one.words} ({one.n})" if one.is_chosen else f"{one.words} ({one.n})" for one in part.said]
    return f"{part.title}: {'; '.join(said) or text('charts.no_answers', lang)}"


def _size(parts: Sequence[_Part], room: float, down: float) -> float:
    """The largest letters in which all that is shown of every part stands there in full."""
    for size in _SIZES:
        laid = [_lay(part, room, size) for part in parts]
        whole = not any(lines[-1].endswith(ELLIPSIS) for one in laid for _, lines in one)
        if whole and all(sum(len(lines) * size * LINE + 8 for _, lines in one) <= down - _HEAD - _FOOT for one in laid):
            return size
    return _SIZES[-1]


def _lay(part: _Part, room: float, size: float) -> list[tuple[_Said, list[str]]]:
    """What is said most of a part, and its words in lines."""
    shown = part.said[:_LINES_MAX]
    taken = max((width(one.count, size, True) + 18 for one in shown if one.count), default=0.0)
    return [(one, wrap(one.words, room - taken - one.indent(size), size, max_lines=2)) for one in shown]


def _draw_part(
    canvas: Canvas, part: _Part, x: float, y: float, across: float, down: float, room: float, size: float
) -> None:
    canvas.box(x, y, across, down, fill="card", edge="line", line_width=2, radius=18)
    edge = x + _PAD if x == style.MARGIN else x + across - _PAD - room
    canvas.text(edge, y + 50, fit(part.title, room, 34, True), size=34, bold=True, colour="core")
    canvas.text(edge, y + 84, fit(part.phase, room, style.SMALL), size=style.SMALL, colour="mute")
    line_y = y + _HEAD + size * 0.75
    if not part.said:
        canvas.text(edge, line_y, text("charts.no_answers", canvas.lang), size=style.BODY, colour="mute")
    for one, lines in _lay(part, room, size):
        if line_y + (len(lines) - 1) * size * LINE > y + down - _FOOT:
            break
        if one.is_chosen:
            canvas.text(edge, line_y, _STAR, size=size, colour="core")
        hint = one.words if lines[-1].endswith(ELLIPSIS) else ""
        canvas.lines(edge + one.indent(size), line_y, lines, size=size, hint=hint)
        canvas.text(edge + room, line_y, one.count, size=size, bold=True, colour="mute", align="right")
        line_y += len(lines) * size * LINE + 8


def _draw_core(canvas: Canvas, wording: str, is_worded: bool, x: float, y: float, radius: float) -> None:
    for share, colour in ((1.0, "paper"), (0.94, "core")):
        canvas.shape(Path.circle((x, y), radius * share), fill=colour)
    room = radius * 1.36
    size, lines = next(
        ((s, found) for s in _CORE_SIZES if len(found := wrap(wording, room, s, True)) * s * LINE <= room),
        (_CORE_SIZES[-1], wrap(wording, room, _CORE_SIZES[-1], True, int(room / (_CORE_SIZES[-1] * LINE)))),
    )
    _draw_centred(canvas, lines, x, y, size, "card" if is_worded else style.mix("core", "card", 0.8), wording)


def _draw_centred(
    canvas: Canvas, lines: Sequence[str], x: float, y: float, size: float, colour: str, hint: str
) -> None:
    first = y - (len(lines) - 1) * size * LINE / 2 + size * 0.36
    canvas.lines(x, first, lines, size=size, bold=True, colour=colour, align="center", hint=hint)
