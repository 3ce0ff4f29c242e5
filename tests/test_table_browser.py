"""A table on a phone and in the control room: field by field with a finger and with keys, and nothing half is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from test_forms_browser import answers, page, saved, show, workshop  # noqa: F401  (fixtures)
from test_steps_browser import require_fit

from kerne_widgets.moderation import MODERATE, REWORD
from kerne_widgets.stepping import FACILITATOR
from kerne_widgets.store import new_event

pytestmark = pytest.mark.browser


@pytest.mark.timeout(180)
def test_entries_are_written_field_by_field_and_half_of_one_is_there_after_a_reload(page, workshop, answers):  # noqa: F811
    show(page, workshop, "approach_ask")
    asked = page.locator(".kerne-kind-table")
    whom = asked.get_by_label("Hvem vil I spørge?")
    about = asked.get_by_label("Hvad vil I spørge om?")
    whom.fill("Tre nye brugere")
    page.keyboard.press("Enter")
    expect(about).to_be_focused()
    page.keyboard.type("Om de føler sig  velkomne")
    asked.get_by_label("Hvornår senest?").fill("2031-03-14")
    asked.get_by_role("button", name="Tilføj").click()
    expect(asked.locator(".kerne-card dd")).to_have_text(
        ["Tre nye brugere", "Om de føler sig velkomne", "14. marts 2031"]
    )
    expect(whom).to_be_focused()
    expect(whom).to_have_value("")
    saved(page)
    assert answers("ask_whom") == ["Tre nye brugere\nOm de føler sig velkomne\n2031-03-14"]

    about.fill("Hvad de selv ville vælge")
    asked.get_by_role("button", name="Tilføj").click()
    expect(asked.locator(".kerne-problem:visible")).to_have_text("Skriv noget i »Hvem vil I spørge?« først.")
    expect(whom).to_be_focused()
    require_fit(page)
    page.reload()
    expect(about).to_have_value("Hvad de selv ville vælge", timeout=60_000)
    whom.fill("De unge")
    expect(asked.locator(".kerne-problem:visible")).to_have_count(0)
    # going on adds what is written, as it does a card
    page.locator(".kerne-on").click()
    expect(page.locator(".kerne-screen--approach_ask")).to_have_count(0)
    saved(page)
    assert answers("ask_whom")[1:] == ["De unge\nHvad de selv ville vælge"]
    page.locator(".kerne-back").click()
    asked.get_by_role("button", name="Slet »De unge – Hvad").click()
    expect(asked.locator(".kerne-card")).to_have_count(1)
    asked.get_by_role("button", name="Fortryd").click()
    expect(asked.locator(".kerne-card")).to_have_count(2)

    # what cannot be added yet is not taken along, and is there when one comes back
    about.fill("Hvad der mangler")
    workshop.set_step("value_missed")
    page.locator(".kerne-along").tap()
    expect(page.locator(".kerne-screen--value_missed")).to_be_visible()
    show(page, workshop, "approach_ask")
    expect(about).to_have_value("Hvad der mangler")
    expect(page.locator(".kerne-state")).to_have_text("Ikke tilføjet endnu", use_inner_text=True)


def reworded(browser, room, entry):
    """The cards in the control room, with one that is being reworded, and her keyboard."""
    lead = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    lead.goto(room.facilitator_url)
    board = lead.locator(".km")
    board.get_by_label(entry).press("Space", timeout=60_000)
    board.get_by_role("button", name="Ret ordlyd").press("Enter")
    return board, lead.keyboard


@pytest.mark.timeout(180)
def test_an_entry_is_reworded_field_by_field_in_the_control_room(browser, room):
    opened = room.workshop()
    opened.submit(opened.join(), "reframing", "Jeg kører bus\nFolk når hjem")
    opened.set_step("approach_reframing")
    board, keyboard = reworded(browser, room, "Jeg kører bus")
    expect(board.get_by_label("Det, du gør")).to_have_value("Jeg kører bus")
    board.get_by_label("Det, mennesker får ud af det").fill("Folk når hjem til aftensmaden")
    keyboard.press("Enter")
    expect(board.locator(".km-card", has_text="kører bus")).to_contain_text("Folk når hjem til aftensmaden")
    assert "Jeg kører bus\nFolk når hjem til aftensmaden" in [card.text for card in opened.card_list("reframing")]
    opened.set_step(None)


@pytest.mark.timeout(180)
def test_an_entry_from_a_table_of_more_columns_is_reworded_without_losing_a_word(browser, room):
    opened = room.workshop()
    opened.submit(opened.join(), "reframing", "Mad")
    card = next(card for card in opened.card_list("reframing") if card.text == "Mad")
    value = {"act": REWORD, "cards": [card.card_id], "text": "Jeg laver mad\nFolk spiser\nsammen\nhver dag"}
    opened.store.append([new_event(opened._id, FACILITATOR, MODERATE, value, prompt_id="reframing")])
    opened.set_step("approach_reframing")
    board, keyboard = reworded(browser, room, "Jeg laver mad")
    expect(board.get_by_label("Det, mennesker får ud af det")).to_have_value("Folk spiser sammen hver dag")
    board.get_by_label("Det, du gør").fill("Jeg laver god mad")
    keyboard.press("Enter")
    expect(board.locator(".km-card", has_text="god mad")).to_contain_text("Folk spiser sammen hver dag")
    assert "Jeg laver god mad\nFolk spiser sammen hver dag" in [card.text for card in opened.card_list("reframing")]
    opened.set_step(None)
