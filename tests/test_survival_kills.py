"""SIGKILL at any instant, of anything: what was acknowledged is stored, and no process stays behind."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from conftest import start_room
from test_serve_kernels import Phone, message, replies

from kerne_widgets.room_state import ANSWER
from kerne_widgets.store import open_store
from kerne_widgets.workshop import create_workshop, open_workshop

WRITERS = Path(__file__).with_name("killed_writers.py")
GONE_WITHIN_S = 15


@pytest.mark.parametrize("n", [200, pytest.param(5_000, marks=[pytest.mark.slow, pytest.mark.timeout(1800)])])
def test_an_answer_that_was_acknowledged_survives_a_kill_at_any_instant(tmp_path, n):
    path = tmp_path / "kerne.sqlite"
    address = f"sqlite:///{path}"
    store = open_store(address)
    workshop = create_workshop("Natholdet", store=store)
    seed = random.randrange(2**32)
    told = subprocess.run(
        [sys.executable, str(WRITERS), address, workshop.code, str(n), str(seed)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    people = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(people) == n
    # a kill before the first answer proves nothing
    assert sum(bool(acknowledged) for _, acknowledged in people) > n / 2
    stored: dict[str, list[str]] = {}
    for event in store.fetch_events(workshop._id, kinds=(ANSWER,)):
        stored.setdefault(event.author_id, []).append(event.value)
    for participant_id, acknowledged in people:
        found = stored.get(participant_id, [])
        # each once and in order; the one under way may be there too
        assert found[: len(acknowledged)] == acknowledged, f"seed {seed}"
        assert len(found) <= len(acknowledged) + 1, f"seed {seed}"
    store.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def of_room(folder: Path) -> dict[int, psutil.Process]:
    """Every process on the machine that was started for a data folder, by a marker that all of them inherit."""
    marker = f"KERNE_DATA_DIR={folder}".encode()
    found = {}
    for pid in psutil.pids():
        try:
            if marker in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
                found[pid] = psutil.Process(pid)
        except (OSError, psutil.NoSuchProcess):
            continue  # another user's, or gone while being looked at
    return {pid: p for pid, p in found.items() if p.is_running() and p.status() != psutil.STATUS_ZOMBIE}


def is_kernel(process: psutil.Process) -> bool:
    """A kernel leads a session, as the servers do; the process that kernels are forked from does not."""
    return os.getsid(process.pid) == process.pid and process.cmdline()[1:3] != ["-m", "kerne_widgets.serve"]


def nobody_left(folder: Path) -> bool:
    until = time.monotonic() + GONE_WITHIN_S
    while of_room(folder) and time.monotonic() < until:
        time.sleep(0.05)
    return not of_room(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
@pytest.mark.timeout(180)
def test_kills_of_kernel_fork_server_and_servers_in_turn_leave_no_orphan_and_lose_no_answer(tmp_path):
    workshop = create_workshop("Natholdet", store=open_store(f"sqlite:///{tmp_path / 'kerne.sqlite'}"))
    given: dict[str, str] = {}

    def answer(participant_id: str) -> None:
        given[participant_id] = f"svar {len(given)}"
        workshop.submit(participant_id, "burn_for_me", given[participant_id])

    for doomed in ("participants", "facilitator", "supervisor", "all but the kernels"):
        room = start_room(tmp_path, "--workshop", workshop.code)
        phones = [Phone(room), Phone(room)]
        for participant in workshop.participant_list()[-2:]:
            answer(participant.participant_id)

        # a kernel that is killed is noticed, and takes nobody with it
        kernel = next(p for p in of_room(tmp_path).values() if is_kernel(p))
        kernel.kill()
        kernel_gone = time.monotonic() + 10
        while [phone.client.get(f"/alive/{phone.kernel_id}").status_code for phone in phones].count(410) != 1:
            assert time.monotonic() < kernel_gone
        # a fork server that is killed takes no kernel with it, and the next person gets a page all the same
        next(p for p in of_room(tmp_path).values() if "forkserver" in " ".join(p.cmdline()) and not is_kernel(p)).kill()
        phones.append(Phone(room))
        with phones[-1].websocket(phones[-1].kernel_id) as socket:
            socket.send(message("kernel_info_request"))
            assert replies(socket, "kernel_info_reply")
        assert [phone.client.get(f"/alive/{phone.kernel_id}").status_code for phone in phones].count(204) == 2
        for phone in phones:
            phone.client.close()

        running = of_room(tmp_path)
        if doomed == "supervisor":
            room.process.kill()
        elif doomed == "all but the kernels":
            for process in [psutil.Process(room.process.pid), *(p for p in running.values() if not is_kernel(p))]:
                process.send_signal(signal.SIGKILL)
        else:
            next(p for p in running.values() if f"serve {doomed}" in " ".join(p.cmdline())).kill()
        room.process.wait(30)
        assert nobody_left(tmp_path), [" ".join(p.cmdline()) for p in of_room(tmp_path).values()]
        (tmp_path / "server.json").unlink(missing_ok=True)

    again = open_workshop(workshop.code, open_store(f"sqlite:///{tmp_path / 'kerne.sqlite'}"))
    assert {one: again.latest(one)["burn_for_me", ""] for one in given} == given
    for opened in (workshop, again):
        opened.store.close()
