"""Steps on a scale for several things at once: rows of keys with a name each, and the ends once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .. import kinds
from ..items import Item
from .elements import box, escaped, field_id, markup, name_field, radio
from .prompt_form import PromptForm
from .rows import Rows

if TYPE_CHECKING:
    import ipywidgets

    from ..model import Prompt, Text
    from .saving import Saving

Place = tuple[str, str]


class StepsForm(PromptForm):
    """A card per item with a row of keys per part. ``value``: values by item, or one where there are no items."""

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        self._fields: dict[Place, ipywidgets.RadioButtons] = {}
        self._rows = Rows(self.say("steps_empty"), self._make, "kerne-sorted", "kerne-steps")
        self.follow_room()
        return [self._rows.widget]

    def follow_room(self) -> None:
        """Take in items that have come, gone, been reworded or become one; the others stay as they are."""
        items = self._items() if kinds.is_itemised(self.prompt) else [Item("", "")]
        self._rows.show(items)
        known = {item.item_id for item in items}
        self._fields = {place: field for place, field in self._fields.items() if place[0] in known}
        self._show_value()

    def _make(self, item: Item) -> list[ipywidgets.Widget]:
        item_id, text = item.item_id, item.text
        given = self.saving.given(self.prompt.prompt_id).get(item_id)
        rows = []
        for part, name in self._parts():
            field = step_keys(
                self, text, part, name, steps=self.prompt.steps, ends=self._ends(), chosen=self.step_of(given, part)
            )
            name_field(field, self.prompt.prompt_id, place_id(item_id, part))
            field.observe(lambda change, place=(item_id, part): self._on_chosen(place, change["new"]), "index")
            self._fields[item_id, part] = field
            label = [markup(f'<p class="kerne-part-name" aria-hidden="true">{escaped(name)}</p>')] if name else []
            rows.append(box([*label, field], "kerne-stepped"))
        heading = [markup(f'<p class="kerne-item" aria-hidden="true" dir="auto">{escaped(text)}</p>')] if text else []
        low, high = (escaped(end) for end in self._ends())
        ends = markup(f'<div class="kerne-ends" aria-hidden="true"><span>{low}</span><span>{high}</span></div>')
        return [*heading, *rows, ends]

    def _ends(self) -> tuple[str, str]:
        return self.prompt.low(self.lang), self.prompt.high(self.lang)

    # -- for the kinds -------------------------------------------------------------------------------------

    def _parts(self) -> list[tuple[str, str]]:
        """Key and name of each part of a value; one with no name where a value is a step itself."""
        return [("", "")]

    @classmethod
    def step_of(cls, value: Any, part: str) -> int | None:
        """A part of a value."""
        return (value or {}).get(part) if part else value

    @classmethod
    def with_step(cls, value: Any, part: str, step: int | None) -> Any:
        """A value with a part changed; None when nothing is left of it."""
        if not part:
            return step
        rest = {name: own for name, own in (value or {}).items() if name != part}
        return {**rest, part: step} if step is not None else rest or None

    # -- answers -------------------------------------------------------------------------------------------

    @classmethod
    def take_draft(cls, saving: Saving, prompt: Prompt, item_id: str, draft: str) -> bool:
        """Answer with the place of a key that the phone kept."""
        item_id, _, part = item_id.partition("--")
        standing = saving.given(prompt.prompt_id).get(item_id)
        step = int(draft) + 1 if draft.isdecimal() and len(draft) < 3 else None
        saving.save(prompt, cls.with_step(standing, part, step), item_id)
        return not saving.is_waiting(prompt.prompt_id, item_id)

    @classmethod
    def held(cls, saving: Saving, prompt: Prompt, item_id: str) -> str:
        """The place of the key that is down."""
        item_id, _, part = item_id.partition("--")
        step = cls.step_of(saving.given(prompt.prompt_id).get(item_id), part)
        return str(step - 1) if isinstance(step, int) else ""

    def marks(self) -> dict[str, Any]:
        """The keys that are committed."""
        return {
            field_id(self.prompt.prompt_id, place_id(item_id, part)): self._mark(
                "" if field.index is None else str(field.index), item_id
            )
            for (item_id, part), field in self._fields.items()
        }

    def close(self) -> None:
        """Close the widgets, shown or not."""
        self._rows.close()
        super().close()

    def _show_value(self) -> None:
        given = self.saving.given(self.prompt.prompt_id)
        for (item_id, part), field in self._fields.items():
            # an equal value stores nothing, so the field may report what is shown
            step = self.step_of(given.get(item_id), part)
            field.index = None if not isinstance(step, int) or step > self.prompt.steps else step - 1

    def _on_chosen(self, place: Place, index: int | None) -> None:
        item_id, part = place
        given = self.saving.given(self.prompt.prompt_id).get(item_id)
        step = None if index is None else index + 1
        if self.step_of(given, part) != step:
            self._answer(self.with_step(given, part, step), item_id)


def place_id(item_id: str, part: str) -> str:
    """What tells the part of an item from all others in the name of a field."""
    return f"{item_id}--{part}" if part else item_id


def step_keys(
    form: PromptForm, item: str, part: str, name: str, *, steps: int, ends: tuple[str, str], chosen: int | None
) -> ipywidgets.RadioButtons:
    """A row of keys from 1 up, whose spoken name says what they are about and what the ends mean."""
    spoken = keys_name(form, item, name, steps=steps, ends=ends)
    index = chosen - 1 if isinstance(chosen, int) and 1 <= chosen <= steps else None
    return radio(
        spoken, [str(step) for step in range(1, steps + 1)], index, "kerne-row", f"kerne-part--{part or 'own'}"
    )


def keys_name(form: PromptForm, item: str, name: str, *, steps: int, ends: tuple[str, str]) -> str:
    """The spoken name of a row of keys."""
    about = " · ".join(words for words in (item or form.name, name) if words)
    return form.say("scale_name", question=about, low=ends[0], steps=steps, high=ends[1])


def named_parts(lang: str, **names: Text) -> list[tuple[str, str]]:
    """Parts with their names in a language."""
    return [(part, name(lang)) for part, name in names.items()]
