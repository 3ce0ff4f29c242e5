"""Paging: what has no room in one picture goes on in the next; the terms say which of them is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from ..messages import text
from . import style
from .canvas import Canvas
from .terms import drawn_on, terms

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Part = TypeVar("Part")
# letters of what is on several pages: there is no reason to make them small
SIZE = 30.0
FOOT = 54.0  # room for the line that says which page it is


def fill(parts: Iterable[Part], room: float, height: Callable[[Part, bool], float]) -> list[list[Part]]:
    """Parts on as many pages as they need.

    Parameters
    ----------
    room
        Of a page.
    height
        Of a part, and whether it is the first of its page.
    """
    pages: list[list[Part]] = [[]]
    left = room
    for part in parts:
        if pages[-1] and height(part, False) > left:
            pages.append([])
            left = room
        left -= height(part, not pages[-1])
        pages[-1].append(part)
    return pages


def turn_to(canvas: Canvas, pages: Sequence[Part]) -> Part:
    """The page that is asked for, or the last where there are fewer; at the foot it says which of how many it is."""
    at = min(terms().page, len(pages))
    canvas.chart.pages = len(pages)
    if len(pages) > 1:
        words = text("charts.page", canvas.lang, page=at, pages=len(pages))
        y = canvas.height - 30
        canvas.text(canvas.width - style.MARGIN, y, words, bold=True, colour="core", align="right")
    return pages[at - 1]


def every_page(draw: Callable[[], Figure]) -> Iterator[Figure]:
    """Every page of what ``draw`` draws, the first first."""
    first = draw()
    yield first
    for page in range(2, 1 + getattr(first, "pages", 1)):
        with drawn_on(page=page):
            drawn = draw()
        yield drawn
