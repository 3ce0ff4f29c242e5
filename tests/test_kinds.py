"""The kinds: each takes what it should, refuses anything else with a sentence, and never breaks."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerne_widgets import kinds
from kerne_widgets.model import Option, Prompt, Text

T = Text("Spørgsmål", "Question")
PROMPTS = {
    name: Prompt(
        "p", name, T, "e", "d",
        options=(Option("challenge", T), Option("condition", T)),
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


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in GOOD.items() for value in values])
def test_a_good_answer_is_taken_and_becomes_rows_and_a_value_again(kind, value):
    assert kinds.check(value, PROMPTS[kind]) == []
    rows = kinds.get(kind).rows(value, PROMPTS[kind], "da")
    columns = {"item_id", "item_text", "value_text", "value_number", "hours_week"}
    assert all(set(row) <= columns and set(kinds.get(kind).READS) <= set(row) for row in rows)
    read = [dict.fromkeys(columns) | row for row in rows]
    assert kinds.get(kind).rows(kinds.get(kind).value(read, PROMPTS[kind]), PROMPTS[kind], "da") == rows


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in BAD.items() for value in values])
def test_a_bad_answer_is_refused_in_both_languages(kind, value):
    problems = kinds.check(value, PROMPTS[kind])
    assert problems
    for lang in ("da", "en"):
        assert len(problems[0].text(lang)) > 10
        assert "{" not in problems[0].text(lang).replace(repr(value)[:60], "")


@pytest.mark.parametrize("kind", kinds.MODULES)
def test_a_withdrawn_answer_is_always_taken(kind):
    assert kinds.check(None, PROMPTS[kind]) == []


@pytest.mark.parametrize("kind", kinds.MODULES)
@given(value=JSON)
def test_whatever_is_sent_is_taken_or_refused_and_never_breaks(kind, value):
    if not kinds.check(value, PROMPTS[kind]) and value is not None:
        kinds.get(kind).rows(value, PROMPTS[kind], "en")
        json.dumps(value, allow_nan=False).encode()
