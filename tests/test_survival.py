"""A participant never loses an answer: whatever happens to page, network, kernel and server, in real browsers."""

from __future__ import annotations

import os
import re
import signal
import time

import psutil
import pytest
from bad_network import bad_network
from conftest import PHONE, Room, start_room, stop_room, tap_key
from playwright.sync_api import expect
from test_serve_page import kernel_of, process_of

from kerne_widgets.room_state import ANSWER

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

BANNER = "#kerne-banner"
LOST = f"{BANNER}:not(:empty):not(.back)"
SILENT = f"{BANNER}:empty"
BANNER_WITHIN_MS = 10_000
TEXT, SCALE, CARDS = "core_task_alone", "shared_understanding_before", "work_tasks"
TEXT_SCREEN, CARDS_SCREEN = "opening_question", "gather_tasks"


@pytest.fixture(scope="module")
def survival_room(tmp_path_factory):
    started = start_room(tmp_path_factory.mktemp("survival"), "--name", "Natholdet")
    yield started
    stop_room(started)


class Person:
    """Someone with a phone in hand, and what the store knows of them."""

    def __init__(self, browser, room: Room, screen: str = TEXT_SCREEN, origin: str = "") -> None:
        self.room = room
        self.workshop = room.workshop()
        self.workshop.set_step(screen)
        known = {p.participant_id for p in self.workshop.participant_list()}
        self.context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
        self.page = self.context.new_page()
        self.page.goto(f"{origin or room.origin}/?kode={room.code}")
        self.page.get_by_role("button", name="Gå ind").click()
        self.wait_for_page()
        (self.id,) = {p.participant_id for p in self.workshop.participant_list()} - known

    def wait_for_page(self) -> None:
        self.page.locator(".kerne-screen").wait_for(timeout=60_000)

    def wait_for_another_kernel(self, than: str) -> None:
        self.page.wait_for_function(
            "id => { const c = document.getElementById('jupyter-config-data');"
            " return c?.textContent.trim().endsWith('}') && JSON.parse(c.textContent).kernelId !== id }",
            arg=than,
            timeout=60_000,
        )
        self.wait_for_page()

    def form(self, prompt_id: str):
        return self.page.locator(f".kerne-prompt:has(#kerne-question-{prompt_id})")

    @property
    def text(self):
        return self.form(TEXT).locator("textarea")

    @property
    def card(self):
        return self.form(CARDS).locator("input").last

    def tap_scale(self, step: int) -> None:
        tap_key(self.form(SCALE), step - 1)

    def answers(self) -> dict[str, object]:
        return {prompt_id: value for (prompt_id, _), value in self.workshop.latest(self.id).items()}

    def given(self, prompt_id: str) -> list[object]:
        """Every value that was ever stored, in order."""
        log = self.workshop.store.fetch_events(
            self.workshop._id, kinds=(ANSWER,), prompt_id=prompt_id, author_id=self.id
        )
        return [event.value for event in log]

    def wait_until_stored(self, prompt_id: str, value: object, within_s: float = 20) -> None:
        until = time.monotonic() + within_s
        while self.answers().get(prompt_id) != value:
            assert time.monotonic() < until, f"{self.answers().get(prompt_id)!r} is stored, not {value!r}"
            # lets the browser's own events through as well
            self.page.wait_for_timeout(50)


@pytest.fixture
def person(browser, survival_room):
    made = []

    def come_in(**options) -> Person:
        made.append(Person(browser, survival_room, **options))
        return made[-1]

    yield come_in
    for one in made:
        one.context.close()


def test_a_reload_keeps_the_person_and_the_text_that_was_not_sent_yet(person):
    one = person()
    one.tap_scale(2)
    one.wait_until_stored(SCALE, 2)
    one.text.type("Vi får hverdagen til at hænge sammen")
    one.page.reload()
    one.wait_for_page()
    assert one.text.input_value() == "Vi får hverdagen til at hænge sammen"
    assert one.form(SCALE).get_by_role("radio").nth(1).is_checked()
    one.wait_until_stored(TEXT, "Vi får hverdagen til at hænge sammen")
    assert one.given(SCALE) == [2]


def test_a_card_half_written_is_still_there_after_a_reload_and_is_no_answer_yet(person):
    one = person(screen=CARDS_SCREEN)
    one.card.type("Aftenrunder")
    one.card.press("Enter")
    one.wait_until_stored(CARDS, "Aftenrunder")
    one.card.type("Vagtplan")
    one.page.reload()
    one.wait_for_page()
    assert one.card.input_value() == "Vagtplan"
    assert one.given(CARDS) == ["Aftenrunder"]


@pytest.mark.parametrize("away_s", [5, pytest.param(20, marks=pytest.mark.slow)])
def test_without_network_everything_waits_on_the_phone_and_is_stored_once(person, away_s):
    one = person()
    went_at = time.monotonic()
    one.context.set_offline(True)
    one.text.type("Skrevet uden net")
    one.tap_scale(4)
    one.page.wait_for_selector(LOST, timeout=BANNER_WITHIN_MS)
    one.text.type(", og mere")
    one.page.wait_for_timeout(max(0, 1000 * (away_s - (time.monotonic() - went_at))))
    assert one.text.input_value() == "Skrevet uden net, og mere"
    one.context.set_offline(False)
    one.wait_until_stored(TEXT, "Skrevet uden net, og mere")
    one.wait_until_stored(SCALE, 4)
    one.page.wait_for_selector(SILENT, state="attached", timeout=20_000)
    assert one.text.input_value() == "Skrevet uden net, og mere"
    assert one.given(SCALE) == [4]
    assert one.given(TEXT).count("Skrevet uden net, og mere") == 1


SLOW_NEWCOMERS = pytest.param("thaw_for_newcomers", marks=pytest.mark.slow)


@pytest.mark.parametrize("thaw", ["thaw", "thaw_broken", SLOW_NEWCOMERS])
def test_a_network_that_freezes_without_breaking_is_noticed_and_nothing_is_lost(person, survival_room, thaw):
    with bad_network(int(survival_room.origin.rpartition(":")[2])) as network:
        one = person(origin=network.origin)
        network.freeze()
        one.text.type("Skrevet på et dødt net")
        one.tap_scale(5)
        one.page.wait_for_selector(LOST, timeout=BANNER_WITHIN_MS)
        one.text.type(" og videre")
        getattr(network, thaw)()
        one.wait_until_stored(TEXT, "Skrevet på et dødt net og videre", within_s=40)
        one.wait_until_stored(SCALE, 5)
        one.page.wait_for_selector(SILENT, state="attached", timeout=20_000)
        assert one.text.input_value() == "Skrevet på et dødt net og videre"
        assert one.given(SCALE) == [5]
        assert one.given(TEXT).count("Skrevet på et dødt net og videre") == 1
        one.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("thaw", ["thaw", "thaw_broken", "thaw_for_newcomers"])
def test_cards_written_on_a_frozen_network_come_once_each(person, survival_room, thaw):
    with bad_network(int(survival_room.origin.rpartition(":")[2])) as network:
        one = person(screen=CARDS_SCREEN, origin=network.origin)
        network.freeze()
        for card in ("Medicin", "Indkøb"):
            one.card.type(card)
            one.card.press("Enter")
        one.page.wait_for_selector(LOST, timeout=BANNER_WITHIN_MS)
        getattr(network, thaw)()
        one.form(CARDS).get_by_text("Indkøb", exact=True).wait_for(timeout=40_000)
        one.page.wait_for_selector(SILENT, state="attached", timeout=20_000)
        assert sorted(one.given(CARDS)) == ["Indkøb", "Medicin"]
        one.context.close()


def test_a_placement_and_its_hours_survive_a_broken_network(person, survival_room):
    workshop = survival_room.workshop()
    task_id = next((task.task_id for task in workshop.task_list()), None) or workshop.add_task("Medicin")
    with bad_network(int(survival_room.origin.rpartition(":")[2])) as network:
        one = person(screen="place_tasks", origin=network.origin)
        one.workshop.submit(one.id, "task_placement", {"centrality": 4, "hours_week": 6}, task_id)
        network.freeze()
        tap_key(one.form("task_placement"), 1)
        one.page.wait_for_selector(LOST, timeout=BANNER_WITHIN_MS)
        network.thaw_broken()
        one.wait_until_stored("task_placement", {"centrality": 1, "hours_week": 6}, within_s=40)
        one.page.wait_for_selector(SILENT, state="attached", timeout=20_000)
        assert [value["centrality"] for value in one.given("task_placement")] == [4, 1]
        one.context.close()


def test_hours_just_typed_survive_a_reload_and_are_stored_with_the_ring(person, survival_room):
    workshop = survival_room.workshop()
    if not workshop.task_list():
        workshop.add_task("Medicin")
    one = person(screen="place_tasks")
    hours = one.page.locator(".kerne-hours-field input")
    hours.type("7,5")
    one.page.reload()
    one.wait_for_page()
    one.page.wait_for_function("document.querySelector('.kerne-hours-field input').value === '7,5'", timeout=10_000)
    assert one.given("task_placement") == []
    tap_key(one.form("task_placement"), 1)
    one.wait_until_stored("task_placement", {"centrality": 1, "hours_week": 7.5})
    one.page.wait_for_function("document.documentElement.dataset.kerne === ''", timeout=10_000)
    assert not one.page.evaluate("Object.keys(localStorage).filter(name => name.includes('task_placement'))")


def test_a_tap_just_after_the_key_to_the_next_task_changes_no_answer_on_a_slow_network(person, survival_room):
    workshop = survival_room.workshop()
    for task in ("Medicin", "Indkøb", "Rengøring", "Møder")[len(workshop.task_list()) :]:
        workshop.add_task(task)
    with bad_network(int(survival_room.origin.rpartition(":")[2])) as network:
        one = person(screen="place_tasks", origin=network.origin)
        tap_key(one.form("task_placement"), 4)
        one.wait_until_stored("task_placement", {"centrality": 4, "hours_week": None})
        name, on = one.page.locator(".kerne-task h3"), one.page.locator(".kerne-on")

        def tap(key):
            # whatever is there, as a finger does
            box = key.bounding_box()
            one.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

        network.lag_s = 0.2
        tap(on)
        one.page.wait_for_timeout(150)
        tap(one.page.locator(".kerne-rings label").first)
        expect(name).to_have_text(re.compile("^2 · "))
        one.page.wait_for_timeout(1_000)
        assert one.given("task_placement") == [{"centrality": 4, "hours_week": None}]
        assert not one.page.evaluate("Object.keys(localStorage).filter(name => name.includes('task_placement'))")
        for _ in range(3):
            tap(on)
            one.page.wait_for_timeout(60)
        expect(name).to_have_text(re.compile("^3 · "))
        # the answer to a second tap would be here by now
        one.page.wait_for_timeout(1_000)
        expect(name).to_have_text(re.compile("^3 · "))
        on.tap()
        expect(name).to_have_text(re.compile("^4 · "))
        # now that it is drawn, it can be answered
        tap_key(one.form("task_placement"), 0)
        one.wait_until_stored("task_placement", {"centrality": 0, "hours_week": None})
        assert [item for (_, item) in one.workshop.latest(one.id)] == [
            task.task_id for task in (workshop.task_list()[0], workshop.task_list()[3])
        ]
        one.context.close()


def test_a_newer_answer_from_another_page_stands_and_the_older_text_is_offered(person, survival_room):
    one = person()
    one.text.type("Gemt")
    one.wait_until_stored(TEXT, "Gemt")
    one.page.wait_for_function("document.documentElement.dataset.kerne === ''", timeout=10_000)
    one.context.set_offline(True)
    one.text.type(", og ældre")
    one.tap_scale(2)
    one.page.goto("about:blank")
    one.workshop.submit(one.id, TEXT, "Nyere, fra den enkle side")
    one.workshop.submit(one.id, SCALE, 5)
    one.context.set_offline(False)
    for _ in range(2):
        one.page.goto(f"{survival_room.origin}/deltag")
        one.wait_for_page()
        older = one.page.locator(".kerne-older:not(.kerne-behind)")
        older.get_by_text("Gemt, og ældre").wait_for(timeout=10_000)
        assert one.text.input_value() == "Nyere, fra den enkle side"
        assert one.form(SCALE).get_by_role("radio").nth(4).is_checked()
    assert one.answers() == {TEXT: "Nyere, fra den enkle side", SCALE: 5}
    older.get_by_role("button", name="Brug det her").tap()
    one.wait_until_stored(TEXT, "Gemt, og ældre")
    older.wait_for(state="detached")
    expect(one.text).to_have_value("Gemt, og ældre")
    one.page.wait_for_function("!Object.keys(localStorage).some(name => name.includes('older:'))", timeout=10_000)


def test_going_on_in_the_middle_of_a_word_stores_the_word_and_says_so(person):
    one = person()
    one.workshop.set_step(None)
    one.page.get_by_role("button", name="Tilbage").wait_for()
    one.text.type("Halvt skrev")
    one.page.get_by_role("button", name="Videre").tap()
    one.page.locator(".kerne-screen--opening_wording").wait_for()
    one.wait_until_stored(TEXT, "Halvt skrev")
    one.page.wait_for_function("document.documentElement.dataset.kerne === ''", timeout=10_000)
    assert not one.page.evaluate("Object.keys(localStorage).filter(name => name.endsWith(':core_task_alone'))")


def test_a_kernel_that_is_killed_under_the_fingers_takes_nothing_with_it(person, survival_room):
    one = person()
    one.tap_scale(3)
    one.wait_until_stored(SCALE, 3)
    first = kernel_of(one.page)
    one.text.type("Før ")
    process_of(survival_room, first).kill()
    one.text.type("og efter")
    one.page.get_by_role("alertdialog").wait_for(timeout=BANNER_WITHIN_MS)
    one.wait_for_another_kernel(than=first)
    assert one.text.input_value() == "Før og efter"
    assert one.form(SCALE).get_by_role("radio").nth(2).is_checked()
    one.wait_until_stored(TEXT, "Før og efter")
    assert one.given(SCALE) == [3]


def test_a_server_that_is_killed_and_started_again_knows_everyone_and_every_answer(browser, tmp_path):
    room = start_room(tmp_path, "--name", "Natholdet")
    port = room.origin.rpartition(":")[2]
    one = Person(browser, room)
    one.tap_scale(1)
    one.wait_until_stored(SCALE, 1)
    one.text.type("Gemt")
    one.wait_until_stored(TEXT, "Gemt")
    first = kernel_of(one.page)
    family = [psutil.Process(room.process.pid), *psutil.Process(room.process.pid).children(recursive=True)]
    for process in family:
        os.kill(process.pid, signal.SIGKILL)
    room.process.wait()
    one.text.type(", og skrevet mens serveren var væk")
    one.page.wait_for_selector(LOST, timeout=BANNER_WITHIN_MS)
    _, alive = psutil.wait_procs(family, timeout=15)
    assert not alive
    (tmp_path / "server.json").unlink()
    again = start_room(tmp_path, "--workshop", room.code, "--port", port)
    try:
        one.wait_for_another_kernel(than=first)
        assert one.text.input_value() == "Gemt, og skrevet mens serveren var væk"
        one.wait_until_stored(TEXT, "Gemt, og skrevet mens serveren var væk")
        assert one.given(SCALE) == [1]
        assert [p.participant_id for p in again.workshop().participant_list()] == [one.id]
    finally:
        one.context.close()
        stop_room(again)
