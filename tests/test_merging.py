"""Items that become one: what someone has answered about any of them is there, on every page, and nothing is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from test_light import Person

from kerne_widgets import create_workshop
from kerne_widgets.errors import StoreBusy
from kerne_widgets.forms.mailbox import Mailbox
from kerne_widgets.forms.prompt_form import checksum, for_prompt
from kerne_widgets.forms.saving import Saving
from kerne_widgets.item_pictures import about_standing

SOURCES = {
    "obstacle_sort": "obstacles",
    "competence_gap": "competence_need",
    "role_placement": "roles_around",
    "effects_ranked": "effects",
    "quality_points": "quality_criteria",
    "competence_pairs": "competence_need",
}
# two answers about one item, of each kind that has one for each
TWO = {
    "obstacle_sort": ("condition", "challenge"),
    "competence_gap": ({"now": 1, "wanted": 2}, {"now": 3, "wanted": 4}),
    "role_placement": ({"centrality": 1}, {"centrality": 3}),
}


@dataclass
class Cards:
    """The cards of a question: one that stands, one that goes, and another."""

    stands: str
    goes: str
    other: str

    def pair(self, one: str) -> str:
        return "/".join(sorted((one, self.other)))


@pytest.fixture
def workshop(fresh_store):
    made = create_workshop("Hjemmeplejen Syd", store=fresh_store)
    for source in set(SOURCES.values()):
        for text in ("Tid", "For lidt tid", "Ro"):
            made.submit(made.join(), source, text)
    return made


@pytest.fixture
def ada(workshop):
    return workshop.join()


def cards_of(workshop, prompt_id):
    ids = {card.text: card.card_id for card in workshop.card_list(SOURCES[prompt_id])}
    return Cards(ids["Tid"], ids["For lidt tid"], ids["Ro"])


def merge(workshop, prompt_id):
    cards = cards_of(workshop, prompt_id)
    workshop.merge_cards(SOURCES[prompt_id], [cards.stands, cards.goes])


def given(workshop, person, prompt_id):
    return {item_id: value for (_, item_id), value in workshop.latest(person, prompt_id).items()}


def before_and_after(cards, prompt_id):
    """An answer about the card that goes, by item, and what it is when that has gone."""
    if prompt_id in TWO:
        return {cards.goes: TWO[prompt_id][0]}, {cards.stands: TWO[prompt_id][0]}
    if prompt_id == "effects_ranked":
        return {"": [cards.goes, cards.other, cards.stands]}, {"": [cards.stands, cards.other]}
    if prompt_id == "quality_points":
        before: dict[str, Any] = {cards.goes: 20, cards.stands: 30, cards.other: 50}
        return {"": before}, {"": {cards.stands: 50, cards.other: 50}}
    apart = "/".join(sorted((cards.goes, cards.stands)))
    return {cards.pair(cards.goes): cards.goes, apart: "equal"}, {cards.pair(cards.stands): cards.stands}


def answer(workshop, person, prompt_id, values):
    for item_id, value in values.items():
        workshop.submit(person, prompt_id, value, item_id)


@pytest.mark.parametrize("prompt_id", SOURCES)
def test_what_was_answered_about_a_card_is_there_on_the_one_that_stands_for_it(workshop, ada, prompt_id):
    before, after = before_and_after(cards_of(workshop, prompt_id), prompt_id)
    answer(workshop, ada, prompt_id, before)
    merge(workshop, prompt_id)
    assert given(workshop, ada, prompt_id) == after
    # the same again is nothing new, by either name, and all of it comes back when they are taken apart
    seq = workshop.last_seq()
    answer(workshop, ada, prompt_id, after)
    assert workshop.last_seq() == seq
    workshop.take_back_moderation(SOURCES[prompt_id])
    assert given(workshop, ada, prompt_id) == before


@pytest.mark.parametrize("prompt_id", TWO)
def test_of_two_that_became_one_the_newest_answer_stands_and_can_be_changed_withdrawn_and_undone(
    workshop, ada, prompt_id
):
    cards, (one, other) = cards_of(workshop, prompt_id), TWO[prompt_id]
    workshop.submit(ada, prompt_id, other, cards.stands)
    workshop.submit(ada, prompt_id, one, cards.goes)
    merge(workshop, prompt_id)
    assert given(workshop, ada, prompt_id) == {cards.stands: one}
    # what was once said of the card that stands is said anew
    workshop.submit(ada, prompt_id, other, cards.stands)
    assert given(workshop, ada, prompt_id) == {cards.stands: other}
    workshop.submit(ada, prompt_id, None, cards.goes)
    assert given(workshop, ada, prompt_id) == {}
    assert workshop.answers().query("prompt_id == @prompt_id").empty
    workshop.undo(ada, prompt_id)
    assert given(workshop, ada, prompt_id) == {cards.stands: other}


@pytest.mark.parametrize("prompt_id", TWO)
@pytest.mark.parametrize("last", ["stands", "goes"])
def test_in_the_picture_the_newest_answer_counts_too(workshop, ada, prompt_id, last):
    cards, values, prompt = cards_of(workshop, prompt_id), TWO[prompt_id], workshop.model.prompt(prompt_id)
    items = [cards.goes, cards.stands] if last == "stands" else [cards.stands, cards.goes]
    for item_id, value in zip(items, values, strict=True):
        workshop.submit(ada, prompt_id, value, item_id)
    merge(workshop, prompt_id)
    rows = workshop.answers().query("prompt_id == @prompt_id")
    (row,) = about_standing(workshop, prompt, rows).to_dict("records")
    assert row["item_id"] == cards.stands
    (newest,) = rows[rows["item_id"] == items[1]].to_dict("records")
    assert (row["value_text"], row["value_number"]) == (newest["value_text"], newest["value_number"])


def test_a_task_that_takes_over_another_has_its_placement_and_place(workshop, ada):
    goes, stands = workshop.add_task("Skrive i systemet"), workshop.add_task("Dokumentation")
    workshop.submit(ada, "task_placement", {"centrality": 3, "hours_week": 6}, goes)
    workshop.merge_task(goes, stands)
    assert given(workshop, ada, "task_placement") == {stands: {"centrality": 3, "hours_week": 6}}
    page = Person(workshop)
    page.id = ada
    assert page.form("place_tasks").holds[f"task_placement--{stands}--hours"] == "6"


def shown(form, item_id):
    """What a form on the full page shows about an item."""
    if hasattr(form, "_board"):
        return form._board.placements.get(item_id)
    if hasattr(form, "_composer"):
        return form.read(form._composer.value)
    return [field.index for place, field in form._fields.items() if item_id in (place, place[0])]


@pytest.mark.parametrize("prompt_id", SOURCES)
def test_a_page_that_is_open_shows_it_as_soon_as_they_are_one(workshop, ada, prompt_id):
    cards, saving = cards_of(workshop, prompt_id), Saving(workshop, ada, "da")
    before, after = before_and_after(cards, prompt_id)
    answer(workshop, ada, prompt_id, before)
    form = for_prompt(workshop.model.prompt(prompt_id), saving)
    merge(workshop, prompt_id)
    seq = workshop.last_seq()
    form.follow_room()
    drawn_now = for_prompt(form.prompt, saving)
    assert shown(form, cards.stands) == shown(drawn_now, cards.stands)
    expected = {"obstacle_sort": [1], "competence_gap": [0, 1], "role_placement": 1}
    assert shown(form, cards.stands) == expected.get(prompt_id, after.get("", after))
    assert workshop.last_seq() == seq
    for one in (form, drawn_now):
        one.close()
    saving.close()


def busy(_events):
    raise StoreBusy("errors.store_busy")


def test_points_that_are_not_stored_yet_go_along_too(workshop, ada, monkeypatch):
    cards, saving = cards_of(workshop, "quality_points"), Saving(workshop, ada, "da")
    form = for_prompt(workshop.model.prompt("quality_points"), saving)
    with monkeypatch.context() as patched:
        patched.setattr(workshop.store, "append", busy)
        form._composer.value = f"{cards.goes}=20,{cards.stands}=30"
    merge(workshop, "quality_points")
    form.follow_room()
    assert form.read(form._composer.value) == {cards.stands: 50}
    saving.flush()
    assert given(workshop, ada, "quality_points") == {"": {cards.stands: 50}}
    form.close()
    saving.close()


def test_a_move_that_waits_is_not_told_as_stored_although_its_task_has_become_another(workshop, ada, monkeypatch):
    first, second = workshop.add_task("Medicin"), workshop.add_task("Medicingivning")
    form = for_prompt(workshop.model.prompt("task_placement"), Saving(workshop, ada, "da"))
    workshop.merge_task(second, first)
    moves = [{"type": "place", "task_id": task_id, "centrality": 3, "event_id": task_id} for task_id in (first, second)]
    with monkeypatch.context() as patched:
        patched.setattr(workshop.store, "append", busy)
        for move in moves:
            form._board._handle_custom_msg(move, [])
        assert form._board.acknowledged == []
        assert form._board.placements == {first: 3}
    form.saving.flush()
    assert sorted(form._board.acknowledged) == sorted([first, second])
    assert workshop.latest(ada)["task_placement", first]["centrality"] == 3
    form.close()


def test_a_mark_that_is_moved_as_its_task_becomes_another_keeps_the_hours(workshop, ada):
    goes, stands = workshop.add_task("Skrive i systemet"), workshop.add_task("Dokumentation")
    workshop.submit(ada, "task_placement", {"centrality": 3, "hours_week": 6}, goes)
    form = for_prompt(workshop.model.prompt("task_placement"), Saving(workshop, ada, "da"))
    workshop.merge_task(goes, stands)
    form._on_board(goes, {"centrality": 1}, "5f0c1d0e-0000-4000-8000-000000000000")
    assert given(workshop, ada, "task_placement") == {stands: {"centrality": 1, "hours_week": 6}}
    form.close()


@pytest.mark.parametrize(
    ("prompt_id", "part", "draft", "after"),
    [
        ("obstacle_sort", "", "0", "challenge"),
        ("competence_gap", "--wanted", "4", {"now": 1, "wanted": 5}),
        ("role_placement", "", "2", {"centrality": 2}),
    ],
)
def test_what_the_phone_kept_about_a_card_that_has_gone_arrives(workshop, ada, prompt_id, part, draft, after):
    cards, saving = cards_of(workshop, prompt_id), Saving(workshop, ada, "da")
    workshop.submit(ada, prompt_id, TWO[prompt_id][0], cards.goes)
    form, name = for_prompt(workshop.model.prompt(prompt_id), saving), f"{cards.goes}{part}"
    stood = checksum(type(form).held(saving, form.prompt, name))
    merge(workshop, prompt_id)
    mailbox = Mailbox(saving)
    field = f"{prompt_id}--{name}"
    mailbox.widget.value = json.dumps({"drafts": {field: draft}, "stood": {field: [stood]}})
    assert field in mailbox.done
    now = given(workshop, ada, prompt_id)[cards.stands]
    assert {name: now[name] for name in after} == after if isinstance(after, dict) else now == after
    form.close()
    saving.close()


def test_points_that_the_phone_kept_arrive_although_other_names_stand_now(workshop, ada):
    cards, saving = cards_of(workshop, "quality_points"), Saving(workshop, ada, "da")
    workshop.submit(ada, "quality_points", {cards.goes: 20, cards.other: 30})
    form = for_prompt(workshop.model.prompt("quality_points"), saving)
    stood = checksum(type(form).held(saving, form.prompt, ""))
    merge(workshop, "quality_points")
    letter = {"drafts": {"quality_points": f"{cards.goes}=25,{cards.other}=30"}, "stood": {"quality_points": [stood]}}
    Mailbox(saving).widget.value = json.dumps(letter)
    assert given(workshop, ada, "quality_points") == {"": {cards.stands: 25, cards.other: 30}}
    form.close()
    saving.close()


FIELDS = {"obstacle_sort": "", "competence_gap": "--now", "role_placement": ""}


@pytest.mark.parametrize("prompt_id", SOURCES)
def test_the_simple_page_shows_it_and_an_untouched_form_changes_nothing(workshop, prompt_id):
    person, exercise_id = Person(workshop), workshop.model.prompt(prompt_id).exercise_id
    before, after = before_and_after(cards_of(workshop, prompt_id), prompt_id)
    answer(workshop, person.id, prompt_id, before)
    old = person.form(exercise_id).sends()
    merge(workshop, prompt_id)
    seq = workshop.last_seq()
    assert person.send(exercise_id, old).is_good
    assert person.send(exercise_id, person.form(exercise_id).sends()).is_good
    assert workshop.last_seq() == seq
    assert person.page().given(prompt_id) == after


@pytest.mark.parametrize("prompt_id", TWO)
def test_a_choice_that_is_sent_just_after_they_became_one_counts(workshop, prompt_id):
    person, exercise_id = Person(workshop), workshop.model.prompt(prompt_id).exercise_id
    cards, (one, other) = cards_of(workshop, prompt_id), TWO[prompt_id]
    for card in (cards.stands, cards.goes):
        workshop.submit(person.id, prompt_id, one, card)
    form = person.form(exercise_id)
    name = f"{prompt_id}--{cards.goes}{FIELDS[prompt_id]}"
    chosen = next(iter(other.values())) if isinstance(other, dict) else other
    merge(workshop, prompt_id)
    assert person.send(exercise_id, form.sends(**{name: str(chosen)})).is_good
    now = given(workshop, person.id, prompt_id)[cards.stands]
    assert (next(iter(now.values())) if isinstance(now, dict) else now) == chosen


@pytest.mark.parametrize(("prompt_id", "typed"), [("effects_ranked", ("2", "1")), ("quality_points", ("40", "60"))])
def test_numbers_that_are_sent_just_after_they_became_one_count(workshop, prompt_id, typed):
    person, exercise_id = Person(workshop), workshop.model.prompt(prompt_id).exercise_id
    cards = cards_of(workshop, prompt_id)
    names = [f"{prompt_id}--{card}" for card in (cards.other, cards.goes)]
    form = person.form(exercise_id).sends(**dict(zip(names, typed, strict=True)))
    merge(workshop, prompt_id)
    assert person.send(exercise_id, form).is_good
    expected = [cards.stands, cards.other] if prompt_id == "effects_ranked" else {cards.other: 40, cards.stands: 60}
    assert person.answer(prompt_id) == expected


def test_a_pair_that_is_sent_just_after_counts_and_one_that_is_no_pair_any_more_is_no_trouble(workshop):
    person, prompt_id = Person(workshop), "competence_pairs"
    cards, form = cards_of(workshop, prompt_id), person.form("competence_pairs")
    apart = "/".join(sorted((cards.goes, cards.stands)))
    sent = form.sends(**{f"{prompt_id}--{cards.pair(cards.goes)}": cards.goes, f"{prompt_id}--{apart}": cards.stands})
    merge(workshop, prompt_id)
    assert person.send("competence_pairs", sent).is_good
    assert given(workshop, person.id, prompt_id) == {cards.pair(cards.stands): cards.stands}
