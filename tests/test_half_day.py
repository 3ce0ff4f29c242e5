"""A half day and its follow-up: five phones and a facilitator through both programmes, in real browsers."""

from __future__ import annotations

import time

import pytest
from conftest import start_room, stop_room, tap_key, wait_until
from desk import Desk
from phones import open_phones
from playwright.sync_api import expect

from kerne_widgets import pictures
from kerne_widgets.messages import text
from kerne_widgets.outcome import STATUSES
from kerne_widgets.round_pictures import moves, tells
from kerne_widgets.views import CHANGE, MOVES, parts

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

N_PHONES = 5
CHART_WITHIN_S = 3.0
OURS = ("Vi samler indkøbet ét sted", "Vi taler sammen hver mandag")


@pytest.fixture
def own_room(tmp_path):
    started = start_room(tmp_path / "room", "--name", "Biblioteket i Havnegade")
    yield started
    stop_room(started)


def test_a_half_day_and_its_follow_up(browser, own_room, tmp_path):
    workshop = own_room.workshop()
    assert workshop.programme.programme_id == "halvdag"
    desk = Desk(browser, own_room, workshop)
    phones = open_phones(browser, own_room, workshop, N_PHONES)
    desk.page.get_by_text("5 deltagere").wait_for(timeout=60_000)

    first_day = workshop.planned
    go_through(desk, phones, WHILE_ANSWERING, WHEN_SHOWN)
    every_answer_is_in_the_frame(phones, first_day, 1)
    take_home(desk, tmp_path)
    a_reload_brings_all_back(phones[0])

    meet_again(desk)
    go_through(desk, phones, {}, {"action_plan": tell_how_it_went}, always=see_what_has_moved)
    every_answer_is_in_the_frame(phones, first_day, 1)
    every_answer_is_in_the_frame(phones, workshop.planned, 2)
    every_change_is_in_the_frame(workshop)
    assert all(phone.asked_elsewhere == [] for phone in phones)


def nothing_more(*_):
    pass


def go_through(desk, phones, while_answering, when_shown, always=nothing_more):
    """Every exercise of the programme: all come to it and answer, and it is shown."""
    for exercise in desk.workshop.planned:
        desk.lead(exercise)
        answer(phones, exercise)
        while_answering.get(exercise.exercise_id, nothing_more)(desk, phones)
        if desk.workshop.round_number == 1:
            tidy_all(desk, phones, exercise)
        desk.reveal()
        when_shown.get(exercise.exercise_id, nothing_more)(desk, phones)
        always(desk, exercise)


def answer(phones, exercise):
    workshop = phones[0].workshop
    for phone in phones:
        phone.come_to(exercise)
        for prompt in exercise.prompts:
            phone.answer(prompt)
    for prompt in exercise.prompts:
        wait_until(lambda prompt=prompt: len(who_answered(workshop, prompt)) == N_PHONES)


def who_answered(workshop, prompt):
    return {answer.participant_id for answer in workshop.standing_answers() if answer.prompt_id == prompt.prompt_id}


def every_answer_is_in_the_frame(phones, exercises, round_number):
    workshop = phones[0].workshop
    answers = workshop.answers().query("round == @round_number")
    for prompt in (prompt for exercise in exercises for prompt in exercise.prompts):
        given = answers[answers["prompt_id"] == prompt.prompt_id]
        assert given["participant_id"].nunique() == N_PHONES, prompt.prompt_id
        if prompt.kind == "table":
            assert sorted(given["value_text"]) == [phone.entry(prompt, round_number) for phone in phones]
        elif prompt.is_written:
            assert sorted(given["value_text"]) == [phone.says(prompt, round_number) for phone in phones]
        elif prompt.kind in ("placement", "sort"):
            assert len(given) == N_PHONES * len(workshop.items(prompt)), prompt.prompt_id


# -- the half day ----------------------------------------------------------------------------------------------


def tidy_all(desk, phones, exercise):
    """What is written on cards is put in order, whatever is asked; what is written first is voted on besides."""
    lists = [prompt for prompt in exercise.prompts if prompt.kind == "cards"]
    for prompt in lists:
        desk.tidy(prompt, [phone.says(prompt) for phone in phones])
    asked = [prompt for exercise in desk.workshop.planned for prompt in exercise.prompts if prompt.kind == "cards"]
    if asked[0] in lists:
        vote(desk, phones, asked[0])


def vote(desk, phones, prompt):
    """What was written becomes a vote; a hidden card is not in it, and those that were made one are one."""
    desk.choose(prompt.prompt_id)
    desk.press("Stem om dem")
    exercise = desk.workshop.model.vote_on(prompt.prompt_id)
    answer(phones, exercise)
    assert len(desk.workshop.items(exercise.prompts[0])) == N_PHONES - 2


def one_group_is_chosen(desk, _):
    """Three of five gave their star to the first card; the picture names it first."""
    (group,) = desk.workshop.primary_groups()
    assert group == desk.workshop.items(desk.workshop.model.prompt("primary_group_vote"))[0]
    expect(desk.page.locator(".kr-picture svg > desc")).to_contain_text(f"{group.text}: ★ 3.")


def take_in(desk, _):
    desk.page.get_by_text("5 nye opgaver").wait_for(timeout=10_000)
    desk.page.get_by_role("button", name="Tag alle").click()
    wait_until(lambda: len(desk.workshop.task_list()) == N_PHONES)


def a_tap_reaches_the_picture(desk, phones):
    picture = desk.page.locator(".kr-picture").inner_html()
    tap_key(phones[0].page.locator(".kerne-rings"), 4)
    tapped = time.monotonic()
    desk.page.wait_for_function("before => document.querySelector('.kr-picture').innerHTML !== before", arg=picture)
    assert time.monotonic() - tapped < CHART_WITHIN_S


def decide(desk, _):
    """One decision of our own, one that a phone has proposed, and one that is taken back."""
    desk.choose("actions")
    desk.write(
        decision=OURS[0],
        decision_owner="Aftenholdet",
        decision_first_step="Spørg de andre filialer",
        decision_sign="Der er en time mere til gæsterne",
    )
    desk.save_decision()
    proposed = desk.decision("Brug forslaget").first
    proposed.get_by_role("button", name="Brug forslaget").click()
    expect(desk.field("decision")).not_to_have_value("")
    desk.write(decision=OURS[1])
    desk.save_decision()
    desk.write(decision="Vi afskaffer møderne")
    desk.save_decision()
    assert set(desk.decided().index) == {*OURS, "Vi afskaffer møderne"}
    desk.press("Fortryd", within=".kr-panels")
    wait_until(lambda: set(desk.decided().index) == set(OURS))
    assert set(desk.decided()["status"]) == {"decided"}
    assert desk.decided().loc[OURS[0], "owner"] == "Aftenholdet"
    assert (desk.workshop.actions()["status"] == "proposed").sum() == N_PHONES - 1


def take_home(desk, folder):
    """The report, made while the room is still there; it is saved by itself, and can be saved again."""
    with desk.page.expect_download(timeout=120_000) as download:
        desk.press("Rapport (PDF)")
    download.value.save_as(folder / "rapport.pdf")
    expect(desk.page.get_by_role("link", name="Gem kerne-")).to_be_in_viewport()
    assert (folder / "rapport.pdf").read_bytes().startswith(b"%PDF")


def a_reload_brings_all_back(phone):
    before = phone.workshop.answers()
    phone.page.reload()
    phone.come_to(phone.workshop.planned[-1])
    assert phone.workshop.answers().equals(before)


# -- the follow-up ---------------------------------------------------------------------------------------------


def meet_again(desk):
    """Months later: the same people, an empty sheet, and the big screen on the wall."""
    desk.press("Begynd en opfølgning …")
    desk.page.get_by_placeholder("Navn, fx Tre måneder efter").fill("Efter sommeren")
    desk.press("Begynd nu")
    wait_until(lambda: desk.workshop.round_number == 2)
    wait_until(lambda: desk.workshop.programme.programme_id == "opfoelgning")
    desk.open_wall()


def see_what_has_moved(desk, exercise):
    """The change against the first round is seen in the control room and on the wall, wherever there is one."""
    for view in pictures.views(exercise, 2):
        if parts(view)[0] in (CHANGE, MOVES):
            assert tells(view, desk.workshop.change(), desk.workshop.trend(), exercise)
            desk.choose(view)
            desk.sees(view)


def tell_how_it_went(desk, _):
    """Of each decision it is said how it went; what goes on gets a new first step."""
    desk.choose("actions")
    for words, status in zip(OURS, STATUSES, strict=False):
        label = text(f"charts.status_{status}", "da")
        desk.decision(words).get_by_role("button", name=label, exact=True).click()
        desk.decision(words).get_by_role("button", name=f"✓ {label}").wait_for()
    desk.decision(OURS[1]).get_by_role("button", name="Ret", exact=True).click()
    expect(desk.field("decision")).to_have_value(OURS[1])
    desk.write(decision_first_step="Book lokalet igen")
    desk.save_decision()
    plan = desk.decided()
    assert list(plan.loc[list(OURS), "status"]) == list(STATUSES[: len(OURS)])
    assert plan.loc[OURS[1], "first_step"] == "Book lokalet igen"
    assert plan.loc[OURS[0], "first_step"] == "Spørg de andre filialer"
    desk.sees("actions")
    expect(desk.wall.locator(".kw-picture svg")).to_contain_text("Book lokalet igen")


def every_change_is_in_the_frame(workshop):
    """Of everything that is answered with numbers, in the same five people."""
    asked = [prompt for exercise in workshop.planned for prompt in exercise.prompts]
    numbers = {prompt.prompt_id for prompt in asked if moves(prompt) or prompt.kind == "scale"}
    change = workshop.change()
    change = change[(change["round_after"] == 2) & (change["n_pairs"] == N_PHONES)]
    assert set(change["prompt_id"]) == numbers
    assert workshop.answers()["participant_id"].nunique() == N_PHONES


WHILE_ANSWERING = {"gather_tasks": take_in}
WHEN_SHOWN = {
    "target_group_primary": one_group_is_chosen,
    "place_tasks": a_tap_reaches_the_picture,
    "action_plan": decide,
}
