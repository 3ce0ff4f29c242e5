"""Answers that belong to the whole room: no frame, file or picture joins them to a person; a small room shows none."""

from __future__ import annotations

import csv

import pytest

from kerne_widgets import charts, create_workshop
from kerne_widgets.exchange import import_answers
from kerne_widgets.report import write
from kerne_widgets.room.behalf import OnBehalf

OWN = "well_and_good"


@pytest.fixture
def workshop(fresh_store):
    return create_workshop(store=fresh_store)


def answer(workshop, n):
    people = [workshop.join(role="Pædagog", group="Rød stue") for _ in range(n)]
    for number, person in enumerate(people):
        workshop.submit(person, OWN, {"x": 5 - number % 5, "y": 1 + number % 3})
        workshop.submit(person, "pulse_clear", 1 + number % 5)
    return people


def test_the_shipped_question_of_wellbeing_is_the_rooms_alone(workshop):
    assert [p.prompt_id for p in workshop.model.prompts if p.whole_room] == [OWN]
    assert workshop.model.exercise(workshop.model.prompt(OWN).exercise_id).row == "R27"


def test_below_five_people_nothing_of_it_is_in_a_frame_a_file_or_a_picture(workshop, tmp_path):
    answer(workshop, 4)
    assert OWN not in set(workshop.answers()["prompt_id"])
    write(workshop, tmp_path / "svar.csv")
    assert OWN not in (tmp_path / "svar.csv").read_text(encoding="utf-8-sig")
    picture = charts.svg(workshop.plot_prompt(OWN))
    assert "4 svar" in picture
    assert "når fem har svaret" in picture
    assert "Trives og lykkes" not in picture


def test_from_five_people_on_the_room_is_seen_and_nobody_in_it(workshop):
    people = answer(workshop, 7)
    answers = workshop.answers()
    own = answers[answers["prompt_id"] == OWN]
    assert len(own) == 7
    assert set(own["participant_id"]) == {""}
    assert own["answered_at"].isna().all()
    # the order tells no more than the values do, and it comes after all that has an order
    assert list(own["value_number"]) == sorted(own["value_number"])
    assert list(own.index) == list(range(len(answers) - 7, len(answers)))
    joined = own.merge(workshop.participants(), on="participant_id")
    assert joined.empty
    assert not set(people) & set(own.astype("string").to_numpy(na_value="").ravel())
    assert "Trives og lykkes" in charts.svg(workshop.plot_prompt(OWN))


def test_an_item_that_fewer_than_five_have_answered_is_left_out(tmp_path, fresh_store):
    (tmp_path / "dimensions").mkdir()
    (tmp_path / "dimensions" / "egen.toml").write_text(CONTENT, encoding="utf-8")
    own = create_workshop(store=fresh_store, content=tmp_path)
    for number in range(6):
        person = own.join()
        own.submit(person, "how_near", 3, item_id="team")
        if number < 4:
            own.submit(person, "how_near", 1, item_id="house")
    assert set(own.answers()["item_id"]) == {"team"}


def test_a_person_sees_and_changes_their_own_answer_all_the_same(workshop):
    person = answer(workshop, 1)[0]
    workshop.submit(person, OWN, {"x": 1, "y": 1})
    assert workshop.latest(person, OWN) == {(OWN, ""): {"x": 1, "y": 1}}


def test_a_file_brings_the_rooms_answers_back_and_makes_no_people_of_them(workshop, tmp_path, fresh_store):
    answer(workshop, 6)
    file = tmp_path / "svar.csv"
    write(workshop, file)
    with file.open(encoding="utf-8-sig") as source:
        assert {row["participant_id"] for row in csv.DictReader(source) if row["prompt_id"] == OWN} == {""}
    other = create_workshop(store=fresh_store)
    import_answers(other, file)
    assert len(other.participants()) == 6
    columns = ["participant_id", "value_number", "value_second"]
    before, after = (w.answers().query("prompt_id == @OWN")[columns].reset_index(drop=True) for w in (workshop, other))
    assert before.equals(after)


CONTENT = """
dimension_id = "egen"
phase = "optimere"
title = { da = "Egen", en = "Own" }

[[exercises]]
exercise_id = "near"
title = { da = "Nær", en = "Near" }

[[exercises.prompts]]
prompt_id = "how_near"
kind = "circles"
whole_room = true
text = { da = "Hvor nær?", en = "How near?" }
low = { da = "Langt", en = "Far" }
high = { da = "Nær", en = "Near" }
items = [{ key = "team", da = "Team", en = "Team" }, { key = "house", da = "Hus", en = "House" }]
"""


def test_nobody_enters_it_for_someone_else(workshop):
    behalf = OnBehalf(workshop, lambda act: act(), lambda: workshop.model.exercise("well_and_good"))
    behalf._toggle()
    assert behalf._form is None
    assert "kun besvares på ens egen telefon" in behalf._said.value
