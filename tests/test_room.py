"""The control room and the big screen: what the facilitator presses happens, and both show what is so."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
from dataclasses import replace
from functools import partial

import pytest
from ipywidgets import HTML, Button, Dropdown, Text, ToggleButtons

from kerne_widgets import create_workshop, open_workshop, room
from kerne_widgets.example import make_example
from kerne_widgets.room.arrival import Arrival
from kerne_widgets.room.control import ControlRoom
from kerne_widgets.room.door import Door
from kerne_widgets.room.outlet import Outlet
from kerne_widgets.room.programme import left_s
from kerne_widgets.room.ready_file import ReadyFile
from kerne_widgets.room.views import Views
from kerne_widgets.room.wall import BigScreen
from kerne_widgets.room.watch import EVERY_S, Watch


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def press(widget, label):
    button = next(w for w in every(widget) if isinstance(w, Button) and w.description.startswith(label))
    assert not button.disabled
    button.click()


def fields(widget, kind):
    return [w for w in every(widget) if isinstance(w, kind)]


def said(widget):
    return " ".join(w.value for w in every(widget) if isinstance(w, HTML) and w.layout.display != "none")


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Hjemmeplejen Nord", store=fresh_store)


@pytest.fixture
def control(workshop):
    return ControlRoom(workshop, lambda _: None, lambda: None)


@pytest.fixture
def refreshed(control):
    def again():
        asyncio.run(control.refresh())
        return control.widget

    return again


@pytest.mark.parametrize("shown", [partial(ControlRoom, enter=lambda _: None, leave=lambda: None), BigScreen])
def test_a_page_that_is_loading_is_told_nothing_until_it_is_there(workshop, shown):
    async def load():
        looked = asyncio.Event()
        page = shown(workshop)

        async def look():
            looked.set()

        page._watch._on_news = look
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(looked.wait(), 3 * EVERY_S)
        (arrival,) = fields(page.widget, Arrival)
        arrival._handle_custom_msg({"type": "here"}, [])
        await asyncio.wait_for(looked.wait(), 5)
        page._watch.stop()

    asyncio.run(load())


def test_next_takes_the_room_on_and_the_buttons_act_on_where_it_is(workshop, refreshed):
    press(refreshed(), "Begynd")
    first, second = workshop.planned[:2]
    assert workshop.step().exercise_id == first.exercise_id
    assert workshop.step().ends_at is not None
    press(refreshed(), "Vis resultat")
    assert workshop.is_revealed(first.exercise_id)
    press(refreshed(), "Skjul resultat")
    assert not workshop.is_revealed(first.exercise_id)
    press(refreshed(), "Luk for svar")
    assert not workshop.is_open(first.exercise_id)
    before = workshop.step().ends_at
    press(refreshed(), "+5 minutter")
    assert (workshop.step().ends_at - before).total_seconds() == pytest.approx(300, abs=3)
    press(refreshed(), "Næste")
    assert workshop.step().exercise_id == second.exercise_id
    press(refreshed(), "Lad alle arbejde i eget tempo")
    assert workshop.step().exercise_id == ""


def test_the_room_is_counted_and_the_notes_say_what_to_say(workshop, control, refreshed):
    for step in (2, 4):
        workshop.submit(workshop.join(), "partner_scale", step)
    workshop.join()
    control.go_to("target_group_meeting")
    shown = said(refreshed())
    assert "3 deltagere" in shown
    assert "2 af 3" in shown
    assert workshop.model.exercise("target_group_meeting").notes.say.da in shown


def test_proposals_are_taken_in_merged_by_likeness_and_left_out(workshop, refreshed):
    workshop.add_task("Dokumentation i omsorgssystemet")
    person = workshop.join()
    for card in ("Dokumentere i omsorgssystemet", "Indkøb"):
        workshop.submit(person, "work_tasks", card)
    press(refreshed(), "Ligner nr. 1")
    assert [(task.text, task.n_sources) for task in workshop.task_list()] == [("Dokumentation i omsorgssystemet", 1)]
    press(refreshed(), "Tag den med")
    assert [task.text for task in workshop.task_list()] == ["Dokumentation i omsorgssystemet", "Indkøb"]


def propose(workshop, *texts):
    for text in texts:
        workshop.submit(workshop.join(), "work_tasks", text)


def test_proposals_that_are_alike_are_taken_in_as_one_task_or_kept_apart(workshop, control, refreshed):
    propose(workshop, "Indkøb", "Bilvask", "Indkøb af varer")
    assert "Ligner den:" in said(refreshed())
    press(control.widget, "Hver for sig")
    assert "Ligner den:" not in said(refreshed())
    assert workshop.task_list() == []
    other = ControlRoom(workshop, lambda _: None, lambda: None)
    asyncio.run(other.refresh())
    press(other.widget, "Tag med som én opgave")
    assert [(task.text, task.n_sources) for task in workshop.task_list()] == [("Indkøb", 2)]
    assert [proposal.text for proposal in workshop.proposals()] == ["Bilvask"]


def test_what_went_wrong_can_be_read_until_something_succeeds(control, refreshed, monkeypatch):
    refreshed()
    press(control.widget, "Tilføj")
    assert "kr-error" in said(refreshed())
    control._tick()
    assert "kr-error" in said(control.widget)
    fields(control._intake.widget, Text)[0].value = "Indkøb"
    press(control.widget, "Tilføj")
    assert "Alt er gemt" in said(control.widget)
    press(control.widget, "Tilføj")
    monkeypatch.setattr("kerne_widgets.room.control.TOLD_S", -1.0)
    press(control.widget, "Tilføj")
    control._tick()
    assert "Alt er gemt" in said(control.widget)


def test_a_wording_that_is_being_written_stays_when_news_comes_and_cards_are_put_back(workshop, control, refreshed):
    propose(workshop, "Indkøb")
    press(refreshed(), "Tag den med")
    refreshed()
    _new, wording = fields(control._intake.widget, Text)
    pick, _into = fields(control._intake.widget, Dropdown)
    (task,) = workshop.task_list()
    pick.value = task.task_id
    wording.value = "Indkøb for borg"
    propose(workshop, "Bilvask")
    workshop.add_task("Rengøring")
    refreshed()
    assert (pick.value, wording.value) == (task.task_id, "Indkøb for borg")
    press(control.widget, "Læg kortene tilbage")
    assert {proposal.text for proposal in workshop.proposals()} == {"Indkøb", "Bilvask"}
    refreshed()
    assert next(w for w in fields(control._intake.widget, Button) if w.description == "Læg kortene tilbage").disabled


def test_tasks_that_are_alike_are_suggested_for_merging_and_a_second_press_does_no_more(workshop, control, refreshed):
    propose(workshop, "Indkøb", "Indkøb af varer", "Medicin", "Medicinen")
    take_all = next(w for w in every(refreshed()) if isinstance(w, Button) and w.description.startswith("Tag alle 4"))
    take_all.click()
    take_all.click()
    assert [task.text for task in workshop.task_list()] == ["Indkøb", "Indkøb af varer", "Medicin", "Medicinen"]
    assert said(refreshed()).count("Er det den samme opgave?") == 2
    cards = [w for w in every(control._intake.widget) if "kr-card" in w._dom_classes]
    press(next(card for card in cards if "Indkøb" in said(card)), "Slå sammen")
    press(next(card for card in cards if "Medicin" in said(card)), "Lad dem stå")
    assert [(task.text, task.n_sources) for task in workshop.task_list()] == [
        ("Indkøb", 2),
        ("Medicin", 1),
        ("Medicinen", 1),
    ]
    assert "Er det den samme opgave?" not in said(refreshed())
    press(control.widget, "Hent »Indkøb af varer« tilbage")
    assert [task.n_sources for task in workshop.task_list()] == [1, 1, 1, 1]


def test_a_proposal_that_was_left_out_comes_back_with_a_press(workshop, refreshed):
    propose(workshop, *(f"{word} for borgeren" for word in ("Pleje", "Mad", "Kørsel")))
    while workshop.proposals():
        press(next(w for w in every(refreshed()) if "kr-card" in getattr(w, "_dom_classes", ())), "Skjul")
    press(refreshed(), "Hent »Mad for borgeren« tilbage")
    assert [proposal.text for proposal in workshop.proposals()] == ["Mad for borgeren"]


def test_all_that_is_proposed_or_hidden_can_be_listed(workshop, control, refreshed):
    words = ("Pleje", "Mad", "Kørsel", "Vagtplan", "Oprydning", "Telefon", "Blomster", "Julefrokost")
    propose(workshop, *words)
    assert "Julefrokost" not in said(refreshed())
    press(control.widget, "Vis flere (2 til)")
    assert "Julefrokost" in said(refreshed())
    press(control.widget, "Tag alle 8 med")
    for task in workshop.task_list():
        workshop.hide_task(task.task_id)
    press(refreshed(), "Vis flere (2 til)")
    press(refreshed(), "Hent »Pleje« tilbage")
    assert [task.text for task in workshop.task_list()] == ["Pleje"]


def test_a_task_is_added_renamed_merged_and_hidden_and_a_blank_one_is_refused(workshop, control, refreshed):
    widget = refreshed()
    new, wording = fields(control._intake.widget, Text)
    press(widget, "Tilføj")
    assert workshop.task_list() == []
    assert "Opgaven er tom." in control._status.value
    for text in ("Indkøb", "Bilvask", "Vask af bil"):
        new.value = text
        press(widget, "Tilføj")
    refreshed()
    pick, into = fields(control._intake.widget, Dropdown)
    shopping, washing, again = workshop.task_list()
    pick.value = shopping.task_id
    wording.value = "Indkøb for borgeren"
    press(widget, "Ret ordlyd")
    pick.value, into.value = again.task_id, washing.task_id
    press(widget, "Slå sammen")
    pick.value = washing.task_id
    press(widget, "Skjul opgaven")
    assert [task.text for task in workshop.task_list()] == ["Indkøb for borgeren"]


def test_words_of_participants_are_shown_as_text(workshop, control, refreshed):
    workshop.submit(workshop.join(), "work_tasks", "<script>alert(1)</script>")
    control.go_to("gather_tasks")
    assert "<script>alert" not in said(refreshed())
    assert "&lt;script&gt;" in said(control.widget)


def test_the_file_holds_every_answer(workshop):
    workshop.submit(workshop.join(), "target_groups", "Ældre, der bor alene; æøå")
    outlet = Outlet(workshop)
    press(outlet.widget, "Svar (CSV)")
    (ready,) = fields(outlet.widget, ReadyFile)
    content = base64.b64decode(ready.address.partition("base64,")[2]).decode("utf-8-sig")
    assert "Ældre, der bor alene; æøå" in content


def test_two_control_rooms_see_the_same(workshop, control, fresh_store):
    other = ControlRoom(open_workshop(workshop.code, fresh_store), lambda _: None, lambda: None)
    control.go_to("target_group_who")
    asyncio.run(other.refresh())
    assert workshop.model.exercise("target_group_who").title.da in said(other.widget)


def test_the_door_names_an_unknown_code_and_lets_in_with_a_known_one(workshop, monkeypatch, fresh_store):
    monkeypatch.setenv("KERNE_STORE", fresh_store.address)
    entered = []
    door = Door(entered.append)
    name, code = fields(door.widget, Text)
    code.value = "XXXXXX"
    press(door.widget, "Åbn")
    assert "XXXXXX" in said(door.widget)
    code.value = workshop.code
    press(door.widget, "Åbn")
    name.value = "Biblioteket"
    press(door.widget, "Opret")
    assert [w.name for w in entered] == ["Hjemmeplejen Nord", "Biblioteket"]


def test_the_door_offers_the_workshops_that_have_been_held_and_not_those_that_nobody_joined(monkeypatch, fresh_store):
    monkeypatch.setenv("KERNE_STORE", fresh_store.address)
    make_example(fresh_store, "da")
    for name, n in (("Skolen", 2), ("Ingen kom", 0), ("Biblioteket", 1)):
        made = create_workshop(name, store=fresh_store)
        for _ in range(n):
            made.join()
    entered = []
    door = Door(entered.append, been=(made,))
    offered = [button.description for button in fields(door.widget, Button) if "deltager" in button.description]
    assert [name.split(" · ")[0] for name in offered] == ["Skolen"]
    assert offered[0].endswith(" · 2 deltagere")
    press(door.widget, offered[0])
    assert entered[0].name == "Skolen"


def test_the_door_speaks_the_language_one_comes_from_and_makes_a_workshop_in_the_one_that_is_chosen(
    monkeypatch, fresh_store
):
    monkeypatch.setenv("KERNE_STORE", fresh_store.address)
    place = room.control_room(create_workshop("The library", lang="en", store=fresh_store))
    press(place, "Change workshop")
    assert "Welcome to the control room" in said(place)
    fields(place, Text)[0].value = "Biblioteket"
    fields(place, ToggleButtons)[0].value = "da"
    assert "Velkommen til kontrolrummet" in said(place)
    press(place, "Opret")
    assert "Luk for svar" in [w.description for w in fields(place, Button)]
    press(place, "Skift workshop")
    assert "Velkommen til kontrolrummet" in said(place)
    press(place, "← Tilbage til »The library«")
    assert "Change workshop" in [w.description for w in fields(place, Button)]


def test_the_big_screen_welcomes_asks_and_shows(workshop):
    wall = BigScreen(workshop)

    def shown():
        asyncio.run(wall.refresh())
        return said(wall.widget)

    assert workshop.code in shown()
    workshop.set_step("target_group_meeting", minutes=3)
    asked = shown()
    assert "<svg" not in asked
    assert all(prompt.text.da in asked for prompt in workshop.model.exercise("target_group_meeting").prompts)
    workshop.set_revealed("target_group_meeting", True)
    workshop.set_shown("target_group_meeting", "partner_scale")
    assert workshop.model.prompt("partner_scale").high.da in shown()
    assert "0 svar" in shown()


def test_the_big_screen_keeps_a_port_whole_and_sets_a_long_name_smaller(fresh_store, monkeypatch):
    monkeypatch.setenv("KERNE_JOIN_URL", "http://192.168.100.200:8866/")
    long, short = (
        BigScreen(create_workshop(name, store=fresh_store))._welcome()
        for name in ("Hverdagsrehabiliteringsteamet", "Æblehaven")
    )
    assert "<span>192.168.100.200<wbr>:8866</span>" in short
    assert "is-long" in long
    assert "is-long" not in short


def test_without_a_server_both_say_how_to_go_on(monkeypatch):
    monkeypatch.delenv("KERNE_WORKSHOP", raising=False)
    assert "kontrolrummet" in said(room.control_room())
    assert "kerne start" in said(room.big_screen())


def test_someone_without_a_phone_is_answered_for_and_counted_and_the_form_follows_the_room(
    workshop, control, refreshed
):
    workshop.join()
    control.go_to("target_group_meeting")
    press(refreshed(), "Svar for en uden telefon")
    form = control._behalf._form
    form.value = {"partner_scale": 4}
    person = next(p for p in workshop.participant_list() if p.on_behalf)
    assert workshop.latest(person.participant_id, "partner_scale") == {("partner_scale", ""): 4}
    shown = said(refreshed())
    assert "1 af 2" in shown
    assert "Uden telefon" in shown
    control.go_to("value_missed")
    refreshed()
    assert set(control._behalf._form.forms) == {p.prompt_id for p in workshop.model.exercise("value_missed").prompts}
    press(control.widget, "Ny person")
    assert control._behalf._form.value == {}
    control._behalf._form.value = {"missed_if_gone": "Kaffen på torvet"}
    assert workshop.count_people() == 3


def test_what_is_entered_for_someone_when_a_follow_up_has_begun_is_of_the_follow_up(workshop, control, refreshed):
    control.go_to("target_group_meeting")
    press(refreshed(), "Svar for en uden telefon")
    control._behalf._form.value = {"partner_scale": 4}
    (person,) = workshop.participant_list()
    workshop.start_round("Et halvt år efter")
    control.go_to("target_group_meeting")
    refreshed()
    form = control._behalf._form
    assert form.value == {}
    form.value = {"partner_scale": 2}
    assert form.problems == []
    assert [workshop.latest(person.participant_id, "partner_scale", number) for number in (1, 2)] == [
        {("partner_scale", ""): 4},
        {("partner_scale", ""): 2},
    ]
    assert control._behalf._person.value == person.participant_id


def test_a_form_that_is_opened_and_closed_leaves_nobody_behind(workshop, control, refreshed):
    control.go_to("target_group_meeting")
    press(refreshed(), "Svar for en uden telefon")
    control._behalf._form.value = {"partner_scale": 99}
    press(refreshed(), "Næste ark")
    press(refreshed(), "Færdig")
    assert workshop.count_people() == 0


def test_a_table_without_phones_counts_each_of_its_people(workshop, control, refreshed):
    control.go_to("target_group_meeting")
    press(refreshed(), "Svar for en uden telefon")
    control._behalf._form.value = {"partner_scale": 2}
    press(refreshed(), "Næste ark")
    control._behalf._people_n.value = 4
    form = control._behalf._form
    form.value = {"partner_scale": 4}
    refreshed()
    assert control._behalf._form is form
    assert workshop.count_people() == 5
    assert "Gruppe 2 uden telefon · 4 personer" in [label for label, _ in control._behalf._person.options]
    control._behalf._people_n.value = 3
    workshop.set_choices("group", ["Bord 1", "Bord 2"])
    refreshed()
    role, group = control._behalf._said_of["role"], control._behalf._said_of["group"]
    assert (role.options, group.options) == ((), ("Bord 1", "Bord 2"))
    role.value, group.value = "Køkkenet", "Bord 2"
    assert [person.group for person in workshop.participant_list()] == ["", "Bord 2"]
    assert workshop.count_people() == 4
    refreshed()
    assert "Gruppe 2 uden telefon · 3 personer · Køkkenet" in [label for label, _ in control._behalf._person.options]
    assert control._behalf._form is form


def test_someone_entered_by_mistake_is_taken_out_and_brought_back(workshop, control, refreshed):
    control.go_to("target_group_meeting")
    press(refreshed(), "Svar for en uden telefon")
    for step in (2, 4):
        control._behalf._form.value = {"partner_scale": step}
        press(refreshed(), "Næste ark")
    first, second = (person.participant_id for person in workshop.participant_list())
    control._behalf._person.value = first
    press(control.widget, "Fjern personen")
    assert workshop.count_people() == 1
    assert list(workshop.answers()["participant_id"]) == [second]
    assert [label for label, _ in control._behalf._person.options] == [
        "Person 2 uden telefon",
        "Person 3 uden telefon (ny)",
    ]
    press(refreshed(), "Hent »Person 1 uden telefon« tilbage")
    assert workshop.latest(first) == {("partner_scale", ""): 2}
    assert (workshop.count_people(), control._behalf._person.value) == (2, first)
    assert control._behalf._form.value == {"partner_scale": 2}
    press(control.widget, "Fjern personen")
    assert workshop.count_people() == 1


def shown_keys(widget):
    """What the keys say that can be pressed now, also in boxes that may be hidden whole."""
    if widget.layout.display == "none":
        return []
    own = [widget.description] if isinstance(widget, Button) else []
    return own + [label for child in getattr(widget, "children", ()) for label in shown_keys(child)]


def test_robots_are_taken_out_with_one_question_and_the_room_begins_anew(workshop, control, refreshed):
    refreshed()
    assert not any("øvedeltagerne" in label for label in shown_keys(control.widget))
    for _ in range(3):
        workshop.submit(workshop.join("Robot", robot=True), "partner_scale", 2)
    workshop.set_step("target_group_meeting")
    workshop.set_revealed("target_group_meeting", True)
    refreshed()
    assert "3 øvedeltagere er med" in said(control.widget)
    press(control.widget, "Fjern øvedeltagerne")
    assert workshop.count_people() == 3
    assert "Fjern øvedeltagerne …" not in shown_keys(control.widget)
    press(control.widget, "Fjern dem, og begynd forfra")
    refreshed()
    assert (workshop.count_people(), workshop.room.visited, workshop.room.revealed) == (0, [], set())
    assert "Begynd →" in shown_keys(control.widget)
    assert "3 øvedeltagere er fjernet" in said(control.widget)
    press(control.widget, "Hent øvedeltagerne tilbage")
    refreshed()
    assert (workshop.count_people(), workshop.step().exercise_id) == (3, "target_group_meeting")
    press(control.widget, "Fjern øvedeltagerne")
    press(control.widget, "Fjern dem, og bliv her")
    refreshed()
    assert (workshop.count_people(), workshop.step().exercise_id) == (0, "target_group_meeting")
    workshop.join("Leder")
    refreshed()
    assert not any("øvedeltagerne" in label for label in shown_keys(control.widget))
    assert "øvedeltagere" not in said(control.widget)


def test_a_question_about_robots_goes_when_someone_else_has_answered_it(workshop, control, refreshed):
    workshop.join(robot=True)
    refreshed()
    assert "1 øvedeltager er med" in said(control.widget)
    press(control.widget, "Fjern øvedeltagerne")
    refreshed()
    assert "Fjern dem, og bliv her" in shown_keys(control.widget)
    press(control._practice.asked, "Annullér")
    assert "Fjern dem, og bliv her" not in shown_keys(control.widget)
    press(control.widget, "Fjern øvedeltagerne")
    open_workshop(workshop.code, workshop.store).take_out_robots()
    refreshed()
    assert "Fjern dem, og bliv her" not in shown_keys(control.widget)
    assert "Hent øvedeltagerne tilbage" in shown_keys(control.widget)


def plan_of(control):
    return [(row["id"], row["minutes"]) for row in control._programme.widget.rows]


def send(control, kind, value):
    control._programme._take(control._programme.widget, {"type": kind, "value": value}, [])


def test_the_programme_is_changed_picked_and_saved_from_the_control_room(control, refreshed, monkeypatch, tmp_path):
    monkeypatch.setenv("KERNE_DATA_DIR", str(tmp_path))
    refreshed()
    rows = plan_of(control)
    send(control, "plan", [[i, n] for i, n in reversed(rows[1:])])
    refreshed()
    assert plan_of(control) == rows[:0:-1]
    send(control, "save", "Baglæns")
    assert (tmp_path / "programmes" / "baglaens.toml").is_file()
    assert "baglaens" in [ready["id"] for ready in control._programme.widget.ready]
    send(control, "choose", "halvanden_time")
    refreshed()
    assert control._programme.widget.title == "Halvanden time"
    assert "1 t. 30 min." in control._programme.widget.total
    send(control, "choose", "baglaens")
    refreshed()
    assert plan_of(control) == rows[:0:-1]


@pytest.mark.parametrize(
    "plan", [[], [["no_such", 5]], [["check_out", 0]], "x", None, [["check_out", 5], ["check_out", 5]]]
)
def test_a_programme_that_cannot_be_changes_nothing_and_says_why(control, refreshed, plan):
    refreshed()
    before = plan_of(control)
    send(control, "plan", plan)
    assert control._programme.widget.said
    refreshed()
    assert plan_of(control) == before


def test_done_current_and_skipped_are_marked_and_the_rest_is_counted_to_the_end(workshop, control, refreshed):
    first, second, third = workshop.programme.exercise_ids[:3]
    control.go_to(first)
    press(refreshed(), "Spring over")
    control.go_to(third)
    refreshed()
    states = {row["id"]: row["state"] for row in control._programme.widget.rows}
    assert (states[first], states[second], states[third]) == ("skipped", "visited", "current")
    now = dt.datetime.now(dt.UTC)
    rest = workshop.programme.minutes - sum(planned.minutes for planned in workshop.programme.exercises[:2])
    assert left_s(workshop, now) == pytest.approx(60 * rest, abs=5)


def test_the_timer_is_paused_started_and_taken_away(workshop, control, refreshed):
    control.go_to("value_missed")
    press(refreshed(), "Pause")
    assert workshop.step().ends_at is None
    press(refreshed(), "Start ur")
    assert workshop.step().ends_at is not None
    press(refreshed(), "Uden ur")
    assert workshop.step().remaining_s(dt.datetime.now(dt.UTC)) is None


def test_the_workshop_is_closed_for_answers_and_opened_again(workshop, refreshed):
    workshop.set_step(workshop.planned[-1].exercise_id)
    press(refreshed(), "Slut →")
    press(refreshed(), "Annullér")
    assert not workshop.room.closed
    press(refreshed(), "Slut →")
    press(refreshed(), "Ja, slut nu")
    assert workshop.room.closed
    press(refreshed(), "Åbn for svar igen")
    assert not workshop.room.closed
    press(refreshed(), "Slut workshoppen …")
    press(refreshed(), "Ja, slut nu")
    assert workshop.room.closed


def test_at_the_end_the_big_screen_says_thank_you_and_asks_nobody_in(workshop, monkeypatch):
    monkeypatch.setenv("KERNE_JOIN_URL", "http://192.168.100.200:8866/?kode=NOT")
    wall = BigScreen(workshop)
    workshop.set_step("check_out", minutes=3)
    workshop.set_revealed("check_out", True)
    workshop.close()
    asyncio.run(wall.refresh())
    assert "Tak for i dag" in said(wall._stage)
    assert "<svg" not in said(wall._stage)
    assert wall._side.layout.display == "none"
    workshop.reopen()
    asyncio.run(wall.refresh())
    assert "kw-picture" in said(wall._stage)
    assert wall._side.layout.display == ""


def test_the_big_screen_says_how_far_the_programme_is_and_how_many_have_answered(workshop):
    wall = BigScreen(workshop)
    workshop.submit(workshop.join(n_people=3), "partner_scale", 2)
    workshop.set_step("target_group_meeting", minutes=3)
    asyncio.run(wall.refresh())
    ids = workshop.programme.exercise_ids
    assert f"Trin {ids.index('target_group_meeting') + 1} af {len(ids)}" in said(wall.widget)
    assert "3 af 3 har svaret" in said(wall.widget)


def test_before_it_begins_the_room_says_how_to_and_takes_the_name_of_the_workplace(workshop, control, refreshed):
    shown = said(refreshed())
    assert "Klar til at begynde" in shown
    assert "kr-picture" not in shown
    hidden = {w.description for w in every(control.widget) if isinstance(w, Button) and w.layout.display == "none"}
    assert {"Vis resultat", "Luk for svar", "Spring over"} <= hidden
    name = next(w for w in fields(control._beginning.widget, Text))
    assert name.value == "Hjemmeplejen Nord"
    name.value = "Biblioteket"
    press(control.widget, "Gem navnet")
    assert workshop.name == "Biblioteket"
    press(refreshed(), "Begynd")
    assert workshop.planned[0].title.da in said(refreshed())
    assert control._beginning.widget.layout.display == "none"


def test_a_closed_workshop_is_told_of_beside_its_name(workshop, refreshed):
    workshop.close()
    assert "Lukket for svar" in said(refreshed())
    workshop.reopen()
    assert "Lukket for svar" not in said(refreshed())


def test_when_it_is_over_only_what_still_does_something_can_be_pressed(workshop, control, refreshed):
    workshop.set_step("check_out", minutes=3)
    leading = {"Vis resultat", "Luk for svar", "Spring over", "Lad alle arbejde i eget tempo"}

    def hidden():
        refreshed()
        shut = control._timer.widget.layout.display == "none"
        buttons = (w for w in every(control.widget) if isinstance(w, Button) and w.layout.display == "none")
        return shut, leading & {button.description for button in buttons}

    assert hidden() == (False, set())
    workshop.close()
    assert hidden() == (True, leading)
    workshop.reopen()
    assert hidden() == (False, set())


def test_a_task_that_was_hidden_is_brought_back(workshop, refreshed):
    task = workshop.add_task("Indkøb")
    workshop.hide_task(task)
    press(refreshed(), "Hent »Indkøb« tilbage")
    assert [task.text for task in workshop.task_list()] == ["Indkøb"]


def test_what_nobody_has_foreseen_is_said_and_the_room_goes_on(workshop, monkeypatch):
    told, looks, well = [], [], asyncio.Event()

    def tell(error):
        told.append(error)
        if error is None:
            well.set()

    async def look():
        looks.append(1)
        if len(looks) == 1:
            raise ZeroDivisionError

    async def ready():
        pass

    async def watched():
        watch = Watch(workshop, ready, look, lambda: None, tell)
        watch.start()
        await well.wait()
        watch.stop()

    asyncio.run(asyncio.wait_for(watched(), 5))
    assert "ZeroDivisionError" in told[0].text("da")
    assert len(looks) == 2

    def broken(*_):
        raise ZeroDivisionError

    async def pressed():
        outlet = Outlet(workshop)
        monkeypatch.setattr("kerne_widgets.room.outlet.made", broken)
        press(outlet.widget, "Rapport")
        await outlet._making
        assert not any(button.disabled for button in outlet._buttons)
        return said(outlet.widget)

    assert "ZeroDivisionError" in asyncio.run(pressed())


def test_coming_back_to_an_exercise_leaves_the_picture_that_was_chosen_on_the_wall(workshop, control, refreshed):
    control.go_to("place_tasks")
    workshop.set_shown("place_tasks", "agenda")
    refreshed()
    control.go_to("target_group_who")
    before = workshop.last_seq()
    control.go_to("place_tasks")
    refreshed()
    assert workshop.room.shown == {"place_tasks": "agenda"}
    assert workshop.last_seq() == before + 1
    # the question of a picture is told where its button has a number
    control.go_to("target_group_who")
    refreshed()
    first = workshop.model.exercise("target_group_who").prompts[0]
    assert control._views.widget.tooltips[0] == first.text.da


def test_what_takes_more_than_one_page_is_turned_in_the_control_room_and_on_the_wall(workshop, control, refreshed):
    asked = "opening_notice"
    exercise_id = workshop.model.prompt(asked).exercise_id
    for nth in range(60):
        workshop.submit(workshop.join(), asked, f"Hun skal mærke, at nogen ser hende, hver dag og hele dagen, {nth}")
    control.go_to(exercise_id)
    workshop.set_revealed(exercise_id, True)
    wall = BigScreen(workshop)

    def shown():
        refreshed()
        asyncio.run(wall.refresh())
        return said(control.widget), said(wall.widget)

    assert all("Side 1 af " in words for words in shown())
    assert workshop.room.pages == {}
    press(control.widget, "›")
    assert all("Side 2 af " in words for words in shown())
    press(control.widget, "‹")
    assert all("Side 1 af " in words for words in shown())
    press(control.widget, "›")
    press(control.widget, "›")  # also before the next page is drawn
    assert workshop.room.pages[exercise_id] == min(3, control._pager._pages)
    workshop.turn_page(exercise_id, 2)
    workshop.set_shown(exercise_id, asked)  # chosen anew, it begins with the first
    assert all("Side 1 af " in words for words in shown())


def test_the_room_goes_on_while_the_last_picture_is_still_being_drawn(workshop, control, monkeypatch):
    control.go_to("target_group_who")

    def slow(*_):
        control.go_to("place_tasks")  # pressed while the picture is drawn
        return "<svg>of the exercise before</svg>", 1

    monkeypatch.setattr("kerne_widgets.room.control.picture", slow)
    asyncio.run(control.refresh())
    assert workshop.model.exercise("place_tasks").title.da in control._title.value
    assert "of the exercise before" not in control._picture.value


def test_an_exercise_may_have_the_name_of_one_of_its_questions(workshop):
    exercise = workshop.model.exercise("value_motivation")
    exercise = replace(exercise, exercise_id=exercise.prompts[0].prompt_id)
    workshop.start_round()
    views = Views(workshop, lambda _: None)
    views.show(exercise, exercise.exercise_id)
    assert f"change:{exercise.exercise_id}" in dict(views.widget.options).values()


def test_before_tasks_are_placed_that_wait_to_be_taken_in_the_room_is_asked(workshop, control, refreshed):
    for text in ("Indkøb", "Dosering"):
        workshop.submit(workshop.join(), "work_tasks", text)
    workshop.set_step("gather_tasks")
    refreshed()
    control.go_to("place_tasks")
    assert workshop.step().exercise_id == "gather_tasks"
    assert "2 opgaver fra deltagerne venter" in said(control.widget)
    press(refreshed(), "Gå videre uden")
    assert workshop.step().exercise_id == "place_tasks"
    workshop.set_step("gather_tasks")
    refreshed()
    control.go_to("place_tasks")
    press(refreshed(), "Tag alle med, og gå videre")
    assert workshop.step().exercise_id == "place_tasks"
    assert len(workshop.task_list()) == 2
    assert '<li value="2">' in said(refreshed())
    assert control._placing.widget.layout.display == "none"


def test_whoever_takes_in_all_in_one_go_is_told_that_some_look_alike(workshop, control, refreshed):
    for text in ("Dokumentation", "Dokumentation i Nexus"):
        workshop.submit(workshop.join(), "work_tasks", text)
    workshop.set_step("gather_tasks")
    refreshed()
    control.go_to("place_tasks")
    assert "Nogle af dem ligner hinanden" in said(control.widget)
    press(refreshed(), "Tag alle med hver for sig, og gå videre")
    assert len(workshop.task_list()) == 2


@pytest.mark.filterwarnings("ignore:1 svar er ikke med")
def test_a_workshop_of_another_content_folder_is_shown_as_far_as_it_is_here(tmp_path, fresh_store, monkeypatch):
    from own_content import EXERCISE_ID, write_questions

    from kerne_widgets.forms.page import ParticipantPage
    from kerne_widgets.light import Page, Standing, draw

    content = write_questions(
        tmp_path, 'prompt_id = "close"\nkind = "short_text"\ntext = { da = "Tæt?", en = "Close?" }'
    )
    own = create_workshop(store=fresh_store, content=content)
    person = own.join()
    own.set_step(EXERCISE_ID, 5)
    own.submit(person, "close", "Ja")
    here = open_workshop(own.code, fresh_store)
    assert here.step().exercise_id == ""
    led = ControlRoom(here, lambda _: None, lambda: None)
    asyncio.run(led.refresh())
    assert here.model.exercise("place_tasks").title() in said(led.widget)
    wall = BigScreen(here)
    asyncio.run(wall.refresh())
    page = ParticipantPage(here, person)
    assert page.widget
    standing = Standing(here)
    standing.look()
    light = Page(standing, person, "da")
    assert draw(light, light.first(), "token")
    entered = []
    door = Door(entered.append, "da")
    monkeypatch.setenv("KERNE_STORE", f"sqlite:///{tmp_path / 'kerne.sqlite'}")
    fields(door.widget, Text)[-1].value = own.code
    press(door.widget, "Åbn")
    assert entered == []
    assert EXERCISE_ID in said(door.widget)


def test_server_json_follows_the_workshop_that_the_control_room_leads(tmp_path, fresh_store, monkeypatch):
    from test_running import sleeper

    from kerne_widgets.running import Running, read_state, write_state

    first = create_workshop(store=fresh_store)
    monkeypatch.setenv("KERNE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KERNE_STORE", f"sqlite:///{tmp_path / 'kerne.sqlite'}")
    with sleeper("kerne", "start") as server:
        write_state(tmp_path, Running(server.pid, f"http://10.0.0.2:1/?kode={first.code}", "http://x/", first.code))
        in_a_notebook = room.control_room(first)
        press(in_a_notebook, "Skift workshop")
        press(in_a_notebook, "Opret")
        assert read_state(tmp_path).workshop == first.code
        monkeypatch.setenv("KERNE_WALL_URL", "http://127.0.0.1:2/storskaerm")
        served = room.control_room(first)
        press(served, "Skift workshop")
        press(served, "Opret")
        made = fresh_store.fetch_codes()[0]
        assert read_state(tmp_path).workshop == made != first.code
        press(served, "Skift workshop")
        press(served, f"← Tilbage til »{first.code}«")
        assert read_state(tmp_path).workshop == first.code
        server.communicate()
