"""The participant's page: one screen at a time, in step with the room, and nothing left behind."""

from __future__ import annotations

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor

import ipywidgets
import pytest
from conftest import card
from ipywidgets.widgets.widget import _instances

from kerne_widgets import create_workshop, forms, open_workshop
from kerne_widgets.errors import StoreBusy
from kerne_widgets.forms import following, saving
from kerne_widgets.forms.page import Apology, ParticipantPage
from kerne_widgets.forms.prompt_form import heard
from kerne_widgets.messages import text


@pytest.fixture
def workshop(fresh_store):
    made = create_workshop("Hjemmeplejen", store=fresh_store)
    for task in ("Rengøring", "Indkøb", "Samtale og nærvær"):
        made.add_task(task)
    return made


@pytest.fixture
def page(workshop):
    made = ParticipantPage(workshop, workshop.join())
    yield made
    made.close()


def where(page):
    return re.search(r'aria-valuetext="([^"]*)"', page._header.widget.value)[1]


def facts(page):
    raw = re.search(r'data-facts="([^"]*)"', page._header.widget.value)[1]
    return json.loads(raw.replace("&quot;", '"'))


def form(page, prompt_id):
    return next(form for form in page.screen.forms if form.prompt.prompt_id == prompt_id)


def walk(page):
    seen = [page.screen.screen_id]
    for _ in range(100):
        page._on.click()
        if page.screen.screen_id != seen[-1]:
            seen.append(page.screen.screen_id)
    return seen


def test_one_walks_through_every_exercise_to_the_thanks_and_back_into_any(page, workshop):
    seen = walk(page)
    assert seen == [exercise.exercise_id for exercise in workshop.planned] + ["thanks"]
    page.go("target_group_meeting")
    ids = workshop.programme.exercise_ids
    assert where(page) == f"Trin {ids.index('target_group_meeting') + 1} af {len(ids)} · Målgruppen"
    page._back.click()
    assert page.screen.screen_id == "target_group_names"


def test_the_number_of_widgets_does_not_grow_with_the_screens_one_has_seen(workshop):
    before = set(_instances)
    page = ParticipantPage(workshop, workshop.join())
    sizes = []
    for _ in range(3):
        walk(page)
        page.go(workshop.planned[0].exercise_id)
        sizes.append(len(_instances))
    assert len(set(sizes)) == 1
    assert sizes[0] - len(before) < 40
    page.close()
    left = {type(_instances[key]).__name__ for key in set(_instances) - before}
    assert left <= {"Layout", "HTMLStyle", "ButtonStyle", "TextStyle", "DescriptionStyle", "RadioButtonsStyle"}


def test_the_thanks_do_not_say_saved_of_what_is_not_and_say_where_it_is(page, workshop):
    page.go("target_group_meeting")
    form(page, "meeting_them")._field.value = "x" * 4_001
    page.go("thanks")
    head, *ways = page.screen.widget.children
    assert "ikke gemt endnu" in head.value
    title = workshop.model.exercise("target_group_meeting").title("da")
    assert [way.description for way in ways if "is-unsaved" in way._dom_classes] == [title]


def test_a_page_opened_again_goes_on_where_the_answers_stop(page, workshop):
    person = page.saving.participant_id
    workshop.submit(person, "names_we_use", "Borgerne")
    again = ParticipantPage(workshop, person)
    assert again.screen.screen_id == "target_group_meeting"
    again.close()


def test_the_board_says_where_one_is_in_the_programme_and_the_keys_go_from_task_to_task(page, workshop):
    page.go("place_tasks")
    ids = workshop.programme.exercise_ids
    place = f"Trin {ids.index('place_tasks') + 1} af {len(ids)} · Kerne – periferi"
    assert where(page) == place
    board = form(page, "task_placement")
    card(board)._rings.index = 2
    assert where(page) == place
    assert board._board.labels["count"] == "{placed} af {total} placeret"
    assert (page._back.description, page._on.description) == ("Tilbage", "Næste opgave")
    page._on.click()
    page._on.click()
    assert (board._board.selected, page._back.description, page._on.description) == (
        board._entries[2].item_id,
        "Forrige",
        "Videre",
    )
    page._on.click()
    assert page.screen.screen_id == "deprioritise"


def test_an_answer_given_in_another_tab_is_shown_when_one_comes_back_to_the_first(page, workshop):
    other = ParticipantPage(workshop, page.saving.participant_id)
    for each in (page, other):
        each.go("place_tasks")
    board = form(page, "task_placement")
    card(board)._rings.index = 4
    card(form(other, "task_placement"))._rings.index = 0
    other.close()
    assert card(board)._rings.index == 4
    page._mailbox.widget.value = '{"looks": 1}'
    assert card(board)._rings.index == 0
    assert list(board._board.placements.values()) == [0]


def test_what_a_loading_phone_was_told_of_is_there_for_some_seconds_after_the_room_has_moved_on(workshop, monkeypatch):
    monkeypatch.setattr("kerne_widgets.forms.page.CLOSE_AFTER_S", 0.05)

    async def move_on():
        page = ParticipantPage(workshop, workshop.join())
        left, closed = page.screen, asyncio.Event()
        close = left.close
        monkeypatch.setattr(left, "close", lambda: (close(), closed.set()))
        page.go("value_missed")
        there = left.widget.model_id in _instances
        await closed.wait()
        page.close()
        return there

    assert asyncio.run(asyncio.wait_for(move_on(), 5))


def test_a_paused_timer_stands_still_on_the_phone(page, workshop):
    workshop.set_step("value_missed", minutes=4)
    workshop.pause_timer()
    page._following.look()
    assert "4:00</span>" in page._header.widget.value
    assert "data-ends" not in page._header.widget.value


def test_the_page_goes_along_with_the_facilitator_and_not_ahead(page, workshop):
    workshop.set_step("value_missed", minutes=4)
    page._following.look()
    assert where(page).endswith(" · Værdien")
    assert page._on.disabled
    assert not page._back.disabled
    assert "kerne-timer" in page._header.widget.value
    page._on.click()
    assert page.screen.screen_id == "value_missed"
    workshop.set_step(None)
    page._following.look()
    assert page.screen.screen_id == "value_missed"
    assert not page._on.disabled


def write(page, **letter):
    """A letter of the page's script."""
    sent = json.loads(page._mailbox.widget.value or '{"n": 0}')
    page._mailbox.widget.value = json.dumps({"n": sent["n"] + 1, **letter})


def test_a_page_is_called_by_the_room_and_stays_until_its_phone_says_that_nothing_is_being_written(page, workshop):
    write(page)
    page.go("target_group_meeting")
    form(page, "meeting_them")._field.value = "Jeg er i gang med at"
    workshop.set_step("place_tasks")
    for _ in range(3):
        page._following.look()
        assert page.screen.screen_id == "target_group_meeting"
        assert facts(page)["called"] == "place_tasks"
    write(page, stays="place_tasks")
    assert "Hvad er kerne" in page._notice.value
    assert "is-nothing" not in page._invitation._dom_classes
    write(page, along="value_missed")
    assert page.screen.screen_id == "target_group_meeting", "that was an answer to another call"
    write(page, along="place_tasks")
    assert page.screen.screen_id == "place_tasks"
    assert "is-nothing" in page._invitation._dom_classes
    assert facts(page)["called"] == ""
    assert list(workshop.latest(page.saving.participant_id).values()) == ["Jeg er i gang med at"]


def test_what_was_half_written_when_the_room_went_on_is_added_before_the_page_goes_along(page, workshop):
    write(page)
    page.go("target_group_who")
    workshop.set_step("place_tasks")
    page._following.look()
    write(page, along="place_tasks", cards={"target_groups": [{"id": "a" * 36, "text": "Unge"}]})
    assert page.screen.screen_id == "place_tasks"
    assert list(workshop.latest(page.saving.participant_id).values()) == ["Unge"]


def test_a_follow_up_takes_back_a_call_that_was_not_answered(page, workshop):
    write(page)
    page.go("target_group_meeting")
    workshop.set_step("place_tasks")
    page._following.look()
    write(page, stays="place_tasks")
    workshop.start_round("Tre måneder efter")
    page._following.look()
    here = page.screen.screen_id
    assert "is-nothing" in page._invitation._dom_classes
    write(page, along="place_tasks")
    assert page.screen.screen_id == here


def begin_round(workshop):
    """A follow-up that begins with the same exercises."""
    workshop.start_round("Tre måneder efter")


def told(page):
    return "" if "is-nothing" in page._left_behind.widget._dom_classes else page._left_behind._said.value


def test_what_is_written_as_a_follow_up_begins_is_no_answer_in_it_and_its_writer_is_told(page, workshop):
    person = page.saving.participant_id
    page.go("target_group_meeting")
    form(page, "meeting_them")._field.value = "Med ro"
    key = facts(page)["key"]
    begin_round(workshop)
    # the page has not seen it yet
    form(page, "meeting_them")._field.value = "Med ro og tid"
    form(page, "partner_scale")._field.index = 3
    assert "meeting_them" not in facts(page)["marks"]
    page._following.look()
    assert workshop.latest(person) == {}
    assert workshop.latest(person, None, 1) == {("meeting_them", ""): "Med ro"}
    assert "Med ro og tid" in told(page)
    assert "ny runde" in told(page)
    assert facts(page)["key"] == f"{key}-2"
    assert facts(page)["state"] == "empty"
    page.go("target_group_meeting")
    assert form(page, "meeting_them")._field.value == ""
    page._left_behind.widget.children[1].click()
    assert told(page) == ""
    assert {f"{key}:meeting_them", f"{key}:partner_scale"} <= set(facts(page)["done"])


def test_a_choice_that_is_made_as_a_follow_up_begins_is_told_of_without_words(page, workshop):
    page.go("target_group_meeting")
    begin_round(workshop)
    form(page, "partner_scale")._field.index = 3
    page._following.look()
    assert text("page.left_choice") in told(page)
    assert workshop.latest(page.saving.participant_id) == {}


def test_words_that_waited_in_a_closed_exercise_are_not_put_into_the_next_round(page, workshop, monkeypatch):
    monkeypatch.setattr(saving, "LATE_S", -1)
    page.go("target_group_meeting")
    workshop.set_open("target_group_meeting", False)
    page._following.look()
    form(page, "meeting_them")._field.value = "Skrevet for sent"
    begin_round(workshop)
    page._following.look()
    page._following.look()
    assert workshop.latest(page.saving.participant_id) == {}
    assert "Skrevet for sent" in told(page)


def test_what_a_phone_kept_from_another_round_is_told_unless_it_arrived(page, workshop):
    person = page.saving.participant_id
    workshop.submit(person, "meeting_them", "Med ro")
    workshop.submit(person, "target_groups", "Unge")
    key = facts(page)["key"]
    begin_round(workshop)
    page._following.look()
    left = {
        f"{key}:meeting_them": ["Med ro"],
        f"{key}:burn_for_me": ["Borgerne"],
        f"{key}:cards:target_groups": [" unge", "Ældre"],
        f"{key}:partner_scale": ["3"],
        f"{key}:no_such_question": ["x"],
    }
    write(page, key=f"{key}-2", left=left)
    assert all(words in told(page) for words in ("Borgerne", "Ældre"))
    assert "Med ro" not in told(page)
    assert "unge" not in told(page)
    assert set(facts(page)["left"]) == {f"{key}:burn_for_me", f"{key}:cards:target_groups"}
    assert {f"{key}:meeting_them", f"{key}:partner_scale", f"{key}:no_such_question"} <= set(facts(page)["done"])
    assert workshop.latest(person) == {}


def test_a_letter_that_was_written_in_another_round_is_not_read(page, workshop):
    key = facts(page)["key"]
    begin_round(workshop)
    page._following.look()
    cards = {"target_groups": [{"id": "a" * 36, "text": "Unge"}]}
    write(page, key=key, cards=cards, drafts={"burn_for_me": "Borgerne"})
    assert workshop.latest(page.saving.participant_id) == {}
    write(page, key=f"{key}-2", cards=cards)
    assert list(workshop.latest(page.saving.participant_id).values()) == ["Unge"]


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_follow_up_and_a_step_that_the_store_was_away_for_are_taken_in_at_the_next_look(workshop, monkeypatch, at):
    page = ParticipantPage(workshop, workshop.join())
    page.go("target_group_meeting")
    asked = 0
    fetch = workshop.store.fetch_events

    def away(*given, **narrowed):
        nonlocal asked
        asked += 1
        if asked == at:
            raise StoreBusy("errors.store_busy")
        return fetch(*given, **narrowed)

    def look_twice():
        nonlocal asked
        asked = 0
        with monkeypatch.context() as patched:
            patched.setattr(workshop.store, "fetch_events", away)
            page._following.look()
            if page.saving.round_number == 1:
                # still the page of the round before
                form(page, "partner_scale")._field.index = 3
            page._following.look()

    elsewhere = open_workshop(workshop.code, workshop.store)
    for person in (page.saving.participant_id, workshop.join()):
        for source in ("names_we_use", "obstacles"):
            workshop.submit(person, source, "Borgeren")
    elsewhere.start_round("Tre måneder efter")
    elsewhere.set_step("target_group_tone")
    look_twice()
    assert (page.screen.screen_id, page._stage.children) == ("target_group_tone", (page.screen.widget,))
    assert page.saving.round_number == 2
    assert workshop.latest(page.saving.participant_id) == {}
    elsewhere.set_step(workshop.model.prompt("obstacle_sort").exercise_id)
    look_twice()
    assert page.screen.screen_id == workshop.model.prompt("obstacle_sort").exercise_id
    page.close()


def test_one_can_go_along_by_a_key_while_something_is_being_written(page, workshop):
    write(page)
    page.go("target_group_meeting")
    workshop.set_step("place_tasks")
    page._following.look()
    write(page, stays="place_tasks")
    page._join.click()
    assert page.screen.screen_id == "place_tasks"


def test_what_was_being_written_when_an_exercise_was_closed_still_comes_in_and_later_nothing_does(
    page, workshop, monkeypatch
):
    now = [1000.0]
    monkeypatch.setattr(saving.time, "monotonic", lambda: now[0])
    write(page)
    page.go("target_group_who")
    workshop.set_open("target_group_who", False)
    page._following.look()
    workshop.set_revealed("target_group_who", True)
    page._following.look()  # whatever else happens, there is as long to send it
    write(page, cards={"target_groups": [{"id": "a" * 36, "text": "Unge"}]})
    assert list(workshop.latest(page.saving.participant_id).values()) == ["Unge"]
    now[0] += saving.LATE_S + 1
    write(page, cards={"target_groups": [{"id": "b" * 36, "text": "Ældre"}]})
    assert list(workshop.latest(page.saving.participant_id).values()) == ["Unge"]
    assert facts(page)["state"] == "closed"


def test_the_same_card_sent_twice_is_one_card_and_both_letters_are_dealt_with(page, workshop):
    page.go("target_group_who")
    sent = [{"id": letter * 36, "text": text} for letter, text in (("a", "Unge"), ("b", " unge "))]
    write(page, cards={"target_groups": sent})
    page.go("place_tasks")
    write(page, cards={"target_groups": [{"id": "c" * 36, "text": "UNGE"}]})
    assert list(workshop.latest(page.saving.participant_id).values()) == ["Unge"]
    assert [name[0] for name in facts(page)["done"]] == ["a", "b", "c"]


def test_a_closed_exercise_says_so_where_it_said_saved_and_what_the_room_is_told_can_be_read_out(page, workshop):
    page.go("target_group_who")
    form(page, "target_groups").value = ["Unge"]
    assert "✓ Gemt" in page._header.widget.value
    assert facts(page)["said"] == ""
    workshop.set_open("target_group_who", False)
    page._following.look()
    assert "✓ Gemt" not in page._header.widget.value
    assert "Lukket for svar" in page._header.widget.value
    assert facts(page)["state"] == "saved"
    assert "lukket for svar" in facts(page)["said"]
    workshop.set_revealed("target_group_who", True)
    page._following.look()
    assert "storskærmen" in facts(page)["said"]
    workshop.set_open("target_group_who", True)
    page._following.look()
    assert "åben for svar igen" in facts(page)["said"]


def test_at_the_end_the_page_says_thanks_and_one_can_see_what_one_has_answered(page, workshop):
    write(page)
    last = workshop.planned[-1].exercise_id
    workshop.set_step(last, minutes=4)
    page._following.look()
    write(page, along=last)
    workshop.close()
    page._following.look()
    write(page, along=facts(page)["called"])
    assert page.screen.screen_id == "thanks"
    assert "kerne-timer" not in page._header.widget.value
    assert where(page) == "Færdig"
    assert "Se dine svar" in page.screen.widget.children[1].value
    page._back.click()
    assert page.screen.screen_id == last
    assert not page._on.disabled
    late = ParticipantPage(workshop, workshop.join())
    assert late.screen.screen_id == "thanks"
    late.close()
    workshop.reopen()
    page._following.look()
    assert facts(page)["called"] == ""
    page._on.click()
    assert page.screen.screen_id == last, "the room is led again"


def test_closed_is_shown_without_touching_what_is_in_the_field(page, workshop, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(saving.time, "monotonic", lambda: now[0])
    page.go("target_group_meeting")
    field = form(page, "meeting_them")._field
    sent = []
    field.observe(lambda change: sent.append(change.name))
    workshop.set_open("target_group_meeting", False)
    page._following.look()
    now[0] += saving.LATE_S + 1
    assert "is-closed" in page.screen.widget._dom_classes
    assert "lukket for svar" in page.screen._room.value
    field.value = "Skrevet for sent"
    assert facts(page)["state"] == "closed"
    workshop.set_open("target_group_meeting", True)
    page._following.look()
    assert facts(page)["state"] == "saved"
    assert sent == ["value"], "any other change from the kernel would overwrite what is being typed"


def test_nothing_is_moved_on_the_board_of_a_closed_exercise(page, workshop):
    page.go("place_tasks")
    board = form(page, "task_placement")._board
    assert board.is_open
    workshop.set_open("place_tasks", False)
    page._following.look()
    assert not board.is_open
    workshop.set_open("place_tasks", True)
    page._following.look()
    assert board.is_open


def test_new_tasks_come_to_the_board_and_the_selected_one_stays(page, workshop):
    page.go("place_tasks")
    board = form(page, "task_placement")
    page._on.click()
    selected = board._board.selected
    workshop.add_task("Vagtplanbytte")
    page._following.look()
    assert [task["text"] for task in board._board.tasks][-1] == "Vagtplanbytte"
    assert board._board.selected == selected


def test_nothing_is_sent_to_a_page_when_nothing_has_changed(page, monkeypatch):
    sent = []
    monkeypatch.setattr(ipywidgets.Widget, "_send", lambda _self, message, buffers=None: sent.append(message))  # noqa: ARG005
    for _ in range(5):
        page._following.look()
    assert sent == []


def test_the_page_follows_by_itself_where_there_is_an_event_loop(workshop, monkeypatch):
    monkeypatch.setattr(following, "POLL_S", 0.01)

    async def opened():
        page = ParticipantPage(workshop, workshop.join())
        moved = asyncio.Event()

        def go_along(_change):
            moved.set()
            write(page, along="value_missed")

        page._header.widget.observe(go_along, "value")
        workshop.set_step("value_missed")
        await asyncio.sleep(0.1)
        # to a page that is still loading, new widgets would be strangers
        assert not moved.is_set()
        page._mailbox.widget.value = '{"n": 1}'
        await asyncio.wait_for(moved.wait(), 10)
        page.close()
        return page.screen.screen_id

    # in a thread of its own: a browser of another test may hold a loop in this one
    with ThreadPoolExecutor() as thread:
        shown = thread.submit(asyncio.run, opened()).result()
    assert shown == "value_missed"


def test_the_head_tells_the_page_what_is_committed(page):
    page.go("target_group_meeting")
    text = form(page, "meeting_them")
    text._field.value = "Æblegrød"
    assert facts(page)["marks"]["meeting_them"] == "fca2d10d"
    text._field.value = "x" * 4_001
    assert facts(page)["marks"]["meeting_them"] == heard("x" * 4_001)
    assert facts(page)["state"] == "unsaved"


def test_the_page_knows_its_participant_from_the_environment(workshop, monkeypatch):
    person = workshop.join()
    workshop.submit(person, "partner_scale", 4)
    monkeypatch.setenv("KERNE_WORKSHOP", workshop.code)
    monkeypatch.setenv("KERNE_PARTICIPANT", person)
    monkeypatch.setenv("KERNE_STORE", workshop.store.address)
    monkeypatch.setenv("KERNE_LANG", "en")
    page = forms.participant_page()
    page.go("target_group_meeting")
    assert where(page).endswith(" · The target group")
    assert form(page, "partner_scale").value == 4
    page.close()
    monkeypatch.setenv("KERNE_WORKSHOP", "XXXXXX")
    apology = forms.participant_page()
    assert isinstance(apology, Apology)
    assert "XXXXXX" in apology.widget.children[0].value


def test_a_page_drawn_ahead_follows_nothing_until_someone_comes_and_is_then_where_the_room_is(workshop, monkeypatch):
    elsewhere = open_workshop(workshop.code, workshop.store)
    monkeypatch.setenv("KERNE_WORKSHOP", workshop.code)
    monkeypatch.setenv("KERNE_PARTICIPANT", "nobody yet")
    monkeypatch.setenv("KERNE_STORE", workshop.store.address)
    monkeypatch.setenv("KERNE_AHEAD", "1")
    monkeypatch.setattr(following, "POLL_S", 0.01)
    monkeypatch.setattr(following, "ARRIVES_WITHIN_S", 0.01)

    async def wait_and_come():
        page = forms.participant_page()
        elsewhere.set_step("value_missed")
        await asyncio.sleep(0.1)  # ten looks, if it looked
        before = page.screen.screen_id
        assert forms.participant_page() is page
        after = page.screen.screen_id
        elsewhere.join(participant_id="nobody yet")
        form(page, "missed_if_gone")._field.value = "Tryghed"
        elsewhere.set_step("opening_question")
        page._arrive()
        async with asyncio.timeout(10):
            while facts(page)["called"] != "opening_question":  # noqa: ASYNC110  # a widget has no event to wait for
                await asyncio.sleep(0.01)
        page.close()
        return before, after

    with ThreadPoolExecutor(1) as thread:
        before, after = thread.submit(lambda: asyncio.run(wait_and_come())).result()
    assert (before, after) == (workshop.planned[0].exercise_id, "value_missed")
    assert list(elsewhere.latest("nobody yet").values()) == ["Tryghed"]


def test_a_notebook_on_its_own_gets_an_example_that_says_so(monkeypatch, tmp_path):
    monkeypatch.delenv("KERNE_WORKSHOP", raising=False)
    monkeypatch.setenv("KERNE_DATA_DIR", str(tmp_path))
    page = forms.participant_page()
    assert page.workshop.example
    assert any("Eksempel" in getattr(child, "value", "") for child in page.widget.children)
    assert not list(tmp_path.iterdir())
    page.close()


def test_a_facilitator_who_moves_on_while_a_page_is_being_made_is_followed(workshop):
    elsewhere, person = open_workshop(workshop.code, workshop.store), workshop.join()
    with workshop.still():
        assert workshop.step().exercise_id == ""
        elsewhere.set_step("value_missed")
        page = ParticipantPage(workshop, person)
    page._following.look()
    assert page.screen.screen_id == "value_missed"
    page.close()


def test_a_follow_up_takes_a_page_to_its_own_programme_and_counts_whoever_has_one_open(page, workshop):
    (ready,) = (one for one in workshop.model.programmes if one.programme_id == "opfoelgning")
    left_behind = next(one for one in workshop.planned if one.exercise_id not in ready.exercise_ids)
    page.go(left_behind.exercise_id)
    workshop.join()
    workshop.start_round(programme=ready)
    assert workshop.attending() == set()
    page.follow_room()
    assert page.screen.screen_id == ready.exercise_ids[0]
    assert page._way().place(page.screen.screen_id) == (1, len(ready.exercises))
    assert workshop.attending() == {page.saving.participant_id}
