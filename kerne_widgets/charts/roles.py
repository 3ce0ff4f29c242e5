"""Roles: who is how close to the core, on the rings of the bullseye; a picture of roles and never of persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.transforms import Affine2D

from ..messages import text
from . import style
from .bullseye import EDGES, SPREAD, draw_names, draw_rings, name_area, place_marks, spread_lines
from .canvas import Canvas
from .empty import draw_empty
from .few import is_few, say_people
from .figure import Chart
from .lettering import clean
from .marks import draw_mark
from .packing import Rectangle
from .style import mix
from .tasklist import Entry, Section, draw_list, split
from .tasks import Task

if TYPE_CHECKING:
    import pandas as pd


def plot_roles(
    items: pd.DataFrame,
    rings: Sequence[str],
    title: str | None = None,
    *,
    lang: str = "da",
    n_participants: int | None = None,
    size: tuple[float, float] = style.WALL_INCHES,
) -> Chart:
    """Roles from core (centre) to periphery (rim), numbered from the closest.

    Parameters
    ----------
    items
        Columns ``item``, ``n`` (answers), ``median``, ``low``, ``high`` (quartiles) of the distance, 0-4.
    rings
        Five names, centre first.
    n_participants
        How many have answered; left out if not given.
    """
    canvas = Canvas(size, lang)
    rows = [row for row in items.to_dict("records") if row["n"]]
    rows.sort(key=lambda row: (is_few(row["n"]), row["median"]))
    placed = [_role(number, row) for number, row in enumerate(rows, start=1)]
    subtitle = say_people(0, lang) if not placed else "" if n_participants is None else say_people(n_participants, lang)
    if any(task.spread for task in placed):
        subtitle += f" · {text('charts.spread_legend', lang)}"
    top = canvas.heading(title or text("charts.roles_title", lang), subtitle)
    disc, listing = split(canvas, top, 0.0)
    radius = min(disc.right - disc.left, disc.bottom - disc.top) / 2
    x, y = (disc.left + disc.right) / 2, (disc.top + disc.bottom) / 2
    edges = [edge * radius for edge in EDGES]
    names = [clean(name) for name in rings]
    draw_rings(canvas, x, y, edges)
    spots = place_marks(placed, edges, [name_area(name, edge) for name, edge in zip(names, edges, strict=True)])
    spreads = spread_lines(placed, spots, edges)
    for _, path in spreads:
        moved = path.transformed(Affine2D().translate(x, y))
        canvas.shape(moved, edge=mix("core", "paper", 0.45), line_width=SPREAD)
    draw_names(canvas, names, x, y, edges, [path for _, path in spreads])
    for task, spot in zip(placed, spots, strict=True):
        draw_mark(canvas, task.verdict, x + spot.x, y + spot.y, spot.radius, str(task.number), hint=task.name)
    if not placed:
        draw_empty(canvas, Rectangle(x - radius * 0.94, y, x + radius * 0.94, y + 30), "no_answers")
    waiting = [clean(row["item"]) for row in items.to_dict("records") if not row["n"]]
    draw_list(canvas, _sections(placed, waiting, lang), listing)
    said = [f"{task.number}. {task.name}: {names[round(task.centrality or 0.0)]}" for task in placed]
    canvas.chart.description = "\n".join([subtitle, *said])
    return canvas.chart


def _role(number: int, row: dict[str, float]) -> Task:
    few = is_few(row["n"])
    spread = (row["low"], row["high"])
    return Task(
        number=number,
        name=clean(row["item"]),
        verdict="too_few" if few else "core",
        centrality=row["median"],
        spread=None if few or spread[1] - spread[0] <= 1 else spread,
        hours=None,
    )


def _sections(placed: Sequence[Task], waiting: Sequence[str], lang: str) -> list[Section]:
    def section(verdict: str, key: str, more: Sequence[str] = ()) -> Section:
        own = [Entry(str(task.number), task.name, "", verdict) for task in placed if task.verdict == verdict]
        return Section(
            verdict, text(f"charts.{key}", lang), "", (*own, *(Entry("", name, "", verdict) for name in more))
        )

    found = [section("core", "roles_list"), section("too_few", "too_few", waiting)]
    return [each for each in found if each.entries]
