"""What the phone kept arrives: nothing that stands is lost by it, and the phone lets go only of what is stored."""

from __future__ import annotations

import json

import pytest

from kerne_widgets import create_workshop
from kerne_widgets.errors import StoreBusy
from kerne_widgets.forms.mailbox import Mailbox
from kerne_widgets.forms.saving import Saving


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Natholdet", store=fresh_store)


@pytest.fixture
def saving(workshop):
    return Saving(workshop, workshop.join(), "da")


@pytest.fixture
def mailbox(saving):
    return Mailbox(saving, lambda *_: False)


def send(mailbox, **letter):
    mailbox.widget.value = json.dumps(letter)


def test_a_ring_kept_on_the_phone_leaves_the_hours_that_stand(workshop, saving, mailbox):
    task_id = workshop.add_task("Medicin")
    workshop.submit(saving.participant_id, "task_placement", {"centrality": 0, "hours_week": 6}, task_id)
    send(mailbox, drafts={f"task_placement--{task_id}": "3"})
    stands = workshop.latest(saving.participant_id)["task_placement", task_id]
    assert stands == {"centrality": 3, "hours_week": 6}


def test_the_phone_keeps_its_copy_while_the_store_takes_nothing(workshop, saving, mailbox, monkeypatch):
    def busy(_events):
        raise StoreBusy("errors.store_busy")

    with monkeypatch.context() as patched:
        patched.setattr(workshop.store, "append", busy)
        send(mailbox, drafts={"primary_group": "Borgerne"})
        assert "primary_group" not in mailbox.done
    send(mailbox, drafts={"primary_group": "Borgerne"}, n=2)
    assert "primary_group" in mailbox.done
    assert workshop.latest(saving.participant_id) == {("primary_group", ""): "Borgerne"}


def test_what_can_never_be_stored_is_not_repeated_for_ever(mailbox):
    send(mailbox, drafts={"task_placement--nothing": "3"})
    assert "task_placement--nothing" in mailbox.done


def test_a_text_that_is_too_long_stays_on_the_phone_until_it_is_shortened(saving, mailbox):
    send(mailbox, drafts={"primary_group": "x" * 5_000})
    assert "primary_group" not in mailbox.done
    assert saving.problems("primary_group")
