"""The outlet: taking the answers out as a file while the workshop is still open."""

from __future__ import annotations

import base64
import html

from ipywidgets import HTML, Button, VBox

from .. import messages
from ..workshop import Workshop


class Outlet:
    """A button that makes a CSV file of all answers and gives a link to it."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        make = Button(description=messages.text("room.export", workshop.lang))
        make.on_click(self._make)
        self._link = HTML()
        self.widget = VBox([make, self._link])
        self.widget.add_class("kr-outlet")

    def _make(self, _: Button) -> None:
        answers = self._workshop.answers()
        # a spreadsheet takes UTF-8 for granted only behind a byte order mark
        content = base64.b64encode(answers.to_csv(index=False).encode("utf-8-sig")).decode()
        name = f"kerne-{self._workshop.code}.csv"
        label = messages.text("room.export_ready", self._workshop.lang, len(answers), name=name)
        self._link.value = (
            f'<a class="kr-link" download="{name}" href="data:text/csv;base64,{content}">{html.escape(label)}</a>'
        )
