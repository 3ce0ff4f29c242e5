"""Orders, points and pairs in the light form: numbers, stars and keys that work without a script."""

from __future__ import annotations

import pytest
from test_light import Person

from kerne_widgets import create_workshop

SOURCES = ("effects", "quality_criteria", "small_stories", "competence_need", "professions")


@pytest.fixture
def workshop(fresh_store):
    made = create_workshop("Hjemmeplejen Syd", store=fresh_store)
    for source in SOURCES:
        for text in ("Ro", "Tid", "Nærvær"):
            made.submit(made.join(), source, text)
    return made


@pytest.fixture
def person(workshop):
    return Person(workshop)


def named(workshop, prompt_id):
    """What the inputs of the items are called, by wording."""
    return {item.text: f"{prompt_id}--{item.item_id}" for item in workshop.items(workshop.model.prompt(prompt_id))}


def test_an_order_is_given_by_number_and_shown_in_order(workshop, person):
    names = named(workshop, "effects_ranked")
    form = person.form("value_effects").sends(**{names["Tid"]: "1", names["Ro"]: "3"})
    assert person.send("value_effects", form).is_good
    assert person.answer("effects_ranked") == [names[text].partition("--")[2] for text in ("Tid", "Ro")]
    held = person.form("value_effects").holds
    # the numbers close up, and what has one stands first
    assert [held[name] for name in (names["Tid"], names["Ro"], names["Nærvær"])] == ["1", "2", ""]
    assert person.html("value_effects").index("Tid") < person.html("value_effects").index("Ro<")


def test_two_with_one_number_are_told_and_what_was_chosen_stays(workshop, person):
    names = named(workshop, "effects_ranked")
    outcome = person.send("value_effects", person.form("value_effects").sends(**{names["Tid"]: "2", names["Ro"]: "2"}))
    assert "plads 2" in outcome.problems["effects_ranked"][0]
    assert person.answer("effects_ranked") is None
    assert person.shown_again("value_effects").holds[names["Tid"]] == "2"


def test_points_are_counted_against_the_budget(workshop, person):
    names = named(workshop, "quality_points")
    over = person.form("quality_points").sends(**{names["Tid"]: "70", names["Ro"]: "40"})
    assert "110" in person.send("quality_points", over).problems["quality_points"][0]
    again = person.shown_again("quality_points")
    assert (again.holds[names["Tid"]], again.holds[names["Ro"]]) == ("70", "40")
    assert person.send("quality_points", again.sends(**{names["Ro"]: "30"})).is_good
    assert sorted(person.answer("quality_points").values()) == [30, 70]
    wrong = person.form("quality_points").sends(**{names["Ro"]: "mange"})
    assert "mange" in person.send("quality_points", wrong).problems["quality_points"][0]
    none = person.form("quality_points").sends(**{names["Tid"]: "", names["Ro"]: " "})
    assert person.send("quality_points", none).is_good
    assert person.answer("quality_points") is None


def test_stars_are_given_and_all_can_be_taken_back(workshop, person):
    names = named(workshop, "story_vote")
    form = person.form("value_story_vote")
    assert person.send("value_story_vote", form.sends(**{names["Tid"]: "1", names["Ro"]: "1"})).is_good
    assert len(person.answer("story_vote")) == 2
    # a box that is not ticked is not sent
    sent = person.form("value_story_vote").sends()
    assert person.send("value_story_vote", {k: v for k, v in sent.items() if k not in names.values()}).is_good
    assert person.answer("story_vote") is None


def test_each_pair_is_a_choice_of_three(workshop, person):
    form = person.form("competence_pairs")
    pairs = list(dict.fromkeys(name for name in form.names if name.startswith("competence_pairs--")))
    assert len(pairs) == 3
    winner = pairs[0].partition("--")[2].partition("/")[0]
    assert person.send("competence_pairs", form.sends(**{pairs[0]: winner, pairs[1]: "equal"})).is_good
    assert sorted(workshop.latest(person.id, "competence_pairs").values()) == sorted([winner, "equal"])
    assert person.form("competence_pairs").holds[pairs[0]] == winner
    third = person.form("competence_pairs").sends(**{pairs[2]: "0" * 16})
    assert "et af de to" in person.send("competence_pairs", third).problems[pairs[2]][0]


def test_a_pair_one_does_not_know_is_left_out(workshop, person):
    form = person.form("profession_pairs")
    pairs = list(dict.fromkeys(name for name in form.names if name.startswith("profession_pair_scale--")))
    assert person.send("profession_pairs", form.sends(**{pairs[0]: "4", pairs[1]: ""})).is_good
    assert list(workshop.latest(person.id, "profession_pair_scale").values()) == [4]
    assert person.send("profession_pairs", person.form("profession_pairs").sends(**{pairs[0]: ""})).is_good
    assert person.answer("profession_pair_scale") is None


def test_an_untouched_order_is_not_given_again_when_new_items_come(workshop, person):
    names = named(workshop, "effects_ranked")
    person.send("value_effects", person.form("value_effects").sends(**{names["Tid"]: "1"}))
    old = person.form("value_effects").sends()
    for _ in range(2):
        workshop.submit(workshop.join(), "effects", "Mod")
    workshop.submit(person.id, "effects_ranked", [names["Ro"].partition("--")[2]])
    assert person.send("value_effects", old).is_good
    assert person.answer("effects_ranked") == [names["Ro"].partition("--")[2]]
