"""A workshop: answers are saved once and come back, the facilitator leads, tasks are gathered and merged."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerne_widgets import create_workshop, forms, open_workshop
from kerne_widgets.errors import AnswerError, ClosedWorkshop, KerneError, UnknownWorkshop
from kerne_widgets.store import open_store


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Hjemmeplejen Nord", store=fresh_store)


@pytest.fixture
def ada(workshop):
    return workshop.join(role="Sygeplejerske")


def place(workshop, person, task_id, ring, hours=None):
    return workshop.submit(person, "task_placement", {"centrality": ring, "hours_week": hours}, task_id)


def test_a_workshop_is_opened_by_its_code_however_it_is_typed(workshop, fresh_store):
    typed = f" {workshop.code[:3].lower()}-{workshop.code[3:]} "
    again = open_workshop(typed, fresh_store)
    assert (again.code, again.name, again.lang) == (workshop.code, "Hjemmeplejen Nord", "da")
    with pytest.raises(UnknownWorkshop, match="seks tegn"):
        open_workshop("XXXXXX", fresh_store)


def test_answers_come_back_to_the_same_person_on_another_page(any_store):
    workshop = create_workshop(store=any_store)
    person = workshop.join()
    saved = workshop.submit(person, "partner_scale", 4)
    card = workshop.submit(person, "target_groups", "Ældre, der bor alene")
    other_page = open_workshop(workshop.code, any_store)
    assert other_page.latest(person) == {
        ("partner_scale", ""): 4,
        ("target_groups", card.item_id): "Ældre, der bor alene",
    }
    assert other_page.saved_at(person) == card.at >= saved.at


@pytest.mark.parametrize("wrong", [{"lang": "fr"}, {"lang": None}, {"name": "x" * 201}, {"name": 123}])
def test_a_workshop_that_could_not_be_shown_is_not_made(fresh_store, wrong):
    before = fresh_store.fetch_codes()
    with pytest.raises(KerneError, match=r"da, en|højst 200 tegn"):
        create_workshop(store=fresh_store, **wrong)
    assert fresh_store.fetch_codes() == before


def test_a_workshop_keeps_its_name_when_the_new_one_is_too_long(workshop):
    before = workshop.name
    with pytest.raises(KerneError, match="højst 200 tegn"):
        workshop.rename("x" * 201)
    assert workshop.name == before


def test_a_form_in_an_unknown_language_says_which_there_are():
    with pytest.raises(KerneError, match="da, en"):
        forms.for_dimension("maalgruppen", lang="fr")


def test_the_same_answer_again_is_not_stored_again(workshop, ada):
    first = workshop.submit(ada, "partner_scale", 4)
    seq = workshop.last_seq()
    assert workshop.submit(ada, "partner_scale", 4).seq == first.seq
    event_id = str(uuid.uuid4())
    workshop.submit(ada, "partner_scale", 5, event_id=event_id)
    workshop.submit(ada, "partner_scale", 5, event_id=event_id)
    assert workshop.last_seq() == seq + 1


def test_undo_goes_back_one_change_at_a_time_and_never_past_the_first(workshop, ada):
    for step in (1, 2, 3):
        workshop.submit(ada, "partner_scale", step)
    seen = []
    while workshop.undo(ada, "partner_scale"):
        seen.append(workshop.latest(ada).get(("partner_scale", "")))
    assert seen == [2, 1, None]
    assert not workshop.undo(ada, "partner_scale")


def test_undo_brings_back_a_deleted_card_in_its_place(workshop, ada):
    first = workshop.submit(ada, "target_groups", "Borgere")
    workshop.submit(ada, "target_groups", "Pårørende")
    workshop.submit(ada, "target_groups", None, first.item_id)
    assert list(workshop.latest(ada, "target_groups").values()) == ["Pårørende"]
    workshop.undo(ada, "target_groups")
    assert list(workshop.latest(ada, "target_groups").values()) == ["Borgere", "Pårørende"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.sampled_from([1, 2, 3, 4, 5, None, "undo"]), max_size=12))
def test_what_stands_is_what_a_stack_would_hold(changes):
    store = open_store("sqlite://")
    workshop = create_workshop(store=store)
    person, stack = workshop.join(), []
    for change in changes:
        if change == "undo":
            assert workshop.undo(person, "partner_scale") == bool(stack)
            stack = stack[:-1]
        else:
            workshop.submit(person, "partner_scale", change)
            if change != (stack[-1] if stack else None):
                stack.append(change)
    expected = stack[-1] if stack else None
    for reader in (workshop, open_workshop(workshop.code, store)):
        assert reader.latest(person).get(("partner_scale", "")) == expected
    store.close()


@pytest.mark.parametrize(
    ("prompt_id", "value"),
    [("meeting_them", "x" * 4001), ("partner_scale", 7), ("target_groups", "  ")],
)
def test_a_bad_answer_is_refused_and_the_old_one_stands(workshop, ada, prompt_id, value):
    good = {"meeting_them": "Vi banker på", "partner_scale": 2, "target_groups": "Borgere"}[prompt_id]
    saved = workshop.submit(ada, prompt_id, good)
    with pytest.raises(AnswerError):
        workshop.submit(ada, prompt_id, value, saved.item_id)
    assert list(workshop.latest(ada, prompt_id).values()) == [good]


def test_a_refusal_says_the_question_in_the_language_that_is_asked_for(workshop, ada):
    with pytest.raises(AnswerError) as caught:
        workshop.submit(ada, "partner_scale", 9)
    asked = workshop.model.prompt("partner_scale").text
    assert str(caught.value) == f"»{asked.da}«: 9 er ikke 1-5. Vælg 1-5, eller lad det stå tomt."
    assert caught.value.text("en").startswith(f"“{asked.en}”: 9 is not 1-5.")


def test_cards_end_at_the_limit_with_a_sentence(workshop, ada):
    limit = workshop.model.prompt("work_tasks").max_items
    for i in range(limit):
        workshop.submit(ada, "work_tasks", f"Opgave {i}")
    with pytest.raises(AnswerError, match=f"{limit} kort"):
        workshop.submit(ada, "work_tasks", "Én for meget")


def test_a_stranger_and_an_unknown_task_are_refused(workshop, ada):
    with pytest.raises(KerneError, match="linket"):
        workshop.submit("nobody", "partner_scale", 3)
    with pytest.raises(AnswerError, match="Opgaven findes ikke"):
        place(workshop, ada, "no-such-task", 0)


def test_of_two_one_is_chosen_or_both_and_the_pair_has_one_name(workshop, ada):
    prompt = workshop.model.prompt("competence_pairs")
    for words in ("Ro", "Tid", "Mod"):
        workshop.submit(ada, prompt.items_from, words)
    one, other, third = sorted(item.item_id for item in workshop.items(prompt, ada))
    for pair, value in ((f"{one}/{other}", third), (f"{other}/{one}", one), (f"{one}/{one}", one), (one, one)):
        with pytest.raises(AnswerError):
            workshop.submit(ada, prompt.prompt_id, value, pair)
    for value in (one, other, "equal", None):
        workshop.submit(ada, prompt.prompt_id, value, f"{one}/{other}")


def test_a_closed_exercise_and_a_closed_workshop_take_no_answers_and_keep_those_they_have(workshop, ada):
    workshop.submit(ada, "partner_scale", 2)
    workshop.set_open("target_group_meeting", False)
    with pytest.raises(ClosedWorkshop, match="lukket for svar"):
        workshop.submit(ada, "partner_scale", 3)
    assert not workshop.is_open("target_group_meeting")
    workshop.submit(ada, "target_groups", "Borgere")
    workshop.set_open("target_group_meeting", True)
    workshop.submit(ada, "partner_scale", 3)
    workshop.close()
    with pytest.raises(ClosedWorkshop):
        workshop.submit(ada, "target_groups", "Pårørende")
    with pytest.raises(ClosedWorkshop):
        workshop.undo(ada, "partner_scale")
    workshop.reopen()
    assert workshop.latest(ada)["partner_scale", ""] == 3


def test_the_room_follows_the_facilitator(workshop, fresh_store):
    phone = open_workshop(workshop.code, fresh_store)
    assert phone.step().exercise_id == ""
    seq = phone.room_seq()
    workshop.set_step("target_group_who", minutes=10)
    assert phone.room_seq() > seq
    step = phone.step()
    assert step.exercise_id == "target_group_who"
    assert (step.ends_at - step.started_at).total_seconds() == pytest.approx(600, abs=2)
    workshop.set_timer(None)
    assert phone.step().ends_at is None
    workshop.set_revealed("target_group_who", True)
    assert phone.is_revealed("target_group_who")
    with pytest.raises(KerneError, match="target_group_who"):
        workshop.set_step("no_such_exercise")


def test_answers_of_others_are_no_news_to_a_phone(workshop, ada):
    seq = workshop.room_seq()
    workshop.submit(ada, "partner_scale", 2)
    assert workshop.room_seq() == seq


def test_proposed_tasks_are_counted_taken_in_merged_and_left_out(workshop, ada):
    bo = workshop.join()
    for person, text in [(ada, "Personlig pleje"), (bo, "personlig  pleje."), (bo, "Indkøb"), (bo, "Bilvask")]:
        workshop.submit(person, "work_tasks", text)
    care, shopping, washing = workshop.proposals()
    assert (care.text, care.n) == ("Personlig pleje", 2)
    task_id = workshop.accept_proposal(care)
    workshop.accept_proposal(shopping, into=task_id)
    workshop.dismiss_proposal(washing)
    assert workshop.proposals() == []
    (task,) = workshop.task_list()
    assert (task.number, task.text, task.n_sources) == (1, "Personlig pleje", 3)
    workshop.submit(bo, "work_tasks", "Personlig pleje om natten")
    assert [proposal.text for proposal in workshop.proposals()] == ["Personlig pleje om natten"]


def test_a_proposal_taken_in_twice_is_one_task(workshop, ada, fresh_store):
    other = open_workshop(workshop.code, fresh_store)
    workshop.submit(ada, "work_tasks", "Indkøb")
    (proposal,) = workshop.proposals()
    assert other.proposals() == [proposal]
    task_id = workshop.accept_proposal(proposal)
    workshop.rename_task(task_id, "Indkøb for borgeren")
    assert workshop.accept_proposal(proposal) == other.accept_proposal(proposal) == task_id
    workshop.dismiss_proposal(proposal)
    assert [(task.text, task.n_sources) for task in other.task_list()] == [("Indkøb for borgeren", 1)]


def test_two_who_take_a_proposal_in_at_once_make_one_task(workshop, ada, fresh_store, monkeypatch):
    other = open_workshop(workshop.code, fresh_store)
    workshop.submit(ada, "work_tasks", "Indkøb")
    (proposal,) = other.proposals()
    append, crossed = fresh_store.append, []

    def append_after_the_other(events):
        if not crossed:
            crossed.append(workshop.accept_proposal)
            crossed.append(workshop.accept_proposal(proposal))
        return append(events)

    monkeypatch.setattr(fresh_store, "append", append_after_the_other)
    assert other.accept_proposal(proposal) == crossed[1]
    assert [(task.number, task.n_sources) for task in other.task_list()] == [(1, 1)]


def test_a_proposal_that_was_left_out_is_brought_back(workshop, ada):
    for text in ("Indkøb", "Bilvask"):
        workshop.submit(ada, "work_tasks", text)
    shopping, washing = workshop.proposals()
    workshop.dismiss_proposal(shopping)
    assert workshop.accept_proposal(shopping) == ""
    assert workshop.task_list() == []
    workshop.accept_proposal(washing)
    assert [proposal.text for proposal in workshop.left_out_proposals()] == ["Indkøb"]
    workshop.restore_proposal(shopping)
    workshop.restore_proposal(washing)
    assert workshop.left_out_proposals() == []
    assert workshop.proposals() == [shopping]
    workshop.accept_proposal(shopping)
    assert [task.text for task in workshop.task_list()] == ["Bilvask", "Indkøb"]


def test_cards_that_became_a_task_are_put_back_and_taken_in_again(workshop, ada):
    for text in ("Indkøb", "Bilvask"):
        workshop.submit(ada, "work_tasks", text)
    shopping, washing = workshop.proposals()
    task_id = workshop.accept_proposal(replace(shopping, n=2, refs=shopping.refs + washing.refs))
    workshop.return_cards(task_id)
    workshop.hide_task(task_id)
    assert workshop.proposals() == [shopping, washing]
    assert workshop.room.tasks[task_id].n_sources == 0
    for proposal in (shopping, washing):
        workshop.accept_proposal(proposal)
    assert [(task.text, task.n_sources) for task in workshop.task_list()] == [("Indkøb", 1), ("Bilvask", 1)]


def test_two_who_merge_two_tasks_into_each_other_keep_one(workshop, fresh_store):
    one, two, three = (workshop.add_task(text) for text in ("Indkøb", "Dagligvarer", "Handel"))
    events = fresh_store.fetch_events(workshop._id, kinds=("task",))
    workshop.merge_task(one, two)
    workshop.merge_task(two, three)
    merges = [(two, one), (three, one)]
    fresh_store.append(
        [replace(events[0], event_id=str(uuid.uuid4()), item_id=a, value={"merged_into": b}) for a, b in merges]
    )
    assert [task.task_id for task in workshop.task_list()] == [three]
    assert workshop.room.survivor(one).task_id == three


def test_a_task_counts_the_cards_of_those_it_has_taken_over_as_long_as_it_has(workshop, ada):
    for text in ("Indkøb", "Dagligvarer"):
        workshop.submit(ada, "work_tasks", text)
    one, two = (workshop.accept_proposal(proposal) for proposal in workshop.proposals())
    workshop.merge_task(two, one)
    assert [task.n_sources for task in workshop.task_list()] == [2]
    workshop.restore_task(two)
    assert [task.n_sources for task in workshop.task_list()] == [1, 1]


def test_a_merge_moves_placements_and_can_be_taken_back(workshop, ada):
    bo = workshop.join()
    one, two = workshop.add_task("Dokumentation"), workshop.add_task("Skrive i systemet")
    place(workshop, ada, two, 3)
    place(workshop, bo, one, 1)
    workshop.merge_task(two, one)
    assert [task.task_id for task in workshop.task_list()] == [one]
    assert dict(zip(workshop.placements().participant_id, workshop.placements().centrality, strict=True)) == {
        ada: 3,
        bo: 1,
    }
    place(workshop, ada, two, 2)
    assert workshop.latest(ada, "task_placement")["task_placement", one]["centrality"] == 2
    with pytest.raises(KerneError, match="sig selv"):
        workshop.merge_task(one, two)
    workshop.restore_task(two)
    assert len(workshop.task_list()) == 2


def test_a_hidden_task_takes_no_placement_and_keeps_its_number_when_it_returns(workshop, ada):
    one, two = workshop.add_task("Indkøb"), workshop.add_task("Bilvask")
    workshop.hide_task(one)
    with pytest.raises(AnswerError):
        place(workshop, ada, one, 1)
    workshop.rename_task(two, "Vask af bilen")
    workshop.restore_task(one)
    assert [(task.number, task.text) for task in workshop.task_list()] == [(1, "Indkøb"), (2, "Vask af bilen")]


def test_sorting_is_about_the_rooms_cards_with_ones_own_always_there(workshop, ada):
    for i in range(14):
        workshop.submit(workshop.join(), "obstacles", f"Udfordring {i}")
    workshop.submit(ada, "obstacles", "Tiden")
    prompt = workshop.model.prompt("obstacle_sort")
    mine = workshop.items(prompt, ada)
    assert mine[-1].text == "Tiden"
    assert len(mine) == 13
    assert len(workshop.items(prompt)) == 12
    workshop.submit(ada, "obstacle_sort", "challenge", mine[0].item_id)
    with pytest.raises(AnswerError):
        workshop.submit(ada, "obstacle_sort", "challenge", "no-such-card")


def test_a_still_moment_reads_the_store_once_and_sees_ones_own_writing(workshop, ada, monkeypatch):
    reads = []
    fetch = workshop.store.fetch_events
    monkeypatch.setattr(workshop.store, "fetch_events", lambda *a, **k: reads.append(k) or fetch(*a, **k))
    with workshop.still():
        for _ in range(5):
            assert workshop.latest(ada) == {}
            assert workshop.step().exercise_id == ""
        assert len(reads) == 2
        workshop.submit(ada, "partner_scale", 3)
        assert workshop.latest(ada) == {("partner_scale", ""): 3}
        workshop.set_step("target_group_who")
        assert workshop.step().exercise_id == "target_group_who"
    reads.clear()
    workshop.latest(ada)
    workshop.latest(ada)
    assert len(reads) == 4


def test_two_who_take_someone_out_at_once_do_it_once_and_who_answers_on_a_phone_stays(workshop, ada, fresh_store):
    other, bo = open_workshop(workshop.code, fresh_store), workshop.join(role="Køkkenet", on_behalf=True)
    workshop.submit(bo, "partner_scale", 2)
    workshop.submit(bo, "partner_scale", 3)
    assert len(other.everyone()) == 2
    for room in (workshop, other):
        room.take_out(bo)
    assert other.latest(bo) == {}
    assert [person.participant_id for person in other.participant_list()] == [ada]
    with pytest.raises(UnknownWorkshop):
        other.submit(bo, "partner_scale", 4)
    for room in (workshop, other):
        room.bring_back(bo)
    assert other.latest(bo) == {("partner_scale", ""): 3}
    assert other.participant(bo).role == "Køkkenet"
    with pytest.raises(KerneError, match="egen telefon"):
        workshop.take_out(ada)


def test_roles_to_choose_from_are_the_room_s_and_what_is_written_otherwise_stands_as_one_of_them(workshop, fresh_store):
    assert workshop.choices("role") == ()
    workshop.set_choices("role", [" Sygeplejerske", "Leder", "", "leder."])
    before = workshop.last_seq()
    workshop.set_choices("role", ["Sygeplejerske", "Leder"])
    assert workshop.last_seq() == before
    other = open_workshop(workshop.code, fresh_store)
    assert other.choices("role") == ("Sygeplejerske", "Leder")
    assert other.choices("group") == ()
    people = [other.participant(other.join(role)).role for role in ("sygeplejerske ", "Kok")]
    assert people == ["Sygeplejerske", "Kok"]
    workshop.start_round()
    assert workshop.choices("role") == ("Sygeplejerske", "Leder")
    workshop.set_choices("role", [])
    assert other.choices("role") == ()


@pytest.mark.parametrize(
    ("names", "said"), [([str(n) for n in range(31)], ["30", "31"]), (["Kok", "Leder" * 20], ["Leder", "60"])]
)
def test_too_many_roles_and_too_long_ones_are_refused_with_what_is_allowed(workshop, names, said):
    with pytest.raises(KerneError) as caught:
        workshop.set_choices("role", names)
    assert all(word in caught.value.text("da") for word in said)
    assert workshop.choices("role") == ()


def test_who_was_taken_out_in_another_control_room_is_not_answered_for_here(fresh_store):
    here = create_workshop(store=fresh_store)
    ada = here.join(on_behalf=True)
    here.submit(ada, "partner_scale", 2)
    open_workshop(here.code, fresh_store).take_out(ada)
    with pytest.raises(UnknownWorkshop):
        here.submit(ada, "partner_scale", 3)
