"""Sorting into two: each item with its two keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import choice
from .elements import box, close, escaped, field_classes, field_id, markup, radio
from .prompt_form import PromptForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..model import Prompt


class Form(PromptForm):
    """Items with two keys each. ``value``: ``{item_id: key of an option}``."""

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        self._fields: dict[str, ipywidgets.RadioButtons] = {}
        self._empty = markup(f'<p class="kerne-empty">{escaped(self.say("sort_empty"))}</p>')
        self._rows = box([self._empty], "kerne-rows")
        self.follow_room()
        return [self._rows]

    def follow_room(self) -> None:
        """Add items that have come; those that are here keep their place under the finger."""
        known = self.saving.workshop.items(self.prompt, self.saving.participant_id)
        new = [item for item in known if item.item_id not in self._fields]
        if not new:
            return
        given = self.saving.given(self.prompt.prompt_id)
        labels = [option.text(self.lang) for option in self.prompt.options]
        rows = [row for row in self._rows.children if row is not self._empty]
        for item in new:
            place = self._place(given.get(item.item_id))
            field = radio(item.text, labels, place, "kerne-two", *field_classes(self.prompt.prompt_id, item.item_id))
            field.observe(lambda change, item_id=item.item_id: self._on_sorted(item_id, change["new"]), "index")
            self._fields[item.item_id] = field
            heading = markup(f'<p class="kerne-item" aria-hidden="true">{escaped(item.text)}</p>')
            rows.append(box([heading, field], "kerne-sorted"))
        self._rows.children = rows

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
        close(self._empty)
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
