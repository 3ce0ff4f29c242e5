"""How our notebooks become pages: Voila draws each once, a kernel fills the gaps, and no page is left hanging."""

from __future__ import annotations

import asyncio
import json
from abc import abstractmethod
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from tornado import web
from voila.notebook_renderer import NotebookRenderer
from voila.tornado.handler import TornadoVoilaHandler
from voila.utils import get_page_config

from .. import messages, phone, theme
from .execution import CellFailedError, KernelGoneError, PageClient
from .kernels import VISIT, RoomFull, Visit
from .pages import Problem, render, texts
from .stencil import Stencil, cut

if TYPE_CHECKING:
    from .packed import Packer

PACKAGE = Path(__file__).parent.parent
# Pages that are made at the same time. More would make all of a crowd wait for the last of them.
TURNS = asyncio.Semaphore(8)
CUTTING = asyncio.Lock()
# Texts that the page's script needs when it can no longer ask the server.
SCRIPT_TEXTS = ("connection_lost", "connection_back", "kernel_gone", "load_again")
SCRIPT_TEXTS_OF_PHONES = ("connection_lost", "kernel_gone")


def page_context(lang: str, kind: str) -> dict[str, Any]:
    """What our template needs beside the notebook; ``kind`` is that of the visit."""
    # nothing is typed on the facilitator's pages that a phone would keep
    own = {} if kind == "phone" else dict.fromkeys(SCRIPT_TEXTS_OF_PHONES, "_led")
    told = {key: messages.text(f"serve.{key}{own.get(key, '')}", lang) for key in SCRIPT_TEXTS}
    return {
        "page_kind": kind,
        "t": texts(lang),
        "paper": theme.load().colours["paper"],
        "theme_css": Markup(theme.css()),  # noqa: S704  # our own file of colours and sizes
        "page_css": Markup(own_file("forms/page.css")),  # noqa: S704  # ours
        "page_js": Markup(bare(phone.script())),  # noqa: S704  # ours
        "page_failed": Markup(failed_html(lang)),  # noqa: S704  # our own template
        "page_texts": Markup(json.dumps(told).replace("<", "\\u003c")),  # noqa: S704  # JSON, "<" escaped
        "connection_js": Markup(own_file("serve/template/voila/templates/kerne/static/connection.js")),  # noqa: S704
    }


@cache
def own_file(name: str) -> str:
    """A script or style sheet of the package, bare."""
    return bare((PACKAGE / name).read_text(encoding="utf-8"))


def bare(source: str) -> str:
    """A script or style sheet without what is for its authors: indents, and lines of remarks."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


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
    _packer: Packer | None = None

    @abstractmethod
    def visit(self) -> Visit:
        """Whose page it is, and what its kernel is told."""

    @web.authenticated
    async def get(self, path: str | None = None) -> None:  # noqa: ARG002
        """The page."""
        await self.show()

    async def show(self) -> None:
        """Start a kernel, run the notebook in it, and send the page in two pieces."""
        visit = self.visit()
        self.lang = visit.lang
        VISIT.set(visit)
        # asking for the token sets its cookie; without it the page's goodbye is refused and the kernel stays
        _ = self.xsrf_token
        done = False
        try:
            async with asyncio.timeout(self.deadline_s), TURNS:
                if not self.has_left():
                    await self._make(visit)
                    done = not self.has_left()
        except RoomFull:
            self.overflow()
            done = True
        except TimeoutError:
            self.log.warning("A page was not ready after %s s", self.deadline_s)
            self._fail()
        except (KernelGoneError, CellFailedError) as error:
            self.log.error("A page could not be made: %s", error)  # noqa: TRY400  # the kernel's traceback, not ours
            self._fail()
        except Exception:
            self.log.exception("A page could not be made")
            self._fail()
        finally:
            if not done and visit.kernel_id:
                await self.kernel_manager.stop_kernel(visit.kernel_id)

    async def _make(self, visit: Visit) -> None:
        stencil = await self._stencil(visit)
        kernel_id = await self.kernel_manager.start_kernel()
        self._begin(stencil)
        client = PageClient(self.kernel_manager.get_kernel(kernel_id))
        try:
            shown = await client.show(stencil.sources)
        finally:
            client.close()
        self._end(stencil.rest(kernel_id, shown))

    async def _stencil(self, visit: Visit) -> Stencil:
        stencils: dict[tuple[str, ...], Stencil] = self.settings.setdefault("kerne_stencils", {})
        key = (self.notebook_path, visit.lang, visit.kind)
        # of those who come together the first makes it
        async with CUTTING:
            if key not in stencils:
                stencils[key] = await self._cut(visit)
        return stencils[key]

    async def _cut(self, visit: Visit) -> Stencil:
        settings = {"base_url": self.base_url, "voila_configuration": self.voila_configuration}
        renderer = NotebookRenderer(
            **settings,
            traitlet_config=self.traitlet_config,
            notebook_path=self.notebook_path,
            template_paths=self.template_paths,
            contents_manager=self.contents_manager,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=get_page_config(**settings, settings=self.settings, log=self.log),
        )
        await renderer.initialize()
        renderer.exporter.language_code = visit.lang
        return await cut(renderer, page_context(visit.lang, visit.kind))

    def _begin(self, stencil: Stencil) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self._packer = stencil.packer
            self.set_header("Content-Encoding", "gzip")
        self.write(self._packer.begun if self._packer else stencil.beginning)
        self.flush()

    def _end(self, rest: str) -> None:
        self.write(self._packer.rest(rest.encode()) if self._packer else rest)

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
            self._end(failed_html(self.lang))
        else:
            self.set_status(503)
            self.write(Problem(503, again=self.request.path).html(self.lang))
