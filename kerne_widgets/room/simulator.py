"""The simulator: tasks are moved out and in again, to see what that frees and who loses support. Nothing is decided."""

from __future__ import annotations

from functools import partial
from typing import Any

from ipywidgets import HTML, Box, Checkbox, Dropdown

from .. import messages
from ..errors import KerneError
from ..outcome import SCENARIO, Served
from .panel import Panel, Row
from .pieces import line, set_html

Seen = tuple[list[dict[str, Any]], dict[str, tuple[Served, ...]], list[Served]]


class Simulator(Panel):
    """Tasks kept and tasks let go, a press from each other; and what each task supports."""

    def build(self) -> None:
        """Make what is shown."""
        self._freed = HTML()
        self._kept = _grid()
        self._out = _grid()
        self._back = self.button(self.text("undo"), lambda: self.workshop.take_back(SCENARIO), "kr-quiet")
        self._pick = Dropdown(description=self.text("simulator_pick"), options=[("", "")])
        self._pick.observe(lambda _: self._show_marks(), "value")
        self._marks = _grid()
        self._linked = HTML()
        self._listed: Seen = ([], {}, [])
        self.widget.children = (
            self.heading("simulator"),
            self._freed,
            HTML(line("kr-phase", self.text("simulator_kept"), "h4")),
            self._kept,
            HTML(line("kr-phase", self.text("simulator_out"), "h4")),
            self._out,
            self._back,
            self.heading("links"),
            self._pick,
            self._marks,
            self._linked,
        )

    def read(self) -> Seen:
        """Tasks with their hours, what each serves, and all there is to serve."""
        tasks = self.workshop.scenario().astype(object).where(lambda frame: frame.notna(), None).to_dict("records")
        serves = {task["task_id"]: self.workshop.serves(task["task_id"]) for task in tasks}
        return tasks, serves, self.workshop.served_list()

    def show(self, seen: Seen) -> None:
        """Show them."""
        if not self.has_changed(seen):
            return
        self._listed = tasks, serves, _ = seen
        out = [task for task in tasks if task["moved_out"]]
        set_html(self._freed, self._freed_told(out))
        self.fill(self._kept, [(task, partial(self._task, task, True)) for task in tasks if not task["moved_out"]])
        nothing = self.words(line("kr-mute", self.text("simulator_none")))
        self.fill(self._out, [(task, partial(self._task, task, False)) for task in out] or [nothing])
        self._back.disabled = self.workshop.outcome.newest(SCENARIO) is None
        chosen = self._pick.value
        options = [(self._named(task), task["task_id"]) for task in tasks]
        self._pick.options = [(self.text("pick_task"), ""), *options]
        self._pick.value = chosen if chosen in [task_id for _, task_id in options] else ""
        self._show_marks()
        n = sum(bool(serves.get(task["task_id"])) for task in tasks)
        set_html(self._linked, line("kr-mute", self.text("links_done", done=n, all=len(tasks))))

    def _freed_told(self, out: list[dict[str, Any]]) -> str:
        lang = self.workshop.lang
        person = sum(task["hours_person"] or 0 for task in out)
        team = sum(task["hours_team"] or 0 for task in out)
        said = self.text(
            "simulator_freed", person=messages.number(person, lang, 1), team=messages.number(team, lang, 0)
        )
        return f'<div role="status">{line("kr-freed", said)}</div>'

    def _task(self, task: dict[str, Any], moves_out: bool) -> Any:
        hours, lang = task["hours_team"], self.workshop.lang
        label = self._named(task)
        if hours is not None:
            amount = messages.text("charts.hours_all", lang, hours=messages.number(hours, lang, 1))
            label = f"{label} · {amount.replace(' ', chr(0xA0))}"
        button = self.button(
            label,
            lambda: self.workshop.set_moved_out(task["task_id"], moves_out),
            "kr-move-out" if moves_out else "kr-move-in",
        )
        button.tooltip = self.text("move_out" if moves_out else "move_in", task=task["task"])
        return button

    def _named(self, task: dict[str, Any]) -> str:
        return f"{task['number']} · {task['task']}"[:90]

    def _show_marks(self) -> None:
        """A box to tick for each effect and target group, for the task that is picked."""
        _, serves, offered = self._listed
        task_id = self._pick.value
        if not task_id:
            self.fill(self._marks, [])
            return
        served = serves.get(task_id, ())
        rows: list[Row] = []
        offered = [*offered, *(own for own in served if own not in offered)]
        for kind in ("effects", "groups"):
            ticked = [(task_id, one, one in served) for one in offered if one.kind == kind]
            if ticked:
                rows.append(self.words(line("kr-phase", messages.text(f"charts.{kind}", self.workshop.lang), "h4")))
                rows += [(about, partial(self._box, *about)) for about in ticked]
        self.fill(self._marks, rows or [self.words(line("kr-mute", self.text("links_nothing")))])

    def _box(self, task_id: str, one: Served, on: bool) -> Checkbox:
        box = Checkbox(value=on, description=one.text, indent=False, tooltip=one.text)
        box.observe(lambda change: self._mark(task_id, one, change["new"]), "value")
        return box

    def _mark(self, task_id: str, one: Served, on: bool) -> None:
        others = [served for served in self.workshop.serves(task_id) if served != one]
        try:
            self.workshop.set_serves(task_id, [*others, one] if on else others)
        except KerneError as error:
            self._problem(error)
        self._done()


def _grid() -> Box:
    box = Box([])
    box.add_class("kr-grid")
    return box
