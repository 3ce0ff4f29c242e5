"""The commands that the terminal prints can be copied from it, and run."""

import os
import shlex
import subprocess
import sys

import pytest
from conftest import start_room, stop_room
from own_content import EXERCISE_ID, write_questions
from test_cli import kerne, refused

from kerne_widgets.cli import COMMANDS, program
from kerne_widgets.workshop import open_workshop

ASKED = 'prompt_id = "how_close"\nkind = "short_text"\ntext = { da = "Tæt?", en = "Close?" }'
PROGRAMME = """programme_id = "formiddag"
title = { da = "Min formiddag", en = "My morning" }
exercises = [{ exercise_id = "%s", minutes = 5 }, { exercise_id = "pulse", minutes = 5 }]
"""


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "mit indhold"
    (folder / "programmes").mkdir(parents=True)
    (folder / "programmes" / "formiddag.toml").write_text(PROGRAMME % EXERCISE_ID, encoding="utf-8")
    return write_questions(folder, ASKED)


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """An installation in a folder with a space in it, where one stands."""
    scripts = tmp_path / "en mappe" / ".venv" / "bin"
    scripts.mkdir(parents=True)
    own = scripts / ("kerne.exe" if sys.platform == "win32" else "kerne")
    own.write_text("")
    own.chmod(0o755)
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(scripts))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path / "en mappe")
    return own


def said_here():
    return shlex.split(program.program.__wrapped__())


def test_a_program_that_is_not_on_the_path_is_named_by_its_place(installed, tmp_path, monkeypatch):
    assert said_here() == [os.path.relpath(installed)]
    monkeypatch.chdir(tmp_path)
    assert said_here() == [os.path.relpath(installed)]
    monkeypatch.chdir("/")
    monkeypatch.setenv("HOME", "/")
    assert (len(said_here()), os.path.realpath(said_here()[0])) == (1, str(installed.resolve()))


def test_it_is_named_alone_only_where_that_is_this_installation(installed, tmp_path, monkeypatch):
    (tmp_path / installed.name).write_text("another one")
    (tmp_path / installed.name).chmod(0o755)
    assert said_here() == [os.path.relpath(installed)]
    monkeypatch.setenv("PATH", str(installed.parent))
    assert said_here() == ["kerne"]
    installed.unlink()
    assert said_here() == [sys.executable, "-m", "kerne_widgets.cli"]


def test_every_sentence_of_the_terminal_says_a_command_as_it_is_run_there(monkeypatch):
    assert set(program.COMMANDS.split("|")) == set(COMMANDS)
    monkeypatch.setattr("kerne_widgets.cli.program.program", lambda: ".venv/bin/kerne")
    assert program.here("Kør »kerne doctor«; kerne er kerne.") == "Kør ».venv/bin/kerne doctor«; kerne er kerne."
    assert program.here(".venv/bin/kerne start") == ".venv/bin/kerne start"
    assert program.command("start", "--content", "mit indhold") == ".venv/bin/kerne start --content 'mit indhold'"


def test_an_error_names_the_program_as_it_is_run_from_here(tmp_path):
    told = refused("list", "--data-dir", str(tmp_path), PATH="")
    assert f"{program.program.__wrapped__()} start" in told


def after(said: str, room) -> list[str]:
    """The words of the command that a line of the terminal ends with."""
    line = next(line for line in room.log().splitlines() if said in line)
    return shlex.split(line.partition(f"{said}: ")[2])


def test_the_printed_line_opens_a_workshop_with_own_content_again(tmp_path, content):
    held = start_room(tmp_path / "mine svar", "--content", str(content), "--programme", "formiddag")
    try:
        workshop = open_workshop(held.code, held.workshop().store, content)
        workshop.set_step(EXERCISE_ID, 5)
        workshop.submit(workshop.join(), "how_close", "Ja")
    finally:
        stop_room(held)
    printed, at_the_end = after("workshop igen med", held), after("Åbn den igen med", held)
    assert printed == at_the_end
    assert held.code in printed
    assert "--port" in printed
    told = []
    words = [*printed, "--no-browser"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as again:
        for line in again.stdout:
            told.append(line)
            if "workshop igen med" in line:
                break
        again.terminate()
        again.communicate()
    assert again.returncode == 0, told
    assert any(held.code in line for line in told)
    assert not any("Traceback" in line for line in told)
    assert open_workshop(held.code, workshop.store, content).planned[0].exercise_id == EXERCISE_ID


def test_a_workshop_of_another_content_folder_is_not_opened_without_a_word(tmp_path, content, fresh_store):
    from kerne_widgets.programmes import find_programme
    from kerne_widgets.workshop import create_workshop

    workshop = create_workshop(store=fresh_store, content=content)
    workshop.set_programme(find_programme(workshop.model, "formiddag"))
    workshop.submit(workshop.join(), "how_close", "Ja")
    seq = workshop.last_seq()
    plain = ("start", "--workshop", workshop.code, "--data-dir", str(tmp_path), "--host", "127.0.0.1", "--no-browser")
    told = refused(*plain)
    assert EXERCISE_ID in told
    assert f"--data-dir {tmp_path} --content MAPPE" in told
    assert workshop.last_seq() == seq
    assert kerne("list", "--data-dir", str(tmp_path)).returncode == 0
    # the folder is gone, and another programme chosen
    room = start_room(tmp_path, "--workshop", workshop.code, "--programme", "halvdag")
    stop_room(room)
    assert "how_close" in room.log()
    assert "1 svar hører" in room.log()
