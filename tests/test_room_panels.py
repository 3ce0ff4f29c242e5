"""The panels of the control room: the cards, the simulator, the plan, the wordings, and beginning a follow-up."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading

import pytest
from ipywidgets import HTML, Button, Checkbox, DatePicker, Dropdown, Text, Textarea

from kerne_widgets import create_workshop, open_workshop
from kerne_widgets.answering import Given
from kerne_widgets.charts import plot_actions
from kerne_widgets.room.control import ControlRoom
from kerne_widgets.room.moderator import CardBoard
from kerne_widgets.room.wall import BigScreen


def seen(widget):
    """All widgets that are shown."""
    if getattr(widget, "layout", None) is not None and widget.layout.display == "none":
        return
    yield widget
    for child in getattr(widget, "children", ()):
        yield from seen(child)


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def labels(widget):
    return [w.description for w in seen(widget) if isinstance(w, Button)]


def key(widget, label):
    return next(w for w in seen(widget) if isinstance(w, Button) and label in w.description)


def press(widget, label):
    button = key(widget, label)
    assert not button.disabled
    button.click()


def said(widget):
    return " ".join(w.value for w in seen(widget) if isinstance(w, HTML))


def field(widget, kind, label):
    return next(w for w in seen(widget) if isinstance(w, kind) and w.description.startswith(label))


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Hjemmeplejen Nord", store=fresh_store)


@pytest.fixture
def rooms(workshop, fresh_store):
    """Two facilitators in the same workshop."""
    return [
        ControlRoom(opened, lambda _: None, lambda: None)
        for opened in (workshop, open_workshop(workshop.code, fresh_store))
    ]


def at(room, exercise_id=None):
    if exercise_id:
        room.workshop.set_step(exercise_id)
    asyncio.run(room.refresh())
    return room.widget


def test_two_facilitators_move_tasks_out_and_in_and_see_the_same(workshop, rooms):
    one, two = rooms
    task, person = workshop.add_task("Indkøb"), workshop.join()
    workshop.submit(person, "task_placement", {"centrality": 4, "hours_week": 2.5}, task)
    workshop.submit(person, "effects", "Tryghed")
    while_placing = at(one, "place_tasks")
    assert not any("Indkøb" in w.description for w in seen(while_placing) if isinstance(w, Button))
    workshop.set_shown("place_tasks", "agenda")
    press(at(one), "1 · Indkøb · 2,5\N{NO-BREAK SPACE}t\N{NO-BREAK SPACE}i\N{NO-BREAK SPACE}alt")
    assert workshop.moved_out() == [task]
    assert "2,5 timer om ugen pr. person" in said(at(two))
    press(two.widget, "Fortryd")
    assert workshop.moved_out() == []
    assert "Frigør 0 timer" in said(at(one))
    pick = next(w for w in seen(one.widget) if isinstance(w, Dropdown) and w.description == "Vælg en opgave")
    pick.value = task
    next(w for w in seen(one.widget) if isinstance(w, Checkbox) and w.description == "Tryghed").value = True
    assert list(workshop.links()["served"]) == ["Tryghed"]
    assert "1 af 1 opgaver er knyttet" in said(at(two))


def test_a_decision_is_written_saved_changed_and_what_is_half_written_stays(workshop, rooms):
    one, two = rooms
    widget = at(one, "action_plan")
    field(widget, Textarea, "Hvad gør vi").value = "Varer leveres"
    field(widget, Text, "Hvem").value = "Aftenholdet"
    field(widget, DatePicker, "Hvornår").value = dt.date(2026, 5, 14)
    ada = workshop.join()
    workshop.submit(ada, "action_decision", "Vi spørger først")
    workshop.submit(ada, "action_date", "2031-06-01")
    widget = at(one)
    assert "1. juni 2031" in said(widget)
    assert field(widget, Textarea, "Hvad gør vi").value == "Varer leveres"
    press(widget, "Brug forslaget")
    assert "Felterne er ikke tomme" in said(one.widget)
    press(widget, "Gem beslutningen")
    press(widget, "Brug forslaget")
    assert field(widget, DatePicker, "Hvornår").value == dt.date(2031, 6, 1)
    press(widget, "Gem beslutningen")
    assert list(workshop.actions()["status"]) == ["decided", "decided"]
    assert "14. maj 2026" in said(at(two))
    press(two.widget, "Ret")
    field(two.widget, Text, "Hvem").value = "Dagholdet"
    press(two.widget, "Gem beslutningen")
    assert list(workshop.actions()["owner"]) == ["Dagholdet", ""]
    press(at(one), "Gem beslutningen")
    assert len(workshop.actions()) == 2
    assert "kr-error" in said(one.widget)


def test_a_key_stays_under_the_finger_when_others_write_and_a_press_on_one_that_has_just_gone_is_heard(workshop, rooms):
    one = rooms[0]
    ada, bo = workshop.join(), workshop.join()
    workshop.submit(ada, "action_decision", "Vi spørger først")
    before = key(at(one, "action_plan"), "Brug forslaget")
    workshop.submit(bo, "action_decision", "Vi ringer hjem")
    assert key(at(one), "Brug forslaget") is before
    workshop.submit(ada, "action_owner", "Aftenholdet")
    assert key(at(one), "Brug forslaget") is not before
    before.click()
    assert field(one.widget, Textarea, "Hvad gør vi").value == "Vi spørger først"
    workshop.submit(bo, "action_owner", "Dagholdet")
    at(one)
    assert before.comm is None, "what went away a while ago is closed"


def test_what_is_changed_and_not_saved_is_never_overwritten_and_a_proposal_never_overwrites_a_decision(workshop, rooms):
    one = rooms[0]
    task = workshop.add_task("Kørsel")
    workshop.add_decision("Varer leveres", task_id=task)
    workshop.hide_task(task)
    workshop.submit(workshop.join(), "action_decision", "Vi spørger først")
    widget = at(one, "action_plan")
    press(widget, "Ret")
    owner = field(widget, Text, "Hvem")
    owner.value = "Aftenholdet"
    press(widget, "Brug forslaget")
    assert "Felterne er ikke tomme" in said(one.widget)
    assert owner.value == "Aftenholdet"
    press(widget, "Gem beslutningen")
    assert list(workshop.actions()["task_id"]) == [task, ""]
    press(at(one), "Ret")
    press(widget, "Brug forslaget")
    press(widget, "Gem beslutningen")
    assert list(workshop.actions()["decision"]) == ["Varer leveres", "Vi spørger først"]


def test_a_decision_that_was_left_out_comes_back_also_after_others(workshop, rooms):
    for text in ("Varer leveres", "Vi spørger først"):
        workshop.add_decision(text)
    press(at(rooms[0], "action_plan"), "Skjul")
    workshop.add_decision("Vi lytter længere")
    assert list(workshop.actions()["decision"]) == ["Vi spørger først", "Vi lytter længere"]
    press(at(rooms[1]), "Hent »Varer leveres« tilbage")
    assert len(workshop.actions()) == 3


def test_going_on_from_a_version_keeps_what_is_written_and_the_same_words_are_no_new_version(workshop, rooms):
    workshop.add_version("At borgeren lykkes")
    widget = at(rooms[0], workshop.model.prompt("core_task_wording").exercise_id)
    save = next(w for w in every(widget) if isinstance(w, Button) and w.description == "Gem som ny version")
    assert save.disabled
    field(widget, Textarea, "Næste version").value = "At vi lykkes sammen"
    assert not save.disabled
    press(widget, "Byg videre på denne")
    assert "ikke gemt" in said(widget)
    assert field(widget, Textarea, "Næste version").value == "At vi lykkes sammen"
    press(widget, "Gem som ny version")
    press(at(rooms[0]), "Byg videre på denne")


def test_the_next_wording_is_written_from_the_sentences_of_the_room(workshop, rooms):
    one, two = rooms
    workshop.submit(workshop.join(), "core_task_alone", "At borgeren lykkes")
    widget = at(one, workshop.model.prompt("core_task_wording").exercise_id)
    press(widget, "At borgeren lykkes")
    press(widget, "Gem som ny version")
    assert [version.text for version in workshop.version_list()] == ["At borgeren lykkes"]
    assert "Version 1" in said(at(two))
    press(two.widget, "Fortryd")
    assert workshop.version_list() == []


def test_the_description_of_success_is_worded_as_the_core_task_is_and_a_follow_up_opens_on_it(workshop, rooms):
    one, two = rooms
    workshop.add_version("At borgeren lykkes")
    workshop.submit(workshop.join(), "success_description", "Hun åbner selv døren")
    workshop.submit(workshop.join(), "core_task_alone", "Livskvalitet")
    widget = at(one, "value_success")
    assert "Succesbeskrivelsen i ord" in said(widget)
    assert not any(text in said(widget) for text in ("Kerneopgaven i ord", "At borgeren lykkes", "Livskvalitet"))
    press(widget, "Hun åbner selv døren")
    press(widget, "Gem som ny version")
    field(widget, Textarea, "Næste version").value = "Hun åbner selv døren, og vi står bagved"
    press(widget, "Gem som ny version")
    assert len(workshop.version_list("success")) == 2
    press(at(two), "Fortryd")
    assert [version.text for version in workshop.version_list("success")] == ["Hun åbner selv døren"]
    workshop.set_shown("value_success", "versions:success")
    at(one)
    assert "Succesbeskrivelsen, indtil videre" in one._picture.value
    workshop.start_round("Tre måneder efter")
    again = at(ControlRoom(open_workshop(workshop.code, workshop.store), lambda _: None, lambda: None), "value_success")
    assert field(again, Textarea, "Næste version").value == "Hun åbner selv døren"
    assert [version.text for version in workshop.version_list()] == ["At borgeren lykkes"]


TWO_WORDINGS = """
dimension_id = "samarbejdet"
phase = "optimere"
title = { da = "Samarbejdet", en = "Working together" }

[[wordings]]
wording_id = "promise"
title = { da = "Løftet", en = "The promise" }

[[exercises]]
exercise_id = "working_together"
title = { da = "Samarbejdet", en = "Working together" }

[[exercises.prompts]]
prompt_id = "core_task_again"
kind = "short_text"
wording = "core_task"
text = { da = "Hvad er kerneopgaven?", en = "What is the core task?" }

[[exercises.prompts]]
prompt_id = "promised"
kind = "short_text"
wording = "promise"
text = { da = "Hvad lover I hinanden?", en = "What do you promise each other?" }

[[exercises.prompts]]
prompt_id = "how_close"
kind = "scale"
text = { da = "Hvor tæt arbejder I sammen?", en = "How closely do you work together?" }
low = { da = "Hver for sig", en = "Apart" }
high = { da = "Tæt", en = "Closely" }
"""


def test_of_two_wordings_in_one_exercise_the_one_in_the_picture_is_written(fresh_store, tmp_path):
    own = tmp_path / "dimensions" / "samarbejdet.toml"
    own.parent.mkdir()
    own.write_text(TWO_WORDINGS, encoding="utf-8")
    workshop = create_workshop(store=fresh_store, content=tmp_path)
    room = ControlRoom(workshop, lambda _: None, lambda: None)
    at(room, "working_together")
    shown = [label for label, _ in room._views.widget.options]
    assert shown[3:] == ["Kerneopgaven i versioner", "Løftet i versioner", "Hele modellen"]
    headings = {"Kerneopgaven i ord", "Løftet i ord"}
    for view, heading in (
        ("core_task_again", "Kerneopgaven i ord"),
        ("promised", "Løftet i ord"),
        ("how_close", "Kerneopgaven i ord"),
        ("versions", "Kerneopgaven i ord"),
        ("versions:promise", "Løftet i ord"),
    ):
        workshop.set_shown("working_together", view)
        assert {one for one in headings if one in said(at(room))} == {heading}, view
    field(room.widget, Textarea, "Næste version").value = "Vi siger det højt"
    press(room.widget, "Gem som ny version")
    assert [version.text for version in workshop.version_list("promise")] == ["Vi siger det højt"]


def test_a_follow_up_asks_first_and_then_asks_how_the_decisions_went(workshop, rooms):
    one, two = rooms
    workshop.add_decision("Varer leveres")
    widget = at(one, "action_plan")
    press(widget, "Begynd en opfølgning")
    assert workshop.round_number == 1
    field(widget, Text, "Navn").value = "Tre måneder efter"
    press(widget, "Begynd nu")
    assert (workshop.round_number, workshop.round_list()[-1].title) == (2, "Tre måneder efter")
    widget = at(two, "action_plan")
    assert "Runde 2 · Tre måneder efter" in said(widget)
    press(widget, "Holdt")
    assert list(workshop.actions()["status"]) == ["kept"]


def test_only_the_exercises_they_belong_to_have_panels(rooms):
    widget = at(rooms[0], "target_group_meeting")
    assert not any(isinstance(w, DatePicker) for w in seen(widget))
    assert "Hvad er opgaven med til at støtte" not in said(widget)


def board(room):
    """The cards that are shown, and a way to send what its page sends."""
    found = next(w for w in seen(room.widget) if isinstance(w, CardBoard))
    return found, lambda kind, *cards, text="": found._handle_custom_msg(
        {"type": kind, "cards": list(cards), "text": text}, []
    )


def wordings(shown):
    return [row["text"] for row in shown.rows]


def test_two_facilitators_see_the_same_cards_and_the_same_log(workshop, rooms):
    one, two = rooms
    for text in ("Travlhed", "Travlhed i hverdagen", "Støj", "Sludder"):
        workshop.submit(workshop.join(), "obstacles", text)
    at(one, "ambition_obstacles")
    shown, do = board(one)
    assert [pair["texts"] for pair in shown.alike] == [["Travlhed", "Travlhed i hverdagen"]]
    do("merge", *shown.alike[0]["ids"])
    do("hide", next(row["id"] for row in shown.rows if row["text"] == "Sludder"))
    at(two)
    other, do_other = board(two)
    assert wordings(other) == ["Travlhed", "Støj"]
    assert other.rows[0]["parts"] == ["Travlhed", "Travlhed i hverdagen"]
    assert [line["text"][6:] for line in other.log] == ["skjulte 1 kort", "slog 2 kort sammen"]
    do_other("undo")
    at(one)
    assert wordings(shown) == ["Travlhed", "Støj", "Sludder"]
    assert shown.log[0] == {"text": f"{shown.log[0]['text'][:5]} skjulte 1 kort (fortrudt)", "stands": False}


def test_a_suggestion_that_is_no_good_goes_away(workshop, rooms):
    for text in ("Travlhed", "Travlhed i hverdagen"):
        workshop.submit(workshop.join(), "obstacles", text)
    at(rooms[0], "ambition_obstacles")
    shown, do = board(rooms[0])
    do("unlike", *shown.alike[0]["ids"])
    at(rooms[0])
    assert shown.alike == []
    assert len(shown.rows) == 2


def test_of_five_hundred_cards_a_page_is_listed_and_any_of_them_is_found(workshop, rooms):
    prompt = workshop.model.prompt("obstacles")
    workshop.submit_all(
        [Given(workshop.join(), "obstacles", f"card{n}", f"Kort nummer {n}") for n in range(500 // prompt.max_items)]
    )
    people = [person.participant_id for person in workshop.participant_list()]
    workshop.submit_all(
        [
            Given(person, "obstacles", f"more{n}", f"Hindring {i}.{n}")
            for i, person in enumerate(people)
            for n in range(5)
        ]
    )
    n_cards = len(workshop.card_list("obstacles"))
    assert n_cards > 490
    at(rooms[0], "ambition_obstacles")
    shown, do = board(rooms[0])
    assert (len(shown.rows), shown.more) == (48, n_cards - 48)
    assert f"{n_cards} forskellige kort" in shown.found
    do("find", text="hindring 82.4")
    at(rooms[0])
    assert wordings(shown) == ["Hindring 82.4"]
    do("find")
    do("more")
    at(rooms[0])
    assert len(shown.rows) == 96


def test_the_page_cannot_do_what_makes_no_sense(workshop, rooms):
    workshop.submit(workshop.join(), "obstacles", "Støj")
    at(rooms[0], "ambition_obstacles")
    shown, do = board(rooms[0])
    do("merge", shown.rows[0]["id"])
    assert "mindst to" in shown.said
    do("vote")
    assert "mindst to kort" in shown.said
    for nonsense in ("x", None, [], {"type": "hide", "cards": 3}, {"type": ["hide"], "cards": [{}]}):
        shown._handle_custom_msg(nonsense, [])
    at(rooms[0])
    assert wordings(shown) == ["Støj"]
    assert workshop.moderation_log("obstacles") == []


def test_the_cards_become_a_vote(workshop, rooms):
    for text in ("Støj", "Travlhed"):
        workshop.submit(workshop.join(), "obstacles", text)
    at(rooms[0], "ambition_obstacles")
    _, do = board(rooms[0])
    do("vote")
    assert workshop.step().exercise_id == "vote_obstacles"
    at(rooms[0])
    assert "Stem: Det, der står i vejen" in said(rooms[0].widget)


def test_what_is_written_as_a_text_can_be_hidden_but_is_no_vote(workshop, rooms):
    workshop.submit(workshop.join(), "take_home", "Ro")
    at(rooms[0], "check_out")
    rooms[0].workshop.set_shown("check_out", "take_home")
    at(rooms[0])
    shown, do = board(rooms[0])
    assert shown.vote == ""
    do("hide", shown.rows[0]["id"])
    at(rooms[0])
    assert shown.rows == []
    assert [row["text"] for row in shown.hidden] == ["Ro"]


def test_a_follow_up_begins_with_its_programme_and_one_press_brings_the_old_one_back(workshop, rooms):
    before = workshop.programme
    widget = at(rooms[0], "action_plan")
    press(widget, "Begynd en opfølgning")
    press(widget, "Begynd nu")
    assert workshop.programme.programme_id == "opfoelgning"
    widget = at(rooms[0])
    assert "Programmet er nu »Opfølgning efter tre måneder«" in said(widget)
    press(widget, f"Gå tilbage til »{before.title.da}«")
    assert (workshop.programme.title, workshop.programme.exercise_ids) == (before.title, before.exercise_ids)
    assert workshop.round_number == 2
    assert "Programmet er nu" not in said(at(rooms[0]))


def test_a_second_press_on_begin_changes_nothing_more(workshop, rooms):
    one, two = (at(room, "action_plan") for room in rooms)
    start, late = (
        next(w for w in every(x) if isinstance(w, Button) and w.description == "Begynd nu") for x in (one, two)
    )
    for widget in (one, two):
        press(widget, "Begynd en opfølgning")
    start.click()
    assert workshop.programme.programme_id == "opfoelgning"
    rooms[0]._follow_up._keep_old()
    start.click()
    late.click()
    assert workshop.round_number == 2
    assert workshop.programme.programme_id != "opfoelgning"
    assert "Begynd nu" not in labels(at(rooms[1]))


def test_a_follow_up_begun_by_mistake_is_taken_back_until_someone_answers(workshop, rooms):
    before, person = workshop.programme, workshop.join()
    widget = at(rooms[0], "action_plan")
    assert "Fortryd opfølgningen …" not in labels(widget)
    press(widget, "Begynd en opfølgning")
    press(widget, "Begynd nu")
    press(at(rooms[0]), "Fortryd opfølgningen")
    assert workshop.round_number == 2
    assert "Ingen har svaret i opfølgningen endnu" in said(widget)
    press(widget, "Ja, fortryd den")
    assert (workshop.round_number, workshop.programme, workshop.step().exercise_id) == (1, before, "action_plan")
    assert "Fortryd opfølgningen …" not in labels(at(rooms[0]))
    press(widget, "Begynd en opfølgning")
    press(widget, "Begynd nu")
    press(at(rooms[0]), "Fortryd opfølgningen")
    workshop.submit(person, "partner_scale", 4)
    assert "Ja, fortryd den" not in labels(at(rooms[0]))
    assert workshop.round_number == 2


def test_everyones_answers_are_read_beside_the_page_and_never_while_it_waits(workshop, rooms, monkeypatch):
    workshop.start_round("Tre måneder efter")
    workshop.submit(workshop.join(), "partner_scale", 4)
    at(rooms[0], "action_plan")
    read_on, read = [], workshop.answers_of_all_rounds
    monkeypatch.setattr(workshop, "answers_of_all_rounds", lambda: read_on.append(threading.current_thread()) or read())
    at(rooms[0])
    assert read_on
    assert threading.main_thread() not in read_on


def test_undo_after_choosing_a_ready_programme_brings_the_old_name_back(workshop, rooms):
    panel = rooms[0]._programme
    before = workshop.programme.title.da
    panel.widget._handle_custom_msg({"type": "choose", "value": "halvanden_time"}, [])
    at(rooms[0])
    assert panel.widget.title != before
    assert panel.widget.can_undo
    panel.widget._handle_custom_msg({"type": "undo"}, [])
    at(rooms[0])
    assert panel.widget.title == before
    assert not panel.widget.can_undo


def test_roles_and_groups_to_choose_from_are_given_before_it_begins_and_are_what_the_other_facilitator_sees(rooms):
    room, other = rooms
    roles, groups = (field(at(room), Text, label) for label in ("Roller, fx", "Grupper, fx"))
    roles.value, groups.value = "Sygeplejerske, Leder,, Kok ", "Bord 1, Bord 2"
    press(room.widget, "Gem listerne")
    assert room.workshop.choices("role") == ("Sygeplejerske", "Leder", "Kok")
    assert room.workshop.choices("group") == ("Bord 1", "Bord 2")
    assert field(at(other), Text, "Roller, fx").value == "Sygeplejerske, Leder, Kok"
    roles.value = ", ".join(f"Rolle {n}" for n in range(40))
    press(room.widget, "Gem listerne")
    assert roles.value.startswith("Rolle 0")
    assert room.workshop.choices("role") == ("Sygeplejerske", "Leder", "Kok")
    room.workshop.set_step("opening_story")
    assert not any(isinstance(w, Text) and w.description.startswith("Roller") for w in seen(at(room)))


def test_an_early_answer_leaves_the_set_up_in_its_place_and_is_seen_below(rooms):
    room, _ = rooms
    room.workshop.submit(room.workshop.join(), "partner_scale", 2)
    shown = said(at(room))
    assert "Klar til at begynde" in shown
    assert "kr-picture" in shown
    assert "Gem navnet" in labels(room.widget)
    assert "Begynd en opfølgning …" not in labels(room.widget)
    press(room.widget, "Begynd")
    assert "Klar til at begynde" not in said(at(room))
    assert "Gem navnet" not in labels(room.widget)


def test_name_roles_and_groups_are_changed_after_it_has_begun_and_what_is_saved_is_said(rooms):
    room, other = rooms
    press(at(room, "opening_story"), "Navn, roller og grupper …")
    field(room.widget, Text, "Arbejdspladsens navn").value = "Biblioteket"
    press(room.widget, "Gem navnet")
    assert "Navnet er gemt." in said(room.widget)
    field(room.widget, Text, "Roller, fx").value = "Leder, Kok"
    assert "Navnet er gemt." not in said(room.widget)
    press(room.widget, "Gem listerne")
    assert "Antal roller: 2." in said(room.widget)
    assert (room.workshop.name, room.workshop.choices("role")) == ("Biblioteket", ("Leder", "Kok"))
    press(at(other), "Navn, roller og grupper …")
    assert field(other.widget, Text, "Roller, fx").value == "Leder, Kok"
    press(other.widget, "Færdig")
    assert "Gem navnet" not in labels(other.widget)


def test_in_a_follow_up_only_those_who_are_in_it_are_counted_and_the_round_is_named_beside_the_workshop(rooms):
    room, _ = rooms
    workshop = room.workshop
    first, second, _away = (workshop.join() for _ in range(3))
    at(room, "action_plan")
    assert "3 deltagere" in room._head.value
    press(room.widget, "Begynd en opfølgning")
    field(room.widget, Text, "Navn").value = "Efter sommeren"
    press(room.widget, "Begynd nu")
    at(room)
    assert "0 deltagere" in room._head.value
    assert "Runde 2 · Efter sommeren" in room._head.value
    workshop.attend(first)
    workshop.attend(first)
    workshop.set_step("pulse")
    workshop.submit(second, "pulse_clear", 2)
    at(room)
    assert "2 deltagere" in room._head.value
    wall = BigScreen(workshop)
    asyncio.run(wall.refresh())
    assert "1 af 2 har svaret" in said(wall.widget)
    assert "Runde 2 · Efter sommeren" in said(wall.widget)
    assert len(workshop.participants()) == 3


def test_a_day_that_has_passed_is_asked_about_and_the_task_of_a_decision_stands_in_the_plan(workshop, rooms):
    one = rooms[0]
    task = workshop.add_task("Kørsel")
    widget = at(one, "action_plan")
    field(widget, Textarea, "Hvad gør vi").value = "Vi kører sammen"
    field(widget, DatePicker, "Hvornår").value = dt.date(2031, 6, 1)
    assert "Den dag er gået" not in said(widget)
    field(widget, DatePicker, "Hvornår").value = dt.date(2020, 6, 1)
    assert "Den dag er gået" in said(widget)
    field(widget, Dropdown, "Hvilken opgave").value = task
    press(widget, "Gem beslutningen")
    assert list(workshop.actions()["status"]) == ["decided"]
    assert "Den dag er gået" not in said(widget)
    assert "1. juni 2020 · Opgave: Kørsel" in said(at(one))
    assert "Vi kører sammen (opgave: Kørsel)." in plot_actions(workshop.actions()).description
