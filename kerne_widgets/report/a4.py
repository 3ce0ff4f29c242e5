"""A page of A4: its size, its letters, and what is drawn on it with one call."""

from __future__ import annotations

import logging
from pathlib import Path

from fpdf import FPDF
from matplotlib import get_data_path

from .. import theme
from ..charts.lettering import clean, wrap

PAGE = (210.0, 297.0)  # mm
MARGIN = 18.0
WIDTH = PAGE[0] - 2 * MARGIN
BOTTOM = PAGE[1] - MARGIN - 4  # where the foot begins
FONT = "DejaVu"
POINT = 0.3528  # mm
LEADING = 1.35  # distance of lines, in letter sizes


class A4(FPDF):
    """Upright pages with margins, letters that hold æ, ø and å, and the colours of the theme."""

    def __init__(self, title: str, lang: str) -> None:
        super().__init__(format="A4", unit="mm")
        # a letter that the font lacks becomes a box; that is no news
        logging.getLogger("fpdf").setLevel(logging.ERROR)
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        fonts = Path(get_data_path()) / "fonts" / "ttf"
        self.add_font(FONT, fname=fonts / "DejaVuSans.ttf")
        self.add_font(FONT, style="B", fname=fonts / "DejaVuSans-Bold.ttf")
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_title(clean(title))
        self.set_lang(lang)
        self.set_creator("kerne-widgets")
        self.colours = theme.load().colours

    def wide(self, words: str, size: float, *, bold: bool = True) -> float:
        """Width of words in mm."""
        self.set_font(FONT, style="B" if bold else "", size=size)
        return float(self.get_string_width(clean(words)))

    def ink(self, colour: str) -> None:
        """The colour of letters."""
        self.set_text_color(self.colours[colour])

    def fill(self, colour: str) -> None:
        """The colour of what is filled."""
        self.set_fill_color(self.colours[colour])

    def pen(self, colour: str = "mute", thick: float = 0.25) -> None:
        """The colour and width of lines."""
        self.set_draw_color(self.colours[colour])
        self.set_line_width(thick)

    def words(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        room: float = WIDTH,
        bold: bool = False,
        colour: str = "ink",
        align: str = "L",
        max_lines: int = 99,
    ) -> float:
        """Write words in lines from a corner; how high they are."""
        lines = lines_of(words, room, size, bold=bold, max_lines=max_lines)
        self.set_font(FONT, style="B" if bold else "", size=size)
        self.ink(colour)
        step = size * POINT * LEADING
        for nth, line in enumerate(lines):
            self.set_xy(x, y + nth * step)
            self.cell(room, step, line, align=align)
        return len(lines) * step


def lines_of(words: str, room: float, size: float, *, bold: bool = False, max_lines: int = 99) -> list[str]:
    """Words in lines that fit a width in mm."""
    # a little less than there is: the two ways of measuring differ by a hair
    return wrap(clean(words), room - 0.6, size * POINT, bold=bold, max_lines=max_lines)


def height_of(words: str, room: float, size: float, *, bold: bool = False) -> float:
    """How high words will be in a width, in mm."""
    return len(lines_of(words, room, size, bold=bold)) * size * POINT * LEADING
