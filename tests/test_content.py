"""The content: what is shipped holds together, and a mistake in a file is named with file, key, value and cure."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_content import EXERCISE_ID, FILE, write_questions

from kerne_widgets import kinds, load_model, pictures
from kerne_widgets.content_folder import check_folder
from kerne_widgets.errors import ContentError, KerneError
from kerne_widgets.places import shipped
from kerne_widgets.way import NEWS, THANKS, WAITING

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
WRONG_FIELD = f"""kind = "table"
columns = [
  {{ key = "a", da = "A", en = "A", missing = {T} }},
  {{ key = "b", da = "B", en = "B", kind = "number" }},
]"""


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ('kind = "ranking"', ["items_from", "items / items_from"]),
        ('kind = "ranking"\nitems_from = "parnters"', ["partners", "'parnters'", "effects"]),
        ('kind = "points"\nitems_from = "effects"\nbudget = 3\nmax_each = 4', ["max_each", "4", "1-3"]),
        ('kind = "points"\nitems_from = "effects"\nbudget = 0', ["budget", "0", "1-1000"]),
        ('kind = "pairs"\nitems = [{ key = "a", da = "A", en = "A" }]', ["items", "Tilladt: 2, 3, 4"]),
        ('kind = "pairs"\nitems_from = "effects"\npairs_max = 99', ["pairs_max", "99", "1-45"]),
        ('kind = "pair_scale"\nitems_from = "effects"', ["high", "mangler"]),
        ('kind = "ranking"\nitems_from = "effects"\nbudget = 3', ["budget", "items_max"]),
        ('kind = "table"\ncolumns = [{ key = "a", da = "A", en = "A" }]', ["columns", "2-4"]),
        ('kind = "table"\ncolumns = [{ key = "a", kind = "date", da = "A", en = "A" }]', ["columns[1].kind", "'date'"]),
        (
            'kind = "table"\ncolumns = [{ key = "a", da = "A", en = "A" }, { key = "a", da = "B", en = "B" }]',
            ["linje 21: key »a« står to gange"],
        ),
        (
            'kind = "choice"\noptions = [\n  { key = "a", da = "A", en = "A" },\n  { key = "a", da = "B", en = "B" }]',
            ["linje 23: key »a« står to gange", "linje 22. "],
        ),
        (WRONG_FIELD, ["linje 23", "'number'", "short_text, date"]),
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
        ('{ da = "Tæt", en = "Closely" }', '{ da = "Tæt", en = "" }', ["linje 16: ", "prompts[1].high.en er tom"]),
        ('{ da = "Tæt", en = "Closely" }', '{ da = " ", en = "Closely" }', ["linje 16: ", "prompts[1].high.da er tom"]),
        ('{ da = "Tæt", en = "Closely" }', '{ da = "", en = "" }', ["linje 16: ", "prompts[1].high er tom"]),
        ('kind = "cards"', 'kind = "cards"\nhelp = { da = "", en = "" }', ["linje 21: ", "help er tom"]),
        (
            'kind = "cards"',
            'kind = "choice"\noptions = [\n  { key = "a", da = "A", en = "A" },\n  { key = "b", da = "B", en = "" }]',
            ["linje 23: ", "options[2].en er tom"],
        ),
        (
            'kind = "cards"',
            f'{FIELD}\ncorners = [{", ".join([T] * 3)}, {{ da = "", en = "A" }}]',
            ["corners[4].da er tom"],
        ),
        (
            'kind = "cards"',
            'kind = "table"\ncolumns = [{ key = "a", da = "A", en = "" }, { key = "b", da = "B", en = "B" }]',
            ["linje 21: ", "columns[1].en er tom"],
        ),
        ("order = 90", 'order = 90\nshown_by = "trust"', ["shown_by", "'trust'", "Tilladt: partners"]),
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


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('title.da = "Samarbejdet"\ntitle.en = ""', 5),
        ('title.da = ""\ntitle.en = "Working together"', 4),
        ('[title]\n# på engelsk\nen = "Working together"\nda = ""', 7),
    ],
)
def test_an_empty_text_is_named_where_it_stands_however_it_is_written(tmp_path, written, line):
    programme = f'programme_id = "mit"\norder = 3\n\n{written}\n'
    exercises = 'exercises = [{ exercise_id = "pulse", minutes = 5 }]\n'
    # what stands under a name in brackets belongs to it
    whole = exercises + programme if "[" in written else programme + exercises
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "mit.toml").write_text(whole)
    (problem,) = told(tmp_path)
    assert re.search(rf"mit.toml, linje {line + ('[' in written)}: title.(da|en) er tom", problem), problem


def test_what_shows_a_dimension_is_something_that_can_be_written_to(own_content):
    scales = NEW_DIMENSION.partition('[[exercises.prompts]]\nprompt_id = "partners"')[0]
    assert told(own_content(scales)) == []
    (problem,) = told(own_content(scales.replace("order = 90", 'order = 90\nshown_by = "trust"')))
    assert "shown_by er 'trust'" in problem


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


def told(folder):
    return [problem.text("da") for problem in check_folder(folder)]


def test_every_mistake_of_every_file_is_told_at_once(own_content, tmp_path):
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "formiddag.toml").write_text(
        'programme_id = "formiddag"\ntitle = { da = "A" }\nexercises = [\n'
        '  { exercise_id = "working_togther", minutes = 0 },\n]\n'
    )
    (tmp_path / "phases.toml").write_bytes(b"phases = [\n\xe6")
    (tmp_path / "verdicts.toml").write_text("\ncore_max = 3\nagreement_min = true\n")
    own_content("dimension_id = ", "andet.toml")
    wrong = NEW_DIMENSION.replace("order = 90", 'order = "90"').replace('"cards"', '"cards"\nsteps = 3\nmax_items = 0')
    problems = told(own_content(wrong))
    expected = [
        ("phases.toml, linje 2", "UTF-8"),
        ("verdicts.toml, linje 3", "agreement_min"),
        ("verdicts.toml, linje 2", "core_max"),
        ("andet.toml, linje 1", "kan ikke læses"),
        ("samarbejdet.toml, linje 4", "order"),
        ("samarbejdet.toml, linje 21", "steps"),
        ("samarbejdet.toml, linje 22", "max_items"),
        ("formiddag.toml, linje 4", "working_together"),
        ("formiddag.toml, linje 4", "minutes"),
        ("formiddag.toml, linje 2", "title.en"),
    ]
    assert len(problems) == len(expected), problems
    for place, about in expected:
        assert [p for p in problems if place in p and about in p], (place, about, problems)


def test_what_only_follows_from_a_mistake_is_not_told(own_content, tmp_path):
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "formiddag.toml").write_text(
        'programme_id = "formiddag"\ntitle = { da = "A", en = "A" }\n'
        'exercises = [{ exercise_id = "working_together", minutes = 5 }, { exercise_id = "in_two", minutes = 5 }]\n'
    )
    ranked = 'kind = "ranking"\nitems_from = "partners"'
    own_content("exercise_id = 'in_two'\ndimension_id = ", "andet.toml")
    own = NEW_DIMENSION.replace('kind = "cards"', 'kind = "kort"') + (
        f'\n[[exercises.prompts]]\nprompt_id = "ranked"\n{ranked}\ntext = {T}\n'
    )
    problems = told(own_content(own))
    assert len(problems) == 2, problems
    assert "andet.toml, linje 2" in problems[0]
    assert "'kort'" in problems[1]


def test_a_name_that_is_there_already_is_named_where_both_stand(own_content):
    (problem,) = told(own_content(NEW_DIMENSION.replace('"trust"', '"effects"')))
    assert re.search(r"samarbejdet.toml, linje 12: prompt_id »effects« .*vaerdien.toml, linje \d+", problem)
    (problem,) = told(own_content(NEW_DIMENSION.replace('"trust"', '"vote_partners"')))
    assert re.search(r"samarbejdet.toml, linje 12: prompt_id »vote_partners« .*samarbejdet.toml, linje 19", problem)


def test_what_ours_builds_on_and_own_content_takes_away_is_named_with_what_to_do(own_content):
    problems = told(own_content(NEW_DIMENSION.replace('"samarbejdet"', '"vaerdien"'), "vaerdien.toml"))
    assert problems == []
    shared = (shipped("data") / "phases.toml").read_text()
    folder = own_content(NEW_DIMENSION, "vaerdien.toml")
    (folder / "phases.toml").write_text(shared.replace('"indkredse"', '"begynde"'))
    problems = told(folder)
    assert problems
    for problem in problems:
        assert re.search(r"dimensions/\w+.toml, linje \d+: phase er 'indkredse'.* i din egen fil", problem)


WORDED = NEW_DIMENSION.replace(
    "\n[[exercises]]", f'\n[[wordings]]\nwording_id = "promise"\ntitle = {T}\n\n[[exercises]]'
)


def test_what_the_room_words_together_is_named_in_a_file_and_gathered_by_questions(own_content):
    folder = own_content(WORDED.replace(CARDS, 'kind = "short_text"\nwording = "promise"'))
    assert told(folder) == []
    model = load_model(folder)
    assert [one.wording_id for one in model.shared_wordings] == ["core_task", "success", "promise"]
    assert [prompt.prompt_id for prompt in model.prompts_wording("promise")] == ["partners"]
    assert pictures.views(model.exercise("working_together")) == ["trust", "partners", "versions:promise"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (WORDED, ["linje 8: wordings[1].wording_id er »promise«", 'wording = "promise"']),
        (
            WORDED.replace(CARDS, f'{CARDS}\nwording = "promis"').replace('"promise"', '"success"'),
            ["linje 8: wording_id »success« står to gange", "vaerdien.toml"],
        ),
        (
            NEW_DIMENSION.replace(CARDS, f'{CARDS}\nwording = "succes"'),
            ["linje 21: exercises[1].prompts[2].wording er »succes«", "core_task, success.", 'wording_id = "succes"'],
        ),
        (NEW_DIMENSION.replace(CARDS, f"{CARDS}\nwording = 3"), ["linje 21", "wording er 3", "text"]),
        (
            NEW_DIMENSION.replace('kind = "scale"', 'kind = "scale"\nwording = "success"'),
            ["prompts[1].wording kendes ikke"],
        ),
        (
            WORDED.replace(CARDS, f'{CARDS}\nwording = "promise"').replace(f"title = {T}\n", ""),
            ["wordings[1].title mangler"],
        ),
    ],
    ids=["unasked", "twice", "unknown", "number", "scale", "untitled"],
)
def test_a_mistake_about_what_the_room_words_together_is_named_with_its_cure(own_content, written, said):
    problem = told(own_content(written))[0]
    for words in said:
        assert words in problem


def test_what_own_content_takes_away_of_what_is_worded_is_told_where_it_is_asked_for(own_content):
    own = NEW_DIMENSION.replace('"samarbejdet"', '"opening"')
    problems = told(own_content(own, "opening.toml"))
    assert any(
        re.search(r"forankring.toml, linje \d+: .*wording er core_task, som ikke længere", one) for one in problems
    )


@pytest.mark.parametrize("empty", ["prompts = []", ""])
def test_an_exercise_has_at_least_one_question(own_content, empty):
    exercise = f'[[exercises]]\nexercise_id = "e"\ntitle = {T}\n{empty}'
    (problem,) = told(own_content(f"{NEW_DIMENSION}\n{exercise}\n"))
    assert "exercises[2].prompts" in problem
    assert "samarbejdet.toml, linje 2" in problem


RINGS = f"rings = [{', '.join([T] * 5)}]"
OTHERS = f'[[exercises.prompts]]\nprompt_id = "more"\ntext = {T}\n'


@pytest.mark.parametrize(
    ("own", "more", "key"),
    [
        (f'kind = "placement"\nitems_from = "tasks"\n{RINGS}', "", "items_from"),
        ('kind = "long_text"\ngathers = "decision"', "", "gathers"),
        ('kind = "cards"\ngathers = "tasks"', "", "gathers"),
        ('kind = "long_text"\nwording = "success"', "", "wording"),
        (f'kind = "scale"\nrepeats = "trust"\nlow = {T}\nhigh = {T}', "", "repeats"),
        # an item is seen by all as soon as one person has written it
        ('kind = "cards"', f'{OTHERS}kind = "ranking"\nitems_from = "partners"', "partners"),
    ],
)
def test_what_belongs_to_the_room_alone_is_asked_about_in_no_way_that_tells_of_a_person(own_content, own, more, key):
    about = NEW_DIMENSION.replace('kind = "cards"', own) + more
    assert told(own_content(about)) == []
    (problem,) = told(own_content(about.replace(own, f"whole_room = true\n{own}")))
    assert re.search(rf"samarbejdet.toml, linje \d+: .*({key} er .*whole_room|»{key}«, som ikke er)", problem)


def test_a_question_of_the_room_alone_is_repeated_by_no_other(own_content):
    own = f'kind = "scale"\nrepeats = "trust"\nlow = {T}\nhigh = {T}'
    about = NEW_DIMENSION.replace('kind = "scale"', 'kind = "scale"\nwhole_room = true').replace(CARDS, own)
    (problem,) = told(own_content(about))
    assert "»trust«" in problem


FILES = {
    f"{path.parent.name}/{path.name}" if path.parent.name != "data" else path.name: path.read_text(encoding="utf-8")
    for path in sorted(shipped("data").rglob("*.toml"))
}
JUNK = [
    '"',
    "[",
    "]",
    "{",
    "}",
    "=",
    "#",
    "\n",
    "3",
    "-1",
    "true",
    "[]",
    "{}",
    '""',
    "1e400",
    "1979-05-27",
    "æ",
    "\0",
    "0x",
]


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_a_damaged_file_loads_or_is_named_with_its_line(data):
    name = data.draw(st.sampled_from(sorted(FILES)))
    text = FILES[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        # to the end of a word, a value or a line, so that much of what comes out is TOML still
        end = data.draw(st.sampled_from([m.start() for m in re.finditer(r"\b|$", text[at : at + 200])] or [0]))
        text = text[:at] + data.draw(st.sampled_from(["", *JUNK]) | st.text(max_size=3)) + text[at + end :]
    with TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder)
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode(errors="surrogatepass"))
        problems = check_folder(folder)
        for problem in problems:
            place = re.match(r"(.+\.toml), linje (\d+): ", problem.text("da"))
            assert place, problem.text("da")
            assert 1 <= int(place[2]) <= Path(place[1]).read_bytes().count(b"\n") + 1
            assert "\n" not in problem.text("da")
        if not problems:
            load_model(folder)


VALUES = ["3", "[]", "{}", '""', "true", "[3]", "[[]]", "1979-05-27", "nan", "{ da = 3 }", '["a"]', "-1"]


@pytest.mark.parametrize("name", ["dimensions/gevinsten.toml", "phases.toml", "votes.toml", "verdicts.toml"])
def test_any_key_may_hold_anything(tmp_path, name):
    lines = FILES[name].splitlines()
    keys = [re.match(r"([\w.-]+) = [^\[]*$|([\w.-]+) = \[.*\]$", line) for line in lines]
    first = {key[1] or key[2]: number for number, key in reversed([*enumerate(keys)]) if key}
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    for at, (key, number) in enumerate(first.items()):
        for value in [*VALUES[at % 3 :: 3], *VALUES[at % 4 :: 4]]:
            path.write_text("\n".join([*lines[:number], f"{key} = {value}", *lines[number + 1 :]]))
            for problem in check_folder(tmp_path):
                assert re.match(r".+\.toml, linje \d+: ", problem.text("da"))


@pytest.mark.parametrize(
    ("written", "people_min"),
    [("people_min = 8", 8), ("people_min = 3\nknowingly = true", 3), ("people_min = 5\nknowingly = false", 5)],
)
def test_how_few_people_may_be_told_of_is_a_file_of_content(tmp_path, written, people_min):
    (tmp_path / "anonymity.toml").write_text(written, encoding="utf-8")
    assert load_model(tmp_path).people_min == people_min
    assert load_model().people_min == 5


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("# for os\npeople_min = 3", ["anonymity.toml", "linje 2", "people_min er 3", "Under 5", "knowingly = true"]),
        ("people_min = 3\nknowingly = false", ["linje 1", "knowingly = true"]),
        ("people_min = 1\nknowingly = true", ["linje 1", "people_min er 1", "2-100"]),
        ('people_min = "fem"', ["people_min er 'fem'", "2-100"]),
        ("people_min = 5\nknowingly = 1", ["linje 2", "knowingly er 1", "true, false"]),
        ("knowingly = true", ["people_min"]),
        ("people_min = 5\nwhy = 1", ["linje 2", "why", "knowingly, people_min"]),
    ],
)
def test_fewer_is_only_taken_knowingly_and_a_mistake_is_named(tmp_path, written, said):
    (tmp_path / "anonymity.toml").write_text(written, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_model(tmp_path)
    assert all(part in refused.value.text("da") for part in said)


def test_no_vote_waits_on_cards_that_belong_to_the_room_alone(own_content):
    model = load_model(own_content(NEW_DIMENSION.replace(CARDS, f"{CARDS}\nwhole_room = true")))
    with pytest.raises(ContentError):
        model.vote_on("partners")


@pytest.mark.parametrize("name", [THANKS, WAITING, NEWS])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_an_exercise_that_takes_the_name_of_another_screen_is_told_with_its_line_and_another_name(tmp_path, name, lang):
    write_questions(tmp_path, 'prompt_id = "our_words"\nkind = "cards"\ntext = { da = "Hvad?", en = "What?" }')
    path = tmp_path / "dimensions" / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(EXERCISE_ID, name), encoding="utf-8")
    (mistake,) = check_folder(tmp_path)
    assert {"da": "egen.toml, linje 5:", "en": "egen.toml, line 5:"}[lang] in mistake.text(lang)
    assert f"our_{name}" in mistake.text(lang)
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{name}"', f'"our_{name}"'), encoding="utf-8")
    assert check_folder(tmp_path) == []
