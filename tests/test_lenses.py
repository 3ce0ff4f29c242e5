"""Lenses: the same question as decided, as done and as experienced, with the gap in the same persons."""

from __future__ import annotations

import asyncio

import pytest
from ipywidgets import ToggleButtons
from own_content import write_questions

from kerne_widgets import charts, create_workshop, load_model, pictures
from kerne_widgets.dictionary import COLUMNS
from kerne_widgets.errors import ContentError
from kerne_widgets.example import make_example
from kerne_widgets.report.book import make_book
from kerne_widgets.room.control import ControlRoom

ASKED = ("value_decided", "value_done", "value_experienced")
DECIDED = """
prompt_id = "as_decided"
kind = "scale"
lens = "decided"
text = { da = "Er det besluttet?", en = "Is it decided?" }
low = { da = "Nej", en = "No" }
high = { da = "Ja", en = "Yes" }
"""
DONE = """
prompt_id = "as_done"
kind = "scale"
lens = "done"
text = { da = "Gør I det?", en = "Do you do it?" }
low = { da = "Nej", en = "No" }
high = { da = "Ja", en = "Yes" }
"""


@pytest.fixture
def workshop(fresh_store):
    return create_workshop(store=fresh_store)


def answer(workshop, *values, n_people=1):
    person = workshop.join(n_people=n_people)
    for prompt_id, value in zip(ASKED, values, strict=False):
        if value:
            workshop.submit(person, prompt_id, value)


def test_each_of_the_four_dimensions_is_asked_about_through_all_three():
    model = load_model()
    for dimension_id in ("maalgruppen", "vaerdien", "ambitionen", "tilgangen"):
        asked = [p.lens for p in model.dimension(dimension_id).prompts if p.lens]
        assert asked == ["decided", "done", "experienced"]


def test_a_gap_is_between_answers_of_the_same_persons_and_a_shared_phone_counts_its_people(workshop):
    for _ in range(3):
        answer(workshop, 5, 3, 2)
    answer(workshop, 4, 4, n_people=3)
    answer(workshop, None, 1)
    frame = workshop.lenses().set_index("lens")
    assert list(frame.columns) == [column for column in COLUMNS["lenses"] if column != "lens"]
    assert list(frame["n"]) == [6, 7, 3]
    assert frame.loc["done", "n_pairs"] == 6
    assert frame.loc["done", "gap"] == pytest.approx(-1.0)
    assert frame.loc["experienced", "n_pairs"] == 3
    assert frame["gap"].isna()["experienced"]
    assert frame["agreement"].isna()["experienced"]


def test_nobody_has_answered_and_one_has(workshop):
    assert workshop.lenses().empty
    view = pictures.views(workshop.model.exercise("value_lenses"))[0]
    assert "0 svar endnu" in charts.svg(pictures.plot_view(workshop, view))
    answer(workshop, 5, 3, 2)
    assert "for få svar" in charts.svg(pictures.plot_view(workshop, view))


def test_the_picture_compares_the_dimensions_and_stands_in_the_report(fresh_store):
    example = make_example(fresh_store)
    exercise = example.model.exercise("approach_lenses")
    assert pictures.shown_view(example, exercise) == "lenses:approach_lenses"
    drawn = pictures.plot_view(example, "lenses:approach_lenses")
    for dimension in ("Målgruppen", "Værdien", "Ambitionen", "Tilgangen"):
        assert dimension in drawn.description
    assert [c for c in make_book(example).chapters if c.title == "Formel, udført og oplevet"]


def answer_by_role(workshop, role, n, *values):
    for _ in range(n):
        person = workshop.join(role=role)
        for prompt_id, value in zip(ASKED, values, strict=True):
            workshop.submit(person, prompt_id, value)


def see_by_role(workshop, view="lenses:value_lenses"):
    """As the facilitator does in the control room; the picture she sees."""
    control = ControlRoom(workshop, lambda _: None, lambda: None)
    control.go_to("value_lenses")
    workshop.set_shown("value_lenses", view)
    asyncio.run(control.refresh())
    ways = next(w for w in control._parting.widget.children if isinstance(w, ToggleButtons))
    if control._parting.widget.layout.display == "none":
        return ""
    ways.value = "role"
    asyncio.run(control.refresh())
    return control._picture.value


def test_the_table_of_groups_reads_once_what_was_said_of_each_question(workshop, monkeypatch):
    read, asked = [], [prompt for prompt in workshop.model.prompts if prompt.lens]
    monkeypatch.setattr(workshop, "events_about", lambda prompt: read.append(prompt) or [])
    assert workshop.lens_groups().empty
    assert read == asked


def test_each_role_s_gap_to_the_whole_room_is_seen_through_every_lens_and_the_rest_is_a_subgroup(workshop):
    answer_by_role(workshop, "Pædagog", 5, 4, 2, 1)
    answer_by_role(workshop, "Leder", 4, 4, 4, 5)
    answer_by_role(workshop, "", 5, 4, 3, 3)
    assert workshop.lens_groups().empty
    assert see_by_role(workshop) == ""  # one role of five is no comparison
    answer_by_role(workshop, "leder ", 1, 4, 4, 5)
    picture = see_by_role(workshop)
    assert "Værdien, Oplevet: Alle 3; Leder 5, afstand +2 (svar: 5); Pædagog 1, afstand −2 (svar: 5)" in picture
    assert "Alle andre 3, afstand 0 (svar: 5)" in picture
    frame = workshop.lens_groups()
    assert list(frame.columns) == list(COLUMNS["lens_groups"])
    assert len(frame) == 9
    assert set(frame["by"]) == {"role"}
    done = frame[frame["lens"] == "done"].set_index("subgroup")
    assert dict(done["gap"]) == {"Leder": 1, "Pædagog": -1, "": 0}
    assert (done["mean_all"] == 3).all()
    (chapter,) = [c for c in make_book(workshop).chapters if c.title == "Formel, udført og oplevet"]
    assert [picture.draw().title for picture in chapter.pictures][1:] == ["Hvem ser det hvordan?"]


def test_a_role_s_gap_is_as_anonymous_as_any_picture_by_role(workshop):
    answer_by_role(workshop, "Pædagog", 6, 4, 2, 1)
    answer_by_role(workshop, "Leder", 6, 4, 4, 5)
    see_by_role(workshop)
    exercise = workshop.model.exercise("value_lenses")
    workshop.set_shown("value_lenses", "role:lenses:value_lenses")
    assert pictures.shown_view(workshop, exercise) == "role:lenses:value_lenses"
    assert set(workshop.lens_groups()["n"]) == {6}
    # one more could be worked out from the picture there is and the whole room
    late = workshop.join(role="Leder")
    workshop.submit(late, ASKED[0], 1)
    assert set(workshop.lens_groups()["lens"]) == {"done", "experienced"}
    assert "1 linje venter på flere svar" in pictures.plot_view(workshop, "role:lenses:value_lenses").description
    for prompt_id in ASKED[1:]:
        workshop.submit(late, prompt_id, 1)
    assert workshop.lens_groups().empty
    assert pictures.shown_view(workshop, exercise) == "role:lenses:value_lenses"
    assert "Billedet venter på flere svar" in charts.svg(pictures.plot_view(workshop, "role:lenses:value_lenses"))
    (chapter,) = [c for c in make_book(workshop).chapters if c.title == "Formel, udført og oplevet"]
    assert "Nogle få har svaret" in chapter.pictures[1].draw().description
    workshop.start_round()
    assert pictures.shown_view(workshop, exercise) == "lenses:value_lenses"


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('lens = "done"', 'lens = "udført"', ["lens", "udført", "decided, done, experienced", "linje 17"]),
        ('lens = "done"', 'lens = "decided"', ["lens", "'decided'", "done, experienced"]),
        ('lens = "done"', 'lens = "done"\nsteps = 7', ["steps", "7", "as_decided"]),
        ('lens = "done"', 'lens = "done"\nwhole_room = true', ["lens", "whole_room"]),
    ],
)
def test_lenses_that_cannot_be_compared_are_named(tmp_path, wrong, right, said):
    content = write_questions(tmp_path, DECIDED, DONE.replace(wrong, right))
    with pytest.raises(ContentError) as caught:
        load_model(content)
    for words in said:
        assert words in str(caught.value)
