"""The outlet: taking the workshop out as a file while it is still open."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Any

from ipywidgets import HTML, Button, HBox, VBox

from .. import messages
from ..errors import KerneError, unforeseen
from ..report import CONTENT_TYPES, content_of, exercise_sheets
from ..workshop import Workshop
from .pieces import line, set_html
from .ready_file import ReadyFile

log = logging.getLogger(__name__)
# what can be taken out, and the ending of its file
FILES = {"pdf": ".pdf", "pptx": ".pptx", "xlsx": ".xlsx", "csv": ".csv", "sheets": ".pdf"}


def made(workshop: Workshop, name: str) -> bytes:
    """The content of one of the files."""
    if name == "sheets":
        return exercise_sheets(workshop.model, workshop.programme.exercise_ids, workshop.lang, workshop)
    return content_of(workshop, FILES[name])


class Outlet:
    """A button for each kind of file. Pressed, it makes the file beside the page, which then saves it.

    Parameters
    ----------
    workshop
        What is taken out.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._making: asyncio.Task[None] | None = None
        self._buttons = []
        for name in FILES:
            button = Button(description=self._text(f"export_{name}"))
            button.on_click(partial(self._pressed, name))
            self._buttons.append(button)
        self._said = HTML()
        self._file = ReadyFile()
        ways = HBox(self._buttons)
        ways.add_class("kr-ways-out")
        self.widget = VBox([HTML(line("kr-phase", self._text("export"), "h3")), ways, self._said, self._file])
        self.widget.add_class("kr-outlet")

    def _text(self, key: str, **values: Any) -> str:
        return messages.text(f"room.{key}", self._workshop.lang, **values)

    def _pressed(self, name: str, _: Button) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._show(name, made(self._workshop, name))  # a plain script has no page to keep alive
            return
        self._making = loop.create_task(self._make(name))

    async def _make(self, name: str) -> None:
        for button in self._buttons:
            button.disabled = True
        self._file.address = ""
        set_html(self._said, f'<div role="status">{line("kr-mute", self._text("export_making"))}</div>')
        try:
            self._show(name, await asyncio.to_thread(made, self._workshop, name))
        except KerneError as error:
            self._say(error)
        except Exception as error:  # whatever it was, the page may not go on saying that the file is being made
            log.exception("The file could not be made")
            self._say(unforeseen(error))
        finally:
            for button in self._buttons:
                button.disabled = False

    def _say(self, error: KerneError) -> None:
        said = line("kr-error", error.text(self._workshop.lang))
        set_html(self._said, f'<div role="alert">{said}</div>')

    def _show(self, name: str, content: bytes) -> None:
        ending = FILES[name]
        file = f"kerne-{self._workshop.code}{'-a4' if name == 'sheets' else ''}{ending}"
        set_html(self._said, line("kr-mute", self._text("export_saved")))
        self._file.give(content, CONTENT_TYPES[ending], file, self._text("export_ready", name=file))
