"""The rows of the source deck: each is asked about, kept, and drawn. ``model_rows.csv`` is the table of them."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from answering import PEOPLE, TASKS, answer_all, said

from kerne_widgets import charts, create_workshop, load_model, messages, pictures
from kerne_widgets.places import shipped
from kerne_widgets.result_pictures import versions_view
from kerne_widgets.store import open_store
from kerne_widgets.views import parts

ROWS = [f"R{number:02}" for number in range(1, 30)]
WRITTEN = {"short_text", "long_text", "cards", "table"}

# the deck's own words, which stay as they are
TERMS = {
    "R01": ["Forandring kræver forankring"],
    "R02": ["Lone med hat"],
    "R03": ["Een kerneopgave, flere arbejdsopgaver"],
    "R04": ["Når mål bliver til middel, til nye mål"],
    "R06": ["Fra flotte ord til handling"],
    "R07": ["skal ikke defineres", "indkredses, operationaliseres og optimeres"],
    "R09": ["problem", "samarbejdspartner"],
    "R10": ["Fra mål til formål", "succesbeskrivelse", "Stor succes i de små historier"],
    "R11": ["Hvad, hvordan og hvorfor"],
    "R13": ["Vilkårlige udfordringer eller udfordrende vilkår?", "Ambition eller utopi"],
    "R14": ["Fra ydelse til samskabelse", "for dem eller med dem", "Spørg!", "skaber sig"],
    "R16": ["rigtigt", "det rigtige"],
    "R18": ["kvalitet og prioritering, kompetencer, professionalisme og trivsel"],
    "R21": ["Faglighed er ikke (altid) en kompetence"],
    "R22": ["tættest på kernen"],
    "R23": ["Hvor VI er vi?"],
    "R24": ["Hierarki hos os?"],
    "R25": ["Tværfaglighed eller tvær faglighed?", "ikke gøre det samme, men lykkes med det samme"],
    "R26": ["Fra profession til professionalisme"],
    "R27": ["Har vi det godt? Gør vi det godt?"],
    "R28": ["Ta' aldrig kerneopgaven for givet"],
    "R29": ["Mening hos os?", "inspiration"],
}

with (Path(__file__).parent / "model_rows.csv").open(encoding="utf-8", newline="") as source:
    TABLE = list(csv.DictReader(source))


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """A workshop in which six people have answered every prompt there is."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('rows') / 'kerne.sqlite'}")
    workshop = create_workshop(store=store)
    answer_all(workshop)
    for prompt in workshop.model.prompts:
        if prompt.wording:
            workshop.add_version(said(prompt.prompt_id, 1), prompt.wording)
    yield workshop, workshop.answers()
    store.close()


def test_the_table_holds_every_row_of_the_deck_and_every_prompt():
    assert sorted({line["row"] for line in TABLE}) == ROWS
    named = {prompt_id for line in TABLE for prompt_id in line["prompt_ids"].split()}
    assert named == {prompt.prompt_id for prompt in load_model().prompts}


@pytest.mark.parametrize("row", TERMS)
def test_the_words_of_the_deck_stand_in_its_row(row):
    said = " ".join(
        text.da
        for exercise in load_model().exercises
        if exercise.row == row
        for text in (
            *(exercise.title, exercise.intro, exercise.notes.purpose, exercise.notes.say, exercise.notes.watch),
            *(part for prompt in exercise.prompts for part in (prompt.text, prompt.help)),
        )
    )
    assert [term for term in TERMS[row] if term.lower() not in said.lower()] == []


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_picture_that_the_notes_name_is_one_that_the_exercise_has(lang):
    names = {name: messages.text(f"room.view_{name}", lang) for name in ("agenda", "scenario", "whole", "versions")}
    opening, closing = {"da": "»«", "en": "“”"}[lang]
    named = set()
    for exercise in load_model().exercises:
        notes = " ".join(note(lang) for note in (exercise.notes.purpose, exercise.notes.say, exercise.notes.watch))
        told = {name for name, said in names.items() if f"{opening}{said}{closing}" in notes}
        assert told <= {parts(view)[0] for view in pictures.views(exercise)}, exercise.exercise_id
        named |= told
    assert named >= {"agenda", "scenario", "whole", "versions"}


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line['row']}-{line['chart']}")
def test_a_row_goes_from_answers_to_a_frame_and_to_a_picture(line, answered, monkeypatch):
    workshop, answers = answered
    content = tomllib.loads((shipped("data") / "dimensions" / line["file"]).read_text(encoding="utf-8"))
    drawn = []
    plot = getattr(charts, f"plot_{line['chart']}")
    monkeypatch.setattr(charts, plot.__name__, lambda *given, **more: drawn.append(1) or plot(*given, **more))
    for prompt_id in line["prompt_ids"].split():
        prompt = workshop.model.prompt(prompt_id)
        assert prompt.dimension_id == content["dimension_id"]
        exercise = workshop.model.exercise(prompt.exercise_id)
        view = {"whole": "whole", "versions": versions_view(prompt.wording)}.get(line["chart"], prompt_id)
        assert view == "whole" or view in pictures.views(exercise)
        rows = answers[answers["prompt_id"] == prompt_id]
        assert rows["participant_id"].nunique() == (1 if prompt.whole_room else PEOPLE)
        before = len(drawn)
        picture = charts.svg(pictures.plot_view(workshop, view))
        assert len(drawn) == before + 1, prompt_id
        seen = "".join(ET.fromstring(picture).itertext())
        assert re.search(rf"\b{re.escape(what_must_be_seen(prompt, rows))}\b", seen), prompt_id


def what_must_be_seen(prompt, rows):
    """A wording of the answers, or how many gave them."""
    if prompt.kind in WRITTEN:
        return said(prompt.prompt_id, 1)
    if prompt.kind == "ladder":
        return said(prompt.prompt_id, "mål")
    if prompt.is_about_tasks:
        return TASKS[0]
    if prompt.items or prompt.items_from:
        return str(rows["item_text"].dropna().iloc[0]).partition(" – ")[0]
    return str(PEOPLE)
