"""A plate: a picture across the page, with a note under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .a4 import A4, BOTTOM, MARGIN, WIDTH
from .printing import printed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 150
NOTE = 9.0


class Plate:
    """A picture, as high as it is drawn for its width.

    Parameters
    ----------
    drawn
        The picture.
    note
        What is said about it.
    """

    def __init__(self, drawn: Figure, note: str) -> None:
        self._drawn = drawn
        self._note = note

    @property
    def least(self) -> float:
        """Height in mm, which cannot be parted."""
        across, down = self._drawn.get_size_inches()
        return float(WIDTH * down / across)

    def write(self, page: A4) -> None:
        """Set it, on a new page where there is no room for it."""
        height = self.least
        if page.get_y() + height > BOTTOM:
            page.add_page()
        top = page.get_y()
        said = getattr(self._drawn, "description", "") or None
        page.image(printed(self._drawn, DPI), x=MARGIN, y=top, w=WIDTH, alt_text=said)
        page.pen("line", 0.2)
        page.rect(MARGIN, top, WIDTH, height)
        y = top + height + 1.5
        if self._note:
            y += page.words(MARGIN, y, self._note, NOTE, colour="mute")
        page.set_xy(MARGIN, y + 4)
