"""A half day: five phones and a facilitator through a whole programme and its follow-up, in real browsers."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from conftest import PHONE, start_room, stop_room, tap_key
from playwright.sync_api import expect

from kerne_widgets import kinds

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

N_PHONES = 5
WRITTEN = {"short_text", "long_text"}
CHART_WITHIN_S = 3.0
FOLLOWS_WITHIN_S = 15.0  # on a machine that runs six browsers; a phone in the middle of a word takes its time


@pytest.fixture
def own_room(tmp_path):
    started = start_room(tmp_path / "room", "--name", "Biblioteket i Havnegade")
    yield started
    stop_room(started)


class Phone:
    """One participant's phone."""

    def __init__(self, browser, room, number, workshop):
        self.number = number
        self.workshop = workshop
        self.context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
        self.page = self.context.new_page()
        self.asked_elsewhere = []
        self.page.on("request", lambda request: self._note(request, room.origin))
        self.page.goto(room.participant_url)
        self.page.get_by_role("button", name="Gå ind").click()
        self.page.locator(".kerne-screen").wait_for(timeout=60_000)

    def _note(self, request, origin):
        if not request.url.startswith((origin, "data:", "blob:")):
            self.asked_elsewhere.append(request.url)

    def come_to(self, exercise_id):
        self.page.locator(f".kerne-screen--{exercise_id}").wait_for(timeout=1000 * FOLLOWS_WITHIN_S)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    def says(self, prompt):
        return f"Svar {self.number} på {prompt.prompt_id}"

    def entry(self, prompt):
        more = ("2031-03-14" if column.kind == "date" else "Og det ved siden af" for column in prompt.columns[1:])
        return "\n".join([self.says(prompt), *more])

    def answer(self, prompt):
        form = self.page.locator(f".kerne-prompt:has(#kerne-question-{prompt.prompt_id})")
        if prompt.kind in (*WRITTEN, "date"):
            field = form.locator("input, textarea").first
            field.fill(self.says(prompt) if prompt.kind in WRITTEN else workshop_day())
            # nobody is taken along out of a field
            field.blur()
        elif prompt.kind == "cards":
            form.locator("input").last.fill(self.says(prompt))
            form.locator("input").last.press("Enter")
        elif prompt.kind == "table":
            for column, said in zip(prompt.columns, self.entry(prompt).split("\n"), strict=True):
                form.get_by_label(column.text("da")).fill(said)
            form.get_by_role("button", name="Tilføj").click()
        elif prompt.kind == "scale":
            tap_key(form, self.number % prompt.steps)
        elif prompt.kind == "sort":
            for row in form.locator(".kerne-two").all():
                tap_key(row, self.number % 2)
        elif prompt.kind == "points":
            self.give_stars(form)
        elif prompt.kind == "placement":
            self.place()
        else:
            raise AssertionError(f"no way to answer {prompt.kind}")

    def give_stars(self, form, n_cards=N_PHONES - 1):
        """A star to one of the first two cards; the hidden one is not among them."""
        stars = form.locator(".kerne-votes button")
        expect(stars).to_have_count(n_cards)
        stars.nth(self.number % 2).tap()

    def place(self):
        """Place the task in hand, then the next, until all are placed."""
        rings, name = self.page.locator(".kerne-rings"), self.page.locator(".kerne-task h3")
        before = ""
        for _ in self.workshop.task_list():
            if before:
                self.page.get_by_role("button", name="Næste opgave").tap()
                expect(name).not_to_have_text(before)
            # the key that is down is that of the task before
            expect(rings.locator("input:checked")).to_have_count(0)
            before = name.inner_text()
            tap_key(rings, self.number % 5)
            expect(rings.get_by_role("radio").nth(self.number % 5)).to_be_checked()


def workshop_day():
    return dt.datetime.now(dt.UTC).date().isoformat()


def wait_until(holds, seconds=20):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, holds
        time.sleep(0.05)


def who_answered(workshop, prompt_id):
    return {answer.participant_id for answer in workshop.standing_answers() if answer.prompt_id == prompt_id}


def lead(desk, exercise, label="Næste →"):
    desk.get_by_role("button", name=label).click()
    desk.locator(".kr-title h2", has_text=exercise.title("da")).wait_for(timeout=10_000)


def test_a_half_day_and_its_follow_up(browser, own_room, tmp_path):
    workshop = own_room.workshop()
    assert workshop.programme.programme_id == "halvdag"
    phones = [Phone(browser, own_room, number, workshop) for number in range(N_PHONES)]
    desk = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True).new_page()
    desk.goto(own_room.facilitator_url)
    desk.get_by_text("5 deltagere").wait_for(timeout=60_000)

    for place, exercise in enumerate(workshop.planned):
        lead(desk, exercise, "Næste →" if place else "Begynd →")
        for phone in phones:
            phone.come_to(exercise.exercise_id)
            for prompt in exercise.prompts:
                phone.answer(prompt)
        for prompt in exercise.prompts:
            wait_until(lambda prompt=prompt: len(who_answered(workshop, prompt.prompt_id)) == N_PHONES)
        BEFORE_IT_IS_SHOWN.get(exercise.exercise_id, nothing_more)(desk, phones, workshop)
        desk.get_by_role("button", name="Vis resultat").click()
        wait_until(lambda: workshop.is_revealed(workshop.step().exercise_id))
        AFTER_IT_IS_SHOWN.get(exercise.exercise_id, nothing_more)(desk, phones, workshop)

    every_answer_is_in_the_frame(phones, workshop)
    take_home(desk, tmp_path)
    a_reload_brings_all_back(phones[0], workshop)
    follow_up(desk, phones, workshop)
    assert all(phone.asked_elsewhere == [] for phone in phones)


def every_answer_is_in_the_frame(phones, workshop):
    answers = workshop.answers()
    for prompt in (prompt for exercise in workshop.planned for prompt in exercise.prompts):
        given = answers[answers["prompt_id"] == prompt.prompt_id]
        assert given["participant_id"].nunique() == N_PHONES, prompt.prompt_id
        if prompt.kind in WRITTEN or prompt.kind == "cards":
            assert sorted(given["value_text"]) == [phone.says(prompt) for phone in phones]
        if prompt.kind == "table":
            assert sorted(given["value_text"]) == [phone.entry(prompt) for phone in phones]
        if kinds.is_itemised(prompt) and not prompt.is_list:
            assert len(given) == N_PHONES**2, prompt.prompt_id


def nothing_more(*_):
    pass


def take_in(desk, _, workshop):
    desk.get_by_text("5 nye opgaver").wait_for(timeout=10_000)
    desk.get_by_role("button", name="Tag alle").click()
    wait_until(lambda: len(workshop.task_list()) == N_PHONES)


def a_tap_reaches_the_picture(desk, phones, _):
    picture = desk.locator(".kr-picture").inner_html()
    tap_key(phones[0].page.locator(".kerne-rings"), 4)
    tapped = time.monotonic()
    desk.wait_for_function("before => document.querySelector('.kr-picture').innerHTML !== before", arg=picture)
    assert time.monotonic() - tapped < CHART_WITHIN_S


def decide(desk, _, workshop):
    desk.get_by_label("Hvad gør vi anderledes?").fill("Vi samler indkøbet ét sted")
    desk.get_by_label("Hvem sørger for det?").fill("Aftenholdet")
    desk.get_by_label("Hvad er det første skridt?").fill("Spørg de andre filialer")
    desk.get_by_label("Hvordan kan vi se, at det lykkes?").fill("Der er en time mere til gæsterne")
    desk.get_by_role("button", name="Gem beslutningen").click()
    wait_until(lambda: "decided" in set(workshop.actions()["status"]))
    plan = workshop.actions()
    assert (plan["status"] == "proposed").sum() == N_PHONES
    (action,) = plan[plan["status"] == "decided"].to_dict("records")
    assert (action["decision"], action["owner"]) == ("Vi samler indkøbet ét sted", "Aftenholdet")


def a_reload_brings_all_back(phone, workshop):
    before = workshop.answers()
    last = workshop.planned[-1].exercise_id
    phone.page.reload()
    phone.page.locator(f".kerne-screen--{last}").wait_for(timeout=60_000)
    assert workshop.answers().equals(before)


def moderate(desk, _, workshop):
    """One card is hidden and two are made one; what people wrote stays, and the last thing done can be taken back."""

    def shown():
        return [card for card in workshop.card_list("target_groups") if not card.hidden]

    for number, key in ((0, "Skjul"), (1, "Slå sammen")):
        desk.get_by_role("checkbox", name=f"Svar {number} på target_groups").check(force=True)
        if number:
            desk.get_by_role("checkbox", name="Svar 2 på target_groups").check(force=True)
        desk.locator(".km-tools").get_by_role("button", name=key, exact=True).click()
        wait_until(lambda number=number: len(shown()) == N_PHONES - 1 - number)
    desk.get_by_role("button", name="Fortryd det sidste").click()
    wait_until(lambda: len(shown()) == N_PHONES - 1)


def vote(desk, phones, workshop):
    """What was written becomes a vote."""
    desk.get_by_role("button", name="Stem om dem").click()
    exercise = workshop.model.vote_on("names_we_use")
    for phone in phones:
        phone.come_to(exercise.exercise_id)
        phone.give_stars(phone.page, n_cards=N_PHONES)
    prompt = exercise.prompts[0]
    wait_until(lambda: len(who_answered(workshop, prompt.prompt_id)) == N_PHONES)


def one_group_is_chosen(desk, _phones, workshop):
    """Three of five gave their star to the first card; the picture names it first."""
    (group,) = workshop.primary_groups()
    assert group == workshop.items(workshop.model.prompt("primary_group_vote"))[0]
    expect(desk.locator(".kr-picture svg > desc")).to_contain_text(f"{group.text}: ★ 3.")


def take_home(desk, folder):
    """The report, made while the room is still there; it is saved by itself, and can be saved again."""
    with desk.expect_download(timeout=120_000) as download:
        desk.get_by_role("button", name="Rapport (PDF)").click()
    download.value.save_as(folder / "rapport.pdf")
    expect(desk.get_by_role("link", name="Gem kerne-")).to_be_in_viewport()
    assert (folder / "rapport.pdf").read_bytes().startswith(b"%PDF")


def follow_up(desk, phones, workshop):
    """Months later: the same people, an empty sheet, and what has changed."""
    desk.get_by_role("button", name="Begynd en opfølgning").click()
    desk.get_by_placeholder("Navn, fx Tre måneder efter").fill("Efter sommeren")
    desk.get_by_role("button", name="Begynd nu").click()
    wait_until(lambda: workshop.round_number == 2)
    wait_until(lambda: workshop.programme.programme_id == "opfoelgning")
    pulse = workshop.planned[0]
    desk.get_by_role("button", name="Begynd →").click()
    for phone in phones:
        phone.come_to(pulse.exercise_id)
        for prompt in pulse.prompts:
            form = phone.page.locator(f".kerne-prompt:has(#kerne-question-{prompt.prompt_id})")
            assert form.locator("input:checked").count() == 0
            tap_key(form, 4)
    for prompt in pulse.prompts:
        wait_until(lambda prompt=prompt: len(who_answered(workshop, prompt.prompt_id)) == N_PHONES)
    change = workshop.change().set_index("prompt_id")
    assert set(change.index) >= {prompt.prompt_id for prompt in pulse.prompts}
    assert (change.loc[[prompt.prompt_id for prompt in pulse.prompts], "n_pairs"] == N_PHONES).all()
    assert workshop.answers()["participant_id"].nunique() == N_PHONES


BEFORE_IT_IS_SHOWN = {"gather_tasks": take_in, "target_group_who": moderate, "target_group_names": vote}
AFTER_IT_IS_SHOWN = {
    "target_group_primary": one_group_is_chosen,
    "place_tasks": a_tap_reaches_the_picture,
    "action_plan": decide,
}
