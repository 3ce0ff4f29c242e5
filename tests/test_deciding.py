"""What a workshop leads to: rounds on the same ids, wordings, decisions, a scenario; all of it can be taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from own_content import write_questions

from kerne_widgets import create_workshop, open_workshop
from kerne_widgets.errors import AnswerError, ContentError, KerneError
from kerne_widgets.outcome import DECISION, SCENARIO, VERSION, Served
from kerne_widgets.pictures import plot_view
from kerne_widgets.stepping import FACILITATOR
from kerne_widgets.store import new_event, open_store


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Hjemmeplejen Nord", store=fresh_store)


def test_a_follow_up_begins_with_an_empty_sheet_on_the_same_ids_and_loses_nothing(workshop, fresh_store):
    ada = workshop.join()
    workshop.submit(ada, "partner_scale", 2)
    workshop.set_open("target_group_meeting", False)
    workshop.set_revealed("target_group_meeting", True)
    workshop.close()
    assert workshop.start_round("Tre måneder efter") == 2
    assert not workshop.is_revealed("target_group_meeting")
    phone = open_workshop(workshop.code, fresh_store)
    assert phone.latest(ada) == {}
    assert phone.saved_at(ada) is None
    phone.submit(ada, "partner_scale", 4)
    assert phone.latest(ada) == {("partner_scale", ""): 4}
    both = workshop.answers()
    assert dict(zip(both["round"], both["value_number"], strict=True)) == {1: 2, 2: 4}
    assert set(both["participant_id"]) == {ada}
    assert list(workshop.rounds()["title"]) == ["", "Tre måneder efter"]
    assert list(workshop.rounds()["n_participants"]) == [1, 1]


def test_undo_in_a_follow_up_never_reaches_the_round_before(workshop):
    ada = workshop.join()
    workshop.submit(ada, "partner_scale", 2)
    workshop.start_round()
    assert not workshop.undo(ada, "partner_scale")
    workshop.submit(ada, "partner_scale", 5)
    assert workshop.undo(ada, "partner_scale")
    assert list(workshop.answers()["value_number"]) == [2]


def test_two_who_start_a_round_at_once_start_one(workshop, fresh_store, monkeypatch):
    other = open_workshop(workshop.code, fresh_store)
    assert other.round_number == 1
    append = fresh_store.append
    monkeypatch.setattr(fresh_store, "append", lambda events: (other._room, append(events))[1])
    workshop.start_round()
    event = workshop.store.fetch_events(workshop._id, kinds=("round",))[0]
    append([event.__class__(**{**event.__dict__, "seq": 0})])
    assert other.round_number == 2
    assert len(other.round_list()) == 2


def test_a_second_press_on_begin_starts_no_second_round(workshop):
    assert workshop.start_round("Tre måneder efter", after=1) == 2
    assert workshop.start_round("Tre måneder efter", after=1) == 2
    assert workshop.start_round("Et år efter", after=2) == 3


def test_a_round_that_nobody_has_answered_in_is_taken_back_and_all_is_as_it_was(workshop, fresh_store):
    ada, other = workshop.join(), open_workshop(workshop.code, fresh_store)
    workshop.submit(ada, "partner_scale", 2)
    workshop.set_step("target_group_meeting", 5)
    workshop.set_revealed("target_group_meeting", True)
    before, at = workshop.programme, workshop.step()
    with pytest.raises(KerneError, match="ingen har svaret"):
        workshop.take_back_round(1)
    workshop.turn_page("target_group_meeting", 2)
    workshop.start_round("Ved en fejl")
    workshop.attend(ada)
    assert other.attending() == {ada}
    workshop.set_programme(replace(before, programme_id="andet", exercises=before.exercises[:2]))
    assert other.can_take_back_round()
    workshop.take_back_round(2)
    other.take_back_round(2)
    assert (other.round_number, other.step(), other.programme) == (1, at, before)
    assert other.is_revealed("target_group_meeting")
    assert other.latest(ada) == {("partner_scale", ""): 2}
    assert list(other.rounds()["round"]) == [1]
    assert other.room.pages == {"target_group_meeting": 2}
    assert workshop.start_round("Tre måneder efter") == 2
    assert [one.title for one in other.round_list()] == ["", "Tre måneder efter"]
    assert other.attending() == set()  # who was there by mistake is not there three months later
    workshop.submit(ada, "partner_scale", 4)
    assert not other.can_take_back_round()
    with pytest.raises(KerneError, match="ingen har svaret"):
        other.take_back_round(2)
    assert workshop.round_number == 2


def test_what_was_placed_stands_until_it_is_placed_anew(workshop):
    ada, task = workshop.join(), workshop.add_task("Indkøb")
    workshop.submit(ada, "task_placement", {"centrality": 1, "hours_week": 2}, task)
    workshop.start_round()
    assert list(workshop.placements()["centrality"]) == [1]
    workshop.submit(ada, "task_placement", {"centrality": 4, "hours_week": 1}, task)
    assert list(workshop.placements()["centrality"]) == [4]
    assert list(workshop.placements(round_number=1)["centrality"]) == [1]
    assert workshop.priorities()["median_centrality"].item() == 4


def test_wordings_are_versions_and_none_is_the_last(workshop):
    workshop.add_version("Vi hjælper borgeren")
    workshop.add_version("Vi hjælper borgeren")
    newest = workshop.add_version("Vi styrker borgeren")
    assert newest.number == 2
    frame = workshop.versions()
    assert list(frame["text"]) == ["Vi hjælper borgeren", "Vi styrker borgeren"]
    assert (frame["n_new"].iloc[1], frame["n_gone"].iloc[1]) == (1, 1)
    assert workshop.take_back(VERSION)
    assert [version.text for version in workshop.version_list()] == ["Vi hjælper borgeren"]
    with pytest.raises(AnswerError, match="Formuleringen er tom"):
        workshop.add_version("   ")


def test_each_shared_wording_has_versions_of_its_own_and_one_is_taken_back_without_the_other(workshop, fresh_store):
    workshop.add_version("Vi hjælper borgeren")
    workshop.add_version("Hun åbner selv", "success")
    assert workshop.add_version("Hun åbner selv døren", "success").number == 2
    newest = workshop.add_version("Vi styrker borgeren")
    assert (newest.number, newest.wording_id) == (2, "core_task")
    assert list(workshop.versions()["text"]) == ["Vi hjælper borgeren", "Vi styrker borgeren"]
    frame = workshop.versions("success")
    assert list(frame["version"]) == [1, 2]
    assert list(frame["n_new"]) == [3, 1]
    assert set(frame["wording"]) == {"Succesbeskrivelsen"}
    assert list(workshop.versions(None)["wording_id"]) == ["core_task"] * 2 + ["success"] * 2
    other = open_workshop(workshop.code, fresh_store)
    assert other.take_back(VERSION, "success")
    assert other.take_back(VERSION, "success")
    assert not other.take_back(VERSION, "success")
    assert (workshop.version_list("success"), len(workshop.version_list())) == ([], 2)
    with pytest.raises(ContentError, match="success"):
        workshop.add_version("Hun åbner selv", "succes")


def test_a_version_from_before_there_were_other_wordings_is_the_core_tasks(workshop, fresh_store):
    workshop_id = fresh_store.fetch_workshop_id(workshop.code)
    fresh_store.append([new_event(workshop_id, FACILITATOR, VERSION, "Vi hjælper borgeren")])
    assert workshop.add_version("Vi styrker borgeren").number == 2
    assert [version.text for version in workshop.version_list()] == ["Vi hjælper borgeren", "Vi styrker borgeren"]
    assert workshop.version_list("success") == []
    for _ in range(2):
        assert workshop.take_back(VERSION, "core_task")
    assert workshop.version_list() == []


def test_a_decision_has_owner_step_date_sign_and_task_and_a_follow_up_says_how_it_went(workshop, fresh_store):
    task = workshop.add_task("Indkøb")
    action = workshop.add_decision(
        "Varer leveres",
        owner="Aftenholdet",
        first_step="Ring",
        due=dt.date(2026, 5, 14),
        sign="Ingen kører",
        task_id=task,
    )
    row = workshop.actions().iloc[0]
    assert (row.decision, row.owner, row.first_step, row.sign_of_success, row.task, row.status) == (
        "Varer leveres",
        "Aftenholdet",
        "Ring",
        "Ingen kører",
        "Indkøb",
        "decided",
    )
    assert row.due.date() == dt.date(2026, 5, 14)
    workshop.start_round()
    workshop.set_status(action, "kept")
    seen = open_workshop(workshop.code, fresh_store).actions().iloc[0]
    assert (seen.status, seen.status_round, seen["round"]) == ("kept", 2, 1)
    with pytest.raises(KerneError, match="under_way"):
        workshop.set_status(action, "færdig")
    with pytest.raises(AnswerError, match="Beslutningen er tom"):
        workshop.change_decision(action, decision=" ")
    with pytest.raises(AnswerError, match="2026-05-14"):
        workshop.change_decision(action, due="i foråret")
    workshop.change_decision(action, owner="Dagholdet")
    assert workshop.actions()["owner"].item() == "Dagholdet"
    workshop.take_back(DECISION)
    assert workshop.actions()["owner"].item() == "Aftenholdet"
    workshop.hide_decision(action)
    assert workshop.actions().empty


def test_what_participants_propose_is_in_the_plan_until_it_is_taken_up(workshop):
    ada, bo = workshop.join(), workshop.join()
    workshop.submit(ada, "action_decision", "Vi spørger først")
    workshop.submit(ada, "action_owner", "Aftenholdet")
    workshop.submit(bo, "action_owner", "En uden beslutning")
    plan = workshop.actions()
    assert list(plan[["decision", "owner", "status"]].iloc[0]) == ["Vi spørger først", "Aftenholdet", "proposed"]
    assert len(plan) == 1
    (proposal,) = workshop.proposed_decisions()
    workshop.add_decision(proposal.fields["decision"], proposed_by=proposal.participant_id)
    assert list(workshop.actions()["status"]) == ["decided"]


def test_a_proposal_keeps_the_day_that_was_asked_for(workshop):
    ada = workshop.join()
    workshop.submit(ada, "action_decision", "Vi spørger først")
    workshop.submit(ada, "action_date", "2031-05-14")
    assert workshop.proposed_decisions()[0].fields["due"] == "2031-05-14"
    assert workshop.actions()["due_text"].item() == "2031-05-14"


def test_who_had_a_proposal_taken_up_proposes_again_in_the_follow_up(workshop):
    ada = workshop.join()
    workshop.submit(ada, "action_decision", "Vi spørger først")
    (first,) = workshop.proposed_decisions()
    workshop.start_round()
    # taken up in the follow-up, it is still the proposal of the first round
    workshop.add_decision("Vi spørger først", proposed_by=ada, proposed_round=first.round_number)
    assert workshop.proposed_decisions() == []
    workshop.submit(ada, "action_decision", "Vi lytter længere")
    (second,) = workshop.proposed_decisions()
    assert (second.fields["decision"], second.round_number) == ("Vi lytter længere", 2)
    workshop.add_decision("Vi lytter længere", proposed_by=ada)
    assert workshop.proposed_decisions() == []


def test_a_scenario_is_shared_and_can_be_taken_back_one_move_at_a_time(workshop, fresh_store):
    kept, gone = workshop.add_task("Pleje"), workshop.add_task("Indkøb")
    people = [workshop.join() for _ in range(3)]
    for person, hours in zip(people, (1, 2, None), strict=True):
        workshop.submit(person, "task_placement", {"centrality": 4, "hours_week": hours}, gone)
    workshop.submit(people[0], "task_placement", {"centrality": 0, "hours_week": 7}, kept)
    workshop.submit(people[0], "effects", "Tryghed")
    workshop.submit(people[0], "target_groups", "De pårørende")
    calm, relatives = workshop.served_list()
    workshop.set_serves(gone, [calm, relatives])
    workshop.set_serves(kept, [calm])
    workshop.set_moved_out(gone, True)
    other = open_workshop(workshop.code, fresh_store)
    assert other.moved_out() == [gone]
    row = other.scenario().set_index("task_id").loc[gone]
    assert (row.moved_out, row.n_hours, row.hours_team, row.hours_person) == (True, 2, 3, 1.5)
    left = {row.served: (row.kind, row.n_tasks, row.n_left) for row in other.support().itertuples()}
    assert left == {"De pårørende": ("groups", 1, 0), "Tryghed": ("effects", 2, 1)}
    other.set_moved_out(kept, True)
    assert workshop.take_back(SCENARIO)
    assert workshop.moved_out() == other.moved_out() == [gone]
    assert workshop.take_back(SCENARIO)
    assert not workshop.take_back(SCENARIO)
    assert workshop.moved_out() == []


def test_what_a_task_serves_stays_when_the_card_is_withdrawn(workshop):
    task, ada = workshop.add_task("Pleje"), workshop.join()
    workshop.set_serves(task, [Served("effects", "abc", "Tryghed")])
    assert list(workshop.links()["served"]) == ["Tryghed"]
    assert list(workshop.support()["n_left"]) == [1]
    assert workshop.served_list() == []
    assert ada


def test_what_to_talk_about_first_has_most_hours_in_dispute(workshop):
    people = [workshop.join() for _ in range(6)]
    placed = {
        "Enig": ([0] * 6, 10),
        "Splittet": ([0, 0, 0, 4, 4, 4], 4),
        "Splittet og lille": ([0, 0, 0, 4, 4, 4], 1),
        "Uden timer": ([0, 0, 0, 4, 4, 4], None),
        "Få": ([0, 4], 40),
    }
    for text, (rings, hours) in placed.items():
        task = workshop.add_task(text)
        for person, ring in zip(people, rings, strict=False):
            workshop.submit(person, "task_placement", {"centrality": ring, "hours_week": hours}, task)
    frame = workshop.agenda()
    assert list(frame["task"]) == ["Splittet", "Splittet og lille", "Enig", "Uden timer", "Få"]
    assert list(frame["hours_in_dispute"].iloc[:3]) == [4, 1, 0]
    assert list(frame[["ring_0", "ring_4"]].iloc[0]) == [3, 3]
    few = frame.iloc[-1]
    assert few[["rank", "agreement", "ring_0"]].isna().all()


def test_those_who_answer_together_count_as_many(workshop):
    four, one = workshop.join(n_people=4), workshop.join()
    task = workshop.add_task("Indkøb")
    for person, hours in ((four, 2), (one, 7)):
        workshop.submit(person, "task_placement", {"centrality": 4, "hours_week": hours}, task)
    assert workshop.agenda()["ring_4"].item() == 5
    assert workshop.scenario()[["n_hours", "hours_team", "hours_person"]].iloc[0].tolist() == [5, 15, 3]


def test_change_is_of_the_same_persons_and_silent_below_five_pairs(workshop):
    people = [workshop.join() for _ in range(6)]
    for person in people[:5]:
        workshop.submit(person, "shared_understanding_before", 2)
        workshop.submit(person, "shared_understanding_after", 3)
        workshop.submit(person, "pulse_clear", 2)
    workshop.start_round()
    for person in people[:4]:
        workshop.submit(person, "pulse_clear", 4)
    workshop.submit(people[5], "pulse_clear", 1)
    change = workshop.change().set_index("prompt_id")
    told = change.loc["shared_understanding_after"]
    assert (told.prompt_before, told.round_before, told.round_after) == ("shared_understanding_before", 1, 1)
    assert (told.n_pairs, told.mean_before, told.change, told.n_up) == (5, 2, 1, 5)
    few = change.loc["pulse_clear"]
    assert (few.n_pairs, few.round_before, few.round_after) == (4, 1, 2)
    assert few[["mean_before", "mean_after", "change", "n_up", "n_same", "n_down"]].isna().all()
    workshop.submit(people[4], "pulse_clear", 2)
    told = workshop.change().set_index("prompt_id").loc["pulse_clear"]
    assert (told.n_pairs, told.n_up, told.n_same) == (5, 4, 1)
    assert told.change_low <= told.change <= told.change_high


def test_how_alike_wordings_are_is_silent_below_five(workshop):
    for i in range(5):
        assert workshop.wordings()["likeness"].isna().all()
        workshop.submit(workshop.join(), "core_task_alone", "At borgeren får en god dag" if i else "Tryghed")
    assert 0 < workshop.wordings()["likeness"].item() < 1
    workshop.submit(workshop.join(), "success_description", "Hun åbner selv døren")
    assert workshop.wordings()["prompt_id"].item() == "core_task_alone"
    assert workshop.wordings("success")["n"].item() == 1
    assert list(workshop.wordings(None)["wording_id"]) == ["core_task", "success"]


def test_how_alike_the_cards_of_few_people_are_is_not_told_however_many_they_write(fresh_store, tmp_path):
    """A question that is answered with cards can be about a shared wording, and one person writes many."""
    question = """
prompt_id = "core_task_cards"
kind = "cards"
wording = "core_task"
text = { da = "Hvad er kerneopgaven?", en = "What is the core task?" }
"""
    workshop = create_workshop(store=fresh_store, content=write_questions(tmp_path, question))
    alone, together = workshop.join(), workshop.join(n_people=4)
    for written in ("At borgeren trives", "At borgeren lykkes", "At hun åbner døren", "At han trives", "Tryghed"):
        workshop.submit(alone, "core_task_cards", written)
    row = workshop.wordings().iloc[0]
    assert (row.n, pd.isna(row.likeness)) == (1, True)
    workshop.submit(together, "core_task_cards", "At borgeren trives")
    row = workshop.wordings().iloc[0]
    assert (row.n, 0 < row.likeness < 1) == (5, True)


def test_only_sentences_that_are_asked_for_again_are_told_how_alike_they_are(workshop):
    for i in range(6):
        person = workshop.join()
        workshop.submit(person, "core_task_alone", f"At borgeren får en god dag {i}")
        workshop.submit(person, "success_description", f"Hun åbner selv døren {i}")
    workshop.add_version("Hun åbner selv døren", "success")
    assert "ligner jeres sætninger hinanden" in plot_view(workshop, "versions").description
    success = plot_view(workshop, "versions:success")
    assert "ligner jeres sætninger" not in success.description
    assert "Hun åbner selv døren" in success.description
    assert success.title == "Succesbeskrivelsen, indtil videre"


def test_an_older_store_is_named_with_its_cure_and_keeps_its_answers(tmp_path):
    address = f"sqlite:///{tmp_path / 'old.sqlite'}"
    store = open_store(address)
    workshop = create_workshop("Gammel", store=store)
    person = workshop.join()
    workshop.submit(person, "partner_scale", 3)
    with store._engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE event DROP COLUMN round_number")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    with pytest.raises(KerneError, match="kerne migrate"):
        open_workshop(workshop.code, store).answers()
    store.migrate()
    assert list(open_workshop(workshop.code, store).answers()["round"]) == [1]
    store.close()
