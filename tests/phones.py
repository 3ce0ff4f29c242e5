"""Phones in a browser: people who go in, come along, and answer each in words of their own."""

from __future__ import annotations

import datetime as dt

from conftest import PHONE, tap_key
from playwright.sync_api import expect

FOLLOWS_WITHIN_S = 15.0  # on a machine that runs six browsers; a phone in the middle of a word takes its time


def open_phones(browser, room, workshop, number):
    """So many phones that have gone in: all load at the same time, as in a room."""
    phones = [Phone(browser, room, workshop, each) for each in range(number)]
    for phone in phones:
        phone.page.locator(".kerne-screen").wait_for(timeout=60_000)
    return phones


class Phone:
    """One participant's phone, which has just gone in."""

    def __init__(self, browser, room, workshop, number):
        self.number = number
        self.workshop = workshop
        self.context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
        self.page = self.context.new_page()
        self.asked_elsewhere = []
        self.page.on("request", lambda request: self._note(request, room.origin))
        self.page.goto(room.participant_url)
        self.page.get_by_role("button", name="Gå ind").click()

    def _note(self, request, origin):
        if not request.url.startswith((origin, "data:", "blob:")):
            self.asked_elsewhere.append(request.url)

    def come_to(self, exercise):
        self.page.locator(f".kerne-screen--{exercise.exercise_id}").wait_for(timeout=1000 * FOLLOWS_WITHIN_S)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    def says(self, prompt, round_number=None):
        return f"Svar {self.number} på {prompt.prompt_id} i runde {round_number or self.workshop.round_number}"

    def entry(self, prompt, round_number=None):
        more = ("2031-03-14" if column.kind == "date" else "Og det ved siden af" for column in prompt.columns[1:])
        return "\n".join([self.says(prompt, round_number), *more])

    def place(self, count):
        """Which of so many this person chooses; another in each round."""
        return (self.number + 2 * (self.workshop.round_number - 1)) % count

    def form(self, prompt):
        return self.page.locator(f".kerne-prompt:has(#kerne-question-{prompt.prompt_id})")

    def answer(self, prompt):
        """Answer a question, which is empty until then."""
        form = self.form(prompt)
        assert form.locator("input:checked, .kerne-card").count() == 0
        BY_KIND[prompt.kind](self, form, prompt)
        self.page.evaluate("document.activeElement.blur()")  # nobody is held back who has put the keyboard away


def write(phone, form, prompt):
    form.locator("input, textarea").first.fill(phone.says(prompt))


def write_card(phone, form, prompt):
    form.locator("input").last.fill(phone.says(prompt))
    form.locator("input").last.press("Enter")


def write_entry(phone, form, prompt):
    for column, said in zip(prompt.columns, phone.entry(prompt).split("\n"), strict=True):
        form.get_by_label(column.text("da")).fill(said)
    form.get_by_role("button", name="Tilføj").click()


def choose_step(phone, form, prompt):
    tap_key(form, phone.place(prompt.steps))


def choose_option(phone, form, prompt):
    tap_key(form, phone.place(len(prompt.options)))


def sort_all(phone, form, prompt):
    for row in form.locator(".kerne-two").all():
        tap_key(row, phone.place(len(prompt.options)))


def choose_day(_, form, __):
    form.locator("input").first.fill(dt.datetime.now(dt.UTC).date().isoformat())


def give_star(phone, form, prompt):
    """A star to one of the first two cards; a hidden one is not among them."""
    stars = form.locator(".kerne-star")
    expect(stars).to_have_count(len(phone.workshop.items(prompt)))
    stars.nth(phone.place(2)).tap()


def place_all(phone, _, prompt):
    """Place what is in hand, then the next, until all are placed."""
    rings, name = phone.page.locator(".kerne-rings"), phone.page.locator(".kerne-task h3")
    ring, before = phone.place(len(prompt.rings)), ""
    for _ in phone.workshop.items(prompt):
        if before:
            phone.page.get_by_role("button", name="Næste opgave").tap()
            expect(name).not_to_have_text(before)
        # the key that is down is that of the one before
        expect(rings.locator("input:checked")).to_have_count(0)
        before = name.inner_text()
        tap_key(rings, ring)
        expect(rings.get_by_role("radio").nth(ring)).to_be_checked()


BY_KIND = {
    "short_text": write,
    "long_text": write,
    "cards": write_card,
    "table": write_entry,
    "scale": choose_step,
    "choice": choose_option,
    "sort": sort_all,
    "date": choose_day,
    "points": give_star,
    "placement": place_all,
}
