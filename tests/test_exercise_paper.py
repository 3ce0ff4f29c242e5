"""Exercises on paper: what stands on the sheets, that nothing is cut, and that they can be typed in afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerne_widgets import create_workshop, load_model
from kerne_widgets.example import make_example
from kerne_widgets.report import a4, exercise_sheets
from kerne_widgets.report.parts import Part, heights, in_pages
from kerne_widgets.room.behalf import OnBehalf
from kerne_widgets.store import open_store


@pytest.fixture
def written(monkeypatch):
    """What is written on each page: (page, line, where it begins and ends, from the left and from the top)."""
    found = []
    write = a4.A4.words

    def words(page, x, y, words, size, **how):
        high = write(page, x, y, words, size, **how)
        room = how.get("room", a4.WIDTH)
        lines = a4.lines_of(words, room, size, bold=how.get("bold", False), max_lines=how.get("max_lines", 99))
        widest = max((page.wide(line, size, bold=how.get("bold", False)) for line in lines), default=0)
        found.append((page.page_no(), words, x, max(widest, 0), room, y, high))
        return high

    monkeypatch.setattr(a4.A4, "words", words)
    return found


@pytest.fixture(scope="module")
def example():
    store = open_store("sqlite://")
    store.migrate()
    yield make_example(store, "da")
    store.close()


def nothing_is_cut(written):
    for page, words, x, widest, room, y, high in written:
        assert widest <= room + 0.1, (page, words)
        assert a4.MARGIN - 7.5 <= x <= a4.PAGE[0] - a4.MARGIN, (page, words)
        assert x + widest <= a4.PAGE[0] - a4.MARGIN + 4, (page, words)
        assert 10 <= y <= y + high <= a4.PAGE[1] - 5, (page, words)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_exercise_is_a_sheet_with_its_questions_and_nothing_is_cut(written, example, lang):
    model = load_model()
    pdf = exercise_sheets(model, [e.exercise_id for e in model.exercises_with_votes], lang)
    assert pdf.startswith(b"%PDF")
    said = {words for _, words, *_ in written}
    assert {prompt.text(lang) for prompt in model.prompts_with_votes} <= said
    assert max(page for page, *_ in written) == len(model.exercises_with_votes)
    nothing_is_cut(written)
    written.clear()
    exercise_sheets(model, [e.exercise_id for e in model.exercises], lang, example)
    nothing_is_cut(written)


def test_a_workshops_sheets_hold_its_tasks_and_cards_and_its_name_at_the_foot(written, example):
    exercise_sheets(example.model, ["place_tasks", "value_story_vote"], "da", example)
    placed = [words for page, words, *_ in written if page == 1]
    tasks = [task.text for task in example.task_list()]
    assert sorted(words for words in placed if words in tasks) == sorted(tasks)
    assert f"Hjemmeplejen Nord · {example.code}" in placed
    assert "Timer om ugen" in placed
    assert any(words.startswith("En mand ville ikke i bad") for page, words, *_ in written if page == 2)


def test_a_sheet_says_whether_one_card_is_chosen_or_several(written, example):
    exercise_sheets(example.model, ["target_group_primary", "value_story_vote"], "da", example)
    said = [words for _, words, *_ in written]
    assert said.index("Farv stjernen ved det ene kort, du vælger.") < said.index("Farv stjernen ved dem, du vælger.")


def test_before_anything_is_gathered_there_are_lines_to_write_it_on(written):
    exercise_sheets(load_model(), ["value_effects", "place_tasks"], "da")
    said = [words for _, words, *_ in written]
    assert any("print arket igen fra kontrolrummet" in words for words in said)
    assert {str(number) for number in range(1, 13)} <= set(said)


def test_many_long_tasks_go_on_over_the_page_and_none_is_lost(written):
    workshop = create_workshop("Ærø", store=open_store("sqlite://"))
    tasks = [f"{number} Koordinering af speciallægekonsulentordningen på tværs af afdelinger" for number in range(60)]
    for task in tasks:
        workshop.add_task(task)
    exercise_sheets(workshop.model, ["place_tasks"], "da", workshop)
    assert {words for _, words, *_ in written} >= set(tasks)
    pages = max(page for page, *_ in written)
    assert pages > 1
    assert any(words.endswith(f"{pages}/{pages}") for _, words, *_ in written)
    nothing_is_cut(written)


def test_what_belongs_to_the_room_alone_asks_nobody_who_they_are(written):
    exercise_sheets(load_model(), ["well_and_good", "pulse"], "da")
    said = [(page, words) for page, words, *_ in written]
    assert (2, "Rolle (hvis du vil)") in said
    assert (1, "Rolle (hvis du vil)") not in said
    assert any(page == 1 and words.startswith("Svaret er anonymt. Fold arket.") for page, words in said)


def test_the_pairs_on_paper_are_those_that_the_control_room_asks_about(written, example):
    exercise_sheets(example.model, ["competence_pairs"], "da", example)
    rows = {}
    items = {item.text for item in example.items(example.model.prompt("competence_pairs"))}
    for _, words, _x, _w, _r, y, high in written:
        if words in items:
            rows.setdefault(round(y + high / 2), []).append(words)
    on_paper = {frozenset(pair) for pair in rows.values()}
    behalf = OnBehalf(example, lambda act: act(), lambda: example.model.exercise("competence_pairs"))
    behalf._toggle()
    form = behalf._form.forms["competence_pairs"]
    names = {item.item_id: item.text for item in example.items(form.prompt)}
    asked = form._options(example.items(form.prompt))["pairs"]
    assert on_paper == {frozenset((names[one], names[other])) for _, one, other in asked}
    behalf._toggle()


def test_a_pile_of_sheets_is_typed_in_one_after_another_for_any_exercise(example):
    before = len([p for p in example.participant_list() if p.on_behalf])
    behalf = OnBehalf(example, lambda act: act(), lambda: example.model.exercise("check_out"))
    behalf._toggle()
    behalf._which.value = "pulse"
    assert set(behalf._form.forms) == {"pulse_clear", "pulse_time", "pulse_together"}
    behalf._form.value = {"pulse_clear": 4}
    first = behalf._person.value
    behalf._next()
    assert behalf._person.value != first
    assert behalf._form.value == {}
    behalf._form.value = {"pulse_clear": 2}
    behalf.show(example.model.exercise("place_tasks"))
    assert set(behalf._form.forms) == {"pulse_clear", "pulse_time", "pulse_together"}
    # back to the first sheet of the pile with another exercise: the same people, in the same order
    behalf._which.value, behalf._person.value = "check_out", first
    assert set(behalf._form.forms) == {"gave_meaning", "take_home", "workshop_worth"}
    behalf._next()
    people = [p.participant_id for p in example.participant_list() if p.on_behalf]
    assert behalf._person.value == people[people.index(first) + 1]
    assert len(people) <= before + 2
    pulse = [example.latest(person, "pulse_clear") for person in people]
    assert {("pulse_clear", ""): 4} in pulse
    assert {("pulse_clear", ""): 2} in pulse
    behalf._toggle()


def nothing(_page, _y, _height):
    pass


@given(
    st.lists(st.tuples(st.floats(0, 120), st.floats(0, 3), st.floats(0, 200), st.booleans()), min_size=1, max_size=40)
)
def test_parts_fill_their_pages_and_never_more(made):
    parts = [Part(height, nothing, stretch, height + more, leads) for height, stretch, more, leads in made]
    pages = in_pages(parts, 260)
    assert [part for page in pages for part in page] == parts
    for page in pages:
        high = heights(page, 260)
        assert sum(high) <= 260.1 or len(page) == 1 or any(part.leads for part in page)
        for part, height in zip(page, high, strict=True):
            assert part.height - 0.01 <= height <= max(part.most, part.height) + 0.01
