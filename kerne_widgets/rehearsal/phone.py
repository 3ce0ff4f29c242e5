"""A participant's page as the widgets' states tell it: which screen, which fields, and what is committed."""

from __future__ import annotations

import html
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .link import Link, State

FIELD = "kerne-f--"
SCREEN = "kerne-screen--"
# the screen to wait on until the room begins
WAITING = "waiting"
# what a board asks about the item in hand is answered with the board
ON_BOARDS = {"kerne-rings", "kerne-hours-field"}
REFERENCE = "IPY_MODEL_"
FACTS = re.compile(r'data-facts="([^"]*)"')


@dataclass(frozen=True)
class Field:
    """A field of the page: its name there, the widget behind it, and what sort it is."""

    name: str
    model_id: str
    sort: str
    classes: tuple[str, ...]


class Phone:
    """Reads a page. What is looked for is found by class, as the page's own script finds it.

    Parameters
    ----------
    link
        The page's connection.
    """

    def __init__(self, link: Link) -> None:
        self.link = link

    def named(self, css_class: str) -> str:
        """Id of the widget with a class, ``""`` when there is none."""
        return next((m for m, state in self.link.states.items() if css_class in classes(state)), "")

    @property
    def screen(self) -> str:
        """Id of the widget of the screen that is shown."""
        page = self.link.states.get(self.named("kerne-page"), {})
        for stage in children(page):
            if "kerne-stage" in classes(self.link.states.get(stage, {})):
                return next(iter(children(self.link.states[stage])), "")
        return ""

    @property
    def screen_id(self) -> str:
        """Name of the screen: an exercise, ``"thanks"``, or ``WAITING``."""
        for name in classes(self.link.states.get(self.screen, {})):
            if name.startswith(SCREEN):
                return name.removeprefix(SCREEN)
        return ""

    @property
    def is_open(self) -> bool:
        """Whether the screen can be answered."""
        return "is-closed" not in classes(self.link.states.get(self.screen, {}))

    def fields(self) -> list[Field]:
        """Fields on the screen that keep a value each; a board is not among them."""
        found = []
        for model_id in self._inside(self.screen):
            state = self.link.states[model_id]
            names = [name.removeprefix(FIELD) for name in classes(state) if name.startswith(FIELD)]
            if names and not ON_BOARDS & set(classes(state)):
                found.append(Field(names[0], model_id, state["_model_name"], tuple(classes(state))))
        return found

    def is_blank(self, field: Field) -> bool:
        """Whether nothing is stored for a field, as far as the page says."""
        return not self.facts["marks"].get(field.name) or self.facts["marks"][field.name] == checksum("")

    def asked(self) -> set[tuple[str, int]]:
        """What is open on the screen and not answered: fields, each with how many items it has, and items to place."""
        if not self.is_open:
            return set()
        items = {field.name: len(self.link.states[field.model_id].get("items", ())) for field in self.fields()}
        blank = {(field.name, items[field.name]) for field in self.fields() if self.is_blank(field)}
        return blank | {(item_id, 0) for item_id in self.unplaced()}

    def unplaced(self) -> list[str]:
        """Ids of the items on the board that have no place yet."""
        board = self.link.states[self.board] if self.board else {"tasks": [], "placements": {}}
        return [item["id"] for item in board["tasks"] if item["id"] not in board["placements"]]

    def is_full(self, field: Field) -> bool:
        """Whether a field for cards takes no more."""
        around = (s for s in self.link.states.values() if field.model_id in children(s))
        return any("is-full" in classes(state) for state in around)

    @property
    def board(self) -> str:
        """Id of the board on the screen, ``""`` when there is none."""
        inside = self._inside(self.screen)
        return next((m for m in inside if {"placements", "acknowledged"} <= self.link.states[m].keys()), "")

    def hours(self, task_id: str) -> str:
        """Id of the field for a task's hours, ``""`` when its card is not there."""
        named = (m for m, state in self.link.states.items() if "kerne-hours-field" in classes(state))
        return next((m for m in named if any(f"--{task_id}--" in c for c in classes(self.link.states[m]))), "")

    @property
    def facts(self) -> dict[str, Any]:
        """What the head of the page says is committed: ``marks``, ``done``, and the ``state``."""
        head = self.link.states.get(self.named("kerne-header"), {})
        found = FACTS.search(head.get("value", ""))
        if found is None:
            return {"marks": {}, "done": [], "state": ""}
        facts: dict[str, Any] = json.loads(html.unescape(found[1]))
        return facts

    @property
    def is_out(self) -> bool:
        """Whether the page says that one was taken out of the workshop."""
        return "out" in self.facts

    @property
    def n_refused(self) -> int:
        """How many answers the page has refused for good, as they came too late."""
        return sum(self.facts.get("refusals", {}).values())

    def is_committed(self, field: str, written: str) -> bool:
        """Whether the page says that this is what is stored for a field."""
        facts = self.facts
        return bool(facts["state"] == "saved" and facts["marks"].get(field) == checksum(written))

    def has_card(self, field: str, card_id: str) -> bool:
        """Whether the page says that a card is stored."""
        facts = self.facts
        return card_id in (facts["marks"].get(field) or ()) or card_id in facts["done"]

    def _inside(self, model_id: str) -> Iterator[str]:
        if model_id in self.link.states:
            yield model_id
            for child in children(self.link.states[model_id]):
                yield from self._inside(child)


def classes(state: State) -> list[str]:
    """Classes of a widget."""
    return list(state.get("_dom_classes", ()))


def children(state: State) -> list[str]:
    """Ids of the widgets in a box."""
    return [child.removeprefix(REFERENCE) for child in state.get("children", ())]


def checksum(written: str) -> str:
    """The checksum by which a page knows what has arrived."""
    return f"{zlib.crc32(written.encode('utf-8')):08x}"
