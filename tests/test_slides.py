"""Bars on slides: charts that can be gone on with, say what the pictures say, and hold nothing that they hide."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pandas as pd
import pytest
from openpyxl import load_workbook
from own_content import write_questions
from pptx import Presentation
from pptx.util import Inches

from kerne_widgets import charts, create_workshop, theme
from kerne_widgets.charts.lettering import widest
from kerne_widgets.report import content_of
from kerne_widgets.report.bars import NAMES, PAD, SIZES, Place, add_chart, sheets

PLACE = Place(Inches(0.5), Inches(1.75), Inches(12.333), Inches(5.2))
LONG = ("Kommunikationsmedarbejderuddannelserne", "Leg og læring", "Møder med forældre, også når de er svære for os")
TODAY = dt.date(2026, 5, 14)


def names(n):
    return [f"{LONG[at % len(LONG)]} {at}" for at in range(n)]


def votes(texts, n_participants=12):
    frame = pd.DataFrame({"item": texts, "stars": range(len(texts), 0, -1)})
    return charts.plot_votes(frame, "Hvad fik stjerner?", n_participants=n_participants)


def ranking(n, n_participants=12):
    frame = pd.DataFrame({"item": names(n), "points": range(n, 0, -1), "n_first": 1})
    return charts.plot_ranking(frame, n_participants=n_participants, agreement=0.6)


def shares(n, n_participants=12):
    frame = pd.DataFrame({"item": names(n), "share": 1 / n, "low": 0.0123, "high": 0.9876})
    return charts.plot_shares(frame, n_participants=n_participants)


def compared(n, n_participants=12):
    frame = pd.DataFrame({"item": names(n), "rating": 0.5, "won": 4.5, "met": 9})
    return charts.plot_compared(frame, n_participants=n_participants)


def sorting(n, n_first=3, n_second=9):
    frame = pd.DataFrame({"item": names(n), "n_first": n_first, "n_second": n_second})
    return charts.plot_sort(frame, "Udfordring", "Vilkår")


def gap(n, people=9):
    frame = pd.DataFrame({"item": names(n), "n": people, "now": 7 / 3, "wanted": 4.0})
    return charts.plot_gap(frame, "Lidt", "Meget", "I dag", "Ønsket")


def scale(*counts):
    return charts.plot_distribution(counts, "Slet ikke", "I høj grad", agreement=0.5)


def choice(*counts):
    return charts.plot_choice(names(len(counts)), counts)


def timeline(*days):
    return charts.plot_timeline([TODAY + dt.timedelta(day) for day in days], TODAY)


def on_slides(bars):
    """The chart shapes of bars, after their deck has been written and read."""
    deck = Presentation()
    for sheet in sheets(bars, PLACE):
        add_chart(deck.slides.add_slide(deck.slide_layouts[6]), sheet, PLACE)
    file = io.BytesIO()
    deck.save(file)
    return [shape for slide in Presentation(file).slides for shape in slide.shapes]


def said(shapes):
    return [str(name) for shape in shapes for name in shape.chart.plots[0].categories]


def embedded(shape):
    return load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active


FULL = [
    *(draw(n) for n in (3, 12, 40) for draw in (ranking, shares, compared, sorting, gap)),
    *(votes(names(n)) for n in (3, 12, 40)),
    scale(0, 3, 9, 4, 2),
    scale(0, 0, 18, 0, 0),
    scale(*[1] * 10),
    choice(9, 0, 3),
    sorting(3, 9, 0),
    timeline(-5, -30, -400, -2000, 10, 100, 200),
]
FEW = [ranking(3, 3), shares(3, 3), votes(names(3), 2), compared(3, 3), sorting(3, 1, 1), gap(3, 2)]
FEW += [scale(1, 0, 2), choice(1, 2), timeline(-5, 9)]


@pytest.mark.parametrize("drawn", [*FULL, *FEW], ids=lambda drawn: f"{drawn.title}-{len(drawn.bars.names)}")
def test_every_bar_is_on_a_slide_in_letters_that_are_read_from_the_back(drawn):
    bars = drawn.bars
    shapes = on_slides(bars)
    assert said(shapes) == list(bars.names)
    for nth, series in enumerate(bars.series):
        drawn_as = [value for shape in shapes for value in shape.chart.series[nth].values]  # noqa: PD011 -- no frame
        assert drawn_as == list(series.numbers)
    for shape in shapes:
        xml = shape.chart.part.blob.decode()
        sizes = set(map(int, re.findall(r'\bsz="(\d+)"', xml)))
        assert sizes
        assert min(sizes) >= 1400
        assert shape.chart.has_legend == (len(bars.series) > 1)
        assert not shape.chart.has_title
        assert 'tickLblSkip val="1"' in xml
        assert set(re.findall('srgbClr val="([0-9A-F]+)"', xml)) <= {
            colour[1:].upper() for colour in theme.load().colours.values()
        }


@pytest.mark.parametrize("draw", [ranking, sorting, gap])
def test_no_word_of_a_name_is_broken_and_bars_on_several_slides_lie_on_one_scale(draw):
    bars = draw(40).bars
    made = sheets(bars, PLACE)
    assert 1 < len(made) <= 8
    for sheet in made:
        assert max(map(widest, sheet.bars.names)) * sheet.size <= PLACE.width.pt * sheet.names - PAD
        assert sheet.size in SIZES
        assert sheet.names in NAMES
    if draw is not sorting:  # parts of a whole are on one scale anyhow
        assert len({sheet.bars.span for sheet in made}) == 1
        assert made[0].bars.span is not None


@pytest.mark.parametrize("drawn", FEW, ids=lambda drawn: drawn.title)
def test_what_few_have_answered_is_hollow_and_nothing_leads(drawn):
    assert not drawn.bars.leading or drawn.bars.hollow >= drawn.bars.leading
    for shape in on_slides(drawn.bars):
        assert 'prstDash val="dash"' in shape.chart.part.blob.decode()


def test_a_chart_without_answers_has_no_bars():
    empty = [ranking(3, 0), votes([], 0), sorting(3, 0, 0), gap(3, 0), scale(0, 0, 0), choice(0, 0), timeline()]
    assert [drawn.bars for drawn in empty] == [None] * len(empty)
    assert charts.plot_withheld(4).bars is None


def test_the_numbers_are_as_exact_as_the_picture_says_them_and_hold_no_quartiles():
    assert [one.numbers for one in gap(2).bars.series] == [(2.3, 2.3), (4.0, 4.0)]
    assert shares(3).bars.series[0].numbers == (0.33, 0.33, 0.33)
    for shape in on_slides(shares(3).bars):
        assert {cell for row in embedded(shape).iter_rows(min_col=2, values_only=True) for cell in row} == {
            "Andel",
            0.33,
        }


def test_what_people_wrote_is_text_in_the_workbook_behind_a_chart():
    texts = ["=1+1", "https://example.org/x", "{=A1}", "mailto:a@b.dk", "internal:Sheet1!A1", "Indkøb <b> & mere", "7"]
    (shape,) = on_slides(votes(texts).bars)
    cells = [row[0] for row in embedded(shape).iter_rows(min_row=2, max_col=1)]
    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert said([shape]) == texts


WHOLE_ROOM = """
prompt_id = "how_near"
kind = "scale"
whole_room = true
text = { da = "Hvor nær?", en = "How near?" }
low = { da = "Langt", en = "Far" }
high = { da = "Nær", en = "Near" }
"""


def test_a_slide_holds_a_chart_with_words_and_below_the_limit_no_number_at_all(tmp_path, fresh_store):
    held = create_workshop(store=fresh_store, content=write_questions(tmp_path, WHOLE_ROOM))
    for _ in range(4):
        held.submit(held.join(), "how_near", 4)
    content = content_of(held, ".pptx")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "embeddings" in name or "charts" in name]
    held.submit(held.join(), "how_near", 4)
    deck = Presentation(io.BytesIO(content_of(held, ".pptx")))
    ((slide, shape),) = ((slide, shape) for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    assert slide.shapes.title.text == "Hvor nær?"
    words = [other.text_frame.text for other in slide.shapes if other.has_text_frame]
    assert "5 svar" in words
    assert any("1 = Langt, 5 = Nær" in one for one in words)
    assert shape.name == "Hvor nær?"
    assert "4: 5" in shape._element._nvXxPr.cNvPr.get("descr")
    assert "5 af 5 har svaret" in slide.notes_slide.notes_text_frame.text
    assert list(embedded(shape).iter_rows(values_only=True)) == [
        (None, "Svar"),
        *((str(step), 5 if step == 4 else 0) for step in range(1, 6)),
    ]
    assert not any(other.shape_type == 13 for other in slide.shapes)
