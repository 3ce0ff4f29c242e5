"""What a form asks about while the room still writes and the facilitator tidies: items come, go and are reworded."""

from __future__ import annotations

import ipywidgets
import pytest

from kerne_widgets import create_workshop
from kerne_widgets.forms.page import ParticipantPage
from kerne_widgets.forms.saving import Saving
from kerne_widgets.messages import text

ROWS = {"names_tone": "names_we_use", "competence_gap": "competence_need"}
BOARDS = {"role_placement": "roles_around"}
COMPOSED = {"effects_ranked": "effects", "quality_points": "quality_criteria", "competence_pairs": "competence_need"}
SOURCES = {**ROWS, **BOARDS, **COMPOSED}
EVERY = list(SOURCES)


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Hjemmeplejen", store=fresh_store)


@pytest.fixture
def saving(workshop):
    for source in set(SOURCES.values()):
        for card in ("Borgeren", "Lars den dumme", "Fru Jensen"):
            workshop.submit(workshop.join(), source, card)
    return Saving(workshop, workshop.join(), "da")


def fields(form):
    return {(place if isinstance(place, str) else place[0]): field for place, field in form._fields.items()}


def shown(form):
    """The wordings that a form shows, in order."""
    if hasattr(form, "_composer"):
        return [item["text"] for item in form._composer.items]
    if hasattr(form, "_board"):
        return [task["text"] for task in form._board.tasks]
    rows = (row for row in form._rows.widget.children if "kerne-sorted" in row._dom_classes and row.children)
    return [row.children[0].value.partition(">")[2].partition("<")[0] for row in rows]


def all_text(widget):
    own = f"{getattr(widget, 'value', '')}{getattr(widget, 'description', '')}"
    return own + "".join(all_text(child) for child in getattr(widget, "children", ()))


def card_id(workshop, prompt_id, text):
    return next(card.card_id for card in workshop.card_list(SOURCES[prompt_id]) if card.text == text)


@pytest.mark.parametrize("prompt_id", EVERY)
def test_a_card_that_is_hidden_leaves_the_phone_and_comes_back_where_it_was(workshop, make, prompt_id):
    form, lars = make(prompt_id), card_id(workshop, prompt_id, "Lars den dumme")
    workshop.hide_cards(SOURCES[prompt_id], [lars])
    form.follow_room()
    assert shown(form) == ["Borgeren", "Fru Jensen"]
    assert "Lars" not in all_text(form.widget)
    workshop.show_cards(SOURCES[prompt_id], [lars])
    form.follow_room()
    assert sorted(shown(form)) == ["Borgeren", "Fru Jensen", "Lars den dumme"]


@pytest.mark.parametrize("prompt_id", EVERY)
def test_a_card_that_is_reworded_says_so_on_the_phone(workshop, make, prompt_id):
    form = make(prompt_id)
    workshop.reword_card(SOURCES[prompt_id], card_id(workshop, prompt_id, "Lars den dumme"), "Naboen")
    form.follow_room()
    assert shown(form) == ["Borgeren", "Naboen", "Fru Jensen"]


@pytest.mark.parametrize("prompt_id", EVERY)
def test_cards_that_are_merged_are_one_on_the_phone(workshop, make, prompt_id):
    form = make(prompt_id)
    two = [card_id(workshop, prompt_id, text) for text in ("Fru Jensen", "Lars den dumme")]
    workshop.merge_cards(SOURCES[prompt_id], two)
    form.follow_room()
    assert shown(form) == ["Borgeren", "Fru Jensen"]


@pytest.mark.parametrize("prompt_id", ROWS)
def test_the_rows_of_other_cards_are_not_drawn_anew(workshop, make, prompt_id):
    form, source = make(prompt_id), SOURCES[prompt_id]
    before, places = fields(form), form._rows.widget.children
    sent = []
    for place in places:
        place.observe(lambda change: sent.append(change["owner"]), "children")
    lars, jensen = (card_id(workshop, prompt_id, text) for text in ("Lars den dumme", "Fru Jensen"))
    workshop.hide_cards(source, [lars])
    workshop.reword_card(source, jensen, "Frk. Jensen")
    workshop.submit(workshop.join(), source, "De pårørende")
    form.follow_room()
    assert shown(form) == ["Borgeren", "Frk. Jensen", "De pårørende"]
    borgeren = card_id(workshop, prompt_id, "Borgeren")
    assert fields(form)[borgeren] is before[borgeren]
    assert form._rows.widget.children[: len(places)] == places
    assert sent == [places[1], places[2]]
    assert before[lars].comm is None, "what is gone is closed"


@pytest.mark.parametrize("prompt_id", ROWS)
def test_when_all_are_gone_the_form_says_that_there_is_nothing_yet(workshop, make, prompt_id):
    form = make(prompt_id)
    workshop.hide_cards(SOURCES[prompt_id], [card.card_id for card in workshop.card_list(SOURCES[prompt_id])])
    form.follow_room()
    assert "kerne-empty" in all_text(form._rows.widget)


def test_an_answer_about_a_card_that_has_just_been_hidden_goes_back_and_is_told(workshop, make):
    form, lars = make("names_tone"), card_id(workshop, "names_tone", "Lars den dumme")
    workshop.hide_cards("names_we_use", [lars])
    fields(form)[lars].index = 0
    assert fields(form)[lars].index is None
    assert text("page.late_gone") in form._note.value
    form.follow_room()
    assert (form.problems, form.saving.state) == ([], "empty")


@pytest.mark.parametrize("prompt_id", EVERY)
def test_what_most_write_now_does_not_change_places_under_the_finger(workshop, make, prompt_id):
    form = make(prompt_id)
    for _ in range(3):
        workshop.submit(workshop.join(), SOURCES[prompt_id], "Fru Jensen")
    form.follow_room()
    assert shown(form) == ["Borgeren", "Lars den dumme", "Fru Jensen"]
    assert shown(make(prompt_id))[0] == "Fru Jensen", "a form that is opened now begins with it"


@pytest.mark.parametrize("prompt_id", EVERY)
def test_a_card_past_the_limit_stays_with_those_who_have_seen_it_and_can_be_answered(saving, workshop, make, prompt_id):
    form, source = make(prompt_id), SOURCES[prompt_id]
    borgeren = card_id(workshop, prompt_id, "Borgeren")
    for number in range(form.prompt.items_max):
        for _ in range(2):
            workshop.submit(workshop.join(), source, f"Skrevet af to {number}")
    assert borgeren not in {item.item_id for item in workshop.items(form.prompt, saving.participant_id)}
    form.follow_room()
    assert "Borgeren" in shown(form)
    if prompt_id == "names_tone":
        fields(form)[borgeren].index = 1
        assert form.problems == []
        assert "Borgeren" in shown(make(prompt_id)), "what one has answered is there after a reload"


def test_the_pair_in_hand_stays_when_cards_come(workshop, make):
    form = make("competence_pairs")
    before = form._composer.options["pairs"]
    form._composer.value = f"{before[0][0]}=equal"
    for number in range(20):
        workshop.submit(workshop.join(), "competence_need", f"Ny {number}")
        form.follow_room()
        assert form._composer.options["pairs"][:2] == before[:2]
    assert len(form._composer.options["pairs"]) == form.prompt.pairs_max


@pytest.fixture
def page(workshop):
    made = ParticipantPage(workshop, workshop.join())
    yield made
    made.close()


@pytest.mark.parametrize("prompt_id", EVERY)
def test_what_others_write_comes_to_a_page_that_was_there_first(workshop, page, prompt_id):
    prompt = workshop.model.prompt(prompt_id)
    page.go(prompt.exercise_id)
    form = next(form for form in page.screen.forms if form.prompt is prompt)
    page._following.look()
    assert shown(form) == []
    for card in ("Fru Jensen", "De pårørende"):
        workshop.submit(workshop.join(), SOURCES[prompt_id], card)
        page._following.look()
        assert shown(form)[-1] == card


def test_a_page_is_sent_nothing_while_others_write_what_it_does_not_ask_about(workshop, page, monkeypatch):
    page.go(workshop.model.prompt("names_tone").exercise_id)
    page._following.look()
    sent = []
    monkeypatch.setattr(ipywidgets.Widget, "_send", lambda _self, message, buffers=None: sent.append(message))  # noqa: ARG005
    for number in range(3):
        workshop.submit(workshop.join(), "obstacles", f"Støj {number}")
        page._following.look()
    # what is written again changes nothing on the screen either
    monkeypatch.undo()
    workshop.submit(workshop.join(), "names_we_use", "Borgeren")
    page._following.look()
    monkeypatch.setattr(ipywidgets.Widget, "_send", lambda _self, message, buffers=None: sent.append(message))  # noqa: ARG005
    workshop.submit(workshop.join(), "names_we_use", "borgeren.")
    page._following.look()
    assert sent == []
