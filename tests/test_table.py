"""A table that the room fills: entries of a few fields side by side, from the phone to the wall and the frame."""

from __future__ import annotations

import pandas as pd
import pytest
from test_light import Person

from kerne_widgets import charts, create_workshop, pictures
from kerne_widgets.errors import AnswerError
from kerne_widgets.exchange import answers_csv, import_answers
from kerne_widgets.forms.prompt_form import for_prompt
from kerne_widgets.forms.saving import Saving
from kerne_widgets.gathering import plain_wording, short_id
from kerne_widgets.kinds.table import fields_of
from kerne_widgets.report.writing import content_of
from kerne_widgets.store import new_event

WORDS = "words_to_deeds"
DEED = "Nærvær\nVi sætter os ned"
BARE = "Respekt"


@pytest.fixture
def workshop(fresh_store):
    made = create_workshop("Biblioteket", store=fresh_store)
    for entry in (DEED, "nærvær\nTelefonen bliver i lommen", BARE, BARE):
        made.submit(made.join(), WORDS, entry)
    return made


def seen(workshop, prompt_id=WORDS, **options):
    chart = pictures.plot_prompt(workshop, prompt_id, **options)
    return charts.svg(chart), chart.description


def card_id(entry):
    return short_id(plain_wording(entry))


def test_the_wall_puts_the_fields_side_by_side_and_says_what_is_missing(workshop):
    drawn, told = seen(workshop)
    for words in ("Det flotte ord", "Vi sætter os ned", "Telefonen bliver i lommen", "Ingen handling endnu"):
        assert words in drawn
    # what lacks a deed comes first, and says so in words; what two have said of one word stands under it once
    assert told.splitlines()[0] == "4 linjer · »Ingen handling endnu«: 1"
    assert told.splitlines()[1].startswith("Respekt. Det, man ser jer gøre en almindelig tirsdag: Ingen handling endnu")
    assert drawn.count(">Nærvær</text>") == 1


def test_a_word_alone_is_told_by_the_deeds_that_others_have_for_it(workshop):
    workshop.submit(workshop.join(), WORDS, "Respekt\nVi banker på")
    _, told = seen(workshop)
    assert told.splitlines()[0] == "5 linjer"
    assert "Respekt. Det, man ser jer gøre en almindelig tirsdag: Vi banker på: 3" in told


def test_nobody_has_answered_yet(fresh_store):
    assert "0 svar endnu" in seen(create_workshop(store=fresh_store))[0]


def test_a_day_is_told_in_words_and_kept_as_a_day(workshop):
    person = workshop.join()
    workshop.submit(person, "ask_whom", "Tre nye brugere\nOm de føler sig velkomne\n2031-03-14", "a")
    workshop.submit(person, "ask_whom", "Naboerne", "b")
    assert "14. marts 2031" in seen(workshop, "ask_whom")[0]
    table = workshop.table("ask_whom").set_index("item_id")
    assert list(table.columns) == ["participant_id", "round", "state", "whom", "about", "by"]
    fields = table[["whom", "about", "by"]]
    assert list(fields.loc["a"]) == ["Tre nye brugere", "Om de føler sig velkomne", "2031-03-14"]
    assert list(fields.loc["b"]) == ["Naboerne", "", ""]


def test_entries_are_hidden_merged_and_reworded_as_cards_are(workshop):
    workshop.hide_cards(WORDS, [card_id(BARE)])
    assert "Respekt" not in seen(workshop)[0]
    assert set(workshop.table(WORDS).query("word == 'Respekt'").state) == {"hidden"}
    workshop.merge_cards(WORDS, [card_id(DEED), card_id("nærvær\nTelefonen bliver i lommen")])
    assert "Telefonen" not in seen(workshop)[0]
    workshop.reword_card(WORDS, card_id(DEED), "Nærvær\nVi  sætter os, før vi spørger ")
    assert "Vi sætter os, før vi spørger" in seen(workshop)[0]
    with pytest.raises(AnswerError, match="Det flotte ord"):
        workshop.reword_card(WORDS, card_id(DEED), "\nVi sætter os")
    workshop.group_cards(WORDS, [card_id(DEED)], "Det nære")
    assert "Det nære" in seen(workshop)[0]
    workshop.take_back_moderation(WORDS)
    assert "Det nære" not in seen(workshop)[0]


def test_later_questions_and_a_vote_are_about_the_entries_on_one_line(workshop):
    items = {item.text for item in workshop.items(workshop.model.prompt("words_done"))}
    assert {"Nærvær – Vi sætter os ned", "Respekt"} <= items
    assert workshop.start_vote(WORDS) == "vote_words_to_deeds"


def test_an_entry_of_an_older_workshop_that_was_a_card_is_the_first_field(workshop):
    older = new_event(workshop._id, workshop.join(), "answer", "Tillid: Vi spørger", prompt_id=WORDS, item_id="k1")
    gone = new_event(workshop._id, workshop.join(), "answer", "Vi er stolte", prompt_id="proud_now")
    workshop.store.append([older, gone])
    with pytest.warns(UserWarning, match="proud_now"):
        frame = workshop.answers()
    assert "Tillid: Vi spørger" in set(frame.item_text)
    assert "Tillid: Vi spørger. " in seen(workshop, answers=frame)[1]


def test_what_is_made_of_an_entry_elsewhere_is_never_lost(workshop):
    prompt = workshop.model.prompt(WORDS)
    assert fields_of("Ord\nHandling\nog mere", prompt) == ["Ord", "Handling og mere"]
    assert fields_of("Ord", prompt) == ["Ord", ""]


def test_a_sheet_of_answers_brings_the_fields_back(workshop, tmp_path, fresh_store):
    person = workshop.join()
    workshop.submit(person, "what_how_why", "Rengøring\n\nSå der er rart at være", "a")
    file = tmp_path / "svar.csv"
    file.write_bytes(answers_csv(workshop))
    other = create_workshop(store=fresh_store)
    import_answers(other, file)
    for prompt_id in (WORDS, "what_how_why"):
        mine, theirs = workshop.table(prompt_id), other.table(prompt_id)
        pd.testing.assert_frame_equal(mine, theirs)
    fields = other.table("what_how_why")[["what", "how", "why"]]
    assert list(fields.iloc[0]) == ["Rengøring", "", "Så der er rart at være"]


@pytest.mark.parametrize("ending", [".pdf", ".pptx", ".xlsx"])
def test_what_is_taken_home_holds_it(workshop, ending):
    assert len(content_of(workshop, ending)) > 10_000


# -- on the phone ------------------------------------------------------------------------------------------------


def test_the_form_takes_whole_entries_and_shows_them_by_field(workshop):
    saving = Saving(workshop, workshop.join(), "da")
    form = for_prompt(workshop.model.prompt(WORDS), saving)
    form.value = ["Tillid\nVi spørger først", "Faglighed"]
    assert form.add("  tillid \n Vi spørger   først ")
    assert form.value == ["Tillid\nVi spørger først", "Faglighed"]
    shown = form._list.children[0].children[0].value
    assert "<dt>Det flotte ord</dt>" in shown
    assert "Vi spørger først</dd>" in shown
    assert "jer gøre" not in form._list.children[1].children[0].value
    form._list.children[1].children[1].click()
    form._undo.click()
    assert form.value == ["Tillid\nVi spørger først", "Faglighed"]
    for number in range(9):
        form.add(f"Ord {number}")
    assert len(form.value) == form.prompt.max_items
    assert "Der er plads til 4 linjer" in form._note.value
    assert not form.add("\nVi sætter os")
    assert form.problems[-1] == "Skriv noget i feltet »Det flotte ord«. De andre felter må godt vente."
    form.close()


def test_without_a_script_each_field_has_an_input_and_half_an_entry_is_kept(workshop):
    person = Person(workshop)
    form = person.form("approach_ask")
    names = [f"ask_whom--{key}" for key in ("whom", "about", "by")]
    assert set(names) <= set(form.holds)
    sent = {names[1]: "Om de føler sig velkomne", names[2]: "2031-03-14"}
    assert not person.send("approach_ask", form.sends("add:ask_whom", **sent)).is_good
    again = person.shown_again("approach_ask")
    assert [again.holds[name] for name in names] == ["", *sent.values()]
    assert "Hvem vil I spørge?" in again.text
    assert person.send("approach_ask", again.sends("add:ask_whom", **{names[0]: "Nye brugere"})).is_good
    assert person.answer("ask_whom") == "Nye brugere\nOm de føler sig velkomne\n2031-03-14"
    shown = person.form("approach_ask")
    assert "14. marts 2031" in shown.text
    assert [shown.holds[name] for name in names] == ["", "", ""]
    # the same page sent twice is one entry, and a name in other letters is the same entry
    person.send("approach_ask", again.sends("add:ask_whom", **{names[0]: "NYE brugere"}))
    assert len(workshop.latest(person.id, "ask_whom")) == 1
    item_id = next(iter(workshop.latest(person.id, "ask_whom")))[1]
    person.send("approach_ask", shown.sends(f"remove:ask_whom:{item_id}"))
    assert person.answer("ask_whom") is None
