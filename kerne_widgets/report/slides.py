"""The slides: bars as charts and the action plan as a table that can be gone on with, the rest as pictures."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any

from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches, Pt

from .. import messages, theme
from ..charts import Chart, every_page
from ..charts.lettering import LINE, clean, wrap
from ..logo import Logo, find_logo_for_paper
from ..workshop import Workshop
from .bars import FONT, Place, add_chart, sheets
from .book import Book, Picture, make_book
from .paper import PLAN_WIDTHS
from .printing import printed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..charts import Bars

SLIDE = (13.333, 7.5)  # inches, 16:9
PICTURE_INCHES = (19.2, 10.8)
BLANK, TITLE_ONLY = 6, 5  # layouts of the library's own template
ROWS_MAX = 5  # decisions on one slide
SHARES, TITLE_LINE = (1.0, 0.8, 0.65, 0.5), 1.2  # how much smaller a long title is; distance of its lines
CHART = (1.75, 5.2)  # inches: from where down a chart goes, and how far with what stands under it
FOOT_SIZE = 16
# the colours that PowerPoint offers first, and gives to what is added to a chart
PLACES = ("dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
ADDED = ("ink", "paper", "core", "ring-0", "periphery", "disputed", "mute", "error")
INSET = 7.2  # points: the edge of every box of text
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
        self._dress()

    def _dress(self) -> None:
        """Our letters and colours for whatever is added later."""
        part = self.deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        root = parse_xml(part.blob)
        for place, colour in zip(PLACES, ADDED, strict=True):
            root.find(f".//{{*}}{place}/{{*}}srgbClr").set("val", str(self._rgb(colour)))
        for letters in root.findall(".//{*}fontScheme/*/{*}latin"):
            letters.set("typeface", FONT)
        part._blob = serialize_part_xml(root)  # noqa: SLF001 -- the library has no other way to the template's colours

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
        """Bars as a chart that can be gone on with, else a picture; its words are alternative text and in the notes."""
        pages = every_page(partial(picture.draw, size=PICTURE_INCHES))
        drawn = next(pages)
        said, described = clean(getattr(drawn, "title", "") or title), getattr(drawn, "description", "")
        words = "\n".join(clean(word) for word in (said, described, picture.note) if word)
        if isinstance(drawn, Chart) and drawn.bars:
            placed = self._charts(said, drawn.subtitle, drawn.bars)
        else:
            placed = [self._image(page) for page in (drawn, *pages)]
        for slide, shape in placed:
            shape.name = said
            shape._element._nvXxPr.cNvPr.set("descr", f"{said}. {clean(described)}")  # noqa: SLF001 -- the library has no other way to alternative text
            slide.notes_slide.notes_text_frame.text = words

    def _image(self, drawn: Figure) -> tuple[Any, Any]:
        """A picture over the whole of a slide."""
        slide = self._slide(BLANK, "paper")
        image = io.BytesIO()
        printed(drawn, drawn.dpi).save(image, "png")
        return slide, slide.shapes.add_picture(image, 0, 0, self.deck.slide_width, self.deck.slide_height)

    def _charts(self, title: str, subtitle: str, bars: Bars) -> list[tuple[Any, Any]]:
        """A chart under a title, on as many slides as its bars need."""
        across = self.deck.slide_width - Inches(1)
        foot = [line for words in bars.foot for line in wrap(clean(words), Emu(across).pt - 2 * INSET, FOOT_SIZE)]
        high = Inches(CHART[1]) - Pt(len(foot) * FOOT_SIZE * LINE)
        place = Place(Inches(0.5), Inches(CHART[0]), across, Emu(high))
        parts = sheets(bars, place)
        made = []
        for nth, sheet in enumerate(parts, start=1):
            slide = self._slide(TITLE_ONLY, "paper")
            self._title(slide, title if len(parts) == 1 else f"{title} ({nth}/{len(parts)})", Inches(0.3), 32, "ink")
            self._box(slide, [subtitle], Inches(1.2), 18, "mute")
            made.append((slide, add_chart(slide, sheet, place)))
            if foot:
                self._box(slide, foot, place.top + place.height + Inches(0.1), FOOT_SIZE, "mute")
        return made

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
        sizes = [size * share for share in SHARES]
        room = Emu(title.width).pt - 2 * INSET
        high = Emu(title.height).pt
        words = clean(words)
        fitting = (size for size in sizes if len(wrap(words, room, size, bold=True)) * size * TITLE_LINE <= high)
        title.text_frame.word_wrap = True
        self._write(title.text_frame.paragraphs[0], words, next(fitting, sizes[-1]), colour, bold=True)

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
