"""The views of an exercise: a button for each of its pictures, and for the question that a picture is of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipywidgets import ToggleButtons

from .. import messages, pictures
from ..model import CORE_TASK, Exercise
from ..result_pictures import wordings_of
from ..views import MOVES, VERSIONS, parts
from ..workshop import Workshop


class Views:
    """The buttons. The view that is chosen is the one on the big screen.

    Parameters
    ----------
    workshop
        Whose.
    choose
        Called with the view that the facilitator presses.

    Attributes
    ----------
    widget
        What is shown.
    """

    def __init__(self, workshop: Workshop, choose: Callable[[str], None]) -> None:
        self._workshop = workshop
        self._choose = choose
        self._showing = False
        self.widget = ToggleButtons(options=[])
        self.widget.observe(self._pressed, "value")

    def show(self, exercise: Exercise, view: str) -> None:
        """Offer the views of an exercise, one of them chosen; a single one needs no button."""
        names = pictures.views(exercise, self._workshop.round_number)
        options = tuple((self._label(exercise, name), name) for name in names)
        self._showing = True  # when the options change, the widget chooses one by itself
        if self.widget.options != options:
            self.widget.options = options
        asked = {prompt.prompt_id: prompt.text(self._workshop.lang) for prompt in exercise.prompts}
        self.widget.tooltips = [asked.get(name, label) for label, name in options]
        self.widget.value = view
        self._showing = False
        self.widget.layout.display = "" if len(names) > 1 else "none"

    def _label(self, exercise: Exercise, view: str) -> str:
        kinds = {prompt.prompt_id: prompt.kind for prompt in exercise.prompts}
        if view not in kinds:
            name, about = parts(view)
            if name == MOVES and len(kinds) > 1:
                return self._text(f"view_{name}_of", number=list(kinds).index(about) + 1)
            if name == VERSIONS and len(wordings_of(exercise)) > 1:
                shared = self._workshop.model.shared_wording(about or CORE_TASK)
                return self._text("view_versions_of", wording=shared.title(self._workshop.lang))
            return self._text(f"view_{name}")
        if kinds[view] == "placement":
            return self._text("view_bullseye")
        return self._text("view_question", number=list(kinds).index(view) + 1)

    def _text(self, key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"room.{key}", self._workshop.lang, n, **values)

    def _pressed(self, change: dict[str, Any]) -> None:
        if change["new"] and not self._showing:
            self._choose(change["new"])
