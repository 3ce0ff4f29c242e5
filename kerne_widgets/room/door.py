"""The door: where the facilitator makes a workshop, opens one, or has a look at the example."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import HTML, Button, HBox, Text, VBox

from .. import messages
from ..errors import KerneError
from ..example import make_example
from ..store import open_store
from ..workshop import Workshop, create_workshop, open_workshop
from .pieces import line


class Door:
    """Three ways in."""

    def __init__(self, enter: Callable[[Workshop], None], lang: str = messages.DEFAULT_LANG) -> None:
        self._enter = enter
        self._lang = lang
        self._problem = HTML()
        self._name = Text(description=self._text("door_name"), placeholder=self._text("door_name"))
        self._code = Text(description=self._text("door_code"), placeholder=self._text("door_code"))
        self.widget = VBox(
            [
                HTML(line("", self._text("door_title"), "h1")),
                self._problem,
                HTML(line("", self._text("door_new"), "h2")),
                HBox([self._name, self._button("door_make", self._make, "kr-main")]),
                HTML(line("", self._text("door_known"), "h2")),
                HBox([self._code, self._button("door_open", self._open)]),
                HTML(line("", self._text("door_look"), "h2")),
                self._button("door_example", self._example),
            ]
        )
        self.widget.add_class("kr-door")

    def _text(self, key: str) -> str:
        return messages.text(f"room.{key}", self._lang)

    def _button(self, key: str, way: Callable[[], Workshop], css_class: str = "") -> Button:
        button = Button(description=self._text(key))
        if css_class:
            button.add_class(css_class)

        def press(_: Button) -> None:
            try:
                workshop = way()
            except KerneError as error:
                self._problem.value = line("kr-error", error.text(self._lang))
            else:
                self._enter(workshop)

        button.on_click(press)
        return button

    def _make(self) -> Workshop:
        return create_workshop(self._name.value.strip(), lang=self._lang)

    def _open(self) -> Workshop:
        return open_workshop(self._code.value)

    def _example(self) -> Workshop:
        return make_example(open_store(), self._lang)
