"""From cards to a vote: the facilitator puts the cards in order and asks, and phones of both kinds vote at once."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ASKED = "hard_encounters"
LONG = "core_task_alone"
WIDTHS = ((1024, 768), (360, 740))


@pytest.fixture
def workshop(room):
    """The room's workshop at a question with cards; one of them is as long as a card can be without a space."""
    opened = room.workshop()
    for text in ("Vi tier", "Vi tier stille", "Ubrugeligt", "Vi hører efter", "æ" * 200):
        opened.submit(opened.join(), ASKED, text)
    opened.set_step("approach_hard_encounters")
    yield opened
    opened.set_step(None)


@pytest.mark.timeout(240)
def test_cards_are_put_in_order_and_voted_on_and_the_result_is_seen(browser, phone, room, workshop):
    page = phone.new_page()
    page.goto(room.participant_url)
    page.locator("button[type=submit]").first.click()
    expect(page.locator(".kerne-screen--approach_hard_encounters")).to_be_visible(timeout=60_000)
    lead = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    troubles = []
    lead.on("pageerror", lambda error: troubles.append(error.stack))
    lead.goto(room.facilitator_url)
    board = lead.locator(".km")
    cards = board.locator(".km-card")
    expect(cards).to_have_count(5, timeout=60_000)

    board.get_by_role("button", name="Slå sammen: Vi tier / Vi tier stille").click()
    expect(cards).to_have_count(4)
    expect(cards.first).to_contain_text("×2")
    # keys alone: choose, hide, and choose another to give it new words
    board.get_by_label("Ubrugeligt").focus()
    lead.keyboard.press("Space")
    board.get_by_role("button", name="Skjul", exact=True).press("Enter")
    expect(cards).to_have_count(3)
    board.get_by_label("Vi hører efter").press("Space")
    board.get_by_role("button", name="Ret ordlyd").press("Enter")
    expect(board.get_by_label("Ret ordlyd")).to_be_focused()
    lead.keyboard.type(" hver gang")
    workshop.submit(workshop.join(), ASKED, "Vi tier.")  # news while she writes takes nothing from her
    expect(cards.first).to_contain_text("×3")
    expect(board.get_by_label("Ret ordlyd")).to_have_value("Vi hører efter hver gang")
    lead.keyboard.press("Enter")
    expect(cards.nth(1)).to_contain_text("Vi hører efter hver gang")
    expect(board.locator(".km-fold li").nth(1)).to_contain_text("ændrede et kort til »Vi hører efter hver gang«")
    for width, height in WIDTHS:
        lead.set_viewport_size({"width": width, "height": height})
        assert lead.evaluate("document.documentElement.scrollWidth") <= width
    violations = Axe().run(lead, context=".km").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in violations] == []

    board.get_by_role("button", name="Stem om dem").click()
    stars = page.locator(".kerne-star")
    expect(stars).to_have_count(3, timeout=10_000)
    expect(stars.first).to_have_text("Vi tier")
    stars.nth(1).tap()
    expect(page.locator(".kerne-left")).to_contain_text("2")
    expect(page.locator(".kerne-state-stored")).to_contain_text("Gemt")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    vote = workshop.model.vote_on(ASKED)
    light = phone.new_page()
    light.goto(f"{room.origin}/let/{vote.exercise_id}")
    expect(light.locator("main")).to_contain_text("Vi hører efter hver gang")
    expect(light.locator("main")).not_to_contain_text("Ubrugeligt")
    assert light.evaluate("document.documentElement.scrollWidth") <= 360

    lead.get_by_role("button", name="Vis resultat").click()
    expect(lead.locator(".kr-picture svg")).to_contain_text("Stem: Hvad gør I")
    expect(page.locator(".is-shown-now")).to_be_visible(timeout=10_000)
    given = workshop.answers()
    assert list(given.loc[given["prompt_id"] == vote.exercise_id, "item_text"]) == ["Vi hører efter hver gang"]
    assert not troubles


@pytest.mark.timeout(180)
def test_a_text_of_several_lines_is_reworded_line_by_line(browser, room):
    opened = room.workshop()
    opened.submit(opened.join(), LONG, "Borgeren er tryg\nHun ved, hvem der kommer")
    opened.set_step(opened.model.prompt(LONG).exercise_id)
    opened.set_shown(opened.model.prompt(LONG).exercise_id, LONG)
    lead = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    lead.goto(room.facilitator_url)
    board = lead.locator(".km")
    board.get_by_label("Borgeren er tryg").press("Space", timeout=60_000)
    board.get_by_role("button", name="Ret ordlyd").press("Enter")
    written = board.get_by_label("Ret ordlyd")
    expect(written).to_be_focused()
    expect(written).to_have_value("Borgeren er tryg\nHun ved, hvem der kommer")
    written.press("ControlOrMeta+End")
    lead.keyboard.press("Enter")
    lead.keyboard.type("Hun sover godt")
    board.locator(".km-form button[type=submit]").click()
    expect(board.locator(".km-card", has_text="tryg")).to_contain_text("Hun sover godt")
    said = "Borgeren er tryg\nHun ved, hvem der kommer\nHun sover godt"
    assert said in [card.text for card in opened.card_list(LONG)]
    opened.set_step(None)
