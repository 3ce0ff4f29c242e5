"""The door: where the facilitator makes a workshop, opens one, or has a look at the example."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from ipywidgets import HTML, Button, HBox, Text, ToggleButtons, VBox

from .. import messages
from ..errors import KerneError
from ..example import make_example
from ..store import open_store
from ..workshop import Workshop, create_workshop, every_workshop, open_workshop
from .pieces import line

# how many are offered of the newest that someone has joined, and among how many they are looked for
OFFERED, LOOKED_AT = 5, 40
# as each language calls itself
LANGUAGES = {"da": "Dansk", "en": "English"}


class Door:
    """Ways in, in the language that is chosen; a new workshop is held in it.

    Parameters
    ----------
    enter
        Called with the workshop that is gone into.
    lang
        Language at first.
    been
        Workshops one has come from, each a press away.
    """

    def __init__(
        self, enter: Callable[[Workshop], None], lang: str = messages.DEFAULT_LANG, been: tuple[Workshop, ...] = ()
    ) -> None:
        self._enter = enter
        self._been = been
        self._earlier = _held({workshop.code for workshop in been})
        self._lang = lang if lang in messages.LANGS else messages.DEFAULT_LANG
        self._problem = HTML()
        self._name, self._code = Text(), Text()
        self._languages = ToggleButtons(options=[(LANGUAGES[one], one) for one in messages.LANGS], value=self._lang)
        self._languages.observe(self._speak, "value")
        self.widget = VBox()
        self.widget.add_class("kr-door")
        self._show()

    def _speak(self, change: dict[str, Any]) -> None:
        """Go on in another language; what has been written stays."""
        self._lang = change["new"]
        self._problem.value = ""
        self._show()

    def _show(self) -> None:
        for field, key in ((self._name, "door_name"), (self._code, "door_code")):
            field.description = field.placeholder = self._text(key)
        self._languages.tooltips = [LANGUAGES[one] for one in messages.LANGS]
        self.widget.children = (
            HTML(line("", self._text("door_title"), "h1")),
            self._languages,
            self._problem,
            *(self._back(workshop) for workshop in reversed(self._been)),
            HTML(line("", self._text("door_new"), "h2")),
            HBox([self._name, self._button("door_make", self._make, "kr-main")]),
            HTML(line("", self._text("door_known"), "h2")),
            *(self._go_on(workshop) for workshop in self._earlier),
            HBox([self._code, self._button("door_open", self._open)]),
            HTML(line("", self._text("door_look"), "h2")),
            self._button("door_example", self._example),
        )

    def _text(self, key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"room.{key}", self._lang, n, **values)

    def _back(self, workshop: Workshop) -> Button:
        label = self._text("door_back", name=workshop.name or workshop.code)
        return self._press(label, lambda: workshop)

    def _go_on(self, workshop: Workshop) -> Button:
        day = messages.date(workshop.round_list()[-1].started_at, self._lang)
        people = self._text("people", workshop.count_people())
        return self._press(" · ".join((workshop.name or workshop.code, day, people)), lambda: workshop)

    def _button(self, key: str, way: Callable[[], Workshop], css_class: str = "") -> Button:
        return self._press(self._text(key), way, css_class)

    def _press(self, label: str, way: Callable[[], Workshop], css_class: str = "") -> Button:
        button = Button(description=label, tooltip=label)
        if css_class:
            button.add_class(css_class)

        def press(_: Button) -> None:
            try:
                workshop = way()
                workshop.require_content()
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


def _held(but: set[str]) -> list[Workshop]:
    """The newest workshops that someone has joined; none where there is no store yet."""
    try:
        newest = islice(every_workshop(), LOOKED_AT)
        held = (workshop for workshop in newest if workshop.code not in but and _was_held(workshop))
        return list(islice(held, OFFERED))
    except KerneError:
        return []


def _was_held(workshop: Workshop) -> bool:
    return not workshop.example and workshop.count_people() > 0
