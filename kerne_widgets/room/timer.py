"""The timer in the control room: what is left of the exercise, and start, pause, more time, or none."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import HTML, Button, HBox

from .. import messages
from ..workshop import Workshop
from .pieces import line, remaining, set_html

MORE_MINUTES = 5


class Timer:
    """The clock and its buttons.

    Parameters
    ----------
    workshop
        Whose timer.
    guarded
        Does something and says what went wrong.
    """

    def __init__(self, workshop: Workshop, guarded: Callable[[Callable[[], None]], None]) -> None:
        self._workshop = workshop
        self._clock = HTML()
        self._run = Button()
        self._run.on_click(lambda _: guarded(self._toggle))
        self._more = Button(description=self._text("more_minutes", MORE_MINUTES))
        self._more.on_click(lambda _: guarded(lambda: workshop.add_minutes(MORE_MINUTES)))
        self._more.add_class("is-step")  # each press is so many more
        self._none = Button(description=self._text("no_timer"))
        self._none.on_click(lambda _: guarded(lambda: workshop.set_timer(None)))
        self.widget = HBox([self._clock, self._run, self._more, self._none])
        self.widget.add_class("kr-timer")

    def _text(self, key: str, n: int | None = None) -> str:
        return messages.text(f"room.{key}", self._workshop.lang, n)

    def _toggle(self) -> None:
        if self._workshop.step().ends_at:
            self._workshop.pause_timer()
        else:
            self._workshop.resume_timer()

    def show(self) -> None:
        """Show what can be done with it now."""
        step = self._workshop.step()
        running, paused = step.ends_at is not None, step.left_s is not None
        self._run.description = self._text("pause_timer" if running else "start_timer")
        self._run.disabled = self._more.disabled = not step.exercise_id
        self._none.disabled = not (running or paused)
        self.tick()

    def tick(self) -> None:
        """Show the time that is left."""
        step = self._workshop.step()
        text = remaining(step)
        state = "" if step.left_s is None else " is-paused"
        if text.startswith("0:00"):
            state = " is-over"
        set_html(self._clock, line(f"kr-clock{state}", text, "span"))
