"""The light form of fields, gaps, circles, ladders and dates: plain inputs, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from test_light import Person

from kerne_widgets import create_workshop


@pytest.fixture
def person(fresh_store):
    workshop = create_workshop("Biblioteket", store=fresh_store)
    for number in range(10):
        workshop.add_task(f"Opgave {number}")
    return Person(workshop)


def given(person, prompt_id):
    return {item: value for (_, item), value in person.workshop.latest(person.id, prompt_id).items()}


def test_two_rows_of_buttons_are_one_answer_and_one_alone_is_half_of_it(person):
    assert person.send("gains", person.form("gains").sends(gains__quality__now="2")).is_good
    assert given(person, "gains") == {"quality": {"now": 2}}
    form = person.form("gains")
    assert form.holds["gains--quality--now"] == "2"
    person.send("gains", form.sends(gains__quality__wanted="5", gains__wellbeing__wanted="3"))
    assert given(person, "gains") == {"quality": {"now": 2, "wanted": 5}, "wellbeing": {"wanted": 3}}


def test_a_field_without_items_is_two_rows(person):
    form = person.form("well_and_good")
    assert "Har vi det godt?" in form.text
    person.send("well_and_good", form.sends(well_and_good__x="4", well_and_good__y="1"))
    assert given(person, "well_and_good") == {"": {"x": 4, "y": 1}}


def test_a_field_of_many_tasks_comes_in_parts(person):
    first, last = (task.task_id for task in (person.workshop.task_list()[0], person.workshop.task_list()[-1]))
    form = person.form("right_things")
    assert "Del 1 af 2" in form.text
    assert "Opgave 9" not in form.text
    person.send("right_things", form.sends(**{f"right_things__{first}__x": "1", f"right_things__{first}__y": "2"}))
    form = person.form("right_things", part=2)
    person.send("right_things", {**form.sends(**{f"right_things__{last}__x": "5"}), "part": "2"})
    assert given(person, "right_things") == {first: {"x": 1, "y": 2}, last: {"x": 5}}


def test_a_step_that_is_not_there_is_refused_with_a_sentence(person):
    outcome = person.send("which_we", person.form("which_we").sends(we_circles__team="9"))
    assert "9 er ikke 1-5" in outcome.problems["we_circles--team"][0]
    assert given(person, "we_circles") == {}


def test_a_day_that_has_not_come_is_refused_and_stays_in_its_field(person):
    form = person.form("value_success").sends(last_celebrated="2099-01-01")
    outcome = person.send("value_success", form)
    assert "ikke kommet endnu" in outcome.problems["last_celebrated"][0]
    assert person.shown_again("value_success").holds["last_celebrated"] == "2099-01-01"
    person.send("value_success", person.form("value_success").sends(last_celebrated="2025-03-14"))
    assert given(person, "last_celebrated") == {"": "2025-03-14"}


def test_a_ladder_is_built_a_rung_at_a_time_up_to_the_core_task(person):
    def add(rung, go="add:goal_ladder"):
        sent = person.form("goal_ladder").sends(go, goal_ladder=rung)
        person.send("goal_ladder", sent)
        return sent

    assert "Begynd med en opgave" in person.form("goal_ladder").text
    add("Udlån")
    sent = add("for at folk læser")
    assert person.send("goal_ladder", sent).is_good, "a form that arrives twice does its work once"
    form = person.form("goal_ladder")
    assert "for at …" in form.text
    assert "add:goal_ladder:top" in form.buttons
    add("Folk læser.")
    assert "går i ring" in person.outcome.problems["goal_ladder"][0]
    assert person.shown_again("goal_ladder").holds["goal_ladder"] == "Folk læser."
    add("", "add:goal_ladder:top")
    assert given(person, "goal_ladder") == {"": [{"start": "Udlån", "rungs": ["folk læser"], "reached": True}]}
    assert "Kerneopgaven" in person.form("goal_ladder").text
    add("Kørsel")
    add("", "remove:goal_ladder:0")
    assert [ladder["start"] for ladder in given(person, "goal_ladder")[""]] == ["Kørsel"]


def test_roles_are_placed_in_rings_and_not_asked_for_hours(person):
    person.send("name_roles", person.form("name_roles").sends("add:roles_around", roles_around="Bibliotekaren"))
    person.send("name_roles", person.form("name_roles").sends("add:roles_around", roles_around="Borgeren"))
    form = person.form("place_roles")
    assert "Timer om ugen" not in form.text
    item_id = person.workshop.items(person.workshop.model.prompt("role_placement"))[0].item_id
    person.send("place_roles", form.sends(**{f"role_placement__{item_id}": "0"}))
    assert given(person, "role_placement") == {item_id: {"centrality": 0, "hours_week": None}}
