"""Orders, points and pairs as forms: what the phone makes of the items is an answer, and comes back as one."""

from __future__ import annotations

import pytest

from kerne_widgets import create_workshop, forms
from kerne_widgets.forms.mailbox import Mailbox
from kerne_widgets.forms.prompt_form import checksum, heard
from kerne_widgets.forms.saving import Saving
from kerne_widgets.rehearsal.picks import pick
from kerne_widgets.rehearsal.words import Voice

CARDS = {"effects": "effects_ranked", "quality_criteria": "quality_points", "small_stories": "story_vote"}
PAIRS = {"competence_need": "competence_pairs", "professions": "profession_pair_scale"}
COMPOSED = [*CARDS.values(), *PAIRS.values()]


@pytest.fixture
def saving(fresh_store):
    workshop = create_workshop("Biblioteket", store=fresh_store)
    for source in (*CARDS, *PAIRS):
        for text in ("Ro", "Tid", "Nærvær"):
            workshop.submit(workshop.join(), source, text)
    return Saving(workshop, workshop.join(), "da")


def given(saving, prompt_id):
    return saving.workshop.latest(saving.participant_id, prompt_id)


def ids(form):
    return [item["id"] for item in form._composer.items]


def test_an_order_is_stored_as_it_is_made_and_undone(saving, make):
    form = make("effects_ranked")
    first, second, third = ids(form)
    form._composer.value = f"{second},{first}"
    assert given(saving, "effects_ranked") == {("effects_ranked", ""): [second, first]}
    assert form.marks() == {"effects_ranked": checksum(f"{second},{first}")}
    form._composer.value = f"{second},{third},{first}"
    form._undo.click()
    assert (form.value, form._composer.value) == ([second, first], f"{second},{first}")
    form._composer.value = ""
    assert given(saving, "effects_ranked") == {}


def test_points_beyond_the_budget_are_refused_and_what_stood_stands(saving, make):
    form = make("quality_points")
    first, second, _ = ids(form)
    assert form._composer.options == {"budget": 100, "most": 100, "step": 5}
    form._composer.value = f"{first}=60,{second}=40"
    assert form.value == {first: 60, second: 40}
    form._composer.value = f"{first}=60,{second}=45"
    assert "105" in form.problems[0]
    assert form.marks() == {"quality_points": heard(form._composer.value)}
    assert given(saving, "quality_points") == {("quality_points", ""): {first: 60, second: 40}}


def test_a_vote_says_how_many_stars_there_are(make):
    form = make("story_vote")
    assert form._composer.options == {"budget": 3, "most": 1, "step": 1}
    assert "stjerner" in form._composer.labels["left"]


def test_the_only_star_is_said_to_be_one_and_to_go_along(saving, make):
    workshop = saving.workshop
    for text in ("De ældre", "De pårørende"):
        workshop.submit(workshop.join(), "target_groups", text)
    form = make("primary_group_vote")
    assert form._composer.options == {"budget": 1, "most": 1, "step": 1}
    assert form._composer.labels["left_one"] == "Du har én stjerne. Tryk på det kort, du vælger."
    assert form._composer.labels["spent"].startswith("Din stjerne er givet")
    first, second = ids(form)
    form._composer.value = f"{first}=1,{second}=1"
    assert form.problems
    assert given(saving, "primary_group_vote") == {}


def test_each_pair_is_an_answer_of_its_own_and_is_undone_alone(saving, make):
    form = make("competence_pairs")
    (one, a, b), (two, c, _), _ = form._composer.options["pairs"]
    assert one == "/".join(sorted((a, b)))
    form._composer.value = f"{one}={b}"
    form._composer.value = f"{one}={b},{two}=equal"
    assert given(saving, "competence_pairs") == {("competence_pairs", one): b, ("competence_pairs", two): "equal"}
    form._undo.click()
    assert form.value == {one: b}
    form._composer.value = f"{one}={b},{two}={c}x"
    assert "et af de to" in form.problems[0]


def test_pairs_written_at_once_are_acknowledged_when_the_last_is_stored(saving, make):
    form = make("competence_pairs")
    (one, *_), (two, *_), _ = form._composer.options["pairs"]
    told = []
    saving.listen(lambda _: told.append((len(given(saving, "competence_pairs")), form.marks()["competence_pairs"])))
    form._composer.value = written = f"{one}=equal,{two}=equal"
    assert told[0] == (1, None)
    assert told[-1] == (2, checksum(written))


def test_new_items_come_and_what_was_answered_stays(saving, make):
    form = make("competence_pairs")
    one = form._composer.options["pairs"][0][0]
    form._composer.value = f"{one}=equal"
    saving.workshop.submit(saving.workshop.join(), "competence_need", "Mod")
    form.follow_room()
    assert len(form._composer.items) == 4
    assert form._composer.options["pairs"][0][0] == one
    assert form.value == {one: "equal"}


@pytest.mark.parametrize("prompt_id", COMPOSED)
def test_a_copy_from_the_phone_is_an_answer_when_its_screen_is_gone(saving, make, prompt_id):
    form = make(prompt_id)
    composer = form._composer
    shown = {"mode": composer.mode, "items": composer.items, "options": composer.options}
    draft = pick(shown, Voice(1, 1).dice, str)
    mailbox = Mailbox(saving)
    mailbox.widget.value = f'{{"drafts": {{"{prompt_id}": "{draft}"}}}}'
    assert mailbox.done == [prompt_id]
    assert saving.problems() == []
    again = make(prompt_id)
    assert type(again).read(again._composer.value) == type(again).read(draft)


@pytest.mark.parametrize("prompt_id", COMPOSED)
@pytest.mark.parametrize("sent", ["=", ",,,", "a", "a=b=c", "a/b=", "ø=1", "a=1e9", "x" * 5000])
def test_whatever_a_browser_sends_is_said_to_be_wrong_or_taken(saving, make, prompt_id, sent):
    form = make(prompt_id)
    form._composer.value = sent
    is_told = form.problems or saving.said(prompt_id)
    assert is_told or sent.strip(",=") == "" or given(saving, prompt_id)


def test_with_nothing_to_choose_from_the_page_says_so(fresh_store):
    workshop = create_workshop(store=fresh_store)
    saving = Saving(workshop, workshop.join(), "en")
    form = forms.for_prompt(workshop.model.prompt("effects_ranked"), saving)
    assert form._composer.items == []
    assert "nothing to choose" in form._composer.labels["empty"]
    form.close()
