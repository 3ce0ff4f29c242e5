"""The whole: three phones and a facilitator, from the link to the bullseye, in real browsers on real servers."""

from __future__ import annotations

import time
from itertools import takewhile

import pytest
from conftest import PHONE, start_room, stop_room

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

GO_ON = "Videre"
TEXT = {"short_text", "long_text"}
CHART_WITHIN_S = 3.0


@pytest.fixture
def own_room(tmp_path):
    started = start_room(tmp_path / "room", "--name", "Biblioteket i Havnegade")
    yield started
    stop_room(started)


class Phone:
    """One participant's phone."""

    def __init__(self, browser, room, number):
        self.number = number
        self.context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
        self.page = self.context.new_page()
        self.asked_elsewhere = []
        self.page.on("request", lambda request: self._note(request, room.origin))
        self.page.goto(room.participant_url)
        self.page.get_by_role("button", name="Gå ind").click()
        self.go_on.wait_for(timeout=60_000)

    def _note(self, request, origin):
        if not request.url.startswith((origin, "data:", "blob:")):
            self.asked_elsewhere.append(request.url)

    @property
    def go_on(self):
        return self.page.get_by_role("button", name=GO_ON)

    def at(self, exercise_id):
        return self.page.locator(f".kerne-screen--{exercise_id}")

    def come_to(self, exercise_id):
        self.at(exercise_id).wait_for(timeout=20_000)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    def saved(self):
        self.page.get_by_text("Gemt", exact=False).first.wait_for(timeout=10_000)

    def answer(self, prompt):
        form = self.page.locator(f".kerne-prompt:has(#kerne-question-{prompt.prompt_id})")
        said = f"Svar {self.number} på {prompt.prompt_id}"
        if prompt.kind in TEXT:
            form.locator("input, textarea").first.fill(said)
        elif prompt.kind == "cards":
            form.locator("input").last.fill(said)
            form.locator("input").last.press("Enter")
        elif prompt.kind == "scale":
            form.get_by_role("radio").nth(self.number).check(force=True)
        elif prompt.kind == "sort":
            for choice in form.get_by_role("radio", name=prompt.options[0].text("da")).all():
                choice.check(force=True)
        else:
            return False  # a kind whose form has a test of its own
        self.saved()
        return True


def wait_until(holds, seconds):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_from_the_link_to_the_bullseye(browser, own_room):
    workshop = own_room.workshop()
    phones = [Phone(browser, own_room, number) for number in range(3)]
    desk = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    desk.goto(own_room.facilitator_url)
    desk.locator(".kr-picture svg").wait_for(timeout=60_000)
    assert desk.get_by_text("3 deltagere").is_visible()

    # the four dimensions, each at their own pace
    exercises = list(takewhile(lambda exercise: exercise.exercise_id != "gather_tasks", workshop.planned))
    asked = {}
    for exercise in exercises:
        for phone in phones:
            phone.come_to(exercise.exercise_id)
            for prompt in exercise.prompts:
                if phone.answer(prompt):
                    asked[prompt.prompt_id] = prompt
            phone.go_on.tap()
    answers = workshop.answers()
    for prompt_id, prompt in asked.items():
        given = answers[answers.prompt_id == prompt_id]
        assert given.participant_id.nunique() == 3, prompt_id
        if prompt.kind in TEXT or prompt.kind == "cards":
            assert sorted(given.value_text) == [f"Svar {number} på {prompt_id}" for number in range(3)]
        elif prompt.kind == "scale":
            assert sorted(given.value_number) == [1, 2, 3]

    # tasks: proposed on the phones, taken in at the desk
    for phone in phones:
        phone.come_to("gather_tasks")
        phone.answer(workshop.model.prompt("work_tasks"))
    desk.get_by_text("3 nye opgaver").wait_for(timeout=10_000)
    desk.get_by_role("button", name="Tag alle med").click()
    wait_until(lambda: len(workshop.task_list()) == 3, 10)

    # the facilitator takes the room to the placement; a phone that was just being typed on takes a moment more
    desk.get_by_role("button", name="Hvad er kerne").click()
    for phone in phones:
        phone.at("place_tasks").wait_for(timeout=12_000)
    desk.locator(".kr-picture text", has_text="Svar 0 på").first.wait_for(timeout=10_000)

    picture = desk.locator(".kr-picture").inner_html()
    phones[0].page.locator(".kerne-rings").get_by_role("radio").first.check(force=True)
    tapped = time.monotonic()
    desk.wait_for_function("before => document.querySelector('.kr-picture').innerHTML !== before", arg=picture)
    assert time.monotonic() - tapped < CHART_WITHIN_S
    wait_until(lambda: list(workshop.placements().centrality) == [0], 5)

    # a reload brings everything back
    before = workshop.answers()
    phones[0].page.reload()
    phones[0].at("place_tasks").wait_for(timeout=60_000)
    assert workshop.answers().equals(before)
    assert all(phone.asked_elsewhere == [] for phone in phones)
