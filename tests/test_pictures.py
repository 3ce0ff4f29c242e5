"""Pictures: every prompt of every kind has one, with and without answers; a dimension from a new file too."""

from __future__ import annotations

from functools import partial
from inspect import signature

import pytest
from answering import answers_to
from own_content import write_questions
from test_content import NEW_DIMENSION

from kerne_widgets import charts, create_workshop, forms, kinds, load_model, pictures, views
from kerne_widgets.errors import KerneError

TASK_POINTS = """
prompt_id = "task_points"
kind = "points"
items_from = "tasks"
text = { da = "Hvad fylder mest?", en = "What takes up most?" }
"""
TASK_RANKS = """
prompt_id = "task_ranks"
kind = "ranking"
items_from = "tasks"
text = { da = "Hvad er vigtigst?", en = "What matters most?" }
"""

# what people write together is one text, and a ladder that they climb together is one
TOLD_ONCE = ("short_text", "long_text", "cards", "table", "ladder")


@pytest.fixture
def workshop(fresh_store):
    return create_workshop(store=fresh_store)


@pytest.mark.parametrize("kind", kinds.MODULES)
def test_every_kind_is_drawn_empty_and_answered(workshop, kind):
    prompt = workshop.model.prompts_of_kind(kind)[0]
    empty = charts.svg(workshop.plot_prompt(prompt.prompt_id))
    for number in range(5):
        person = workshop.join()
        workshop.add_task(f"Opgave {number}")
        if prompt.items_from not in ("", "tasks"):
            workshop.submit(person, prompt.items_from, f"Kort {number}")
        for item_id, value in answers_to(workshop, prompt, person, number):
            workshop.submit(person, prompt.prompt_id, value, item_id)
    assert charts.svg(workshop.plot_prompt(prompt.prompt_id)) != empty


@pytest.mark.parametrize("plot", ["plot_priorities", "plot_quadrant", "plot_agenda", "plot_prompt"])
def test_a_picture_has_the_title_and_size_it_is_given_and_an_unknown_option_is_told_what_there_is(workshop, plot):
    named = ("partner_scale",) if plot == "plot_prompt" else ()
    draw = partial(getattr(workshop, plot), *named)
    drawn = draw(title="Vores egen", size=(12, 6))
    assert (drawn.title, tuple(drawn.get_size_inches())) == ("Vores egen", (12, 6))
    assert draw().title not in ("", "Vores egen")
    with pytest.raises(KerneError, match=r"»colour« .* title, size\."):
        draw(colour="red")
    assert list(signature(getattr(workshop, plot)).parameters)[-2:] == ["title", "size"]


def test_a_picture_of_a_prompt_is_of_the_round_that_is_named_tasks_that_are_placed_too(workshop):
    person, task = workshop.join(n_people=5), workshop.add_task("Møder")
    for step, ring in ((2, 0), (5, 4)):
        workshop.submit(person, "partner_scale", step)
        workshop.submit(person, "task_placement", {"centrality": ring, "hours_week": 2.0}, task)
        workshop.start_round()
    told = [workshop.plot_prompt("task_placement", number).description for number in (1, 2)]
    assert ["Fælles kerne" in told[0], "Fælles periferi" in told[1]] == [True, True], told
    assert workshop.plot_prompt("task_placement").description == told[1]
    one, two = (workshop.plot_prompt("partner_scale", number).description for number in (1, 2))
    assert ("2: 5" in one, "5: 5" in two) == (True, True)


def test_those_who_answered_what_is_asked_beside_a_question_and_not_that_are_told(workshop):
    for number in range(3):
        person = workshop.join()
        workshop.submit(person, "gave_meaning", f"Samtalen {number}")
        if not number:
            workshop.submit(person, "take_home", "En aftale")
    assert "1 svar · 2 har ikke skrevet her" in charts.svg(workshop.plot_prompt("take_home"))
    assert "har ikke skrevet" not in charts.svg(workshop.plot_prompt("gave_meaning"))


def test_a_task_that_is_on_nobodys_ladder_is_named_as_one_without_a_way(workshop):
    for task in ("Kørsel", "Møder"):
        workshop.add_task(task)
    assert "Møder" not in workshop.plot_prompt("goal_ladder").description
    up = [{"start": "Kørsel", "rungs": ["der er mad"], "reached": True}]
    workshop.submit(workshop.join(), "goal_ladder", up)
    told = workshop.plot_prompt("goal_ladder").description
    assert "Ingen vej til kerneopgaven endnu: Møder" in told
    assert "Ingen vej til kerneopgaven endnu: Kørsel" not in told


@pytest.mark.parametrize("kind", [name for name in kinds.MODULES if name not in TOLD_ONCE])
def test_a_phone_that_four_share_counts_as_four(workshop, kind, fresh_store):
    prompt = workshop.model.prompts_of_kind(kind)[0]
    apart = create_workshop(store=fresh_store)
    for room, phones in ((workshop, (4, 1)), (apart, (1, 1, 1, 1, 1))):
        for number in range(3):
            room.add_task(f"Opgave {number}")
            if prompt.items_from not in ("", "tasks"):
                room.submit(room.join(), prompt.items_from, f"Kort {number}")
        for place, n_people in enumerate(phones, 1):
            person = room.join(n_people=n_people)
            for item_id, value in answers_to(room, prompt, person, int(place == len(phones))):
                room.submit(person, prompt.prompt_id, value, item_id)
    together, told = (sorted(room.plot_prompt(prompt.prompt_id).description.split("\n")) for room in (workshop, apart))
    assert together == told
    assert "5" in str(told)


def test_points_for_a_task_go_with_it_when_it_is_merged(tmp_path, fresh_store):
    workshop = create_workshop(store=fresh_store, content=write_questions(tmp_path, TASK_POINTS, TASK_RANKS))
    tasks = [workshop.add_task(text) for text in ("Møder", "Mødeleje", "Rengøring")]
    for _ in range(5):
        person = workshop.join()
        workshop.submit(person, "task_points", {tasks[0]: 20, tasks[1]: 30, tasks[2]: 50})
        workshop.submit(person, "task_ranks", [tasks[2], tasks[1], tasks[0]])
    workshop.merge_task(tasks[1], tasks[0])
    assert "Møder: 50 %" in workshop.plot_prompt("task_points").description
    assert "Rengøring: 5 point" in workshop.plot_prompt("task_ranks").description


def test_an_order_of_which_a_person_gave_a_part_shares_the_rest_out(workshop):
    people = [workshop.join() for _ in range(5)]
    for person, card in zip(people, ("A", "B", "C", "A", "B"), strict=True):
        workshop.submit(person, "effects", card)
    a, b, c = (item.item_id for item in workshop.items(workshop.model.prompt("effects_ranked")))
    for person in people[:4]:
        workshop.submit(person, "effects_ranked", [a])
    workshop.submit(people[4], "effects_ranked", [c, b, a])
    description = workshop.plot_prompt("effects_ranked").description
    assert "A: 8 point · 4 har den øverst" in description
    assert "C: 4 point · 1 har den øverst" in description
    assert "B: 3 point." in description


def test_a_placement_is_also_a_quadrant(workshop):
    exercise = workshop.model.exercise("place_tasks")
    assert pictures.views(exercise) == ["task_placement", views.QUADRANT, views.AGENDA, views.SCENARIO]
    assert pictures.shown_view(workshop, exercise) == "task_placement"
    workshop.set_shown("place_tasks", views.QUADRANT)
    assert pictures.shown_view(workshop, exercise) == views.QUADRANT
    assert "Skydeskive" not in charts.svg(pictures.plot_view(workshop, views.QUADRANT))


def test_cards_with_the_same_wording_are_one_card_with_a_number(workshop):
    for text in ("Tid", "tid.", " TID", "Ro"):
        workshop.submit(workshop.join(), "obstacles", text)
    assert "Tid: 3.\nRo" in pictures.plot_prompt(workshop, "obstacles").description


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
