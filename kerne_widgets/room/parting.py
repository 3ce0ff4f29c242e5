"""The choice of whom a picture is seen by: all, each role, or each group; on the big screen only when asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipywidgets import ToggleButton, ToggleButtons, VBox

from ..errors import KerneError
from ..model import Exercise
from ..subgroup_pictures import parted_view, read_view
from .panel import Panel

ALL = ""


class Parting(Panel):
    """Buttons under the views of an exercise; they are there where at least two subgroups can be shown."""

    def build(self) -> None:
        """Make what is shown."""
        self._exercise_id = self._prompt_id = ""
        self._ways = ToggleButtons(options=[(self.text("seen_by_all"), ALL)], tooltip=self.text("seen_by"))
        self._ways.observe(self._choose, "value")
        self._wall = ToggleButton(description=self.text("seen_by_wall"))
        self._wall.observe(self._put_on_wall, "value")
        self._showing = False
        self.widget = VBox([self._ways, self._wall])
        self.widget.add_class("kr-parting")
        self.widget.layout.display = "none"

    @property
    def by(self) -> str:
        """``"role"``, ``"group"``, or ``""`` for all."""
        return str(self._ways.value or ALL)

    def read(self, exercise: Exercise, view: str) -> dict[str, Any]:
        """Which ways there are for the picture that is chosen."""
        asked = {prompt.prompt_id: prompt for prompt in exercise.prompts}
        on_wall, about = read_view(view)
        ways = self.workshop.ways_to_part(asked[about]) if about in asked else []
        return {"exercise": exercise.exercise_id, "prompt": about, "ways": ways, "on_wall": on_wall}

    def show(self, seen: dict[str, Any]) -> str:
        """Offer these ways; the view that the control room shows."""
        self._showing = True
        chosen = self.by if (seen["prompt"], seen["exercise"]) == (self._prompt_id, self._exercise_id) else ALL
        self._exercise_id, self._prompt_id = seen["exercise"], seen["prompt"]
        chosen = chosen or seen["on_wall"]
        chosen = chosen if chosen in seen["ways"] else ALL
        options = tuple((self.text(f"seen_by_{by or 'all'}"), by) for by in (ALL, *seen["ways"]))
        if self._ways.options != options:
            self._ways.options = options
        self._ways.value = chosen
        self._wall.value = bool(chosen) and seen["on_wall"] == chosen
        self._wall.layout.display = "" if chosen else "none"
        self.widget.layout.display = "" if seen["ways"] else "none"
        self._showing = False
        return parted_view(chosen, seen["prompt"])

    def _choose(self, change: dict[str, Any]) -> None:
        if self._showing:
            return
        by = change["new"]
        self._guarded(lambda: by and self.workshop.part(self.workshop.model.prompt(self._prompt_id), by))
        self._take_off_wall()

    def _put_on_wall(self, change: dict[str, Any]) -> None:
        if self._showing:
            return
        view = parted_view(self.by if change["new"] else ALL, self._prompt_id)
        self._guarded(lambda: self.workshop.set_shown(self._exercise_id, view))

    def _take_off_wall(self) -> None:
        if self._wall.value:
            self._wall.value = False
        else:
            self._done()

    def _guarded(self, act: Callable[[], object]) -> None:
        try:
            act()
        except KerneError as error:
            self._problem(error)
        self._done()
