"""What commands stand on: the data folder, the store, a workshop, a free port, a running server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import KerneError, UnknownWorkshop

if TYPE_CHECKING:
    from ..store import Store
    from ..workshop import Workshop


def settle(data_dir: Path | None, content: Path | None) -> Path:
    """Decide data folder, store and content for this process and all it starts; the data folder."""
    from ..content_folder import require_folder
    from ..places import data_dir as find_data_dir

    try:
        folder = find_data_dir(data_dir)
    except OSError as error:
        raise KerneError("cli.data_dir", folder=data_dir or "", reason=error.strerror or error) from error
    os.environ["KERNE_DATA_DIR"] = str(folder)
    if content is not None:
        os.environ["KERNE_CONTENT"] = str(content.expanduser().absolute())
    if "KERNE_STORE" in os.environ:
        os.environ["KERNE_STORE"] = absolute_address(os.environ["KERNE_STORE"])
    if content is not None:
        require_folder(Path(os.environ["KERNE_CONTENT"]))
    return folder


def absolute_address(address: str) -> str:
    """A store's address that means the same in every folder: kernels work in one of their own."""
    prefix = "sqlite:///"
    file = address.removeprefix(prefix)
    if address == file or file.startswith(("/", ":memory:", "file:")) or not file or Path(file).is_absolute():
        return address
    return prefix + str(Path(file).absolute())


class opened_store:  # noqa: N801  # used as a `with` statement reads
    """The store, for as long as a command needs it; no connection may live on into what it starts."""

    def __init__(self, *, new: bool = False) -> None:
        self._new = new

    def __enter__(self) -> Store:
        from ..store import open_store

        self._store = open_store()
        if self._new:
            self._store.migrate()
        else:
            self._store.require_known()
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()


def find(code: str, store: Store) -> Workshop:
    """The workshop with a code."""
    from ..workshop import open_workshop

    try:
        return open_workshop(code, store=store)
    except UnknownWorkshop as error:
        raise KerneError("cli.unknown_workshop", code=code[:20], address=store.shown) from error


def require_free(host: str, port: int) -> None:
    """Raise ``PortInUse`` when the port is taken, before anything is made for a workshop."""
    from ..serve.addresses import require_port

    try:
        require_port(host, port)
    except OSError as error:
        raise KerneError("cli.bad_host", host=host, reason=error.strerror or error) from error


def require_no_other(folder: Path) -> None:
    """Raise when a workshop is already served from the data folder."""
    from ..running import read_state

    running = read_state(folder)
    if running is not None:
        raise KerneError("cli.already_running", code=running.workshop, url=running.participant_url, folder=folder)


def require_left(code: str, folder: Path) -> None:
    """Raise when a workshop is led from the data folder, or has people in it there."""
    from ..running import read_state
    from ..serve.roll import call_roll

    running = read_state(folder)
    if running is None:
        return
    people = call_roll(folder, running)
    if running.workshop == code or code in (people or ()):
        raise KerneError("cli.delete_running", code=code, folder=folder)
    if people is None:
        raise KerneError("cli.delete_unsure", code=code, folder=folder)


def running_codes(folder: Path) -> set[str]:
    """Codes of the workshops that are led from the data folder, or have people in them there."""
    from ..running import read_state
    from ..serve.roll import call_roll

    running = read_state(folder)
    return {running.workshop, *(call_roll(folder, running) or ())} if running else set()


def server_address(folder: Path) -> str:
    """Address of the workshop that is served from the data folder, as this machine reaches it."""
    from ..running import read_state

    running = read_state(folder)
    if running is None:
        raise KerneError("cli.not_running", folder=folder)
    return running.participant_url


def require_server(origin: str) -> None:
    """Raise when no server answers at an address."""
    from ..serve.supervisor import answers

    if not origin.startswith(("http://", "https://")) or not answers(origin):
        raise KerneError("cli.no_server", url=origin[:80])
