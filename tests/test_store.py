"""The store: what is acknowledged is there, once, in order, on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest

from kerne_widgets.errors import StoreBusy, StoreError, StoreReadOnly
from kerne_widgets.store import new_event, open_store


def answer(workshop_id, value, **fields):
    return new_event(workshop_id, fields.pop("author_id", "ada"), "answer", value, prompt_id="q", **fields)


def test_events_come_back_in_order_with_everything_they_held(any_store):
    workshop_id = any_store.add_workshop("K7F3QX")
    events = any_store.append([answer(workshop_id, {"tekst": "æøå 🙂 שלום"}), answer(workshop_id, None)])
    assert any_store.fetch_events(workshop_id) == events
    assert events[0].value == {"tekst": "æøå 🙂 שלום"}
    assert events[0].seq < events[1].seq == any_store.last_seq(workshop_id)


def test_an_event_sent_twice_counts_once(any_store):
    workshop_id = any_store.add_workshop("K7F3QX")
    event_id = str(uuid.uuid4())
    first = any_store.append([answer(workshop_id, "a", event_id=event_id)])
    again = any_store.append([answer(workshop_id, "a", event_id=event_id)])
    assert again == first == any_store.fetch_events(workshop_id)


def test_events_are_narrowed_by_number_kind_prompt_and_author(any_store):
    workshop_id, other = any_store.add_workshop("K7F3QX"), any_store.add_workshop("222222")
    a, b, c = any_store.append(
        [
            answer(workshop_id, 1),
            answer(workshop_id, 2, author_id="bo"),
            new_event(workshop_id, "facilitator", "step", {"exercise_id": "x"}),
        ]
    )
    any_store.append([answer(other, 9)])
    assert any_store.fetch_events(workshop_id, after_seq=a.seq) == [b, c]
    assert any_store.fetch_events(workshop_id, kinds=("step",)) == [c]
    assert any_store.fetch_events(workshop_id, prompt_id="q", author_id="bo") == [b]
    assert any_store.last_seq(workshop_id, kinds=("answer",)) == b.seq


def test_a_taken_code_is_refused(any_store):
    any_store.add_workshop("K7F3QX")
    with pytest.raises(ValueError, match="K7F3QX"):
        any_store.add_workshop("K7F3QX")


def test_many_writers_lose_nothing_and_readers_by_number_miss_nothing(any_store):
    workshop_id = any_store.add_workshop("K7F3QX")
    seen, writers = [], []

    def write(n):
        store = open_store(any_store.address)
        for i in range(25):
            store.append([answer(workshop_id, [n, i])])
        store.close()

    for n in range(4):
        writers.append(threading.Thread(target=write, args=(n,)))
        writers[-1].start()
    while any(writer.is_alive() for writer in writers) or len(seen) < 100:
        seen += any_store.fetch_events(workshop_id, after_seq=seen[-1].seq if seen else 0)
        if not any(writer.is_alive() for writer in writers) and len(seen) < 100:
            seen += any_store.fetch_events(workshop_id, after_seq=seen[-1].seq if seen else 0)
            break
    for writer in writers:
        writer.join()
    assert sorted(event.value for event in seen) == [[n, i] for n in range(4) for i in range(25)]


def test_migrating_twice_changes_nothing(any_store):
    workshop_id = any_store.add_workshop("K7F3QX")
    any_store.migrate()
    assert any_store.is_current()
    assert any_store.fetch_workshop_id("K7F3QX") == workshop_id


def test_what_was_acknowledged_survives_the_death_of_the_writer(tmp_path):
    address = f"sqlite:///{tmp_path / 'k.sqlite'}"
    store = open_store(address)
    store.migrate()
    workshop_id = store.add_workshop("K7F3QX")
    program = (
        "import os, signal, sys\n"
        "from kerne_widgets.store import new_event, open_store\n"
        f"store = open_store({address!r})\n"
        f"store.append([new_event({workshop_id!r}, 'ada', 'answer', 'gemt')])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    died = subprocess.run([sys.executable, "-c", program], check=False)
    assert died.returncode == -9
    assert [event.value for event in store.fetch_events(workshop_id)] == ["gemt"]
    store.close()


def test_a_locked_store_says_so_after_two_seconds_and_takes_the_answer_later(fresh_store):
    workshop_id = fresh_store.add_workshop("K7F3QX")
    path = fresh_store.address.removeprefix("sqlite:///")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    event = answer(workshop_id, "teksten er her stadig")
    with pytest.raises(StoreBusy, match="Vent et øjeblik"):
        fresh_store.append([event])
    holder.execute("ROLLBACK")
    holder.close()
    assert fresh_store.append([event])[0].value == "teksten er her stadig"


def test_a_read_only_store_can_be_read_and_says_it_cannot_be_written(fresh_store):
    workshop_id = fresh_store.add_workshop("K7F3QX")
    fresh_store.append([answer(workshop_id, "a")])
    path = fresh_store.address.removeprefix("sqlite:///")
    store = open_store(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert len(store.fetch_events(workshop_id)) == 1
    with pytest.raises(StoreReadOnly, match="kan kun læses"):
        store.append([answer(workshop_id, "b")])
    store.close()


def test_an_empty_database_and_a_bad_address_are_named(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    with pytest.raises(StoreError, match="kerne start"):
        store.fetch_workshop_id("K7F3QX")
    store.close()
    with pytest.raises(StoreError, match="KERNE_STORE"):
        open_store("no such thing")


def test_a_password_is_not_shown_in_errors():
    store = open_store("postgresql+psycopg://u:hemmeligt@127.0.0.1:1/none")
    with pytest.raises(StoreError) as caught:
        store.fetch_codes()
    assert "hemmeligt" not in str(caught.value)
    store.close()


def test_a_deleted_workshop_leaves_no_byte_in_the_files(fresh_store):
    workshop_id = fresh_store.add_workshop("K7F3QX")
    other = fresh_store.add_workshop("222222")
    secret = "en meget genkendelig sætning"
    fresh_store.append([answer(workshop_id, f"{secret} {i}") for i in range(300)])
    kept = fresh_store.append([answer(other, "bliver")])
    fresh_store.delete_workshop(workshop_id)
    path = fresh_store.address.removeprefix("sqlite:///")
    needle = secret.encode("ascii", "backslashreplace")[:20]
    for suffix in ("", "-wal"):
        content = Path(path + suffix).read_bytes()
        assert needle not in content
        assert b"genkendelig" not in content
    assert fresh_store.fetch_events(other) == kept


@pytest.mark.postgres
def test_a_database_that_gives_out_few_connections_limits_the_kernels_and_is_named_by_the_doctor(
    postgres_address, monkeypatch, tmp_path
):
    from kerne_widgets.serve.doctor import Plan, examine
    from kerne_widgets.serve.participants import connected_at_once

    monkeypatch.setenv("KERNE_STORE", postgres_address)
    (folder := tmp_path / "data").mkdir()
    store = open_store()
    allowed = store.connections_max()
    store.close()
    assert 0 < connected_at_once() < allowed
    found = {
        n: next(finding for finding in examine(Plan(folder, participants=n)) if finding.subject == "connections")
        for n in (1, allowed + 1)
    }
    assert found[1].state == "good"
    assert found[allowed + 1].state == "warning"
    assert str(allowed) in found[allowed + 1].seen.text("da")
    assert "max_connections" in found[allowed + 1].cure.text("da")


def test_a_file_has_no_limit_to_its_connections(fresh_store):
    assert fresh_store.connections_max() is None
