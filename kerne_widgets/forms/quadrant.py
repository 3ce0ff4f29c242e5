"""A place between two axes: a field to tap, and the same as two rows of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import kinds
from ..board import Plane
from .elements import box, escaped, field_id, layout, markup, name_field
from .one_by_one import Entry, OneByOne
from .steps import StepsForm, place_id, step_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..model import Axis, Prompt
    from .saving import Saving

PARTS = ("x", "y")


class Form(OneByOne):
    """A field, and its twin of keys. ``value``: ``{"x": step, "y": step}``, or such a value per item."""

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        itemised = kinds.is_itemised(self.prompt)
        labels: dict[str, Any] = {name: self.say(f"plane_{name}") for name in ("name", "unplaced", "placed", "at")}
        labels |= {"board": self.name, "corners": [corner(self.lang) for corner in self.prompt.corners]}
        labels |= {part: self._ends(part) for part in PARTS}
        self._board = Plane(
            self._on_board, labels=labels, steps=self.prompt.steps, zone=self.prompt.zone, layout=layout()
        )
        self._title = markup("")
        self._keys = {part: self._make_keys(part) for part in PARTS}
        how = self.say("plane_how")
        self._how = markup(f'<p class="kerne-help">{escaped(how)}</p>')
        rows = [self._make_row(part) for part in PARTS]
        self._card = box([self._title, self._how, *rows], *(("kerne-task",) if itemised else ("kerne-steps",)))
        return [self._lay_out(self.say("steps_empty"))]

    def _axis(self, part: str) -> Axis:
        return self.prompt.x if part == "x" else self.prompt.y

    def _ends(self, part: str) -> dict[str, str]:
        axis = self._axis(part)
        return {"name": axis.name(self.lang), "low": axis.low(self.lang), "high": axis.high(self.lang)}

    def _make_keys(self, part: str) -> ipywidgets.RadioButtons:
        axis = self._ends(part)
        ends = (axis["low"], axis["high"])
        keys = step_keys(self, "", part, axis["name"], steps=self.prompt.steps, ends=ends, chosen=None)
        keys.observe(lambda change: self._on_key(part, change["new"]), "index")
        return keys

    def _make_row(self, part: str) -> ipywidgets.Widget:
        axis = {name: escaped(words) for name, words in self._ends(part).items()}
        name = markup(f'<p class="kerne-axis" aria-hidden="true">{axis["name"]}</p>')
        ends = f"<span>{axis['low']}</span><span>{axis['high']}</span>"
        return box([name, self._keys[part], markup(f'<div class="kerne-ends" aria-hidden="true">{ends}</div>')])

    @classmethod
    def take_draft(cls, saving: Saving, prompt: Prompt, item_id: str, draft: str) -> bool:
        """Answer with the place of a key that the phone kept."""
        return StepsForm.take_draft(saving, prompt, item_id, draft)

    @classmethod
    def held(cls, saving: Saving, prompt: Prompt, item_id: str) -> str:
        """The place of the key that is down."""
        return StepsForm.held(saving, prompt, item_id)

    def marks(self) -> dict[str, Any]:
        """The keys of the selected item that are committed."""
        item_id = self._board.selected
        return {
            field_id(self.prompt.prompt_id, place_id(item_id, part)): self._mark(
                "" if keys.index is None else str(keys.index), item_id
            )
            for part, keys in self._keys.items()
        }

    # -- what is shown -------------------------------------------------------------------------------------

    def _show_placed(self, given: dict[str, Any]) -> None:
        self._board.placements = {item_id: place for item_id, place in given.items() if set(place) == set(PARTS)}

    def _show_selected(self, entry: Entry, value: dict[str, Any]) -> None:
        self._title.value = f'<h3 dir="auto">{entry.number} · {escaped(entry.text)}</h3>' if entry.number else ""
        for part, keys in self._keys.items():
            step = value.get(part)
            with keys.hold_sync():
                name_field(keys, self.prompt.prompt_id, place_id(entry.item_id, part))
                keys.index = step - 1 if isinstance(step, int) and 1 <= step <= self.prompt.steps else None

    # -- what is answered ----------------------------------------------------------------------------------

    def _on_key(self, part: str, index: int | None) -> None:
        if not self._following and index is not None:
            self._save(self._board.selected, {part: index + 1})

    def _save(self, item_id: str, part: dict[str, Any], event_id: str | None = None) -> None:
        standing = self.saving.given(self.prompt.prompt_id).get(item_id, {})
        self._answer({**standing, **part}, item_id, event_id)
        self._show_value()
