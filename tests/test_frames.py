"""The frames: tidy, typed, the same shape when empty, and verdicts that follow the limits in the content."""

from __future__ import annotations

import pandas as pd
import pytest
from answering import TASKS, answers_to
from test_content import NEW_DIMENSION

from kerne_widgets import create_workshop, frames, open_workshop
from kerne_widgets.answering import Given
from kerne_widgets.errors import KerneError


@pytest.fixture
def workshop(fresh_store):
    return create_workshop(store=fresh_store)


def put(workshop, rings, text="Opgave", hours=4.0):
    task_id = workshop.add_task(text)
    for ring in rings:
        workshop.submit(workshop.join(), "task_placement", {"centrality": ring, "hours_week": hours}, task_id)
    return task_id


@pytest.mark.parametrize("name", frames.COLUMNS)
@pytest.mark.parametrize("filled", [False, True])
def test_columns_and_dtypes_are_the_same_empty_or_full(workshop, name, filled):
    if filled:
        put(workshop, [0, 1, 2])
        put(workshop, [])
        person = workshop.join(role="Leder")
        workshop.submit(person, "partner_scale", 3)
        workshop.submit(person, "target_groups", "Borgere")
        workshop.submit(person, "core_task_alone", "At borgeren lykkes")
        workshop.submit(person, "words_to_deeds", "Nærvær")
        workshop.set_serves(workshop.task_list()[0].task_id, workshop.served_list())
        workshop.add_decision("Vi ringer først")
        workshop.add_version("At borgeren lykkes")
        workshop.start_round("Tre måneder efter")
        workshop.submit(person, "partner_scale", 4)
        lens = next(prompt for prompt in workshop.model.prompts if prompt.lens)
        for role in ("Leder", "Pædagog"):
            workshop.submit(workshop.join(role=role, n_people=5), lens.prompt_id, 4)
        workshop.part(lens, "role")
    frame = getattr(workshop, name)()
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == {
        column: dtype for column, (dtype, _, _) in frames.COLUMNS[name].items()
    }
    # a workshop that has just begun is in its first round
    assert (len(frame) > 0) == (filled or name == "rounds")


def test_every_answer_is_one_row_in_words_and_numbers(workshop):
    person = workshop.join()
    task_id = workshop.add_task("Indkøb")
    workshop.submit(person, "meeting_them", "Vi banker på, før vi går ind")
    workshop.submit(person, "partner_scale", 4)
    workshop.submit(person, "target_groups", "Ældre")
    workshop.submit(person, "task_placement", {"centrality": 4, "hours_week": 2.5}, task_id)
    rows = workshop.answers().set_index("prompt_id")
    assert rows.loc["meeting_them", "value_text"] == "Vi banker på, før vi går ind"
    assert rows.loc["partner_scale", "value_number"] == 4
    assert rows.loc["target_groups", "item_text"] == "Ældre"
    placed = rows.loc["task_placement"]
    assert (placed.value_text, placed.value_number, placed.hours_week, placed.item_text) == (
        "Periferi",
        4,
        2.5,
        "Indkøb",
    )
    assert set(rows.participant_id) == {person}
    assert rows.loc["partner_scale", "dimension_id"] == "maalgruppen"


def test_answers_to_questions_of_another_content_folder_are_named_and_never_lost(fresh_store, tmp_path):
    (tmp_path / "dimensions").mkdir()
    (tmp_path / "dimensions" / "samarbejdet.toml").write_text(NEW_DIMENSION, encoding="utf-8")
    held = create_workshop(store=fresh_store, content=tmp_path)
    person = held.join()
    held.submit(person, "trust", 4)
    held.submit(person, "partner_scale", 2)
    assert set(held.answers().prompt_id) == {"trust", "partner_scale"}
    with pytest.warns(UserWarning, match=r"1 svar er ikke med.*trust.*KERNE_CONTENT"):
        without = open_workshop(held.code, fresh_store).answers()
    assert list(without.prompt_id) == ["partner_scale"]
    assert set(open_workshop(held.code, fresh_store, tmp_path).answers().prompt_id) == {"trust", "partner_scale"}


@pytest.mark.parametrize(
    ("rings", "verdict"),
    [
        ([0, 0, 1, 0, 1, 0, 0, 1], "core"),
        ([4, 4, 3, 4, 3, 4, 4, 3], "periphery"),
        ([0, 0, 0, 0, 4, 4, 4, 4], "disputed"),
        ([0, 1, 2, 3, 4, 0, 1, 2], "disputed"),
        ([2, 2, 2, 2, 2, 2, 2, 2], "disputed"),
        ([0, 0, 0, 0], "too_few"),
        ([], "too_few"),
    ],
)
def test_the_verdict_says_what_the_room_says(workshop, rings, verdict):
    put(workshop, rings)
    row = workshop.priorities().iloc[0]
    assert row.verdict == verdict
    assert row.n == len(rings)
    assert row.freed_hours == (4.0 if verdict == "periphery" else 0.0)


def test_a_unanimous_room_agrees_fully_and_a_split_one_not_at_all(workshop):
    put(workshop, [1] * 6)
    put(workshop, [0, 0, 0, 4, 4, 4])
    one, split = workshop.priorities().itertuples()
    assert (one.agreement, one.agreement_low, one.agreement_high, one.median_centrality) == (1, 1, 1, 1)
    assert split.agreement == -1
    assert (split.spread_low, split.spread_high) == (0, 4)


def test_an_answer_without_hours_is_still_a_placement(workshop):
    put(workshop, [0] * 5, hours=None)
    row = workshop.priorities().iloc[0]
    assert row.n == 5
    assert pd.isna(row.hours_week)


def test_a_role_that_fewer_than_five_share_is_not_shown(workshop):
    for _ in range(5):
        workshop.join(role="Assistent")
    workshop.join(role="Leder")
    # the leader's row would be the only one without a role
    assert list(workshop.participants().role) == [""] * 6
    for _ in range(4):
        workshop.join(role="Køkken")
    assert sorted(workshop.participants().role) == [""] * 5 + ["Assistent"] * 5


def test_an_answer_given_together_counts_each_who_gave_it(workshop):
    task = workshop.add_task("Rengøring")
    together, alone = workshop.join(n_people=4), workshop.join(on_behalf=True)
    for person, ring in ((together, 0), (alone, 4)):
        workshop.submit(person, "task_placement", {"centrality": ring, "hours_week": 2.0}, task)
    row = workshop.priorities().iloc[0]
    assert (row.n, row.median_centrality) == (5, 0)
    assert len(workshop.placements()) == 2
    assert workshop.count_people() == 5
    # who is who among these two is for nobody to see
    assert workshop.participants()[["n_people", "on_behalf"]].isna().all(axis=None)


@pytest.mark.parametrize("n_people", [0, 31, -1])
def test_no_phone_is_shared_by_nobody_or_by_a_crowd(workshop, n_people):
    with pytest.raises(KerneError, match="1 til 30"):
        workshop.join(n_people=n_people)
    assert workshop.count_people() == 0


def test_what_is_said_of_someone_can_be_changed_and_is_written_once(workshop):
    person = workshop.join(role="Aftenhold", on_behalf=True)
    for _ in range(2):
        workshop.describe(person, "Nathold", "Bord 3", 3)
        last = workshop.last_seq()
    workshop.describe(person, "Nathold", "Bord 3", 3)
    assert workshop.last_seq() == last
    assert workshop.count_people() == 3
    known = workshop.participant(person)
    assert (known.role, known.group, known.on_behalf) == ("Nathold", "Bord 3", True)
    workshop.describe("nobody", "", "", 2)
    assert workshop.count_people() == 3


def test_the_data_dictionary_names_every_column_and_its_meaning():
    for columns in frames.COLUMNS.values():
        for dtype, _unit, meaning in columns.values():
            assert pd.api.types.pandas_dtype(dtype)
            assert meaning


def test_a_column_counts_people_exactly_where_its_unit_says_so(workshop):
    shared = 29  # no other number here is so many times anything
    for task in TASKS:
        workshop.add_task(task)
    phones = [workshop.join(role=role, n_people=shared) for role in ("Leder", "Pædagog")]
    for _ in range(2):
        for prompt in workshop.model.prompts:
            workshop.submit_all(
                [
                    Given(phone, prompt.prompt_id, item_id, value)
                    for phone in phones
                    for item_id, value in answers_to(workshop, prompt, phone)
                ]
            )
        workshop.start_round()
    workshop.set_serves(workshop.task_list()[0].task_id, workshop.served_list())
    workshop.add_decision("Vi ringer først")
    workshop.add_version("At borgeren lykkes")
    workshop.take_back_round(3)
    for lens in (prompt for prompt in workshop.model.prompts if prompt.lens):
        workshop.part(lens, "role")
    for name, columns in frames.COLUMNS.items():
        frame = getattr(workshop, name)()
        for column in (column for column, (dtype, _, _) in columns.items() if dtype == "Int64"):
            told = frame[column].dropna()
            assert len(told), (name, column)
            if columns[column][1] == "people":
                assert (told % shared == 0).all(), (name, column)
            else:
                assert not ((told > 0) & (told % shared == 0)).any(), (name, column)


def test_people_may_come_while_the_frame_of_them_is_made(workshop, monkeypatch):
    workshop.join()
    told = frames._veiled

    def while_someone_comes(workshop):
        workshop.join()
        found = told(workshop)
        workshop.join()
        return found

    monkeypatch.setattr(frames, "_veiled", while_someone_comes)
    assert len(workshop.participants()) == 2
