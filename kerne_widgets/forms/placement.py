"""Placing tasks, or others, between core and periphery: a board to drag on, and the same with keys, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import kinds
from ..board import Board
from ..kinds.placement import as_hours
from ..messages import number
from .elements import box, button, escaped, field_id, layout, markup, name_field, radio, text_field
from .one_by_one import Entry, OneByOne
from .prompt_form import checksum, heard
from .steps import place_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets

    from ..model import Prompt
    from .saving import Saving


HOURS = "hours"


class Form(OneByOne):
    """A board, and its twin of keys. ``value``: ``{item_id: {"centrality": 0-4, "hours_week": hours or None}}``."""

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        self._hours: dict[str, str] = {}
        self._shown_item: str | None = None
        rings = [ring(self.lang) for ring in self.prompt.rings]
        about = "board" if self.prompt.is_about_tasks else "roles"
        labels = {name: self.say(f"{about}_{name}") for name in ("name", "unplaced", "placed")}
        self._board = Board(self._on_moved, labels={**labels, "board": labels["name"], "rings": rings}, layout=layout())
        self._title = markup("")
        self._rings = radio(self.say(f"{about}_rings"), rings, None, "kerne-row", "kerne-rings")
        self._rings.observe(self._on_ring, "index")
        self._less = button(self.say("hours_less"), "kerne-less")
        self._more = button(self.say("hours_more"), "kerne-more")
        self._less.on_click(lambda _button: self._step(-1))
        self._more.on_click(lambda _button: self._step(1))
        self._field = text_field(self.say("hours"), "", "kerne-hours-field", placeholder="–")
        self._field.observe(self._on_hours, "value")
        hours = [box([self._less, self._field, self._more], "kerne-hours")] if self.prompt.hours_max else []
        self._card = box([self._title, self._rings, *hours], "kerne-task")
        after = markup(f'<p class="kerne-help">{escaped(self.prompt.help(self.lang))}</p>', "kerne-after")
        return [self._lay_out(self.say(f"{about}_empty")), after]

    @classmethod
    def from_draft(cls, prompt: Prompt, draft: str) -> Any:  # noqa: ARG003
        """The ring at a place."""
        return {"centrality": int(draft), "hours_week": None} if draft.isdecimal() and len(draft) == 1 else None

    @classmethod
    def take_draft(cls, saving: Saving, prompt: Prompt, item_id: str, draft: str) -> bool:
        """Move the item, or give it hours; the phone keeps each alone, and what stands of the other goes on standing.

        Hours of an item without a ring wait on the phone until it has one.
        """
        item_id, _, part = item_id.partition("--")
        standing = saving.given(prompt.prompt_id).get(item_id, {})
        if part == HOURS:
            if standing:
                saving.save(prompt, {**standing, "hours_week": as_hours(draft)}, item_id)
            return saving.is_settled(prompt.prompt_id, item_id) and bool(standing)
        saving.save(prompt, {**standing, "centrality": int(draft)} if draft.isdecimal() else None, item_id)
        return not saving.is_waiting(prompt.prompt_id, item_id)

    @classmethod
    def held(cls, saving: Saving, prompt: Prompt, item_id: str) -> str:
        """The place of the ring, or the hours."""
        item_id, _, part = item_id.partition("--")
        standing = saving.given(prompt.prompt_id).get(item_id, {})
        return hours_as_read(standing, saving.lang) if part == HOURS else str(standing.get("centrality", ""))

    def marks(self) -> dict[str, Any]:
        """The ring and the hours of the selected item that are committed."""
        item_id, ring = self._board.selected, self._rings.index
        prompt_id, hours = self.prompt.prompt_id, self._field.value
        waits = self.saving.is_waiting(prompt_id, item_id)
        marks = {field_id(prompt_id, item_id): None if waits else checksum("" if ring is None else str(ring))}
        if self.prompt.hours_max:
            mark = heard(hours) if self._has_unstored_hours(item_id) else checksum(hours)
            marks[field_id(prompt_id, place_id(item_id, HOURS))] = None if waits else mark
        return marks

    # -- what is shown -------------------------------------------------------------------------------------

    def _show_placed(self, given: dict[str, Any]) -> None:
        self._board.placements = {item_id: placement["centrality"] for item_id, placement in given.items()}

    def _show_selected(self, entry: Entry, value: dict[str, Any]) -> None:
        how = escaped(self.say("board_how"))
        named = f'<h3 dir="auto">{entry.number} · {escaped(entry.text)}</h3>'
        self._title.value = f'{named}<p class="kerne-help">{how}</p>'
        hours = self._hours.get(entry.item_id, hours_as_read(value, self.lang))
        # the fields are about one item at a time, and the phone keeps each by its name
        with self._rings.hold_sync(), self._field.hold_sync():
            name_field(self._rings, self.prompt.prompt_id, entry.item_id)
            name_field(self._field, self.prompt.prompt_id, place_id(entry.item_id, HOURS))
            self._rings.index = value.get("centrality")
            # "7," may be on its way to "7,5": what means the same is not written anew under the fingers
            if entry.item_id != self._shown_item or as_hours(self._field.value) != as_hours(hours):
                self._field.value = hours
        self._shown_item = entry.item_id

    # -- what is answered ----------------------------------------------------------------------------------

    def _on_moved(self, item_id: str, centrality: int, event_id: str) -> None:
        self._on_board(item_id, {"centrality": centrality}, event_id)

    def _on_ring(self, change: dict[str, Any]) -> None:
        if not self._following and change["new"] is not None:
            self._save(self._board.selected, {"centrality": change["new"]})

    def _on_hours(self, change: dict[str, Any]) -> None:
        if self._following:
            return
        item_id = self._board.selected
        self._hours[item_id] = change["new"]
        self.saving.note_typing()
        if item_id in self.saving.given(self.prompt.prompt_id):
            self._save(item_id, {})
        else:
            self.saving.look(self.prompt.prompt_id)

    def _step(self, by: int) -> None:
        hours = as_hours(self._field.value)
        hours = hours if isinstance(hours, int | float) else 0
        self._field.value = number(max(0, min(hours + by, self.prompt.hours_max)), self.lang, 1)

    def _save(self, item_id: str, part: dict[str, Any], event_id: str | None = None) -> None:
        standing = self.saving.given(self.prompt.prompt_id).get(item_id, {"hours_week": None})
        hours = {"hours_week": as_hours(self._hours[item_id])} if item_id in self._hours else {}
        value = {**standing, **part, **hours}
        stored = True
        if part and kinds.check(value, self.prompt):
            # hours that are none must not take the ring with them
            stored, event_id = self._answer({**standing, **part}, item_id, event_id), None
        if stored and self._answer(value, item_id, event_id):
            self._hours.pop(item_id, None)
        self._show_value()

    def _has_unstored_hours(self, item_id: str) -> bool:
        if item_id not in self._hours:
            return False
        standing = self.saving.given(self.prompt.prompt_id).get(item_id)
        is_settled = self.saving.is_settled(self.prompt.prompt_id, item_id)
        return not (is_settled and standing and standing["hours_week"] == as_hours(self._hours[item_id]))

    def _note_html(self) -> str:
        selected = self._board.selected
        missing = selected in self._hours and selected not in self.saving.given(self.prompt.prompt_id)
        said = f'<p class="kerne-count">{escaped(self.say("hours_without_ring"))}</p>' if missing else ""
        return super()._note_html() + said


def hours_as_read(placement: Mapping[str, Any], lang: str) -> str:
    """The hours of a placement as they are shown; ``""`` where there are none."""
    hours = placement.get("hours_week")
    return hours if isinstance(hours, str) else "" if hours is None else number(hours, lang, 1)
