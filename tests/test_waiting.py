"""Before it begins the phones may wait: chosen in the control room, kept like any fact of the room, followed by all."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from contextlib import suppress

import httpx
import pytest
from conftest import start_room, stop_room
from ipywidgets import HTML, Checkbox, Text
from plain_form import PlainForm
from test_light import Person
from test_room import every, press, said
from test_serve_join import join

from kerne_widgets import create_workshop, open_workshop
from kerne_widgets.forms.page import ParticipantPage
from kerne_widgets.messages import text
from kerne_widgets.rehearsal import rehearse
from kerne_widgets.rehearsal.door import Door
from kerne_widgets.rehearsal.phone import WAITING as SEEN_BY_ROBOTS
from kerne_widgets.rehearsal.robot import Robot
from kerne_widgets.rehearsal.words import Voice
from kerne_widgets.room.control import ControlRoom
from kerne_widgets.room.wall import BigScreen
from kerne_widgets.way import THANKS, WAITING, Way

SWITCH = "Lad telefonerne vente, til du begynder"
N_ROBOTS = 2


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Hjemmeplejen Syd", store=fresh_store)


@pytest.fixture
def page(workshop):
    made = ParticipantPage(workshop, workshop.join())
    yield made
    made.close()


@pytest.fixture
def person(workshop):
    return Person(workshop)


def first_of(workshop):
    return workshop.planned[0].exercise_id


def shown(page):
    return " ".join(w.value for w in every(page.screen.widget) if isinstance(w, HTML))


def write(page, **letter):
    """A letter from the page's script."""
    page._mailbox.widget.value = json.dumps({"n": time.monotonic(), **letter})


# -- the fact ------------------------------------------------------------------------------------------------------


def test_the_phones_wait_from_when_it_is_chosen_until_the_room_begins_and_by_default_nobody_does(workshop, fresh_store):
    assert not workshop.room.is_waiting
    workshop.set_waiting(True)
    again = open_workshop(workshop.code, fresh_store)  # as after a restart
    assert again.room.is_waiting
    again.set_waiting(False)
    assert not workshop.room.is_waiting
    workshop.set_waiting(True)
    workshop.set_step(first_of(workshop))
    assert not again.room.is_waiting
    again.set_step(None)  # at everyone's own pace, later in the day
    assert not workshop.room.is_waiting


def test_a_workshop_that_is_over_waits_for_nothing(workshop):
    workshop.set_waiting(True)
    workshop.close()
    assert not workshop.room.is_waiting
    workshop.reopen()
    assert workshop.room.is_waiting


def test_a_follow_up_waits_as_was_chosen_for_it_and_one_that_is_taken_back_has_chosen_nothing(workshop):
    workshop.set_step(first_of(workshop))
    workshop.start_round("Ved en fejl", waits=True)
    assert workshop.room.is_waiting
    workshop.take_back_round(2)
    assert not workshop.room.waits
    workshop.start_round("Tre måneder efter")
    assert not workshop.room.is_waiting
    workshop.set_waiting(True)
    workshop.set_step(first_of(workshop))
    workshop.start_round("Et år efter")
    assert workshop.room.is_waiting  # as before, where nothing else is said
    workshop.start_round("To år efter", waits=False)
    assert not workshop.room.is_waiting


def test_after_a_rehearsal_the_phones_wait_again(workshop):
    workshop.join(robot=True)
    workshop.set_waiting(True)
    workshop.set_step(first_of(workshop))
    workshop.take_out_robots()
    workshop.begin_anew()
    assert workshop.room.is_waiting
    workshop.set_waiting(False)
    workshop.bring_back_robots()
    assert workshop.room.has_begun
    assert not workshop.room.waits  # what has been chosen meanwhile is not taken back with it


def test_where_the_phones_wait_every_way_leads_there_and_from_there_to_where_the_room_is(workshop):
    programme = workshop.programme
    first, second = programme.exercise_ids[:2]
    way = Way(workshop.model, programme, WAITING, second)
    assert way.first(lambda _: {}, lambda _: 1) == WAITING
    assert [way.neighbour(second, by) for by in (-1, 1)] == [WAITING, WAITING]
    assert [way.neighbour(WAITING, by) for by in (-1, 1)] == [None, None]
    assert way.is_ahead(first)
    assert way.is_ahead(THANKS)
    assert not way.is_ahead(WAITING)
    assert Way(workshop.model, programme, first, WAITING).neighbour(WAITING, 1) == first
    assert Way(workshop.model, programme, "", WAITING).neighbour(WAITING, 1) is None


# -- the control room and the wall ---------------------------------------------------------------------------------


@pytest.fixture
def control(workshop):
    return ControlRoom(workshop, lambda _: None, lambda: None)


def refreshed(control):
    asyncio.run(control.refresh())
    return control.widget


def switch(widget):
    return next(w for w in every(widget) if isinstance(w, Checkbox))


def test_both_control_rooms_have_the_switch_until_it_begins_and_say_what_the_phones_do(workshop, control, fresh_store):
    other = ControlRoom(open_workshop(workshop.code, fresh_store), lambda _: None, lambda: None)
    begin = control._beginning.widget
    assert text("room.waits_off", "da") in said(refreshed(control))
    assert switch(begin).description == SWITCH
    switch(begin).value = True
    assert workshop.room.is_waiting
    assert text("room.waits_on", "da") in said(refreshed(control))
    assert text("room.waits_on", "da") in said(refreshed(other))
    assert switch(other._beginning.widget).value
    switch(other._beginning.widget).value = False
    refreshed(control)
    assert not switch(begin).value
    assert len(workshop.store.fetch_events(workshop._id, kinds=("wait",))) == 2  # to be shown it is not to choose it
    press(refreshed(control), "Begynd")
    refreshed(control)
    assert control._beginning._waiting.layout.display == "none"


def test_a_follow_up_is_begun_with_the_choice_and_has_the_switch_again(workshop, control):
    workshop.set_step(first_of(workshop))
    refreshed(control)
    press(control._follow_up.widget, "Begynd en opfølgning")
    switch(control._follow_up.widget).value = True
    assert not workshop.room.waits  # it is of the follow-up, which has not begun
    next(w for w in every(control._follow_up.widget) if isinstance(w, Text)).value = "Tre måneder efter"
    press(control._follow_up.widget, "Begynd nu")
    assert workshop.room.is_waiting
    refreshed(control)
    assert control._beginning._waiting.layout.display == ""
    assert switch(control._beginning.widget).value
    workshop.set_step(first_of(workshop))
    press(control._follow_up.widget, "Begynd en opfølgning")
    assert switch(control._follow_up.widget).value  # as it is


def test_the_big_screen_says_what_the_phones_say(workshop, monkeypatch):
    monkeypatch.setenv("KERNE_JOIN_URL", "http://127.0.0.1:8866/")
    wall = BigScreen(workshop)
    waits = text("room.welcome_waits", "da")
    asyncio.run(wall.refresh())
    assert waits not in said(wall.widget)
    workshop.set_waiting(True)
    asyncio.run(wall.refresh())
    assert waits in said(wall.widget)
    workshop.set_step(first_of(workshop))
    asyncio.run(wall.refresh())
    assert waits not in said(wall.widget)


# -- the page ------------------------------------------------------------------------------------------------------


def test_a_page_that_waits_welcomes_counts_and_goes_along_when_the_room_begins(page, workshop):
    write(page)
    workshop.set_waiting(True)
    page._following.look()
    write(page, along=WAITING)
    assert page.screen.screen_id == WAITING
    told = [text(f"page.waiting_{key}", "da") for key in ("title", "soon", "said")]
    for words in ("Hjemmeplejen Syd", *told, "1 er med"):
        assert words in shown(page)
    workshop.join(n_people=3)
    workshop.rename("Biblioteket <i>Syd</i>")
    page._following.look()
    assert "4 er med" in shown(page)
    assert "Biblioteket &lt;i&gt;Syd" in shown(page)
    workshop.set_step("value_missed")
    page._following.look()
    write(page, along="value_missed")
    assert page.screen.screen_id == "value_missed"


def test_a_page_that_waits_is_told_of_who_comes_in_and_one_that_does_not_is_not(page, workshop):
    newest = page._newest()
    workshop.join()
    assert page._newest() == newest
    workshop.set_waiting(True)
    page.follow_room()
    newest = page._newest()
    workshop.join()
    assert page._newest() > newest


def test_a_page_that_is_opened_or_loaded_again_waits_too(page, workshop):
    workshop.set_waiting(True)
    again = ParticipantPage(workshop, page.saving.participant_id)
    assert again.screen.screen_id == WAITING
    write(again, at="target_group_meeting")  # where it was before it was loaded again
    assert again.screen.screen_id == WAITING
    assert [key.disabled for key in (again._back, again._on)] == [True, True]
    again.close()


def test_whoever_is_writing_is_told_that_the_others_wait_and_comes_there_by_each_key(page, workshop):
    write(page)
    page.go("target_group_meeting")
    workshop.set_waiting(True)
    page._following.look()
    write(page, stays=WAITING)
    assert page.screen.screen_id == "target_group_meeting"
    assert text("page.room_waits", "da") in page._notice.value
    page._on.click()
    assert page.screen.screen_id == WAITING
    assert "is-nothing" in page._invitation._dom_classes


def test_what_was_answered_before_is_kept_and_told_of_and_one_goes_on_after_it_at_ones_own_pace(page, workshop):
    me = page.saving.participant_id
    assert text("page.waiting_kept", "da") not in shown(page)
    page.saving.save(workshop.model.prompt("names_we_use"), "Borgerne")
    workshop.set_waiting(True)
    page.follow_room()
    assert text("page.waiting_kept", "da") in shown(page)
    # what was on its way, from a field that is no longer shown
    write(page, drafts={"meeting_them": "De ringer"}, cards={"target_groups": [{"id": "a" * 36, "text": "Unge"}]})
    assert {prompt for prompt, _ in workshop.latest(me)} == {"names_we_use", "meeting_them", "target_groups"}
    workshop.set_waiting(False)
    page.follow_room()
    assert page.screen.screen_id == "target_group_meeting"


def test_at_the_end_a_page_that_waits_is_thanked(page, workshop):
    workshop.set_waiting(True)
    page.follow_room()
    workshop.close()
    page.follow_room()
    assert page.screen.screen_id == THANKS


def test_a_follow_up_that_waits_takes_the_page_to_wait(page, workshop):
    workshop.set_step("value_missed")
    page.follow_room()
    workshop.start_round("Tre måneder efter", waits=True)
    page.follow_room()
    assert page.screen.screen_id == WAITING
    assert "1 er med" in shown(page)


# -- the simple page -----------------------------------------------------------------------------------------------


def test_the_simple_page_waits_says_so_and_takes_what_is_sent_meanwhile(workshop, person):
    form = person.form("target_group_who")
    workshop.join(n_people=3)
    workshop.set_waiting(True)
    page = person.page()
    assert page.first() == WAITING
    assert page.is_at(WAITING)
    assert not page.is_at("target_group_who")
    assert not page.is_at(THANKS)
    assert page.moved("target_group_who") == text("page.room_waits", "da")
    assert page.moved(WAITING) == ""
    assert person.goes_to("target_group_who", form.sends(target_groups="De ældste")) == "/let/waiting"
    assert list(workshop.latest(person.id, "target_groups").values()) == ["De ældste"]
    waiting = person.form(WAITING)
    for words in ("Hjemmeplejen Syd", "Velkommen. Du er med.", "4 er med", text("page.waiting_kept", "da")):
        assert words in waiting.text
    assert {"/let", "/deltag"} <= set(waiting.links)
    workshop.set_step("value_missed")
    assert person.page().first() == "value_missed"
    assert not person.page().is_at(WAITING)


def test_what_cannot_be_stored_while_the_others_wait_is_shown_as_it_was_typed(workshop, person):
    form = person.form("value_missed")
    workshop.set_waiting(True)
    person.send("value_missed", form.sends(missed_if_gone="x" * 4_001))
    again = person.shown_again("value_missed")
    assert again.holds["missed_if_gone"] == "x" * 4_001
    assert text("page.room_waits", "da") in again.text


def test_in_a_follow_up_the_simple_page_counts_those_who_have_come_in_it(workshop, person):
    workshop.join()
    workshop.start_round("Tre måneder efter", waits=True)
    workshop.attend(person.id)
    assert "1 er med" in person.form(WAITING).text
    assert person.standing.n_here() == workshop.count_people(workshop.attending())


# -- on the server -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def waiting_room(tmp_path_factory):
    """A room that is begun anew by each test; pages were drawn ahead before anyone chose that they wait."""
    started = start_room(tmp_path_factory.mktemp("waiting"), "--name", "Øvelsen")
    yield started
    stop_room(started)


@pytest.fixture
def waiting(waiting_room):
    workshop = waiting_room.workshop()
    workshop.start_round(waits=True)
    yield workshop
    workshop.store.close()


@pytest.mark.timeout(240)
def test_a_page_that_was_drawn_before_it_was_chosen_waits(waiting_room, waiting):
    async def comes():
        robot = Robot(Door(waiting_room.origin), Voice(20, 1))
        await robot.join(waiting_room.code)
        screen = robot.phone.screen_id
        await robot.leave()
        return screen

    assert waiting.room.is_waiting
    assert asyncio.run(comes()) == SEEN_BY_ROBOTS == WAITING


@pytest.mark.timeout(240)
def test_the_simple_page_is_taken_to_wait_and_on_when_the_room_begins(waiting_room, waiting):
    with httpx.Client(base_url=waiting_room.origin, timeout=30) as client:
        join(client, waiting.code, let="1")
        assert client.get("/let").headers["location"] == "/let/waiting"
        assert client.get("/let/value_missed").headers["location"] == "/let/waiting"
        page = client.get("/let/waiting")
        assert page.status_code == 200
        back = next(link for link in PlainForm(page.text).links if link.startswith("/om"))
        assert "/let/waiting" in client.get(back).text
        news = client.get("/let/nyt?her=waiting").json()
        assert (news["step"], news["moved"]) == (WAITING, "")
        assert re.fullmatch(r"\d+ er med", news["here"])
        assert client.post("/let/waiting", data=PlainForm(page.text).sends()).status_code == 405
        waiting.set_step("value_missed")
        assert client.get("/let/nyt?her=waiting").json()["step"] == "value_missed"
        assert client.get("/let/waiting").headers["location"] == "/let/value_missed"


@pytest.mark.timeout(240)
def test_whoever_comes_back_to_the_link_is_told_to_wait_while_the_phones_wait(waiting_room, waiting):
    waits, goes_on = (text(f"serve.known_{key}", "da") for key in ("waits", "intro"))
    with httpx.Client(base_url=waiting_room.origin, timeout=30) as client:
        join(client, waiting.code)
        page = client.get("/").text
        assert (waits in page, goes_on in page) == (True, False)
        waiting.set_step("value_missed")
        page = client.get("/").text
        assert (waits in page, goes_on in page) == (False, True)


@pytest.mark.timeout(240)
def test_robots_say_that_the_phones_wait_and_go_along_when_the_room_begins(waiting_room, waiting):
    first = waiting.planned[0]
    told = []

    def begin():
        told.append(waiting.room.is_waiting)
        waiting.set_step(first.exercise_id)

    came = asyncio.run(rehearse(waiting_room.origin, waiting.code, N_ROBOTS, on_waiting=begin))
    assert told == [True]
    assert came.errors == []
    assert came.has_waited
    assert came.n_done == N_ROBOTS
    given = {answer.prompt_id for answer in waiting.standing_answers()}
    assert given == {prompt.prompt_id for prompt in first.prompts}


@pytest.mark.timeout(240)
def test_robots_that_wait_answer_everything_when_the_phones_are_let_go(waiting_room, waiting):
    came = asyncio.run(rehearse(waiting_room.origin, waiting.code, 1, on_waiting=lambda: waiting.set_waiting(False)))
    assert came.errors == []
    asked = {
        prompt.exercise_id for prompt in map(waiting.model.prompt, {a.prompt_id for a in waiting.standing_answers()})
    }
    assert {WAITING, THANKS}.isdisjoint(asked)
    assert len(asked) > 1


@pytest.mark.timeout(240)
def test_robots_that_follow_wait_too_and_go_along(waiting_room, waiting):
    told, answered = [], asyncio.Event()

    def begin():
        told.append(waiting.room.is_waiting)
        waiting.set_step("target_group_who")

    async def follow():
        robots = rehearse(
            *(waiting_room.origin, waiting.code, 1),
            on_progress=lambda came: answered.set() if came.n_answers else None,
            on_waiting=begin,
            play=Robot.follow,
        )
        following = asyncio.create_task(robots)
        await asyncio.wait_for(answered.wait(), 60)
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following  # until it has left

    asyncio.run(follow())
    assert told == [True]
    assert {answer.prompt_id for answer in waiting.standing_answers()} == {"target_groups"}


@pytest.mark.timeout(240)
@pytest.mark.parametrize("play", [Robot.follow, Robot.go_through])
def test_robots_that_are_taken_out_while_they_wait_end_by_themselves(waiting_room, waiting, play):
    robots = rehearse(waiting_room.origin, waiting.code, N_ROBOTS, play=play, on_progress=out_when_all_are_in(waiting))
    came = asyncio.run(asyncio.wait_for(robots, 60))
    assert (came.n_joined, came.n_out, came.n_done, came.errors) == (N_ROBOTS, N_ROBOTS, 0, [])


def out_when_all_are_in(workshop):
    def look(came):
        if came.n_joined == N_ROBOTS:
            workshop.take_out_robots()

    return look


@pytest.mark.timeout(240)
def test_the_command_says_in_one_line_what_to_do_while_the_robots_wait(waiting_room, waiting):
    command = [sys.executable, "-m", "kerne_widgets.cli", "simulate", waiting.code, "--participants", "1"]
    with subprocess.Popen(
        [*command, "--pause", "0", "--data-dir", str(waiting_room.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as run:
        lines = iter(run.stdout.readline, "")
        line = next(line for line in lines if line.strip())
        assert line.strip() == text("cli.robots_wait", "da")
        waiting.set_step(first_of(waiting))
        assert list(lines)[-1].startswith("1 af 1 robotter gik ind")
    assert run.returncode == 0
