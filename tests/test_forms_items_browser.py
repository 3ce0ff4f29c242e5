"""On a phone: cards that others write and the facilitator tidies come and go while one answers about them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from test_forms_browser import answers, commits, page, show, workshop  # noqa: F401  (fixtures)

from kerne_widgets.forms.prompt_form import checksum

pytestmark = pytest.mark.browser


def stored(shown, place):
    """Wait until the kernel has committed the key at a place."""
    expect(shown.locator(".kerne-head")).to_have_attribute("data-facts", re.compile(checksum(str(place))))


def test_names_come_by_themselves_and_a_hidden_one_goes_without_taking_the_key_in_hand(page, workshop, answers):  # noqa: F811
    show(page, workshop, "target_group_tone")
    expect(page.locator(".kerne-empty")).to_be_visible()
    for text in ("Lars den dumme", "Borgeren", "Fru Jensen"):
        workshop.submit(workshop.join(), "names_we_use", text)
    names = page.locator(".kerne-sorted .kerne-item")
    expect(names).to_have_text(["Lars den dumme", "Borgeren", "Fru Jensen"])
    expect(page.locator(".kerne-empty")).to_have_count(0)
    first_key = page.get_by_role("radiogroup", name="Borgeren").get_by_role("radio").first
    first_key.focus()
    key = first_key.element_handle()
    cards = {card.text: card.card_id for card in workshop.card_list("names_we_use")}
    workshop.hide_cards("names_we_use", [cards["Lars den dumme"]])
    workshop.reword_card("names_we_use", cards["Fru Jensen"], "Beboeren")
    expect(names).to_have_text(["Borgeren", "Beboeren"])
    assert "Lars" not in page.locator(".kerne-page").inner_text()
    assert key.evaluate("key => key === document.activeElement"), "the row one is at was drawn anew"
    with commits(page):
        page.keyboard.press("Space")
    assert answers("names_tone") == [workshop.model.prompt("names_tone").options[0].key]
    workshop.show_cards("names_we_use", [cards["Lars den dumme"]])
    expect(names).to_have_text(["Lars den dumme", "Borgeren", "Beboeren"])


@pytest.mark.parametrize("screen", ["place_tasks", "right_things"])
def test_arrow_keys_in_quick_succession_stay_in_their_group_and_the_last_is_stored(page, workshop, answers, screen):  # noqa: F811
    show(page, workshop, screen)
    group = page.locator(".kerne-rings, .kerne-part--x").first
    group.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    stored(page, 3)
    expect(group.get_by_role("radio").nth(3)).to_be_focused()
    expect(group.get_by_role("radio").nth(3)).to_be_checked()
    # and one by one, each answered by the kernel
    for key, place in (("ArrowLeft", 2), ("ArrowLeft", 1), ("ArrowRight", 2), ("ArrowRight", 3)):
        page.keyboard.press(key)
        stored(page, place)
        expect(group.get_by_role("radio").nth(place)).to_be_focused()
    (given,) = answers({"place_tasks": "task_placement"}.get(screen, screen))
    assert given.get("centrality", given.get("x")) == (3 if screen == "place_tasks" else 4)


def test_a_key_that_is_drawn_anew_has_the_focus_still(page, workshop, answers):  # noqa: F811
    for text in ("Lars den dumme", "Borgeren"):
        workshop.submit(workshop.join(), "names_we_use", text)
    show(page, workshop, "target_group_tone")
    page.get_by_role("radiogroup", name="Lars den dumme").get_by_role("radio").first.focus()
    with commits(page):
        page.keyboard.press("Space")
    lars = next(card.card_id for card in workshop.card_list("names_we_use") if card.text == "Lars den dumme")
    workshop.reword_card("names_we_use", lars, "Naboen")
    key = page.get_by_role("radiogroup", name="Naboen").get_by_role("radio")
    expect(key.first).to_be_focused()
    with commits(page):
        page.keyboard.press("ArrowRight")
    expect(key.nth(1)).to_be_focused()
    assert answers("names_tone") == [workshop.model.prompt("names_tone").options[1].key]
    # whoever has gone on is not called back
    page.get_by_role("button", name="Videre").focus()
    workshop.reword_card("names_we_use", lars, "Hr. Hansen")
    expect(page.get_by_role("radiogroup", name="Hr. Hansen")).to_be_visible()
    expect(page.get_by_role("button", name="Videre")).to_be_focused()


def test_cards_that_become_one_have_on_the_phone_what_was_answered_about_either(page, workshop, answers):  # noqa: F811
    cards = {}
    for source in ("obstacles", "quality_criteria"):
        for text in ("Tid", "For lidt tid", "Støj"):
            workshop.submit(workshop.join(), source, text)
        cards[source] = {card.text: card.card_id for card in workshop.card_list(source)}
    show(page, workshop, workshop.model.prompt("obstacle_sort").exercise_id)
    with commits(page):
        page.get_by_role("radiogroup", name="For lidt tid").get_by_role("radio").nth(1).tap()
    workshop.merge_cards("obstacles", [cards["obstacles"][text] for text in ("Tid", "For lidt tid")])
    row = page.get_by_role("radiogroup", name="Tid")
    expect(row).to_have_count(1)
    expect(row.get_by_role("radio").nth(1)).to_be_checked()
    with commits(page):
        row.get_by_role("radio").first.tap()
    assert answers("obstacle_sort")[-1:] == ["challenge"]

    show(page, workshop, workshop.model.prompt("quality_points").exercise_id)
    for text, points in (("For lidt tid", "20"), ("Tid", "30")):
        with commits(page):
            page.get_by_label(f"Point til: {text}", exact=True).fill(points)
    workshop.merge_cards("quality_criteria", [cards["quality_criteria"][text] for text in ("Tid", "For lidt tid")])
    fields = page.locator(".kerne-number")
    expect(fields).to_have_count(2)
    expect(fields.first).to_have_value("50")
    with commits(page):
        fields.last.fill("10")
    (given,) = answers("quality_points")
    assert given == {cards["quality_criteria"]["Tid"]: 50, cards["quality_criteria"]["Støj"]: 10}
