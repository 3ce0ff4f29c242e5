"""Forms of fields, gaps, circles, ladders and dates: half an answer counts, and what the phone kept is taken."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from conftest import card

from kerne_widgets import create_workshop
from kerne_widgets.forms.mailbox import Mailbox
from kerne_widgets.forms.prompt_form import checksum, heard
from kerne_widgets.forms.saving import Saving


@pytest.fixture
def saving(fresh_store):
    workshop = create_workshop("Biblioteket", store=fresh_store)
    for task in ("Udlån", "Højtlæsning"):
        workshop.add_task(task)
    return Saving(workshop, workshop.join(), "da")


def stored(saving, prompt_id):
    return {item: value for (_, item), value in saving.workshop.latest(saving.participant_id, prompt_id).items()}


def test_now_is_saved_before_wanted_and_each_part_can_be_taken_back(saving, make):
    form = make("gains")
    form._fields["quality", "now"].index = 1
    assert stored(saving, "gains") == {"quality": {"now": 2}}
    form._fields["quality", "wanted"].index = 4
    assert stored(saving, "gains") == {"quality": {"now": 2, "wanted": 5}}
    form._undo.click()
    assert stored(saving, "gains") == {"quality": {"now": 2}}
    assert form._fields["quality", "wanted"].index is None


def test_a_key_says_what_it_is_about_and_what_the_ends_mean(make):
    name = make("gains")._fields["quality", "wanted"].description
    assert name == "Kvalitet og prioritering · Ønsket 1 betyder »Ikke ret godt«, 5 betyder »Rigtig godt«"


def test_a_tap_that_the_phone_kept_is_given_to_its_own_part(saving):
    mailbox = Mailbox(saving)
    saving.save(saving.workshop.model.prompt("gains"), {"now": 1}, "wellbeing")
    drafts = {
        "gains--wellbeing--wanted": "3",
        "well_and_good----x": "0",
        "we_circles--team": "4",
        "gains--quality--now": "-1",
    }
    mailbox.widget.value = json.dumps({"drafts": drafts})
    assert stored(saving, "gains") == {"wellbeing": {"now": 1, "wanted": 4}}
    assert stored(saving, "well_and_good") == {"": {"x": 1}}
    assert stored(saving, "we_circles") == {"team": 5}
    assert set(mailbox.done) == set(drafts)


def test_a_move_in_the_field_and_its_twin_of_keys_are_the_same_answer(saving, make):
    form = make("right_things")
    first, second = (task.task_id for task in saving.workshop.task_list())
    move = {"type": "place", "task_id": first, "x": 2, "y": 5, "event_id": "11111111-1111-4111-a111-111111111111"}
    form._board._handle_custom_msg(move, [])
    assert (card(form)._keys["x"].index, card(form)._keys["y"].index) == (1, 4)
    assert form._board.acknowledged == [move["event_id"]]
    assert form.step(1)
    assert card(form)._keys["x"].index is None
    card(form)._keys["x"].index = 0
    assert stored(saving, "right_things") == {first: {"x": 2, "y": 5}, second: {"x": 1}}
    assert set(form._board.placements) == {first}, "a mark stands where both steps are known"
    card(form)._keys["y"].index = 0
    assert form._board.placements[second] == {"x": 1, "y": 1}
    # a tap that was on its way while the task before was looked at
    seen = card(form)
    assert form.step(-1)
    seen._keys["x"].index = 3
    assert stored(saving, "right_things") == {first: {"x": 2, "y": 5}, second: {"x": 4, "y": 1}}
    assert form.marks()[f"right_things--{second}--x"] == checksum("3")
    assert "2 · Højtlæsning" in seen._keys["x"].description


@pytest.mark.parametrize("move", [{"x": 9, "y": 1}, {"x": "1", "y": 1}, {"x": 1}, {"x": True, "y": None}])
def test_a_move_that_cannot_be_is_not_stored(saving, make, move):
    form = make("well_and_good")
    form._board._handle_custom_msg({"type": "place", "task_id": "", "event_id": "a" * 36, **move}, [])
    assert stored(saving, "well_and_good") == {}


def test_roles_are_placed_without_hours_and_never_among_the_tasks(saving, make):
    saving.workshop.submit(saving.participant_id, "roles_around", "Bibliotekaren")
    form = make("role_placement")
    assert [entry.text for entry in form._entries] == ["Bibliotekaren"]
    assert not any("kerne-hours" in each._dom_classes for each in card(form).widget.children)
    card(form)._rings.index = 0
    assert list(stored(saving, "role_placement").values()) == [{"centrality": 0, "hours_week": None}]
    assert saving.workshop.placements().empty


def test_a_day_is_stored_as_it_is_chosen_and_a_month_is_shown_by_its_first_day(saving, make):
    form = make("last_celebrated")
    form._field.value = dt.date(2025, 3, 14)
    assert stored(saving, "last_celebrated") == {"": "2025-03-14"}
    form._field.value = None
    assert stored(saving, "last_celebrated") == {}
    form.value = "2025-03"
    assert form._field.value == dt.date(2025, 3, 1)


def test_a_day_that_has_not_come_stays_as_it_was_typed_and_is_refused_with_a_sentence(saving, make):
    form = make("last_celebrated")
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=40)
    form._field.value = day
    assert form._field.value == day
    assert f"{day.year} er ikke kommet endnu" in form.problems[0]
    assert day.isoformat() not in form.problems[0]
    assert form.marks() == {"last_celebrated": heard(day.isoformat())}
    assert stored(saving, "last_celebrated") == {}


def test_ladders_come_as_text_and_a_loop_is_refused_while_the_ladder_before_it_stays(saving, make):
    form = make("goal_ladder")
    assert form._builder.starts == ["Udlån", "Højtlæsning"]
    good = [{"start": "Udlån", "rungs": ["folk læser"], "reached": False}]
    form._builder.value = json.dumps(good)
    assert (form.value, form.problems) == (good, [])
    form._builder.value = json.dumps([{**good[0], "rungs": ["folk læser", "Folk læser."]}])
    assert "går i ring" in form.problems[0]
    assert stored(saving, "goal_ladder") == {"": good}
    for nonsense in ("{", "[]", "7", '[{"start": 3}]'):
        form._builder.value = nonsense
    form.value = good
    assert make("goal_ladder")._builder.value == json.dumps(good, ensure_ascii=False, separators=(",", ":"))
