"""Placing tasks, or others, between core and periphery: a board to drag on, and the same with keys, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..board import Board
from ..messages import number
from .elements import box, button, escaped, field_classes, field_id, layout, markup, radio, text_field
from .one_by_one import Entry, OneByOne

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..model import Prompt
    from .saving import Saving


class Form(OneByOne):
    """A board, and its twin of keys. ``value``: ``{item_id: {"centrality": 0-4, "hours_week": hours or None}}``."""

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        self._hours: dict[str, str] = {}
        self._field_names: tuple[str, ...] = ()
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
        """Move the item; the phone kept the ring alone, and the hours that stand go on standing."""
        standing = saving.given(prompt.prompt_id).get(item_id, {})
        saving.save(prompt, {**standing, "centrality": int(draft)} if draft.isdecimal() else None, item_id)
        return not saving.is_waiting(prompt.prompt_id, item_id)

    def marks(self) -> dict[str, Any]:
        """The ring of the selected item that is committed."""
        item_id, ring = self._board.selected, self._rings.index
        return {field_id(self.prompt.prompt_id, item_id): self._mark("" if ring is None else str(ring), item_id)}

    # -- what is shown -------------------------------------------------------------------------------------

    def _show_placed(self, given: dict[str, Any]) -> None:
        self._board.placements = {item_id: placement["centrality"] for item_id, placement in given.items()}

    def _show_selected(self, entry: Entry, value: dict[str, Any]) -> None:
        how = escaped(self.say("board_how"))
        named = f'<h3 dir="auto">{entry.number} · {escaped(entry.text)}</h3>'
        self._title.value = f'{named}<p class="kerne-help">{how}</p>'
        self._name_field(entry.item_id)
        self._rings.index = value.get("centrality")
        self._field.value = self._hours_shown(entry.item_id, value)

    def _name_field(self, item_id: str) -> None:
        # the keys are about one item at a time, and so is the name under which the phone keeps them
        if self._field_names:
            self._rings.remove_class(self._field_names[-1])
        self._field_names = field_classes(self.prompt.prompt_id, item_id)
        for name in self._field_names:
            self._rings.add_class(name)

    def _hours_shown(self, item_id: str, placement: dict[str, Any]) -> str:
        if item_id in self._hours:
            return self._hours[item_id]
        hours = placement.get("hours_week")
        return hours if isinstance(hours, str) else "" if hours is None else number(hours, self.lang, 1)

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
        hours = self._read_hours(self._field.value)
        hours = hours if isinstance(hours, int | float) else 0
        self._field.value = number(max(0, min(hours + by, self.prompt.hours_max)), self.lang, 1)

    def _save(self, item_id: str, part: dict[str, Any], event_id: str | None = None) -> None:
        standing = self.saving.given(self.prompt.prompt_id).get(item_id, {"hours_week": None})
        hours = {"hours_week": self._read_hours(self._hours[item_id])} if item_id in self._hours else {}
        if self._answer({**standing, **part, **hours}, item_id, event_id):
            self._hours.pop(item_id, None)
        self._show_value()

    def _read_hours(self, written: str) -> Any:
        plain = written.strip()
        if not plain:
            return None
        try:
            hours = float(plain.replace(",", ".") if self.lang == "da" else plain)
        except ValueError:
            return plain  # the kind says what hours are
        return int(hours) if hours.is_integer() else hours

    def _note_html(self) -> str:
        selected = self._board.selected
        missing = selected in self._hours and selected not in self.saving.given(self.prompt.prompt_id)
        said = f'<p class="kerne-count">{escaped(self.say("hours_without_ring"))}</p>' if missing else ""
        return super()._note_html() + said
