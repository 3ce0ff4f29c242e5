"""Waiting for the room to begin, as it is seen: on the phone, on the simple page, and where it is chosen."""

from __future__ import annotations

import pytest
from conftest import PHONE, start_room, stop_room, wait_until
from desk import Desk
from playwright.sync_api import expect
from test_accessible import grave

from kerne_widgets.messages import text

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SWITCH = "Lad telefonerne vente, til du begynder"
FOLLOWS_MS = 2_000
# what can be pressed or written in, and is seen
TO_PRESS = """() => [...document.querySelectorAll("button, a, input, textarea, select")]
  .filter((n) => n.offsetParent && getComputedStyle(n).visibility != "hidden")
  .filter((n) => !n.closest("[aria-hidden=true], .kerne-mailbox"))
  .map((n) => n.textContent.trim())"""


@pytest.fixture
def waiting_room(tmp_path):
    started = start_room(tmp_path / "data", "--name", "Hjemmeplejen Syd")
    yield started
    stop_room(started)


def go_in(context, room, button="Gå ind"):
    page = context.new_page()
    page.goto(room.participant_url)
    page.get_by_role("button", name=button).click()
    return page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_phones_wait_when_it_is_chosen_and_go_along_with_the_room(browser, phone, waiting_room):
    workshop = waiting_room.workshop()
    first = workshop.planned[0]
    page = go_in(phone, waiting_room)
    page.locator(f".kerne-screen--{first.exercise_id}").wait_for(timeout=60_000)
    desk = Desk(browser, waiting_room, workshop)
    tick = desk.page.get_by_role("checkbox", name=SWITCH)
    tick.check(timeout=60_000)
    wait_until(lambda: workshop.room.is_waiting)
    expect(desk.page.get_by_text(text("room.waits_on", "da"))).to_be_visible()
    assert grave(desk.page) == []

    heading = page.get_by_role("heading", name="Velkommen. Du er med.")
    expect(heading).to_be_focused()
    expect(page.get_by_text("Hjemmeplejen Syd")).to_be_visible()
    expect(page.get_by_text("1 er med")).to_be_visible()
    assert page.evaluate(TO_PRESS) == ["Om dig"]
    assert fits(page)
    assert grave(page) == []
    workshop.join()
    expect(page.get_by_text("2 er med")).to_be_visible()
    expect(heading).to_be_focused()  # one more who has come moves nothing

    page.get_by_role("link", name="Om dig").tap()
    page.get_by_role("textbox", name="Din rolle").fill("Sygeplejerske")
    page.get_by_role("button", name="Gem").tap()
    expect(heading).to_be_visible(timeout=60_000)
    assert [person.role for person in workshop.participant_list()] == ["Sygeplejerske", ""]
    page.reload()
    expect(heading).to_be_visible(timeout=60_000)
    # a page is followed once its script has said that it is there
    workshop.join()
    expect(page.get_by_text("3 er med")).to_be_visible()

    desk.press("Begynd →")
    wait_until(lambda: workshop.step().exercise_id)
    expect(page.locator(f".kerne-screen--{first.exercise_id} h1")).to_be_focused(timeout=FOLLOWS_MS)
    expect(tick).to_be_hidden()
    expect(page.get_by_role("button", name="Vi følges ad")).to_be_visible()


def test_whoever_is_writing_finishes_and_what_is_written_is_stored(phone, waiting_room):
    workshop = waiting_room.workshop()
    page = go_in(phone, waiting_room)
    page.locator(".kerne-screen").wait_for(timeout=60_000)
    workshop.set_step("target_group_meeting")
    expect(page.locator(".kerne-screen--target_group_meeting h1")).to_be_focused()
    workshop.begin_anew()  # as after a rehearsal
    page.locator("textarea").press_sequentially("Jeg er midt i", delay=20)
    workshop.set_waiting(True)
    expect(page.get_by_text(text("page.room_waits", "da"))).to_be_visible()
    page.locator("textarea").press_sequentially(" en sætning", delay=20)
    page.get_by_role("button", name="Gå med videre").tap()
    expect(page.get_by_role("heading", name="Velkommen. Du er med.")).to_be_focused()
    expect(page.get_by_text(text("page.waiting_kept", "da"))).to_be_visible()
    (me,) = workshop.participant_list()
    assert list(workshop.latest(me.participant_id).values()) == ["Jeg er midt i en sætning"]


def test_the_simple_page_waits_and_goes_on_by_itself_or_by_a_key(browser, phone, waiting_room):
    workshop = waiting_room.workshop()
    workshop.set_waiting(True)
    unscripted = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False)
    follows, asks = (go_in(context, waiting_room, "Enkel side") for context in (phone, unscripted))
    look = text("light.look_begun", "da")
    for page in (follows, asks):
        page.wait_for_url("**/let/waiting")
        expect(page.get_by_role("heading", name="Velkommen. Du er med.")).to_be_visible()
        assert fits(page)
    assert grave(follows) == []
    assert follows.evaluate(TO_PRESS) == ["Om dig", text("light.to_full", "da")]
    expect(follows.get_by_text(text("page.waiting_said", "da"))).to_be_visible()
    expect(follows.get_by_text("2 er med")).to_be_visible()
    expect(asks.get_by_text(text("light.waiting_said", "da"))).to_be_visible()
    with asks.expect_navigation(url="**/let/waiting"):
        asks.get_by_role("link", name=look).tap()
    workshop.set_step("value_missed")
    follows.wait_for_url("**/let/value_missed")
    asks.get_by_role("link", name=look).tap()
    asks.wait_for_url("**/let/value_missed")
    unscripted.close()
