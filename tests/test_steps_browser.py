"""Fields, gaps, ladders and dates on a phone: by finger and by keyboard; half a rung is there after a reload."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_forms_browser import SMALL, answers, page, saved, show, workshop  # noqa: F401  (fixtures)

pytestmark = pytest.mark.browser

RUNG = "borgeren kan blive boende hjemme hos sig selv, også når det er svært"


def require_fit(shown):
    assert shown.evaluate("document.documentElement.scrollWidth") == 360
    assert shown.evaluate(SMALL) == []
    violations = Axe().run(shown).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in violations] == []


@pytest.mark.timeout(180)
def test_they_are_answered_with_a_finger_and_with_keys_alone(page, workshop, answers):  # noqa: F811
    show(page, workshop, "well_and_good")
    field = page.locator(".kerne-plane svg")
    field.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".kerne-plane .mark")).to_be_focused()
    page.keyboard.press("ArrowUp")
    # the twin of keys shows what the kernel has stored
    expect(page.locator(".kerne-part--y input").nth(3)).to_be_checked()
    assert answers("well_and_good") == [{"x": 3, "y": 4}]
    box = field.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.9)
    expect(page.locator(".kerne-part--x input").nth(4)).to_be_checked()
    saved(page)
    assert answers("well_and_good") == [{"x": 5, "y": 1}]
    require_fit(page)

    show(page, workshop, "right_things")
    page.touchscreen.tap(box["x"] + box["width"] * 0.1, page.locator(".kerne-plane svg").bounding_box()["y"] + 20)
    expect(page.locator(".kerne-part--y input").nth(4)).to_be_checked()
    page.get_by_role("button", name="Næste opgave").click()
    expect(page.locator(".kerne-task h3")).to_contain_text("2 · ")
    page.locator(".kerne-part--x input").nth(2).press("Space")
    page.locator(".kerne-part--y input").nth(2).press("Space")
    expect(page.locator(".kerne-plane .mark")).to_have_count(2)
    saved(page)
    assert answers("right_things") == [{"x": 1, "y": 5}, {"x": 3, "y": 3}]
    require_fit(page)

    show(page, workshop, "goal_ladder")
    page.get_by_role("button", name="Hverdagsrehabilitering").click()
    page.locator(".kerne-own").fill("for at " + RUNG)
    page.keyboard.press("Enter")
    page.locator(".kerne-own").fill(RUNG.upper())
    page.keyboard.press("Enter")
    expect(page.locator(".kerne-problem")).to_contain_text("går i ring")
    expect(page.locator(".kerne-state")).to_have_text("Ikke tilføjet endnu", use_inner_text=True)
    require_fit(page)
    page.reload()
    expect(page.locator(".kerne-own")).to_have_value(RUNG.upper(), timeout=60_000)
    page.get_by_role("button", name="Nu er vi ved kerneopgaven").click()
    expect(page.locator(".kerne-rung.is-top")).to_be_visible()
    saved(page)
    assert answers("goal_ladder") == [[{"start": "Hverdagsrehabilitering", "rungs": [RUNG], "reached": True}]]

    show(page, workshop, "action_follow_up")
    page.locator("input[type=date]").fill("2031-05-14")
    saved(page)
    assert answers("action_date") == ["2031-05-14"]
    require_fit(page)
