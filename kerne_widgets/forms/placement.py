"""Placing tasks between core and periphery: a board to drag on, and the same with keys, one task at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..board import Board
from ..messages import number
from .elements import box, button, close, escaped, field_classes, field_id, layout, markup, radio, text_field
from .prompt_form import PromptForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..model import Prompt
    from ..room_state import Task
    from .saving import Saving


class Form(PromptForm):
    """A board, and its twin of keys. ``value``: ``{task_id: {"centrality": 0-4, "hours_week": hours or None}}``."""

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        self._tasks: list[Task] = []
        self._hours: dict[str, str] = {}
        self._unacknowledged: dict[str, str] = {}
        self._following = False
        self._field_names: tuple[str, ...] = ()
        rings = [ring(self.lang) for ring in self.prompt.rings]
        labels = {name: self.say(f"board_{name}") for name in ("name", "unplaced", "placed")}
        self._board = Board(self._on_board, labels={**labels, "board": labels["name"], "rings": rings}, layout=layout())
        self._board.observe(self._on_selected, "selected")
        self._title = markup("")
        self._rings = radio(self.say("board_rings"), rings, None, "kerne-row", "kerne-rings")
        self._rings.observe(self._on_ring, "index")
        self._less = button(self.say("hours_less"), "kerne-less")
        self._more = button(self.say("hours_more"), "kerne-more")
        self._less.on_click(lambda _button: self._step(-1))
        self._more.on_click(lambda _button: self._step(1))
        self._field = text_field(self.say("hours"), "", "kerne-hours-field", placeholder="–")
        self._field.observe(self._on_hours, "value")
        hours = box([self._less, self._field, self._more], "kerne-hours")
        self._card = box([self._title, self._rings, hours], "kerne-task")
        self._empty = markup(f'<p class="kerne-empty">{escaped(self.say("board_empty"))}</p>')
        self._after = markup(f'<p class="kerne-help">{escaped(self.prompt.help(self.lang))}</p>', "kerne-after")
        self._stage = box([], "kerne-stage")
        self.follow_room()
        return [self._stage, self._after]

    def follow_room(self) -> None:
        """Take in new, renamed and vanished tasks; the selected one stays."""
        self._tasks = self.saving.workshop.task_list()
        self._board.tasks = [{"id": task.task_id, "number": task.number, "text": task.text} for task in self._tasks]
        parts = (self._board, self._card) if self._tasks else (self._empty,)
        if self._stage.children != parts:
            self._stage.children = parts
        known = [task.task_id for task in self._tasks]
        if self._board.selected not in known:
            placed = self.saving.given(self.prompt.prompt_id)
            unplaced = [task_id for task_id in known if task_id not in placed]
            self._board.selected = next(iter(unplaced + known), "")
        self._show_value()

    def keep_moves_as(self, key: str) -> None:
        """Name the place on the phone where moves wait until they are stored."""
        self._board.key = key

    @property
    def n_placed(self) -> int:
        """Tasks that are placed."""
        given = self.saving.given(self.prompt.prompt_id)
        return sum(task.task_id in given for task in self._tasks)

    @property
    def n_tasks(self) -> int:
        """Tasks there are to place."""
        return len(self._tasks)

    @property
    def place(self) -> int:
        """Place of the selected task in the list, from 0."""
        return next((i for i, task in enumerate(self._tasks) if task.task_id == self._board.selected), 0)

    def step(self, by: int) -> bool:
        """Select the next task, or the one before; False when there is none."""
        place = self.place + by
        if not 0 <= place < len(self._tasks):
            return False
        self._board.selected = self._tasks[place].task_id
        return True

    @property
    def value(self) -> dict[str, dict[str, Any]] | None:
        """Placements by task; None when nothing is placed."""
        return self.saving.given(self.prompt.prompt_id) or None

    @value.setter
    def value(self, value: dict[str, dict[str, Any]] | None) -> None:
        wanted = value or {}
        for task_id in self.saving.given(self.prompt.prompt_id):
            if task_id not in wanted:
                self._answer(None, task_id)
        for task_id, placement in wanted.items():
            self._answer(placement, task_id)
        self._show_value()

    @classmethod
    def from_draft(cls, prompt: Prompt, draft: str) -> Any:  # noqa: ARG003
        """The ring at a place."""
        return {"centrality": int(draft), "hours_week": None} if draft.isdecimal() and len(draft) == 1 else None

    @classmethod
    def take_draft(cls, saving: Saving, prompt: Prompt, item_id: str, draft: str) -> bool:
        """Move the task; the phone kept the ring alone, and the hours that stand go on standing."""
        standing = saving.given(prompt.prompt_id).get(item_id, {})
        saving.save(prompt, {**standing, "centrality": int(draft)} if draft.isdecimal() else None, item_id)
        return not saving.is_waiting(prompt.prompt_id, item_id)

    def marks(self) -> dict[str, Any]:
        """The ring of the selected task that is committed."""
        task_id, ring = self._board.selected, self._rings.index
        return {field_id(self.prompt.prompt_id, task_id): self._mark("" if ring is None else str(ring), task_id)}

    def close(self) -> None:
        """Close the widgets, shown or not."""
        for widget in (self._board, self._card, self._empty):
            close(widget)
        super().close()

    # -- what is shown -------------------------------------------------------------------------------------

    def _show_value(self) -> None:
        given = self.saving.given(self.prompt.prompt_id)
        self._board.placements = {task_id: placement["centrality"] for task_id, placement in given.items()}
        task = next((task for task in self._tasks if task.task_id == self._board.selected), None)
        placement = given.get(task.task_id, {}) if task else {}
        self._following = True
        try:
            self._title.value = self._title_html(task) if task else ""
            if task:
                self._name_field(task.task_id)
                self._rings.index = placement.get("centrality")
                self._field.value = self._hours_shown(task.task_id, placement)
        finally:
            self._following = False

    def _name_field(self, task_id: str) -> None:
        # the keys are about one task at a time, and so is the name under which the phone keeps them
        if self._field_names:
            self._rings.remove_class(self._field_names[-1])
        self._field_names = field_classes(self.prompt.prompt_id, task_id)
        for name in self._field_names:
            self._rings.add_class(name)

    def _title_html(self, task: Task) -> str:
        how = escaped(self.say("board_how"))
        return f'<h3 dir="auto">{task.number} · {escaped(task.text)}</h3><p class="kerne-help">{how}</p>'

    def _hours_shown(self, task_id: str, placement: dict[str, Any]) -> str:
        if task_id in self._hours:
            return self._hours[task_id]
        hours = placement.get("hours_week")
        return hours if isinstance(hours, str) else "" if hours is None else number(hours, self.lang, 1)

    def _on_selected(self, _change: dict[str, Any]) -> None:
        self._show_value()
        self.saving.look(self.prompt.prompt_id)

    def _on_change(self, prompt_id: str) -> None:
        super()._on_change(prompt_id)
        settled = [task for task in self._unacknowledged if self.saving.is_settled(self.prompt.prompt_id, task)]
        if settled:
            self._board.acknowledge([self._unacknowledged.pop(task) for task in settled])

    # -- what is answered ----------------------------------------------------------------------------------

    def _on_board(self, task_id: str, centrality: int, event_id: str) -> None:
        self._unacknowledged[task_id] = event_id
        self._save(task_id, centrality, event_id)
        if self._unacknowledged.get(task_id) == event_id and not self.saving.is_waiting(self.prompt.prompt_id, task_id):
            # refused for good: the page must not send it again
            self._board.acknowledge([self._unacknowledged.pop(task_id)])

    def _on_ring(self, change: dict[str, Any]) -> None:
        if not self._following and change["new"] is not None:
            self._save(self._board.selected, change["new"])

    def _on_hours(self, change: dict[str, Any]) -> None:
        if self._following:
            return
        task_id = self._board.selected
        self._hours[task_id] = change["new"]
        self.saving.note_typing()
        placement = self.saving.given(self.prompt.prompt_id).get(task_id)
        if placement:
            self._save(task_id, placement["centrality"])
        else:
            self.saving.look(self.prompt.prompt_id)

    def _step(self, by: int) -> None:
        hours = self._read_hours(self._field.value)
        hours = hours if isinstance(hours, int | float) else 0
        self._field.value = number(max(0, min(hours + by, self.prompt.hours_max)), self.lang, 1)

    def _save(self, task_id: str, centrality: int, event_id: str | None = None) -> None:
        given = self.saving.given(self.prompt.prompt_id).get(task_id, {})
        hours = self._read_hours(self._hours[task_id]) if task_id in self._hours else given.get("hours_week")
        committed = self._answer({"centrality": centrality, "hours_week": hours}, task_id, event_id)
        if committed:
            self._hours.pop(task_id, None)
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
