"""The light form: plain HTML that holds what was answered, gives what was typed, and loses nothing."""

import re
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_form import PlainForm

from kerne_widgets import create_workshop
from kerne_widgets.kinds.placement import as_hours
from kerne_widgets.light import Outcome, Page, Posted, Standing, address_after, draw, room_mark, take
from kerne_widgets.light.fields import TASKS_PER_PAGE
from kerne_widgets.messages import text as sentence
from kerne_widgets.room_state import ANSWER, UNDO

LIMIT_BYTES = 30_000


class Person:
    """Someone with a page and no script."""

    def __init__(self, workshop, lang="da"):
        self.workshop = workshop
        self.lang = lang
        self.id = workshop.join()
        self.standing = Standing(workshop)

    def page(self, **asked):
        self.standing.look()
        return Page(self.standing, self.id, self.lang, **asked)

    def html(self, screen_id, **asked):
        return draw(self.page(**asked), screen_id, "token")

    def form(self, screen_id, **asked):
        return PlainForm(self.html(screen_id, **asked))

    def send(self, screen_id, form):
        exercise = self.workshop.model.exercise(screen_id)
        self.posted = Posted.from_form(form)
        self.outcome = take(lambda: self.workshop, self.id, exercise, self.posted, self.lang)
        return self.outcome

    def goes_to(self, screen_id, form):
        self.send(screen_id, form)
        return address_after(self.page(), self.workshop.model.exercise(screen_id), self.posted, self.outcome)

    def shown_again(self, screen_id):
        return self.form(screen_id, outcome=self.outcome)

    def answer(self, prompt_id):
        values = list(self.workshop.latest(self.id, prompt_id).values())
        return values[0] if values else None

    def n_events(self):
        log = self.workshop.store.fetch_events(self.workshop._id, kinds=(ANSWER, UNDO), author_id=self.id)
        return len(log)


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Hjemmeplejen Syd", store=fresh_store)


@pytest.fixture
def person(workshop):
    return Person(workshop)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_exercise_is_a_small_page_with_one_heading_and_a_name_for_each_field(workshop, lang):
    person = Person(workshop, lang)
    for task in ("Personlig pleje", "Dokumentation"):
        workshop.add_task(task)
    workshop.submit(person.id, "obstacles", "For lidt tid")
    for exercise in workshop.model.exercises:
        html = person.html(exercise.exercise_id)
        form = PlainForm(html)
        assert len(html.encode()) < LIMIT_BYTES, exercise.exercise_id
        assert f'<html lang="{lang}">' in html
        assert html.count("<h1") == 1
        assert len(form.ids) == len(set(form.ids))
        for prompt in exercise.prompts:
            assert prompt.text(lang) in form.text
        for name in re.findall(r'<(?:textarea|input type="text")[^>]*? id="([^"]+)"', html):
            assert name in form.labelled
        described = [name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()]
        assert set(described) <= set(form.ids)


def test_each_kind_of_answer_is_stored_and_then_held_by_the_page(workshop, person):
    task = workshop.add_task("Personlig pleje")
    option = workshop.model.prompt("we_first").options[1].key
    typed = {
        "known_for": ("ambition_known_for", "  Vi holder, hvad vi lover ", "  Vi holder, hvad vi lover "),
        "meeting_them": ("target_group_meeting", "Vi lytter.\r\nSå spørger vi.", "Vi lytter.\nSå spørger vi."),
        "partner_scale": ("target_group_meeting", "4", 4),
        "obstacles": ("ambition_obstacles", " For   lidt tid", "For lidt tid"),
        "we_first": ("which_we", option, option),
    }
    for prompt_id, (screen_id, sent, stored) in typed.items():
        outcome = person.send(screen_id, person.form(screen_id).sends(**{prompt_id: sent}))
        assert outcome.is_good
        assert person.answer(prompt_id) == stored
        held = person.form(screen_id).holds
        assert prompt_id == "obstacles" or held[prompt_id] == sent
    form = person.form("place_tasks").sends(**{f"task_placement--{task}": "1", f"task_placement--{task}--hours": "7,5"})
    assert person.send("place_tasks", form).is_good
    assert person.answer("task_placement") == {"centrality": 1, "hours_week": 7.5}
    assert person.form("place_tasks").holds[f"task_placement--{task}--hours"] == "7,5"


def test_cards_of_the_room_are_sorted(workshop, person):
    workshop.submit(workshop.join(), "obstacles", "For lidt tid")
    person.standing.look()
    items = person.standing.items(workshop.model.prompt("obstacle_sort"), person.id, {})
    name = f"obstacle_sort--{items[0].item_id}"
    key = workshop.model.prompt("obstacle_sort").options[1].key
    assert person.send("ambition_sort", person.form("ambition_sort").sends(**{name: key})).is_good
    assert person.answer("obstacle_sort") == key
    assert person.form("ambition_sort").holds[name] == key


def test_a_form_that_arrives_twice_counts_once(person):
    form = person.form("value_burn").sends(burn_for_us="Ældre", burn_for_me="De ældste")
    person.send("value_burn", form)
    n = person.n_events()
    assert person.send("value_burn", form).is_good
    assert person.n_events() == n == 2


def test_the_same_page_typed_into_again_counts_again(person):
    form = person.form("ambition_known_for")
    for word in ("Først", "Siden"):
        person.send("ambition_known_for", form.sends(known_for=word))
    assert person.answer("known_for") == "Siden"


def test_what_was_not_touched_is_not_sent_over_a_newer_answer(workshop, person):
    workshop.submit(person.id, "take_home", "Fra den lette side")
    form = person.form("check_out")
    workshop.submit(person.id, "take_home", "Nyere, fra den fulde side")
    person.send("check_out", form.sends(gave_meaning="Kendt"))
    assert person.answer("take_home") == "Nyere, fra den fulde side"
    assert person.answer("gave_meaning") == "Kendt"


def test_a_text_that_is_too_long_is_kept_letter_for_letter_and_the_rest_is_saved(person):
    long = "æ" * 4_001
    outcome = person.send(
        "target_group_meeting", person.form("target_group_meeting").sends(meeting_them=long, partner_scale="2")
    )
    assert not outcome.is_good
    assert outcome.status == 422
    assert person.answer("partner_scale") == 2
    again = person.shown_again("target_group_meeting")
    assert again.holds["meeting_them"] == long
    assert "Teksten er på 4001 tegn" in again.text
    assert {link.removeprefix("#") for link in again.links if link.startswith("#")} <= set(again.ids)
    assert person.send("target_group_meeting", again.sends(meeting_them="æ" * 4_000)).is_good
    assert person.answer("meeting_them") == "æ" * 4_000


def test_hours_need_a_ring_and_must_be_a_number_and_are_kept_as_typed(workshop, person):
    ring = f"task_placement--{workshop.add_task('Personlig pleje')}"
    person.send("place_tasks", person.form("place_tasks").sends(**{f"{ring}--hours": "8"}))
    again = person.shown_again("place_tasks")
    assert "Vælg også en ring" in again.text
    assert again.holds[f"{ring}--hours"] == "8"
    person.send("place_tasks", again.sends(**{ring: "0", f"{ring}--hours": "mange"}))
    again = person.shown_again("place_tasks")
    assert "mange" in again.text
    assert (again.holds[ring], again.holds[f"{ring}--hours"]) == ("0", "mange")
    assert person.send("place_tasks", again.sends(**{f"{ring}--hours": "8"})).is_good
    assert person.answer("task_placement") == {"centrality": 0, "hours_week": 8}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("3,5", 3.5), ("3.5", 3.5), (" 8 ", 8), ("", None), ("otte", "otte")],
)
def test_hours_are_read_as_people_write_them(typed, meant):
    assert as_hours(typed) == meant


def test_a_closed_exercise_takes_nothing_and_keeps_what_was_typed(workshop, person):
    form = person.form("value_missed").sends(missed_if_gone="Skrevet for sent")
    workshop.set_open("value_missed", False)
    outcome = person.send("value_missed", form)
    assert outcome.status == 409
    assert person.answer("missed_if_gone") is None
    again = person.shown_again("value_missed")
    assert again.holds["missed_if_gone"] == "Skrevet for sent"
    assert "lukket for svar" in again.text
    assert again.locked == {"missed_if_gone"}
    assert "effects" not in again.holds
    assert not [button for button in again.buttons if button.startswith(("on", "add", "undo"))]
    workshop.set_open("value_missed", True)
    assert person.send("value_missed", again.sends("stay")).is_good
    assert person.answer("missed_if_gone") == "Skrevet for sent"


def test_what_is_sent_to_an_exercise_that_has_just_closed_is_shown_and_comes_in_when_it_opens_again(workshop, person):
    cards = person.form("value_missed").sends("add:effects", effects="De er trygge")
    fields = person.form("ambition_known_for")
    now, later = (name for name in fields.names if name.startswith("pride_pairs--"))
    table = fields.sends("stay", **{now: "Vores ro", later: "Mere ro"})
    scale = person.form("check_out").sends("stay", workshop_worth="4")
    for exercise_id, form, prompt_id in (
        ("value_missed", cards, "effects"),
        ("ambition_known_for", table, "pride_pairs"),
        ("check_out", scale, "workshop_worth"),
    ):
        workshop.set_open(exercise_id, False)
        assert person.send(exercise_id, form).status == 409
        again = person.shown_again(exercise_id)
        assert not [button for button in again.buttons if button.startswith("add")]
        workshop.set_open(exercise_id, True)
        assert person.send(exercise_id, again.sends("stay")).is_good
        assert person.answer(prompt_id) is not None, prompt_id


@pytest.mark.parametrize(
    ("exercise_id", "go", "typed"),
    [
        ("value_missed", "add:effects", {"missed_if_gone": "Skrevet før", "effects": "Ro"}),
        ("target_group_meeting", "on", {"partner_scale": "4"}),
    ],
)
def test_what_is_sent_from_the_round_before_is_shown_and_no_answer_until_it_is_saved_again(
    workshop, person, exercise_id, go, typed
):
    form = person.form(exercise_id).sends(go, **typed)
    workshop.start_round("Tre måneder efter")
    assert person.send(exercise_id, form).status == 409
    assert workshop.latest(person.id) == {}
    again = person.shown_again(exercise_id)
    assert "ny runde" in again.text
    assert typed.items() <= again.holds.items()
    assert person.send(exercise_id, again.sends(go)).is_good
    assert len(workshop.latest(person.id)) == len(typed)
    assert workshop.latest(person.id, None, 1) == {}


def test_what_is_answered_about_a_card_that_is_hidden_meanwhile_is_told_and_the_rest_is_saved(workshop, person):
    for text in ("Borgeren", "Lars den dumme"):
        workshop.submit(workshop.join(), "names_we_use", text)
    form = person.form("target_group_tone")
    prompt = workshop.model.prompt("names_tone")
    ids = {item.text: item.item_id for item in workshop.items(prompt)}
    workshop.hide_cards("names_we_use", [ids["Lars den dumme"]])
    key = prompt.options[0].key
    untouched = person.send("target_group_tone", form.sends("stay", **{f"names_tone--{ids['Borgeren']}": key}))
    assert untouched.is_good
    outcome = person.send(
        "target_group_tone", form.sends("on", **{f"names_tone--{card}": key for card in ids.values()})
    )
    assert (outcome.is_good, outcome.status) == (False, 409)
    again = person.shown_again("target_group_tone")
    assert sentence("page.late_gone") in again.text
    assert "Lars" not in again.text
    assert workshop.latest(person.id) == {("names_tone", ids["Borgeren"]): key}
    assert person.send("target_group_tone", again.sends("on")).is_good


def test_whoever_asks_for_news_has_no_answers_read_where_none_are_asked_about(person, monkeypatch):
    page = person.page()
    monkeypatch.setattr(person.standing, "answers", lambda _: pytest.fail("they were read"))
    assert page.step_id == ""
    for screen_id in ("value_missed", "place_tasks", "thanks"):
        assert room_mark(page, screen_id)


def test_at_the_end_the_room_is_thanked_and_what_was_answered_can_be_seen(workshop, person):
    workshop.set_step("check_out")
    form = person.form("check_out").sends("stay", take_home="Ro")
    workshop.close()
    assert person.page().first() == "thanks"
    told = person.html("thanks")
    assert "Se dine svar" in told
    assert "Vil du rette noget?" not in told
    workshop.reopen()
    assert person.goes_to("check_out", form) == "/let/check_out"
    workshop.close()
    assert person.goes_to("check_out", person.form("check_out").sends("stay")) == "/let/thanks"


def test_the_head_says_the_step_and_the_list_how_many_are_placed(workshop, person):
    tasks = [workshop.add_task(text) for text in ("Pleje", "Kørsel", "Møder")]
    workshop.submit(person.id, "task_placement", {"centrality": 1}, tasks[1])
    ids = workshop.programme.exercise_ids
    told = person.html("place_tasks")
    assert f"Trin {ids.index('place_tasks') + 1} af {len(ids)} · " in told
    assert "1 af 3 placeret" in told


def test_whoever_is_left_behind_comes_to_the_top_of_the_page_where_it_is_said(workshop, person):
    workshop.set_step("check_out")
    form = person.form("value_missed").sends("add:effects", effects="De er trygge")
    assert person.goes_to("value_missed", form) == "/let/value_missed"
    assert "Gem for at se, om de andre er gået videre." in person.html("check_out")
    workshop.set_open("check_out", False)
    assert "Åbn siden igen, og se, om de andre er gået videre" in person.html("check_out")
    workshop.set_step(None)
    assert "om de andre er gået videre" not in person.html("check_out")


def test_a_store_that_is_held_by_another_keeps_what_was_typed(workshop, person):
    form = person.form("check_out").sends(gave_meaning="Kendt", take_home="Stolt")
    with sqlite3.connect(workshop.store.address.removeprefix("sqlite:///")) as other:
        other.execute("BEGIN IMMEDIATE")
        outcome = person.send("check_out", form)
        other.rollback()
    other.close()
    assert outcome.status == 503
    again = person.shown_again("check_out")
    assert again.holds["gave_meaning"] == "Kendt"
    assert again.holds["take_home"] == "Stolt"
    assert "sqlite" not in again.text
    assert person.send("check_out", again.sends()).is_good
    assert person.answer("take_home") == "Stolt"


def test_undo_takes_back_the_change_the_page_shows_and_only_once(workshop, person):
    for word in ("Først", "Siden", "Sidst"):
        workshop.submit(person.id, "known_for", word)
    form = person.form("ambition_known_for").sends("undo:known_for")
    person.send("ambition_known_for", form)
    person.send("ambition_known_for", form)
    assert person.answer("known_for") == "Siden"


def test_undo_of_what_was_typed_and_not_saved_leaves_the_saved_answer(workshop, person):
    workshop.submit(person.id, "gave_meaning", "Gemt")
    form = person.form("check_out").sends("undo:gave_meaning", gave_meaning="Kun skrevet", take_home="Stolt")
    person.send("check_out", form)
    assert person.answer("gave_meaning") == "Gemt"
    assert person.answer("take_home") == "Stolt"
    assert person.form("check_out").holds["gave_meaning"] == "Gemt"


def test_a_card_is_added_on_enter_and_removed_with_its_button_and_the_field_waits_for_the_next(person):
    assert person.goes_to(
        "target_group_who", person.form("target_group_who").sends("stay", target_groups="Ældre")
    ).endswith("/target_group_who?ved=target_groups#q-target_groups")
    form = person.form("target_group_who", focus="target_groups")
    button = next(button for button in form.buttons if button.startswith("remove:target_groups:"))
    person.send("target_group_who", form.sends(button, target_groups="Unge"))
    assert list(person.workshop.latest(person.id, "target_groups").values()) == ["Unge"]


def test_the_same_card_twice_is_one_card_and_too_many_are_refused_by_name(person):
    for card in ("Ældre", "ældre", *(f"Gruppe {n}" for n in range(7))):
        assert person.send("target_group_who", person.form("target_group_who").sends(target_groups=card)).is_good
    assert len(person.workshop.latest(person.id, "target_groups")) == 8
    full = person.form("target_group_who")
    assert "target_groups" not in full.holds
    person.send("target_group_who", full.sends(target_groups="En for meget"))
    again = person.shown_again("target_group_who")
    assert again.holds["target_groups"] == "En for meget"
    assert "8 kort" in again.text


def test_markup_in_answers_is_text_on_the_page(workshop, person):
    nasty = "\"><script>alert(1)</script> & ' {{ 7*7 }} 👩‍👩‍👧 مرحبا"
    for prompt_id in ("burn_for_us", "burn_for_me"):
        workshop.submit(person.id, prompt_id, nasty)
    html = person.html("value_burn")
    assert html.count("<script") == 1
    form = PlainForm(html)
    assert form.holds["burn_for_me"] == nasty
    assert nasty in form.text


def test_line_breaks_at_either_end_of_a_text_stay(workshop, person):
    workshop.submit(person.id, "meeting_them", "\n\nVi lytter\n")
    n = person.n_events()
    person.send("target_group_meeting", person.form("target_group_meeting").sends())
    assert person.n_events() == n
    person.send("target_group_meeting", person.form("target_group_meeting").sends(meeting_them="\r\nVi lytter\r\n"))
    assert person.answer("meeting_them") == "\nVi lytter\n"


def test_many_tasks_come_in_parts_and_every_part_is_small(workshop, person):
    for n in range(20):
        workshop.add_task(f"Opgave nummer {n} med et navn, som nogen har gjort sig umage med")
    seen = []
    for part in (1, 2, 3):
        html = person.html("place_tasks", part=part)
        assert len(html.encode()) < LIMIT_BYTES
        seen += re.findall(r"<legend[^>]*>(\d+) ·", html)
        after = person.goes_to("place_tasks", PlainForm(html).sends())
        assert after.endswith(f"?side={part + 1}" if part < 3 else "/deprioritise")
    assert seen == [str(n) for n in range(1, 21)]
    assert len(seen[:TASKS_PER_PAGE]) == TASKS_PER_PAGE
    assert person.goes_to("place_tasks", person.form("place_tasks", part=2).sends("back")) == "/let/place_tasks"


def test_one_goes_through_the_programme_in_the_order_of_the_workshop(workshop, person):
    at, seen = "/let/" + person.page().first(), []
    while not at.endswith("/thanks"):
        seen.append(at.removeprefix("/let/"))
        at = person.goes_to(seen[-1], person.form(seen[-1]).sends())
    assert seen == [exercise.exercise_id for exercise in workshop.planned]
    assert person.goes_to(seen[1], person.form(seen[1]).sends("back")) == f"/let/{seen[0]}"
    thanks = person.form("thanks")
    assert {f"/let/{exercise_id}" for exercise_id in seen} <= set(thanks.links)


def test_one_begins_after_what_has_been_answered(workshop, person):
    workshop.submit(person.id, "missed_if_gone", "Os")
    assert person.page().first() == "value_missed"
    workshop.submit(person.id, "effects", "Tryghed")
    assert person.page().first() == "value_success"


def test_when_the_room_is_led_one_follows_is_told_and_does_not_run_ahead(workshop, person):
    form = person.form("target_group_who")
    workshop.set_step("value_missed")
    page = person.page()
    assert page.first() == "value_missed"
    assert page.way().is_ahead("value_success")
    assert not page.way().is_ahead("target_group_who")
    # the room moved while one was writing: saving goes along
    assert person.goes_to("target_group_who", form.sends(target_groups="De ældste")) == "/let/value_missed"
    assert list(workshop.latest(person.id, "target_groups").values()) == ["De ældste"]
    told = person.form("target_group_who")
    assert "De andre er nu ved »Fra mål til formål«" in told.text
    assert person.goes_to("target_group_who", told.sends("along")) == "/let/value_missed"
    # one who went back on purpose goes on from there
    assert person.goes_to("target_group_who", told.sends("on")) == "/let/target_group_primary"
    assert "on" not in person.form("value_missed").buttons


def test_the_mark_of_a_page_changes_with_what_the_room_means_for_it(workshop, person):
    def mark(screen_id):
        return room_mark(person.page(), screen_id)

    before = mark("place_tasks"), mark("value_missed")
    workshop.add_task("Personlig pleje")
    assert mark("place_tasks") != before[0]
    assert mark("value_missed") == before[1]
    workshop.set_open("value_missed", False)
    assert mark("value_missed") != before[1]


def test_the_mark_changes_with_what_others_write_and_what_the_facilitator_does_with_it(workshop, person):
    def mark():
        return room_mark(person.page(), "target_group_tone")

    seen = [mark()]
    for text in ("Borgeren", "Lars den dumme", "Fru Jensen"):
        workshop.submit(workshop.join(), "names_we_use", text)
        seen.append(mark())
    lars = next(card.card_id for card in workshop.card_list("names_we_use") if card.text == "Lars den dumme")
    workshop.hide_cards("names_we_use", [lars])
    seen.append(mark())
    assert "Lars" not in person.html("target_group_tone")
    workshop.reword_card("names_we_use", lars, "Naboen")
    workshop.show_cards("names_we_use", [lars])
    seen.append(mark())
    assert "Naboen" in person.html("target_group_tone")
    assert len(set(seen)) == len(seen)
    # a name that is written once more is no news, though it now stands first
    workshop.submit(workshop.join(), "names_we_use", "fru jensen")
    assert mark() == seen[-1]


def test_what_a_form_was_drawn_with_is_answered_although_the_room_has_written_more_since(workshop, person):
    sources = {"target_group_tone": "names_we_use", "competence_pairs": "competence_need"}
    for source in sources.values():
        for text in ("Borgeren", "Naboen", "Fru Jensen"):
            workshop.submit(workshop.join(), source, text)
    forms = {screen_id: person.form(screen_id) for screen_id in sources}
    for source in sources.values():
        for number in range(30):
            for _ in range(2):
                workshop.submit(workshop.join(), source, f"Skrevet af to {number}")
    for screen_id, form in forms.items():
        name = next(name for name in form.names if "--" in name)
        prompt = workshop.model.prompt(name.partition("--")[0])
        value = prompt.options[0].key if prompt.options else "equal"
        assert person.send(screen_id, {**form.sends(), name: value}).is_good
    given = workshop.latest(person.id)
    assert [prompt_id for prompt_id, _ in given] == ["names_tone", "competence_pairs"]
    # and it is on the page that is drawn next
    for screen_id, (prompt_id, item_id) in zip(forms, given, strict=True):
        assert f'name="{prompt_id}--{item_id}"' in person.html(screen_id)


def test_what_is_kept_in_memory_is_what_the_workshop_says(workshop, person):
    other = workshop.join()
    for who, card in ((person.id, "For lidt tid"), (other, "for lidt tid."), (other, "Nye regler"), (other, "Støj")):
        workshop.submit(who, "obstacles", card)
    workshop.undo(other, "obstacles")
    standing = person.page().standing
    for who in (person.id, other):
        kept = {(a.prompt_id, a.item_id): a.value for a in standing.answers(who)}
        assert kept == workshop.latest(who)
        prompt = workshop.model.prompt("obstacle_sort")
        assert standing.items(prompt, who, {}) == workshop.items(prompt, who)
    workshop.store.delete_workshop(workshop._id)
    standing.look()
    assert not standing.knows(person.id)
    assert standing.answers(person.id) == []


TYPED = st.text(max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.dictionaries(
        st.sampled_from(
            ["go", "page", "drawn", "step", "part", "burn_for_us", "burn_for_me", "task_placement--x--hours", "x"]
        )
        | TYPED,
        TYPED,
    )
)
def test_whatever_is_sent_is_answered_and_nothing_breaks(person, form):
    for screen_id in ("value_burn", "place_tasks", "which_we"):
        outcome = person.send(screen_id, form)
        assert isinstance(outcome, Outcome)
        assert person.shown_again(screen_id).text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.text(max_size=200))
def test_any_text_that_can_be_stored_comes_back_as_it_was_written(person, written):
    plain = written.replace("\r\n", "\n").replace("\r", "\n")
    person.send("value_missed", person.form("value_missed").sends(missed_if_gone=plain.replace("\n", "\r\n")))
    if person.outcome.is_good and written.strip():
        assert person.answer("missed_if_gone") == plain


def test_two_people_who_send_the_same_bare_form_are_two_answers(workshop):
    for person in (Person(workshop), Person(workshop)):
        assert person.send("ambition_known_for", {"known_for": "Ens"}).is_good
        assert person.answer("known_for") == "Ens"


def test_a_follow_up_is_news_and_a_screen_of_the_round_before_is_known_until_it_is_answered_anew(workshop):
    person = Person(workshop)
    (ready,) = (one for one in workshop.model.programmes if one.programme_id == "opfoelgning")
    left_behind = next(one.exercise_id for one in workshop.planned if one.exercise_id not in ready.exercise_ids)
    before = room_mark(person.page(), left_behind)
    assert not person.page().is_of_another_round(left_behind)
    workshop.start_round(programme=ready)
    assert room_mark(person.page(), left_behind) != before
    assert person.page().is_of_another_round(left_behind)
    assert not person.page().is_of_another_round(ready.exercise_ids[-1])
    assert not person.standing.is_here(person.id)
    workshop.attend(person.id)
    person.standing.look()
    assert person.standing.is_here(person.id)
    workshop.set_step(left_behind)
    assert not person.page().is_of_another_round(left_behind)


def test_whoever_was_in_a_round_that_was_taken_back_has_still_to_come_in_the_next(workshop, person):
    workshop.start_round("Ved en fejl")
    workshop.attend(person.id)
    person.page()
    assert person.standing.is_here(person.id)
    workshop.take_back_round(2)
    workshop.start_round("Tre måneder efter")
    person.page()
    assert not person.standing.is_here(person.id)
    workshop.attend(person.id)
    person.page()
    assert person.standing.is_here(person.id)
