"""How Voila renders our notebooks: templates compiled once per process, our own words, and no page left hanging."""

from __future__ import annotations

import asyncio
import json
from abc import abstractmethod
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import voila.handler
import voila.notebook_renderer
from markupsafe import Markup
from tornado import web
from traitlets import default
from voila.exporter import VoilaExporter
from voila.tornado.handler import TornadoVoilaHandler

from .. import messages, theme
from .execution import KernelGoneError, PageExecutor
from .kernels import VISIT, RoomFull, Visit
from .pages import Problem, render, texts

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = Path(__file__).parent.parent
# Pages that are made at the same time. More would make all of a crowd wait for the last of them.
TURNS = asyncio.Semaphore(8)
# Texts that the page's script needs when it can no longer ask the server.
SCRIPT_TEXTS = ("connection_lost", "connection_back", "kernel_gone", "load_again")

# Where the template has said all that needs no kernel.
CELLS_BEGIN = '<main id="rendered_cells"'

_environments: dict[tuple[str, ...], Environment] = {}


class RoomExporter(VoilaExporter):
    """Voila's exporter with one Jinja environment per process.

    nbconvert makes one per request and compiles the same templates again, which is three quarters of what a
    server does when people join.
    """

    def _create_environment(self) -> Environment:
        key = tuple(self.template_paths)
        if key not in _environments:
            made = super()._create_environment()
            made.auto_reload = False
            _environments[key] = made
        return _environments[key]

    @default("default_preprocessors")
    def _default_preprocessors_default(self) -> list[str]:
        # a dozen objects for each page, to prepare notebooks for paper
        return []

    async def generate_from_notebook_node(
        self, nb: Any, resources: Any = None, extra_context: dict[str, Any] | None = None, **kwargs: Any
    ) -> AsyncIterator[tuple[str, Any]]:
        """The page in two pieces: what is shown while it is being made, and the rest.

        Jinja's own pieces are sixty, and each would be compressed and sent by itself. A failure ends in a sentence
        instead of a page that waits for ever.
        """
        visit = VISIT.get()
        lang = self.language_code = visit.lang
        context = {**(extra_context or {}), **page_context(lang), "page_kind": visit.kind}
        gathered: list[str] = []
        try:
            async for piece, _ in super().generate_from_notebook_node(nb, resources, context, **kwargs):
                gathered.append(piece)
                if CELLS_BEGIN in piece:
                    yield "".join(gathered), resources
                    gathered.clear()
        except KernelGoneError:
            self.log.warning("A kernel ended before its page was made")
            gathered.append(failed_html(lang))
        except Exception:
            # Voila renders in a task that nobody awaits: an exception there would vanish, and the page would spin on
            self.log.exception("A page could not be rendered")
            gathered.append(failed_html(lang))
        yield "".join(gathered), resources


# Voila's renderer names the classes of its exporter and its executor; there is no setting for them.
voila.notebook_renderer.VoilaExporter = RoomExporter
voila.notebook_renderer.VoilaExecutor = PageExecutor
# The list of extensions on disk cannot change while the server runs; Voila reads it again for each page.
_page_config = voila.handler.get_page_config
_page_configs: dict[str, dict[str, Any]] = {}


def _cached_page_config(base_url: str, **kwargs: Any) -> dict[str, Any]:
    if base_url not in _page_configs:
        _page_configs[base_url] = _page_config(base_url=base_url, **kwargs)
    return _page_configs[base_url]


voila.handler.get_page_config = _cached_page_config


def page_context(lang: str) -> dict[str, Any]:
    """What our template needs beside the notebook."""
    told = {key: messages.text(f"serve.{key}", lang) for key in SCRIPT_TEXTS}
    return {
        "t": texts(lang),
        "theme_css": Markup(theme.css()),  # noqa: S704  # our own file of colours and sizes
        "page_css": Markup(own_file("forms/page.css")),  # noqa: S704  # ours
        "page_js": Markup(own_file("forms/page.js")),  # noqa: S704  # ours
        "page_texts": Markup(json.dumps(told).replace("<", "\\u003c")),  # noqa: S704  # JSON, "<" escaped
        "connection_js": Markup(own_file("serve/template/voila/templates/kerne/static/connection.js")),  # noqa: S704
    }


@cache
def own_file(name: str) -> str:
    """Text of a file of the package, or nothing where there is none."""
    path = PACKAGE / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def failed_html(lang: str) -> str:
    """What is laid over a page that came no further: what happened, and a way on."""
    return render("overlay", lang)


class RoomPage(TornadoVoilaHandler):
    """A notebook as a page, with a limit to how long it may take.

    Subclasses say whose visit it is.
    """

    deadline_s = 90.0
    lang = messages.DEFAULT_LANG
    _left = False

    @abstractmethod
    def visit(self) -> Visit:
        """Whose page it is, and what its kernel is told."""

    @web.authenticated
    async def get(self, path: str | None = None) -> None:  # noqa: ARG002
        """The page."""
        await self.show()

    async def show(self) -> None:
        """Start a kernel, run the notebook and send the page piece by piece."""
        visit = self.visit()
        self.lang = visit.lang
        VISIT.set(visit)
        # asking for the token sets its cookie; without it the page's goodbye is refused and the kernel stays
        _ = self.xsrf_token
        done = False
        try:
            async with asyncio.timeout(self.deadline_s), TURNS:
                if self.has_left():
                    return
                async for piece in self.get_generator(path=None):
                    if self.has_left():
                        break
                    self.write(piece)
                    self.flush()
                else:
                    done = True
        except RoomFull:
            self.overflow()
            done = True
        except TimeoutError:
            self.log.warning("A page was not ready after %s s", self.deadline_s)
            self._fail()
        finally:
            if not done and visit.kernel_id:
                await self.kernel_manager.stop_kernel(visit.kernel_id)

    @web.authenticated
    def head(self, path: str | None = None) -> None:
        """Nothing: a link preview gets no kernel."""

    def overflow(self) -> None:
        """All kernels are given out."""
        self.set_status(503)
        self.write(Problem(503, again=self.request.path, wait_s=10).html(self.lang))

    def has_left(self) -> bool:
        """Whether nobody waits for the page any more."""
        return self._left

    def on_connection_close(self) -> None:
        """The visitor has left before the page was ready."""
        self._left = True
        super().on_connection_close()

    def write_error(self, status_code: int, **_: object) -> None:
        """The page of trouble, in our words."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(Problem(status_code, again=self.request.path).html(self.lang))

    def _fail(self) -> None:
        if self._headers_written:
            self.write(failed_html(self.lang))
        else:
            self.set_status(503)
            self.write(Problem(503, again=self.request.path).html(self.lang))
