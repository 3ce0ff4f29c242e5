"""Answers out to a file and back in again."""

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import pytest
from answering import answer_all
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kerne_widgets import kinds, sheets
from kerne_widgets.answering import Given
from kerne_widgets.errors import KerneError, StoreError
from kerne_widgets.exchange import BadRows, import_answers
from kerne_widgets.gathering import short_id
from kerne_widgets.report import write
from kerne_widgets.store import open_store
from kerne_widgets.workshop import create_workshop

TEXT, SCALE = "long_text", "scale"
WHOLE_ROOM = "well_and_good"


@pytest.fixture
def workshop(fresh_store):
    return create_workshop("Prøve", store=fresh_store)


def prompt_of(workshop, kind):
    return workshop.model.prompts_of_kind(kind)[0].prompt_id


@pytest.fixture
def answered(workshop):
    """A workshop with one answer of each kind, and with text that files find hard."""
    person = workshop.join(role="Pædagog")
    hard = 'Linje 1\nLinje "2"; med, tegn = og \u2028 emoji 🙂'
    for kind in ("short_text", "long_text"):
        for prompt in workshop.model.prompts_of_kind(kind)[:1]:
            workshop.submit(person, prompt.prompt_id, "=1+1" if kind == "short_text" else hard)
    for prompt in workshop.model.prompts_of_kind("cards")[:1]:
        workshop.submit(person, prompt.prompt_id, "Ældre, der bor alene")
    for prompt in workshop.model.prompts_of_kind("scale")[:1]:
        workshop.submit(person, prompt.prompt_id, 3)
    for prompt in workshop.model.prompts_of_kind("choice")[:1]:
        workshop.submit(person, prompt.prompt_id, prompt.options[0].key)
    for prompt in workshop.model.prompts_of_kind("placement")[:1]:
        task = workshop.add_task("Dokumentation i omsorgssystemet")
        workshop.submit(person, prompt.prompt_id, {"centrality": 2, "hours_week": 2.5}, item_id=task)
    return workshop


def rows(frame):
    """What must survive a round trip: everything but the code and the task's id here."""
    return frame.drop(columns=["workshop", "item_id"]).astype("string").fillna("")


def sheet(path, *lines, columns="participant_id,prompt_id,item_id,item_text,value_text,value_number,hours_week"):
    with path.open("w", encoding="utf-8", newline="") as target:
        target.write(columns + "\r\n")
        csv.writer(target).writerows(lines)
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_is_exported_comes_back_the_same_in_another_workshop(answered, tmp_path, fresh_store, ending):
    file = tmp_path / f"svar{ending}"
    answered.start_round("Tre måneder efter")
    answered.submit(answered.participant_list()[0].participant_id, prompt_of(answered, SCALE), 1)
    write(answered, file)
    other = create_workshop("Kopi", store=fresh_store)
    import_answers(other, file)
    assert rows(other.answers()).equals(rows(answered.answers()))
    assert len(other.answers()) >= 6
    assert set(other.answers()["round"]) == {1, 2}
    assert other.round_number == 2


def test_answers_of_every_kind_come_back_the_same(workshop, tmp_path, fresh_store):
    answer_all(workshop)
    file = tmp_path / "svar.csv"
    write(workshop, file)
    other = create_workshop("Kopi", store=fresh_store)
    found = import_answers(other, file)
    assert found.bad == []
    assert set(other.answers()["kind"]) == set(kinds.MODULES)
    assert rows(other.answers()).equals(rows(workshop.answers()))


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_times_that_are_told_come_back_the_same(workshop, tmp_path, fresh_store, ending):
    scale, file = prompt_of(workshop, SCALE), tmp_path / f"svar{ending}"
    at = dt.datetime(2026, 5, 14, 8, 42, 17, 5, tzinfo=dt.UTC)
    people = [workshop.join() for _ in range(7)]
    later = [dt.timedelta(minutes=n) for n in range(7)]
    workshop.submit_all([Given(one, scale, "", 3, at=at + wait) for one, wait in zip(people, later, strict=True)])
    write(workshop, file)
    other = create_workshop("Kopi", store=fresh_store)
    import_answers(other, file)
    told = other.answers()["answered_at"]
    assert set(told) == {dt.datetime(2026, 5, 14, 8, 46, tzinfo=dt.UTC)}
    assert told.equals(workshop.answers()["answered_at"])


def test_an_order_with_a_bad_row_is_left_out_whole(workshop, tmp_path):
    for text in ("Ro", "Tid"):
        workshop.submit(workshop.join(), "effects", text)
    ro, tid = (item.item_id for item in workshop.items(workshop.model.prompt("effects_ranked")))
    file = sheet(
        tmp_path / "svar.csv",
        ("p1", "effects_ranked", ro, "", "", "1", ""),
        ("p1", "effects_ranked", tid, "", "", "anden", ""),
        ("p2", "effects_ranked", ro, "", "", "1", ""),
        ("p2", "effects_ranked", tid, "", "", "1", ""),
        ("p3", "effects_ranked", tid, "", "", "1", ""),
        ("p3", "effects_ranked", ro, "", "", "2", ""),
    )
    with pytest.raises(BadRows) as refused:
        import_answers(workshop, file)
    said = {row.number: row.problem.text("da") for row in refused.value.bad}
    assert list(said) == [2, 3, 4, 5]
    assert "række 3" in said[2]
    assert "plads 1" in said[4]
    import_answers(workshop, file, skip_bad=True)
    assert workshop.latest("p3", "effects_ranked") == {("effects_ranked", ""): [tid, ro]}
    assert [p.participant_id for p in workshop.participant_list()][2:] == ["p3"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_taking_in_the_same_file_twice_changes_nothing(answered, tmp_path, fresh_store, ending):
    for number in range(6):
        answered.submit(answered.join(), WHOLE_ROOM, {"x": 5 - number // 3, "y": 2})
    file = tmp_path / f"svar{ending}"
    write(answered, file)
    before, seq = rows(answered.answers()), answered.last_seq()
    found = import_answers(answered, file)
    assert rows(answered.answers()).equals(before)
    assert (len(found.given), found.n_known) == (0, len(before))
    assert answered.last_seq() == seq
    other = create_workshop("Kopi", store=fresh_store)
    import_answers(other, file)
    seq = other.last_seq()
    assert rows(other.answers()).equals(before)
    import_answers(other, file)
    assert rows(other.answers()).equals(before)
    assert other.last_seq() == seq


def test_answers_of_the_room_from_two_workshops_are_all_taken_in(workshop, tmp_path, fresh_store):
    for place in ("a", "b"):
        source = create_workshop(store=fresh_store)
        for _ in range(5):
            source.submit(source.join(), WHOLE_ROOM, {"x": 3, "y": 3})
        write(source, tmp_path / f"{place}.csv")
        import_answers(workshop, tmp_path / f"{place}.csv")
    assert len(workshop.answers()) == 10


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_people_who_share_a_phone_are_as_many_in_the_other_workshop(workshop, tmp_path, fresh_store, ending):
    for n_people in (1, 1, 1, 1, 1, 4, 4):
        workshop.submit(workshop.join(n_people=n_people), prompt_of(workshop, SCALE), n_people)
    write(workshop, tmp_path / f"svar{ending}")
    other = create_workshop("Kopi", store=fresh_store)
    import_answers(other, tmp_path / f"svar{ending}")
    assert other.count_people() == 13
    assert sorted(other.answers()["n_people"]) == [1, 1, 1, 1, 1, 4, 4]


def test_an_export_opens_in_a_spreadsheet_with_danish_letters(answered, tmp_path):
    file = tmp_path / "svar.csv"
    write(answered, file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert "Ældre, der bor alene" in {row["value_text"] for row in found}


FORMULAS = ("=1+1", "+45 12 34 56 78", "- mere tid", "@alle", "\t=1+1", "'=1+1", "''- ro", "'citat'", "7-8 timer")


def test_no_text_of_an_export_is_taken_for_a_formula_and_each_comes_back_as_it_was(workshop, tmp_path, fresh_store):
    for text in FORMULAS:
        workshop.submit(workshop.join(participant_id=f"-{FORMULAS.index(text)}"), prompt_of(workshop, TEXT), text)
    write(workshop, tmp_path / "svar.csv")
    write(workshop, tmp_path / "svar.xlsx")
    lines = list(csv.reader(io.StringIO((tmp_path / "svar.csv").read_text(encoding="utf-8-sig"))))
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]
    # as a spreadsheet saves the CSV file that it has opened
    book = Workbook()
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "gemt.xlsx")
    column = lines[0].index("value_text")
    texts = [row[column] for row in load_workbook(tmp_path / "svar.xlsx")["answers"].iter_rows(2, values_only=True)]
    assert texts[:5] == list(FORMULAS[:5])
    for name in ("svar.csv", "svar.xlsx", "gemt.xlsx"):
        other = create_workshop("Kopi", store=fresh_store)
        assert import_answers(other, tmp_path / name).bad == []
        assert list(other.answers()["value_text"]) == list(FORMULAS), name
        assert rows(other.answers()).equals(rows(workshop.answers())), name


@given(st.text("'=+-@\t\r\n a", max_size=6))
def test_any_text_comes_back_from_either_file(text):
    assert sheets.unguarded(sheets.guarded(text)) == text
    assert sheets.unguarded(sheets.apostrophe_kept(text)) == text
    assert not sheets.guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_an_empty_workshop_exports_its_column_names(workshop, tmp_path):
    file = tmp_path / "svar.csv"
    write(workshop, file)
    assert file.read_text(encoding="utf-8-sig").startswith("workshop,participant_id,")


def test_every_bad_row_is_listed_with_its_number_and_nothing_is_stored(workshop, tmp_path):
    text, scale, placement = (prompt_of(workshop, kind) for kind in (TEXT, SCALE, "placement"))
    file = sheet(
        tmp_path / "svar.csv",
        ("p1", text, "", "", "godt svar", "", ""),
        ("", text, "", "", "uden person", "", ""),
        ("p1", "findes_ikke", "", "", "x", "", ""),
        ("p1", scale, "", "", "", "99", ""),
        ("p1", scale, "", "", "", "tre", ""),
        ("Lone Hat!", scale, "", "", "", "3", ""),
        ("p1", text, "", "", "en gang til", "", ""),
        ("p1", placement, "", "", "", "1", ""),
        ("p1", placement, "t1", "Ny opgave", "", "7", ""),
        ("p2", text, "", "", "x" * 5000, "", ""),
    )
    with pytest.raises(BadRows) as refused:
        import_answers(workshop, file)
    assert [row.number for row in refused.value.bad] == [3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert all(row.problem.text("da") and row.problem.text("en") for row in refused.value.bad)
    assert workshop.answers().empty
    assert not workshop.participant_list()
    assert not workshop.task_list()


def test_a_row_that_cannot_be_stored_is_named_before_anything_is(workshop, tmp_path):
    placement, scale = prompt_of(workshop, "placement"), prompt_of(workshop, SCALE)
    file = tmp_path / "svar.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        target.write("participant_id,prompt_id,item_id,item_text,value_number,round\r\n")
        csv.writer(target).writerows(
            [
                ("p1", scale, "", "", 3, 2),
                ("p2", placement, "t1", "Rengøring", 1, 1),
                ("p3", placement, "t2", "x" * 4001, 1, 1),
                ("p3", placement, "t1", "Medicin", 1, 1),
            ]
        )
    seq = workshop.last_seq()
    with pytest.raises(BadRows) as refused:
        import_answers(workshop, file)
    said = {row.number: row.problem.text("da") for row in refused.value.bad}
    assert list(said) == [4, 5]
    assert "4001 tegn" in said[4]
    assert "Rengøring" in said[5]
    assert workshop.last_seq() == seq
    import_answers(workshop, file, skip_bad=True)
    assert [task.text for task in workshop.task_list()] == ["Rengøring"]
    assert [p.participant_id for p in workshop.participant_list()] == ["p1", "p2"]


def test_a_store_that_fails_while_a_file_is_taken_in_holds_nothing_of_it(workshop, tmp_path, fresh_store, monkeypatch):
    answer_all(workshop)
    workshop.start_round()
    workshop.submit(workshop.participant_list()[0].participant_id, prompt_of(workshop, SCALE), 1)
    write(workshop, tmp_path / "svar.csv")
    other = create_workshop("Kopi", store=fresh_store)
    seq, append, asked = other.last_seq(), fresh_store.append, []

    def fails_the_second_time(events):
        asked.append(len(events))
        if len(asked) > 1:
            raise StoreError("errors.store_busy")
        return append(events)

    monkeypatch.setattr(fresh_store, "append", fails_the_second_time)
    import_answers(other, tmp_path / "svar.csv")
    assert len(asked) == 1
    monkeypatch.undo()
    assert other.last_seq() == seq + asked[0]
    assert other.round_number == 2


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999", "NaN", "∞"])
def test_what_is_no_number_that_can_be_used_is_refused_wherever_it_stands(workshop, tmp_path, number):
    ro, tid = short_id("ro"), short_id("tid")
    file = tmp_path / "svar.csv"
    file.write_text(
        "participant_id,prompt_id,item_id,value_text,value_number,hours_week,round\r\n"
        "p1,effects,c1,Ro,,,\r\np1,effects,c2,Tid,,,\r\n"
        f"p1,effects_ranked,{ro},,{number},,\r\np1,effects_ranked,{tid},,2,,\r\n"
        f"p2,{prompt_of(workshop, SCALE)},,,3,,{number}\r\n",
        encoding="utf-8",
    )
    with pytest.raises(BadRows) as refused:
        import_answers(workshop, file)
    assert [row.number for row in refused.value.bad] == [4, 5, 6]
    assert "value_number" in refused.value.bad[0].problem.text("da")
    assert "round" in refused.value.bad[2].problem.text("da")


def test_no_round_is_left_out(workshop, tmp_path):
    scale = prompt_of(workshop, SCALE)
    file = tmp_path / "svar.csv"
    lines = [f"p1,{scale},3,{number}" for number in (1, 2, 3, 50)]
    file.write_text("participant_id,prompt_id,value_number,round\r\n" + "\r\n".join(lines), encoding="utf-8")
    with pytest.raises(BadRows) as refused:
        import_answers(workshop, file)
    assert [row.number for row in refused.value.bad] == [5]
    assert "runde 4" in refused.value.bad[0].problem.text("da")
    import_answers(workshop, file, skip_bad=True)
    assert workshop.round_number == 3


def test_things_that_are_not_there_and_winners_that_are_none_of_the_two_are_refused(workshop, tmp_path):
    one, other, third = sorted(map(short_id, ("ro", "tid", "mod")))
    circles = next(prompt for prompt in workshop.model.prompts_of_kind("circles"))
    file = sheet(
        tmp_path / "svar.csv",
        ("p1", "competence_pairs", f"{one}/{other}", "", one, "", ""),
        ("p2", "competence_pairs", f"{one}/{other}", "", third, "", ""),
        ("p3", "competence_pairs", f"{other}/{one}", "", one, "", ""),
        ("p3", "competence_pairs", f"{one}/{one}", "", one, "", ""),
        ("p3", "competence_pairs", one, "", one, "", ""),
        ("p4", circles.prompt_id, "findes_ikke", "", "", 1, ""),
        ("p4", circles.prompt_id, circles.items[0].key, "", "", 1, ""),
        ("p5", "effects_ranked", "findes_ikke", "", "", 1, ""),
        ("p5", "effects_ranked", one, "", "", 2, ""),
        *(("p6", "competence_need", f"c{n}", "", text, "", "") for n, text in enumerate(("Ro", "Tid", "Mod"))),
    )
    with pytest.raises(BadRows) as refused:
        import_answers(workshop, file)
    said = {row.number: row.problem.text("da") for row in refused.value.bad}
    assert list(said) == [3, 4, 5, 6, 7, 9, 10]
    assert "findes_ikke" in said[7]
    assert "findes_ikke" in said[9]
    assert "række 9" in said[10]


def test_there_are_no_more_cards_than_there_is_room_for(workshop, tmp_path):
    limit = workshop.model.prompt("obstacles").max_items
    person = workshop.join(participant_id="p1")
    workshop.submit(person, "obstacles", "Tid", item_id="c0")
    file = sheet(
        tmp_path / "svar.csv",
        *(("p1", "obstacles", f"c{number}", "", f"Kort {number}", "", "") for number in range(22)),
        ("p2", "obstacles", "c0", "", "Kort", "", ""),
    )
    with pytest.raises(BadRows) as refused:
        import_answers(workshop, file)
    assert [row.number for row in refused.value.bad] == list(range(limit + 2, 24))
    assert str(limit) in refused.value.bad[0].problem.text("da")


def test_a_card_that_was_taken_back_does_not_hinder_the_answers_about_it(workshop, tmp_path, fresh_store):
    person = workshop.join()
    card = workshop.submit(person, "effects", "Ro").item_id
    kept = workshop.submit(person, "effects", "Tid").item_id
    ids = [item.item_id for item in workshop.items(workshop.model.prompt("effects_ranked"))]
    workshop.submit(person, "effects_ranked", ids)
    workshop.submit(person, "effects", None, item_id=card)
    assert kept
    write(workshop, tmp_path / "svar.csv")
    other = create_workshop("Kopi", store=fresh_store)
    import_answers(other, tmp_path / "svar.csv")
    assert other.latest(person, "effects_ranked") == {("effects_ranked", ""): ids}


def test_the_good_rows_are_taken_in_when_asked_for(workshop, tmp_path):
    text = prompt_of(workshop, TEXT)
    file = sheet(tmp_path / "svar.csv", ("p1", text, "", "", "godt", "", ""), ("", text, "", "", "dårligt", "", ""))
    found = import_answers(workshop, file, skip_bad=True)
    assert [row.number for row in found.bad] == [3]
    assert list(workshop.answers()["value_text"]) == ["godt"]


def test_a_paper_sheet_typed_in_danish_excel_is_read(workshop, tmp_path):
    placement = prompt_of(workshop, "placement")
    file = tmp_path / "svar.csv"
    file.write_text(
        f"participant_id;prompt_id;item_text;value_number;hours_week\r\nbord3;{placement};Rengøring;4;2,5\r\n",
        encoding="utf-8-sig",
    )
    import_answers(workshop, file)
    placed = workshop.placements()
    assert list(placed["task"]) == ["Rengøring"]
    assert list(placed["hours_week"]) == [2.5]


def test_a_round_or_an_instant_that_cannot_be_is_named(workshop, tmp_path):
    scale = prompt_of(workshop, SCALE)
    file = tmp_path / "svar.csv"
    file.write_text(
        "participant_id,prompt_id,value_number,round,answered_at\r\n"
        f"p1,{scale},3,0,\r\np2,{scale},3,1,i går\r\np3,{scale},3,,2026-05-14 10:42\r\n",
        encoding="utf-8",
    )
    with pytest.raises(BadRows) as refused:
        import_answers(workshop, file)
    assert [row.number for row in refused.value.bad] == [2, 3]
    import_answers(workshop, file, skip_bad=True)
    (answer,) = workshop.standing_answers()
    assert answer.at.isoformat() == "2026-05-14T10:42:00+00:00"


def test_a_workbook_that_is_none_is_refused_in_one_sentence(workshop, tmp_path):
    file = tmp_path / "svar.xlsx"
    file.write_bytes(b"PK not a workbook")
    with pytest.raises(KerneError, match="Excel"):
        import_answers(workshop, file)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"participant_id,value\r\np1,x\r\n", "prompt_id"),
        (b"", "participant_id"),
        ("participant_id,prompt_id\r\nsø,x\r\n".encode("latin-1"), "UTF-8"),
        (b'participant_id,prompt_id\r\n"p1,x\r\n', "linje"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused_in_one_sentence(workshop, tmp_path, content, told):
    file = tmp_path / "svar.csv"
    file.write_bytes(content)
    with pytest.raises(KerneError) as refused:
        import_answers(workshop, file)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_ending_that_is_not_known_names_those_that_are(workshop, tmp_path):
    for call in (write, import_answers):
        with pytest.raises(KerneError, match=r"\.csv"):
            call(workshop, tmp_path / "svar.docx")
    assert not list(tmp_path.glob("svar*"))


def test_a_folder_that_is_not_there_is_said(workshop, tmp_path):
    with pytest.raises(KerneError, match="kan ikke skrives"):
        write(workshop, tmp_path / "nowhere" / "svar.csv")


# -- whatever a file holds ---------------------------------------------------------------------------------


COLUMNS = (
    *("participant_id", "prompt_id", "item_id", "item_text", "value_text", "value_number", "value_second"),
    *("hours_week", "round", "answered_at", "n_people", "workshop", "noget_andet"),
)
ODD = st.sampled_from(
    [
        *("", " ", "p1", "p2", "t1", "a/b", "a/b/c", "equal", "1", "2,5", "-1", "0", "1e300", "1e999", "nan", "45000"),
        *("2026-05-14", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "=1+1", "\x00", "½", "٣", "1_0"),
        *("x" * 5000, "linje\nlinje", "0" * 16, "facilitator", "49", "2", "🙂"),
    ]
)
CELL = st.one_of(ODD, st.text(max_size=8), st.floats().map(str), st.integers().map(str))


@pytest.fixture(scope="module")
def anything():
    """A workshop in memory that all examples share: what one has brought is there for the next."""
    store = open_store("sqlite://")
    yield create_workshop("Prøve", store=store)
    store.close()


def said_of(workshop, name, content):
    """What is said of a file, in both languages, whether or not its bad rows are skipped."""
    said = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        for skip_bad in (True, False):
            try:
                import_answers(workshop, file, skip_bad=skip_bad)
            except KerneError as error:
                rows = [row.problem for row in error.bad] if isinstance(error, BadRows) else []
                said += [told.text(lang) for told in (error, *rows) for lang in ("da", "en")]
    return said


def are_sentences(said):
    return all(sentence.strip() and len(sentence) < 1000 for sentence in said)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_no_table_whatever_gives_anything_but_sentences(anything, data):
    ids = [prompt.prompt_id for prompt in anything.model.prompts_with_votes]
    cells = {"prompt_id": st.one_of(st.sampled_from(ids), CELL)}
    columns = data.draw(st.lists(st.sampled_from(COLUMNS), unique=True).map(lambda some: sorted({*some, *COLUMNS[:2]})))
    row = st.tuples(*(cells.get(column, CELL) for column in columns))
    written = io.StringIO()
    csv.writer(written, delimiter=data.draw(st.sampled_from(",;\t"))).writerows(
        [columns, *data.draw(st.lists(row, max_size=8))]
    )
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-7"]))
    content = written.getvalue().encode(encoding, "replace" if encoding == "cp1252" else "surrogatepass")
    assert are_sentences(said_of(anything, "svar.csv", content))
    assert len(anything.answers()) == len(anything.answers())


@settings(deadline=None, max_examples=60)
@given(content=st.binary(max_size=300), name=st.sampled_from(["svar.csv", "svar.xlsx", "SVAR.CSV"]))
def test_no_bytes_whatever_give_anything_but_sentences(anything, content, name):
    assert are_sentences(said_of(anything, name, content))


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_no_workbook_whatever_gives_anything_but_sentences(anything, data):
    ids = [prompt.prompt_id for prompt in anything.model.prompts_with_votes]
    cell = st.one_of(
        *(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
        *(
            st.datetimes(),
            st.dates(),
            st.times(),
            st.timedeltas(),
            st.sampled_from(["p1", "t1", "=1/0", "#N/A", "tekst"]),
        ),
    )
    book = Workbook()
    sheet = book.active
    sheet.append(data.draw(st.permutations(COLUMNS)))
    at = [cell.value for cell in sheet[1]].index("prompt_id")
    for row in data.draw(st.lists(st.lists(cell, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=5)):
        row[at] = data.draw(st.sampled_from(ids))
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    whole = content.getvalue()
    assert are_sentences(said_of(anything, "svar.xlsx", whole))
    cut = data.draw(st.integers(0, len(whole)))
    flipped = bytes([*whole[:cut], *(byte ^ 0xFF for byte in whole[cut : cut + 3]), *whole[cut + 3 :]])
    assert are_sentences(said_of(anything, "svar.xlsx", flipped))
    assert are_sentences(said_of(anything, "svar.xlsx", whole[:cut]))
