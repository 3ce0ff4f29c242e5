"""The facilitator's own server: the control room and the big screen, behind a token, for this machine unless asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.identity import IdentityProvider
from tornado.web import RedirectHandler, authenticated

from ..places import data_dir
from ..running import read_state
from .application import RoomApplication
from .doors import BIG_SCREEN, CONTROL_ROOM, LOGIN
from .fonts import font_folder
from .kernels import Visit
from .pages import Problem, PublicPage
from .rendering import RoomPage
from .secret import link_key

if TYPE_CHECKING:
    from pathlib import Path

    from traitlets.config import Config

    from .assets import Assets

NOTEBOOKS = {CONTROL_ROOM: "facilitator.ipynb", BIG_SCREEN: "storskaerm.ipynb"}


class FacilitatorIdentity(IdentityProvider):
    """Knows the facilitator by the token in the link, and from then on by a cookie."""

    def get_handlers(self) -> list[tuple[str, object]]:
        """No login page: the link is the login."""
        return []


class NoEntry(PublicPage):
    """Where those without the token are sent."""

    def get(self) -> None:
        """Say where the link is."""
        self.lang = self.settings["kerne_lang"]
        self.set_status(403)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(Problem("locked").html(self.lang))


class FacilitatorPage(RoomPage):
    """One of the facilitator's notebooks as a page."""

    def initialize(self, *, wall: bool, **kwargs: Any) -> None:
        """Take the notebook, and whether it fills a big screen."""
        super().initialize(**kwargs)
        self.wall = wall

    @authenticated
    async def get(self, path: str | None = None) -> None:  # noqa: ARG002
        """The page, at an address without the token: it is shown on a wall."""
        if "token" in self.request.query_arguments:
            self.redirect(self.request.path)
            return
        await self.show()

    def visit(self) -> Visit:
        """The facilitator's visit: the workshop in ``?kode=``, else the one that is led, else the one started for."""
        lang = self.settings["kerne_lang"]
        told = {name: os.environ.get(name, "") for name in ("KERNE_WORKSHOP", "KERNE_JOIN_URL", "KERNE_WALL_URL")}
        # the control room can move on to another workshop, and its link to the big screen names it
        running = read_state(data_dir())
        led = running.workshop if running else told["KERNE_WORKSHOP"]
        told["KERNE_WORKSHOP"] = self.get_query_argument("kode", led)
        return Visit("facilitator", lang, {**told, "KERNE_LANG": lang}, kind="wall" if self.wall else "control")


class FacilitatorApplication(RoomApplication):
    """Serves one person."""

    def closed_config(self) -> Config:
        """The shared settings, with a login of its own."""
        config = super().closed_config()
        # cookies know hosts, not ports: without a name of its own it would be mixed up with JupyterLab's
        config.FacilitatorIdentity.cookie_name = f"kerne-facilitator-{self.port}"
        config.Voila.identity_provider_class = FacilitatorIdentity
        config.RoomKernels.preferred = "python3"
        # the big screen may stand untouched for a whole day
        config.RoomKernels.cull_idle_timeout = 0
        return config

    def initialize(self, argv: list[str] | None = None) -> None:
        """Take the token."""
        self.token = os.environ.pop("KERNE_TOKEN")
        self.cookie_secret = link_key(data_dir(self.data_folder or None), "facilitator's cookie").encode()
        self.root_dir = self.notebooks
        super().initialize(argv)

    def page_handlers(self, assets: Assets) -> list[Any]:  # noqa: ARG002
        """Control room and big screen."""
        common = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        pages = [
            (address, FacilitatorPage, {**common, "notebook_path": notebook, "wall": address == BIG_SCREEN})
            for address, notebook in NOTEBOOKS.items()
        ]
        return [("/", RedirectHandler, {"url": CONTROL_ROOM, "permanent": False}), (LOGIN, NoEntry), *pages]

    def asset_folders(self) -> list[tuple[Path, str]]:
        """The shared files, and the font of the pictures."""
        return [*super().asset_folders(), (font_folder(), "/fonts/")]
