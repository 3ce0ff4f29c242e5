"""The example: filled in every corner, marked as one, in both languages, and the same each time."""

from __future__ import annotations

import random
import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from pandas.testing import assert_frame_equal

from kerne_widgets import charts, frames, pictures
from kerne_widgets.example import make_example
from kerne_widgets.likeness import closest
from kerne_widgets.messages import LANGS
from kerne_widgets.report.book import make_book
from kerne_widgets.store import open_store
from kerne_widgets.workshop import open_workshop


@pytest.fixture(scope="module", params=LANGS)
def example(request):
    store = open_store("sqlite://")
    yield make_example(store, request.param)
    store.close()


def told(workshop):
    """Everything answered, with who answered by their place in the room: ids are random and differ each time."""
    places = {person.participant_id: i for i, person in enumerate(workshop.participant_list())}
    frame = frames.as_given(workshop)[
        ["participant_id", "prompt_id", "item_text", "value_text", "value_number", "hours_week"]
    ]
    return frame.assign(participant_id=frame.participant_id.map(places))


@pytest.mark.slow
def test_it_is_the_same_each_time(fresh_store):
    random.seed(1)
    one = make_example(fresh_store)
    random.seed(2)
    other = make_example(fresh_store)
    assert one.code != other.code
    assert_frame_equal(told(one), told(other))
    assert [p.role for p in one.participant_list()] == [p.role for p in other.participant_list()]


def test_it_is_made_in_one_pass_and_opens_as_it_was_left(fresh_store):
    made = make_example(fresh_store)
    events = fresh_store.fetch_events(made._id, kinds=("answer", "undo"))
    assert len(events) == len(made.standing_answers()), "something was answered twice"
    assert_frame_equal(told(open_workshop(made.code, fresh_store)), told(made))


def test_it_is_marked_as_an_example_and_keeps_the_mark_out_of_its_name(example):
    assert example.example
    assert open_workshop(example.code, example.store).example
    assert example.name
    assert not any(word in example.name.lower() for word in ("eksempel", "example", "demo"))


def test_it_has_18_participants_and_no_role_is_hidden(example):
    roles = example.participants().role
    assert len(roles) == 18
    assert roles.nunique() == 3
    assert (roles != "").all()


def test_every_prompt_is_answered_by_five_or_more(example):
    answered: dict[str, set[str]] = {}
    for answer in example.standing_answers():
        answered.setdefault(answer.prompt_id, set()).add(answer.participant_id)
    few = {p.prompt_id: len(answered.get(p.prompt_id, ())) for p in example.model.prompts}
    assert {prompt: n for prompt, n in few.items() if n < 5} == {}


def test_nobody_holds_more_cards_than_the_page_takes(example):
    held = Counter((answer.participant_id, answer.prompt_id) for answer in example.standing_answers())
    cards = example.model.prompts_of_kind("cards")
    people = [person.participant_id for person in example.participant_list()]
    assert [p.prompt_id for p in cards for who in people if held[who, p.prompt_id] > p.max_items] == []


def test_every_gathered_card_is_sorted_by_everyone(example):
    answers = example.answers()
    for prompt in example.model.prompts_of_kind("sort"):
        sorted_by = answers[answers.prompt_id == prompt.prompt_id].groupby("item_text").participant_id.nunique()
        cards = answers[answers.prompt_id == prompt.items_from].item_text
        assert set(sorted_by.index) == set(cards)
        assert set(sorted_by) == {18}


def test_the_languages_say_the_same_in_different_words(fresh_store):
    danish, english = (frames.as_given(make_example(fresh_store, lang)) for lang in LANGS)
    assert list(danish.prompt_id) == list(english.prompt_id)
    assert danish.value_number.equals(english.value_number)
    written = danish.kind.isin(["short_text", "long_text", "cards"])
    same = danish[written].value_text[danish.value_text[written] == english.value_text[written]]
    assert list(same) == []


def test_its_14_tasks_are_core_disputed_and_periphery(example):
    priorities = example.priorities()
    assert Counter(priorities.verdict) == {"core": 5, "disputed": 4, "periphery": 5}
    assert list(priorities.n) == [18] * 14
    assert list(priorities.number) == list(range(1, 15))


def test_the_hours_make_a_week_of_work_and_some_can_be_freed(example):
    priorities = example.priorities()
    assert 30 <= priorities.hours_week.sum() <= 37
    assert priorities.freed_hours.sum() >= 3
    weeks = example.placements().groupby("participant_id").hours_week.sum()
    assert weeks.between(28, 42).all()


def test_tasks_come_from_cards_and_some_cards_still_wait(example):
    tasks, proposals = example.task_list(), example.proposals()
    assert all(task.n_sources for task in tasks)
    like = closest([proposal.text for proposal in proposals], [task.text for task in tasks])
    assert sum(i is not None for i in like) >= 2, "no proposal to merge"
    assert sum(i is None for i in like) >= 2, "no proposal that is new"


def test_numbers_in_pictures_and_report_are_written_as_the_language_does(example):
    views = (
        *("task_placement", "quadrant", "agenda", "scenario", "gains", "partner_scale", "lenses:value_lenses"),
        *(example.model.prompts_of_kind(kind)[0].prompt_id for kind in ("pair_scale", "circles", "ranking", "points")),
    )
    with example.still():
        drawn, book = [pictures.plot_view(example, view) for view in views], make_book(example)
    said = [words for chart in drawn for words in (chart.description, *chart.hints.values())]
    said += [words for chart in drawn for words in ET.fromstring(charts.svg(chart)).itertext()]
    said += [
        words for _, told in (*book.in_brief, *book.method) for words in (told if isinstance(told, tuple) else [told])
    ]
    written = " ".join(said)
    right, wrong = (r"\d\.\d", r"\d,\d(?!\d\d)") if example.lang == "en" else (r"\d,\d", r"\d\.\d(?!\d\d)")
    assert re.search(right, written)
    assert re.findall(f".*{wrong}.*", written) == []
    assert bool(re.search(r"\d %", written)) == (example.lang == "da")


def test_nobody_wants_less_of_a_gain_than_they_have(example):
    gains = example.answers().query("prompt_id == 'gains'")
    assert len(gains) == 4 * 18
    assert (gains.value_second >= gains.value_number).all()


def test_an_action_plan_stays_with_the_one_who_wrote_it(fresh_store):
    answers = make_example(fresh_store, "en").answers()
    plans = answers[answers.prompt_id.str.startswith("action_")].pivot_table(
        index="participant_id", columns="prompt_id", values="value_text", aggfunc="first"
    )
    plan = plans[plans.action_decision.str.contains("statistics")].iloc[0]
    assert plan.action_owner == "The manager"
    assert "figures" in plan.action_first_step
    assert "figures" in plan.action_sign


def test_own_content_that_asks_otherwise_is_passed_by(fresh_store, tmp_path, monkeypatch):
    own = tmp_path / "dimensions" / "maalgruppen.toml"
    own.parent.mkdir()
    own.write_text(OWN_CONTENT, encoding="utf-8")
    monkeypatch.setenv("KERNE_CONTENT", str(tmp_path))
    answers = make_example(fresh_store).answers()
    assert answers[answers.prompt_id == "partner_scale"].value_number.max() == 3
    assert "names_we_use" not in set(answers.prompt_id)
    assert "core_task_alone" in set(answers.prompt_id)


OWN_CONTENT = """
dimension_id = "maalgruppen"
phase = "indkredse"
order = 20
title = { da = "Målgruppen", en = "The target group" }
intro = { da = "Hvem?", en = "Who?" }

[[exercises]]
exercise_id = "own"
row = "R09"
minutes = 5
title = { da = "Egen", en = "Own" }
notes.purpose = { da = "Formål", en = "Purpose" }
notes.say = { da = "Sig", en = "Say" }
notes.watch = { da = "Se", en = "Watch" }

[[exercises.prompts]]
prompt_id = "partner_scale"
kind = "scale"
steps = 3
text = { da = "Er de et problem?", en = "Are they a problem?" }
low = { da = "Nej", en = "No" }
high = { da = "Ja", en = "Yes" }

[[exercises.prompts]]
prompt_id = "names_we_use"
kind = "scale"
text = { da = "Siger I borger?", en = "Do you say client?" }
low = { da = "Nej", en = "No" }
high = { da = "Ja", en = "Yes" }
"""


def test_it_comes_to_an_end_with_wordings_decisions_and_a_scenario(example):
    assert len(example.versions()) == 3
    assert len(example.versions("success")) == 2
    plan = example.actions()
    decided = plan[plan["status"] == "decided"]
    assert (decided[["decision", "owner", "first_step", "sign_of_success", "task"]] != "").all(axis=None)
    assert decided["due"].notna().all()
    assert (plan["status"] == "proposed").any()
    assert example.scenario()["moved_out"].sum() == 2
    lost = example.support()
    assert (lost["n_left"] < lost["n_tasks"]).any()
    assert set(lost.loc[lost["n_tasks"] > 0, "kind"]) == {"effects", "groups"}
