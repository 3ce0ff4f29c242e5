"""The panels under the picture: each with the exercises that have its view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ipywidgets import VBox

from .. import pictures
from ..errors import KerneError
from ..model import Exercise
from ..workshop import Workshop
from .decisions import Decisions
from .simulator import Simulator
from .wordings import Wordings


class Shown(Protocol):
    """A panel that reads beside the page and shows what it has read."""

    widget: VBox

    def read(self) -> Any:
        """What there is to show."""

    def show(self, seen: Any) -> None:
        """Show it."""


class Panels:
    """The simulator, the action plan and the wordings.

    Parameters
    ----------
    workshop, done, problem
        As for :class:`Panel`.
    """

    def __init__(
        self, workshop: Workshop, done: Callable[[], None], problem: Callable[[KerneError | None], None]
    ) -> None:
        self._panels: dict[str, Shown] = {
            "scenario": Simulator(workshop, done, problem),
            "actions": Decisions(workshop, done, problem),
            "versions": Wordings(workshop, done, problem),
        }
        self.widget = VBox([panel.widget for panel in self._panels.values()])
        self.widget.add_class("kr-panels")

    def read(self, exercise: Exercise) -> dict[str, Any]:
        """What the panels of an exercise have to show."""
        there_are = pictures.views(exercise)
        return {name: panel.read() for name, panel in self._panels.items() if name in there_are}

    def show(self, seen: dict[str, Any]) -> None:
        """Show these panels and no other."""
        for name, panel in self._panels.items():
            panel.widget.layout.display = "" if name in seen else "none"
            if name in seen:
                panel.show(seen[name])
