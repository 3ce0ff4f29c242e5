"""Pictures: every prompt of every kind has one, with and without answers; a dimension from a new file too."""

from __future__ import annotations

import pytest
from test_content import NEW_DIMENSION

from kerne_widgets import charts, create_workshop, forms, load_model, pictures


@pytest.fixture
def workshop(fresh_store):
    return create_workshop(store=fresh_store)


@pytest.mark.parametrize("kind", ["short_text", "long_text", "cards", "scale", "choice", "sort", "placement"])
def test_every_kind_is_drawn_empty_and_answered(workshop, kind):
    prompt = workshop.model.prompts_of_kind(kind)[0]
    empty = charts.svg(workshop.plot_prompt(prompt.prompt_id))
    person = workshop.join()
    value, item_id = {"scale": 2, "placement": {"centrality": 1, "hours_week": 3}}.get(kind, "Et svar"), ""
    if kind in ("choice", "sort"):
        value = prompt.options[0].key
    if kind == "placement":
        item_id = workshop.add_task("Indkøb")
    if kind == "sort":
        workshop.submit(person, prompt.items_from, "Tiden")
        item_id = workshop.items(prompt, person)[0].item_id
    workshop.submit(person, prompt.prompt_id, value, item_id)
    assert charts.svg(workshop.plot_prompt(prompt.prompt_id)) != empty


def test_a_placement_is_also_a_quadrant(workshop):
    exercise = workshop.model.exercise("place_tasks")
    assert pictures.views(exercise) == ["task_placement", pictures.QUADRANT, "agenda", "scenario"]
    assert pictures.shown_view(workshop, exercise) == "task_placement"
    workshop.set_shown("place_tasks", pictures.QUADRANT)
    assert pictures.shown_view(workshop, exercise) == pictures.QUADRANT
    assert "Skydeskive" not in charts.svg(pictures.plot_view(workshop, pictures.QUADRANT))


def test_cards_with_the_same_wording_are_one_card_with_a_number(workshop):
    for text in ("Tid", "tid.", " TID", "Ro"):
        workshop.submit(workshop.join(), "obstacles", text)
    assert pictures.count_cards(workshop.answers()).to_dict("list") == {"text": ["Tid", "Ro"], "n": [3, 1]}


def test_a_dimension_from_a_new_file_is_a_form_a_frame_and_a_chart(tmp_path, fresh_store):
    (tmp_path / "dimensions").mkdir()
    (tmp_path / "dimensions" / "samarbejdet.toml").write_text(NEW_DIMENSION, encoding="utf-8")
    workshop = create_workshop(store=fresh_store, content=tmp_path)
    person = workshop.join()
    form = forms.for_dimension("samarbejdet", workshop=workshop, participant_id=person)
    form.value = {"trust": 4, "partners": ["Sygeplejen", "Visitationen"]}
    assert form.problems == []
    assert list(form.frame["prompt_id"]) == ["trust", "partners", "partners"]
    assert sorted(workshop.answers()["value_text"].dropna()) == ["Sygeplejen", "Visitationen"]
    assert "Sygeplejen" in charts.svg(workshop.plot_prompt("partners"))
    assert "Hver for sig" in charts.svg(workshop.plot_prompt("trust"))
    assert load_model().dimensions != workshop.model.dimensions
