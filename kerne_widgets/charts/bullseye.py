"""The bullseye: every task at its distance from the core, and what the room is agreed on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox

from ..messages import number, text
from . import style
from .canvas import Canvas
from .empty import draw_empty
from .figure import Chart
from .lettering import clean, fit, width
from .marks import DISC, draw_mark
from .packing import GOLDEN_ANGLE, Rectangle, Spot, pack_rings, ring_radius
from .style import mix
from .tasklist import draw_list, split
from .tasks import HOURS_DECIMALS, Task, describe, hours_top, read_tasks, say_how_many, sections

if TYPE_CHECKING:
    import pandas as pd

N_RINGS = 5
SPREAD = 11.0  # width of the line that says where the middle half of the answers lies
# The centre is wider than the rings around it: most of what a team holds dear must have room there.
EDGES = (0.30, 0.48, 0.66, 0.83, 1.0)
_LEGEND = 74.0
_RING_NAME = 24.0
_ONE_LINE = 1650.0  # narrower pages take two lines for the legend


def plot_bullseye(
    priorities: pd.DataFrame,
    *,
    lang: str = "da",
    n_participants: int | None = None,
    title: str | None = None,
    size: tuple[float, float] = style.WALL_INCHES,
    rings: Sequence[str] | None = None,
) -> Chart:
    """The bullseye: tasks from core (centre) to periphery (rim), with the list of names beside it.

    Distance from the centre is the median centrality, size the hours, shape the verdict; a line shows where the
    middle half of the answers lies. A task keeps its direction from one refresh to the next.

    Parameters
    ----------
    priorities
        One row per task; columns ``number``, ``task``, ``median_centrality``, ``spread_low``, ``spread_high``,
        ``verdict``, ``hours_week``.
    n_participants
        How many have placed tasks; left out of the subtitle if not given.
    rings
        Five names, centre first, instead of the usual ones.
    """
    canvas = Canvas(size, lang)
    tasks = read_tasks(priorities)
    placed = [task for task in tasks if task.placed]
    subtitle = say_how_many(tasks, n_participants, lang)
    top = canvas.heading(title or text("charts.bullseye_title", lang), subtitle)
    disc, listing = split(canvas, top, _legend_height(canvas, placed))
    radius = min(disc.right - disc.left, disc.bottom - disc.top) / 2
    x, y = (disc.left + disc.right) / 2, (disc.top + disc.bottom) / 2
    if not tasks:
        x = canvas.width / 2
    edges = [edge * radius for edge in EDGES]
    names = [clean(name) for name in rings] if rings else [text(f"charts.ring_{at}", lang) for at in range(N_RINGS)]
    draw_rings(canvas, x, y, edges)
    clear = [name_area(name, edge) for name, edge in zip(names, edges, strict=False)]
    spots = place_marks(placed, edges, clear)
    spreads = spread_lines(placed, spots, edges)
    for task, path in spreads:
        name = task.verdict if task.verdict in ("disputed", "core") else "periphery"
        canvas.shape(path.transformed(Affine2D().translate(x, y)), edge=mix(name, "paper", 0.35), line_width=SPREAD)
    draw_names(canvas, names, x, y, edges, [path for _, path in spreads])
    for task, spot in zip(placed, spots, strict=True):
        draw_mark(
            canvas, task.verdict, x + spot.x, y + spot.y, spot.radius, str(task.number), hint=describe(task, lang)
        )
    if placed:
        draw_list(canvas, sections(tasks, lang), listing)
        _draw_legend(canvas, placed, radius)
    else:
        draw_empty(canvas, Rectangle(x - radius * 0.94, y, x + radius * 0.94, y + 30), "no_placements")
        draw_list(canvas, sections(tasks, lang), listing)
    canvas.chart.description = "\n".join(
        [subtitle, *([] if placed else [text("charts.no_placements", lang)]), *(describe(task, lang) for task in tasks)]
    )
    return canvas.chart


def draw_rings(canvas: Canvas, x: float, y: float, edges: Sequence[float]) -> None:
    """Five rings around a place, with these outer radii."""
    for at in reversed(range(N_RINGS)):
        canvas.shape(Path.circle((x, y), edges[at]), fill=f"ring-{at}", edge="card", line_width=3)


def name_area(name: str, edge: float) -> Rectangle:
    """Where the name of the ring with that outer edge lies, on the spoke upwards from (0, 0)."""
    half = width(_ring_name(name, edge), _RING_NAME, True) / 2 + 6
    top = 10 - edge
    return Rectangle(-half, top, half, top + _RING_NAME * 1.12)


def _ring_name(name: str, edge: float) -> str:
    """The name, cut to the width of its ring at the middle of the letters."""
    return fit(name, 2 * math.sqrt(edge**2 - max(edge - 24, 0) ** 2) - 12, _RING_NAME, True)


def draw_names(
    canvas: Canvas, names: Sequence[str], x: float, y: float, edges: Sequence[float], crossing: Sequence[Path]
) -> None:
    """The names of the rings, on plates of their own where something crosses them."""
    for at, (name, edge) in enumerate(zip(names, edges, strict=False)):
        area = name_area(name, edge)
        plate = Bbox.from_extents(area.left, area.top, area.right, area.bottom)
        if any(path.intersects_bbox(plate, filled=False) for path in crossing):
            canvas.box(x + area.left, y + area.top, area.right - area.left, area.bottom - area.top, fill=f"ring-{at}")
        canvas.text(
            x,
            y + area.top + _RING_NAME * 0.9,
            _ring_name(name, edge),
            size=_RING_NAME,
            bold=True,
            colour=mix("ink", f"ring-{at}", 0.2),
            align="center",
            hint=name,
        )


def spread_lines(tasks: Sequence[Task], spots: Sequence[Spot], edges: Sequence[float]) -> list[tuple[Task, Path]]:
    """Lines through the marks, along the radius, from the first to the third quartile; around (0, 0)."""
    found = []
    for task, spot in zip(tasks, spots, strict=True):
        if _shows_spread(task) and task.spread is not None:
            angle = math.atan2(spot.x, -spot.y) if spot.x or spot.y else task.number * GOLDEN_ANGLE
            ends = (ring_radius(value, edges) for value in task.spread)
            found.append((task, Path([(end * math.sin(angle), -end * math.cos(angle)) for end in ends])))
    return found


def _shows_spread(task: Task) -> bool:
    """Agreed tasks show no line while half of the answers lie within one ring: that is what agreement looks like."""
    return task.spread is not None and (task.verdict == "disputed" or task.spread[1] - task.spread[0] > 1)


def place_marks(tasks: Sequence[Task], edges: Sequence[float], clear: Sequence[Rectangle] = ()) -> list[Spot]:
    """Spots of placed tasks around the centre of rings with these outer radii."""
    smallest, largest = _size_limits(len(tasks), edges[-1])
    top = hours_top(tasks)
    return pack_rings(
        [task.number for task in tasks],
        [task.centrality or 0.0 for task in tasks],
        [mark_size(task.hours or 0.0, top, smallest, largest) for task in tasks],
        edges=edges,
        smallest=smallest,
        keep_clear=clear,
        spread=[_shows_spread(task) for task in tasks],
    )


def mark_size(hours: float, top: float, smallest: float, largest: float) -> float:
    """Radius whose area grows with the hours, from the smallest that can be read."""
    share = hours / top if top else 0.0
    return math.sqrt(smallest**2 + share * (largest**2 - smallest**2))


def _size_limits(n_tasks: int, rim: float) -> tuple[float, float]:
    """Smallest and largest radius: to be read from 10 m when the tasks are few, to be read at all when they are 40."""
    crowd = min(max((n_tasks - 14) / 26, 0.0), 1.0)
    share = rim / 430
    return (26 - 8 * crowd) * share, (46 - 8 * crowd) * share


def _legend_height(canvas: Canvas, tasks: Sequence[Task]) -> float:
    return 0.0 if not tasks else _LEGEND if canvas.width >= _ONE_LINE else _LEGEND + 40


def _draw_legend(canvas: Canvas, tasks: Sequence[Task], radius: float) -> None:
    below = canvas.height - 46
    x, y = float(style.MARGIN), below if canvas.width >= _ONE_LINE else below - 44
    if any(task.hours for task in tasks):
        words = text("charts.size_legend", canvas.lang)
        canvas.text(x, y, words, size=style.SMALL, colour="mute")
        x += width(words, style.SMALL) + 22
        smallest, largest = _size_limits(len(tasks), radius)
        top = hours_top(tasks)
        for hours in (top / 10, top / 2):
            size = mark_size(hours, top, smallest, largest) * DISC
            canvas.shape(Path.circle((x + size, y - 8), size), edge="mute", line_width=2)
            x += 2 * size + 8
            told = text("charts.hours", canvas.lang, hours=number(hours, canvas.lang, HOURS_DECIMALS))
            canvas.text(x, y, told, size=style.SMALL, colour="mute")
            x += width(told, style.SMALL) + 22
        x += 34
    if any(_shows_spread(task) for task in tasks):
        if y < below:
            x, y = float(style.MARGIN), below + 8
        canvas.line(x + 6, y - 9, x + 66, y - 9, colour=mix("disputed", "paper", 0.35), line_width=SPREAD)
        room = canvas.width - style.MARGIN - x - 80
        canvas.text(
            x + 80,
            y,
            fit(text("charts.spread_legend", canvas.lang), room, style.SMALL),
            size=style.SMALL,
            colour="mute",
        )
