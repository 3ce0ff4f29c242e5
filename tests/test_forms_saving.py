"""Saving: "Gemt" is said only of what is committed; the rest is kept, explained, and tried again."""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from kerne_widgets import create_workshop
from kerne_widgets.errors import StoreReadOnly
from kerne_widgets.forms import saving as saving_module
from kerne_widgets.forms.saving import Saving
from kerne_widgets.messages import text


@pytest.fixture
def saving(fresh_store):
    workshop = create_workshop(store=fresh_store)
    return Saving(workshop, workshop.join(), "da")


@pytest.fixture
def prompt(saving):
    return saving.workshop.model.prompt("meeting_them")


@pytest.fixture
def lock(saving):
    path = saving.workshop.store.address.removeprefix("sqlite:///")
    held = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    held.execute("BEGIN IMMEDIATE")
    yield held
    held.close()


def test_saved_is_said_with_the_time_of_the_commit(saving, prompt):
    assert (saving.state, saving.state_text) == ("empty", text("page.state_empty"))
    assert saving.save(prompt, "Med ro")
    assert saving.state == "saved"
    assert saving.state_text == text("page.saved_at", time=saving.saved_at.astimezone().strftime("%H:%M"))


def test_a_locked_store_keeps_the_answer_says_so_and_stores_it_when_it_is_free(saving, prompt, lock):
    assert not saving.save(prompt, "Med ro")
    assert saving.state == "waiting"
    assert saving.problems(prompt.prompt_id) == [text("page.store_busy")]
    assert saving.given(prompt.prompt_id) == {"": "Med ro"}
    assert not saving.is_settled(prompt.prompt_id)
    lock.execute("ROLLBACK")
    saving.flush()
    assert (saving.state, saving.problems()) == ("saved", [])
    assert saving.workshop.latest(saving.participant_id) == {("meeting_them", ""): "Med ro"}


def test_it_tries_again_by_itself_in_a_notebook(saving, prompt, lock, monkeypatch):
    monkeypatch.setattr(saving_module, "RETRY_S", 0.01)

    async def page():
        stored = asyncio.Event()
        saving.save(prompt, "Med ro")
        saving.listen(lambda _: saving.state == "saved" and stored.set())
        lock.execute("ROLLBACK")
        await asyncio.wait_for(stored.wait(), 10)

    # in a thread of its own: a browser of another test may hold a loop in this one
    with ThreadPoolExecutor() as thread:
        thread.submit(asyncio.run, page()).result()
    assert saving.workshop.latest(saving.participant_id) == {("meeting_them", ""): "Med ro"}


def test_a_participant_is_not_shown_where_the_store_is(saving, prompt, monkeypatch):
    def refuse(*_, **__):
        raise StoreReadOnly("errors.store_read_only", address="postgresql://secret.example/kerne")

    monkeypatch.setattr(saving.workshop.store, "append", refuse)
    saving.save(prompt, "Med ro")
    assert saving.problems() == [text("page.store_failed")]
    assert saving.given(prompt.prompt_id) == {"": "Med ro"}


def test_an_answer_to_a_closed_exercise_waits_until_it_is_open_again(saving, prompt):
    saving.workshop.set_open(prompt.exercise_id, False)
    assert not saving.save(prompt, "Med ro")
    assert (saving.state, saving.given(prompt.prompt_id)) == ("closed", {"": "Med ro"})
    saving.workshop.set_open(prompt.exercise_id, True)
    saving.flush()
    assert saving.state == "saved"


def test_undo_takes_back_what_waits_before_what_is_stored(saving, prompt):
    saving.save(prompt, "Først")
    saving.workshop.set_open(prompt.exercise_id, False)
    saving.save(prompt, "Siden")
    saving.undo(prompt)
    assert (saving.given(prompt.prompt_id), saving.state) == ({"": "Først"}, "saved")
    saving.undo(prompt)
    assert saving.given(prompt.prompt_id) == {"": "Først"}
    assert saving.said(prompt.prompt_id) == text("page.undo_closed")
    assert (saving.problems(), saving.state) == ([], "saved")


def test_an_undo_that_the_store_has_no_time_for_is_said_and_changes_nothing(saving, prompt, lock):
    lock.execute("ROLLBACK")
    saving.save(prompt, "Først")
    lock.execute("BEGIN IMMEDIATE")
    saving.undo(prompt)
    assert saving.said(prompt.prompt_id) == text("page.undo_failed")
    assert (saving.given(prompt.prompt_id), saving.state) == ({"": "Først"}, "saved")
    lock.execute("ROLLBACK")
    saving.undo(prompt)
    assert (saving.given(prompt.prompt_id), saving.said(prompt.prompt_id)) == ({}, "")


def test_undo_takes_back_what_was_refused_before_what_is_stored(saving, prompt):
    saving.save(prompt, "Først")
    saving.save(prompt, "x" * 4_001)
    assert saving.state == "unsaved"
    saving.undo(prompt)
    assert (saving.given(prompt.prompt_id), saving.problems(), saving.state) == ({"": "Først"}, [], "saved")
    saving.undo(prompt)
    assert saving.given(prompt.prompt_id) == {}


def test_words_that_are_emptied_when_it_is_too_late_are_there_still(saving, prompt):
    saving.save(prompt, "Først")
    saving.workshop.set_open(prompt.exercise_id, False)
    assert not saving.save(prompt, None)
    assert saving.said(prompt.prompt_id) == text("page.late_closed")
    assert (saving.given(prompt.prompt_id), saving.state) == ({"": "Først"}, "saved")
