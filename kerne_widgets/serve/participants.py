"""The participants' server: a join page, and behind it the page of each participant with a kernel of its own."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import allow_unauthenticated
from markupsafe import Markup
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RedirectHandler
from traitlets import Integer

from ..errors import KerneError, StoreError
from ..places import data_dir
from ..way import PAGE, PERSON
from .ahead import PagesAhead
from .application import RoomApplication
from .doors import LOGIN
from .join import JoinPage
from .kernels import OwnKernelOnly, Visit
from .let import FULL_HOUSE, LIGHT, Desk
from .limits import CONNECTIONS_OF_SERVERS, WrongCodes, require_room
from .pages import PublicPage
from .person import PersonPage
from .rendering import RoomPage
from .roll import ADDRESS, may_ask
from .secret import load_secret
from .visitors import COOKIE, ParticipantIdentity, Passes, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from traitlets.config import Config

    from ..workshop import Workshop
    from .assets import Assets

NOTEBOOK = "deltager.ipynb"


class ParticipantPage(RoomPage):
    """The page of the participant that the cookie names."""

    @allow_unauthenticated
    async def get(self, path: str | None = None) -> None:  # noqa: ARG002
        """The page; a stranger, and someone whose workshop is gone, are sent to the join page."""
        user = self.current_user
        if user is None or not self.settings["kerne_rooms"].knows(user.visitor):
            self.clear_cookie(COOKIE)
            code = self.get_query_argument("kode", user.visitor.workshop if user else "")
            self.redirect(f"/?kode={code}" if code.isalnum() else "/")
            return
        await self.show()

    @allow_unauthenticated
    def head(self, path: str | None = None) -> None:
        """Nothing: a link preview gets no kernel."""

    def visit(self) -> Visit:
        """The participant's visit."""
        return visit_of(self.current_user.visitor)

    def overflow(self) -> None:
        """All kernels are given out: the light form needs none."""
        self.redirect(f"{LIGHT}?{FULL_HOUSE}=1", status=303)


def visit_of(visitor: Visitor) -> Visit:
    """A participant's visit, and what the kernel of it is told."""
    told = {
        "KERNE_WORKSHOP": visitor.workshop,
        "KERNE_PARTICIPANT": visitor.participant_id,
        "KERNE_LANG": visitor.lang,
    }
    return Visit(visitor.participant_id, visitor.lang, told)


class Rooms:
    """The workshops in the store, opened once each."""

    def __init__(self) -> None:
        self._store: Any = None
        self._open: dict[str, Workshop] = {}

    def open(self, code: str) -> Workshop:
        """The workshop with a code, or ``UnknownWorkshop``."""
        from ..store import open_store
        from ..workshop import open_workshop

        if code in self._open and not self._open[code].last_seq():
            del self._open[code]  # it was deleted, and what was read of it goes too
        if code not in self._open:
            if self._store is None:
                self._store = open_store()
            self._open[code] = open_workshop(code, store=self._store)
        return self._open[code]

    def knows(self, visitor: Visitor) -> bool:
        """Whether the visitor is a participant of a workshop that exists."""
        try:
            return self.open(visitor.workshop).participant(visitor.participant_id) is not None
        except StoreError:
            raise
        except KerneError:
            return False

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()


class RollPage(PublicPage):
    """How many people each workshop has, for the commands on this machine; there is no such page for others."""

    def initialize(self, folder: Path, present: Callable[[], set[tuple[str, str]]]) -> None:
        """Take the folder of the secret, and who knows who is present."""
        self.folder = folder
        self.present = present

    def get(self) -> None:
        """Codes and numbers."""
        if not may_ask(self.folder, self.request.headers.get("Authorization", "")):
            raise HTTPError(404)
        self.finish(Counter(workshop for workshop, _ in self.present()))


class ParticipantsApplication(RoomApplication):
    """Serves everybody in the room.

    Traits
    ------
    participants
        People expected; the server refuses to start where the system cannot take them. Pages are drawn ahead for those
        of them who have not joined yet.
    """

    participants = Integer(30)

    def closed_config(self) -> Config:
        """The shared settings, and who may reach which kernel."""
        config = super().closed_config()
        config.Voila.authorizer_class = OwnKernelOnly
        config.Voila.identity_provider_class = ParticipantIdentity
        # reloads leave a kernel behind for a while, so there must be more kernels than people
        most = min(require_room(self.participants), max(2 * self.participants, 60))
        config.RoomKernels.kernels_max = min(most, connected_at_once() or most)
        return config

    def initialize(self, argv: list[str] | None = None) -> None:
        """Open the notebook of the participants' page, and nothing else."""
        secret = load_secret(data_dir(self.data_folder or None))
        self.passes = Passes(secret)
        self.cookie_secret = secret
        self.rooms, self.writing_rooms = Rooms(), Rooms()
        self.desk = Desk(self.rooms.open, self.writing_rooms.open, self.passes, PAGE)
        self.notebook_path = str(Path(self.notebooks) / NOTEBOOK)
        super().initialize(argv)

    def init_settings(self) -> dict[str, Any]:
        """The shared settings, and the workshops."""
        return {**super().init_settings(), "kerne_rooms": self.rooms}

    def page_handlers(self, assets: Assets) -> list[Any]:
        """Join page, participant's page and light form."""
        self.ahead = PagesAhead(self.kernel_manager, self._sources(), self._newcomer)
        join = {
            "open_workshop": self.rooms.open,
            "id_ahead": self.ahead.take,
            "passes": self.passes,
            "wrong_codes": WrongCodes(),
            "prefetch": links(address for address in prefetched() if address.partition("?")[0] in assets),
            "default_lang": self.lang,
        }
        page = {
            "notebook_path": os.path.relpath(self.notebook_path, self.root_dir),
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        return [
            ("/", JoinPage, join),
            (LOGIN, RedirectHandler, {"url": "/", "permanent": False}),
            (PAGE, ParticipantPage, page),
            (ADDRESS, RollPage, {"folder": data_dir(self.data_folder or None), "present": self._present}),
            (PERSON, PersonPage, {"desk": self.desk}),
            *self.desk.handlers(),
        ]

    def listen(self) -> None:
        """Serve, and draw pages ahead for those who are expected."""
        IOLoop.current().add_callback(self._draw_ahead)
        super().listen()

    def _present(self) -> set[tuple[str, str]]:
        return self.kernel_manager.present() | self.desk.present()

    def _draw_ahead(self) -> None:
        code = self._code
        if code:
            self.ahead.begin(max(0, self.participants - len(self.rooms.open(code).participant_list())))

    @property
    def _code(self) -> str:
        """The workshop that the server was started for."""
        return os.environ.get("KERNE_WORKSHOP", "")

    def _newcomer(self, participant_id: str) -> Visit:
        return visit_of(Visitor(self._code, participant_id, self.lang))

    def _sources(self) -> list[str]:
        cells = self.contents_manager.get(os.path.relpath(self.notebook_path, self.root_dir))["content"]["cells"]
        return [cell["source"] for cell in cells if cell["cell_type"] == "code"]

    def stop(self) -> None:
        """Stop the kernels, then let go of the store."""
        self.ahead.end()
        super().stop()
        self.desk.close()
        self.writing_rooms.close()
        self.rooms.close()


def connected_at_once() -> int | None:
    """Kernels that the store has connections for; None where it does not count them."""
    from ..store import open_store

    store = open_store()
    try:
        most = store.connections_max()
    finally:
        store.close()
    return None if most is None else max(1, most - CONNECTIONS_OF_SERVERS)


def prefetched() -> list[str]:
    """Files that a participant's page loads, listed so that the join page can ask for them ahead."""
    from .pages import TEMPLATES

    listed = (TEMPLATES / "prefetch.txt").read_text(encoding="utf-8")
    return [line for line in listed.splitlines() if line and not line.startswith("#")]


def links(addresses: Iterable[str]) -> Markup:
    """HTML that asks a browser to fetch files when it has nothing better to do."""
    return Markup("\n").join(Markup('<link rel="prefetch" href="{}">').format(address) for address in addresses)
