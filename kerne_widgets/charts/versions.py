"""Versions: what the room words together, side by side, with what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..messages import date, text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import clean, width, wrap
from .style import mix

if TYPE_CHECKING:
    import pandas as pd

Word = tuple[str, str]
_SIZES = (76.0, 66.0, 56.0, 46.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0)
_SHOWN_MAX = 3
_GAP = 40.0
_PAD = 34.0
_LINE = 1.45


def plot_versions(
    versions: pd.DataFrame,
    changes: Sequence[Sequence[Word]],
    title: str | None = None,
    *,
    lang: str = "da",
    likeness: str = "",
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """The newest versions of a shared wording side by side, the newest last; new words marked, lost ones struck out.

    Parameters
    ----------
    versions
        One row per version; columns ``version``, ``text``, ``written_at``.
    changes
        For each row its words with ``"same"``, ``"new"`` or ``"gone"``, as ``likeness.changed_words`` gives them.
    likeness
        A sentence on how alike the room words it, shown below.
    """
    canvas = Canvas(size, lang)
    rows = versions.to_dict("records")
    subtitle = text("charts.versions_lead", lang)
    said = [f"{_name(row, lang)}: {clean(row['text'])}" for row in rows]
    top = canvas.heading(
        title or text("charts.versions_title", lang), subtitle, [*said, *([likeness] if likeness else [])]
    )
    foot = 64 if likeness else 0
    area = canvas.room(top + 10, 50 + foot)
    if likeness:
        canvas.text(area.left, canvas.height - 46, likeness, size=style.BODY, colour="core", bold=True)
    if not rows:
        return draw_empty(canvas, area, "no_versions")
    first = max(len(rows) - _SHOWN_MAX, 0)
    shown = list(zip(rows, changes, strict=True))[first:]
    across = (area.right - area.left - _GAP * (len(shown) - 1)) / len(shown)
    words = [_first(change) if at == 0 else list(change) for at, (_, change) in enumerate(shown)]
    room = area.bottom - area.top - 130
    for at, (row, _) in enumerate(shown):
        x = area.left + at * (across + _GAP)
        newest = at == len(shown) - 1
        canvas.box(
            x,
            area.top,
            across,
            area.bottom - area.top,
            fill="card" if newest else "paper",
            edge="core" if newest else "line",
            line_width=4 if newest else 2,
        )
        canvas.text(x + _PAD, area.top + 52, _name(row, lang), size=28, bold=True, colour="core" if newest else "mute")
        written = date(row["written_at"].to_pydatetime(), lang)
        canvas.text(x + _PAD, area.top + 86, written, size=style.SMALL, colour="mute")
    fitting = next(
        (s for s in _SIZES if max(len(_lines(w, across - 2 * _PAD, s)) for w in words) * s * _LINE <= room), 24
    )
    for at, one in enumerate(words):
        _draw_words(canvas, one, area.left + at * (across + _GAP) + _PAD, area.top + 136, across, fitting, room)
    return canvas.chart


def _first(change: Sequence[Word]) -> list[Word]:
    """The first wording shown has nothing to differ from."""
    return [(word, "same") for word, state in change if state != "gone"]


def _name(row: dict[Any, Any], lang: str) -> str:
    return text("charts.version", lang, number=row["version"])


def _lines(words: Sequence[Word], room: float, size: float) -> list[list[Word]]:
    lines: list[list[Word]] = [[]]
    left = room
    for word, state in words:
        said = clean(word)
        for part in wrap(said, room, size, bold=True):
            needed = width(part + " ", size, state == "new")
            if needed > left and lines[-1]:
                lines.append([])
                left = room
            lines[-1].append((part, state))
            left -= needed
    return lines


def _draw_words(
    canvas: Canvas, words: Sequence[Word], x: float, top: float, across: float, size: float, room: float
) -> None:
    y = top + size * 0.8
    lines = _lines(words, across - 2 * _PAD, size)
    fitting = int(room / (size * _LINE))
    for line in lines[:fitting]:
        at = x
        for word, state in line:
            wide = width(word, size, state == "new")
            if state == "new":
                canvas.box(at - 4, y - size * 0.86, wide + 8, size * 1.16, radius=6, fill=mix("core", "card", 0.82))
            colour = {"new": "core", "gone": "mute"}.get(state, "ink")
            canvas.text(at, y, word, size=size, bold=state == "new", colour=colour)
            if state == "gone":
                canvas.line(at, y - size * 0.28, at + wide, y - size * 0.28, colour="mute", line_width=3)
            at += wide + width(" ", size)
        y += size * _LINE
    if len(lines) > fitting:
        canvas.text(x, y, "…", size=size, colour="mute")
