"""The room as it stands: what the facilitator's events add up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .store import Event

WORKSHOP, JOIN, ANSWER, UNDO = "workshop", "join", "answer", "undo"
TASK, PROPOSAL, STEP, OPEN, REVEAL, SHOW, CLOSED = "task", "proposal", "step", "open", "reveal", "show", "closed"
ROOM_KINDS = (WORKSHOP, TASK, PROPOSAL, STEP, OPEN, REVEAL, SHOW, CLOSED)


@dataclass(frozen=True)
class Task:
    """A work task of the team. ``number`` never changes; ``merged_into`` is the task that took it over, if any."""

    task_id: str
    number: int
    text: str
    created_at: dt.datetime
    hidden: bool = False
    merged_into: str = ""
    sources: tuple[str, ...] = ()

    @property
    def in_use(self) -> bool:
        """Whether it is one of the tasks to place."""
        return not self.hidden and not self.merged_into

    @property
    def n_sources(self) -> int:
        """How many cards proposed it."""
        return len(self.sources)


@dataclass(frozen=True)
class Step:
    """Where the room is: the current exercise (``""`` when everyone goes at their own pace) and its timer."""

    exercise_id: str = ""
    started_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None


@dataclass
class RoomState:
    """Folded from the facilitator's events, in order; feed it more with :meth:`take`."""

    seq: int = 0
    name: str = ""
    lang: str = "da"
    example: bool = False
    closed: bool = False
    step: Step = Step()
    tasks: dict[str, Task] = field(default_factory=dict)
    settled: dict[str, str] = field(default_factory=dict)
    closed_exercises: set[str] = field(default_factory=set)
    revealed: set[str] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)

    def take(self, events: Iterable[Event]) -> None:
        """Fold further events in."""
        for event in events:
            self.seq = event.seq
            self._take(event)

    def _take(self, event: Event) -> None:
        value = event.value
        if event.kind == WORKSHOP:
            self.name = value.get("name", self.name)
            self.lang = value.get("lang", self.lang)
            self.example = value.get("example", self.example)
        elif event.kind == TASK:
            self._take_task(event)
        elif event.kind == PROPOSAL:
            # "" puts a proposal back among those to be looked at
            self.settled[event.item_id] = value
        elif event.kind == STEP:
            ends_at = value.get("ends_at")
            started_at = self.step.started_at if value["exercise_id"] == self.step.exercise_id else event.at
            self.step = Step(value["exercise_id"], started_at, dt.datetime.fromisoformat(ends_at) if ends_at else None)
        elif event.kind == OPEN:
            _mark(self.closed_exercises, event.item_id, not value)
        elif event.kind == REVEAL:
            _mark(self.revealed, event.item_id, value)
        elif event.kind == SHOW:
            self.shown[event.item_id] = value
        elif event.kind == CLOSED:
            self.closed = value

    def _take_task(self, event: Event) -> None:
        value = dict(event.value)
        if "sources" in value:
            value["sources"] = tuple(value["sources"])
        known = self.tasks.get(event.item_id)
        if known is None:
            known = Task(event.item_id, len(self.tasks) + 1, value.get("text", ""), event.at)
        self.tasks[event.item_id] = replace(known, **value)

    def survivor(self, task_id: str) -> Task | None:
        """The task that stands for a task after all merges; ``None`` if unknown."""
        seen: set[str] = set()
        while (task := self.tasks.get(task_id)) and task.merged_into and task_id not in seen:
            seen.add(task_id)
            task_id = task.merged_into
        return task


def _mark(marks: set[str], item: str, on: bool) -> None:
    if on:
        marks.add(item)
    else:
        marks.discard(item)
