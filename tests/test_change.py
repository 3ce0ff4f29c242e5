"""What has changed from round to round, and the whole course: of the same persons, and of all that is answered."""

from __future__ import annotations

import pytest
from answering import answer_all, answers_to
from own_content import write_questions

from kerne_widgets import charts, create_workshop, kinds, pictures
from kerne_widgets.answering import Given
from kerne_widgets.dictionary import COLUMNS
from kerne_widgets.errors import ContentError
from kerne_widgets.round_pictures import round_views


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Nord", store=fresh_store)


def place(workshop, people, task, *centralities, hours=None):
    for person, centrality in zip(people, centralities, strict=True):
        workshop.submit(person, "task_placement", {"centrality": centrality, "hours_week": hours}, task)


def only(frame, **wanted):
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    (row,) = frame.to_dict("records")
    return row


def test_every_question_that_is_answered_with_numbers_has_a_change_and_a_picture_of_it(workshop):
    people = answer_all(workshop)
    workshop.start_round()
    asked = [prompt for prompt in workshop.model.prompts if kinds.of(prompt).NUMBERS and not prompt.whole_room]
    for prompt in workshop.model.prompts:
        workshop.submit_all(
            [
                Given(person, prompt.prompt_id, item_id, value)
                for number, person in enumerate(people)
                for item_id, value in answers_to(workshop, prompt, person, number)
            ]
        )
    change = workshop.change()
    assert list(change.columns) == list(COLUMNS["change"])
    assert set(change["prompt_id"]) == {prompt.prompt_id for prompt in asked}
    # how well two professions work together is asked of those who know both, so not of everyone
    whole = change[change["n_pairs"] == len(people)]
    assert set(whole["prompt_id"]) >= {prompt.prompt_id for prompt in asked if not kinds.is_paired(prompt)}
    assert (whole["change"] == 0).all()
    assert (whole["n_same"] == len(people)).all()
    assert {prompt.kind for prompt in asked} == {
        *("scale", "choice", "sort", "placement", "gap", "quadrant", "circles", "ranking", "points", "pair_scale")
    }
    drawn = {}
    for exercise in workshop.model.exercises:
        for view in round_views(exercise, 2):
            drawn[view] = charts.svg(pictures.plot_view(workshop, view))
    assert {view.partition(":")[2] for view in drawn if view.startswith("moves:")} == {
        prompt.prompt_id for prompt in asked if prompt.kind != "scale"
    }
    assert not any("kun svar fra én runde" in svg for svg in drawn.values())


def test_a_task_that_moved_is_told_with_its_hours_and_the_room_s_new_verdict(workshop):
    task = workshop.add_task("Dokumentation")
    people = [workshop.join() for _ in range(6)]
    place(workshop, people, task, 0, 0, 4, 4, 2, 2, hours=4)
    workshop.start_round()
    place(workshop, people, task, 0, 0, 0, 0, 0, 1, hours=3)
    row = only(workshop.change(), item_id=task, measure="centrality")
    assert (row["item_text"], row["lowest"], row["highest"], row["n_pairs"]) == ("Dokumentation", 0, 4, 6)
    assert (row["mean_before"], row["n_up"], row["n_same"], row["n_down"]) == (2, 0, 2, 4)
    assert (row["change_median"], row["change"]) == (-1.5, pytest.approx(-11 / 6))
    assert row["change_low"] < row["change"] < row["change_high"] < 0
    assert (row["verdict_before"], row["verdict_after"]) == ("disputed", "core")
    assert only(workshop.change(), item_id=task, measure="hours_week")["change"] == -1
    told = pictures.plot_view(workshop, "moves:task_placement").description
    assert "Dokumentation: Uenighed → kerne; 4 ind · 2 som før · 0 ud; Timer om ugen: 4 → 3" in told
    assert "moves:task_placement" not in pictures.views(workshop.model.exercise("place_tasks"), 1)
    assert "moves:task_placement" in pictures.views(workshop.model.exercise("place_tasks"), 2)


def test_below_five_pairs_nothing_is_told_and_a_shared_phone_counts_its_people(workshop):
    task = workshop.add_task("Dokumentation")
    people = [workshop.join(), workshop.join(n_people=3)]
    other = workshop.join()
    place(workshop, [*people, other], task, 0, 0, 0)
    workshop.start_round()
    place(workshop, people, task, 1, 2)
    row = workshop.change().iloc[0]
    assert row["n_pairs"] == 4
    told = [
        "mean_before",
        "mean_after",
        "change",
        "change_median",
        "change_low",
        "change_high",
        "n_up",
        "n_same",
        "n_down",
    ]
    assert row[told].isna().all()
    assert "Kun 4 har svaret begge gange" in pictures.plot_view(workshop, "moves:task_placement").description
    place(workshop, [other], task, 0)
    row = workshop.change().iloc[0]
    assert (row["n_pairs"], row["change"], row["n_up"], row["n_same"]) == (5, pytest.approx(7 / 5), 4, 1)


def test_a_gap_is_told_as_now_as_wanted_and_as_the_way_between(workshop):
    people = [workshop.join() for _ in range(5)]
    item = workshop.items(workshop.model.prompt("gains"))[0].item_id
    for person in people:
        workshop.submit(person, "gains", {"now": 2, "wanted": 5}, item)
    workshop.start_round()
    for person in people[:4]:
        workshop.submit(person, "gains", {"now": 4, "wanted": 5}, item)
    workshop.submit(people[4], "gains", {"now": 4}, item)
    change = workshop.change()
    assert only(change, item_id=item, measure="now")["change"] == 2
    assert only(change, item_id=item, measure="wanted")["n_pairs"] == 4
    workshop.submit(people[4], "gains", {"now": 4, "wanted": 5}, item)
    change = workshop.change()
    assert only(change, item_id=item, measure="gap")["change"] == -2
    assert "Afstand: 3 → 1" in pictures.plot_view(workshop, "moves:gains").description


def test_tasks_that_are_one_now_or_gone_are_compared_as_they_stand(workshop):
    one, other, gone = (workshop.add_task(text) for text in ("Journal", "Journaler", "Kaffe"))
    people = [workshop.join() for _ in range(5)]
    for task in (one, other, gone):
        place(workshop, people, task, 3, 3, 3, 3, 3)
    workshop.merge_task(other, into=one)
    workshop.start_round()
    place(workshop, people, one, 1, 1, 1, 1, 1)
    place(workshop, people, gone, 1, 1, 1, 1, 1)
    workshop.hide_task(gone)
    assert list(workshop.change()["item_id"]) == [one]


def test_the_course_has_every_round_with_agreement_and_interval_and_what_was_disputed(workshop):
    task = workshop.add_task("Dokumentation")
    people = [workshop.join() for _ in range(5)]
    for number in (1, 2, 3):
        if number > 1:
            workshop.start_round(f"Gang {number}")
        for at, person in enumerate(people):
            workshop.submit(person, "pulse_clear", min(number + at % 2, 5))
        place(workshop, people, task, *((0, 4, 0, 4, 2) if number == 1 else (0, 0, 0, 0, 0)))
        if number != 2:
            workshop.submit(people[0], "pulse_time", 3)
    trend = workshop.trend()
    assert list(trend.columns) == list(COLUMNS["trend"])
    pulse = trend[trend["prompt_id"] == "pulse_clear"]
    assert list(pulse["round"]) == [1, 2, 3]
    assert list(pulse["mean"]) == pytest.approx([1.4, 2.4, 3.4])
    assert list(pulse["median"]) == [1, 2, 3]
    assert ((pulse["mean_low"] < pulse["mean"]) & (pulse["mean"] < pulse["mean_high"])).all()
    assert (pulse["agreement"] > 0).all()
    few = trend[trend["prompt_id"] == "pulse_time"]
    assert list(few["n"]) == [1, 1]
    assert (few[["mean", "median"]] == 3).all(axis=None)
    assert few[["mean_low", "mean_high", "agreement"]].isna().all(axis=None)
    assert list(trend[trend["measure"] == "disputed_share"]["mean"]) == [1, 0, 0]
    assert "course:pulse" not in round_views(workshop.model.exercise("pulse"), 2)
    told = pictures.plot_view(workshop, "course:pulse").description
    assert "Runde 1 1,4; Gang 2 2,4; Gang 3 3,4" in told
    assert "Runde 1 100 %; Gang 2 0 %; Gang 3 0 %" in pictures.plot_view(workshop, "course:place_tasks").description


def test_change_and_course_of_some_questions_are_those_of_all(workshop):
    people = [workshop.join() for _ in range(5)]
    for number in (1, 2):
        if number > 1:
            workshop.start_round()
        for person in people:
            for prompt_id in ("pulse_clear", "shared_understanding_before", "shared_understanding_after"):
                workshop.submit(person, prompt_id, number)
    asked = ["shared_understanding_after"]
    for frame in (workshop.change, workshop.trend):
        every = frame()
        assert frame(asked).to_dict("records") == every[every["prompt_id"].isin(asked)].to_dict("records")
        assert len(frame(asked)) < len(every)
    assert "shared_understanding_before" in set(workshop.change(asked)["prompt_before"])


def test_what_belongs_to_the_room_alone_has_a_course_and_no_change(workshop):
    people = [workshop.join() for _ in range(5)]
    for number in (1, 2):
        if number > 1:
            workshop.start_round()
        for person in people[: 4 + number // 2]:
            workshop.submit(person, "well_and_good", {"x": 2, "y": 4})
    assert workshop.change().empty
    trend = workshop.trend()
    # of the four nothing is told at all, as in the frame of answers
    assert list(trend[trend["measure"] == "x"]["n"]) == [5]
    assert set(trend["round"]) == {2}
    assert list(trend[trend["round"] == 2]["mean"]) == [2, 4]


def test_the_course_of_a_question_that_repeats_another_has_both(workshop):
    people = [workshop.join() for _ in range(5)]
    for number in (1, 2, 3):
        if number > 1:
            workshop.start_round(f"Gang {number}")
        for person in people:
            workshop.submit(person, "shared_understanding_before", number)
            workshop.submit(person, "shared_understanding_after", number + 1)
    before, after = (workshop.model.prompt(f"shared_understanding_{when}").text() for when in ("before", "after"))
    told = pictures.plot_view(workshop, "course:shared_understanding").description
    assert f"{before}: Runde 1 1; Gang 2 2; Gang 3 3" in told
    assert f"{after}: Runde 1 2; Gang 2 3; Gang 3 4" in told


def test_a_question_is_compared_with_the_one_it_repeats_also_from_one_round_to_the_next(workshop):
    """As in a half day that opens with the one, and a follow-up that asks the other."""
    people = [workshop.join() for _ in range(5)]
    for person in people:
        workshop.submit(person, "shared_understanding_before", 2)
    for step in (4, 5):
        workshop.start_round()
        for person in people:
            workshop.submit(person, "shared_understanding_after", step)
    change = workshop.change(["shared_understanding_after"])
    compared = change[["prompt_before", "round_before", "round_after", "mean_before", "mean_after"]]
    assert [tuple(row) for row in compared.itertuples(index=False)] == [
        ("shared_understanding_before", 1, 2, 2, 4),
        ("shared_understanding_after", 2, 3, 4, 5),
    ]


def test_a_question_is_asked_for_by_its_whole_name_alone_or_among_others(fresh_store, tmp_path):
    """Its name may stand within that of another."""
    scale = """
    kind = "scale"
    text = { da = "Hvor godt går det?", en = "How is it going?" }
    low = { da = "Skidt", en = "Badly" }
    high = { da = "Godt", en = "Well" }
    """
    asked = ("tone", "tone_later")
    content = write_questions(tmp_path, *(f'prompt_id = "{name}"{scale}' for name in asked))
    workshop = create_workshop(store=fresh_store, content=content)
    people = [workshop.join() for _ in range(5)]
    for step in (2, 3):
        for person in people:
            for name in asked:
                workshop.submit(person, name, step)
        workshop.start_round()
    for frame in (workshop.trend, workshop.change):
        for wanted in ("tone_later", ["tone_later"]):
            assert set(frame(wanted)["prompt_id"]) == {"tone_later"}
        assert set(frame(asked)["prompt_id"]) == set(asked)
        assert frame([]).empty
        for unknown in ("ton", ["tone", "ton"], ""):
            with pytest.raises(ContentError, match="findes ikke i indholdet"):
                frame(unknown)
