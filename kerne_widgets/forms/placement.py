"""Placing tasks, or others, between core and periphery: a board to drag on, and the same with keys, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import kinds
from ..board import Board
from ..kinds.placement import as_hours
from ..messages import number
from .elements import box, button, escaped, field_id, layout, markup, name_field, radio, text_field
from .one_by_one import Card, Entry, OneByOne
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
        rings = [ring(self.lang) for ring in self.prompt.rings]
        labels = {name: self.say(f"{self.about}_{name}") for name in ("name", "unplaced", "placed")}
        labels["count"] = self.say("placed_count", placed="{placed}", total="{total}")
        self._board = Board(self._on_moved, labels={**labels, "board": labels["name"], "rings": rings}, layout=layout())
        after = markup(f'<p class="kerne-help">{escaped(self.prompt.help(self.lang))}</p>', "kerne-after")
        return [self._lay_out(self.say(f"{self.about}_empty")), after]

    @property
    def about(self) -> str:
        """What the sentences are about: the ``"board"`` of tasks, or ``"roles"``."""
        return "board" if self.prompt.is_about_tasks else "roles"

    def _make_card(self, entry: Entry) -> TaskCard:
        return TaskCard(self, entry)

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

    # -- what is shown -------------------------------------------------------------------------------------

    def _show_placed(self, given: dict[str, Any]) -> None:
        self._board.placements = {item_id: placement["centrality"] for item_id, placement in given.items()}

    def hours_of(self, item_id: str, placement: Mapping[str, Any]) -> str:
        """The hours of an item as they were written, stored or not."""
        return self._hours.get(item_id, hours_as_read(placement, self.lang))

    # -- what is answered ----------------------------------------------------------------------------------

    def _on_moved(self, item_id: str, centrality: int, event_id: str) -> None:
        self._on_board(item_id, {"centrality": centrality}, event_id)

    def take_ring(self, item_id: str, centrality: int | None) -> None:
        """A key was tapped on an item's card."""
        if not self._following and centrality is not None:
            self._save(item_id, {"centrality": centrality})

    def take_hours(self, item_id: str, written: str) -> None:
        """Hours were written, or counted, on an item's card."""
        if self._following:
            return
        self._hours[item_id] = written
        if item_id in self.saving.given(self.prompt.prompt_id):
            self._save(item_id, {})
        else:
            self.saving.look(self.prompt.prompt_id)

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

    def _on_undo(self, button: object) -> None:
        for item_id in self.saving.problems_by_item(self.prompt.prompt_id):
            self._hours.pop(item_id, None)
        super()._on_undo(button)

    def _on_refused(self, prompt_id: str, item_id: str) -> None:
        if prompt_id == self.prompt.prompt_id:
            self._hours.pop(item_id, None)
        super()._on_refused(prompt_id, item_id)

    def has_unstored_hours(self, item_id: str) -> bool:
        """Whether hours of an item wait for a ring, or were refused."""
        if item_id not in self._hours:
            return False
        standing = self.saving.given(self.prompt.prompt_id).get(item_id)
        is_settled = self.saving.is_settled(self.prompt.prompt_id, item_id)
        return not (is_settled and standing and standing["hours_week"] == as_hours(self._hours[item_id]))

    def _note_html(self) -> str:
        selected = self._board.selected
        missing = selected in self._hours and selected not in self.saving.given(self.prompt.prompt_id)
        said = f'<p class="kerne-count kerne-missing">{escaped(self.say("hours_without_ring"))}</p>' if missing else ""
        return super()._note_html() + said


class TaskCard(Card):
    """An item, its rings and its hours."""

    def __init__(self, form: Form, entry: Entry) -> None:
        self._form = form
        self._item_id = entry.item_id
        prompt, say = form.prompt, form.say
        self._title = markup("")
        self._rings = radio("", [ring(form.lang) for ring in prompt.rings], None, "kerne-row", "kerne-rings")
        self._less, self._more = button(say("hours_less"), "kerne-less"), button(say("hours_more"), "kerne-more")
        self._field = text_field(say("hours"), "", "kerne-hours-field", placeholder="–")
        name_field(self._rings, prompt.prompt_id, entry.item_id)
        name_field(self._field, prompt.prompt_id, place_id(entry.item_id, HOURS))
        hours = [box([self._less, self._field, self._more], "kerne-hours")] if prompt.hours_max else []
        self.widget = box([self._title, self._rings, *hours], "kerne-task")
        self._rings.observe(lambda change: form.take_ring(self._item_id, change["new"]), "index")
        self._field.observe(lambda change: form.take_hours(self._item_id, change["new"]), "value")
        self._less.on_click(lambda _button: self._count(-1))
        self._more.on_click(lambda _button: self._count(1))

    def show(self, entry: Entry, value: dict[str, Any]) -> None:
        """Show the item as it is called now, its ring and its hours."""
        form = self._form
        how = escaped(form.say("board_how"))
        self._title.value = f'<h3 dir="auto">{escaped(entry.name)}</h3><p class="kerne-help">{how}</p>'
        self._rings.description = form.say(f"{form.about}_rings", item=entry.name)
        self._rings.index = value.get("centrality")
        hours = form.hours_of(entry.item_id, value)
        # "7," may be on its way to "7,5": what means the same is not written anew under the fingers
        if as_hours(self._field.value) != as_hours(hours):
            self._field.value = hours

    def marks(self) -> dict[str, Any]:
        """The ring and the hours that are committed."""
        form, item_id = self._form, self._item_id
        prompt, ring, hours = form.prompt, self._rings.index, self._field.value
        waits = form.saving.is_waiting(prompt.prompt_id, item_id)
        marks = {field_id(prompt.prompt_id, item_id): None if waits else checksum("" if ring is None else str(ring))}
        if prompt.hours_max:
            mark = heard(hours) if form.has_unstored_hours(item_id) else checksum(hours)
            marks[field_id(prompt.prompt_id, place_id(item_id, HOURS))] = None if waits else mark
        return marks

    def _count(self, by: int) -> None:
        hours = as_hours(self._field.value)
        hours = hours if isinstance(hours, int | float) else 0
        self._field.value = number(max(0, min(hours + by, self._form.prompt.hours_max)), self._form.lang, 1)


def hours_as_read(placement: Mapping[str, Any], lang: str) -> str:
    """The hours of a placement as they are shown; ``""`` where there are none."""
    hours = placement.get("hours_week")
    return hours if isinstance(hours, str) else "" if hours is None else number(hours, lang, 1)
