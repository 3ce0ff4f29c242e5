"""A place between two axes: a field to tap, and the same as two rows of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import kinds
from ..board import Plane
from .elements import box, escaped, field_id, layout, markup, name_field
from .one_by_one import Card, Entry, OneByOne
from .steps import StepsForm, keys_name, place_id, step_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..model import Axis, Prompt
    from .saving import Saving

PARTS = ("x", "y")


class Form(OneByOne):
    """A field, and its twin of keys. ``value``: ``{"x": step, "y": step}``, or such a value per item."""

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        labels: dict[str, Any] = {name: self.say(f"plane_{name}") for name in ("name", "unplaced", "placed", "at")}
        labels |= {"board": self.name, "corners": [corner(self.lang) for corner in self.prompt.corners]}
        labels["count"] = self.say("placed_count", placed="{placed}", total="{total}")
        labels |= {part: self.axis(part) for part in PARTS}
        self._board = Plane(
            self._on_board, labels=labels, steps=self.prompt.steps, zone=self.prompt.zone, layout=layout()
        )
        return [self._lay_out(self.say("steps_empty"))]

    def axis(self, part: str) -> dict[str, str]:
        """What an axis and its ends are called."""
        axis: Axis = self.prompt.x if part == "x" else self.prompt.y
        return {"name": axis.name(self.lang), "low": axis.low(self.lang), "high": axis.high(self.lang)}

    def _make_card(self, entry: Entry) -> PlaceCard:
        return PlaceCard(self, entry)

    @classmethod
    def take_draft(cls, saving: Saving, prompt: Prompt, item_id: str, draft: str) -> bool:
        """Answer with the place of a key that the phone kept."""
        return StepsForm.take_draft(saving, prompt, item_id, draft)

    @classmethod
    def held(cls, saving: Saving, prompt: Prompt, item_id: str) -> str:
        """The place of the key that is down."""
        return StepsForm.held(saving, prompt, item_id)

    # -- what is shown -------------------------------------------------------------------------------------

    def _show_placed(self, given: dict[str, Any]) -> None:
        self._board.placements = {item_id: place for item_id, place in given.items() if set(place) == set(PARTS)}

    def mark(self, value: str, item_id: str) -> str | None:
        """A checksum of a key that is committed."""
        return self._mark(value, item_id)

    # -- what is answered ----------------------------------------------------------------------------------

    def take_step(self, item_id: str, part: str, index: int | None) -> None:
        """A key was tapped on an item's card."""
        if not self._following and index is not None:
            self._save(item_id, {part: index + 1})

    def _save(self, item_id: str, part: dict[str, Any], event_id: str | None = None) -> None:
        standing = self.saving.given(self.prompt.prompt_id).get(item_id, {})
        self._answer({**standing, **part}, item_id, event_id)
        self._show_value()


class PlaceCard(Card):
    """An item, and a row of keys for each axis."""

    def __init__(self, form: Form, entry: Entry) -> None:
        self._form = form
        self._item_id = entry.item_id
        self._title = markup("")
        self._keys = {part: self._make_keys(part, entry) for part in PARTS}
        how = markup(f'<p class="kerne-help">{escaped(form.say("plane_how"))}</p>')
        rows = [self._make_row(part) for part in PARTS]
        self.widget = box([self._title, how, *rows], "kerne-task" if kinds.is_itemised(form.prompt) else "kerne-steps")

    def _make_keys(self, part: str, entry: Entry) -> ipywidgets.RadioButtons:
        form, axis = self._form, self._form.axis(part)
        ends = (axis["low"], axis["high"])
        keys = step_keys(form, entry.name, part, axis["name"], steps=form.prompt.steps, ends=ends, chosen=None)
        name_field(keys, form.prompt.prompt_id, place_id(entry.item_id, part))
        keys.observe(lambda change: form.take_step(self._item_id, part, change["new"]), "index")
        return keys

    def _make_row(self, part: str) -> ipywidgets.Widget:
        axis = {name: escaped(words) for name, words in self._form.axis(part).items()}
        name = markup(f'<p class="kerne-axis" aria-hidden="true">{axis["name"]}</p>')
        ends = f"<span>{axis['low']}</span><span>{axis['high']}</span>"
        return box([name, self._keys[part], markup(f'<div class="kerne-ends" aria-hidden="true">{ends}</div>')])

    def show(self, entry: Entry, value: dict[str, Any]) -> None:
        """Show the item as it is called now, and its steps."""
        self._title.value = f'<h3 dir="auto">{escaped(entry.name)}</h3>' if entry.number else ""
        for part, keys in self._keys.items():
            step, axis = value.get(part), self._form.axis(part)
            ends = (axis["low"], axis["high"])
            keys.description = keys_name(self._form, entry.name, axis["name"], steps=self._form.prompt.steps, ends=ends)
            keys.index = step - 1 if isinstance(step, int) and 1 <= step <= self._form.prompt.steps else None

    def marks(self) -> dict[str, Any]:
        """The keys that are committed."""
        return {
            field_id(self._form.prompt.prompt_id, place_id(self._item_id, part)): self._form.mark(
                "" if keys.index is None else str(keys.index), self._item_id
            )
            for part, keys in self._keys.items()
        }
