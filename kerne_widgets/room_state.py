"""The room as it stands: what the facilitator's events add up to."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .model import PEOPLE_MIN, Model, Planned, Programme, Prompt, Text
from .moderation import MODERATE, UNMODERATE, Moderation
from .store import Event

WORKSHOP, JOIN, ANSWER, UNDO = "workshop", "join", "answer", "undo"
TASK, PROPOSAL, STEP, OPEN, REVEAL, SHOW, CLOSED = "task", "proposal", "step", "open", "reveal", "show", "closed"
PAGE, ANEW, WAIT, REHEARSED = "page", "anew", "wait", "rehearsed"
ROUND, UNROUND, PROGRAMME, HANDOUT, CHOICES = "round", "unround", "programme", "handout", "choices"
ROOM_KINDS = (
    *(WORKSHOP, PROGRAMME, TASK, PROPOSAL, STEP, OPEN, REVEAL, SHOW, PAGE, HANDOUT, CLOSED, ROUND, UNROUND, CHOICES),
    *(MODERATE, UNMODERATE, ANEW, WAIT),
    # nothing for the room itself, but whoever follows it may have been taken out
    REHEARSED,
)
# what becomes of a proposal that is left out; any other outcome is the task it has become
LEFT_OUT = "dismissed"
# where the room is in a round, which comes back when the next round is taken back
OF_ROUND = (
    *("closed", "programme", "step", "visited", "skipped"),
    *("closed_exercises", "revealed", "shown", "pages", "handouts", "waits"),
)


@dataclass(frozen=True)
class Task:
    """A work task of the team. ``number`` never changes; ``merged_into`` is the task that took it over, if any.

    ``sources`` are the cards that proposed it, or a task that it has taken over.
    """

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
    """Where the room is: the current exercise (``""`` when everyone goes at their own pace) and its timer.

    A timer that runs has ``ends_at``; one that is paused has ``left_s``, the seconds it had left.
    """

    exercise_id: str = ""
    started_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    left_s: float | None = None

    def remaining_s(self, now: dt.datetime) -> float | None:
        """Seconds left at an instant, running or paused; ``None`` without a timer."""
        if self.ends_at:
            return max(0.0, (self.ends_at - now).total_seconds())
        return self.left_s


@dataclass(frozen=True)
class Round:
    """One time the workshop meets: its number from 1, what it is called, and since when it has been going on."""

    number: int
    title: str
    started_at: dt.datetime


@dataclass(frozen=True)
class Handout:
    """A picture that participants see on their phones: its version, and what it says in words."""

    version: str
    said: str


@dataclass
class RoomState:
    """Folded from the facilitator's events, in order; feed it more with :meth:`take`."""

    seq: int = 0
    name: str = ""
    lang: str = "da"
    example: bool = False
    people_min: int = PEOPLE_MIN
    closed: bool = False
    # whether the phones wait until the room begins, in this round and those to come
    waits: bool = False
    programme: Programme | None = None
    step: Step = Step()
    visited: list[str] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)
    tasks: dict[str, Task] = field(default_factory=dict)
    settled: dict[str, str] = field(default_factory=dict)
    closed_exercises: set[str] = field(default_factory=set)
    revealed: set[str] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)
    # of the picture that is shown, where it takes more than one
    pages: dict[str, int] = field(default_factory=dict)
    handouts: dict[str, Handout] = field(default_factory=dict)
    # the roles and the groups to choose from, where the facilitator has given some
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)
    n_rounds_taken_back: int = 0
    moderation: Moderation = field(default_factory=Moderation)
    _before_round: list[dict[str, Any]] = field(default_factory=list)
    _before_anew: dict[str, Any] = field(default_factory=dict)

    @property
    def round_number(self) -> int:
        """The round that is going on, from 1."""
        return max(len(self.rounds), 1)

    @property
    def can_go_back(self) -> bool:
        """Whether it was begun anew, and has been nowhere since."""
        return bool(self._before_anew)

    @property
    def has_begun(self) -> bool:
        """Whether everyone has been taken somewhere in this round."""
        return bool(self.visited)

    @property
    def is_waiting(self) -> bool:
        """Whether the phones wait for the room to begin."""
        return self.waits and not self.has_begun and not self.closed

    def is_of_now(self, event: Event) -> bool:
        """Whether an event is of the round that goes on, and not of one with its number that was taken back."""
        return event.round_number == self.round_number and (not self.rounds or event.at >= self.rounds[-1].started_at)

    def has_come(self, joined: Event) -> bool:
        """Whether someone of whom this is the newest event is there in this round; in the first, everyone is."""
        return self.round_number == 1 or self.is_of_now(joined)

    def programme_in(self, model: Model) -> Programme:
        """What the workshop goes through: as it was planned, else the content's default."""
        if self.programme is None:
            return model.default_programme
        # planned with another content folder, it may name exercises that are not in this one
        known = tuple(p for p in self.programme.exercises if model.has_exercise(p.exercise_id))
        return replace(self.programme, exercises=known) if known else model.default_programme

    def step_in(self, model: Model) -> Step:
        """Where the room is; nowhere in particular where the content no longer has that exercise."""
        known = not self.step.exercise_id or model.has_exercise(self.step.exercise_id)
        return self.step if known else Step()

    def handout(self, exercise_id: str) -> Handout | None:
        """The picture of an exercise that participants see, while its result is shown."""
        return self.handouts.get(exercise_id) if exercise_id in self.revealed else None

    def take(self, events: Iterable[Event]) -> None:
        """Fold further events in."""
        kinds = set()
        for event in events:
            self.seq = event.seq
            kinds.add(event.kind)
            self._take(event)
        if kinds & {TASK, PROPOSAL}:
            self._trace_sources()

    def _take(self, event: Event) -> None:
        value = event.value
        if event.kind == WORKSHOP:
            if not self.rounds:
                self.rounds.append(Round(1, "", event.at))
            self.name = value.get("name", self.name)
            self.lang = value.get("lang", self.lang)
            self.example = value.get("example", self.example)
            self.people_min = value.get("people_min", self.people_min)
        elif event.kind == TASK:
            self._take_task(event)
        elif event.kind == PROPOSAL:
            # "" puts a proposal back among those to be looked at
            self.settled[event.item_id] = value
        elif event.kind == PROGRAMME:
            self.programme = programme_of(value)
        elif event.kind == STEP:
            self._take_step(event)
        elif event.kind in (ROUND, UNROUND, ANEW):
            self._take_beginning(event)
        elif event.kind in (MODERATE, UNMODERATE):
            self.moderation.take(event)
        else:
            self._take_state(event)

    def _take_state(self, event: Event) -> None:
        """Open or closed, shown or hidden: one exercise, or all of it."""
        value = event.value
        if event.kind == OPEN:
            _mark(self.closed_exercises, event.item_id, not value)
        elif event.kind == REVEAL:
            _mark(self.revealed, event.item_id, value)
        elif event.kind == SHOW:
            self.shown[event.item_id] = value
            self.pages.pop(event.item_id, None)
        elif event.kind == PAGE:
            self.pages[event.item_id] = value
        elif event.kind == HANDOUT:
            self.handouts[event.item_id] = Handout(**value)
        elif event.kind == CHOICES:
            self.choices[event.item_id] = tuple(value)
        elif event.kind == CLOSED:
            self.closed = value
        elif event.kind == WAIT:
            self.waits = value

    def _take_beginning(self, event: Event) -> None:
        """A round begins or is taken back; or it begins anew, which is taken back while the room has gone nowhere."""
        before = self._place()
        if event.kind == ROUND:
            self._before_round.append(before)
            self.rounds.append(Round(len(self.rounds) + 1, event.value.get("title", ""), event.at))
            self._begin()
        elif event.kind == UNROUND:
            if self._before_round and event.item_id == str(self.round_number):
                self.rounds.pop()
                self.n_rounds_taken_back += 1
                self._return(self._before_round.pop())
        elif event.value:
            self._begin()
            # what is changed meanwhile of how it will go is not taken back with it
            self._before_anew = {name: value for name, value in before.items() if name not in ("programme", "waits")}
        elif self._before_anew:
            self._return(self._before_anew)

    def _place(self) -> dict[str, Any]:
        return {name: copy.copy(getattr(self, name)) for name in OF_ROUND}

    def _return(self, place: dict[str, Any]) -> None:
        self._before_anew = {}
        for name, value in place.items():
            setattr(self, name, value)

    def _begin(self) -> None:
        """The workshop is open, with nothing shown, nothing closed and nowhere in particular to be."""
        self._before_anew = {}
        self.closed = False
        self.step = Step()
        self.visited.clear()
        self.skipped.clear()
        self.closed_exercises.clear()
        self.revealed.clear()
        self.shown.clear()
        self.pages.clear()
        self.handouts.clear()

    def _take_step(self, event: Event) -> None:
        value, exercise_id = event.value, event.value["exercise_id"]
        ends_at = value.get("ends_at")
        started_at = self.step.started_at if exercise_id == self.step.exercise_id else event.at
        ends_at = dt.datetime.fromisoformat(ends_at) if ends_at else None
        self.step = Step(exercise_id, started_at, ends_at, value.get("left_s"))
        if value.get("skipped"):
            self.skipped.add(value["skipped"])
        if exercise_id:
            self._before_anew = {}
            self.skipped.discard(exercise_id)
            # the newest last: what is added to the programme comes after where the room was
            self.visited = [*(known for known in self.visited if known != exercise_id), exercise_id]

    def _take_task(self, event: Event) -> None:
        value = {name: event.value[name] for name in ("text", "hidden", "merged_into") if name in event.value}
        if any(task.task_id == event.item_id for task in self._taken_over(value.get("merged_into", ""))):
            # two who merged two tasks into each other at once: the first merge holds, or both would be gone
            del value["merged_into"]
        known = self.tasks.get(event.item_id)
        if known is None:
            known = Task(event.item_id, len(self.tasks) + 1, value.get("text", ""), event.at)
        self.tasks[event.item_id] = replace(known, **value)

    def _trace_sources(self) -> None:
        """Count a card with the task it has become, and with each that has taken that one over."""
        found: dict[str, list[str]] = {}
        for ref, task_id in self.settled.items():
            for task in self._taken_over(task_id):
                found.setdefault(task.task_id, []).append(ref)
        for task_id, task in self.tasks.items():
            self.tasks[task_id] = replace(task, sources=tuple(found.get(task_id, ())))

    def survivor(self, task_id: str) -> Task | None:
        """The task that stands for a task after all merges; ``None`` if unknown."""
        return next(reversed(list(self._taken_over(task_id))), None)

    def standing_items(self, prompt: Prompt, written_in: Callable[[], int]) -> Callable[[str], str]:
        """What gives the item that stands for an item: the task or card that it has been merged into, else itself.

        Cards are those of ``written_in``, the newest round in which any were; it is not asked where nobody has touched
        them.
        """
        if prompt.is_about_tasks:
            return lambda item_id: task.task_id if (task := self.survivor(item_id)) else item_id
        if prompt.items_from and self.moderation.has_acts(prompt.items_from):
            return self.moderation.sheet(prompt.items_from, written_in()).survivor
        return lambda item_id: item_id

    def _taken_over(self, task_id: str) -> Iterator[Task]:
        """A task and, one after another, those that have taken it over; merges go in no circle."""
        while task := self.tasks.get(task_id):
            yield task
            task_id = task.merged_into


def programme_of(value: Mapping[str, Any]) -> Programme:
    """The programme in an event."""
    planned = tuple(Planned(exercise_id, minutes) for exercise_id, minutes in value["exercises"])
    return Programme(value["programme_id"], Text(**value["title"]), planned)


def value_of(programme: Programme) -> dict[str, Any]:
    """A programme as an event holds it: which exercises, and what it is called; the rest is the file's."""
    return {
        "programme_id": programme.programme_id,
        "title": {"da": programme.title.da, "en": programme.title.en},
        "exercises": [[planned.exercise_id, planned.minutes] for planned in programme.exercises],
    }


def _mark(marks: set[str], item: str, on: bool) -> None:
    if on:
        marks.add(item)
    else:
        marks.discard(item)
