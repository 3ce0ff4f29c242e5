"""Moderating: what the facilitator does with cards is seen everywhere, and what the participants wrote stays."""

from __future__ import annotations

import itertools
import time
from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerne_widgets import charts, create_workshop, open_workshop, pictures
from kerne_widgets.errors import AnswerError, ClosedWorkshop, KerneError
from kerne_widgets.moderation import GROUP, HIDE, MERGE, REWORD, SHOW, SPLIT, Act, Sheet
from kerne_widgets.report.book import make_book

CARDS = "obstacles"
TEXTS = ("Tid", "For lidt tid", "Støj", "Telefonen")


@pytest.fixture
def workshop(fresh_store):
    """Six people: three of them write the first card, one each of the others."""
    made = create_workshop("Hjemmeplejen Nord", store=fresh_store)
    for text in (TEXTS[0], *TEXTS[:1], TEXTS[0], *TEXTS[1:]):
        made.submit(made.join(), CARDS, text)
    return made


@pytest.fixture
def ids(workshop):
    return {card.text: card.card_id for card in workshop.card_list(CARDS)}


def shown(workshop, prompt_id=CARDS):
    return {card.text: card.n for card in workshop.card_list(prompt_id) if not card.hidden}


def test_a_merged_card_counts_its_sources_in_the_picture_later_questions_and_the_report(workshop, ids):
    workshop.merge_cards(CARDS, [ids["Tid"], ids["For lidt tid"]])
    assert shown(workshop) == {"Tid": 4, "Støj": 1, "Telefonen": 1}
    assert "Tid: 4" in pictures.plot_prompt(workshop, CARDS).description
    sort = workshop.model.prompt("obstacle_sort")
    assert [item.text for item in workshop.items(sort)] == ["Tid", "Støj", "Telefonen"]
    chapter = next(c for c in make_book(workshop).chapters if c.pictures and "slået sammen" in c.pictures[0].note)
    assert "1 formulering er slået sammen med en anden" in chapter.pictures[0].note


def test_a_hidden_card_is_out_of_sight_and_comes_back_and_its_writer_still_has_it(workshop, ids):
    ada = workshop.join()
    workshop.submit(ada, CARDS, "Chefen er en nar")
    card_id = next(card.card_id for card in workshop.card_list(CARDS) if "Chefen" in card.text)
    workshop.hide_cards(CARDS, [card_id, ids["Støj"]])
    assert list(shown(workshop)) == ["Tid", "For lidt tid", "Telefonen"]
    assert "Chefen" not in pictures.plot_prompt(workshop, CARDS).description
    # not even to the one who wrote it: what is hidden is nobody's to sort
    assert "Chefen er en nar" not in [i.text for i in workshop.items(workshop.model.prompt("obstacle_sort"), ada)]
    assert list(workshop.latest(ada, CARDS).values()) == ["Chefen er en nar"]
    assert "Chefen er en nar" in list(workshop.answers()["value_text"])
    workshop.show_cards(CARDS, [card_id])
    assert "Chefen er en nar" in shown(workshop)


def test_a_card_is_reworded_for_the_room_and_stays_as_its_writer_wrote_it(workshop, ids):
    workshop.reword_card(CARDS, ids["Støj"], "Støj på gangen")
    assert "Støj på gangen" in shown(workshop)
    frame = workshop.cards().set_index("written")
    assert frame.loc["Støj", "text"] == "Støj på gangen"
    assert frame.loc["Støj", "card_id"] == frame.loc["Støj", "stands_as"] == ids["Støj"]
    assert set(workshop.answers()["value_text"]) == set(TEXTS)
    workshop.reword_card(CARDS, ids["Støj"], "")
    assert "Støj" in shown(workshop)
    with pytest.raises(AnswerError):
        workshop.reword_card(CARDS, ids["Støj"], "x" * 5000)


def test_headings_stand_over_their_cards_in_the_picture(workshop, ids):
    workshop.group_cards(CARDS, [ids["Støj"], ids["Telefonen"]], " Forstyrrelser ")
    assert {card.heading for card in workshop.card_list(CARDS)} == {"", "Forstyrrelser"}
    drawn = charts.svg(pictures.plot_prompt(workshop, CARDS))
    assert drawn.index("Forstyrrelser") < drawn.index("Uden overskrift")
    with pytest.raises(KerneError):
        workshop.group_cards(CARDS, [ids["Støj"]], "x" * 61)


def test_the_frame_says_what_stands_for_every_card_and_joins_the_answers(workshop, ids):
    workshop.merge_cards(CARDS, [ids["Tid"], ids["For lidt tid"]])
    workshop.hide_cards(CARDS, [ids["Støj"]])
    frame = workshop.cards()
    assert dict(zip(frame["written"], frame["state"], strict=True)) == {
        "Tid": "shown",
        "For lidt tid": "merged",
        "Støj": "hidden",
        "Telefonen": "shown",
    }
    keys = ["participant_id", "prompt_id", "item_id", "round"]
    joined = workshop.answers().merge(frame, on=keys)
    assert len(joined) == 6
    assert (joined["value_text"] == joined["written"]).all()


def test_acts_are_taken_back_one_by_one_and_the_log_keeps_them(workshop, ids):
    workshop.merge_cards(CARDS, [ids["Tid"], ids["For lidt tid"]])
    workshop.hide_cards(CARDS, [ids["Støj"]])
    assert workshop.take_back_moderation(CARDS)
    assert "Støj" in shown(workshop)
    assert workshop.take_back_moderation(CARDS)
    assert not workshop.take_back_moderation(CARDS)
    assert shown(workshop) == {"Tid": 3, "For lidt tid": 1, "Støj": 1, "Telefonen": 1}
    assert [(act.name, act.stands) for act in workshop.moderation_log(CARDS)] == [(MERGE, False), (HIDE, False)]


def test_two_facilitators_who_take_back_the_same_act_at_once_take_back_one(workshop, ids, fresh_store):
    other = open_workshop(workshop.code, fresh_store)
    workshop.hide_cards(CARDS, [ids["Tid"]])
    workshop.hide_cards(CARDS, [ids["Støj"]])
    with workshop.still(), other.still():  # both have read before either writes
        assert workshop.room.seq == other.room.seq
        workshop.take_back_moderation(CARDS)
        other.take_back_moderation(CARDS)
    assert "Støj" in shown(workshop)
    assert "Tid" not in shown(workshop)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_merging_at_once_and_in_a_circle_ends_with_one_card_of_all(workshop, ids, fresh_store, order):
    a, b, c = ids["Tid"], ids["Støj"], ids["Telefonen"]
    circle = [(a, b), (b, c), (c, a)]
    rooms = [open_workshop(workshop.code, fresh_store) for _ in circle]
    with ExitStack() as stack:
        for room in rooms:
            stack.enter_context(room.still())
            assert room.room.seq  # each has seen the room as it was before any of them merged
        for place in order:
            rooms[place].merge_cards(CARDS, circle[place])
    states = [shown(room) for room in (workshop, *rooms)]
    assert all(state == states[0] for state in states)
    assert sorted(states[0].values()) == [1, 5]


acts = st.lists(
    st.tuples(
        st.sampled_from([HIDE, SHOW, MERGE, SPLIT, GROUP, REWORD]),
        st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True),
    ),
    max_size=20,
)


@given(acts)
def test_whatever_is_done_every_card_has_one_that_stands_for_it_and_stands_for_itself(done):
    sheet = Sheet()
    for name, cards in done:
        sheet.take(Act("", "", name, tuple(cards), "x", None))
    for card in "abcdef":
        stands = sheet.survivor(card)
        assert sheet.survivor(stands) == stands


def test_what_was_answered_about_a_card_counts_for_the_one_that_stands_for_it(workshop, ids):
    people = [workshop.join() for _ in range(5)]
    for person, text in zip(people, ("Tid", "Tid", "For lidt tid", "Støj", "Støj"), strict=True):
        workshop.submit(person, "obstacle_sort", "challenge", ids[text])
    workshop.submit(people[0], "obstacle_sort", "condition", ids["For lidt tid"])
    workshop.merge_cards(CARDS, [ids["Tid"], ids["For lidt tid"]])
    told = pictures.plot_prompt(workshop, "obstacle_sort").description
    # the first person has answered about both, and counts once, with the newest answer
    assert "Tid" in told
    assert "For lidt tid" not in told
    # a phone that still shows the merged card answers about the one that stands
    assert workshop.submit(people[4], "obstacle_sort", "condition", ids["For lidt tid"]).item_id == ids["Tid"]


def test_tasks_are_proposed_as_the_cards_stand(workshop):
    for text in ("Rengøring", "Gøre rent", "Sludder"):
        workshop.submit(workshop.join(), "work_tasks", text)
    known = {card.text: card.card_id for card in workshop.card_list("work_tasks")}
    workshop.merge_cards("work_tasks", [known["Rengøring"], known["Gøre rent"]])
    workshop.hide_cards("work_tasks", [known["Sludder"]])
    assert [(proposal.text, proposal.n) for proposal in workshop.proposals()] == [("Rengøring", 2)]


def test_what_tasks_serve_follows_the_cards(workshop):
    task = workshop.add_task("Besøg")
    for text in ("Tryghed", "Ro"):
        workshop.submit(workshop.join(), "effects", text)
    workshop.set_serves(task, workshop.served_list())
    known = {card.text: card.card_id for card in workshop.card_list("effects")}
    workshop.merge_cards("effects", [known["Tryghed"], known["Ro"]])
    workshop.reword_card("effects", known["Tryghed"], "Tryghed og ro")
    assert list(workshop.support()["served"]) == list(workshop.links()["served"]) == ["Tryghed og ro"]
    workshop.hide_cards("effects", [known["Tryghed"]])
    assert workshop.support().empty


def test_nonsense_is_refused_in_words(workshop, ids):
    with pytest.raises(KerneError, match="findes ikke"):
        workshop.hide_cards(CARDS, ["nothing"])
    with pytest.raises(KerneError, match="mindst to"):
        workshop.merge_cards(CARDS, [ids["Tid"], ids["Tid"]])
    with pytest.raises(KerneError, match="findes ikke"):
        workshop.hide_cards("partner_scale", ["nothing"])


# -- a vote on what was gathered ---------------------------------------------------------------------------


def test_the_room_votes_on_the_cards_as_they_stand(workshop, ids):
    workshop.merge_cards(CARDS, [ids["Tid"], ids["For lidt tid"]])
    workshop.hide_cards(CARDS, [ids["Støj"]])
    workshop.set_step("ambition_obstacles")
    vote_id = workshop.start_vote(CARDS)
    assert workshop.step().exercise_id == vote_id
    ids_now = workshop.programme.exercise_ids
    assert ids_now.index(vote_id) == ids_now.index("ambition_obstacles") + 1
    prompt = workshop.model.exercise(vote_id).prompts[0]
    items = workshop.items(prompt)
    assert [item.text for item in items] == ["Tid", "Telefonen"]
    for _ in range(5):
        workshop.submit(workshop.join(), prompt.prompt_id, {items[0].item_id: 1})
    with pytest.raises(AnswerError):
        workshop.submit(workshop.join(), prompt.prompt_id, {items[0].item_id: 2})
    rows = workshop.answers()
    rows = rows[rows["prompt_id"] == prompt.prompt_id]
    assert list(rows["item_text"]) == ["Tid"] * 5
    assert "Tid: ★ 5" in pictures.plot_view(workshop, prompt.prompt_id).description
    titles = [chapter.title for chapter in make_book(workshop).chapters]
    assert workshop.model.exercise(vote_id).title("da") in titles


def test_one_who_voted_for_two_cards_that_become_one_has_one_star_on_it(workshop, ids):
    prompt = workshop.model.vote_on(CARDS).prompts[0]
    workshop.submit(workshop.join(), prompt.prompt_id, {ids["Tid"]: 1, ids["For lidt tid"]: 1})
    workshop.merge_cards(CARDS, [ids["Tid"], ids["For lidt tid"]])
    assert "Tid: ★ 1" in pictures.plot_prompt(workshop, prompt.prompt_id).description


def test_cards_that_have_a_vote_of_their_own_go_to_that_one(workshop):
    for text in ("Hunden", "Katten"):
        workshop.submit(workshop.join(), "small_stories", text)
    assert workshop.start_vote("small_stories") == "value_story_vote"


def test_there_is_nothing_to_vote_on_with_one_card(workshop):
    workshop.submit(workshop.join(), "effects", "Ro")
    with pytest.raises(KerneError, match="mindst to"):
        workshop.start_vote("effects")
    assert workshop.step().exercise_id == ""


def test_no_vote_is_in_a_programme_before_it_is_asked_for(workshop):
    votes = {vote.exercise_id for vote in workshop.model.votes}
    assert votes
    assert not votes & {exercise.exercise_id for exercise in workshop.model.exercises}
    assert not any(votes & set(programme.exercise_ids) for programme in workshop.model.programmes)


# -- much, nothing, and too late ---------------------------------------------------------------------------


def test_five_hundred_cards_are_drawn_as_far_as_there_is_room_and_the_rest_are_counted(workshop):
    for _ in range(25):
        person = workshop.join()
        for _ in range(3):
            workshop.submit(person, "hard_encounters", f"Vi tager imod dem hver gang {time.monotonic_ns()}")
    told = pictures.plot_prompt(workshop, "hard_encounters").description
    assert "75 kort" in told
    assert told.splitlines()[-1] == "+ 15 flere"


def test_a_card_of_two_hundred_letters_without_a_space_is_drawn_on_lines(workshop):
    workshop.submit(workshop.join(), CARDS, "æ" * 200)
    drawn = charts.svg(pictures.plot_prompt(workshop, CARDS))
    assert "æ" * 100 not in drawn.partition("<title")[0]


def test_an_answer_to_a_closed_exercise_is_refused_with_the_name_of_it(workshop):
    workshop.set_open("ambition_obstacles", False)
    with pytest.raises(ClosedWorkshop, match=workshop.model.exercise("ambition_obstacles").title("da")):
        workshop.submit(workshop.join(), CARDS, "For sent")


def test_moderation_holds_in_its_own_round_and_what_is_written_again_is_looked_at_anew(workshop, ids):
    workshop.hide_cards(CARDS, [ids["Støj"]])
    workshop.merge_cards(CARDS, [ids["Tid"], ids["For lidt tid"]])
    workshop.start_round("Tre måneder efter")
    sort = workshop.model.prompt("obstacle_sort")
    # until it is asked again, what was written stands as it was put in order
    assert [item.text for item in workshop.items(sort)] == ["Tid", "Telefonen"]
    assert workshop.standing_items(sort)(ids["For lidt tid"]) == ids["Tid"]
    ada = workshop.join()
    for text in ("Støj", "For lidt tid"):
        workshop.submit(ada, CARDS, text)
    assert shown(workshop) == {"Støj": 1, "For lidt tid": 1}
    assert not any(workshop.is_hidden(answer) for answer in workshop.standing_answers())
    assert [item.text for item in workshop.items(sort)] == ["Støj", "For lidt tid"]
    # the log is the round's own, and undo does not reach back into the round before
    assert workshop.moderation_log(CARDS) == []
    assert not workshop.take_back_moderation(CARDS)
    with pytest.raises(KerneError):
        workshop.hide_cards(CARDS, [ids["Telefonen"]])
    workshop.hide_cards(CARDS, [ids["For lidt tid"]])
    assert [card.text for card in workshop.card_list(CARDS, 1) if not card.hidden] == ["Tid", "Telefonen"]
