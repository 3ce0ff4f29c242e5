"""Robots of a rehearsal: marked as such, taken out all at once with all that they answered, and brought back."""

from __future__ import annotations

import pytest

from kerne_widgets import create_workshop, open_workshop
from kerne_widgets.answering import Answering
from kerne_widgets.errors import UnknownWorkshop
from kerne_widgets.report import write

N_ROBOTS = 6


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Hjemmeplejen Nord", store=fresh_store)


@pytest.fixture
def whole_room(workshop):
    return next(prompt for prompt in workshop.model.prompts if prompt.whole_room)


def rehearsed(workshop, n_robots=N_ROBOTS):
    """Robots that have answered a scale, proposed a task each, and placed one that was taken in."""
    robots = [workshop.join("Robot", robot=True) for _ in range(n_robots)]
    for number, robot in enumerate(robots):
        workshop.submit(robot, "partner_scale", 1 + number % 5)
        workshop.submit(robot, "work_tasks", f"Opgave {number}")
    task = workshop.accept_proposal(workshop.proposals()[0])
    for robot in robots:
        workshop.submit(robot, "task_placement", {"centrality": 4, "hours_week": 9}, task)
    return robots, task


def told(workshop):
    """All frames of it, without instants."""
    frames = (workshop.answers, workshop.placements, workshop.priorities, workshop.participants, workshop.cards)
    return {frame.__name__: frame().filter(regex="^(?!.*_at$|at$)").to_json(orient="records") for frame in frames}


def test_robots_are_marked_in_the_store_and_stay_so_when_something_else_is_said_of_them(workshop, fresh_store):
    robot, ada = workshop.join("Robot", robot=True), workshop.join("Leder")
    workshop.describe(robot, "Kok", "", 1)
    workshop.start_round()
    workshop.attend(robot)
    workshop.attend(ada)
    assert [person.participant_id for person in open_workshop(workshop.code, fresh_store).robots()] == [robot]


def test_robots_go_with_all_they_answered_out_of_every_frame_and_people_stay(workshop, fresh_store):
    ada = workshop.join("Leder")
    own = workshop.add_task("Vores egen")
    workshop.submit(ada, "partner_scale", 3)
    workshop.submit(ada, "task_placement", {"centrality": 0, "hours_week": 2}, own)
    before = told(workshop)
    robots, task = rehearsed(workshop)
    assert told(workshop) != before
    workshop.take_out_robots()
    for room in (workshop, open_workshop(workshop.code, fresh_store)):
        assert told(room) == before
        assert (room.robots(), room.count_people(), room.proposals()) == ([], 1, [])
        assert [one.task_id for one in room.task_list()] == [own]
        assert room.room.tasks[task].hidden
    with pytest.raises(UnknownWorkshop):
        workshop.submit(robots[0], "partner_scale", 2)


def test_no_word_of_a_robot_that_is_gone_is_in_a_file(workshop, tmp_path):
    ada = workshop.join()
    workshop.submit(ada, "work_tasks", "Vi synger sammen")
    robot = workshop.join("Robot", robot=True)
    workshop.submit(robot, "work_tasks", "Vi bipper sammen")
    files = [tmp_path / "svar.csv", tmp_path / "svar.pptx", tmp_path / "svar.xlsx"]
    workshop.take_out_robots()
    for file in files:
        write(workshop, file)
    assert "synger" in files[0].read_text(encoding="utf-8")
    from zipfile import ZipFile

    for file in files:
        packed = [file.read_bytes()]
        if file.suffix != ".csv":
            with ZipFile(file) as archive:
                packed = [archive.read(name) for name in archive.namelist()]
        assert not any(robot.encode() in part or b"bipper" in part for part in packed), file


def test_robots_come_back_with_what_they_had_until_a_person_comes_in(workshop, fresh_store):
    robots, task = rehearsed(workshop)
    before = told(workshop)
    other = open_workshop(workshop.code, fresh_store)
    assert len(other.robots()) == N_ROBOTS
    for room in (workshop, other):  # two control rooms at once
        room.take_out_robots()
    assert len(workshop.robots_to_bring_back()) == N_ROBOTS
    for room in (workshop, other):
        room.bring_back_robots()
    assert told(other) == before
    assert [one.task_id for one in other.task_list()] == [task]
    workshop.take_out_robots()
    workshop.join("Leder")
    assert workshop.robots_to_bring_back() == []
    workshop.bring_back_robots()
    assert workshop.robots() == []
    assert workshop.latest(robots[0]) == {}


def test_only_those_who_were_taken_out_last_come_back(workshop):
    rehearsed(workshop)
    workshop.take_out_robots()
    second = workshop.join(robot=True)
    workshop.take_out_robots()
    workshop.bring_back_robots()
    assert [robot.participant_id for robot in workshop.robots()] == [second]


def test_a_task_that_a_person_proposed_too_stays(workshop):
    ada, robot = workshop.join(), workshop.join(robot=True)
    for one in (ada, robot):
        workshop.submit(one, "work_tasks", "Pleje")
    workshop.accept_proposal(workshop.proposals()[0])
    workshop.take_out_robots()
    assert [task.text for task in workshop.task_list()] == ["Pleje"]


def test_what_a_robot_answers_while_it_is_taken_out_does_not_stay(workshop, fresh_store, monkeypatch):
    robot = workshop.join(robot=True)
    phone = open_workshop(workshop.code, fresh_store)
    require = Answering._require_item

    def slow(self, *arguments):
        if self is phone:  # after it was asked whether the robot is there
            workshop.take_out_robots()
        return require(self, *arguments)

    monkeypatch.setattr(Answering, "_require_item", slow)
    with pytest.raises(UnknownWorkshop):
        phone.submit(robot, "partner_scale", 3)
    assert workshop.standing_answers() == []


def test_a_robot_s_answer_that_came_between_the_look_and_the_leaving_does_not_stay(workshop, fresh_store, monkeypatch):
    robot = workshop.join(robot=True)
    phone = open_workshop(workshop.code, fresh_store)
    look, late = workshop._tasks_of, iter([3])

    def then(robots):
        for value in late:
            phone.submit(robot, "partner_scale", value)
        return look(robots)

    monkeypatch.setattr(workshop, "_tasks_of", then)
    workshop.take_out_robots()
    assert open_workshop(workshop.code, fresh_store).standing_answers() == []


def test_the_room_s_own_question_shows_people_alone_when_robots_are_gone(workshop, whole_room, fresh_store):
    """Robots are no cover for anyone: what was shown with them is as if it had not been."""
    places = ({"x": 1 + number % 5, "y": 1 + number // 5 % 5} for number in range(25))
    for is_robot in (True, True, True, False, True, False, True, True):
        workshop.submit(workshop.join(robot=is_robot), whole_room.prompt_id, next(places))
    workshop.set_revealed(whole_room.exercise_id, True)
    assert workshop.release(whole_room, 1).n_shown == 5
    workshop.take_out_robots()
    for room in (workshop, open_workshop(workshop.code, fresh_store)):
        release = room.release(whole_room, 1)
        assert (release.n_shown, release.answers, release.n_answered) == (0, (), 2)
    for _ in range(3):
        workshop.submit(workshop.join(), whole_room.prompt_id, next(places))
    assert workshop.release(whole_room, 1).n_shown == 5


def test_a_picture_by_role_that_was_taken_with_robots_is_not_shown_without_them(workshop):
    prompt = workshop.model.prompt("partner_scale")
    for role in ("Leder", "Kok"):
        for number in range(5):
            workshop.submit(workshop.join(role, robot=True), "partner_scale", 1 + number)
    assert workshop.part(prompt, "role")
    workshop.take_out_robots()
    assert workshop.subgroups(prompt) == {}
    for role in ("Leder", "Kok"):
        for _ in range(5):
            workshop.submit(workshop.join(role), "partner_scale", 2)
    assert workshop.part(prompt, "role")
    seen = workshop.subgroups(prompt)["role"].items[""]
    assert {subgroup.name: dict(subgroup.counts) for subgroup in seen} == {"Leder": {2: 5}, "Kok": {2: 5}}


def test_after_a_rehearsal_the_room_begins_anew_and_goes_back_with_the_robots(workshop, fresh_store):
    workshop.join(robot=True)
    workshop.set_step("target_group_meeting", 5)
    workshop.set_open("target_group_meeting", False)
    workshop.set_revealed("target_group_meeting", True)
    workshop.close()
    workshop.take_out_robots()
    workshop.begin_anew()
    room = open_workshop(workshop.code, fresh_store).room
    assert (room.step.exercise_id, room.visited, room.closed) == ("", [], False)
    assert (room.closed_exercises, room.revealed) == (set(), set())
    longer = workshop.programme
    workshop.set_programme(longer)
    workshop.bring_back_robots()
    room = open_workshop(workshop.code, fresh_store).room
    assert (room.step.exercise_id, room.visited, room.closed) == (
        "target_group_meeting",
        ["target_group_meeting"],
        True,
    )
    assert (room.closed_exercises, room.revealed) == ({"target_group_meeting"}, {"target_group_meeting"})


def test_a_room_that_has_gone_on_since_stays_where_it_is(workshop):
    workshop.join(robot=True)
    workshop.set_step("target_group_meeting")
    workshop.take_out_robots()
    workshop.begin_anew()
    workshop.set_step("target_group_who")
    workshop.bring_back_robots()
    assert len(workshop.robots()) == 1
    assert workshop.step().exercise_id == "target_group_who"
    assert workshop.room.visited == ["target_group_who"]


def test_robots_come_back_into_no_other_round_than_the_one_they_were_taken_out_of(workshop):
    rehearsed(workshop)
    workshop.start_round("Ved en fejl")
    for robot in workshop.robots():
        workshop.submit(robot.participant_id, "partner_scale", 3)
    workshop.take_out_robots()
    assert len(workshop.robots_to_bring_back()) == N_ROBOTS
    workshop.take_back_round(2)
    for _ in range(2):  # not even into one that has its number
        assert workshop.robots_to_bring_back() == []
        workshop.bring_back_robots()
        assert (workshop.robots(), workshop.answers_of_all_rounds()) == ([], [])
        workshop.start_round("Et halvt år efter")
