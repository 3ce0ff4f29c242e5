"""The way through a workshop: every page of forms goes the same one."""

import pytest

from kerne_widgets.content import load_model
from kerne_widgets.model import Planned, Programme, Text
from kerne_widgets.way import THANKS, Way, about, is_answered, repeats_question, room_word

MODEL = load_model()
PROGRAMME = MODEL.default_programme
PLANNED = PROGRAMME.exercise_ids
OUTSIDE = next(e.exercise_id for e in MODEL.exercises if e.exercise_id not in PLANNED)


def given(*prompt_ids):
    return lambda prompt_id: {"": "svar"} if prompt_id in prompt_ids else {}


def one_item(_prompt):
    return 1


def test_one_goes_through_the_planned_exercises_to_the_thank_you():
    way = Way(MODEL, PROGRAMME)
    assert [exercise.exercise_id for exercise in way.exercises] == PLANNED
    assert way.neighbour(PLANNED[0], -1) is None
    assert way.neighbour(PLANNED[0], 1) == PLANNED[1]
    assert way.neighbour(PLANNED[-1], 1) == THANKS
    assert way.neighbour(THANKS, 1) is None
    assert way.neighbour(THANKS, -1) == PLANNED[-1]


@pytest.mark.parametrize("where", ["step_id", "here_id"])
def test_an_exercise_that_left_the_programme_is_on_the_way_while_the_room_or_the_participant_is_at_it(where):
    assert OUTSIDE not in Way(MODEL, PROGRAMME)
    assert OUTSIDE in Way(MODEL, PROGRAMME, **{where: OUTSIDE})


def test_who_is_at_an_exercise_that_left_the_programme_goes_on_to_where_the_room_is():
    way = Way(MODEL, PROGRAMME, PLANNED[4], OUTSIDE)
    assert way.neighbour(OUTSIDE, 1) == PLANNED[4]
    assert not way.is_ahead(OUTSIDE)


def test_the_way_follows_the_programme_and_its_order():
    chosen = Programme("own", Text("Egen", "Own"), tuple(Planned(i, 5) for i in (PLANNED[3], PLANNED[0], OUTSIDE)))
    way = Way(MODEL, chosen)
    assert [exercise.exercise_id for exercise in way.exercises] == [PLANNED[3], PLANNED[0], OUTSIDE]
    assert way.place(PLANNED[0]) == (2, 3)
    assert way.place(THANKS) == (3, 3)


def test_nobody_runs_ahead_of_the_room_and_everyone_may_look_back():
    way = Way(MODEL, PROGRAMME, PLANNED[3])
    assert way.neighbour(PLANNED[3], 1) is None
    assert way.neighbour(PLANNED[3], -1) == PLANNED[2]
    assert way.neighbour(PLANNED[1], 1) == PLANNED[2]
    assert way.is_ahead(PLANNED[4])
    assert way.is_ahead(THANKS)
    assert not way.is_ahead(PLANNED[3])
    assert not Way(MODEL, PROGRAMME).is_ahead(THANKS)


def test_one_begins_where_the_room_is_else_after_what_has_been_answered():
    assert Way(MODEL, PROGRAMME).first(given(), one_item) == PLANNED[0]
    assert Way(MODEL, PROGRAMME, PLANNED[5]).first(given(), one_item) == PLANNED[5]
    first, second = (MODEL.exercise(exercise_id) for exercise_id in PLANNED[:2])
    assert Way(MODEL, PROGRAMME).first(given(*(p.prompt_id for p in first.prompts)), one_item) == PLANNED[1]
    assert len(second.prompts) > 1
    assert Way(MODEL, PROGRAMME).first(given(second.prompts[0].prompt_id), one_item) == PLANNED[1]
    everything = given(*(prompt.prompt_id for prompt in MODEL.prompts))
    assert Way(MODEL, PROGRAMME).first(everything, one_item) == THANKS


def test_an_exercise_with_tasks_is_answered_when_every_task_has_its_place():
    place = MODEL.exercise("place_tasks")
    assert not is_answered(place, given("task_placement"), lambda _: 2)
    assert is_answered(place, given("task_placement"), lambda _: 1)
    assert not is_answered(place, given(), lambda _: 0)


def test_the_words_before_the_questions_are_the_exercises_own_or_its_dimensions():
    group = MODEL.dimension("maalgruppen")
    first, second = group.exercises[:2]
    assert about(MODEL, first, "da") == (first.intro("da") or group.intro("da"))
    assert about(MODEL, second, "da") == second.intro("da")
    assert repeats_question(MODEL.exercise("target_group_meeting"), "da")
    assert not repeats_question(first, "da")


def test_what_the_room_means_for_an_exercise_is_said_worst_first():
    assert room_word(is_open=False, revealed=True, is_step=True) == "closed_now"
    assert room_word(is_open=True, revealed=True, is_step=True) == "shown_now"
    assert room_word(is_open=True, revealed=False, is_step=True) == "shown_soon"
    assert room_word(is_open=True, revealed=False, is_step=False) == ""
