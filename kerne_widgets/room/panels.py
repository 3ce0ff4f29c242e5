"""The panels under the picture: each with the exercises that have its view, and the cards with what is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ipywidgets import VBox

from .. import pictures
from ..errors import KerneError
from ..gathering import is_moderated
from ..model import Exercise
from ..result_pictures import versions_view
from ..views import ACTIONS, AGENDA, SCENARIO, VERSIONS, parts
from ..workshop import Workshop
from .decisions import Decisions
from .moderator import Moderator
from .simulator import Simulator
from .wordings import Wordings

CARDS = "cards"
# while tasks are being placed there is nothing to let go of yet
UNDER = {SCENARIO: (SCENARIO, AGENDA)}


class Shown(Protocol):
    """A panel that reads beside the page and shows what it has read."""

    widget: VBox

    def read(self) -> Any:
        """What there is to show."""

    def show(self, seen: Any) -> None:
        """Show it."""


class Panels:
    """The cards, the simulator, the action plan and the wordings.

    Parameters
    ----------
    workshop, done, problem
        As for :class:`Panel`.
    """

    def __init__(
        self, workshop: Workshop, done: Callable[[], None], problem: Callable[[KerneError | None], None]
    ) -> None:
        self._panels: dict[str, Shown] = {
            SCENARIO: Simulator(workshop, done, problem),
            ACTIONS: Decisions(workshop, done, problem),
        }
        for shared in workshop.model.shared_wordings:
            self._panels[versions_view(shared.wording_id)] = Wordings(shared, workshop, done, problem)
        self._moderator = Moderator(workshop, done, problem)
        self.widget = VBox([self._moderator.widget, *(panel.widget for panel in self._panels.values())])
        self.widget.add_class("kr-panels")

    def read(self, exercise: Exercise, view: str) -> dict[str, Any]:
        """What the panels of an exercise have to show, and the cards of the picture that is shown."""
        there_are = pictures.views(exercise)
        here = [name for name in self._panels if name in there_are and view in UNDER.get(name, (view,))]
        worded = _worded(exercise, view)
        here = [name for name in here if parts(name)[0] != VERSIONS or name == worded]
        seen = {name: self._panels[name].read() for name in here}
        if any(prompt.prompt_id == view and is_moderated(prompt) for prompt in exercise.prompts):
            seen[CARDS] = self._moderator.read(view)
        return seen

    def show(self, seen: dict[str, Any]) -> None:
        """Show these panels and no other."""
        self._moderator.widget.layout.display = "" if CARDS in seen else "none"
        if CARDS in seen:
            self._moderator.show(seen[CARDS])
        for name, panel in self._panels.items():
            panel.widget.layout.display = "" if name in seen else "none"
            if name in seen:
                panel.show(seen[name])


def _worded(exercise: Exercise, view: str) -> str:
    """Of what an exercise words, the versions of what a picture is about, and of what comes first with any other."""
    about = {prompt.prompt_id: versions_view(prompt.wording) for prompt in exercise.prompts if prompt.wording}
    about |= {versions: versions for versions in about.values()}
    return about.get(view, next(iter(about.values()), ""))
