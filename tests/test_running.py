"""``server.json``: whose it is, and which workshop it names."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kerne_widgets.running import Running, lead, own_state, read_state, remove_state, write_state


def sleeper(*arguments: str) -> subprocess.Popen[bytes]:
    """A process that does nothing, with arguments that say what it is."""
    return subprocess.Popen([sys.executable, "-c", "input()", *arguments], stdin=subprocess.PIPE)


def state_of(pid: object, folder: Path, *, age_s: float = 0) -> Running | None:
    """What is read from a ``server.json`` that names a process and was written so long ago."""
    write_state(folder, Running(pid, "http://127.0.0.1:1/", "http://127.0.0.1:2/", "K7F3QX"))
    then = time.time() - age_s
    os.utime(folder / "server.json", (then, then))
    return read_state(folder)


def test_state_of_another_process_is_left_alone(tmp_path):
    with sleeper("kerne", "start") as other:
        assert state_of(other.pid, tmp_path).workshop == "K7F3QX"
        remove_state(tmp_path)
        assert read_state(tmp_path).workshop == "K7F3QX"
        other.communicate()


def test_a_number_that_another_process_has_by_now_counts_as_none(tmp_path):
    with sleeper("kerne", "start") as later, sleeper("notes.txt") as stranger:
        assert state_of(later.pid, tmp_path, age_s=3600) is None
        assert state_of(stranger.pid, tmp_path) is None
        later.communicate()
        stranger.communicate()
    # in a container the command that asks may have the number of the one that was killed
    assert state_of(os.getpid(), tmp_path) is None


@pytest.mark.parametrize("pid", [0, -1, 2**70, 1.5, "7", None, True])
def test_a_server_json_that_names_no_process_counts_as_none(tmp_path, pid):
    assert state_of(pid, tmp_path) is None


def test_a_broken_server_json_counts_as_none(tmp_path):
    (tmp_path / "server.json").write_text("{")
    assert read_state(tmp_path) is None


def test_it_follows_the_workshop_that_is_led_with_its_link_and_keeps_the_rest(tmp_path):
    lead(tmp_path, "B2B2B2")
    assert not (tmp_path / "server.json").exists()
    with sleeper("kerne", "start") as server:
        write_state(tmp_path, Running(server.pid, "http://10.0.0.2:8866/?kode=K7F3QX", "http://127.0.0.1:2/", "K7F3QX"))
        lead(tmp_path, "B2B2B2")
        told = read_state(tmp_path)
        assert told == Running(server.pid, "http://10.0.0.2:8866/?kode=B2B2B2", "http://127.0.0.1:2/", "B2B2B2")
        assert (tmp_path / "server.json").stat().st_mode & 0o077 == 0
        assert [path.name for path in tmp_path.iterdir()] == ["server.json"]
        assert own_state(tmp_path) is None
        server.communicate()


def test_what_this_process_serves_is_its_own_to_tell_and_to_take_away(tmp_path):
    mine = Running(os.getpid(), "http://10.0.0.2:8866/?kode=K7F3QX", "http://127.0.0.1:2/", "K7F3QX")
    write_state(tmp_path, mine)
    assert own_state(tmp_path) == mine
    remove_state(tmp_path)
    assert own_state(tmp_path) is None
