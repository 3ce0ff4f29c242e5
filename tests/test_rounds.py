"""Meeting again, as it is measured and as a participant's open page meets it."""

from __future__ import annotations

import math

import pytest
from ipywidgets import HTML

from kerne_widgets import create_workshop, measures
from kerne_widgets.forms.page import ParticipantPage
from kerne_widgets.light.standing import Standing
from kerne_widgets.likeness import alikeness, changed_words


def test_hours_in_dispute_are_disagreement_times_hours():
    found = measures.hours_in_dispute([1, 0, -1, 0.5, math.nan, 0], [10, 10, 10, 4, 4, math.nan])
    assert found[:4].tolist() == [0, 5, 10, 1]
    assert all(math.isnan(value) for value in found[4:])
    assert measures.hours_in_dispute([], []).tolist() == []


@pytest.mark.parametrize(
    ("agreement", "hours", "told"),
    [([2], [1], "-1 to 1"), ([0], [-1], "0 or more"), ([0, 0], [1], "one of each"), (["enig"], [1], "numbers")],
)
def test_what_cannot_be_disputed_is_refused_with_what_is_allowed(agreement, hours, told):
    with pytest.raises(ValueError, match=told):
        measures.hours_in_dispute(agreement, hours)


def test_the_interval_of_a_mean_does_not_hang_on_who_comes_first():
    values = [1.0, 2.5, 7.0, 4.2, 3.0, 9.1, 2.2]
    assert measures.mean_interval(values) == measures.mean_interval(values[::-1])


def test_a_paired_change_has_an_interval_that_holds_it_and_is_the_same_each_time():
    before, after = [1, 2, 2, 3, 3, 4, 4, 5], [2, 2, 3, 4, 3, 5, 3, 5]
    found = measures.paired_change(before, after)
    assert found == measures.paired_change(before, after)
    assert (found.n, found.mean, found.n_up, found.n_same, found.n_down) == (8, 0.375, 4, 3, 1)
    assert found.low < found.mean < found.high
    assert measures.paired_change(before[:4], after[:4]) == measures.Change(4)
    assert measures.paired_change([], []).n == 0


def test_what_is_no_pair_is_refused():
    with pytest.raises(ValueError, match="only once"):
        measures.paired_change([1, 2], [1])
    with pytest.raises(ValueError, match="missing"):
        measures.paired_change([1, math.nan], [1, 2])


def test_wordings_are_more_alike_the_more_they_share():
    same = alikeness(["At borgeren trives", "At borgeren trives"])
    near = alikeness(["At borgeren trives", "At borgerne trives hjemme"])
    far = alikeness(["At borgeren trives", "Plejen skal være god"])
    assert same == pytest.approx(1)
    assert same > near > far >= 0
    assert alikeness(["kun én"]) is alikeness(["  ", ""]) is alikeness([]) is None


def test_words_that_changed_put_together_give_both_wordings():
    old, new = "Vi hjælper borgeren hver dag", "Sammen med borgeren skaber vi en god dag"
    words = changed_words(old, new)
    assert " ".join(word for word, state in words if state != "new") == old
    assert " ".join(word for word, state in words if state != "gone") == new


def test_an_open_page_begins_on_an_empty_sheet_when_a_follow_up_begins(fresh_store):
    workshop = create_workshop("Nord", store=fresh_store)
    person = workshop.join()
    workshop.submit(person, "partner_scale", 4)
    workshop.set_step("target_group_meeting")
    page = ParticipantPage(workshop, person)
    standing = Standing(workshop)
    standing.look()
    assert page.saving.given("partner_scale") == {"": 4}
    assert [answer.value for answer in standing.answers(person)] == [4]
    old = page.screen
    workshop.start_round("Tre måneder efter")
    page.follow_room()
    standing.look()
    assert page.screen is not old
    assert page.saving.given("partner_scale") == {}
    assert page.saving.state == "empty"
    assert standing.answers(person) == []
    assert not any("Gemt" in w.value for w in page.widget.children if isinstance(w, HTML))
    page.close()
