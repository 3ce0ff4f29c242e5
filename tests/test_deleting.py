"""Deleting a workshop: no byte of what anyone answered is left, and what goes on beside it is not disturbed."""

import gzip
import sqlite3

import httpx
import pytest
from answering import answer_all
from test_cli import kerne, refused
from test_running import sleeper
from test_serve_join import join

from kerne_widgets.deleting import delete_workshop
from kerne_widgets.errors import StoreError, UnknownWorkshop
from kerne_widgets.places import handout_file, log_files, workshop_files
from kerne_widgets.report import write
from kerne_widgets.room_state import Handout
from kerne_widgets.running import Running, write_state
from kerne_widgets.store import open_store
from kerne_widgets.workshop import create_workshop, open_workshop

# what the people of `answering` write all begins like this
WRITTEN = (b"Svar", b"Medicin")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KERNE_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("KERNE_STORE", raising=False)
    return tmp_path


@pytest.fixture
def store(folder):
    store = open_store(f"sqlite:///{folder / 'kerne.sqlite'}")
    yield store
    store.close()


def filled(store, name):
    """A workshop with answers of every kind, pictures on the phones and files saved beside them."""
    workshop = create_workshop(name, store=store)
    answer_all(workshop)
    picture = handout_file(workshop.code, "place_tasks")
    picture.write_bytes(gzip.compress(b"<svg>Svar</svg>"))
    picture.with_name(f".{picture.name}.4711").write_bytes(b"Svar")
    workshop.set_handout("place_tasks", Handout("1", "Svar"))
    for ending in ("csv", "xlsx"):
        write(workshop, picture.parents[1] / f"kerne-{workshop.code}.{ending}")
    return workshop


def holding(folder, *needles):
    """Files under a folder that hold any of some bytes, packed or not."""
    found = []
    for file in folder.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        content += gzip.decompress(content) if content[:2] == b"\x1f\x8b" else b""
        found += [file.name for needle in needles if needle in content]
    return found


def test_no_byte_of_an_answer_is_left_in_any_file_of_the_data_folder(folder, store):
    workshop = filled(store, "Hjemmeplejen Syd")
    kept = create_workshop("Hjemmeplejen Nord", store=store)
    kept.submit(kept.join(), "burn_for_me", "De ældre")
    other = handout_file(kept.code, "place_tasks")
    other.write_bytes(b"picture")
    for file in log_files():
        file.write_text(f"/?kode={workshop.code}")
    assert holding(folder, *WRITTEN)
    assert len(workshop_files(workshop.code)) == 4
    done = kerne("delete", workshop.code, "--yes", "--data-dir", str(folder))
    assert done.returncode == 0, done.stderr
    ids = [person.participant_id.encode() for person in workshop.participant_list()]
    assert holding(folder, *WRITTEN, b"Syd", workshop.code.encode(), *ids) == []
    assert all(said in done.stdout for said in (workshop.code, *map(str, log_files())))
    assert workshop_files(workshop.code) == []
    assert other.read_bytes() == b"picture"
    assert list(kept.answers()["value_text"]) == ["De ældre"]
    assert workshop.code in refused("delete", workshop.code, "--yes", "--data-dir", str(folder))


@pytest.mark.parametrize("typed", ["", "ja\n", "QQQQQQ\n"])
def test_nothing_is_deleted_unless_the_code_is_typed(folder, store, typed):
    workshop = filled(store, "Hjemmeplejen Syd")
    seq, files = workshop.last_seq(), workshop_files(workshop.code)
    done = kerne("delete", workshop.code, "--data-dir", str(folder), typed=typed)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Intet er slettet" in done.stderr
    for said in ("Hjemmeplejen Syd", "6 deltagere", str(files[0])):
        assert said in done.stdout
    assert workshop.last_seq() == seq
    assert workshop_files(workshop.code) == files


def test_the_code_may_be_typed_as_people_type_it(folder, store):
    workshop = create_workshop(store=store)
    code = f"{workshop.code[:3].lower()} {workshop.code[3:].lower()}"
    assert kerne("delete", workshop.code, "--data-dir", str(folder), typed=f"{code}\n").returncode == 0
    with pytest.raises(UnknownWorkshop):
        open_workshop(workshop.code, store)


def test_a_workshop_that_runs_is_not_deleted(room):
    seq = room.workshop().last_seq()
    told = refused("delete", room.code, "--yes", "--data-dir", str(room.folder))
    assert "Ctrl-C" in told
    assert room.workshop().last_seq() == seq


def test_a_workshop_that_has_people_in_it_is_not_deleted_although_another_one_was_started(room):
    workshop = create_workshop("Hjemmeplejen Nord", store=room.workshop().store)
    apart = create_workshop("Hjemmeplejen Vest", store=room.workshop().store)
    with httpx.Client(base_url=room.origin, timeout=30, trust_env=False) as phone:
        join(phone, workshop.code)
        assert phone.get("/let/target_group_who").status_code == 200
        told = refused("delete", workshop.code, "--yes", "--data-dir", str(room.folder))
        assert f"{workshop.code} kører nu" in told
        # who is in which workshop is nobody else's business
        assert phone.get("/til-stede").status_code == 404
        assert phone.get("/til-stede", headers={"Authorization": "0" * 64}).status_code == 404
    lines = kerne("list", "--data-dir", str(room.folder)).stdout.splitlines()
    running = {line.split()[0] for line in lines if line.endswith("kører nu")}
    assert {workshop.code, room.code} <= running
    assert apart.code not in running
    assert kerne("delete", apart.code, "--yes", "--data-dir", str(room.folder)).returncode == 0
    delete_workshop(workshop)


def test_nothing_is_deleted_while_a_server_does_not_say_who_is_there(folder, store):
    workshop = filled(store, "Hjemmeplejen Syd")
    seq = workshop.last_seq()
    with sleeper("kerne", "start") as silent:
        write_state(folder, Running(silent.pid, "http://127.0.0.1:1/?kode=K7F3QX", "http://127.0.0.1:2/", "K7F3QX"))
        assert "svarer ikke" in refused("delete", workshop.code, "--yes", "--data-dir", str(folder))
        silent.communicate()
    assert workshop.last_seq() == seq


def test_a_running_server_lets_go_of_a_workshop_that_is_deleted_beside_its_own(room):
    workshop = create_workshop("Hjemmeplejen Nord", store=room.workshop().store)
    with httpx.Client(base_url=room.origin, timeout=30, trust_env=False) as phone:
        join(phone, workshop.code)
        person = workshop.participant_list()[0].participant_id
        workshop.submit(person, "burn_for_me", "Genkendeligt")
        assert phone.get("/let/value_burn").status_code == 200
        assert phone.get("/", params={"kode": workshop.code}).status_code == 200
        delete_workshop(workshop)
        assert holding(room.folder, b"Genkendeligt") == []
        token = {"_xsrf": phone.cookies["_xsrf"]}
        page = phone.post("/let/value_burn", data={**token, "burn_for_me": "Efter sletningen"})
        assert page.status_code == 303
        assert page.headers["location"].startswith("/?kode=")
        assert phone.get("/deltag").status_code == 302
        assert phone.get("/", params={"kode": workshop.code}).status_code == 404
    assert holding(room.folder, b"Efter sletningen") == []


def test_nothing_can_be_added_to_a_workshop_that_was_deleted(any_store):
    workshop = create_workshop(store=any_store)
    page = open_workshop(workshop.code, any_store)
    person = page.join()
    assert page.participant(person)
    workshop.delete()
    with pytest.raises(UnknownWorkshop, match="er slettet"):
        page.submit(person, "burn_for_me", "For sent")
    assert any_store.fetch_codes() == []


def test_traces_that_another_program_holds_on_to_are_said(folder, store):
    workshop = filled(store, "Hjemmeplejen Syd")
    reader = sqlite3.connect(folder / "kerne.sqlite", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM event").fetchone()
    with pytest.raises(StoreError, match="spor af svarene"):
        workshop.delete()
    assert store.fetch_codes() == []
    reader.close()
    store.close()
    # the one that lets go last cleans up
    assert not [name for name in holding(folder, b"Svar", b"Syd") if name.startswith("kerne.sqlite")]


def test_the_list_tells_workshops_apart(folder, store):
    first = filled(store, "Hjemmeplejen Syd")
    second = create_workshop("Et eksempel", store=store, example=True)
    second.join(n_people=3)
    done = kerne("list", "--data-dir", str(folder))
    assert done.returncode == 0, done.stderr
    newest, oldest = done.stdout.splitlines()
    assert newest.split()[0] == second.code
    assert newest.endswith("eksempel")
    assert "3 deltagere" in newest
    assert oldest.startswith(f"{first.code}  ")
    for said in ("Hjemmeplejen Syd", "6 deltagere", f"{len(first.standing_answers())} svar", " 20"):
        assert said in oldest
    for code in store.fetch_codes():
        open_workshop(code, store).delete()
    assert "kerne start" in kerne("list", "--data-dir", str(folder)).stdout


def test_the_list_says_which_one_is_running(room):
    done = kerne("list", "--data-dir", str(room.folder), KERNE_LANG="en")
    line = next(line for line in done.stdout.splitlines() if line.startswith(room.code))
    assert line.endswith("running now")
