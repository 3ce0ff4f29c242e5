"""Programmes: ready ones hold together, a consultant's own lie beside them, a mistake is named with line and cure."""

from __future__ import annotations

import pytest

from kerne_widgets import create_workshop, load_model
from kerne_widgets.errors import ContentError, KerneError
from kerne_widgets.model import Planned, Programme, Text
from kerne_widgets.programmes import find_programme, find_programmes, own_folder, save_programme

OWN = """programme_id = "min_formiddag"
title = { da = "Min formiddag", en = "My morning" }
exercises = [
  { exercise_id = "opening_story", minutes = 10 },
  { exercise_id = "place_tasks", minutes = 40 },
]
"""


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KERNE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("KERNE_CONTENT", raising=False)


@pytest.fixture
def own_content(tmp_path, monkeypatch):
    (tmp_path / "content" / "programmes").mkdir(parents=True)
    monkeypatch.setenv("KERNE_CONTENT", str(tmp_path / "content"))

    def write(text):
        path = tmp_path / "content" / "programmes" / "min_formiddag.toml"
        path.write_text(text, encoding="utf-8")
        return tmp_path / "content"

    return write


@pytest.mark.parametrize(
    ("programme_id", "minutes"),
    [("halvanden_time", 90), ("halvdag", 210), ("heldag", 390), ("to_dage", 660), ("opfoelgning", 90)],
)
def test_a_ready_programme_takes_the_time_it_says(programme_id, minutes):
    assert find_programme(load_model(), programme_id).minutes == minutes


def test_the_ready_programmes_are_told_in_both_languages_and_end_with_an_action_and_a_check_out():
    for programme in load_model().programmes:
        assert programme.intro.da
        assert programme.intro.en
        assert "action_plan" in programme.exercise_ids
        assert programme.exercise_ids[-1] == "check_out"


def test_a_full_day_goes_through_every_row_of_the_deck_and_two_days_through_every_exercise():
    model = load_model()
    full_day, two_days = (find_programme(model, programme_id) for programme_id in ("heldag", "to_dage"))
    rows = {model.exercise(exercise_id).row for exercise_id in full_day.exercise_ids}
    # R08 is the picture of the whole model, not an exercise
    assert {f"R{number:02}" for number in range(1, 30)} - rows == {"R08"}
    assert set(two_days.exercise_ids) == {exercise.exercise_id for exercise in model.exercises}


def test_every_exercise_of_a_ready_programme_comes_after_the_one_whose_cards_it_is_about():
    model = load_model()
    for programme in model.programmes:
        asked = []
        for exercise_id in programme.exercise_ids:
            prompts = model.exercise(exercise_id).prompts
            about = {p.items_from for p in prompts if p.items_from and not p.is_about_tasks}
            assert about <= set(asked), (programme.programme_id, exercise_id)
            asked += [p.prompt_id for p in prompts]


def test_no_exercise_of_a_ready_programme_is_shorter_than_two_minutes_a_question():
    model = load_model()
    for programme in model.programmes:
        for planned in programme.exercises:
            prompts = model.exercise(planned.exercise_id).prompts
            scales = sum(prompt.kind == "scale" for prompt in prompts)
            assert planned.minutes >= 2 * (len(prompts) - scales) + scales, (programme.programme_id, planned)


def test_the_content_says_which_programme_a_workshop_has_that_nobody_has_planned():
    assert load_model().default_programme.programme_id == "halvdag"


def test_own_content_lies_over_the_shipped_programmes(own_content):
    model = load_model(own_content(OWN + "default = true\n"))
    assert model.default_programme.exercises == (Planned("opening_story", 10), Planned("place_tasks", 40))
    assert {p.programme_id for p in model.programmes} > {"halvdag", "min_formiddag"}


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('"opening_story"', '"opening_storry"', ["linje 4", "opening_storry", "opening_story", "slet linjen"]),
        ('"place_tasks"', '"opening_story"', ["linje 5", "to gange", "Slet"]),
        ("minutes = 40", "minutes = 0", ["linje 5", "minutes", "1-480"]),
        (", minutes = 40", "", ["linje 5", "minutes", "mangler"]),
        ('title = { da = "Min formiddag", en = "My morning" }', "", ["linje 1", "title", "mangler"]),
        ('programme_id = "min_formiddag"', 'programme_id = "Min!"', ["linje 1", "'Min!'", "a-z"]),
    ],
)
def test_a_mistake_in_a_programme_is_named_with_file_line_and_cure(own_content, wrong, right, said):
    assert wrong in OWN
    with pytest.raises(ContentError) as caught:
        load_model(own_content(OWN.replace(wrong, right)))
    for words in ["min_formiddag.toml", *said]:
        assert words in str(caught.value)


def test_two_defaults_in_one_folder_are_named(own_content):
    folder = own_content(OWN + "default = true\n")
    (folder / "programmes" / "b.toml").write_text(OWN.replace("min_formiddag", "b") + "default = true\n")
    with pytest.raises(ContentError, match="min_formiddag"):
        load_model(folder)


def test_a_programme_goes_on_without_a_shipped_exercise_that_own_content_has_replaced(own_content):
    folder = own_content(OWN)
    (folder / "dimensions").mkdir()
    (folder / "dimensions" / "ambitionen.toml").write_text(
        'dimension_id = "ambitionen"\nphase = "indkredse"\ntitle = { da = "Mod", en = "Aim" }\nexercises = []\n'
    )
    model = load_model(folder)
    assert "ambition_sort" not in model.default_programme.exercise_ids
    assert "place_tasks" in model.default_programme.exercise_ids


def test_a_saved_programme_is_offered_the_next_time_and_saved_again_under_the_same_name():
    model = load_model()
    plan = Programme("", Text("", ""), (Planned("check_out", 5), Planned("opening_story", 12)))
    path = save_programme(plan, "  Birgits   ørkenvandring “2”\\ ", model)
    assert path.name == "birgits_oerkenvandring_2.toml"
    found = find_programme(load_model(), "birgits_oerkenvandring_2")
    assert found.exercises == plan.exercises
    assert found.title.da == "Birgits ørkenvandring “2”\\"
    save_programme(Programme("", Text("", ""), plan.exercises[:1]), "Birgits ørkenvandring 2", model)
    assert find_programme(load_model(), "birgits_oerkenvandring_2").exercises == plan.exercises[:1]


def test_a_ready_programme_is_never_overwritten_by_one_of_the_same_name():
    model = load_model()
    path = save_programme(model.programmes[0], "Halvdag", model)
    assert path.name == "halvdag_2.toml"
    assert find_programme(model, "halvdag").minutes == 210


@pytest.mark.parametrize("title", ["", "   ", "!!!", "a" * 61])
def test_a_programme_without_a_usable_name_is_not_saved(title):
    with pytest.raises(KerneError, match="navn"):
        save_programme(load_model().programmes[0], title, load_model())
    assert not own_folder().exists()


def test_own_programmes_lie_in_the_content_folder_where_there_is_one(own_content):
    folder = own_content(OWN)
    assert save_programme(load_model().programmes[0], "Kort", load_model()).parent == folder / "programmes"


def test_a_broken_own_programme_is_named_and_keeps_nobody_from_the_others():
    own_folder().mkdir(parents=True)
    (own_folder() / "gammel.toml").write_text(OWN.replace("place_tasks", "gone_exercise"))
    programmes, problems = find_programmes(load_model())
    assert "halvdag" in [programme.programme_id for programme in programmes]
    assert len(problems) == 1
    assert "gone_exercise" in str(problems[0])
    assert "linje 5" in str(problems[0])


def test_a_workshop_keeps_its_programme_whatever_becomes_of_the_file(fresh_store):
    workshop = create_workshop("Nord", store=fresh_store)
    assert workshop.programme.programme_id == "halvdag"
    workshop.set_programme(find_programme(workshop.model, "halvanden_time"))
    assert [e.exercise_id for e in workshop.planned] == workshop.programme.exercise_ids
    assert workshop.programme.minutes == 90


@pytest.mark.parametrize(
    "planned",
    [(), (("opening_story", 0),), (("opening_story", 5), ("opening_story", 5)), (("nothing_like_it", 5),)],
)
def test_a_programme_that_cannot_be_is_refused_and_the_old_one_stands(fresh_store, planned):
    workshop = create_workshop("Nord", store=fresh_store)
    before = workshop.programme
    with pytest.raises(KerneError):
        workshop.set_programme(Programme("x", Text("x", "x"), tuple(Planned(*row) for row in planned)))
    assert workshop.programme == before


def test_an_unknown_programme_is_named_with_those_there_are():
    with pytest.raises(ContentError, match="halvdag"):
        find_programme(load_model(), "halvdaag")
