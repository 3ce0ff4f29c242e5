"""The choice of whom a picture is seen by: all, each role, or each group; on the big screen only when asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipywidgets import ToggleButton, ToggleButtons, VBox

from ..errors import KerneError
from ..model import Exercise
from ..subgroup_pictures import parted_view, prompts_parted, read_view
from ..subgroups import BY
from .panel import Panel

ALL = ""


class Parting(Panel):
    """Buttons under the views of an exercise; they are there where at least two subgroups can be shown."""

    def build(self) -> None:
        """Make what is shown."""
        self._exercise_id = self._view = ""
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
        on_wall, about = read_view(view)
        asked = prompts_parted(self.workshop.model, exercise, about)
        found = {by for prompt in asked for by in self.workshop.ways_to_part(prompt)}
        ways = [by for by in BY if by in found]
        return {"exercise": exercise.exercise_id, "view": about, "ways": ways, "on_wall": on_wall}

    def show(self, seen: dict[str, Any]) -> str:
        """Offer these ways; the view that the control room shows."""
        self._showing = True
        chosen = self.by if (seen["view"], seen["exercise"]) == (self._view, self._exercise_id) else ALL
        self._exercise_id, self._view = seen["exercise"], seen["view"]
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
        return parted_view(chosen, seen["view"])

    def _choose(self, change: dict[str, Any]) -> None:
        if self._showing:
            return
        by = change["new"]
        if by:
            self._guarded(lambda: self._part(by))
        self._take_off_wall()

    def _part(self, by: str) -> None:
        model = self.workshop.model
        for prompt in prompts_parted(model, model.exercise(self._exercise_id), self._view):
            self.workshop.part(prompt, by)

    def _put_on_wall(self, change: dict[str, Any]) -> None:
        if self._showing:
            return
        view = parted_view(self.by if change["new"] else ALL, self._view)
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
