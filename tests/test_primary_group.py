"""The primary target group: the room chooses it among its own cards, and it is seen where it matters."""

from __future__ import annotations

from collections import Counter

import pytest
from test_light import Person
from test_room_panels import at, said

from kerne_widgets import charts, create_workshop, open_workshop, pictures
from kerne_widgets.forms.page import ParticipantPage
from kerne_widgets.model import Planned, Programme, Text
from kerne_widgets.report import content_of
from kerne_widgets.report.book import make_book
from kerne_widgets.room.control import ControlRoom
from kerne_widgets.room_state import ANSWER, PROGRAMME, STEP, value_of
from kerne_widgets.stepping import FACILITATOR
from kerne_widgets.store import new_event

GROUPS = ("De ældre", "De pårørende", "De ensomme")
VOTE, CHOOSING = "primary_group_vote", "target_group_primary"


@pytest.fixture
def workshop(fresh_store):
    """Six people: three write the first group, two the second, one the third."""
    made = create_workshop("Hjemmeplejen Nord", store=fresh_store)
    for text in (*GROUPS[:1] * 3, *GROUPS[1:2] * 2, *GROUPS[2:]):
        made.submit(made.join(), "target_groups", text)
    return made


@pytest.fixture
def ids(workshop):
    return {item.text: item.item_id for item in workshop.items(workshop.model.prompt(VOTE))}


def give(workshop, ids, **stars):
    """Let new people give their star: so many of them to the first, the second and the third group."""
    people = []
    for group, n in zip(GROUPS, stars.values(), strict=True):
        for _ in range(n):
            people.append(workshop.join())
            workshop.submit(people[-1], VOTE, {ids[group]: 1})
    return people


def desk(workshop):
    """What the control room says where the next wording of the core task is written."""
    return said(at(ControlRoom(workshop, lambda _: None, lambda: None), "shared_understanding"))


def chosen(workshop):
    return [group.text for group in workshop.primary_groups()]


def brief(workshop):
    return dict(make_book(workshop).in_brief)


def test_the_group_with_most_stars_is_chosen_and_named_in_picture_model_report_and_control_room(workshop, ids):
    give(workshop, ids, first=1, second=1, third=4)
    assert chosen(workshop) == ["De ensomme"]
    picture = pictures.plot_view(workshop, VOTE).description
    assert picture.splitlines()[:2] == ["6 deltagere", "De ensomme: ★ 4."]
    whole = pictures.plot_view(workshop, "whole")
    assert "Målgruppen: ★ De ensomme (1); De ældre (3); De pårørende (2)" in whole.description
    assert "★ fik flest stjerner" in charts.svg(whole)
    assert brief(workshop)["Dem skal I først og fremmest lykkes med"] == ("De ensomme",)
    assert next(iter(brief(workshop))) == "Dem skal I først og fremmest lykkes med"
    assert "Først og fremmest skal I lykkes med: De ensomme" in desk(workshop)


def test_a_tie_is_said_as_a_tie(workshop, ids):
    give(workshop, ids, first=2, second=1, third=2)
    assert chosen(workshop) == ["De ældre", "De ensomme"]
    assert pictures.plot_view(workshop, VOTE).description.startswith("5 deltagere · 2 står lige øverst")
    assert "Målgruppen: ★ De ældre (3); ★ De ensomme (1)" in pictures.plot_view(workshop, "whole").description
    assert brief(workshop) == {
        "Hvem skal I først og fremmest lykkes med? Her står stemmerne lige": ("De ældre", "De ensomme")
    }
    assert "Stemmerne om målgruppen står lige: De ældre · De ensomme" in desk(workshop)


def test_while_few_have_voted_nobody_is_chosen(workshop, ids):
    people = give(workshop, ids, first=4, second=0, third=0)
    assert chosen(workshop) == []
    assert brief(workshop) == {}
    assert "★" not in pictures.plot_view(workshop, "whole").description
    assert "Først og fremmest" not in desk(workshop)
    # four phones, and one of them is shared by two
    workshop.join(participant_id=people[0], n_people=2)
    assert chosen(workshop) == ["De ældre"]


def test_those_who_share_a_phone_count_in_the_choice_as_in_the_picture(workshop, ids):
    give(workshop, ids, first=3, second=0, third=0)
    workshop.submit(workshop.join(n_people=4), VOTE, {ids["De ensomme"]: 1})
    assert chosen(workshop) == ["De ensomme"]
    assert "De ensomme: ★ 4." in pictures.plot_view(workshop, VOTE).description


def test_stars_go_along_when_cards_are_merged_and_none_stays_on_a_hidden_one(workshop, ids):
    give(workshop, ids, first=3, second=2, third=2)
    workshop.merge_cards("target_groups", [ids["De pårørende"], ids["De ensomme"]])
    assert chosen(workshop) == ["De pårørende"]
    workshop.hide_cards("target_groups", [ids["De pårørende"]])
    assert chosen(workshop) == ["De ældre"]


def test_a_follow_up_keeps_the_choice_until_the_room_has_chosen_again(workshop, ids):
    first = give(workshop, ids, first=5, second=0, third=0)
    workshop.start_round("Tre måneder efter")
    assert chosen(workshop) == ["De ældre"]
    for person in first:
        workshop.submit(person, VOTE, {ids["De pårørende"]: 1})
    assert chosen(workshop) == ["De pårørende"]
    moved = workshop.change([VOTE])
    assert set(moved["item_text"]) == {"De ældre", "De pårørende"}


def test_only_one_star_can_be_given(workshop, ids):
    person = Person(workshop)
    form = person.form(CHOOSING)
    assert form.names.count(VOTE) == 3
    assert person.send(CHOOSING, form.sends(**{VOTE: ids["De ældre"]})).is_good
    assert person.answer(VOTE) == {ids["De ældre"]: 1}
    again = person.form(CHOOSING)
    assert again.holds[VOTE] == ids["De ældre"]
    assert person.send(CHOOSING, again.sends(**{VOTE: ids["De ensomme"]})).is_good
    assert person.answer(VOTE) == {ids["De ensomme"]: 1}
    assert person.send(CHOOSING, person.form(CHOOSING).sends(**{VOTE: "ikke et kort, men meget langt " * 9})).problems
    assert person.send(CHOOSING, person.form(CHOOSING).sends("undo:" + VOTE)).is_good
    assert person.answer(VOTE) == {ids["De ældre"]: 1}
    assert "noget at vælge imellem endnu" in Person(create_workshop(store=workshop.store)).form(CHOOSING).text


def test_voting_on_the_groups_from_their_cards_is_the_same_vote(workshop):
    assert workshop.start_vote("target_groups") == CHOOSING
    assert Counter(e.exercise_id for e in workshop.planned)[CHOOSING] == 1
    assert workshop.next_exercise() == "target_group_names"
    assert "vote_target_groups" not in {vote.exercise_id for vote in workshop.model.votes}


# -- workshops that were held before the group was chosen by a vote -----------------------------------------------


@pytest.fixture
def earlier(workshop):
    """One in which the group was typed, and the cards were voted on in a vote that is no more."""
    people = [person.participant_id for person in workshop.participant_list()]
    planned = (Planned("target_group_who", 8), Planned("vote_target_groups", 4), Planned("place_tasks", 20))
    value = value_of(Programme("", Text("Vores", "Ours"), planned))
    step = {"exercise_id": "vote_target_groups", "ends_at": None}
    events = [new_event(workshop._id, FACILITATOR, PROGRAMME, value), new_event(workshop._id, FACILITATOR, STEP, step)]
    for person in people:
        events.append(new_event(workshop._id, person, ANSWER, "Borgerne", prompt_id="primary_group"))
        events.append(new_event(workshop._id, person, ANSWER, {"a" * 16: 1}, prompt_id="vote_target_groups"))
    workshop.store.append(events)
    return open_workshop(workshop.code, workshop.store)


def test_a_workshop_in_which_the_group_was_typed_opens_and_says_what_it_leaves_out(earlier):
    with pytest.warns(UserWarning, match="primary_group, vote_target_groups"):
        answers = earlier.answers()
    assert set(answers["prompt_id"]) == {"target_groups"}
    assert earlier.programme.exercise_ids == ["target_group_who", "place_tasks"]
    assert chosen(earlier) == []


@pytest.mark.filterwarnings("ignore:12 svar er ikke med")
@pytest.mark.parametrize("ending", [".pdf", ".pptx", ".xlsx", ".csv"])
def test_its_files_can_be_written(earlier, ending):
    assert len(earlier.change()) == len(earlier.trend()) == 0
    assert content_of(earlier, ending)


@pytest.mark.filterwarnings("ignore:12 svar er ikke med")
def test_its_pages_are_there_too(earlier):
    person = earlier.participant_list()[0].participant_id
    page = ParticipantPage(earlier, person)
    assert page.screen.screen_id == "place_tasks"  # just after what has been answered
    page.close()
    assert earlier.name in said(at(ControlRoom(earlier, lambda _: None, lambda: None)))
    assert Person(earlier).form("target_group_who").text
