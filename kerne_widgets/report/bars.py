"""Bars on a slide: a chart of PowerPoint's own, with its numbers in it, that can be gone on with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from .. import theme
from ..charts import Bars, Series
from ..charts.bars import STEP
from ..charts.lettering import widest, width, wrap

FONT = "Verdana"  # on every machine that shows slides; letters as wide as those of the pictures
SIZES = (20, 18, 16, 14)  # points; nothing smaller is read from the back of a room
NAMES = (0.4, 0.5)  # share of the width for the names of lying bars; the second where they are long
PAD = 14.0  # points between the names and their bars
LINE, AIR, ROW = 1.25, 1.1, 1.3  # distance of lines, and of rows, in their own height; the least row, in lines
NUMBER = 0.08  # share of the width for the number behind the longest bar
LEGEND = 0.1  # share of the height
TYPES = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "rows": XL_CHART_TYPE.BAR_CLUSTERED,
    "parts": XL_CHART_TYPE.BAR_STACKED_100,
}
# what the first and the second series are filled with, and what is written on them when they are parts
FILLS, LETTERS = ("core", "ring-0"), ("card", "ink")
GAPS = {"columns": 40, "rows": 50, "parts": 45}  # between bars, in hundredths of their thickness


@dataclass(frozen=True)
class Sheet:
    """As many bars as there is room for on one slide: the size of letters in points, the names' share of the width."""

    bars: Bars
    size: int
    names: float = 0.0


@dataclass(frozen=True)
class Place:
    """Where a chart lies on a slide, in the library's own units."""

    left: int
    top: int
    width: int
    height: int


def sheets(bars: Bars, place: Place) -> list[Sheet]:
    """The bars on as few slides as have room for them in letters that can be read, no name cut and no word broken."""
    across, down = Emu(place.width).pt, Emu(place.height).pt
    if bars.form == "columns":
        room = across / len(bars.names) * 0.92
        size = next((size for size in SIZES if max(map(widest, bars.names)) * size <= room), None)
        if size:
            return [Sheet(bars, size)]
        bars = replace(bars, form="rows")
    if len(bars.series) > 1:
        down *= 1 - LEGEND
    for names, size in ((names, size) for names in NAMES for size in SIZES):
        room = across * names - PAD
        whole = max(map(widest, bars.names)) * size <= room
        if whole and max(_heights(bars, room, size)) * len(bars.names) <= down:
            return [Sheet(bars, size, names)]
    parts = _parted(_heights(bars, across * NAMES[-1] - PAD, SIZES[-1]), down)
    return [Sheet(_cut(bars, start, stop), SIZES[-1], NAMES[-1]) for start, stop in parts]


def _heights(bars: Bars, room: float, size: int) -> list[float]:
    """How high the row of each name is, in points."""
    beside = len(bars.series) if bars.form == "rows" else 1
    lines = (max(len(wrap(name, room, size)), beside, ROW) for name in bars.names)
    return [n * size * LINE * AIR for n in lines]


def _parted(heights: list[float], down: float) -> list[tuple[int, int]]:
    """From where to where the rows of each slide go: as many on each, and all as high as its highest."""
    n_slides = 1
    while True:
        each = -(-len(heights) // n_slides)
        parts = [(start, min(start + each, len(heights))) for start in range(0, len(heights), each)]
        if each == 1 or all(max(heights[start:stop]) * (stop - start) <= down for start, stop in parts):
            return parts
        n_slides += 1


def _cut(bars: Bars, start: int, stop: int) -> Bars:
    """Some of the bars, on the scale of all."""
    span = bars.span
    if span is None and bars.form != "parts":
        span = (0, max(value for series in bars.series for value in series.numbers) or 1)
    series = (Series(one.name, one.numbers[start:stop], one.labels[start:stop]) for one in bars.series)
    marked = ({at - start for at in places if start <= at < stop} for places in (bars.leading, bars.hollow))
    leading, hollow = map(frozenset, marked)
    return replace(bars, names=bars.names[start:stop], series=tuple(series), leading=leading, hollow=hollow, span=span)


def add_chart(slide: Any, sheet: Sheet, place: Place) -> Any:
    """The shape on the slide that holds the chart."""
    bars = sheet.bars
    data = _Data(number_format=bars.number_format)
    data.categories = bars.names
    for series in bars.series:
        data.add_series(series.name, series.numbers)
    shape = slide.shapes.add_chart(TYPES[bars.form], place.left, place.top, place.width, place.height, data)
    _dress(shape.chart, sheet, Emu(place.width).pt)
    return shape


class _Data(CategoryChartData):
    """Numbers with a workbook in which what people wrote is text, whatever it begins with."""

    @property
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return _Writer(self)


class _Writer(CategoryWorkbookWriter):
    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        worksheet.strings_to_formulas = worksheet.strings_to_urls = False
        super()._populate_worksheet(workbook, worksheet)


def _dress(chart: Any, sheet: Sheet, across: float) -> None:
    bars = sheet.bars
    chart.font.name, chart.font.size, chart.font.color.rgb = FONT, Pt(sheet.size), _rgb("ink")
    chart.has_title = False
    chart.has_legend = len(bars.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = GAPS[bars.form], False
    plot.overlap = 100 if bars.form == "parts" else 0
    _dress_names(chart.category_axis, bars)
    _dress_values(chart.value_axis, bars)
    if bars.form != "columns":
        told = max((width(words, sheet.size) for one in bars.series for words in one.labels), default=0.0)
        _lay_out(chart, sheet, max(told / across, NUMBER))
    for nth, series in enumerate(plot.series):
        _dress_series(series, nth, bars, sheet.size)


def _dress_names(axis: Any, bars: Bars) -> None:
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = _rgb("control-line")
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW if any(bars.names) else XL_TICK_LABEL_POSITION.NONE
    axis.tick_labels.font.color.rgb = _rgb("ink")
    element = axis._element  # noqa: SLF001 -- the library has no other way to level names of which none is left out
    element.txPr.bodyPr.set("rot", "0")
    element.txPr.bodyPr.set("vert", "horz")
    last = element.find("{*}noMultiLvlLbl")
    last.addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>'))
    axis.reverse_order = bars.form != "columns"  # the first on top


def _dress_values(axis: Any, bars: Bars) -> None:
    axis.has_major_gridlines = bars.number_format == STEP
    axis.visible = False
    axis.minimum_scale = 0
    if bars.span:
        axis.minimum_scale, axis.maximum_scale = bars.span
    if axis.has_major_gridlines:
        axis.major_unit = 1
        axis.major_gridlines.format.line.color.rgb = _rgb("line")


def _lay_out(chart: Any, sheet: Sheet, right: float) -> None:
    """Names get the room that they need, not what PowerPoint thinks; without names the bars get it all."""
    left, top = sheet.names if any(sheet.bars.names) else 0.02, LEGEND if len(sheet.bars.series) > 1 else 0
    sides = {"x": left, "y": top, "w": 1 - left - right, "h": 1 - top}
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    given = "".join(f'<c:{side} val="{share:.3f}"/>' for side, share in sides.items())
    area = chart._chartSpace.chart.plotArea  # noqa: SLF001 -- the library has no other way to the place of the bars
    for layout in area.findall("{*}layout"):
        area.remove(layout)
    layout = f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{given}</c:manualLayout></c:layout>"
    area.insert(0, parse_xml(layout))


def _dress_series(series: Any, nth: int, bars: Bars, size: int) -> None:
    alone, parts = len(bars.series) == 1, bars.form == "parts"
    _fill(series.format, "ring-0" if alone else FILLS[nth if parts else 1 - nth])
    labels = series.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    # a part that is nothing has no number
    labels.number_format = f"{bars.number_format};;" if parts else bars.number_format
    labels.position = XL_LABEL_POSITION.CENTER if parts else XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.name, labels.font.bold = Pt(size), FONT, alone
    labels.font.color.rgb = _rgb(LETTERS[nth] if parts else "ink")
    for at, value in enumerate(bars.series[nth].numbers):
        if at in bars.hollow and value:
            _hollow(series.points[at].format, "core" if nth and not parts else "mute")
            if parts:
                font = series.points[at].data_label.font
                font.color.rgb, font.size, font.bold = _rgb("ink"), Pt(size), False
        elif at in bars.leading:
            _fill(series.points[at].format, "core")
    for at, words in enumerate(bars.series[nth].labels):
        frame = series.points[at].data_label.text_frame
        frame.text, frame.word_wrap = words, False
        font = frame.paragraphs[0].runs[0].font if words else frame.paragraphs[0].font
        font.size, font.name, font.color.rgb = Pt(size), FONT, _rgb("ink")


def _fill(look: Any, colour: str) -> None:
    look.fill.solid()
    look.fill.fore_color.rgb = _rgb(colour)


def _hollow(look: Any, edge: str) -> None:
    """Too few have answered: as on the pictures."""
    _fill(look, "paper")
    look.line.color.rgb, look.line.width, look.line.dash_style = _rgb(edge), Pt(1.5), MSO_LINE.DASH


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(theme.load().colours[colour].removeprefix("#").upper())
