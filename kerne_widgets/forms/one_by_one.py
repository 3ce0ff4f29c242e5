"""What forms with a board have in common: items to put in place, of which one at a time is looked at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import kinds
from .elements import box, close, escaped, markup
from .prompt_form import PromptForm

if TYPE_CHECKING:
    import ipywidgets

    from ..board import Board, Plane

# cards that stay when others are looked at: what a phone has sent to one of them still finds it
CARDS_MAX = 8


@dataclass(frozen=True)
class Entry:
    """An item with its number on the board; a prompt without items is one entry without a number."""

    item_id: str
    number: int
    text: str

    @property
    def name(self) -> str:
        """The item as it is called on the board and in lists; ``""`` for that of a prompt without items."""
        return f"{self.number} · {self.text}" if self.number else self.text


class Card(ABC):
    """The keys that answer about one item and no other, whatever is looked at when a tap on them arrives.

    Attributes
    ----------
    widget
        What to show.
    """

    widget: ipywidgets.Widget

    @abstractmethod
    def show(self, entry: Entry, value: dict[str, Any]) -> None:
        """Show the item as it is called now, and its value."""

    @abstractmethod
    def marks(self) -> dict[str, Any]:
        """Checksums of what is committed, by field."""


class OneByOne(PromptForm):
    """A board, and below it the card of the selected item. ``value``: values by item."""

    _board: Board | Plane

    def _lay_out(self, empty: str) -> ipywidgets.Widget:
        """The board and its keys, or a sentence while there is nothing to put in place."""
        self._entries: list[Entry] = []
        self._cards: dict[str, Card] = {}  # the one looked at last is the last
        self._unacknowledged: dict[str, str] = {}  # the item of each move that is on its way
        self._following = False
        self._board.observe(self._on_selected, "selected")
        self._empty = markup(f'<p class="kerne-empty">{escaped(empty)}</p>')
        self._stage = box([], "kerne-stage")
        self.follow_room()
        return self._stage

    def follow_room(self) -> None:
        """Take in new, renamed and vanished items; the selected one stays."""
        self._entries = self._read_entries()
        self._board.tasks = [{"id": e.item_id, "number": e.number, "text": e.text} for e in self._entries]
        known = [entry.item_id for entry in self._entries]
        if self._board.selected not in known:
            placed = self.saving.given(self.prompt.prompt_id)
            unplaced = [item_id for item_id in known if item_id not in placed]
            self._board.selected = next(iter(unplaced + known), "")
        self._show_value()
        for item_id in self._cards.keys() - set(known):
            close(self._cards.pop(item_id).widget)

    def _read_entries(self) -> list[Entry]:
        if not kinds.is_itemised(self.prompt):
            return [Entry("", 0, "")]
        items = self._items()
        if self.prompt.is_about_tasks:
            return [Entry(task.task_id, task.number, task.text) for task in self.saving.workshop.task_list()]
        return [Entry(item.item_id, number, item.text) for number, item in enumerate(items, start=1)]

    def keep_moves_as(self, key: str) -> None:
        """Name the place on the phone where moves wait until they are stored."""
        self._board.key = f"{key}:{self.prompt.prompt_id}" if key else ""

    def let_move(self, is_open: bool) -> None:
        """Whether items can be moved."""
        self._board.is_open = is_open

    @property
    def selected(self) -> Entry | None:
        """The item that is looked at."""
        return next((entry for entry in self._entries if entry.item_id == self._board.selected), None)

    @property
    def n_items(self) -> int:
        """Items there are to place."""
        return len(self._entries)

    @property
    def place(self) -> int:
        """Place of the selected item in the list, from 0."""
        return next((i for i, entry in enumerate(self._entries) if entry.item_id == self._board.selected), 0)

    def step(self, by: int) -> bool:
        """Select the next item, or the one before; False when there is none."""
        place = self.place + by
        if not 0 <= place < len(self._entries):
            return False
        self._board.selected = self._entries[place].item_id
        return True

    def close(self) -> None:
        """Close the widgets, shown or not."""
        for widget in (self._board, self._empty, *(card.widget for card in self._cards.values())):
            close(widget)
        super().close()

    def marks(self) -> dict[str, Any]:
        """What is committed of each item whose card is there."""
        return {field: mark for card in self._cards.values() for field, mark in card.marks().items()}

    # -- for the kinds -------------------------------------------------------------------------------------

    @abstractmethod
    def _make_card(self, entry: Entry) -> Card:
        """The keys about an item."""

    @abstractmethod
    def _show_placed(self, given: dict[str, Any]) -> None:
        """Show the values of all items on the board."""

    @abstractmethod
    def _save(self, item_id: str, part: dict[str, Any], event_id: str | None = None) -> None:
        """Store a part of the value of an item."""

    # -- within --------------------------------------------------------------------------------------------

    def _show_value(self) -> None:
        given = self.saving.given(self.prompt.prompt_id)
        self._show_placed(given)
        selected = self.selected
        card = self._card_of(selected) if selected else None
        self._following = True
        try:
            for entry in self._entries:
                if entry.item_id in self._cards:
                    self._cards[entry.item_id].show(entry, given.get(entry.item_id, {}))
        finally:
            self._following = False
        parts = (self._board, card.widget) if card else (self._empty,)
        if self._stage.children != parts:
            self._stage.children = parts

    def _card_of(self, entry: Entry) -> Card:
        """The card of an item that is looked at now."""
        card = self._cards.pop(entry.item_id, None) or self._make_card(entry)
        self._cards[entry.item_id] = card
        for item_id in list(self._cards)[:-CARDS_MAX]:
            close(self._cards.pop(item_id).widget)
        return card

    def _problems_html(self) -> str:
        """What is wrong with the selected item, and, by name, with others."""
        named = {entry.item_id: f"{entry.name}: " for entry in self._entries}
        said = ""
        for item_id, sentences in self.saving.problems_by_item(self.prompt.prompt_id).items():
            is_here = item_id in ("", self._board.selected)
            classes = "kerne-problem" if is_here else "kerne-problem is-elsewhere"
            name = "" if is_here else named.get(item_id, "")
            said += "".join(f'<p class="{classes}">{escaped(name + sentence)}</p>' for sentence in sentences)
        return said

    def _on_selected(self, _change: dict[str, Any]) -> None:
        self._show_value()
        self.saving.look(self.prompt.prompt_id)

    def _on_change(self, prompt_id: str) -> None:
        super()._on_change(prompt_id)
        is_settled = self.saving.is_settled
        settled = [move for move, item in self._unacknowledged.items() if is_settled(self.prompt.prompt_id, item)]
        if settled:
            # in one message: a board that let go of a move before it knew its place would take the mark away for a
            # moment, and the focus with it
            with self._board.hold_sync():
                self._show_placed(self.saving.given(prompt_id))
                for move in settled:
                    del self._unacknowledged[move]
                self._board.acknowledge(settled)

    def _on_board(self, item_id: str, part: dict[str, Any], event_id: str) -> None:
        # it may have become another while it was moved
        item_id = self.saving.workshop.standing_items(self.prompt)(item_id)
        self._unacknowledged[event_id] = item_id
        self._save(item_id, part, event_id)
        if event_id in self._unacknowledged and not self.saving.is_waiting(self.prompt.prompt_id, item_id):
            # what its kind does not allow, the page must not send again
            del self._unacknowledged[event_id]
            self._board.acknowledge([event_id])
