"""Pictures by role and by group: never fewer than five people, and nothing to be worked out about one."""

from __future__ import annotations

import asyncio

import pytest
from ipywidgets import ToggleButton, ToggleButtons

from kerne_widgets import charts, create_workshop, open_workshop, pictures
from kerne_widgets.anonymity import Said, can_lie_together, part
from kerne_widgets.example import make_example
from kerne_widgets.room.control import ControlRoom
from kerne_widgets.room.wall import BigScreen

ASKED = "partner_scale"
EXERCISE = "target_group_meeting"
WAITS = "Billedet venter på flere svar"


@pytest.fixture
def workshop(fresh_store):
    return create_workshop(store=fresh_store)


@pytest.fixture
def prompt(workshop):
    return workshop.model.prompt(ASKED)


def answer(workshop, n, role="", group="", value=4, n_people=1):
    people = [workshop.join(role=role, group=group, n_people=n_people) for _ in range(n)]
    for person in people:
        workshop.submit(person, ASKED, value)
    return people


def sizes(workshop, prompt, by="role"):
    seen = workshop.subgroups(prompt).get(by)
    return {group.name: group.n for group in seen.items[""]} if seen and seen.items else {}


def told(**groups):
    return {Said(f"{name}{at}", 3): name.strip("_") for name, n in groups.items() for at in range(n)}


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({"a": 5, "b": 6}, {"a", "b"}),
        ({"a": 5, "b": 4}, set()),  # one subgroup is no comparison
        ({"a": 9, "b": 6, "c": 5, "d": 1}, {"a", "b", ""}),  # one left over: the smallest hides it
        ({"a": 9, "b": 6, "_": 4}, set()),  # four without a role would follow from the whole
        ({"a": 9, "b": 6, "_": 5}, {"a", "b", ""}),
        ({"a": 9, "b": 6, "c": 3, "d": 2}, {"a", "b", ""}),
        ({}, set()),
    ],
)
def test_no_subgroup_and_no_rest_is_one_to_four_people(groups, shown):
    assert set(part(told(**groups), 5).values()) == shown


def test_two_pictures_may_differ_by_nobody_or_by_five():
    before = told(a=6, b=6)
    assert can_lie_together(before, before, 5)
    assert not can_lie_together(before, told(a=7, b=6), 5)
    assert can_lie_together(before, told(a=11, b=6), 5)
    one_has_changed = {Said("a0", 5) if said.participant_id == "a0" else said: name for said, name in before.items()}
    assert not can_lie_together(before, one_has_changed, 5)
    moved = {said: "b" if said.participant_id == "a0" else name for said, name in before.items()}
    assert not can_lie_together(before, moved, 5)


def test_roles_are_compared_whatever_their_capitals_and_a_shared_phone_counts_its_people(workshop, prompt):
    answer(workshop, 3, "Pædagog")
    answer(workshop, 2, "pædagog ")
    assert workshop.ways_to_part(prompt) == []
    answer(workshop, 1, "Leder", n_people=5)
    assert workshop.ways_to_part(prompt) == ["role"]
    assert workshop.part(prompt, "role")
    assert sizes(workshop, prompt) == {"Pædagog": 5, "Leder": 5}
    assert not workshop.part(prompt, "group")


def test_adding_one_person_never_tells_what_that_person_said(workshop, prompt):
    answer(workshop, 6, "Pædagog")
    answer(workshop, 6, "Leder", value=2)
    assert workshop.part(prompt, "role")
    for n_more in range(1, 5):
        answer(workshop, 1, "Pædagog", value=1)
        assert not workshop.part(prompt, "role")
        assert sizes(workshop, prompt) == {}, f"{n_more} more"
    answer(workshop, 1, "Pædagog", value=1)
    assert workshop.part(prompt, "role")
    assert sizes(workshop, prompt) == {"Pædagog": 11, "Leder": 6}


def test_one_person_who_changes_answer_role_or_mind_is_not_told_either(workshop, prompt):
    people = answer(workshop, 6, "Pædagog")
    answer(workshop, 6, "Leder")
    workshop.part(prompt, "role")
    before = sizes(workshop, prompt)
    workshop.submit(people[0], ASKED, 1)
    assert not workshop.part(prompt, "role")
    workshop.submit(people[0], ASKED, 4)
    assert sizes(workshop, prompt) == before
    workshop.join(role="Leder", participant_id=people[0])
    assert not any(workshop.part(prompt, by) and sizes(workshop, prompt, by) != before for by in ("role", "group"))
    workshop.submit(people[0], ASKED, None)
    assert sizes(workshop, prompt) == {}


def test_roles_and_groups_laid_over_each_other_tell_of_nobody(workshop, prompt):
    answer(workshop, 6, "Pædagog", "Rød")
    answer(workshop, 6, "Leder", "Blå")
    answer(workshop, 1, "Leder", "Rød")
    assert workshop.ways_to_part(prompt) == ["role", "group"]
    assert workshop.part(prompt, "role")
    assert workshop.ways_to_part(prompt) == ["role"]
    assert not workshop.part(prompt, "group")


def test_another_who_opens_the_workshop_sees_the_same_and_a_follow_up_begins_anew(workshop, prompt, fresh_store):
    answer(workshop, 6, "Pædagog")
    answer(workshop, 6, "Leder")
    workshop.part(prompt, "role")
    other = open_workshop(workshop.code, fresh_store)
    assert sizes(other, prompt) == {"Leder": 6, "Pædagog": 6}
    workshop.start_round()
    assert sizes(workshop, prompt) == {}


def test_what_belongs_to_the_room_alone_is_never_parted(workshop):
    prompt = workshop.model.prompt("well_and_good")
    assert not workshop.part(prompt, "role")
    assert workshop.subgroups(prompt) == {}


def test_the_placement_of_tasks_is_seen_by_role_also_after_a_merge(fresh_store):
    example = make_example(fresh_store)
    prompt = example.model.prompt("task_placement")
    assert example.part(prompt, "role")
    picture = charts.svg(pictures.plot_view(example, "role:task_placement"))
    assert "Sygeplejerske" in picture
    first, second = example.task_list()[:2]
    example.merge_task(first.task_id, second.task_id)
    assert WAITS not in charts.svg(pictures.plot_view(example, "role:task_placement"))


def test_the_control_room_offers_it_and_the_big_screen_only_when_asked(workshop):
    control = ControlRoom(workshop, lambda _: None, lambda: None)
    exercise = workshop.model.exercise(EXERCISE)
    answer(workshop, 6, "Pædagog")
    control.go_to(EXERCISE)
    workshop.set_shown(EXERCISE, ASKED)
    asyncio.run(control.refresh())
    parting = control._parting.widget
    ways, wall = (next(w for w in parting.children if isinstance(w, kind)) for kind in (ToggleButtons, ToggleButton))
    assert parting.layout.display == "none"
    answer(workshop, 6, "Leder", value=2)
    asyncio.run(control.refresh())
    assert parting.layout.display == ""
    assert [label for label, _ in ways.options] == ["Alle", "Efter rolle"]
    ways.value = "role"
    asyncio.run(control.refresh())
    assert "Pædagog (6)" in control._picture.value
    assert pictures.shown_view(workshop, exercise) == ASKED
    wall.value = True
    asyncio.run(control.refresh())
    assert pictures.shown_view(workshop, exercise) == f"role:{ASKED}"
    answer(workshop, 1, "Leder")
    asyncio.run(control.refresh())
    # the place of the picture says why it is gone, also on the big screen, and the way back to all is there
    assert pictures.shown_view(workshop, exercise) == f"role:{ASKED}"
    assert (ways.value, wall.value, parting.layout.display) == ("role", True, "")
    assert "Pædagog (6)" not in control._picture.value
    assert WAITS in control._picture.value
    screen = BigScreen(workshop)
    workshop.set_revealed(EXERCISE, True)
    asyncio.run(screen.refresh())
    assert WAITS in screen._stage.value
    answer(workshop, 4, "Leder")
    asyncio.run(control.refresh())
    assert "Pædagog (6)" in control._picture.value


def test_a_task_whose_picture_waits_is_counted_under_the_title(fresh_store):
    example = make_example(fresh_store)
    prompt = example.model.prompt("task_placement")
    assert example.part(prompt, "role")
    shown = pictures.plot_view(example, "role:task_placement")
    assert "venter" not in shown.description
    late, (first, second, *_) = example.join(), example.task_list()
    for task, said in ((first, "1 linje venter på flere svar"), (second, "2 linjer venter på flere svar")):
        example.submit(late, prompt.prompt_id, {"centrality": 0}, task.task_id)
        waits = pictures.plot_view(example, "role:task_placement")
        assert said in waits.description
        assert f"{task.text}: " not in waits.description
    for task in example.task_list():
        example.submit(late, prompt.prompt_id, {"centrality": 0}, task.task_id)
    picture = pictures.plot_view(example, "role:task_placement")
    assert "Nogle få har svaret eller rettet et svar" in picture.description
    assert "linje" not in picture.description
