"""A word before tasks are to be placed and there are none: those that are proposed still wait to be taken in."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import HTML, HBox

from ..errors import KerneError
from ..workshop import Workshop
from .intake import Intake
from .panel import Panel
from .pieces import line, set_html


class Placing(Panel):
    """Asks whether to take in what waits, before the room goes to an exercise that has nothing to place.

    Parameters
    ----------
    workshop, done, problem
        As for :class:`Panel`.
    intake
        Where tasks are taken in.
    go
        Takes the room to an exercise.
    """

    def __init__(
        self,
        workshop: Workshop,
        done: Callable[[], None],
        problem: Callable[[KerneError | None], None],
        intake: Intake,
        go: Callable[[str], None],
    ) -> None:
        super().__init__(workshop, done, problem)
        self._intake = intake
        self._go = go
        self._there = ""
        self._said = HTML()
        self._take = self.button(self.text("placing_take"), self._take_and_go, "kr-main")
        keys = (self._take, self.button(self.text("placing_go"), self._go_on))
        cancel = self.button(self.text("cancel"), self.close, "kr-quiet")
        self.widget.children = (self._said, HBox([*keys, cancel]))
        self.widget.add_class("kr-asked")
        self.close()

    def asks(self, exercise_id: str) -> bool:
        """Whether it asks first, before the room goes there."""
        prompts = self.workshop.model.exercise(exercise_id).prompts
        n_waiting = self._intake.n_waiting
        if not n_waiting or self.workshop.task_list() or not any(prompt.is_about_tasks for prompt in prompts):
            self.close()
            return False
        self._there = exercise_id
        alike = self._intake.has_alike
        told = " ".join([self.text("placing_how", n_waiting), *([self.text("placing_alike")] if alike else [])])
        set_html(self._said, line("", told))
        self._take.description = self._take.tooltip = self.text("placing_take_apart" if alike else "placing_take")
        self.widget.layout.display = ""
        self._take.focus()
        return True

    def close(self) -> None:
        """Ask nothing."""
        self.widget.layout.display = "none"

    def _go_on(self) -> None:
        self.close()
        self._go(self._there)

    def _take_and_go(self) -> None:
        self._intake.take_all()
        self._go_on()
