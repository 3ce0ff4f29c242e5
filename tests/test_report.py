"""What a workshop leaves behind: a report, slides and a workbook that open, say what was said, and show no person."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from test_content_folder import SVG

from kerne_widgets import create_workshop, frames
from kerne_widgets.errors import KerneError
from kerne_widgets.pictures import plot_prompt
from kerne_widgets.report import EXPORTS, content_of, write
from kerne_widgets.report.a4 import A4, BOTTOM, height_of
from kerne_widgets.report.book import make_book
from kerne_widgets.report.passage import Passage


@pytest.fixture
def workshop(fresh_store):
    """A small workshop that has come to its end: tasks placed, a decision made, two wordings."""
    made = create_workshop("Æblehaven – børn & unge", store=fresh_store)
    tasks = [made.add_task(text) for text in ("Leg og læring", "=1+1", "Indkøb <b>")]
    for nth in range(6):
        person = made.join(role="Pædagog")
        for task, ring in zip(tasks, (0, 4 * (nth % 2), 4), strict=True):
            made.submit(person, "task_placement", {"centrality": ring, "hours_week": 2}, task)
        made.submit(person, "core_task_alone", "At børn trives 🙂")
        made.submit(person, "partner_scale", 4)
    made.submit(person, "meeting_them", "Kun én har svaret")
    made.add_version("At børn leger")
    made.add_version("At børn leger og lærer")
    made.add_decision("Vi handler på nettet", owner="Køkkenet", due=dt.date(2026, 5, 14), task_id=tasks[2])
    made.set_moved_out(tasks[2], True)
    return made


def test_the_book_holds_what_was_said_and_decided_and_marks_what_too_few_have_said(workshop):
    book = make_book(workshop)
    assert book.title == "Æblehaven – børn & unge"
    assert "6 deltagere" in book.facts
    assert book.wordings == (("Kerneopgaven, indtil videre (version 2)", "At børn leger og lærer"),)
    told = dict(book.in_brief)
    assert told["I er enige om, at det her er kerne"] == ("Leg og læring",)
    assert told["Det skal I tale om først"] == ("=1+1",)
    assert book.plan[1][:4] == ("Vi handler på nettet (opgave: Indkøb <b>)", "Køkkenet", "", "14. maj 2026")
    notes = [picture.note for chapter in book.chapters for picture in chapter.pictures]
    assert any("1 af 6 har svaret. For få svar" in note for note in notes)
    assert any(note == "6 af 6 har svaret." for note in notes)


def test_all_that_the_room_words_together_is_in_the_report_and_the_workbook(workshop):
    workshop.add_version("Et barn løber os i møde", "success")
    book = make_book(workshop)
    assert [text for _, text in book.wordings] == ["At børn leger og lærer", "Et barn løber os i møde"]
    (chapter,) = [chapter for chapter in book.chapters if chapter.title == "Jeres fælles ord"]
    titles = [picture.draw().title for picture in chapter.pictures]
    assert titles == ["Kerneopgaven, indtil videre", "Succesbeskrivelsen, indtil videre"]
    sheet = load_workbook(io.BytesIO(content_of(workshop, ".xlsx")))["versions"]
    assert [cell.value for cell in sheet["A"]] == ["wording_id", "core_task", "core_task", "success"]


def test_an_empty_workshop_has_a_report_too(fresh_store):
    empty = create_workshop(store=fresh_store, lang="en")
    assert make_book(empty).chapters == ()
    assert content_of(empty, ".pdf").startswith(b"%PDF-")
    assert len(Presentation(io.BytesIO(content_of(empty, ".pptx"))).slides) == 1


def test_the_report_is_a_pdf_with_its_letters_in_it(workshop, tmp_path):
    file = tmp_path / "rapport.pdf"
    write(workshop, file)
    content = file.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/FontFile2") == 2
    assert b"/Lang (da)" in content
    assert not list(tmp_path.glob(".*"))


def test_the_slides_have_a_real_table_and_pictures_with_words(workshop):
    deck = Presentation(io.BytesIO(content_of(workshop, ".pptx")))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    (table,) = (shape.table for shape in shapes if shape.has_table)
    assert [cell.text for cell in table.rows[1].cells][:2] == ["Vi handler på nettet (opgave: Indkøb <b>)", "Køkkenet"]
    described = [shape._element.nvPicPr.cNvPr.get("descr") for shape in shapes if shape.shape_type == 13]
    assert len(described) >= 5
    assert any("Leg og læring" in words for words in described)
    assert all(slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide)


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_cover_of_the_slides_carries_the_logo(fresh_store, tmp_path, monkeypatch, ending):
    monkeypatch.setenv("KERNE_CONTENT", str(tmp_path))
    empty = create_workshop(store=fresh_store)

    def logos():
        deck = Presentation(io.BytesIO(content_of(empty, ".pptx")))
        return deck.slides[0], [shape for shape in deck.slides[0].shapes if shape.name == "Logo"]

    assert not logos()[1]
    file = tmp_path / f"logo.{ending}"
    file.write_text(SVG) if ending == "svg" else Image.new("RGB", (200, 50), "#7a3b8f").save(file)
    cover, (logo,) = logos()
    assert logo.width / logo.height == pytest.approx(4, abs=0.01)
    assert logo.left > 0
    assert logo.top + logo.height < 7.5 * 914400
    assert file.read_bytes() in {related.target_part.blob for related in cover.part.rels.values()}


def test_the_workbook_has_a_sheet_for_each_frame_and_its_dictionary_and_runs_no_formula(workshop):
    book = load_workbook(io.BytesIO(content_of(workshop, ".xlsx")))
    assert book.sheetnames == [*frames.COLUMNS, "data_dictionary"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert "=1+1" in {cell.value for cell in cells}
    for name, columns in frames.COLUMNS.items():
        assert [cell.value for cell in book[name][1]] == list(columns)
    assert book["data_dictionary"].max_row == 1 + sum(map(len, frames.COLUMNS.values()))


def test_a_folder_that_is_not_there_is_said_for_every_kind_of_file(workshop, tmp_path, monkeypatch):
    monkeypatch.setattr("kerne_widgets.report.writing.content_of", lambda *_: b"")
    for ending in EXPORTS:
        with pytest.raises(KerneError, match="kan ikke skrives"):
            write(workshop, tmp_path / "nowhere" / f"fil{ending}")


def test_the_slides_show_every_page_of_what_takes_more_than_one(fresh_store):
    room = create_workshop(store=fresh_store)
    for nth in range(80):
        room.submit(
            room.join(), "work_tasks", f"Opgave {nth}, som er noget med hverdagsrehabilitering og dokumentation"
        )
    n_pages = plot_prompt(room, "work_tasks", size=(19.2, 10.8)).pages
    deck = Presentation(io.BytesIO(content_of(room, ".pptx")))
    shapes = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(shapes) == n_pages > 2
    assert len({shape.image.sha1 for shape in shapes}) == n_pages


class Recorded(A4):
    """A page that remembers what is written where."""

    def __init__(self):
        super().__init__("", "da")
        self.set_auto_page_break(auto=False)
        self.add_page()
        self.set_y(200)
        self.written = []

    def words(self, x, y, words, size, **look):
        self.written.append((self.page, x, y, words))
        assert y + height_of(words, look["room"], size, bold=look["bold"]) <= BOTTOM + 0.01
        return super().words(x, y, words, size, **look)


def test_the_report_sets_every_card_in_letters_however_many_there_are(fresh_store):
    room = create_workshop(store=fresh_store)
    for nth in range(150):
        person = room.join()
        for card in (f"Opgave {nth}", "Leverandørsamarbejdsaftaler om hverdagsrehabilitering"):
            room.submit(person, "work_tasks", card)
    room.group_cards("work_tasks", [room.card_list("work_tasks")[7].card_id], "Det daglige")
    drawn = plot_prompt(room, "work_tasks", size=(12, 6))
    assert drawn.pages > 1
    page = Recorded()
    Passage(drawn, drawn.writing, "150 har svaret").write(page)
    page.output()  # which lets go of its letters
    said = [words for *_, words in page.written]
    assert {words for words in said if words.startswith("Opgave ")} == {f"Opgave {nth}" for nth in range(150)}
    assert {"150 gange", "Det daglige", "Uden overskrift", "300 kort · 150 har svaret"} < set(said)
    assert page.pages_count > 2
    assert len({(one, x, y) for one, x, y, _ in page.written}) == len(said)


def test_the_report_says_what_is_missing_in_an_entry_and_a_word_with_two_entries_once(fresh_store):
    room = create_workshop(store=fresh_store)
    for entry in ("Tryghed\nVi ringer", "Tryghed\nVi kommer til tiden", "Helhed"):
        room.submit(room.join(), "words_to_deeds", entry)
    drawn = plot_prompt(room, "words_to_deeds", size=(12, 6))
    page = Recorded()
    Passage(drawn, drawn.writing, "").write(page)
    page.output()  # which lets go of its letters
    said = [words for *_, words in page.written]
    assert said.count("Tryghed") == 1
    assert {"Vi ringer", "Vi kommer til tiden", "Helhed", "Ingen handling endnu"} < set(said)
