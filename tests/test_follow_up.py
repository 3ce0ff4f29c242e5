"""A follow-up from its first exercise to its last: the same people, and what has changed wherever that is promised."""

from __future__ import annotations

import asyncio

import pytest
from answering import answer_all, answers_to

from kerne_widgets import create_workshop, kinds, pictures
from kerne_widgets.answering import Given
from kerne_widgets.programmes import FOLLOW_UP, find_programmes
from kerne_widgets.report.book import make_book
from kerne_widgets.report.paper import paper
from kerne_widgets.room.control import ControlRoom

PEOPLE = 6


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Nord", store=fresh_store)


def go_through(workshop, people):
    """Everyone answers every prompt of the programme again; the views there were of each exercise."""
    room = ControlRoom(workshop, lambda _: None, lambda: None)
    seen = {}
    for exercise in workshop.planned:
        room.go_to(exercise.exercise_id)
        assert all(not workshop.latest(person, prompt.prompt_id) for person in people for prompt in exercise.prompts)
        for prompt in exercise.prompts:
            workshop.submit_all(
                [
                    Given(person, prompt.prompt_id, item_id, value)
                    for number, person in enumerate(people)
                    for item_id, value in answers_to(workshop, prompt, person, number)
                ]
            )
        views = pictures.views(exercise, workshop.round_number)
        for view in views:
            workshop.set_shown(exercise.exercise_id, view)
            asyncio.run(room.refresh())
            assert [value for _, value in room._views.widget.options] == views
            seen[view] = room._picture.value
    return seen


def test_a_follow_up_is_answered_seen_and_reported_in_every_exercise_and_tells_what_has_changed(workshop):
    people = answer_all(workshop, PEOPLE)
    first = workshop.answers()
    workshop.start_round("Tre måneder efter")
    workshop.set_programme(next(one for one in find_programmes(workshop.model)[0] if one.programme_id == FOLLOW_UP))
    seen = go_through(workshop, people)

    planned = {prompt.prompt_id: prompt for exercise in workshop.planned for prompt in exercise.prompts}
    assert not any("0 svar endnu" in drawn or "kun svar fra én runde" in drawn for drawn in seen.values())
    answers = workshop.answers()
    assert len(answers[answers["round"] == 1]) == len(first)
    again = answers[answers["round"] == 2]
    assert set(again["prompt_id"]) == set(planned)
    assert (again.groupby("prompt_id")["participant_id"].nunique() == PEOPLE).all()

    # a change is promised of everything that is answered with numbers
    promised = {prompt_id for prompt_id, prompt in planned.items() if kinds.of(prompt).NUMBERS}
    assert {"pulse_clear", "task_placement", "shared_understanding_after", "workshop_worth"} <= promised
    change = workshop.change()
    change = change[change["round_after"] == 2]
    assert set(change["prompt_id"]) == promised
    assert (change["n_pairs"] == PEOPLE).all()
    told = set()
    for view in seen:
        name, _, about = view.partition(":")
        if name == "change":
            told |= {prompt.prompt_id for prompt in workshop.model.exercise(about).prompts if prompt.kind == "scale"}
        elif name == "moves":
            told.add(about)
    assert told == promised
    assert (workshop.wordings().query("round == 2")["n"] == PEOPLE).all()
    assert list(workshop.rounds()["n_participants"]) == [PEOPLE, PEOPLE]

    book = make_book(workshop)
    (chapter,) = [chapter for chapter in book.chapters if chapter.title == "Hvad har flyttet sig?"]
    titles = [picture.draw().title for picture in chapter.pictures]
    assert workshop.model.exercise("pulse").title() in titles
    assert planned["task_placement"].text() in titles
    assert paper(workshop).startswith(b"%PDF")


@pytest.mark.slow
def test_of_a_third_round_the_whole_course_is_seen_and_reported(workshop):
    people = answer_all(workshop, PEOPLE)
    for title in ("Tre måneder efter", "Et år efter"):
        workshop.start_round(title)
        workshop.set_programme(next(one for one in find_programmes(workshop.model)[0] if one.programme_id == FOLLOW_UP))
        seen = go_through(workshop, people)
    courses = {view for view in seen if view.startswith("course:")}
    assert courses == {"course:pulse", "course:place_tasks", "course:shared_understanding", "course:check_out"}
    assert all("Et år efter" in seen[view] for view in courses)
    book = make_book(workshop)
    (chapter,) = [chapter for chapter in book.chapters if chapter.title == "Hvad har flyttet sig?"]
    drawn = [picture.draw() for picture in chapter.pictures]
    assert sum("Et år efter" in figure.description for figure in drawn) == len(courses)
