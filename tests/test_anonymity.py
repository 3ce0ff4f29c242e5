"""Answers that belong to the whole room: no frame, file or picture joins them to a person; a small room shows none."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_content import write_questions

from kerne_widgets import charts, create_workshop, open_workshop
from kerne_widgets.anonymity import NEEDS_ENOUGH, Known, nobodys_time, veiled
from kerne_widgets.answering import Given
from kerne_widgets.dictionary import COLUMNS
from kerne_widgets.exchange import import_answers
from kerne_widgets.report import write
from kerne_widgets.room.behalf import OnBehalf
from kerne_widgets.store import open_store

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


def words(picture):
    return " ".join(re.sub(r"<[^>]*>", " ", picture).split())


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
    assert "når mindst 5 har svaret" in words(picture)
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


def own_rows(workshop):
    """What the frame holds of the question, as counts; what the picture and the file hold is held to be the same."""
    rows = workshop.answers().query("prompt_id == @OWN")
    return Counter(zip(rows["value_number"], rows["value_second"], strict=True))


def test_two_views_of_it_never_differ_by_one_to_four_people(workshop):
    answer(workshop, 5)
    before = own_rows(workshop)
    assert before.total() == 5
    late = [workshop.join() for _ in range(9)]
    for n, person in enumerate(late, 1):
        workshop.submit(person, OWN, {"x": 1, "y": 1})
        # at ten, four are still to come: shown now, they could never be
        assert own_rows(workshop).total() == (5 if n < 9 else 14)


def test_who_has_thought_again_or_withdrawn_is_not_told_either(workshop):
    people = answer(workshop, 10)
    before = own_rows(workshop)
    for n, person in enumerate(people[:5], 1):
        workshop.submit(person, OWN, {"x": 3, "y": 5})
        assert (own_rows(workshop) == before) == (n < 5)
    before = own_rows(workshop)
    for person in people[:4]:
        workshop.submit(person, OWN, None)
    assert own_rows(workshop) == before
    workshop.undo(people[0], OWN)
    assert own_rows(workshop) == before


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["join", "answer", "answer", "answer", "withdraw", "undo", "reveal", "close", "open"]),
        st.integers(0, 11),
        st.integers(0, 4),
    ),
    max_size=70,
)


@given(ACTS)
@settings(max_examples=50, deadline=None)
def test_whatever_happens_any_two_views_differ_by_nobody_or_by_five(acts):
    store = open_store("sqlite://")
    workshop = create_workshop(store=store)
    exercise_id = workshop.model.prompt(OWN).exercise_id
    people = [workshop.join() for _ in range(6)]
    views = [Counter()]
    for act, who, number in acts:
        at = who % len(people)
        if act == "join" and len(people) < 12:
            people.append(workshop.join(n_people=number + 1))
        elif act == "reveal":
            workshop.set_revealed(exercise_id, number > 1)
        elif act in ("open", "close"):
            workshop.set_open(exercise_id, act == "open")
        elif workshop.is_open(exercise_id):
            # everyone has two answers that nobody else gives, so that the views tell who is in them
            mine = 2 * at + number % 2
            if act == "undo":
                workshop.undo(people[at], OWN)
            else:
                workshop.submit(people[at], OWN, {"x": mine // 5 + 1, "y": mine % 5 + 1} if act == "answer" else None)
        views.append(own_rows(workshop))
    # whoever opens it later sees what was seen then
    assert own_rows(open_workshop(workshop.code, store)) == views[-1]
    store.close()
    for one, other in itertools.combinations(views, 2):
        for gone in (one - other, other - one):
            assert gone.total() == 0 or gone.total() >= 5


def test_once_the_result_is_shown_those_who_have_answered_wait_for_no_one(workshop):
    people = answer(workshop, 7)
    late = [workshop.join() for _ in range(2)]
    assert own_rows(workshop).total() == 7
    for person in people:
        workshop.submit(person, OWN, None)
    assert own_rows(workshop).total() == 0
    exercise_id = workshop.model.prompt(OWN).exercise_id
    workshop.start_round()
    answer_again = lambda: [workshop.submit(person, OWN, {"x": 2, "y": 2}) for person in people]  # noqa: E731
    answer_again()
    assert own_rows(workshop).total() == 0
    picture = words(charts.svg(workshop.plot_prompt(OWN)))
    assert "Vi venter på de sidste svar" in picture
    assert "tryk »Vis resultat«" in picture
    workshop.set_revealed(exercise_id, True)
    assert own_rows(workshop).total() == 7
    workshop.submit(late[0], OWN, {"x": 5, "y": 5})
    picture = words(charts.svg(workshop.plot_prompt(OWN)))
    assert "8 har svaret, 7 er vist. Nye svar vises mindst 5 ad gangen." in picture
    # to show the last one when it is over would tell as much
    workshop.set_open(exercise_id, False)
    workshop.close()
    workshop.start_round()
    assert own_rows(workshop).total() == 7


def test_the_people_on_shared_phones_are_counted_and_not_the_phones(workshop, tmp_path):
    for value in (1, 2, 2, 3):
        workshop.submit(workshop.join(n_people=4), OWN, {"x": value, "y": 4})
    assert own_rows(workshop) == {(1, 4): 4, (2, 4): 8, (3, 4): 4}
    picture = charts.svg(workshop.plot_prompt(OWN))
    assert "Trives og lykkes" in picture
    assert "16 " in words(picture)
    write(workshop, tmp_path / "svar.csv")
    assert (tmp_path / "svar.csv").read_text(encoding="utf-8-sig").count(f",{OWN},") >= 16


def test_an_item_that_fewer_than_five_have_answered_is_left_out(tmp_path, fresh_store):
    own = create_workshop(store=fresh_store, content=write_questions(tmp_path, NEAR))
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


NEAR = """
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


def cells(frame, people):
    """How many people each combination of what is told holds."""
    told = frame[["role", "group", "n_people", "on_behalf"]].astype("object").where(lambda cell: cell.notna(), None)
    sizes = Counter()
    for person, traits in zip(frame["participant_id"], told.itertuples(index=False, name=None), strict=True):
        sizes[traits] += people[person]
    return sizes


ROOMS = st.lists(
    st.tuples(
        st.sampled_from(["", "Pædagog", "pædagog", "Leder", "Kok"]),
        st.sampled_from(["", "Rød", "Blå"]),
        st.sampled_from([1, 1, 1, 1, 2, 4]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=30,
)


@given(ROOMS, st.sampled_from([5, 8]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nobody_is_pointed_at_by_role_group_phone_and_answers_laid_together(tmp_path, room, people_min):
    folder = tmp_path / str(people_min)
    folder.mkdir(exist_ok=True)
    (folder / "anonymity.toml").write_text(f"people_min = {people_min}\n", encoding="utf-8")
    store = open_store("sqlite://")
    own = create_workshop(store=store, content=folder)
    people = {}
    for role, group, n_people, on_behalf, answers in room:
        person = own.join(role, group, n_people=n_people, on_behalf=on_behalf)
        people[person] = n_people
        if answers:
            own.submit(person, "pulse_clear", 3)
    told = own.participants()
    joined = own.answers().merge(told)
    assert len(joined) == len(own.answers())
    store.close()
    assert list(told["participant_id"]) == sorted(people)
    for frame in (told, joined):
        sizes = cells(frame, people)
        assert len(sizes) <= 1 or min(sizes.values()) >= people_min
        # each of them alone, and what is left when the others are taken away
        for column in ("role", "group", "n_people", "on_behalf"):
            alone = Counter()
            for value, person in zip(frame[column].astype("string").fillna(""), frame["participant_id"], strict=True):
                alone[value] += people[person]
            assert len(alone) <= 1 or min(alone.values()) >= people_min
    if sum(people.values()) < people_min:
        assert set(told["role"]) | set(told["group"]) <= {""}
        assert told["n_people"].isna().all()
        assert told["on_behalf"].isna().all()


@pytest.mark.parametrize(
    ("room", "told"),
    [
        ({"Sygeplejerske": 6, "Leder": 1}, {"": 7}),  # the only blank row would be the leader's
        ({"Sygeplejerske": 6, "Leder": 5}, {"Sygeplejerske": 6, "Leder": 5}),
        ({"Sygeplejerske": 9, "Leder": 5, "Kok": 1}, {"Sygeplejerske": 9, "": 6}),
        ({"Sygeplejerske": 6, "Leder": 2, "Kok": 3}, {"Sygeplejerske": 6, "": 5}),
        ({"Sygeplejerske": 5, "sygeplejerske ": 1}, {"Sygeplejerske": 6}),
        ({"Sygeplejerske": 4}, {"": 4}),
    ],
)
def test_a_role_is_left_out_with_as_many_others_as_hide_it(workshop, room, told):
    for role, n in room.items():
        for _ in range(n):
            workshop.submit(workshop.join(role), "pulse_clear", 3)
    assert workshop.participants()["role"].value_counts().to_dict() == told


def test_of_role_and_group_the_role_is_kept_and_the_group_where_both_can_be_told(workshop):
    for role, group, n in [("Pædagog", "Rød", 6), ("Pædagog", "Blå", 5), ("Leder", "Rød", 4), ("Leder", "Blå", 2)]:
        for _ in range(n):
            workshop.submit(workshop.join(role, group), "pulse_clear", 3)
    told = workshop.participants().value_counts(["role", "group"]).to_dict()
    assert told == {("Pædagog", "Rød"): 6, ("Pædagog", "Blå"): 5, ("Leder", ""): 6}


def test_a_shared_phone_and_one_without_a_phone_are_not_told_from_the_others(workshop):
    for n_people, on_behalf in [(1, False)] * 8 + [(4, False), (1, True)]:
        workshop.submit(workshop.join(n_people=n_people, on_behalf=on_behalf), "pulse_clear", 3)
    told = workshop.participants()
    assert told["n_people"].isna().all()
    assert told["on_behalf"].isna().all()
    workshop.submit(workshop.join(n_people=4), "pulse_clear", 3)  # two such phones are eight people
    assert workshop.participants()["n_people"].value_counts().to_dict() == {1: 9, 4: 2}


def test_roles_are_told_when_enough_have_answered(workshop):
    people = [workshop.join(role) for role in ("Pædagog", "Leder") for _ in range(6)]
    assert set(workshop.participants()["role"]) == {"Pædagog", "Leder"}
    for n, person in enumerate(people[::-1], 1):
        workshop.submit(person, "pulse_clear", 3)
        known = set(workshop.participants()["role"]) == {"Pædagog", "Leder"}
        assert known == (n in (5, 6, 11, 12))


def limit(folder, people_min):
    folder.mkdir(exist_ok=True)
    (folder / "anonymity.toml").write_text(f"people_min = {people_min}\nknowingly = true\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("people_min", [3, 8])
def test_frames_pictures_subgroups_and_words_follow_the_one_limit(tmp_path, fresh_store, people_min):
    own = create_workshop(store=fresh_store, content=limit(tmp_path / "own", people_min))
    prompt = own.model.prompt("partner_scale")
    for role in ("Pædagog", "Leder"):
        people = [own.join(role=role) for _ in range(people_min - 1)]
        for person in people:
            own.submit(person, prompt.prompt_id, 4)
    assert set(own.participants()["role"]) == {""}
    assert own.ways_to_part(prompt) == []
    for role in ("Pædagog", "Leder"):
        own.submit(own.join(role=role), prompt.prompt_id, 4)
    assert set(own.participants()["role"]) == {"Pædagog", "Leder"}
    assert own.ways_to_part(prompt) == ["role"]
    for n in range(1, people_min + 1):
        person = own.join()
        own.submit(person, OWN, {"x": 1, "y": 1})
        own.submit(person, "pulse_clear", 3)
        assert ("for få svar" in words(charts.svg(own.plot_prompt("pulse_clear"))).lower()) == (n < people_min)
        shown = OWN in set(own.answers()["prompt_id"])
        assert shown == (n == people_min)
        told = words(charts.svg(own.plot_prompt(OWN)))
        assert shown or f"når mindst {people_min} har svaret" in told


def test_what_people_were_told_when_they_came_is_never_lowered(tmp_path, fresh_store):
    made = create_workshop(store=fresh_store)
    lower, higher = limit(tmp_path / "lower", 3), limit(tmp_path / "higher", 8)
    assert open_workshop(made.code, fresh_store, lower).people_min == 5
    assert open_workshop(made.code, fresh_store, higher).people_min == 8
    knowingly = create_workshop(store=fresh_store, content=lower)
    assert knowingly.people_min == 3
    knowingly.rename("Et andet navn")
    assert open_workshop(knowingly.code, fresh_store, lower).people_min == 3
    assert open_workshop(knowingly.code, fresh_store).people_min == 5


ROLES, GROUPS = st.sampled_from(["", "A", "B", "C"]), st.sampled_from(["", "dag", "nat"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(ROLES, GROUPS), min_size=10, max_size=30), st.integers(5, 29))
def test_two_exports_together_tell_role_and_group_of_no_fewer_than_five(people, n_before):
    everyone = [Known(traits) for traits in people]
    before, after = veiled(everyone[:n_before], 5), veiled(everyone, 5)
    early = zip(before, after, strict=False)
    together = [tuple(one or other for one, other in zip(*told, strict=True)) for told in early] + after[n_before:]
    assert all(n >= 5 for told, n in Counter(together).items() if all(told))


def test_a_group_that_was_told_while_roles_could_not_be_is_not_laid_beside_them_later(workshop):
    def join(role, group, n):
        for _ in range(n):
            workshop.submit(workshop.join(role=role, group=group), "pulse_clear", 3)

    def told():
        rows = workshop.participants()[["participant_id", "role", "group"]].to_dict("records")
        return {row["participant_id"]: (row["role"], row["group"]) for row in rows}

    for role, group, n in (("B", "nat", 5), ("B", "dag", 5), ("A", "nat", 1), ("A", "dag", 3)):
        join(role, group, n)
    before = told()
    join("A", "dag", 1)
    after = told()
    known = Counter(
        tuple(a or b for a, b in zip(before.get(person, ("", "")), after[person], strict=True)) for person in after
    )
    assert known == {("B", "nat"): 5, ("B", "dag"): 5, ("A", ""): 5}


# -- times, and the order of rows ------------------------------------------------------------------------------

NINE = dt.datetime(2026, 5, 14, 9, 0, 30, 250, tzinfo=dt.UTC)


def minutes(*after):
    return [NINE + dt.timedelta(minutes=n) for n in after]


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ([], None),
        ([(at, 1) for at in minutes(0, 1, 2, 3)], None),
        ([(at, 1) for at in minutes(40, 0, 3, 1, 2)], dt.datetime(2026, 5, 14, 9, 40, tzinfo=dt.UTC)),
        ([(at, 1) for at in minutes(0, 1, 2, 3, 4, 40)], dt.datetime(2026, 5, 14, 9, 4, tzinfo=dt.UTC)),
        ([(NINE, 2), (minutes(7)[0], 3)], dt.datetime(2026, 5, 14, 9, 7, tzinfo=dt.UTC)),
    ],
)
def test_the_time_that_is_told_is_that_by_which_five_had_come(acts, told):
    assert nobodys_time(acts, 5) == told
    # and so it stays when it is read back from a file
    assert told is None or nobodys_time([(told, n) for _, n in acts], 5) == told


def test_one_who_came_late_is_found_by_no_time_and_the_store_keeps_it(workshop):
    task = workshop.add_task("Indkøb")
    people = [workshop.join() for _ in range(6)]
    assert len(set(workshop.participants()["joined_at"])) == 1
    early, late = minutes(1)[0], minutes(40)[0]
    for prompt_id, value, item_id in (("pulse_clear", 4, ""), ("task_placement", {"centrality": 1}, task)):
        workshop.submit_all([Given(one, prompt_id, item_id, value, at=early) for one in people[:5]])
        workshop.submit_all([Given(people[5], prompt_id, item_id, value, at=late)])
    workshop.submit_all([Given(one, "partner_scale", "", 2, at=late) for one in people[2:]])
    answers = workshop.answers().set_index("prompt_id")["answered_at"]
    assert (
        set(answers["pulse_clear"])
        == set(workshop.placements()["placed_at"])
        == {early.replace(second=0, microsecond=0)}
    )
    assert answers["partner_scale"].isna().all()  # four are too few to hide behind
    assert {answer.at for answer in workshop.standing_answers()} == {early, late}


def test_a_time_is_told_when_enough_have_come_and_not_before(workshop):
    for n in range(1, 7):
        workshop.submit(workshop.join(), "pulse_clear", 3)
        for times in (workshop.participants()["joined_at"], workshop.answers()["answered_at"]):
            assert times.isna().all() == (n < 5)
            assert times.nunique() == (n >= 5)


def test_what_is_proposed_has_no_time_and_stands_in_no_order_of_time(workshop):
    for words in ("Vi spørger først", "Aftaler skrives ned", "Møder holdes kort"):
        workshop.submit(workshop.join(), "action_decision", words)
    workshop.add_decision("Vi ringer først")
    plan = workshop.actions()
    assert list(plan["decision"]) == ["Vi ringer først", "Aftaler skrives ned", "Møder holdes kort", "Vi spørger først"]
    assert list(plan["decided_at"].notna()) == [True, False, False, False]


IDS = [f"{n:032x}" for n in range(6)]


@given(st.permutations(range(6)), st.permutations([(person, act) for person in range(6) for act in range(5)]))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_follows_neither_who_came_nor_who_answered_first(coming, acts):
    usual = [(person, act) for person in range(6) for act in range(5)]
    one, other = (rows_of_a_room(*order) for order in ((range(6), usual), (coming, acts)))
    for name in one:
        assert one[name] == other[name], name


def rows_of_a_room(coming, acts):
    """The rows of all frames with a participant in each, when people come and answer in an order."""
    store = open_store("sqlite://")
    own = create_workshop(store=store)
    tasks = [own.add_task(text) for text in ("Indkøb", "Bad", "Samtaler")]
    for person in coming:
        own.join(role="Pædagog" if person < 3 else "Leder", participant_id=IDS[person])
    for person, act in acts:
        given = [
            ("pulse_clear", person % 5 + 1, ""),
            ("target_groups", f"Gruppe {person}", ""),
            ("target_groups", "Naboer", ""),
            ("task_placement", {"centrality": person % 5}, tasks[person % 3]),
            ("words_to_deeds", "Nærvær", ""),
        ]
        own.submit(IDS[person], *given[act])
    found = {name: getattr(own, name)() for name in ("answers", "participants", "cards", "entries", "placements")}
    store.close()
    left_out = {"workshop", "item_id", "task_id"}  # random
    left_out |= {column for frame in found.values() for column in frame if column.endswith("_at")}
    return {
        name: frame[[column for column in frame if column not in left_out]]
        .astype("string")
        .fillna("")
        .to_numpy()
        .tolist()
        for name, frame in found.items()
    }


# -- the rule for few people ---------------------------------------------------------------------------------


@given(st.integers(1, 7), st.integers(0, 7), st.sampled_from([5, 6]))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_of_few_people_every_frame_tells_how_many_and_the_middle_and_no_more(tmp_path, n_answering, n_both, people_min):
    folder = limit(tmp_path / str(people_min), people_min)
    store = open_store("sqlite://")
    own = create_workshop(store=store, content=folder)
    task = own.add_task("Indkøb")
    for at in range(n_answering):
        person = own.join()
        own.submit(person, "value_decided", 1 + at % 3)
        own.submit(person, "task_placement", {"centrality": at % 3, "hours_week": 2.0}, task)
        own.submit(person, "core_task_alone", f"At borgeren lykkes {at}")
        if at < n_both:
            own.submit(person, "value_done", 2)
    found = {name: getattr(own, name)() for name in ("priorities", "agenda", "wordings", "trend", "lenses", "change")}
    store.close()
    for name, frame in found.items():
        for row in frame.to_dict("records"):
            told = {column for column, value in row.items() if not pd.isna(value)}
            if name == "change":  # people who answered twice are a part of the room
                assert row["n_pairs"] >= people_min or not {"change", "mean_before", "n_up"} & told
                continue
            needs_enough = NEEDS_ENOUGH & set(frame)
            if row["n"] < people_min:
                assert not needs_enough & told, name
            elif row.get("measure") != "disputed_share":
                # rings and ranks apart, an agreement is of steps
                assert needs_enough - told <= ({"agreement"} if name == "trend" else set()), name
            if name in ("trend", "lenses") and row["n"] and row.get("measure") != "disputed_share":
                assert {"mean", "median"} <= told
    lenses = found["lenses"].set_index("lens")
    if n_both:
        assert pd.notna(lenses.loc["done", "gap"]) == (min(n_both, n_answering) >= people_min)
    placed = found["priorities"].iloc[0]
    assert (placed["n"], placed["hours_week"]) == (n_answering, 2.0)
    assert pd.notna(placed["median_centrality"])


def test_the_data_dictionary_says_of_each_such_column_that_it_is_empty_for_few():
    named = {
        (name, column): meaning
        for name, columns in COLUMNS.items()
        for column, (_, _, meaning) in columns.items()
        if column in NEEDS_ENOUGH
    }
    assert {column for _, column in named} == NEEDS_ENOUGH
    for about, meaning in named.items():
        when = meaning.rpartition("empty ")[2]
        assert "people_min" in when or "too_few" in when, about
