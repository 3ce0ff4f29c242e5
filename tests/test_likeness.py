"""Likeness: what may be the same task is suggested, what is not is left alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kerne_widgets.likeness import closest, groups

TASKS = ["Dokumentation i omsorgssystemet", "Pårørendekontakt", "Medicinhåndtering", "Indkøb"]


def test_another_wording_of_a_task_finds_it():
    wordings = ["Dokumentere i systemet for omsorg", "Kontakt til pårørende", "Håndtering af medicin", "Bilvask"]
    assert closest(wordings, TASKS) == [0, 1, 2, None]


def test_nothing_to_compare_is_no_likeness():
    assert closest([], TASKS) == []
    assert closest(["Indkøb"], []) == [None]
    assert closest(["?!"], ["..."]) == [None]


def test_wordings_that_may_say_the_same_stand_with_the_first_of_them():
    wordings = ["Indkøb", "Medicinhåndtering", "Indkøb af varer", "Bilvask", "Håndtering af medicin"]
    assert groups(wordings) == [[0, 2], [1, 4], [3]]
    assert groups(wordings, {frozenset(("Indkøb", "Indkøb af varer"))}) == [[0], [1, 4], [2], [3]]
    assert groups([]) == []
    assert groups(["?!", "..."]) == [[0], [1]]


@given(st.lists(st.text(max_size=30), max_size=8))
def test_every_text_is_in_one_group(texts):
    assert sorted(i for group in groups(texts) for i in group) == list(range(len(texts)))


@given(st.lists(st.text(max_size=30), max_size=5), st.lists(st.text(max_size=30), max_size=5))
def test_any_texts_can_be_compared(texts, candidates):
    found = closest(texts, candidates)
    assert len(found) == len(texts)
    assert all(i is None or 0 <= i < len(candidates) for i in found)
