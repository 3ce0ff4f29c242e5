"""The content: what is shipped holds together, and a mistake in a file is named with file, key, value and cure."""

from __future__ import annotations

import pytest

from kerne_widgets import kinds, load_model
from kerne_widgets.errors import ContentError, KerneError

NEW_DIMENSION = """
dimension_id = "samarbejdet"
phase = "optimere"
order = 90
title = { da = "Samarbejdet", en = "Working together" }

[[exercises]]
exercise_id = "working_together"
title = { da = "Samarbejdet", en = "Working together" }

[[exercises.prompts]]
prompt_id = "trust"
kind = "scale"
text = { da = "Hvor tæt arbejder I sammen?", en = "How closely do you work together?" }
low = { da = "Hver for sig", en = "Apart" }
high = { da = "Tæt", en = "Closely" }

[[exercises.prompts]]
prompt_id = "partners"
kind = "cards"
text = { da = "Hvem arbejder I sammen med?", en = "Whom do you work with?" }
"""

T = '{ da = "A", en = "A" }'
FIELD = f"""kind = "quadrant"
x = {{ name = {T}, low = {T}, high = {T} }}
y = {{ name = {T}, low = {T}, high = {T} }}"""
CORNERS = f"corners = [{T}, {T}, {T}, {T}]"


@pytest.fixture
def own_content(tmp_path):
    (tmp_path / "dimensions").mkdir()

    def write(text, name="samarbejdet.toml"):
        path = tmp_path / "dimensions" / name
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_the_four_dimensions_are_there_under_their_exact_names():
    titles = [dimension.title("da") for dimension in load_model().dimensions]
    assert [t for t in titles if t in ("Målgruppen", "Værdien", "Ambitionen", "Tilgangen")] == [
        "Målgruppen",
        "Værdien",
        "Ambitionen",
        "Tilgangen",
    ]
    assert [phase.phase_id for phase in load_model().phases] == ["indkredse", "operationalisere", "optimere"]


@pytest.mark.parametrize("prompt", load_model().prompts, ids=lambda prompt: prompt.prompt_id)
def test_every_question_is_short_and_in_both_languages(prompt):
    for lang in ("da", "en"):
        assert 0 < len(prompt.text(lang)) <= 90
        assert len(prompt.help(lang)) <= 110
    assert bool(prompt.help.da) == bool(prompt.help.en)


@pytest.mark.parametrize("exercise", load_model().exercises, ids=lambda exercise: exercise.exercise_id)
def test_every_exercise_fits_a_phone_and_tells_the_facilitator_what_to_say(exercise):
    assert 1 <= len(exercise.prompts) <= 3
    assert exercise.row
    for note in (exercise.notes.purpose, exercise.notes.say, exercise.notes.watch):
        assert note.da
        assert note.en


def test_a_new_dimension_is_a_new_file_and_nothing_else(own_content):
    model = load_model(own_content(NEW_DIMENSION))
    assert model.dimension("samarbejdet").title("da") == "Samarbejdet"
    assert len(model.dimensions) == len(load_model().dimensions) + 1
    assert model.prompt("trust").steps == 5


def test_a_file_of_the_same_name_takes_the_place_of_the_shipped_one(own_content):
    own = NEW_DIMENSION.replace('"samarbejdet"', '"maalgruppen"')
    model = load_model(own_content(own, "maalgruppen.toml"))
    assert [p.prompt_id for p in model.dimension("maalgruppen").prompts] == ["trust", "partners"]


CARDS = 'kind = "cards"'


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ('kind = "ranking"', ["items_from", "items / items_from"]),
        ('kind = "ranking"\nitems_from = "parnters"', ["partners", "'parnters'", "effects"]),
        ('kind = "points"\nitems_from = "effects"\nbudget = 3\nmax_each = 4', ["max_each", "4", "1-3"]),
        ('kind = "points"\nitems_from = "effects"\nbudget = 0', ["budget", "0", "1-1000"]),
        ('kind = "pairs"\nitems = [{ key = "a", da = "A", en = "A" }]', ["items", "2-"]),
        ('kind = "pairs"\nitems_from = "effects"\npairs_max = 99', ["pairs_max", "99", "1-45"]),
        ('kind = "pair_scale"\nitems_from = "effects"', ["high", "mangler"]),
        ('kind = "ranking"\nitems_from = "effects"\nbudget = 3', ["budget", "items_max"]),
    ],
)
def test_a_mistake_about_items_is_named_with_what_is_allowed(own_content, own, said):
    with pytest.raises(ContentError) as caught:
        load_model(own_content(NEW_DIMENSION.replace(CARDS, own, 1)))
    for words in said:
        assert words.strip("'") in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('kind = "scale"', 'kind = "skala"', ["samarbejdet.toml", "kind", "'skala'", "short_text"]),
        ('kind = "cards"', 'kind = "cards"\nsteps = 3', ["samarbejdet.toml", "steps", "max_items"]),
        ('phase = "optimere"', 'phase = "slutte"', ["phase", "'slutte'", "indkredse"]),
        ('prompt_id = "trust"', 'prompt_id = "Tillid!"', ["prompt_id", "'Tillid!'", "a-z"]),
        ('prompt_id = "trust"', 'prompt_id = "partners"', ["prompt_id", "partners", "to gange"]),
        ('low = { da = "Hver for sig", en = "Apart" }', "", ["low", "mangler"]),
        ('{ da = "Tæt", en = "Closely" }', '{ da = "Tæt" }', ["linje 16", "high.en mangler"]),
        ('{ da = "Tæt", en = "Closely" }', '"Tæt"', ["high", 'da = "..."', 'en = "..."']),
        ('kind = "scale"', 'kind = "scale"\nsteps = 70', ["steps", "70", "3-7"]),
        ('kind = "scale"', 'kind = "gap"', ["now", "mangler"]),
        ('kind = "scale"', 'kind = "circles"', ["items", "mangler"]),
        ('kind = "cards"', 'kind = "sort"\noptions = [{ key = "a", da = "A", en = "A" }]', ["options", "2"]),
        ('kind = "cards"', 'kind = "date"\nfuture = 1', ["future", "true, false"]),
        ('kind = "cards"', f"{FIELD}\ncorners = [{T}]", ["corners", "top_left, top_right"]),
        ('kind = "cards"', f'{FIELD}\nzone = "midt"\n{CORNERS}', ["zone", "'midt'", "bottom_right"]),
        ('kind = "cards"', f'{FIELD}\nitems_from = "nobody"\n{CORNERS}', ["nobody", "tasks"]),
        ('kind = "cards"', 'kind = "quadrant"\nx = { name = "A" }\ny = 3\ncorners = []', ["low", "mangler"]),
        ("order = 90", "order = [", ["samarbejdet.toml", "kan ikke læses"]),
        ("order = 90", "ordre = 90", ["ordre", "kendes ikke", "order"]),
    ],
)
def test_a_mistake_is_named_with_file_key_value_and_what_is_allowed(own_content, wrong, right, said):
    assert wrong in NEW_DIMENSION
    with pytest.raises(ContentError) as caught:
        load_model(own_content(NEW_DIMENSION.replace(wrong, right, 1)))
    for words in said:
        assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_folder_and_an_unknown_id_are_named(tmp_path):
    with pytest.raises(ContentError, match="findes ikke"):
        load_model(tmp_path / "none")
    with pytest.raises(ContentError, match="maalgruppen"):
        load_model().dimension("malgruppen")


def test_every_kind_in_the_list_is_a_kind():
    for name in kinds.MODULES:
        kind = kinds.get(name)
        assert name == kind.NAME
        assert kind.REQUIRED <= kind.FIELDS
    with pytest.raises(KerneError, match="short_text"):
        kinds.get("skala")
