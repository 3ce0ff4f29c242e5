"""Rows of fields below each other, one for each item that a question is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .elements import box, close, escaped, markup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import ipywidgets

    from ..items import Item

GONE = "is-nothing"


class Rows:
    """A row per item, and a sentence while there is none.

    A browser draws anew all that stands below a row which is put in or taken out, and what is drawn anew is lost to the
    finger on it. So rows come at the end, are reworded where they stand, and leave an empty place behind.

    Parameters
    ----------
    empty
        The sentence.
    fill
        Makes the fields of an item.
    classes
        Of each row.

    Attributes
    ----------
    widget
        What to show.
    """

    def __init__(self, empty: str, fill: Callable[[Item], Sequence[ipywidgets.Widget]], *classes: str) -> None:
        self._fill = fill
        self._classes = classes
        self._places: dict[str, ipywidgets.VBox] = {}
        self._shown: dict[str, str] = {}
        self._empty = markup(f'<p class="kerne-empty">{escaped(empty)}</p>')
        self.widget = box([self._empty], "kerne-rows")

    def show(self, items: Sequence[Item]) -> None:
        """Show what stands now; rows that say what they said are not touched."""
        wanted = {item.item_id: item for item in items}
        for item_id in [item_id for item_id in self._shown if item_id not in wanted]:
            self._leave(item_id)
        for item in items:
            if self._shown.get(item.item_id) != item.text:
                self._draw(item)
        parts = tuple(self._places.values()) if self._shown else (self._empty,)
        if self.widget.children != parts:
            self.widget.children = parts

    def close(self) -> None:
        """Close the widgets, shown or not."""
        for part in (self._empty, *self._places.values(), self.widget):
            close(part)

    def _draw(self, item: Item) -> None:
        place = self._places.setdefault(item.item_id, box([], *self._classes))
        old, place.children = place.children, tuple(self._fill(item))
        place.remove_class(GONE)
        self._shown[item.item_id] = item.text
        for widget in old:
            close(widget)

    def _leave(self, item_id: str) -> None:
        place = self._places[item_id]
        place.add_class(GONE)
        old, place.children = place.children, ()
        del self._shown[item_id]
        for widget in old:
            close(widget)
