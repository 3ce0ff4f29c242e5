"""Forms in a notebook: what is answered is stored, what stands is shown, what is wrong is said beside the field."""

from __future__ import annotations

import json
import subprocess
import sys

import ipywidgets
import pytest
from answering import answers_to
from conftest import card

from kerne_widgets import create_workshop, forms, kinds, load_model
from kerne_widgets.errors import ContentError, StoreBusy
from kerne_widgets.forms.mailbox import Mailbox
from kerne_widgets.forms.one_by_one import CARDS_MAX
from kerne_widgets.forms.prompt_form import checksum
from kerne_widgets.forms.saving import Saving
from kerne_widgets.messages import text

SECRET = '<img src=x onerror="alert(1)"> & $x$'
KINDS = {prompt.kind: prompt for prompt in reversed(load_model().prompts)}


@pytest.fixture
def saving(fresh_store):
    workshop = create_workshop("Biblioteket", store=fresh_store)
    return Saving(workshop, workshop.join(), "da")


def stored(saving, prompt_id):
    return list(saving.workshop.latest(saving.participant_id, prompt_id).values())


def html_of(widget):
    own = widget.value if isinstance(widget, ipywidgets.HTML) else ""
    return own + "".join(html_of(child) for child in getattr(widget, "children", ()))


def test_a_dimension_is_answered_alone_in_a_notebook(monkeypatch, tmp_path):
    monkeypatch.setenv("KERNE_DATA_DIR", str(tmp_path))
    form = forms.for_dimension("maalgruppen")
    form.value = {
        "target_groups": ["Ældre, der bor alene", "Pårørende"],
        "partner_scale": 4,
        "meeting_them": "Vi siger hej.",
    }
    assert form.value == {
        "target_groups": ["Ældre, der bor alene", "Pårørende"],
        "meeting_them": "Vi siger hej.",
        "partner_scale": 4,
    }
    assert form.problems == []
    assert sorted(form.frame["value_text"].dropna()) == ["Pårørende", "Vi siger hej.", "Ældre, der bor alene"]
    assert list(form.frame["value_number"].dropna()) == [4.0]
    assert not list(tmp_path.iterdir()), "a form alone must write no file"
    assert "application/vnd.jupyter.widget-view+json" in form._repr_mimebundle_()
    form.close()


def test_a_form_alone_shows_the_answers_to_whole_room_prompts_and_one_in_a_workshop_does_not(fresh_store):
    given = {"well_and_good": {"x": 2, "y": 5}}
    alone = forms.for_dimension("gevinsten", participant_id="ada")
    alone.value = given
    assert (alone.value, alone.problems) == (given, [])
    for frame in (alone.frame, alone.forms["well_and_good"].frame):
        assert frame[["participant_id", "value_number", "value_second"]].to_numpy().tolist() == [["ada", 2, 5]]
        assert frame.dtypes.to_dict() == alone.saving.workshop.answers().dtypes.to_dict()
    workshop = create_workshop(store=fresh_store)
    with pytest.raises(ContentError):
        forms.for_dimension("nowhere", workshop)
    assert workshop.participant_list() == []
    shared = forms.for_dimension("gevinsten", workshop)
    shared.value = given
    assert shared.value == given
    assert shared.frame.empty
    assert shared.forms["well_and_good"].frame.empty
    for form in (alone, shared):
        form.close()


def test_what_a_kind_refuses_is_said_and_the_answer_before_it_stays():
    form = forms.for_dimension("maalgruppen")
    form.value = {"partner_scale": 4}
    form.value = {"partner_scale": 9, "meeting_them": "x" * 4_001}
    assert form.value == {"partner_scale": 4}
    assert len(form.problems) == 2
    assert "9 er ikke 1-5" in " ".join(form.problems)
    assert "4001" in " ".join(form.problems)
    assert form.problems[0] in html_of(form.widget).replace("&quot;", '"')
    form.value = {"partner_scale": 2}
    assert form.problems == []
    form.close()


def test_an_unknown_dimension_or_prompt_names_those_there_are():
    with pytest.raises(ContentError, match="maalgruppen"):
        forms.for_dimension("nowhere")
    form = forms.for_dimension("maalgruppen")
    with pytest.raises(ContentError, match="partner_scale"):
        form.value = {"nothing": 1}
    form.close()


def test_obstacles_written_in_a_notebook_can_be_sorted_there_and_tasks_placed():
    ambition = forms.for_dimension("ambitionen")
    ambition.forms["obstacles"].add("Lovgivningen")
    sort = next(form for form in ambition.forms.values() if form.prompt.kind == "sort")
    item_id = next(iter(sort._fields))
    sort._fields[item_id].index = 1
    assert list(sort.value.values()) == [sort.prompt.options[1].key]
    ambition.close()

    tasks = forms.for_dimension("kerne_periferi")
    tasks.forms["work_tasks"].add("Rengøring")
    board = tasks.forms["task_placement"]
    assert [task["text"] for task in board._board.tasks] == ["Rengøring"]
    card(board)._rings.index = 4
    assert tasks.frame.query("prompt_id == 'task_placement'")["value_number"].tolist() == [4.0]
    tasks.close()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_form_that_shows_what_is_stored_when_it_is_opened_again(kind, saving, make):
    workshop, prompt = saving.workshop, KINDS[kind]
    for number in range(3):
        workshop.add_task(f"Opgave {number}")
        if prompt.items_from not in ("", "tasks"):
            workshop.submit(saving.participant_id, prompt.items_from, f"Kort {number}")
    given = dict(answers_to(workshop, prompt, saving.participant_id))
    value = given if kinds.is_itemised(prompt) else next(iter(given.values()))
    value = list(given.values()) if prompt.is_list else value
    first = make(prompt.prompt_id)
    assert first.value is None
    first.value = value
    assert (first.value, first.problems) == (value, [])
    second = make(prompt.prompt_id)
    assert second.value == value
    assert second.marks().keys() == first.marks().keys()
    assert len(second.frame) == sum(len(kinds.of(prompt).rows(part, prompt, "da")) for part in given.values())
    second.value = None
    assert stored(saving, prompt.prompt_id) == []


@pytest.mark.parametrize("prompt_id", ["burn_for_me", "meeting_them"])
def test_text_is_stored_when_typing_pauses_and_undone(prompt_id, saving, make):
    form = make(prompt_id)
    form._field.value = "Borgerne"
    assert saving.state == "saved"
    form._field.value = "Borgerne og de pårørende"
    assert stored(saving, prompt_id) == ["Borgerne og de pårørende"]
    form._undo.click()
    assert (stored(saving, prompt_id), form._field.value) == (["Borgerne"], "Borgerne")
    form._field.value = "   "
    assert stored(saving, prompt_id) == []


def test_a_tap_is_stored_at_once_and_undo_unmarks_it(saving, make):
    form = make("partner_scale")
    form._field.index = 3
    assert stored(saving, "partner_scale") == [4]
    form._undo.click()
    assert (stored(saving, "partner_scale"), form._field.index) == ([], None)


def test_cards_are_added_once_removed_and_full_at_the_limit(make):
    form = make("target_groups")
    form._field.value = "Ældre"
    assert form._field.value == ""
    assert form.add("ældre ")
    assert form.value == ["Ældre"]
    form._list.children[0].children[1].click()
    assert form.value is None
    form._undo.click()
    assert form.value == ["Ældre"]
    for n in range(20):
        form.add(f"Gruppe {n}")
    assert len(form.value) == form.prompt.max_items
    assert str(form.prompt.max_items) in form._note.value


def test_what_people_write_is_shown_as_text_wherever_it_is_shown(saving, make):
    saving.workshop.add_task(SECRET)
    saving.workshop.submit(saving.participant_id, "obstacles", SECRET)
    shown = [make("target_groups"), make("obstacle_sort")]
    shown[0].add(SECRET)
    shown.append(make("task_placement"))
    for form in shown:
        html = html_of(form.widget)
        assert "&lt;img src=x" in html
        assert "<img" not in html


def test_placing_keeps_hours_and_hours_wait_for_a_ring(saving, make):
    first, second = (saving.workshop.add_task(text) for text in ("Rengøring", "Indkøb"))
    form = make("task_placement")
    card(form)._more.click()
    card(form)._more.click()
    assert (card(form)._field.value, stored(saving, "task_placement")) == ("2", [])
    card(form)._rings.index = 0
    assert form.value == {first: {"centrality": 0, "hours_week": 2}}
    card(form)._rings.index = 3
    card(form)._field.value = "2,5"
    assert form.value == {first: {"centrality": 3, "hours_week": 2.5}}
    card(form)._field.value = "mange"
    assert "mange" in form.problems[0]
    assert stored(saving, "task_placement") == [{"centrality": 3, "hours_week": 2.5}]
    form._undo.click()
    assert (card(form)._field.value, form.problems) == ("2,5", [])
    assert stored(saving, "task_placement") == [{"centrality": 3, "hours_week": 2.5}]
    assert form.step(1)
    assert not form.step(1)
    assert (form._board.selected, card(form)._rings.index, card(form)._field.value) == (second, None, "")


def test_a_tap_that_arrives_after_the_next_task_is_looked_at_answers_about_the_task_it_was_meant_for(saving, make):
    first, second = (saving.workshop.add_task(text) for text in ("Rengøring", "Indkøb"))
    form = make("task_placement")
    card(form)._rings.index = 4
    seen = card(form)
    assert form.step(1)
    assert seen is not card(form)
    seen._rings.index = 0
    seen._more.click()
    assert form.value == {first: {"centrality": 0, "hours_week": 1}}
    seen._field.value = "7,5"
    assert form.value == {first: {"centrality": 0, "hours_week": 7.5}}
    assert (form._board.selected, card(form)._rings.index, card(form)._field.value) == (second, None, "")
    # and the phone is told so, or it would send its copy again
    field = f"task_placement--{first}"
    assert form.marks()[field] == checksum("0")
    assert form.marks()[f"{field}--hours"] == checksum("7,5")
    form._undo.click()
    form._undo.click()
    form._undo.click()
    assert form.value == {first: {"centrality": 4, "hours_week": None}}
    assert form.marks()[field] == checksum("4")


def test_the_keys_say_which_task_they_are_about_also_when_it_is_reworded(saving, make):
    task_id = saving.workshop.add_task("Rengøring")
    form = make("task_placement")
    assert card(form)._rings.description == "1 · Rengøring – hvor hører opgaven til?"
    saving.workshop.rename_task(task_id, "Rengøring hos borgeren")
    form.follow_room()
    assert card(form)._rings.description == "1 · Rengøring hos borgeren – hvor hører opgaven til?"


def test_only_the_cards_looked_at_last_are_kept(saving, make):
    for number in range(CARDS_MAX + 3):
        saving.workshop.add_task(f"Opgave {number}")
    form = make("task_placement")
    first = card(form)
    first._more.click()
    for _ in range(CARDS_MAX + 2):
        form.step(1)
    assert len(form._cards) == CARDS_MAX
    assert first._rings.comm is None
    for _ in range(CARDS_MAX + 2):
        form.step(-1)
    assert card(form) is not first
    assert card(form)._field.value == "1"


def test_a_move_on_the_board_is_stored_acknowledged_and_counts_once(saving, make):
    task_id = saving.workshop.add_task("Rengøring")
    form = make("task_placement")
    move = {"type": "place", "task_id": task_id, "centrality": 2, "event_id": "5b0e7a0e-3a3c-4a40-9d0b-0a4c3b1f7f11"}
    form._board._handle_custom_msg(move, [])
    assert (form._board.placements, card(form)._rings.index) == ({task_id: 2}, 2)
    assert form._board.acknowledged == [move["event_id"]]
    seq = saving.workshop.last_seq()
    card(form)._rings.index = 4
    form._board._handle_custom_msg(move, [])
    assert saving.workshop.last_seq() == seq + 1
    assert form.value[task_id]["centrality"] == 4


def answered(saving, prompt):
    """An answer as the test's person gives it, and another one."""
    first = dict(answers_to(saving.workshop, prompt, saving.participant_id))
    items = list(first[""]) if prompt.kind in ("ranking", "points") else []
    other = {
        "scale": 5,
        "choice": prompt.options[-1].key if prompt.options else None,
        "sort": prompt.options[-1].key if prompt.options else None,
        "placement": {"centrality": 4, "hours_week": 7} if prompt.hours_max else {"centrality": 4},
        "gap": {"now": 4, "wanted": 1},
        "quadrant": {"x": 5, "y": 1},
        "circles": 1,
        "date": "2026-11-02",
        "ranking": items[::-1],
        "points": dict.fromkeys(items[:1], 1),
        "pairs": "equal",
        "pair_scale": 1,
    }[prompt.kind]
    return (first, dict.fromkeys(first, other)) if kinds.is_itemised(prompt) else (first[""], other)


def held_by(widget):
    """What every field of a form shows."""
    own = [getattr(widget, name, None) for name in ("index", "placements")]
    own += [widget.value] if not isinstance(widget, ipywidgets.HTML) and hasattr(widget, "value") else []
    return [own, *(held_by(child) for child in getattr(widget, "children", ()))]


COUNTED = [kind for kind in sorted(KINDS) if kinds.is_counted(KINDS[kind])]


@pytest.mark.parametrize("kind", COUNTED)
def test_a_choice_that_comes_too_late_goes_back_to_what_is_stored_and_is_told(kind, saving, make):
    workshop, prompt = saving.workshop, KINDS[kind]
    for number in range(3):
        workshop.add_task(f"Opgave {number}")
        if prompt.items_from not in ("", "tasks"):
            workshop.submit(saving.participant_id, prompt.items_from, f"Kort {number}")
    form = make(prompt.prompt_id)
    form.value, late = answered(saving, prompt)
    shown, marks, stood = held_by(form.widget), form.marks(), form.value
    workshop.set_open(prompt.exercise_id, False)
    form.value = late
    assert (form.value, held_by(form.widget), form.marks()) == (stood, shown, marks)
    assert text("page.late_closed") in html_of(form._note)
    assert (form.problems, saving.state) == ([], "saved")
    assert saving.refusals
    workshop.set_open(prompt.exercise_id, True)
    saving.flush()
    assert form.value == stood
    form.value = late
    assert "kerne-late" not in form._note.value
    assert form.value == late


def test_a_choice_that_waited_for_the_store_and_then_came_too_late_goes_back(saving, make, monkeypatch):
    form = make("partner_scale")
    form.value = 2
    with monkeypatch.context() as patched:
        patched.setattr(saving.workshop.store, "append", busy)
        form._field.index = 4
    assert (form._field.index, saving.state) == (4, "waiting")
    saving.workshop.set_open(form.prompt.exercise_id, False)
    saving.flush()
    assert (form._field.index, form.value) == (1, 2)
    assert "kerne-late" in form._note.value


def busy(_events):
    raise StoreBusy("errors.store_busy")


@pytest.mark.parametrize("prompt_id", ["task_placement", "well_and_good"])
def test_a_move_that_comes_too_late_is_dealt_with_and_the_mark_goes_back(prompt_id, saving, make):
    task_id = saving.workshop.add_task("Rengøring") if prompt_id == "task_placement" else ""
    form = make(prompt_id)
    place = {"centrality": 4} if prompt_id == "task_placement" else {"x": 1, "y": 5}
    saving.workshop.set_open(form.prompt.exercise_id, False)
    move = {"type": "place", "task_id": task_id, **place, "event_id": "5b0e7a0e-3a3c-4a40-9d0b-0a4c3b1f7f11"}
    form._board._handle_custom_msg(move, [])
    assert (form._board.placements, form._board.acknowledged) == ({}, [move["event_id"]])
    assert text("page.late_closed") in html_of(form._note)


def test_a_card_that_comes_too_late_is_shown_as_one_that_waits(saving, make):
    form = make("target_groups")
    form.add("Ældre")
    saving.workshop.set_open(form.prompt.exercise_id, False)
    assert not form.add("Unge")
    stored, waiting = (html_of(card) for card in form._list.children)
    assert text("page.card_waits") not in stored
    assert text("page.card_waits") in waiting
    assert text("page.late_words") in html_of(form._note)
    saving.workshop.set_open(form.prompt.exercise_id, True)
    saving.flush()
    assert text("page.card_waits") not in html_of(form._list)
    assert form.value == ["Ældre", "Unge"]


@pytest.mark.parametrize("how", ["removed", "undone"])
def test_a_card_that_is_taken_back_before_it_is_stored_does_not_come_back(how, saving, make, monkeypatch):
    form, mailbox = make("target_groups"), Mailbox(saving)
    letter = {"cards": {"target_groups": [{"id": "a" * 36, "text": "Unge"}]}}
    with monkeypatch.context() as patched:
        patched.setattr(saving.workshop.store, "append", busy)
        mailbox.widget.value = json.dumps(letter)
        assert form.value == ["Unge"]
        (form._list.children[0].children[1] if how == "removed" else form._undo).click()
        mailbox.widget.value = json.dumps({**letter, "n": 2})
        assert form.value is None
    saving.flush()
    assert (form.value, stored(saving, "target_groups")) == (None, [])
    assert "a" * 36 in saving.taken_back


@pytest.mark.parametrize(
    "letter",
    ["", "{", "[]", "null", '{"cards": 3, "drafts": []}', '{"cards": {"nothing": [{"id": "a", "text": "b"}]}}',
     '{"cards": {"target_groups": [7, {"id": 1, "text": "x"}]}}', '{"drafts": {"partner_scale": "99", "x--y": "z"}}'],
)  # fmt: skip
def test_a_letter_that_our_page_did_not_write_stores_nothing(letter, saving):
    Mailbox(saving).widget.value = letter
    assert saving.workshop.latest(saving.participant_id) == {}


def test_what_a_phone_kept_is_stored_by_letter_once(saving):
    mailbox = Mailbox(saving)
    card = {"id": "9f3a3a52-1111-4222-8333-444455556666", "text": "Pårørende"}
    drafts = {"meeting_them": "Vi lytter", "partner_scale": "3"}
    for n in (1, 2):
        mailbox.widget.value = json.dumps({"n": n, "cards": {"target_groups": [card]}, "drafts": drafts})
    given = {prompt: value for (prompt, _), value in saving.workshop.latest(saving.participant_id).items()}
    assert given == {"target_groups": "Pårørende", "meeting_them": "Vi lytter", "partner_scale": 4}
    assert {card["id"], *drafts} <= set(mailbox.done)
    assert saving.workshop.last_seq() == len(given) + 2


def test_a_participants_page_loads_neither_pandas_nor_matplotlib():
    code = (
        "import sys; from kerne_widgets import forms; page = forms.participant_page()\n"
        "for _ in range(40): page._step(1)\n"
        "heavy = {'pandas', 'matplotlib', 'scipy', 'sklearn', 'numpy'} & set(sys.modules)\n"
        "assert page.screen.screen_id == 'thanks', page.screen.screen_id\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
