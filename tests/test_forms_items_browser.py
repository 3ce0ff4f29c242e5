"""On a phone: cards that others write and the facilitator tidies come and go while one answers about them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from test_forms_browser import answers, page, saved, show, workshop  # noqa: F401  (fixtures)

pytestmark = pytest.mark.browser


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
    page.keyboard.press("Space")
    saved(page)
    assert answers("names_tone") == [workshop.model.prompt("names_tone").options[0].key]
    workshop.show_cards("names_we_use", [cards["Lars den dumme"]])
    expect(names).to_have_text(["Lars den dumme", "Borgeren", "Beboeren"])
