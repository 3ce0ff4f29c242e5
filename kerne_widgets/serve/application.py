"""What both servers share: Voila with its doors closed, our template, and files from memory."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sys
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_core.utils import run_sync
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.log import app_log, gen_log
from tornado.netutil import bind_sockets
from tornado.web import RequestHandler
from traitlets import Unicode, default
from traitlets.config import Config
from voila.app import Voila

from ..errors import PortInUse
from ..places import data_dir, shipped
from .assets import AssetHandler, Assets
from .connection import PageConnection
from .doors import ICON, LOGIN
from .kernels import AliveHandler, RoomKernels, ShutdownHandler
from .limits import rest_when_full
from .pages import TEMPLATES, NotFound

if TYPE_CHECKING:
    from jinja2 import Environment

# Extensions of JupyterLab's that a page needs; every other installed one stays out.
EXTENSIONS = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget")
KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
# A long answer is 4,000 characters; more than this is no answer.
MESSAGE_MAX = 256 * 1024
# A page asks every few seconds; a phone that vanished without a word must not hold its descriptors for an hour.
IDLE_CONNECTION_S = 75


def use_own_templates() -> None:
    """Let Jupyter find our template inside the package, so that nothing must be installed into share/."""
    known = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    if str(TEMPLATES) not in known:
        os.environ["JUPYTER_PATH"] = os.pathsep.join([str(TEMPLATES), *filter(None, known)])


class Notebooks(LargeFileManager):
    """Our own notebooks, read from disk once: they are the same for everyone, and we trust them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._read: dict[str, dict[str, Any]] = {}

    def get(self, path: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A copy of the notebook: running it writes into it."""
        if path not in self._read:
            self._read[path] = super().get(path, *args, **kwargs)
        return deepcopy(self._read[path])

    def mark_trusted_cells(self, nb: Any, path: str = "") -> None:
        """Nothing to mark, and nothing to warn about for each person who joins."""


class RoomApplication(Voila):
    """Voila for a room of people, not for one.

    Traits
    ------
    lang
        Language of pages for people who have not said theirs.
    data_folder
        The user's data folder.
    notebooks
        Folder of the notebooks that are shown as pages; default the shipped one.
    """

    name = "voila"
    lang = Unicode("da")
    data_folder = Unicode()
    notebooks = Unicode()

    @default("notebooks")
    def _notebooks_default(self) -> str:
        return str(shipped("notebooks"))

    # no configuration file on the machine may open what is closed here
    config_file_paths = ()

    def closed_config(self) -> Config:
        """Settings that no address and no notebook may change."""
        config = Config()
        config.Voila.port_retries = 0
        config.Voila.open_browser = False
        config.Voila.log_level = "WARN"
        config.VoilaConfiguration.template = "kerne"
        config.VoilaConfiguration.theme = "light"
        config.VoilaConfiguration.allow_template_override = "NO"
        config.VoilaConfiguration.allow_theme_override = "NO"
        config.VoilaConfiguration.show_tracebacks = False
        config.VoilaConfiguration.file_allowlist = []
        config.VoilaConfiguration.extension_allowlist = list(EXTENSIONS)
        config.VoilaConfiguration.multi_kernel_manager_class = RoomKernels
        config.Voila.kernel_websocket_connection_class = PageConnection
        # what our own pages send is not too much
        config.PageConnection.limit_rate = False
        # a kernel that died must not come back empty; the page asks to be loaded again
        config.KernelManager.autorestart = False
        if sys.platform != "win32":
            # files instead of ports: no races for ports when many join at once
            config.KernelManager.transport = "ipc"
        return config

    def initialize(self, argv: list[str] | None = None) -> None:
        """Close the doors, then start as Voila does."""
        use_own_templates()
        work = data_dir(self.data_folder or None) / "work"
        work.mkdir(exist_ok=True)
        config = self.closed_config()
        config.RoomKernels.folder = str(work)
        config.merge(self.config)
        self.update_config(config)
        if sys.platform != "win32":
            self.connection_dir_root = _short_folder()
        super().initialize(argv if argv is not None else [])
        # Jupyter's handler would throw away what is below its level; thirty times for each page, after it is made
        self.log.setLevel(self.log_level)
        for log in (app_log, gen_log):
            # Tornado's own reports come out with ours
            log.parent, log.disabled, log.propagate = self.log, False, True
        # Jupyter counts the time between pings in milliseconds, Tornado in seconds, and says so for each websocket
        gen_log.setLevel(logging.ERROR)

    def init_settings(self) -> dict[str, Any]:
        """Voila's settings and ours, while the web application is not made yet (later they have no effect)."""
        settings = super().init_settings()
        settings.update(
            compress_response=True,
            websocket_max_message_size=MESSAGE_MAX,
            max_body_size=MESSAGE_MAX,
            kerne_lang=self.lang,
            login_url=LOGIN,
            # who asked for what, and when, is nobody's business; failures are reported with their cause
            log_function=lambda _: None,
        )
        self.contents_manager = settings["contents_manager"] = Notebooks(parent=self)
        pages: Environment = settings["voila_jinja2_env"]
        settings["jinja2_env"] = pages
        return settings

    def init_handlers(self) -> list[Any]:
        """Of Voila's doors only the one to the kernels; files from memory, and a page for what is nowhere."""
        kept = [handler for handler in super().init_handlers() if handler[0].startswith(KERNELS)]
        assets = Assets(self.asset_folders())
        ours = [
            (rf"/alive/{KERNEL_ID}", AliveHandler),
            (rf"/voila/api/shutdown/{KERNEL_ID}", ShutdownHandler),
            *((rf"{prefix}(.*)", AssetHandler, {"assets": assets, "prefix": prefix}) for prefix in ASSET_PREFIXES),
        ]
        return [*ours, (ICON, NoIcon), *self.page_handlers(assets), *kept, (r"/.*", NotFound)]

    def page_handlers(self, assets: Assets) -> list[Any]:  # noqa: ARG002
        """Pages of this server."""
        return []

    def listen(self) -> None:
        """Listen on the one port asked for, or say that it is taken."""
        try:
            sockets = bind_sockets(self.port, self.ip)
        except OSError as error:
            shutil.rmtree(self.connection_dir)
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise PortInUse("errors.port_in_use", port=self.port) from None
            raise
        server = HTTPServer(self.app, max_body_size=MESSAGE_MAX, idle_connection_timeout=IDLE_CONNECTION_S)
        server.add_sockets(sockets)
        self.ioloop = IOLoop.current()
        rest_when_full(self.ioloop, sockets, self.log)
        parent = os.getppid()
        # whoever started this server may be killed without a word; nothing may stay behind then
        watch = PeriodicCallback(lambda: None if os.getppid() == parent else self.ioloop.stop(), 1000)
        watch.start()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopping")
        finally:
            self.stop()

    def stop(self) -> None:
        """Stop every kernel at once: answers are stored when they are given."""
        run_sync(self.kernel_manager.stop_all)()
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    def asset_folders(self) -> list[tuple[Path, str]]:
        """Folders with the page's files, and the addresses they get."""
        statics = [(Path(folder), "/voila/static/") for folder in self.static_paths]
        labs = [
            (Path(folder) / name, f"/voila/labextensions/{name}/")
            for folder in self.labextensions_path
            for name in EXTENSIONS
        ]
        return [(folder, prefix) for folder, prefix in [*statics, *labs] if folder.is_dir()]


class NoIcon(RequestHandler):
    """Browsers ask for an icon by themselves; they get none, and no page of trouble either."""

    def get(self) -> None:
        """Nothing."""
        self.set_header("Cache-Control", "public, max-age=86400")
        self.set_status(204)


ASSET_PREFIXES = ("/voila/static/", "/voila/labextensions/", "/fonts/")
# Of Voila's addresses only these are kept: lists of files, other notebooks and logins have no place in a room.
KERNELS = "/api/kernels/"


def _short_folder() -> str:
    """Folder for connection files. The address of an ipc socket may have about a hundred characters."""
    folder = tempfile.gettempdir()
    return folder if len(folder) < len("/tmp/") + 20 else "/tmp"  # noqa: S108  # mkdtemp makes a private one in it
