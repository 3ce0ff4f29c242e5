"""What the servers report: in a file, without a word of what anyone wrote; the terminal is for who leads the day."""

from __future__ import annotations

import io
import logging
import re
import subprocess
import sys

import httpx
import nbformat
import pytest
from conftest import free_port, wait_until
from test_serve_join import join

from kerne_widgets.errors import StoreError
from kerne_widgets.running import read_state
from kerne_widgets.serve import serverlog
from kerne_widgets.serve.serverlog import FORMAT, ServerLog, discreet, head_lines, is_error
from kerne_widgets.serve.supervisor import ServerStopped, Supervisor
from kerne_widgets.store import new_event, open_store
from kerne_widgets.workshop import create_workshop

SECRET = "Hemmeligt"
# `kerne start` as it is, with the notebooks of a folder
START = """
import sys
from pathlib import Path
from kerne_widgets.serve.supervisor import Supervisor
Supervisor.__init__.__kwdefaults__["notebooks"] = Path(sys.argv.pop(1))
from kerne_widgets.cli import main
main()
"""


def reported(act, level=logging.ERROR):
    """The lines of a logger when something goes wrong in what is done."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter(FORMAT))
    log = logging.getLogger("kerne_widgets.test")
    log.addHandler(handler)
    try:
        act()
    except Exception as error:
        log.log(level, "It went wrong with %r: %s", {"text": SECRET}, f"»{SECRET} {error}«", exc_info=True)
    finally:
        log.removeHandler(handler)
    return written.getvalue().splitlines()


def number_of(said):
    return int(said)


def taken(said):
    return {}[said]


def quoted(said):
    try:
        number_of(said)
    except ValueError as error:
        raise StoreError("errors.store_unusable", address=said, reason=error) from error


@pytest.mark.parametrize("fails", [number_of, taken, quoted])
@pytest.mark.parametrize("said", [SECRET, f"to\nlinjer {SECRET}", f"ValueErrorHemmeligt {SECRET}"])
def test_of_an_error_it_is_kept_what_and_where_and_nothing_that_was_said(fails, said):
    lines = reported(lambda: fails(said))
    assert any(SECRET in line for line in lines)
    kept = [line for line in map(discreet, lines) if line]
    assert not any(SECRET in line for line in kept)
    assert kept[0].startswith("[kerne_widgets.test] ERROR | It went wrong with {…: …}: …")
    assert any(line.endswith(f"in {fails.__name__}") and "test_serve_serverlog.py" in line for line in kept)
    assert kept[-1].endswith(("ValueError", "KeyError", "StoreError"))


def test_lines_of_no_known_shape_are_left_out():
    assert [discreet(line) for line in (SECRET, f"  {SECRET}", "", f"[{SECRET}]", "    return {}[said]")] == [""] * 5


@pytest.mark.parametrize(
    "told",
    [
        f"A page could not be made: ValueError: 12 {SECRET}",
        f"RuntimeException: {SECRET} og {SECRET}",
        f"404 GET /let/x?rolle={SECRET} 3ms",
    ],
)
def test_what_an_error_says_without_marks_and_what_was_typed_into_an_address_is_left_out(told):
    kept = discreet(f"[Kerne] WARNING | {told}")
    assert kept.startswith(f"[Kerne] WARNING | {told.split()[0]}")
    assert SECRET not in kept


def test_what_the_store_could_not_take_is_no_part_of_the_error(fresh_store):
    workshop = create_workshop(store=fresh_store)
    wrong = new_event(workshop._id, None, "answer", SECRET)
    with pytest.raises(StoreError) as caught:
        fresh_store.append([wrong])
    assert SECRET not in str(caught.value.__cause__)


def test_only_what_went_wrong_is_told_of_and_once(tmp_path):
    told = []
    log = ServerLog(tmp_path)
    log.on_error = lambda: told.append(log.path)
    warned = reported(lambda: number_of("x"), logging.WARNING)[:1]
    log.follow("participants", io.BytesIO("\n".join([*warned, "Hemmeligt til sidst"]).encode()))
    assert log.last_words("participants") == "Hemmeligt til sidst"
    assert told == []
    log.follow("facilitator", io.BytesIO("\n".join(2 * reported(lambda: number_of("x"))).encode()))
    assert log.last_words("facilitator").startswith("ValueError")
    assert told == [tmp_path / "kerne.log"]
    kept = log.path.read_text().splitlines()
    assert re.match(r"[\d-]{10} [\d:]{8}\S* participants: \[kerne_widgets.test\] WARNING \|", kept[0])
    assert {line.split()[2] for line in kept} == {"participants:", "facilitator:"}
    assert log.path.stat().st_mode & 0o077 == 0


def test_it_stays_small_and_the_newest_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(serverlog, "KEPT_BYTES", 1_000)
    log = ServerLog(tmp_path)
    lines = [f"[kerne_widgets] WARNING | number {number}\n" for number in range(200)]
    log.follow("participants", io.BytesIO("".join(lines).encode()))
    log.last_words("participants")
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["kerne.log", "kerne.older.log"]
    assert all(file.stat().st_size < 1_200 for file in files)
    assert log.path.read_text().splitlines()[-1].endswith("number 199")


def test_warnings_of_our_own_begin_as_those_of_the_servers_do(monkeypatch, capsys):
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    head_lines()
    logging.getLogger("kerne_widgets.serve.ahead").warning("No pages are drawn ahead: %s", "full")
    (line,) = capsys.readouterr().err.splitlines()
    assert discreet(line) == line
    assert not is_error(line)


@pytest.fixture
def failing(tmp_path):
    """Notebooks of which that of the participants fails, with something in the error that nobody should read."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("deltager", "facilitator", "storskaerm"):
        cell = nbformat.v4.new_code_cell(f"raise ValueError({SECRET!r})")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / f"{name}.ipynb")
    return folder


def test_a_page_that_fails_is_told_of_on_one_line_of_the_terminal_and_where_is_in_the_file(tmp_path, failing):
    data = tmp_path / "data"
    terminal = tmp_path / "terminal.txt"
    command = [sys.executable, "-c", START, str(failing), "start", "--no-browser", "--host", "127.0.0.1"]
    with terminal.open("w", encoding="utf-8") as target:
        process = subprocess.Popen(
            [*command, "--port", str(free_port()), "--data-dir", str(data), "--participants", "2"],
            stdout=target,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: read_state(data), within_s=90)
        running = read_state(data)
        with httpx.Client(base_url=running.participant_url.partition("/?")[0], timeout=60, trust_env=False) as phone:
            assert join(phone, running.workshop).status_code == 303
            phone.get("/deltag")
        log = data / "kerne.log"
        wait_until(lambda: log.exists() and "A page could not be made" in log.read_text())
        wait_until(lambda: str(log) in terminal.read_text())
    finally:
        process.terminate()
        process.wait(30)
    shown = terminal.read_text()
    assert shown.count(str(log)) == 1
    for raw in (SECRET, "Traceback", "ValueError", "ERROR", "WARNING"):
        assert raw not in shown
    assert SECRET not in log.read_text()


def test_of_a_cell_that_failed_it_is_kept_where_in_our_files():
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.user_ns["fails"] = number_of
    traceback = shell.run_cell(f"fails({SECRET!r})", silent=True).error_in_exec
    told = "".join(shell.InteractiveTB.text(type(traceback), traceback, traceback.__traceback__))
    assert SECRET in told
    kept = [line for line in map(discreet, told.splitlines()) if line]
    assert any(__file__.rpartition("/")[2] in line and line.endswith("in number_of") for line in kept)
    assert kept[-1] == "ValueError"
    assert not any(SECRET in line for line in kept)


def test_a_server_that_does_not_come_up_says_why_and_where_the_rest_is(tmp_path):
    workshop = create_workshop(store=open_store(f"sqlite:///{tmp_path / 'kerne.sqlite'}"))
    supervisor = Supervisor(workshop.code, tmp_path, host="127.0.0.1", port=free_port(), participants=10_000_000)
    with pytest.raises(ServerStopped) as caught:
        supervisor.start()
    said = caught.value.text("da")
    assert "10000000" in said
    assert str(tmp_path / "kerne.log") in said


def test_what_is_reported_while_it_is_stopped_is_no_news(tmp_path):
    log = ServerLog(tmp_path)
    log.on_error = lambda: pytest.fail("told")
    log.be_quiet()
    log.follow("participants", io.BytesIO("\n".join(reported(lambda: number_of("x"))).encode()))
    assert log.last_words("participants")
    assert "ValueError" in log.path.read_text()
