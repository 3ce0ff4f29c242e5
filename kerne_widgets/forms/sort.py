"""Sorting into two: each item with its two keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import choice
from .elements import escaped, field_classes, field_id, markup, radio
from .prompt_form import PromptForm
from .rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..items import Item
    from ..model import Prompt


class Form(PromptForm):
    """Items with two keys each. ``value``: ``{item_id: key of an option}``."""

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        self._fields: dict[str, ipywidgets.RadioButtons] = {}
        self._rows = Rows(self.say("sort_empty"), self._make, "kerne-sorted")
        self.follow_room()
        return [self._rows.widget]

    def follow_room(self) -> None:
        """Take in items that have come, gone, been reworded or become one; the others stay as they are."""
        items = self._items()
        self._rows.show(items)
        self._fields = {item.item_id: self._fields[item.item_id] for item in items}
        self._show_value()

    def _make(self, item: Item) -> list[ipywidgets.Widget]:
        place = self._place(self.saving.given(self.prompt.prompt_id).get(item.item_id))
        labels = [option.text(self.lang) for option in self.prompt.options]
        field = radio(item.text, labels, place, "kerne-two", *field_classes(self.prompt.prompt_id, item.item_id))
        field.observe(lambda change: self._on_sorted(item.item_id, change["new"]), "index")
        self._fields[item.item_id] = field
        return [markup(f'<p class="kerne-item" aria-hidden="true" dir="auto">{escaped(item.text)}</p>'), field]

    @classmethod
    def from_draft(cls, prompt: Prompt, draft: str) -> Any:
        """The option at a place."""
        return choice.Form.from_draft(prompt, draft)

    @classmethod
    def as_draft(cls, prompt: Prompt, value: Any) -> str:
        """The place of an option."""
        return choice.Form.as_draft(prompt, value)

    def _place(self, value: Any) -> int | None:
        keys = [option.key for option in self.prompt.options]
        return keys.index(value) if value in keys else None

    def marks(self) -> dict[str, Any]:
        """The places that are committed."""
        prompt_id = self.prompt.prompt_id
        return {
            field_id(prompt_id, item_id): self._mark("" if field.index is None else str(field.index), item_id)
            for item_id, field in self._fields.items()
        }

    def close(self) -> None:
        """Close the widgets, shown or not."""
        self._rows.close()
        super().close()

    def _show_value(self) -> None:
        given = self.saving.given(self.prompt.prompt_id)
        for item_id, field in self._fields.items():
            # an equal value stores nothing, so the field may report what is shown
            field.index = self._place(given.get(item_id))

    def _on_sorted(self, item_id: str, place: int | None) -> None:
        key = None if place is None else self.prompt.options[place].key
        if self.saving.given(self.prompt.prompt_id).get(item_id) != key:
            self._answer(key, item_id)
