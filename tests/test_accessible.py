"""What people see, checked by axe where no other test does: screens of every kind, the control room, the big screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PHONE, start_room, stop_room
from playwright.sync_api import expect

from kerne_widgets import kinds
from kerne_widgets.content import load_model

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

GRAVE = {"serious", "critical"}
TASKS = ("Medicin", "Rengøring", "Aftenrunder", "Dokumentation", "Vagtplan", "Samtaler")


def grave(page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(v["id"], node["html"][:120]) for v in found if v["impact"] in GRAVE for node in v["nodes"]]


def screens_by_kind() -> dict[str, str]:
    """The first exercise that asks in each way."""
    screens: dict[str, str] = {}
    for exercise in load_model().exercises:
        for prompt in exercise.prompts:
            screens.setdefault(prompt.kind, exercise.exercise_id)
    assert set(screens) == set(kinds.MODULES)
    return screens


@pytest.fixture(scope="module")
def answered_room(tmp_path_factory):
    """A room in which eight people have written cards about everything, and placed six tasks."""
    started = start_room(tmp_path_factory.mktemp("accessible"), "--name", "Hjemmeplejen Syd")
    workshop = started.workshop()
    tasks = [workshop.add_task(text) for text in TASKS]
    sources = {prompt.items_from for prompt in workshop.model.prompts} - {"", "tasks"}
    for number in range(8):
        one = workshop.join()
        for source in sources:
            workshop.submit(one, source, f"Speciallægekonsulentordning {number % 3}", f"card{number}")
        for place, task_id in enumerate(tasks):
            workshop.submit(one, "task_placement", {"centrality": (place + number % 3) % 5, "hours_week": 2}, task_id)
    yield started
    workshop.store.close()
    stop_room(started)


def test_a_screen_of_every_kind_reads_well_aloud_on_the_running_page(phone, answered_room):
    workshop = answered_room.workshop()
    page = phone.new_page()
    page.goto(answered_room.participant_url)
    page.get_by_role("button", name="Gå ind").click()
    for kind, exercise_id in screens_by_kind().items():
        workshop.set_step(exercise_id)
        page.locator(f".kerne-screen--{exercise_id}").wait_for(timeout=60_000)
        assert grave(page) == [], kind
    workshop.set_step(None)


def test_a_light_screen_of_every_kind_reads_well_aloud(phone, answered_room):
    workshop = answered_room.workshop()
    page = phone.new_page()
    page.goto(answered_room.participant_url)
    page.get_by_role("button", name="Gå ind").click()
    page.wait_for_url("**/deltag", wait_until="commit")
    for kind, exercise_id in screens_by_kind().items():
        workshop.set_step(exercise_id)
        page.goto(f"{answered_room.origin}/let/{exercise_id}")
        assert page.locator("form").count() > 0, kind
        assert grave(page) == [], kind
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], kind
    workshop.set_step(None)
    assert page.goto(f"{answered_room.origin}/let/thanks").status == 200
    assert grave(page) == []


# how far letters stand out of the key they are on, in pixels
STANDS_OUT = """() => Math.max(...[...document.querySelectorAll(".rings span")].map((key) => {
  const letters = document.createRange();
  letters.selectNodeContents(key);
  const [inner, outer] = [letters.getBoundingClientRect(), key.getBoundingClientRect()];
  return Math.max(outer.left - inner.left, inner.right - outer.right);
}))"""


@pytest.mark.parametrize("letters", [100, 150, 200])
def test_the_names_of_the_rings_stay_on_their_keys_on_the_light_page_in_large_letters(phone, answered_room, letters):
    page = phone.new_page()
    page.goto(answered_room.participant_url)
    page.get_by_role("button", name="Gå ind").click()
    page.wait_for_url("**/deltag", wait_until="commit")
    page.goto(f"{answered_room.origin}/let/place_tasks")
    page.add_style_tag(content=f"* {{ text-size-adjust: {letters}% !important }}")
    assert page.locator(".rings span").count() == 5 * len(TASKS)
    assert page.evaluate(STANDS_OUT) <= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if letters == 100:
        tops = {key.bounding_box()["y"] for key in page.locator(".rings").first.locator("label").all()}
        assert len(tops) == 1, "in one row where there is room"


def test_the_banner_and_the_overlay_read_well_aloud(phone, answered_room):
    page = phone.new_page()
    page.goto(answered_room.participant_url)
    page.get_by_role("button", name="Gå ind").click()
    page.locator(".kerne-screen").wait_for(timeout=60_000)
    phone.set_offline(True)
    page.wait_for_selector("#kerne-banner:not(:empty)", timeout=10_000)
    assert grave(page) == []
    phone.set_offline(False)
    page.wait_for_selector("#kerne-banner.back", timeout=20_000)
    assert grave(page) == []
    page.route("**/alive/*", lambda route: route.fulfill(status=410))
    page.get_by_role("alertdialog").wait_for(timeout=15_000)
    assert grave(page) == []


@pytest.mark.parametrize("width", [1440, 1024])
def test_the_control_room_reads_well_aloud(browser, answered_room, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(answered_room.facilitator_url)
    page.locator(".kr-picture svg").wait_for(timeout=60_000)
    assert grave(page) == []
    parts = page.locator(".kp-part-head button")
    assert parts.count() > 1
    for part in parts.all():  # one is open at a time
        part.click()
        expect(part).to_have_attribute("aria-expanded", "true")
    assert grave(page) == []
    context.close()


def test_the_big_screen_reads_well_aloud(browser, answered_room):
    workshop = answered_room.workshop()
    # what is coming in softly is pale for a moment
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(answered_room.facilitator_url)
    page.locator(".kr-picture svg").wait_for(timeout=60_000)
    page.goto(answered_room.facilitator_url.partition("/kontrolrum")[0] + "/storskaerm")
    page.locator(".kw-welcome").wait_for(timeout=60_000)
    assert grave(page) == []
    workshop.set_step("place_tasks")
    workshop.set_revealed("place_tasks", True)
    page.locator("svg").filter(has_text=TASKS[0]).first.wait_for(timeout=20_000)
    assert grave(page) == []
    workshop.set_step(None)
    context.close()
