"""Cards: a list of short texts, added one at a time."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from .elements import box, button, close, escaped, field_classes, markup, text_field
from .prompt_form import PromptForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..model import Prompt
    from .saving import Saving


class Form(PromptForm):
    """A field, a key that adds, and the cards so far. ``value``: list of str."""

    FULL = "cards_full"

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        self._cards: dict[str, ipywidgets.Widget] = {}
        self._list = box([], "kerne-cards")
        self._field = self._make_field()
        self._add = button(self.say("card_add"), "kerne-add")
        self._entry = box([self._field, self._add], "kerne-entry")
        self._show_value()
        return [self._list, self._entry]

    def _make_field(self) -> ipywidgets.Widget:
        # the page's script sends whole cards; "kerne-whole" keeps it from saving half ones
        classes = ("kerne-whole", *field_classes(self.prompt.prompt_id))
        field = text_field(self.name, "", *classes, placeholder=self.say("card_placeholder"))
        field.observe(self._on_written, "value")
        return field

    @property
    def value(self) -> list[str] | None:
        """The cards in the order they were written; None when there is none."""
        return list(self.saving.given(self.prompt.prompt_id).values()) or None

    @value.setter
    def value(self, value: list[str] | None) -> None:
        wanted = list(value or [])
        for item_id, text in self.saving.given(self.prompt.prompt_id).items():
            if text in wanted:
                wanted.remove(text)
            else:
                self._answer(None, item_id)
        for text in wanted:
            self._answer(text, str(uuid.uuid4()))

    def add(self, text: str, event_id: str | None = None) -> bool:
        """Add a card; whether it is committed. What stands already, by its id or its words, is not added again."""
        return self.take_card(self.saving, self.prompt, text, event_id or str(uuid.uuid4()))

    @classmethod
    def take_card(cls, saving: Saving, prompt: Prompt, text: str, card_id: str) -> bool:
        """Add a card where no form need be shown; as :meth:`add`."""
        text = cls.tidy(text)
        standing = saving.given(prompt.prompt_id)
        known = card_id if card_id in standing else None
        for item_id, card in standing.items():
            known = known or (item_id if card.casefold() == text.casefold() else None)
        if known is not None:
            return saving.is_settled(prompt.prompt_id, known)
        return saving.save(prompt, text, card_id, card_id)

    @classmethod
    def tidy(cls, written: str) -> str:
        """A card without blanks that say nothing."""
        return " ".join(written.split()) if len(written) < 1_000 else written

    def marks(self) -> dict[str, Any]:
        """The cards that are committed."""
        given = self.saving.given(self.prompt.prompt_id)
        return {self.prompt.prompt_id: [item for item in given if self.saving.is_settled(self.prompt.prompt_id, item)]}

    def _show_value(self) -> None:
        given = self.saving.given(self.prompt.prompt_id)
        gone = [self._cards.pop(item_id) for item_id in list(self._cards) if item_id not in given]
        for item_id, text in given.items():
            if item_id not in self._cards:
                self._cards[item_id] = self._card(item_id, text)
            self._cards[item_id].children[0].value = self._card_html(text) + self._waits_html(item_id)
        self._list.children = [self._cards[item_id] for item_id in given]
        for card in gone:
            close(card)
        full = len(given) >= self.prompt.max_items
        (self._entry.add_class if full else self._entry.remove_class)("is-full")

    def _card(self, item_id: str, text: str) -> ipywidgets.Widget:
        remove = button(self.say("card_remove", card=_cut(self.told(text))), "kerne-remove", tooltip=self.say("remove"))
        remove.on_click(lambda _button: self._answer(None, item_id))
        # by its id the page's script knows what it need no longer show as waiting
        return box([markup(""), remove], "kerne-card", f"kerne-card--{item_id}")

    def _card_html(self, text: str) -> str:
        # dir="auto": a card may be written from right to left
        return f'<p dir="auto">{escaped(text)}</p>'

    def _waits_html(self, item_id: str) -> str:
        is_stored = self.saving.is_settled(self.prompt.prompt_id, item_id)
        return "" if is_stored else f'<p class="kerne-waits">{escaped(self.say("card_waits"))}</p>'

    def _on_change(self, prompt_id: str) -> None:
        super()._on_change(prompt_id)
        if prompt_id == self.prompt.prompt_id:
            self._show_value()

    def _on_written(self, change: dict[str, Any]) -> None:
        if change["new"].strip() and self.add(change["new"]):
            self._field.value = ""

    def _count_html(self) -> str:
        given = len(self.saving.given(self.prompt.prompt_id))
        waits = f'data-waits="{escaped(self.say("card_waits"))}"'
        if given >= self.prompt.max_items:
            return f'<p class="kerne-count" {waits}>{escaped(self.say(self.FULL, limit=self.prompt.max_items))}</p>'
        over = escaped(self.say("over_card", length="{length}"))
        return f'<p class="kerne-count" data-limit="4000" data-count="" data-over="{over}" {waits}></p>'


def _cut(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
