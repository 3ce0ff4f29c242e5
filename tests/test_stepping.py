"""Taking a room through its programme: where it is, what comes next, and a timer that can wait."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from test_light import Person

from kerne_widgets import create_workshop, open_workshop
from kerne_widgets.forms.page import ParticipantPage
from kerne_widgets.model import Planned, Programme, Text
from kerne_widgets.room_state import STEP
from kerne_widgets.stepping import FACILITATOR
from kerne_widgets.store import new_event

IDS = ("opening_story", "target_group_who", "place_tasks", "check_out")
OUTSIDE = "value_burn"


@pytest.fixture
def workshop(fresh_store):
    made = create_workshop("Nord", store=fresh_store)
    made.set_programme(Programme("kort", Text("Kort", "Short"), tuple(Planned(i, 10) for i in IDS)))
    return made


def left_s(workshop):
    return workshop.step().remaining_s(dt.datetime.now(dt.UTC))


def test_the_next_exercise_follows_the_programme_to_its_end(workshop):
    assert workshop.next_exercise() == IDS[0]
    workshop.set_step(IDS[0])
    assert workshop.next_exercise() == IDS[1]
    workshop.set_step(IDS[-1])
    assert workshop.next_exercise() is None


def test_a_room_that_was_left_at_an_exercise_that_is_no_more_is_at_none(workshop):
    step = {"exercise_id": "no_longer_asked", "ends_at": None}
    workshop.store.append([new_event(workshop._id, FACILITATOR, STEP, step)])
    assert workshop.step().exercise_id == ""
    assert workshop.next_exercise() == IDS[0]
    person = Person(workshop)
    assert person.page().first() == IDS[0]
    assert "De andre er gået videre" not in person.form(IDS[0]).text
    page = ParticipantPage(workshop, person.id)
    assert page.screen.screen_id == IDS[0]
    page.close()
    workshop.set_step(IDS[1])
    assert workshop.step().exercise_id == IDS[1]


def test_after_everyones_own_pace_the_room_goes_on_where_it_has_not_been(workshop):
    workshop.set_step(IDS[0])
    workshop.set_step(None)
    assert workshop.next_exercise() == IDS[1]


def test_an_exercise_outside_the_programme_comes_in_after_the_one_the_room_was_at(workshop):
    workshop.set_step(IDS[1])
    workshop.set_step(OUTSIDE, 5)
    assert workshop.programme.exercise_ids == [*IDS[:2], OUTSIDE, *IDS[2:]]
    assert workshop.step().exercise_id == OUTSIDE
    assert workshop.programme.minutes_of(OUTSIDE) == workshop.model.exercise(OUTSIDE).minutes
    assert workshop.next_exercise() == IDS[2]


def test_a_skipped_exercise_is_marked_until_the_room_comes_back_to_it(workshop):
    workshop.set_step(IDS[0])
    workshop.skip()
    assert workshop.step().exercise_id == IDS[1]
    assert workshop.room.skipped == {IDS[0]}
    workshop.set_step(IDS[0])
    assert workshop.room.skipped == set()
    workshop.set_step(IDS[-1])
    workshop.skip()
    assert workshop.step().exercise_id == ""


def test_a_paused_timer_keeps_what_is_left_and_goes_on_from_there(workshop):
    workshop.set_step(IDS[0], minutes=4)
    workshop.pause_timer()
    assert workshop.step().ends_at is None
    assert left_s(workshop) == pytest.approx(240, abs=2)
    workshop.add_minutes(5)
    assert workshop.step().ends_at is None
    assert left_s(workshop) == pytest.approx(540, abs=2)
    workshop.resume_timer()
    assert workshop.step().ends_at is not None
    assert left_s(workshop) == pytest.approx(540, abs=2)


def test_a_timer_taken_away_starts_again_with_the_minutes_of_the_programme(workshop):
    workshop.set_step(IDS[0], minutes=4)
    workshop.set_timer(None)
    assert left_s(workshop) is None
    workshop.pause_timer()
    assert left_s(workshop) is None
    workshop.resume_timer()
    assert left_s(workshop) == pytest.approx(600, abs=2)


def test_two_who_lead_see_the_same_and_the_last_one_wins_and_both_are_in_the_log(workshop, fresh_store):
    other = open_workshop(workshop.code, fresh_store)
    workshop.set_step(IDS[0])
    other.set_step(IDS[2])
    assert workshop.step() == other.step()
    assert workshop.step().exercise_id == IDS[2]
    events = fresh_store.fetch_events(fresh_store.fetch_workshop_id(workshop.code), kinds=("step",))
    assert [event.value["exercise_id"] for event in events] == [IDS[0], IDS[2]]


def test_while_a_report_is_written_the_page_sees_what_another_facilitator_does(workshop, fresh_store):
    other = open_workshop(workshop.code, fresh_store)
    with ThreadPoolExecutor(1) as report:
        still = workshop.still()
        report.submit(still.__enter__).result()
        assert report.submit(workshop.step).result().exercise_id == ""
        other.set_step(IDS[0])
        assert workshop.step().exercise_id == IDS[0]
        with workshop.still():
            assert workshop.step().exercise_id == IDS[0]
            report.submit(still.__exit__, None, None, None).result()
        other.set_step(IDS[1])
        assert workshop.step().exercise_id == IDS[1]
