"""The report on paper: A4, with the pictures of the room, the plan on the second page, and how it was worked out."""

from __future__ import annotations

from io import BytesIO
from itertools import chain, islice
from typing import Any

from fpdf import FontFace
from fpdf.enums import TableBordersLayout

from .. import messages
from ..charts import Chart
from ..charts.lettering import clean, wrap
from ..logo import find_logo_for_paper
from ..workshop import Workshop
from .a4 import A4, BOTTOM, FONT, MARGIN, PAGE, POINT, WIDTH
from .book import Book, Chapter, Picture, make_book
from .passage import Passage
from .plate import Plate

PICTURE_INCHES = 12.0  # across; as high as the picture wants
HEAD = 34.0  # mm: room for a heading with a lead
LOGO_HIGH, LOGO_WIDE = 18.0, 60.0  # mm
# the table of the plan: share of the width of each column, without and with the status
TABLE_SIZE = 9.5
CELL_PAD = 2.0  # mm
PLAN_WIDTHS = {5: (28, 18, 23, 14, 17), 6: (26, 17, 20, 13, 14, 10)}


def paper(workshop: Workshop) -> bytes:
    """The report as PDF."""
    book = make_book(workshop)
    page = _Paper(book)
    page.cover()
    page.in_brief()
    for chapter in book.chapters:
        page.chapter(chapter)
    page.method()
    return page.done()


class _Paper:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.pdf = _Pages(book)

    def done(self) -> bytes:
        return bytes(self.pdf.output())

    # -- the cover -----------------------------------------------------------------------------------------

    def cover(self) -> None:
        """Name, day and people, on the rings from the middle to the rim."""
        pdf, book = self.pdf, self.book
        pdf.add_page()
        x, y = PAGE[0] * 0.72, PAGE[1] * 0.30
        self.pdf.fill("ring-4")
        pdf.rect(0, 0, *PAGE, style="F")
        with pdf.local_context():
            for ring, radius in reversed(list(enumerate((34, 62, 92, 124, 158)))):
                self.pdf.fill(f"ring-{ring}")
                pdf.ellipse(x - radius, y - radius, 2 * radius, 2 * radius, style="F")
            self.pdf.fill("core")
            pdf.ellipse(x - 14, y - 14, 28, 28, style="F")
        self.pdf.fill("paper")
        pdf.rect(0, PAGE[1] * 0.60, PAGE[0], PAGE[1] * 0.40, style="F")
        pdf.set_y(PAGE[1] * 0.60 + 16)
        self._write(book.subtitle, 14, "core", bold=True)
        pdf.ln(3)
        size = 34
        while size > 18 and pdf.wide(book.title, size) > 3 * WIDTH:
            size -= 2
        self._write(book.title, size, "ink", bold=True)
        pdf.ln(5)
        for fact in book.facts:
            if fact:
                self._write(fact, 12, "mute")
        if book.is_example:
            pdf.ln(4)
            self._write(messages.text("room.example", book.lang), 12, "disputed-text", bold=True)
        if logo := find_logo_for_paper():
            high = min(LOGO_HIGH, LOGO_WIDE / logo.aspect)
            pdf.image(BytesIO(logo.content), x=MARGIN, y=PAGE[1] - MARGIN - high, h=high)

    # -- the second page -----------------------------------------------------------------------------------

    def in_brief(self) -> None:
        """What was said and decided, on a page to hang up."""
        pdf, book = self.pdf, self.book
        pdf.add_page()
        self._heading(self._text("in_brief"), 0)
        for nth, (label, wording) in enumerate(book.wordings):
            self._label(label)
            self._write(wording, 12 if nth else 17, "core", bold=True)
            pdf.ln(4)
        for title, lines in book.in_brief:
            self._label(title)
            self._write(" · ".join(lines), 11, "ink")
            pdf.ln(2.5)
        pdf.ln(3)
        self._heading(self._text("plan_proposed" if book.is_proposed else "plan"), 0)
        if book.plan:
            self._table(book.plan)
        else:
            self._write(self._text("no_plan"), 11, "mute")

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        pdf = self.pdf
        widths = PLAN_WIDTHS[len(rows[0])]
        pdf.set_font(FONT, size=TABLE_SIZE)
        self.pdf.ink("ink")
        self.pdf.fill("card")
        pdf.set_draw_color(self.pdf.colours["line"])
        head = FontFace(emphasis="BOLD", color=self.pdf.colours["core"], fill_color=self.pdf.colours["core-soft"])
        with pdf.table(
            col_widths=widths,
            headings_style=head,
            line_height=5.2,
            padding=(2, CELL_PAD),
            text_align="LEFT",
            v_align="TOP",
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        ) as table:
            for nth, cells in enumerate(rows):
                row = table.row()
                for at, cell in enumerate(cells):
                    first = FontFace(emphasis="BOLD") if nth and not at else None
                    room = WIDTH * widths[at] / sum(widths) - 2 * CELL_PAD - 0.6
                    lines = wrap(clean(cell), room, TABLE_SIZE * POINT, bold=not nth or not at)
                    row.cell("\n".join(lines), style=first)

    # -- the chapters --------------------------------------------------------------------------------------

    def chapter(self, chapter: Chapter) -> None:
        """A heading and what stands under it, as much to a page as there is room for."""
        pdf = self.pdf
        parts = map(self._part, chapter.pictures)
        first = list(islice(parts, 1))
        needed = sum(part.least for part in first)
        if chapter.level == 1 or pdf.get_y() + HEAD + needed > BOTTOM:
            pdf.add_page()
        else:
            pdf.ln(6)
        self._heading(chapter.title, chapter.level - 1)
        if chapter.lead:
            self._write(chapter.lead, 10.5, "mute")
            pdf.ln(2)
        for part in chain(first, parts):
            part.write(pdf)

    def _part(self, picture: Picture) -> Plate | Passage:
        """What people have written is set in letters, all else is shown as a picture."""
        drawn = picture.draw(size=(PICTURE_INCHES, PICTURE_INCHES * picture.height))
        if isinstance(drawn, Chart) and drawn.writing:
            return Passage(drawn, drawn.writing, picture.note)
        return Plate(drawn, picture.note)

    def method(self) -> None:
        """How the numbers came about."""
        self.pdf.add_page()
        self._heading(self._text("method"), 0)
        for title, how in self.book.method:
            self._label(title)
            self._write(how, 10.5, "ink")
            self.pdf.ln(2.5)

    # -- letters -------------------------------------------------------------------------------------------

    def _heading(self, words: str, level: int) -> None:
        pdf = self.pdf
        pdf.start_section(clean(words), level=level)
        self._write(words, 20 if level == 0 else 14, "ink", bold=True)
        pdf.ln(1.5)

    def _label(self, words: str) -> None:
        self._write(words, 9.5, "core", bold=True)
        self.pdf.ln(0.5)

    def _write(self, words: str, size: float, colour: str, *, bold: bool = False) -> None:
        pdf = self.pdf
        pdf.set_font(FONT, style="B" if bold else "", size=size)
        self.pdf.ink(colour)
        pdf.set_x(MARGIN)
        pdf.multi_cell(WIDTH, size * POINT * 1.35, clean(words), align="L", new_x="LMARGIN", new_y="NEXT")

    def _text(self, key: str, **values: Any) -> str:
        return messages.text(f"report.{key}", self.book.lang, **values)


class _Pages(A4):
    """The name of the workshop and a number at the foot of all pages but the cover."""

    def __init__(self, book: Book) -> None:
        super().__init__(f"{book.title} – {book.subtitle}", book.lang)
        self._foot = clean(book.title)
        self.set_auto_page_break(auto=True, margin=PAGE[1] - BOTTOM)

    def footer(self) -> None:
        """Called by the library at the foot of every page."""
        if self.page_no() == 1:
            return  # the cover
        self.set_y(-14)
        self.set_font(FONT, size=8)
        self.ink("mute")
        self.cell(WIDTH / 2, 5, self._foot[:80], align="L")
        self.cell(WIDTH / 2, 5, str(self.page_no()), align="R")
