"""The kinds: each takes what it should, refuses anything else with a sentence, and never breaks."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerne_widgets import kinds, messages
from kerne_widgets.errors import AnswerError
from kerne_widgets.model import Column, Option, Prompt, Text

T = Text("Spørgsmål", "Question")
PROMPTS = {
    name: Prompt(
        "p", name, T, "e", "d",
        options=(Option("challenge", T), Option("condition", T)),
        columns=(Column("word", T), Column("deed", T), Column("by", T, kind="date")),
        rings=tuple(Text(str(i), str(i)) for i in range(5)),
    )
    for name in kinds.MODULES
}  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)
GOOD = {
    "short_text": ["a", "æøå 🙂 שלום", "$x_1$ \\ <script>", "x" * 4000],
    "long_text": ["linje\nlinje"],
    "cards": ["Ældre, der bor alene"],
    "scale": [1, 5],
    "choice": ["challenge"],
    "sort": ["condition"],
    "placement": [{"centrality": 0, "hours_week": None}, {"centrality": 4, "hours_week": 7.5}, {"centrality": 2}],
}
GOOD |= {
    "ranking": [["a"], ["b", "a", "c"]],
    "points": [{"a": 100}, {"a": 40, "b-1": 35}],
    "pairs": ["a", "equal"],
    "pair_scale": [1, 5],
}
BAD = {
    "short_text": [1, "x" * 4001, "a\x00b", "\ud83d", ["a"]],
    "long_text": [{}, "x" * 4001],
    "cards": ["   ", "\n", 3],
    "scale": [0, 6, True, 2.5, "3", float("nan")],
    "choice": ["none", 1, ["challenge"]],
    "sort": ["", "other"],
    "placement": [
        {"centrality": 5}, {"centrality": -1}, {"centrality": 1.5}, {"centrality": True}, {"hours_week": 2}, 3,
        {"centrality": 1, "hours_week": -1}, {"centrality": 1, "hours_week": 169},
        {"centrality": 1, "hours_week": float("nan")}, {"centrality": 1, "name": "x"},
    ],
}  # fmt: skip

BAD |= {
    "ranking": [[], ["a", "a"], [""], ["a/b"], ["ø"], [1], "a", ["x" * 65]],
    "points": [{}, {"a": 0}, {"a": 101}, {"a": 60, "b": 41}, {"a": True}, {"a": 2.0}, {"": 3}, {"a b": 3}, 3],
    "pairs": ["", "a/b", 1, ["a"], "x" * 65],
    "pair_scale": [0, 6, True],
}
UP = {"start": "Indkøb", "rungs": ["for at der er mad", "for at kunne lave mad"], "reached": True}
GOOD |= {
    "table": ["Nærvær", "Nærvær\nVi sætter os ned\n2099-03-14", "Nærvær\n\n2026-03", "Nærvær\n" + "x" * 300],
    "gap": [{"now": 2, "wanted": 5}, {"now": 1}, {"wanted": 5}],
    "quadrant": [{"x": 1, "y": 5}, {"x": 3}, {"y": 3}],
    "circles": [1, 5],
    "date": ["2025-03-14", "2025-03", "1900-01-01"],
    "ladder": [[UP], [{**UP, "reached": False}, {**UP, "rungs": [], "reached": False}], [{**UP, "start": "x" * 160}]],
}
BAD |= {
    "table": ["", "\nVi sætter os ned", "a\nb\nikke en dag", "a\nb\n2026-03-14\nd", "x" * 301, 3, ["Nærvær"]],
    "gap": [{}, {"now": 0}, {"now": 6}, {"now": True}, {"now": 2.0}, {"now": None}, {"x": 2}, 3, [2, 5]],
    "quadrant": [{}, {"x": 6, "y": 1}, {"x": 1, "y": 2, "z": 3}, "1,2"],
    "circles": [0, 6, True],
    "date": ["", "14/3 2025", "2025-02-30", "2025-3", "2999-01-01", "1899-12-31", "2025-03-14T10:00", 2025],
    "ladder": [
        [], UP, [[]], [{"start": "a"}], [{**UP, "start": "for at "}], [{**UP, "rungs": ["a"] * 9}], [UP] * 21,
        [{**UP, "rungs": ["to\nlinjer"]}], [{**UP, "rungs": ["x" * 161]}], [{**UP, "rungs": []}],
        [{**UP, "reached": 1}],
        [{**UP, "rungs": ["der er mad", "Der  er MAD."]}], [{**UP, "rungs": ["for at indkøb"]}],
    ],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in GOOD.items() for value in values])
def test_a_good_answer_is_taken_and_becomes_rows_and_a_value_again(kind, value):
    assert kinds.check(value, PROMPTS[kind]) == []
    rows = kinds.get(kind).rows(value, PROMPTS[kind], "da")
    columns = {"item_id", "item_text", "value_text", "value_number", "value_second", "hours_week"}
    assert all(set(row) <= columns and set(kinds.get(kind).READS) <= set(row) for row in rows)
    read = [dict.fromkeys(columns) | row for row in rows]
    assert kinds.get(kind).rows(kinds.get(kind).value(read, PROMPTS[kind]), PROMPTS[kind], "da") == rows


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in GOOD.items() for value in values])
def test_the_numbers_of_an_answer_lie_between_the_ends_of_what_can_be_answered(kind, value):
    numbers, prompt = kinds.get(kind).NUMBERS, PROMPTS[kind]
    if numbers is None:
        return
    read = [said for own in numbers.read(value, prompt).values() for said in own.items()]
    assert read
    assert {measure for measure, _ in read} <= set(numbers.ends) >= set(numbers.steps)
    for measure, number in read:
        low, high = numbers.ends[measure](prompt)
        assert low <= number <= (number if high is None else high)


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in BAD.items() for value in values])
def test_a_bad_answer_is_refused_in_both_languages(kind, value):
    problems = kinds.check(value, PROMPTS[kind])
    assert problems
    for lang in ("da", "en"):
        assert len(problems[0].text(lang)) > 10
        assert "{" not in problems[0].text(lang).replace(repr(value)[:60], "")


def test_a_vote_has_so_many_stars_and_one_for_each():
    vote = dataclasses.replace(PROMPTS["points"], budget=3, max_each=1)
    assert kinds.check({"a": 1, "b": 1, "c": 1}, vote) == []
    assert kinds.check({"a": 2}, vote)[0].key == "kinds.not_a_share"
    over = kinds.check({"a": 1, "b": 1, "c": 1, "d": 1}, vote)[0]
    assert "4" in over.text("da")
    assert "3" in over.text("da")


def test_rows_of_a_ranking_give_the_order_whatever_order_they_come_in():
    ranking, prompt = kinds.get("ranking"), PROMPTS["ranking"]
    rows = [{"item_id": "c", "value_number": 9.0}, {"item_id": "a", "value_number": 1.0}]
    assert ranking.value(rows, prompt) == ["a", "c"]
    with pytest.raises(AnswerError, match="plads 1"):
        ranking.value([*rows, {"item_id": "b", "value_number": 1.0}], prompt)


@pytest.mark.parametrize("kind", kinds.MODULES)
def test_a_withdrawn_answer_is_always_taken(kind):
    assert kinds.check(None, PROMPTS[kind]) == []


@pytest.mark.parametrize("kind", kinds.MODULES)
@given(value=JSON)
def test_whatever_is_sent_is_taken_or_refused_and_never_breaks(kind, value):
    if not kinds.check(value, PROMPTS[kind]) and value is not None:
        kinds.get(kind).rows(value, PROMPTS[kind], "en")
        json.dumps(value, allow_nan=False).encode()


def test_a_ladder_that_comes_back_to_itself_is_refused_and_says_which_rung():
    (problem,) = kinds.check([{**UP, "rungs": ["der er mad", "for at indkøb"]}], PROMPTS["ladder"])
    assert "»indkøb« står allerede på stigen" in problem.text("da")
    assert "circle" in problem.text("en")


def test_a_day_to_come_is_taken_only_where_the_prompt_asks_for_it():
    coming = replace(PROMPTS["date"], future=True)
    assert kinds.check("2099-01-01", coming) == []
    (problem,) = kinds.check("2099-01-01", PROMPTS["date"])
    assert "ikke kommet endnu" in problem.text("da")


@pytest.mark.parametrize("lang", messages.LANGS)
def test_the_control_room_has_words_for_every_kind(lang):
    assert len({messages.text(f"room.kind_{name}", lang) for name in kinds.MODULES}) == len(kinds.MODULES)
