"""The programme in the control room: where the room is, what is left, and a way to change all of it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from .. import messages
from ..errors import KerneError
from ..model import Exercise, Planned
from ..model import Programme as Plan
from ..programmes import find_programmes, save_programme
from ..workshop import Workshop
from .pieces import MAKE

HERE = Path(__file__).parent
TOLD_S = 10.0
LABELS = (
    *("edit", "done", "undo", "up", "down", "drop", "drag", "minutes", "other", "go", "add", "last", "after"),
    *("ready", "choose", "save", "save_as", "current", "skipped", "visited", "place"),
)


class ProgrammeList(anywidget.AnyWidget):
    """The programme as a list, and as something to change. It shows and reports; the workshop decides.

    Traits
    ------
    rows
        ``{"id", "title", "about", "phase", "minutes", "state"}`` of each exercise, in order; ``state`` is
        ``"current"``, ``"visited"``, ``"skipped"`` or ``""``.
    catalogue
        ``{"id", "title", "phase", "exercises": [{"id", "title", "minutes", "facts", "about"}]}`` of each dimension:
        what is not in the programme. ``facts`` are minutes, kinds of answer and row, in words.
    ready
        ``{"id", "title", "about"}`` of each programme to choose from.
    title, total, said
        Its name; how long it takes and when it ends; what has just been done or gone wrong.
    can_undo
        Whether a change can be taken back here.
    labels
        Words.
    """

    _esm = MAKE + (HERE / "programme.js").read_text(encoding="utf-8")
    _css = (HERE / "programme.css").read_text(encoding="utf-8")

    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    catalogue = traitlets.List(traitlets.Dict()).tag(sync=True)
    ready = traitlets.List(traitlets.Dict()).tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    total = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    can_undo = traitlets.Bool().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)


class Programme:
    """The programme of one workshop.

    Parameters
    ----------
    workshop
        Whose.
    go_to
        Called with the exercise that the facilitator goes to.
    done, problem
        Called when something has been changed, and with what went wrong.
    """

    def __init__(
        self,
        workshop: Workshop,
        go_to: Callable[[str], None],
        done: Callable[[], None],
        problem: Callable[[KerneError | None], None],
    ) -> None:
        self._workshop = workshop
        self._go_to = go_to
        self._done = done
        self._problem = problem
        self._before: list[Plan] = []  # what stood before each change that was made here, the newest last
        self._is_ahead = False
        self._told_until = 0.0
        labels = {key: self._text(f"plan_{key}") for key in LABELS}
        self.widget = ProgrammeList(labels=labels)
        self.widget.add_class("kr-programme-list")
        self.widget.on_msg(self._take)
        self._offer()

    def _text(self, key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"room.{key}", self._workshop.lang, n, **values)

    # -- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the programme as it is now."""
        workshop, lang = self._workshop, self._workshop.lang
        programme = workshop.programme
        phases = {phase.phase_id: phase.title(lang) for phase in workshop.model.phases}
        ids = set(programme.exercise_ids)
        with self.widget.hold_trait_notifications():
            self.widget.title = programme.title(lang)
            self.widget.can_undo = bool(self._before)
            self.widget.rows = [
                {
                    "id": planned.exercise_id,
                    "title": exercise.title(lang),
                    "about": exercise.notes.purpose(lang),
                    "phase": phases[exercise.phase_id],
                    "minutes": planned.minutes,
                    "state": self._state(exercise),
                }
                for planned, exercise in zip(programme.exercises, workshop.planned, strict=True)
            ]
            self.widget.catalogue = [
                {
                    "id": dimension.dimension_id,
                    "title": dimension.title(lang),
                    "phase": phases[dimension.phase_id],
                    "exercises": others,
                }
                for dimension in workshop.model.dimensions
                if (others := [self._offered(e) for e in dimension.exercises if e.exercise_id not in ids])
            ]
        if self._is_ahead:
            # the page shows its own changes at once; one that was taken back is news to it, though not to us
            self._is_ahead = False
            self.widget.send_state("rows")
        self.tick()

    def _offered(self, exercise: Exercise) -> dict[str, Any]:
        lang = self._workshop.lang
        kinds = ", ".join(dict.fromkeys(self._text(f"kind_{prompt.kind}") for prompt in exercise.prompts))
        facts = (self._text("plan_minutes_only", minutes=exercise.minutes), kinds, exercise.row)
        return {
            "id": exercise.exercise_id,
            "title": exercise.title(lang),
            "minutes": exercise.minutes,
            "facts": " · ".join(fact for fact in facts if fact),
            "about": exercise.notes.purpose(lang),
        }

    def _state(self, exercise: Exercise) -> str:
        room, exercise_id = self._workshop.room, exercise.exercise_id
        if exercise_id == room.step.exercise_id:
            return "current"
        if exercise_id in room.skipped:
            return "skipped"
        return "visited" if exercise_id in room.visited else ""

    def tick(self) -> None:
        """Show what time the clock says it will be."""
        programme, now = self._workshop.programme, dt.datetime.now(dt.UTC)
        hours, minutes = divmod(programme.minutes, 60)
        key = "plan_hours" if hours else "plan_minutes_only"
        length = self._text(key, hours=hours, minutes=minutes)
        end = messages.clock(now + dt.timedelta(seconds=left_s(self._workshop, now)))
        total = self._text("plan_total", len(programme.exercises), length=length, end=end)
        if self.widget.total != total:
            self.widget.total = total
        if self._told_until and time.monotonic() >= self._told_until:
            self._told_until, self.widget.said = 0.0, ""

    def _offer(self) -> None:
        programmes, problems = find_programmes(self._workshop.model)
        lang = self._workshop.lang
        self.widget.ready = [
            {
                "id": programme.programme_id,
                "title": self._text("programme_row", title=programme.title(lang), minutes=programme.minutes),
                "about": programme.intro(lang),
            }
            for programme in programmes
        ]
        self.widget.said = " ".join(problem.text(lang) for problem in problems)

    def _tell(self, key: str, **values: object) -> None:
        """Say what has been done, for as long as it is news."""
        self.widget.said = messages.text(f"room.{key}", self._workshop.lang, None, **values)
        self._told_until = time.monotonic() + TOLD_S

    # -- acting --------------------------------------------------------------------------------------------

    def _take(self, _widget: object, content: Any, _buffers: object) -> None:
        # whatever a browser sends: only what has the right shape is done
        if not isinstance(content, dict):
            return
        acts: dict[str, Callable[[Any], None]] = {
            "go": self._go,
            "plan": self._change,
            "choose": self._choose,
            "undo": lambda _: self.undo(),
            "save": self._save,
        }
        act = acts.get(str(content.get("type")))
        if act is None:
            return
        self._is_ahead = True
        try:
            act(content.get("value"))
        except KerneError as error:
            self.widget.said = error.text(self._workshop.lang)
            # the page has shown its change already
            self.widget.send_state("rows")
            self._problem(error)
        self._done()

    def _go(self, exercise_id: Any) -> None:
        if isinstance(exercise_id, str):
            self.widget.said = ""
            self._go_to(exercise_id)

    def _change(self, plan: Any) -> None:
        rows = [row for row in plan if isinstance(row, list | tuple)] if isinstance(plan, list | tuple) else []
        planned = tuple(Planned(str(row[0]), row[1]) for row in rows if len(row) == 2 and isinstance(row[1], int))
        self.widget.said = ""
        before = set(self._workshop.programme.exercise_ids)
        self._set(replace(self._workshop.programme, exercises=planned))
        for one in planned:
            if one.exercise_id not in before:
                self._tell(
                    "plan_added", title=self._workshop.model.exercise(one.exercise_id).title(self._workshop.lang)
                )

    def _choose(self, programme_id: Any) -> None:
        programmes, _ = find_programmes(self._workshop.model)
        chosen: Plan | None = next((p for p in programmes if p.programme_id == programme_id), None)
        if chosen:
            self.choose(chosen)

    def choose(self, programme: Plan) -> None:
        """Go on with another programme."""
        before = self._workshop.programme
        self._workshop.set_programme(programme)
        self.has_replaced(before)

    def has_replaced(self, before: Plan) -> None:
        """Say what is followed now, and keep what stood before for :meth:`undo`."""
        self._before.append(before)
        self._tell("plan_chosen", title=self._workshop.programme.title(self._workshop.lang))

    def undo(self) -> None:
        """Bring back what stood before the last change that was made here, with its name."""
        if self._before:
            self._workshop.set_programme(self._before[-1])
            self._before.pop()
            self.widget.said = ""

    def _set(self, programme: Plan) -> None:
        before = self._workshop.programme
        self._workshop.set_programme(programme)
        self._before.append(before)

    def _save(self, title: Any) -> None:
        path = save_programme(self._workshop.programme, str(title), self._workshop.model)
        self._offer()
        programmes, _ = find_programmes(self._workshop.model)
        saved = next((one for one in programmes if one.programme_id == path.stem), None)
        if saved:
            self._workshop.set_programme(saved)  # what is followed is called what it was saved as
        self._tell("plan_saved", title=" ".join(str(title).split()))


def left_s(workshop: Workshop, now: dt.datetime) -> float:
    """Seconds that are left of the programme: of the current exercise, and of all that come after it."""
    programme, step = workshop.programme, workshop.step()
    ids = programme.exercise_ids
    if step.exercise_id not in ids:
        return programme.minutes * 60
    at = ids.index(step.exercise_id)
    left = step.remaining_s(now)
    if left is None:
        spent = (now - step.started_at).total_seconds() if step.started_at else 0
        left = max(0.0, programme.exercises[at].minutes * 60 - spent)
    return left + 60 * sum(planned.minutes for planned in programme.exercises[at + 1 :])
