"""Canvas: drawing in wall pixels, y downwards, on a Chart without pyplot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from . import style
from .figure import Chart
from .lettering import FAMILY, LINE, clean, width, wrap
from .packing import Rectangle
from .terms import terms


class Canvas:
    """A Chart to draw on; later drawing lies above earlier.

    The canvas is measured in wall pixels: a figure of another size is scaled by its height, or by its area where that
    gives larger letters, so that every drawing is thought once, for 1920 x 1080.

    Parameters
    ----------
    size
        Width and height in inches.
    lang
        Language of the words.
    """

    def __init__(self, size: tuple[float, float], lang: str) -> None:
        self.chart = Chart(
            figsize=size, dpi=style.WALL_DPI, facecolor=style.colour("paper"), edgecolor="none", layout="none"
        )
        self.chart.lang = lang
        self.lang = lang
        across, down = (inches * style.WALL_DPI for inches in size)
        # A page that lies down is read from as far away as the wall is, however narrow it is; below half size the
        # wall's letters could not be read on a laptop either.
        height = down / style.WALL[1] if across > down else 0.0
        self.scale = max(math.sqrt(across * down / (style.WALL[0] * style.WALL[1])), height, 0.5)
        self.width, self.height = across / self.scale, down / self.scale
        self._axes = self.chart.add_axes(
            (0, 0, 1, 1), xlim=(0, self.width), ylim=(self.height, 0), xticks=[], yticks=[]
        )
        self._axes.set_axis_off()
        self._layer = 0

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = style.BODY,
        colour: str = "ink",
        bold: bool = False,
        align: str = "left",
        hint: str = "",
    ) -> None:
        """One line with its baseline at ``y``, in a colour of the theme or a hex colour; ``hint`` is the full text."""
        artist = self._axes.text(
            x,
            y,
            words,
            fontsize=size * self.scale * 72 / style.WALL_DPI,
            fontfamily=FAMILY,
            fontweight="bold" if bold else "normal",
            fontstyle="normal",
            color=_paint(colour),
            ha=align,
            va="baseline",
            parse_math=False,
            usetex=False,
            clip_on=False,
            zorder=self._next(),
        )
        self._remember(artist, hint)

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float = style.BODY,
        hint: str = "",
        pitch: float = LINE,
        **look: Any,
    ) -> float:
        """Lines from the first baseline down, ``pitch`` font sizes apart; returns the baseline after the last."""
        for line in lines:
            self.text(x, y, line, size=size, hint=hint, **look)
            y += size * pitch
        return y

    def paragraph(
        self, x: float, y: float, words: str, room: float, *, size: float = style.BODY, max_lines: int = 9, **look: Any
    ) -> float:
        """Words wrapped to the room, from the first baseline down; returns the baseline after the last line."""
        lines = wrap(words, room, size, look.get("bold", False), max_lines)
        return self.lines(x, y, lines, size=size, **look)

    def shape(
        self,
        path: Path,
        *,
        fill: str = "none",
        edge: str = "none",
        line_width: float = 0.0,
        dashed: bool = False,
        hint: str = "",
    ) -> None:
        """A closed or open path in wall pixels."""
        points = line_width * self.scale * 72 / style.WALL_DPI
        patch = PathPatch(
            path,
            facecolor=_paint(fill),
            edgecolor=_paint(edge),
            linewidth=points,
            linestyle=(0, (2.6, 1.8)) if dashed else "solid",
            capstyle="round",
            joinstyle="round",
            clip_on=False,
            zorder=self._next(),
        )
        self._axes.add_artist(patch)
        patch.set_clip_path(None)
        self._remember(patch, hint)

    def line(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        *,
        colour: str = "line",
        line_width: float = 2.0,
        dashed: bool = False,
    ) -> None:
        """A straight line."""
        self.shape(Path([(x0, y0), (x1, y1)]), edge=colour, line_width=line_width, dashed=dashed)

    def box(self, x: float, y: float, across: float, down: float, *, radius: float = 12.0, **look: Any) -> None:
        """A rectangle with rounded corners."""
        corners = [(x, y), (x + across, y), (x + across, y + down), (x, y + down)]
        self.shape(rounded(corners, min(radius, across / 2, down / 2)), **look)

    def room(self, top: float, foot: float) -> Rectangle:
        """What lies between the margins, from a ``y`` down to so far above the lower edge."""
        return Rectangle(style.MARGIN, top, self.width - style.MARGIN, self.height - foot)

    def heading(self, title: str, subtitle: str, said: Iterable[str] = ()) -> float:
        """Title and subtitle at the top left; returns the first free ``y``.

        ``said`` is what the rest of the picture says in words, for those who do not see it.
        """
        subtitle = " · ".join(part for part in (subtitle, terms().note) if part)
        self.chart.subtitle = subtitle
        self.chart.description = "\n".join([subtitle, *said])
        room = self.width - 2 * style.MARGIN
        size: float = style.TITLE
        words = clean(title)
        while size > 34 and width(words, size, True) > room:
            size -= 2
        y = self.paragraph(style.MARGIN, 40 + size * 0.8, words, room, size=size, bold=True, max_lines=2)
        y += style.SUBTITLE - size * LINE + 22
        y = self.paragraph(style.MARGIN, y, subtitle, room, size=style.SUBTITLE, colour="mute", max_lines=2)
        self.chart.title = words
        return y - style.SUBTITLE * LINE + 24

    def _next(self) -> float:
        self._layer += 1
        return 1 + self._layer / 10_000

    def _remember(self, artist: Any, hint: str) -> None:
        if hint:
            gid = f"hint-{len(self.chart.hints)}"
            artist.set_gid(gid)
            self.chart.hints[gid] = hint


def rounded(corners: Sequence[tuple[float, float]], radius: float) -> Path:
    """A closed polygon with its corners rounded; ``radius`` is the length taken from each side."""
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for at, corner in enumerate(corners):
        before, after = corners[at - 1], corners[(at + 1) % len(corners)]
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        points += [start, corner, end]
        codes += [int(Path.LINETO if at else Path.MOVETO), int(Path.CURVE3), int(Path.CURVE3)]
    return Path([*points, points[0]], [*codes, int(Path.CLOSEPOLY)])


def _towards(start: tuple[float, float], goal: tuple[float, float], length: float) -> tuple[float, float]:
    dx, dy = goal[0] - start[0], goal[1] - start[1]
    share = length / (math.hypot(dx, dy) or 1)
    return start[0] + dx * share, start[1] + dy * share


def _paint(name: str) -> str:
    return name if name == "none" or name.startswith("#") else style.colour(name)
