"""A rehearsal: robots join a real server as people do, and what they answer is in the frames."""

import asyncio
import signal
import subprocess
import sys
import time

import pytest
from conftest import start_room, stop_room

from kerne_widgets import kinds, load_model
from kerne_widgets.rehearsal import rehearse
from kerne_widgets.rehearsal.door import Door
from kerne_widgets.rehearsal.link import LinkError
from kerne_widgets.rehearsal.robot import Robot
from kerne_widgets.rehearsal.room import p95
from kerne_widgets.rehearsal.words import Voice, said_about

pytestmark = pytest.mark.timeout(300)

N_ROBOTS = 3
TASKS = ("Pleje", "Kørsel", "Møder")


@pytest.fixture(scope="module")
def robot_room(tmp_path_factory):
    started = start_room(tmp_path_factory.mktemp("rehearsal"), "--name", "Øvelsen")
    for task in TASKS:
        started.workshop().add_task(task)
    yield started
    stop_room(started)


def let_robots_in(room, n_robots=N_ROBOTS, code="", **options):
    return asyncio.run(rehearse(room.origin, code or room.code, n_robots, **options))


@pytest.fixture(scope="module")
def first(robot_room):
    return let_robots_in(robot_room, gathers=frozenset({"work_tasks"}), role="Robot")


def test_robots_answer_every_prompt_and_place_every_task(robot_room, first):
    assert first.errors == []
    assert (first.n_joined, first.n_done) == (N_ROBOTS, N_ROBOTS)
    workshop = robot_room.workshop()
    answers = workshop.answers()
    people = answers.groupby("prompt_id").participant_id.nunique()
    asked = {prompt.prompt_id for exercise in workshop.planned for prompt in exercise.prompts}
    assert {prompt_id: people.get(prompt_id, 0) for prompt_id in asked} == dict.fromkeys(asked, N_ROBOTS)
    placements = workshop.placements()
    assert len(placements) == N_ROBOTS * len(TASKS)
    assert placements.centrality.between(0, 4).all()
    assert placements.hours_week.between(1, 12).all()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_robots_have_words_for_every_question_of_ones_own(lang):
    table = load_model().prompt("ask_whom")  # its last column is a day
    one_line = said_about("own_question", lang)
    assert len(one_line) > 20
    assert not [words for words in one_line if kinds.check(words, table)]


def test_what_robots_were_told_is_stored_is_stored(robot_room, first):
    # a placement is acknowledged once and then gets its hours; every other answer is one row
    answers = robot_room.workshop().answers()
    known = answers[answers.participant_id.isin(answers.participant_id.unique()[:N_ROBOTS])]
    assert len(known) == first.n_answers


def test_more_robots_add_answers_and_change_none(robot_room, first):
    assert first.errors == []
    before = robot_room.workshop().answers()
    second = let_robots_in(robot_room, n_robots=2, gathers=frozenset({"work_tasks"}))
    assert second.errors == []
    after = robot_room.workshop().answers()
    assert after.participant_id.nunique() == before.participant_id.nunique() + 2
    assert not after.duplicated(["participant_id", "prompt_id", "item_id"]).any()
    kept = after[after.participant_id.isin(before.participant_id)].reset_index(drop=True)
    # how many share a phone, and when, is told from five people on: two more may tell it of those who were there
    of_a_few = ["n_people", "answered_at"]
    assert kept.drop(columns=of_a_few).equals(before.drop(columns=of_a_few))


def test_all_that_robots_answered_is_taken_out_at_once_and_comes_back(robot_room, first):
    assert first.errors == []
    workshop = robot_room.workshop()
    before = workshop.answers()
    assert {robot.participant_id for robot in workshop.robots()} == set(before.participant_id)
    workshop.take_out_robots()
    elsewhere = robot_room.workshop()
    assert (elsewhere.count_people(), len(elsewhere.answers()), len(elsewhere.placements())) == (0, 0, 0)
    workshop.bring_back_robots()
    again = robot_room.workshop().answers()
    assert again.drop(columns="answered_at").equals(before.drop(columns="answered_at"))


def test_a_wrong_code_is_counted_and_named(robot_room):
    came = let_robots_in(robot_room, n_robots=2, code="XXXXXX")
    assert came.n_joined == 0
    assert len(came.errors) == 2
    assert "404" in came.errors[0]


def test_the_command_says_in_one_line_what_came_of_it(robot_room):
    command = [sys.executable, "-m", "kerne_widgets.cli", "simulate", robot_room.code, "--participants", "1"]
    run = subprocess.run(
        [*command, "--pause", "0", "--data-dir", str(robot_room.folder)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    said = run.stdout.splitlines()[-1]
    assert said.startswith("1 af 1 robotter gik ind")
    assert "Fjern øvedeltagerne …" in said


def test_a_robot_goes_along_when_the_room_goes_on(robot_room):
    async def follow():
        robot = Robot(Door(robot_room.origin, 60.0), Voice(20, 0))
        try:
            await robot.join(robot_room.code)
            robot_room.workshop().set_step("value_missed")
            await robot.link.until(lambda: robot.phone.facts.get("called") == "value_missed")
            return await robot.go_on(), robot.phone.screen_id
        finally:
            robot_room.workshop().set_step(None)
            await robot.leave()

    assert asyncio.run(follow()) == (True, "value_missed")


def test_a_robot_does_not_count_as_stored_what_was_refused_because_it_came_too_late(robot_room):
    workshop = robot_room.workshop()

    async def place_what_is_gone():
        robot = Robot(Door(robot_room.origin, 60.0), Voice(20, 0))
        try:
            await robot.join(robot_room.code)
            workshop.set_step("place_tasks")
            await robot.link.until(lambda: robot.phone.facts.get("called") == "place_tasks")
            await robot.go_on()
            gone = workshop.add_task("Tages af listen")
            workshop.hide_task(gone)
            with pytest.raises(LinkError, match="not stored"):
                await robot.put(gone, {"centrality": 1})
            return robot.answered
        finally:
            workshop.set_step(None)
            await robot.leave()

    assert asyncio.run(place_what_is_gone()) == set()


def until(holds, within_s=60):
    latest = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < latest, holds
        time.sleep(0.1)


def test_robots_follow_the_room_through_its_programme_until_they_are_stopped(robot_room):
    workshop = robot_room.workshop()
    workshop.take_out_robots()
    workshop.set_choices("role", ["Leder", "Kok & kage"])
    workshop.set_step("target_group_meeting")
    command = [
        sys.executable,
        "-m",
        "kerne_widgets.cli",
        "simulate",
        robot_room.code,
        "--participants",
        "2",
        "--follow",
    ]
    process = subprocess.Popen(
        [*command, "--pause", "0", "--data-dir", str(robot_room.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    def people(prompt_id):
        return {answer.participant_id for answer in workshop.standing_answers() if answer.prompt_id == prompt_id}

    try:
        until(lambda: len(people("partner_scale")) == 2)
        assert not people("task_placement")
        workshop.set_step("place_tasks")
        until(lambda: len(workshop.placements(1)) == 2 * len(workshop.task_list()))
        workshop.set_step("value_missed")  # what nobody answers yet
        workshop.set_step("place_tasks")
        workshop.add_task("En opgave, der kommer til")
        until(lambda: len(workshop.placements(1)) == 2 * len(workshop.task_list()))
        assert {robot.role for robot in workshop.robots()} <= {"Leder", "Kok & kage"}
        process.send_signal(signal.SIGINT)
        said, wrong = process.communicate(timeout=30)
    finally:
        process.kill()
        workshop.set_step(None)
    assert process.returncode == 0, wrong
    assert said.splitlines()[-1].startswith("2 af 2 robotter gik ind")


def test_the_command_says_in_one_line_that_the_robots_were_taken_out_and_ends(robot_room):
    workshop = robot_room.workshop()
    workshop.take_out_robots()
    workshop.set_step("target_group_meeting")
    command = [sys.executable, "-m", "kerne_widgets.cli", "simulate", robot_room.code, "--participants", "2"]
    with subprocess.Popen(
        [*command, "--follow", "--pause", "0", "--data-dir", str(robot_room.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        try:
            until(lambda: len(workshop.standing_answers()) > 1)
            workshop.take_out_robots()
            said, wrong = run.communicate(timeout=60)
        finally:
            run.kill()
            workshop.set_step(None)
    assert (run.returncode, wrong) == (0, "")
    assert said.splitlines()[-1].endswith("Fejl: 0. 2 robotter blev fjernet i kontrolrummet og stoppede.")


def test_a_robot_that_follows_loads_its_page_again_and_ends_when_it_is_taken_out(robot_room):
    async def follow():
        robot = Robot(Door(robot_room.origin, 60.0), Voice(20, 0))
        await robot.join(robot_room.code)
        loaded, load = asyncio.Event(), robot._load

        async def load_again():
            await load()
            loaded.set()

        robot._load = load_again
        following = asyncio.create_task(robot.follow())
        robot.link.close()
        await asyncio.wait_for(loaded.wait(), 60)
        robot_room.workshop().take_out_robots()
        robot.link.close()
        await asyncio.wait_for(following, 60)
        await robot.leave()

    asyncio.run(follow())


def test_the_command_says_when_no_workshop_is_running(tmp_path):
    command = [sys.executable, "-m", "kerne_widgets.cli", "simulate", "K7F3QX", "--data-dir", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert str(tmp_path) in run.stderr
    assert "--url" in run.stderr


def test_the_95th_of_100_is_taken():
    assert p95(list(range(1, 101))) == 95
    assert p95([7.0]) == 7.0
    assert p95([]) is None
