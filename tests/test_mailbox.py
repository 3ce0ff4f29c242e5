"""What the phone kept arrives: nothing that stands is lost by it, and the phone lets go only of what is stored."""

from __future__ import annotations

import json

import pytest

from kerne_widgets import create_workshop
from kerne_widgets.errors import StoreBusy
from kerne_widgets.forms.mailbox import Mailbox
from kerne_widgets.forms.prompt_form import checksum, for_prompt, form_class
from kerne_widgets.forms.saving import Saving


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Natholdet", store=fresh_store)


@pytest.fixture
def saving(workshop):
    return Saving(workshop, workshop.join(), "da")


@pytest.fixture
def mailbox(saving):
    return Mailbox(saving)


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
        send(mailbox, drafts={"burn_for_me": "Borgerne"})
        assert "burn_for_me" not in mailbox.done
    send(mailbox, drafts={"burn_for_me": "Borgerne"}, n=2)
    assert "burn_for_me" in mailbox.done
    assert workshop.latest(saving.participant_id) == {("burn_for_me", ""): "Borgerne"}


def test_what_can_never_be_stored_is_not_repeated_for_ever(mailbox):
    send(mailbox, drafts={"task_placement--nothing": "3"})
    assert "task_placement--nothing" in mailbox.done


def test_a_text_that_is_too_long_stays_on_the_phone_until_it_is_shortened(saving, mailbox):
    send(mailbox, drafts={"burn_for_me": "x" * 5_000})
    assert "burn_for_me" not in mailbox.done
    assert saving.problems("burn_for_me")


def test_a_newer_answer_from_elsewhere_stands_and_the_older_text_is_offered_beside_it(workshop, saving, mailbox):
    prompt = workshop.model.prompt("burn_for_me")
    workshop.submit(saving.participant_id, "burn_for_me", "De ældste")
    send(mailbox, drafts={"burn_for_me": "Borgerne"}, stood={"burn_for_me": [checksum("")]})
    assert workshop.latest(saving.participant_id)["burn_for_me", ""] == "De ældste"
    assert "burn_for_me" not in mailbox.done
    form = for_prompt(prompt, saving)
    assert "Borgerne" in form._older.widget.children[0].value
    use, _drop = form._older.widget.children[1].children
    use.click()
    assert (form.value, form._field.value, form._older, saving.older) == ("Borgerne", "Borgerne", None, {})
    form.close()


def test_an_older_text_can_be_let_go(workshop, saving, mailbox):
    form = for_prompt(workshop.model.prompt("burn_for_me"), saving)
    form.value = "De ældste"
    send(mailbox, older={"burn_for_me": "Borgerne", "no_such_question": "x"})
    form._older.widget.children[1].children[1].click()
    assert (form.value, form._older, saving.older) == ("De ældste", None, {})
    assert mailbox.done == ["older:no_such_question"]
    form.close()


def test_what_was_sent_from_this_phone_and_is_gone_on_with_is_no_newer_answer(workshop, saving, mailbox):
    workshop.submit(saving.participant_id, "burn_for_me", "Borg")
    stood = [checksum(""), checksum("Borg")]
    send(mailbox, drafts={"burn_for_me": "Borgerne"}, stood={"burn_for_me": stood})
    assert workshop.latest(saving.participant_id)["burn_for_me", ""] == "Borgerne"


ONE_OF_EACH = {
    "partner_scale": ("", 2, 4, "4"),
    "we_first": ("", "team", "department", "1"),
    "last_celebrated": ("", "2025-03-01", "2025-04-01", "2025-05-01"),
    "gains": ("wellbeing", {"now": 1}, {"now": 3}, "4"),
    "well_and_good": ("", {"x": 1, "y": 1}, {"x": 4, "y": 1}, "1"),
}


@pytest.mark.parametrize("prompt_id", ONE_OF_EACH)
def test_a_tap_kept_on_the_phone_gives_way_to_a_newer_answer_and_is_not_repeated(workshop, saving, mailbox, prompt_id):
    item_id, first, newer, kept = ONE_OF_EACH[prompt_id]
    part = {"gains": "--now", "well_and_good": "----x"}.get(prompt_id, "")
    field = f"{prompt_id}--{item_id}{part}" if item_id else f"{prompt_id}{part}"
    form = form_class(workshop.model.prompt(prompt_id).kind)
    inner = field.partition("--")[2]
    workshop.submit(saving.participant_id, prompt_id, first, item_id)
    stood = [checksum(form.held(saving, workshop.model.prompt(prompt_id), inner))]
    shown = for_prompt(workshop.model.prompt(prompt_id), saving)
    assert shown.marks()[field] == stood[0]
    shown.close()
    workshop.submit(saving.participant_id, prompt_id, newer, item_id)
    send(mailbox, drafts={field: kept}, stood={field: stood})
    assert workshop.latest(saving.participant_id)[prompt_id, item_id] == newer
    assert field in mailbox.done


def test_hours_kept_on_the_phone_are_stored_when_there_is_a_ring(workshop, saving, mailbox):
    task_id = workshop.add_task("Medicin")
    field = f"task_placement--{task_id}--hours"
    send(mailbox, drafts={field: "7,5"})
    assert field not in mailbox.done
    workshop.submit(saving.participant_id, "task_placement", {"centrality": 1, "hours_week": None}, task_id)
    send(mailbox, drafts={field: "7,5"}, n=2)
    assert field in mailbox.done
    stands = workshop.latest(saving.participant_id)["task_placement", task_id]
    assert stands == {"centrality": 1, "hours_week": 7.5}
