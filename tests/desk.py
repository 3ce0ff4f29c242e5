"""The control room and the big screen in a browser, and what whoever leads presses there."""

from __future__ import annotations

import time

from conftest import wait_until
from playwright.sync_api import expect

from kerne_widgets import pictures
from kerne_widgets.messages import text

DELIBERATE_S = 2.0


class Desk:
    """The control room, and the big screen when it has been opened.

    ``page`` and ``wall`` are their pages.
    """

    def __init__(self, browser, room, workshop):
        self.workshop = workshop
        self._led_at = 0.0
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
        self.page = self.context.new_page()
        self.page.goto(room.facilitator_url, wait_until="commit")
        self._wall_url = room.facilitator_url.partition("/kontrolrum")[0] + "/storskaerm"

    def open_wall(self):
        self.wall = self.context.new_page()
        self.wall.set_viewport_size({"width": 1920, "height": 1080})
        self.wall.goto(self._wall_url, wait_until="commit")
        self.wall.locator(".kw-screen").wait_for(timeout=60_000)

    def press(self, label, within=".kr-root"):
        self.page.locator(within).get_by_role("button", name=label, exact=True).click()

    def lead(self, exercise):
        """Take the room on to an exercise, which is the next."""
        # a press on the heels of another is taken for a hand that shakes
        self.page.wait_for_timeout(1000 * max(0.0, self._led_at + DELIBERATE_S - time.monotonic()))
        self._led_at = time.monotonic()
        self.press("Næste →" if self.workshop.step().exercise_id else "Begynd →")
        self.page.locator(".kr-title h2", has_text=exercise.title("da")).wait_for(timeout=10_000)

    def reveal(self):
        self.press("Vis resultat")
        wait_until(lambda: self.workshop.is_revealed(self.workshop.step().exercise_id))

    def choose(self, view):
        """Show one of the pictures of the exercise in hand."""
        views = pictures.views(self.exercise, self.workshop.round_number)
        if len(views) > 1:
            self.page.locator(".kr-in-hand > .widget-toggle-buttons button").nth(views.index(view)).click()
            wait_until(lambda: pictures.shown_view(self.workshop, self.exercise) == view)

    def sees(self, view):
        """Both show this picture, as it is drawn of all that is known now."""
        told = pictures.plot_view(self.workshop, view).description
        assert told
        expect(self.page.locator(".kr-picture svg > desc")).to_have_text(told)
        expect(self.wall.locator(".kw-picture svg > desc")).to_have_text(told)

    @property
    def exercise(self):
        return self.workshop.model.exercise(self.workshop.step().exercise_id)

    # -- cards -------------------------------------------------------------------------------------------------

    def cards(self, prompt):
        """Those that are shown."""
        return [card for card in self.workshop.card_list(prompt.prompt_id) if not card.hidden]

    def tidy(self, prompt, said):
        """One card is hidden, two are made one, one is put under a heading; and the last of it is taken back.

        ``said`` is what is written on five cards or more.
        """
        self.choose(prompt.prompt_id)
        n = len(self.cards(prompt))
        self._do(said[:1], "Skjul")
        wait_until(lambda: len(self.cards(prompt)) == n - 1)
        self._do(said[1:3], "Slå sammen")
        wait_until(lambda: len(self.cards(prompt)) == n - 2)
        self._do(said[3:4], "Overskrift")
        self.page.get_by_label("Ny overskrift").fill("Det nære")
        self.press("Sæt overskrift")
        wait_until(lambda: [card.text for card in self.cards(prompt) if card.heading == "Det nære"] == said[3:4])
        self.press("Fortryd det sidste")
        wait_until(lambda: not any(card.heading for card in self.cards(prompt)))
        assert len(self.cards(prompt)) == n - 2

    def _do(self, said, key):
        for words in said:
            self.page.get_by_role("checkbox", name=words.partition("\n")[0]).check(force=True)
        self.press(key, within=".km-tools")

    # -- decisions ---------------------------------------------------------------------------------------------

    def field(self, name):
        return self.page.get_by_label(text(f"room.{name}", "da"))

    def write(self, **fields):
        """Write in the form of a decision."""
        for name, words in fields.items():
            self.field(name).fill(words)

    def decision(self, words):
        """The card of a decision in the plan, or of a proposal."""
        return self.page.locator(".kr-cards .kr-card", has_text=words)

    def save_decision(self):
        self.press("Gem beslutningen")
        expect(self.field("decision")).to_have_value("")

    def decided(self):
        """The plan, without what is only proposed, by decision."""
        plan = self.workshop.actions()
        return plan[plan["status"] != "proposed"].set_index("decision")
