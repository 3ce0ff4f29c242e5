"""The outlet: taking the workshop out as a file while it is still open."""

from __future__ import annotations

import asyncio
import base64
import html
from functools import partial
from typing import Any

from ipywidgets import HTML, Button, HBox, VBox

from .. import messages
from ..errors import KerneError
from ..report import CONTENT_TYPES, content_of
from ..workshop import Workshop
from .pieces import line, set_html

ENDINGS = (".pdf", ".pptx", ".xlsx", ".csv")


class Outlet:
    """A button for each kind of file. Pressed, it makes the file beside the page and gives a link to it.

    Parameters
    ----------
    workshop
        What is taken out.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._making: asyncio.Task[None] | None = None
        self._buttons = []
        for ending in ENDINGS:
            button = Button(description=self._text(f"export_{ending[1:]}"))
            button.on_click(partial(self._pressed, ending))
            self._buttons.append(button)
        self._link = HTML()
        ways = HBox(self._buttons)
        ways.add_class("kr-ways-out")
        self.widget = VBox([HTML(line("kr-phase", self._text("export"), "h3")), ways, self._link])
        self.widget.add_class("kr-outlet")

    def _text(self, key: str, **values: Any) -> str:
        return messages.text(f"room.{key}", self._workshop.lang, **values)

    def _pressed(self, ending: str, _: Button) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._show(ending, content_of(self._workshop, ending))  # a plain script has no page to keep alive
            return
        self._making = loop.create_task(self._make(ending))

    async def _make(self, ending: str) -> None:
        for button in self._buttons:
            button.disabled = True
        set_html(self._link, f'<div role="status">{line("kr-mute", self._text("export_making"))}</div>')
        try:
            self._show(ending, await asyncio.to_thread(content_of, self._workshop, ending))
        except KerneError as error:
            set_html(self._link, line("kr-error", error.text(self._workshop.lang)))
        finally:
            for button in self._buttons:
                button.disabled = False

    def _show(self, ending: str, content: bytes) -> None:
        name = f"kerne-{self._workshop.code}{ending}"
        label = html.escape(self._text("export_ready", name=name))
        data = f"data:{CONTENT_TYPES[ending]};base64,{base64.b64encode(content).decode()}"
        set_html(self._link, f'<a class="kr-link" role="status" download="{name}" href="{data}">{label}</a>')
