"""The panels of the control room: the simulator, the action plan, the wordings, and beginning a follow-up."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from ipywidgets import HTML, Button, Checkbox, DatePicker, Dropdown, Text, Textarea

from kerne_widgets import create_workshop, open_workshop
from kerne_widgets.room.control import ControlRoom


def seen(widget):
    """All widgets that are shown."""
    if getattr(widget, "layout", None) is not None and widget.layout.display == "none":
        return
    yield widget
    for child in getattr(widget, "children", ()):
        yield from seen(child)


def press(widget, label):
    button = next(w for w in seen(widget) if isinstance(w, Button) and label in w.description)
    assert not button.disabled
    button.click()


def said(widget):
    return " ".join(w.value for w in seen(widget) if isinstance(w, HTML))


def field(widget, kind, label):
    return next(w for w in seen(widget) if isinstance(w, kind) and w.description.startswith(label))


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Hjemmeplejen Nord", store=fresh_store)


@pytest.fixture
def rooms(workshop, fresh_store):
    """Two facilitators in the same workshop."""
    return [
        ControlRoom(opened, lambda _: None, lambda: None)
        for opened in (workshop, open_workshop(workshop.code, fresh_store))
    ]


def at(room, exercise_id=None):
    if exercise_id:
        room.workshop.set_step(exercise_id)
    asyncio.run(room.refresh())
    return room.widget


def test_two_facilitators_move_tasks_out_and_in_and_see_the_same(workshop, rooms):
    one, two = rooms
    task, person = workshop.add_task("Indkøb"), workshop.join()
    workshop.submit(person, "task_placement", {"centrality": 4, "hours_week": 2.5}, task)
    workshop.submit(person, "effects", "Tryghed")
    press(at(one, "place_tasks"), "1 · Indkøb · 2,5\N{NO-BREAK SPACE}t")
    assert workshop.moved_out() == [task]
    assert "2,5 timer om ugen pr. person" in said(at(two))
    press(two.widget, "Fortryd")
    assert workshop.moved_out() == []
    assert "Frigør 0 timer" in said(at(one))
    pick = next(w for w in seen(one.widget) if isinstance(w, Dropdown) and w.description == "Vælg en opgave")
    pick.value = task
    next(w for w in seen(one.widget) if isinstance(w, Checkbox) and w.description == "Tryghed").value = True
    assert list(workshop.links()["served"]) == ["Tryghed"]
    assert "1 af 1 opgaver er knyttet" in said(at(two))


def test_a_decision_is_written_saved_changed_and_what_is_half_written_stays(workshop, rooms):
    one, two = rooms
    widget = at(one, "action_plan")
    field(widget, Textarea, "Hvad gør vi").value = "Varer leveres"
    field(widget, Text, "Hvem").value = "Aftenholdet"
    field(widget, DatePicker, "Hvornår").value = dt.date(2026, 5, 14)
    ada = workshop.join()
    workshop.submit(ada, "action_decision", "Vi spørger først")
    widget = at(one)
    assert field(widget, Textarea, "Hvad gør vi").value == "Varer leveres"
    press(widget, "Brug forslaget")
    assert "Felterne er ikke tomme" in said(one.widget)
    press(widget, "Gem beslutningen")
    press(widget, "Brug forslaget")
    press(widget, "Gem beslutningen")
    assert list(workshop.actions()["status"]) == ["decided", "decided"]
    assert "14. maj 2026" in said(at(two))
    press(two.widget, "Ret")
    field(two.widget, Text, "Hvem").value = "Dagholdet"
    press(two.widget, "Gem beslutningen")
    assert list(workshop.actions()["owner"]) == ["Dagholdet", ""]
    press(at(one), "Gem beslutningen")
    assert len(workshop.actions()) == 2
    assert "kr-error" in said(one.widget)


def test_the_next_wording_is_written_from_the_sentences_of_the_room(workshop, rooms):
    one, two = rooms
    workshop.submit(workshop.join(), "core_task_alone", "At borgeren lykkes")
    widget = at(one, workshop.model.prompt("core_task_wording").exercise_id)
    press(widget, "Tag med")
    press(widget, "Gem som ny version")
    assert [version.text for version in workshop.version_list()] == ["At borgeren lykkes"]
    assert "Version 1" in said(at(two))
    press(two.widget, "Fortryd")
    assert workshop.version_list() == []


def test_a_follow_up_asks_first_and_then_asks_how_the_decisions_went(workshop, rooms):
    one, two = rooms
    workshop.add_decision("Varer leveres")
    widget = at(one, "action_plan")
    press(widget, "Begynd en opfølgning")
    assert workshop.round_number == 1
    field(widget, Text, "Navn").value = "Tre måneder efter"
    press(widget, "Begynd nu")
    assert (workshop.round_number, workshop.round_list()[-1].title) == (2, "Tre måneder efter")
    widget = at(two, "action_plan")
    assert "Runde 2 · Tre måneder efter" in said(widget)
    press(widget, "Holdt")
    assert list(workshop.actions()["status"]) == ["kept"]


def test_only_the_exercises_they_belong_to_have_panels(rooms):
    widget = at(rooms[0], "target_group_meeting")
    assert not any(isinstance(w, DatePicker) for w in seen(widget))
    assert "Hvad støtter opgaven" not in said(widget)
