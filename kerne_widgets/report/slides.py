"""The slides: one picture each, and the action plan as a real table that can be gone on with."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches, Pt

from .. import messages, theme
from ..charts.lettering import clean
from ..logo import Logo, find_logo_for_paper
from ..workshop import Workshop
from .book import Book, Picture, make_book
from .paper import PLAN_WIDTHS
from .printing import printed

SLIDE = (13.333, 7.5)  # inches, 16:9
PICTURE_INCHES = (19.2, 10.8)
BLANK, TITLE_ONLY = 6, 5  # layouts of the library's own template
FONT = "Verdana"  # on every machine that shows slides; letters as wide as those of the pictures
ROWS_MAX = 5  # decisions on one slide
LOGO_HIGH, LOGO_WIDE, LOGO_BAND = 0.72, 3.2, 1.2  # inches
# how PowerPoint and LibreOffice are told of a drawing beside the picture that older programs show
SVG_BLIP = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{}"/>'
    "</a:ext></a:extLst>"
)


def slides(workshop: Workshop) -> bytes:
    """The slides as PowerPoint."""
    book = make_book(workshop)
    deck = _Deck(book)
    deck.cover()
    deck.plan()
    for chapter in book.chapters:
        if chapter.level == 1:
            deck.divider(chapter.title, chapter.lead)
        for picture in chapter.pictures:
            deck.picture(chapter.title, picture)
    return deck.done()


class _Deck:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = (Inches(side) for side in SLIDE)
        self.deck.core_properties.title = f"{clean(book.title)} – {book.subtitle}"
        self.deck.core_properties.author = ""
        self.deck.core_properties.language = book.lang
        self.colours = theme.load().colours

    def done(self) -> bytes:
        target = io.BytesIO()
        self.deck.save(target)
        return target.getvalue()

    def cover(self) -> None:
        """Name, day and people."""
        slide = self._slide(TITLE_ONLY, "core")
        book = self.book
        self._title(slide, book.title, Inches(2.3), 48, "card")
        facts = [fact for fact in book.facts if fact]
        if book.is_example:
            facts.append(messages.text("room.example", book.lang))
        self._box(slide, [book.subtitle], Inches(1.6), 22, "ring-1")
        self._box(slide, facts, Inches(4.7), 20, "ring-1")
        if logo := find_logo_for_paper():
            self._logo(slide, logo)

    def _logo(self, slide: Any, logo: Logo) -> None:
        """The logo on paper at the foot, as on the report, so that it is seen whatever its colours are."""
        high = min(LOGO_HIGH, LOGO_WIDE / logo.aspect)
        top = Inches(SLIDE[1] - LOGO_BAND)
        band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, top, self.deck.slide_width, Inches(LOGO_BAND))
        band.fill.solid()
        band.fill.fore_color.rgb = self._rgb("paper")
        band.line.fill.background()
        band.shadow.inherit = False
        is_drawing = logo.path.suffix == ".svg"
        shown = _nothing(logo.aspect) if is_drawing else io.BytesIO(logo.content)
        top = Inches(SLIDE[1] - (LOGO_BAND + high) / 2)
        placed = slide.shapes.add_picture(shown, Inches(0.6), top, Inches(high * logo.aspect), Inches(high))
        placed.name = "Logo"
        if is_drawing:
            part = Part(PackURI("/ppt/media/logo.svg"), "image/svg+xml", slide.part.package, logo.content)
            related = slide.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
            placed._element.blipFill.find(".//{*}blip").append(parse_xml(SVG_BLIP.format(related)))  # noqa: SLF001 -- the library knows no drawings

    def divider(self, title: str, lead: str) -> None:
        """A slide that says what comes."""
        slide = self._slide(TITLE_ONLY, "core-soft")
        self._title(slide, title, Inches(2.6), 44, "core")
        if lead:
            self._box(slide, [lead], Inches(4.1), 22, "ink")

    def picture(self, title: str, picture: Picture) -> None:
        """One picture over the whole slide; what it says in words is its alternative text and in the notes."""
        slide = self._slide(BLANK, "paper")
        drawn = picture.draw(size=PICTURE_INCHES)
        image = io.BytesIO()
        printed(drawn, drawn.dpi).save(image, "png")
        placed = slide.shapes.add_picture(image, 0, 0, self.deck.slide_width, self.deck.slide_height)
        said = clean(getattr(drawn, "title", "") or title)
        placed.name = said
        placed._element.nvPicPr.cNvPr.set("descr", f"{said}. {clean(getattr(drawn, 'description', ''))}")  # noqa: SLF001 -- the library has no other way to alternative text
        words = [said, getattr(drawn, "description", ""), picture.note]
        slide.notes_slide.notes_text_frame.text = "\n".join(clean(word) for word in words if word)

    def plan(self) -> None:
        """The action plan, some decisions to a slide."""
        rows = self.book.plan
        title = self._text("plan_proposed" if self.book.is_proposed else "plan")
        if not rows:
            return
        for start in range(1, len(rows), ROWS_MAX):
            slide = self._slide(TITLE_ONLY, "paper")
            self._title(slide, title, Inches(0.35), 32, "ink")
            self._table(slide, (rows[0], *rows[start : start + ROWS_MAX]))

    def _table(self, slide: Any, rows: tuple[tuple[str, ...], ...]) -> None:
        across = self.deck.slide_width - Inches(1)
        shape = slide.shapes.add_table(
            len(rows), len(rows[0]), Inches(0.5), Inches(1.4), across, Inches(0.5 * len(rows))
        )
        table = shape.table
        widths = PLAN_WIDTHS[len(rows[0])]
        for column, share in zip(table.columns, widths, strict=True):
            column.width = Emu(round(across * share / sum(widths)))
        for at, cells in enumerate(rows):
            for cell, words in zip(table.rows[at].cells, cells, strict=True):
                cell.fill.solid()
                cell.fill.fore_color.rgb = self._rgb("core" if at == 0 else "card" if at % 2 else "core-soft")
                cell.text_frame.word_wrap = True
                first = cell is table.cell(at, 0)
                self._write(
                    cell.text_frame.paragraphs[0], words, 14, "card" if at == 0 else "ink", bold=not at or first
                )

    def _slide(self, layout: int, colour: str) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = self._rgb(colour)
        return slide

    def _title(self, slide: Any, words: str, top: int, size: int, colour: str) -> None:
        title = slide.shapes.title
        title.left, title.top, title.width = Inches(0.5), top, self.deck.slide_width - Inches(1)
        title.height = Inches(1.4 if size > 40 else 0.9)
        title.text_frame.word_wrap = True
        self._write(title.text_frame.paragraphs[0], words, size if len(words) < 60 else size * 0.7, colour, bold=True)

    def _box(self, slide: Any, lines: list[str], top: int, size: int, colour: str) -> None:
        box = slide.shapes.add_textbox(Inches(0.5), top, self.deck.slide_width - Inches(1), Inches(1.5))
        box.text_frame.word_wrap = True
        for at, line in enumerate(lines):
            paragraph = box.text_frame.paragraphs[0] if at == 0 else box.text_frame.add_paragraph()
            self._write(paragraph, line, size, colour)

    def _write(self, paragraph: Any, words: str, size: float, colour: str, *, bold: bool = False) -> None:
        from pptx.enum.text import PP_ALIGN

        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = clean(words)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = self._rgb(colour)

    def _rgb(self, colour: str) -> RGBColor:
        return RGBColor.from_string(self.colours[colour].removeprefix("#").upper())

    def _text(self, key: str) -> str:
        return messages.text(f"report.{key}", self.book.lang)


def _nothing(aspect: float) -> io.BytesIO:
    """What a program that shows no drawings shows instead of one."""
    target = io.BytesIO()
    Image.new("RGBA", (round(40 * aspect), 40), (0, 0, 0, 0)).save(target, "PNG")
    target.seek(0)
    return target
