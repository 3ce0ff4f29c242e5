"""Answers out to a file and back in again."""

import csv
import io

import pytest
from answering import answer_all

from kerne_widgets import kinds
from kerne_widgets.errors import KerneError
from kerne_widgets.exchange import BadRows, import_answers
from kerne_widgets.report import write
from kerne_widgets.workshop import create_workshop

TEXT, SCALE = "long_text", "scale"


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


def test_taking_in_the_same_file_twice_changes_nothing(answered, tmp_path):
    file = tmp_path / "svar.csv"
    write(answered, file)
    before = rows(answered.answers())
    import_answers(answered, file)
    assert rows(answered.answers()).equals(before)


def test_an_export_opens_in_a_spreadsheet_with_danish_letters(answered, tmp_path):
    file = tmp_path / "svar.csv"
    write(answered, file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert "Ældre, der bor alene" in {row["value_text"] for row in found}


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
