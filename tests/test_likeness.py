"""Likeness: what may be the same task is suggested, what is not is left alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kerne_widgets.likeness import closest

TASKS = ["Dokumentation i omsorgssystemet", "Pårørendekontakt", "Medicinhåndtering", "Indkøb"]


def test_another_wording_of_a_task_finds_it():
    wordings = ["Dokumentere i systemet for omsorg", "Kontakt til pårørende", "Håndtering af medicin", "Bilvask"]
    assert closest(wordings, TASKS) == [0, 1, 2, None]


def test_nothing_to_compare_is_no_likeness():
    assert closest([], TASKS) == []
    assert closest(["Indkøb"], []) == [None]
    assert closest(["?!"], ["..."]) == [None]


@given(st.lists(st.text(max_size=30), max_size=5), st.lists(st.text(max_size=30), max_size=5))
def test_any_texts_can_be_compared(texts, candidates):
    found = closest(texts, candidates)
    assert len(found) == len(texts)
    assert all(i is None or 0 <= i < len(candidates) for i in found)
