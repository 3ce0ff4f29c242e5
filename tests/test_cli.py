"""The command line as a person meets it: what it prints, and what it says when it cannot."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from conftest import start_room, stop_room, wait_until
from own_content import write_questions

from kerne_widgets import create_workshop
from kerne_widgets.cli import app
from kerne_widgets.cli.ground import absolute_address
from kerne_widgets.cli.speech import spoken
from kerne_widgets.messages import LANGS, text
from kerne_widgets.serve.supervisor import answers
from kerne_widgets.store import open_store

COMMANDS = [
    *("start", "demo", "lab", "list", "export", "import", "delete"),
    *("sheets", "simulate", "doctor", "migrate"),
]

OWN_QUESTION = """
prompt_id = "our_own"
kind = "short_text"
text = { da = "Hvad gør I?", en = "What do you do?" }
"""


def kerne(*arguments: str, typed: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a shell would, and type what is to be typed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KERNE_")}
    return subprocess.run(
        [sys.executable, "-m", "kerne_widgets.cli", *arguments],
        env={**kept, **env},
        input=typed,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def refused(*arguments: str, **env: str) -> str:
    """The one line a wrong command gets."""
    done = kerne(*arguments, **env)
    assert done.returncode == 2, done
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


@pytest.fixture
def folder(tmp_path):
    return str(tmp_path / "data")


def test_the_help_names_every_command_in_both_languages():
    for lang in LANGS:
        shown = " ".join(kerne("--help", KERNE_LANG=lang).stdout.split())
        for command in COMMANDS:
            assert text(f"cli.help_{command}", lang) in shown


def loaded(*arguments: str, of: tuple[str, ...]) -> list[str]:
    """Which of some modules a command loads."""
    code = (
        f"import sys; sys.argv = ['kerne', *{arguments!r}]\n"
        "from kerne_widgets.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print(*[name for name in {of!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1].split()


def test_the_help_loads_nothing_heavy():
    heavy = ("pandas", "matplotlib", "voila", "sqlalchemy", "tornado", "IPython", "rich")
    assert loaded("--help", of=heavy) == []


@pytest.mark.parametrize("command", ["list", "delete"])
def test_a_command_that_reads_server_json_loads_no_server(room, command):
    heavy = ("voila", "jupyter_server", "nbconvert", "tornado.web", "IPython", "pandas", "matplotlib")
    given = {"list": (), "delete": (room.code, "--yes")}[command]
    assert loaded(command, *given, "--data-dir", str(room.folder), of=heavy) == []


def test_each_command_has_help_and_a_data_folder_of_its_own():
    for command in COMMANDS:
        done = kerne(command, "--help")
        assert done.returncode == 0
        assert "--data-dir" in done.stdout
        assert "--lang" in done.stdout


def test_no_command_is_listed_that_does_not_exist():
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert names == COMMANDS


def test_it_is_also_a_command_of_jupyter():
    from importlib.metadata import entry_points

    scripts = {script.name: script.value for script in entry_points(group="console_scripts")}
    assert scripts["jupyter-kerne"] == scripts["kerne"] == "kerne_widgets.cli:main"


def test_what_is_wrong_with_a_command_is_one_line_that_names_what_is_allowed(folder):
    assert "--port" in refused("start", "--prt", "3")
    assert "start, demo, lab" in refused("sart")
    assert "CODE" in refused("export")
    assert "--port" in refused("start", "--port", "99999")
    assert "Tilladt: da, en. Se »" in refused("start", "--lang", "fr")
    assert "»extra«" in refused("start", "extra")
    assert "--port mangler en værdi" in refused("start", "--port")
    assert ".csv" in refused("export", "K7F3QX", "svar.docx", "--data-dir", folder)
    assert "kerne start" in refused("export", "K7F3QX", "svar.csv", "--data-dir", folder)
    assert kerne("migrate", "--data-dir", folder).returncode == 0
    assert "K7F3QX" in refused("export", "K7F3QX", "svar.csv", "--data-dir", folder)


def test_errors_are_english_when_asked():
    assert "There is no command sart" in refused("sart", KERNE_LANG="en")
    assert spoken(["start", "--lang", "en"]) == "en"
    assert spoken(["start", "--lang=en"]) == "en"
    assert spoken(["start", "--lang", "fr"]) == "da"


def test_the_language_of_the_environment_is_that_of_every_command():
    code = (
        "import inspect\n"
        "from kerne_widgets.cli import COMMANDS\n"
        "print(*{inspect.signature(command).parameters['lang'].default for command in COMMANDS.values()})"
    )
    for lang in LANGS:
        env = {**os.environ, "KERNE_LANG": lang}
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        assert done.stdout.split() == [lang]


def test_what_an_export_warns_of_is_said_in_the_language_that_is_asked_for(folder, tmp_path):
    Path(folder).mkdir()
    store = open_store(f"sqlite:///{folder}/kerne.sqlite")
    held = create_workshop(store=store, content=write_questions(tmp_path, OWN_QUESTION))
    held.submit(held.join(), "our_own", "Vi ringer først")
    store.close()
    for lang in LANGS:
        done = kerne("export", held.code, str(tmp_path / "svar.csv"), "--data-dir", folder, "--lang", lang)
        assert done.returncode == 0
        assert done.stderr.strip() == text("errors.answers_left_out", lang, n=1, prompts="our_own")


def test_a_taken_port_is_refused_before_a_workshop_is_made(folder, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = refused("start", "--host", "127.0.0.1", "--port", port, "--data-dir", folder, "--no-browser")
    assert port in told
    assert "--port" in told
    assert not (tmp_path / "data" / "kerne.sqlite").exists()


def test_a_store_of_a_newer_version_is_left_as_it_is(folder):
    assert kerne("migrate", "--data-dir", folder).returncode == 0
    file = Path(folder) / "kerne.sqlite"
    with sqlite3.connect(file) as store:
        store.execute("UPDATE alembic_version SET version_num = '0099'")
    store.close()
    before = file.read_bytes()
    answers = str(Path(folder) / "svar.csv")
    for command in (
        *(("list",), ("migrate",), ("export", "K7F3QX", answers), ("import", "K7F3QX", answers)),
        *(("delete", "K7F3QX", "--yes"), ("start", "--no-browser", "--host", "127.0.0.1", "--port", str(_free()))),
    ):
        assert "nyere udgave" in refused(*command, "--data-dir", folder)
    done = kerne("doctor", "--host", "127.0.0.1", "--port", str(_free()), "--data-dir", folder)
    assert done.returncode == 1
    assert "nyere udgave" in done.stdout
    assert file.read_bytes() == before


def test_a_damaged_store_is_named(folder):
    Path(folder).mkdir()
    (Path(folder) / "kerne.sqlite").write_bytes(b"noget helt andet" * 500)
    for command in (("list",), ("migrate",), ("export", "K7F3QX", "svar.csv"), ("delete", "K7F3QX", "--yes")):
        assert "sikkerhedskopi" in refused(*command, "--data-dir", folder)


@pytest.mark.parametrize(
    "url", ["nonsense", "http://127.0.0.1:1", "ftp://127.0.0.1/", "http://[", "http://127.0.0.1:x/"]
)
def test_a_rehearsal_where_no_server_answers_is_one_line(folder, url):
    assert "kerne start" in refused("simulate", "K7F3QX", "--url", url, "--data-dir", folder)


def test_an_unknown_workshop_is_refused(folder):
    told = refused("start", "--workshop", "QQQQQQ", "--data-dir", folder, "--no-browser")
    assert "QQQQQQ" in told


def test_a_folder_that_cannot_be_used_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    assert "--data-dir" in refused("migrate", "--data-dir", str(tmp_path / "file" / "data"))


def test_a_broken_content_folder_is_named_before_anything_starts(tmp_path, folder):
    (tmp_path / "dimensions").mkdir()
    (tmp_path / "dimensions" / "egen.toml").write_text("dimension_id = ")
    told = refused("start", "--content", str(tmp_path), "--data-dir", folder, "--no-browser")
    assert "egen.toml" in told


def test_a_second_start_from_the_same_folder_is_told_where_the_first_is(room):
    told = refused("start", "--data-dir", str(room.folder), "--no-browser")
    assert room.code in told
    assert room.origin in told


def test_sheets_are_written_without_a_workshop_and_mistakes_are_named(tmp_path, folder):
    file = tmp_path / "ark.pdf"
    out = kerne("sheets", str(file), "--exercise", "place_tasks", "--data-dir", folder)
    assert out.returncode == 0, out.stderr
    assert file.read_bytes().startswith(b"%PDF")
    assert "place_tasks" in refused("sheets", str(file), "--exercise", "nej", "--data-dir", folder)
    assert "halvdag" in refused("sheets", str(file), "--programme", "nej", "--data-dir", folder)
    assert ".pdf" in refused("sheets", str(tmp_path / "ark.docx"), "--data-dir", folder)
    both = ("--programme", "halvdag", "--exercise", "pulse")
    assert "--programme" in refused("sheets", str(file), *both, "--data-dir", folder)


def test_export_and_import_go_round(room, tmp_path):
    workshop = room.workshop()
    person = workshop.join()
    prompt = workshop.model.prompts_of_kind("long_text")[0]
    workshop.submit(person, prompt.prompt_id, "At der er nogen, som kender dem")
    file = tmp_path / "svar.csv"
    out = kerne("export", room.code, str(file), "--data-dir", str(room.folder))
    assert out.returncode == 0, out.stderr
    assert str(file) in out.stdout
    back = kerne("import", room.code, str(file), "--data-dir", str(room.folder))
    assert back.returncode == 0, back.stderr
    assert not out.stderr
    file.write_text(file.read_text(encoding="utf-8-sig") + f"{room.code},p1,,,findes_ikke\n", encoding="utf-8")
    bad = kerne("import", room.code, str(file), "--data-dir", str(room.folder))
    assert bad.returncode == 2
    assert re.search(r"Række \d+: .*findes_ikke", bad.stderr)
    assert "--skip-bad" in bad.stderr
    good = kerne("import", room.code, str(file), "--skip-bad", "--data-dir", str(room.folder))
    assert good.returncode == 0


def test_the_doctor_finds_a_taken_port_and_gives_the_cure(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = kerne("doctor", "--host", "127.0.0.1", "--port", port, "--data-dir", folder)
    assert done.returncode == 1
    assert f"Port {port} er optaget" in done.stdout
    assert "--port" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_doctor_finds_broken_content_and_a_store_that_cannot_be_opened(tmp_path, folder):
    (tmp_path / "phases.toml").write_text("phases = 3")
    done = kerne("doctor", "--data-dir", folder, KERNE_CONTENT=str(tmp_path))
    assert done.returncode == 1
    assert "phases.toml" in done.stdout
    done = kerne("doctor", "--data-dir", folder, KERNE_STORE="sqlite:////nowhere/at/all.sqlite")
    assert done.returncode == 1
    assert "KERNE_STORE" in done.stdout


def test_the_doctor_tells_every_mistake_of_the_content_in_its_own_language(tmp_path, folder):
    for name, content in (
        ("dimensions/mit.toml", 'dimension_id = "mit"\nphase = "slut"\ntitle = { da = "A" }\nexercises = []\n'),
        ("dimensions/dit.toml", "dimension_id = [\n"),
        ("programmes/morgen.toml", 'programme_id = "morgen"\ntitle = { da = "A", en = "A" }\nexercises = []\n'),
    ):
        path = tmp_path / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    for lang, places, cure in (
        (
            "da",
            ("dit.toml, linje", "mit.toml, linje 2", "mit.toml, linje 3", "morgen.toml, linje 3"),
            "udelad --content",
        ),
        (
            "en",
            ("dit.toml, line", "mit.toml, line 2", "mit.toml, line 3", "morgen.toml, line 3"),
            "leave out --content",
        ),
    ):
        done = kerne("doctor", "--content", str(tmp_path / "own"), "--data-dir", folder, "--lang", lang)
        assert done.returncode == 1
        found = [place for line in done.stdout.splitlines() for place in places if place in line]
        assert found == list(places), done.stdout
        assert done.stdout.count(cure) == 1
        assert "Traceback" not in done.stderr


def test_a_programme_of_ones_own_that_cannot_be_read_is_named_by_the_doctor_and_an_unknown_one_by_start(folder):
    own = Path(folder) / "programmes" / "mit.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        'programme_id = "mit"\ntitle = { da = "Mit", en = "Mine" }\n'
        'exercises = [\n  { exercise_id = "no_such_exercise", minutes = 5 },\n]\n'
    )
    done = kerne("doctor", "--host", "127.0.0.1", "--port", str(_free()), "--data-dir", folder)
    assert "mit.toml, linje 4" in done.stdout
    assert "no_such_exercise" in done.stdout
    assert done.returncode == 0
    assert "no_such_exercise" in refused("start", "--programme", "mit", "--data-dir", folder, "--no-browser")


def test_the_doctor_says_when_all_is_well(folder):
    done = kerne("doctor", "--host", "127.0.0.1", "--port", str(_free()), "--data-dir", folder)
    assert done.returncode == 0, done.stdout
    assert "Klar til workshop." in done.stdout


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_migrate_makes_the_store_ready(folder, tmp_path):
    assert kerne("migrate", "--data-dir", folder).returncode == 0
    assert (tmp_path / "data" / "kerne.sqlite").exists()


def test_a_store_given_relative_means_the_same_for_the_kernels():
    assert absolute_address("sqlite:///svar.sqlite") == f"sqlite:///{Path.cwd()}/svar.sqlite"
    for address in ("sqlite:////tmp/svar.sqlite", "postgresql+psycopg://u@h/db", "sqlite:///:memory:"):
        assert absolute_address(address) == address


def test_the_demo_is_filled_and_marked_as_an_example(tmp_path):
    demo = start_room(tmp_path, command="demo")
    try:
        workshop = demo.workshop()
        assert workshop.example
        assert len(workshop.participant_list()) == 18
        assert len(workshop.task_list()) == 14
    finally:
        stop_room(demo)


def test_the_lab_opens_on_notebooks_that_can_be_written(tmp_path, monkeypatch):
    from kerne_widgets.cli import serving

    inside = tmp_path / "package" / "notebooks"
    inside.mkdir(parents=True)
    (tmp_path / "package" / "__init__.py").write_text("")
    (inside / "deltager.ipynb").write_text("{}")
    monkeypatch.setattr("kerne_widgets.places.shipped", lambda _: inside)
    copied = serving.own_notebooks(tmp_path)
    assert copied == tmp_path / "notebooks"
    (copied / "deltager.ipynb").write_text("mine")
    serving.own_notebooks(tmp_path)
    assert (copied / "deltager.ipynb").read_text() == "mine"


def test_the_lab_asks_nobody_about_news_and_fetches_none_and_keeps_other_settings(folder, tmp_path):
    theirs = tmp_path / "theirs" / "labconfig" / "page_config.json"
    theirs.parent.mkdir(parents=True)
    theirs.write_text('{"disabledExtensions": {"@jupyterlab/help-extension:about": true}}')
    port = _free()
    command = ["lab", "--no-browser", "--port", str(port), "--data-dir", folder]
    env = {**os.environ, "JUPYTER_CONFIG_PATH": str(theirs.parent.parent)}
    with subprocess.Popen(
        [sys.executable, "-m", "kerne_widgets.cli", *command], env=env, stderr=subprocess.PIPE, text=True
    ) as lab:
        try:
            said = next(found for line in lab.stderr if (found := re.search(r"http://127\S+token=\S+", line)))
            wait_until(lambda: answers(said[0]))  # it says where it is a moment before it is there
            page = urllib.request.urlopen(said[0]).read().decode()
        finally:
            lab.terminate()
    told = json.loads(re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert set(told["disabledExtensions"]) >= {
        "@jupyterlab/apputils-extension:announcements",
        "@jupyterlab/help-extension:about",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell what a child has used")
def test_the_help_comes_in_a_third_of_a_second():
    # of processor time, of which it needs nothing else: the clock would tell what else the machine does
    took = []
    for _ in range(3):
        before = os.times()
        kerne("--help")
        after = os.times()
        took.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert 0 < min(took) < 0.3
