"""Taking a room through its programme: where it is, its timer, and what comes next. Each act is an event."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from . import room_state
from .answers import AnswerLog
from .errors import KerneError
from .model import Exercise, Model, Planned, Programme
from .room_state import ROOM_KINDS, RoomState, Step, value_of
from .store import Event, Store, new_event

FACILITATOR = "facilitator"


class _Moment(threading.local):
    """What a thread has read in its still moment; None outside of one."""

    read: set[str] | None = None


class Stepping:
    """A room that is taken through its programme, one step at a time.

    Parameters
    ----------
    code
        Code of the workshop.
    workshop_id
        Its id in the store.
    store
        Where its events are.
    model
        The content.
    """

    def __init__(self, code: str, workshop_id: str, store: Store, model: Model) -> None:
        self.code = code
        self.store = store
        self.model = model
        self._id = workshop_id
        self._room = RoomState()
        self._log = AnswerLog()
        # a page reads on its main thread and draws on another
        self._lock = threading.RLock()
        self._moment = _Moment()

    @contextmanager
    def still(self) -> Iterator[None]:
        """A moment in which the store is read once for all that is asked, until something is written.

        Drawing a page asks the same things many times over. It is the moment of one thread: a page sees what happens
        while a report is written on another.
        """
        outer = self._moment.read
        self._moment.read = set() if outer is None else outer
        try:
            yield
        finally:
            self._moment.read = outer

    def _is_read(self, what: str) -> bool:
        """Whether it was read in this still moment; it counts as read from now on."""
        read = self._moment.read
        if read is None:
            return False
        known = what in read
        read.add(what)
        return known

    def _append(self, events: Sequence[Event]) -> list[Event]:
        stored = self.store.append(events)
        if self._moment.read is not None:
            self._moment.read.clear()
        return stored

    @property
    def room(self) -> RoomState:
        """The room as it stands now."""
        with self._lock:
            if not self._is_read("room"):
                self._room.take(self.store.fetch_events(self._id, after_seq=self._room.seq, kinds=ROOM_KINDS))
        return self._room

    def last_seq(self) -> int:
        """Number of the newest event; poll it for news."""
        return self.store.last_seq(self._id)

    @property
    def round_number(self) -> int:
        """The round that is going on: 1, or more in a follow-up."""
        return self.room.round_number

    def room_seq(self) -> int:
        """Number of the facilitator's newest event; what a participant's page polls."""
        return self.store.last_seq(self._id, kinds=ROOM_KINDS)

    # -- the programme -------------------------------------------------------------------------------------

    @property
    def programme(self) -> Programme:
        """What the workshop goes through: as it was planned, else the content's default."""
        return self.room.programme_in(self.model)

    @property
    def planned(self) -> list[Exercise]:
        """The exercises of the programme, in order."""
        return [self.model.exercise(exercise_id) for exercise_id in self.programme.exercise_ids]

    def set_programme(self, programme: Programme) -> None:
        """Give the workshop a programme; it is its own from now on, whatever becomes of the file."""
        self._append([self._programme_event(programme)])

    def _programme_event(self, programme: Programme) -> Event:
        ids = programme.exercise_ids
        if not ids:
            raise KerneError("errors.programme_empty_now")
        for exercise_id in ids:
            self.model.exercise(exercise_id)
        if len(set(ids)) < len(ids) or any(planned.minutes < 1 for planned in programme.exercises):
            raise KerneError("errors.programme_wrong")
        value = value_of(programme)
        return new_event(self._id, FACILITATOR, room_state.PROGRAMME, value, round_number=self.round_number)

    # -- the step ------------------------------------------------------------------------------------------

    def step(self) -> Step:
        """Where the room is."""
        return self.room.step_in(self.model)

    def set_step(self, exercise_id: str | None, minutes: float | None = None, skipped: str = "") -> None:
        """Take the room to an exercise; ``None`` gives everyone their own pace.

        An exercise outside the programme comes into it, after the one the room was at last.

        Parameters
        ----------
        exercise_id
            Where to.
        minutes
            Starts a timer.
        skipped
            The exercise that is left without having been done.
        """
        events = []
        if exercise_id:
            exercise = self.model.exercise(exercise_id)
            programme = self.programme
            if exercise_id not in programme.exercise_ids:
                events.append(self._programme_event(self._with(programme, exercise)))
        ends_at = None if minutes is None else dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes)
        self._append([*events, self._step_event(exercise_id or "", ends_at, skipped=skipped)])

    def _with(self, programme: Programme, exercise: Exercise) -> Programme:
        ids = programme.exercise_ids
        after = max((ids.index(known) for known in self.room.visited[-1:] if known in ids), default=-1) + 1
        added = Planned(exercise.exercise_id, exercise.minutes)
        return replace(programme, exercises=(*programme.exercises[:after], added, *programme.exercises[after:]))

    def next_exercise(self) -> str | None:
        """The exercise after the current one, if any; the first one the room has not been at, when it is at none."""
        ids, current = self.programme.exercise_ids, self.step().exercise_id
        if current in ids:
            return next(iter(ids[ids.index(current) + 1 :]), None)
        return next((exercise_id for exercise_id in ids if exercise_id not in self.room.visited), ids[0])

    def skip(self) -> None:
        """Leave the current exercise undone and go on to the next; at the last one, everyone gets their own pace."""
        current = self.step().exercise_id
        if not current:
            return
        following = self.next_exercise()
        self.set_step(following, self.programme.minutes_of(following) if following else None, skipped=current)

    def begin_anew(self) -> None:
        """Take the room back to where a round begins, as after a rehearsal: all is open, and nothing is shown.

        Answers, tasks, decisions and the programme stay.
        """
        self._lead(room_state.ANEW, True)

    # -- the timer -----------------------------------------------------------------------------------------

    def set_timer(self, minutes: float | None) -> None:
        """Start the timer of the current exercise anew, or take it away with ``None``."""
        ends_at = None if minutes is None else dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes)
        self._append([self._step_event(self.step().exercise_id, ends_at)])

    def pause_timer(self) -> None:
        """Stop the timer where it is; :meth:`resume_timer` lets it go on."""
        left_s = self.step().remaining_s(dt.datetime.now(dt.UTC))
        if left_s is not None:
            self._append([self._step_event(self.step().exercise_id, None, left_s=left_s)])

    def resume_timer(self) -> None:
        """Let a paused timer go on; without one, start with the minutes of the programme."""
        step = self.step()
        if step.left_s is not None:
            self.set_timer(step.left_s / 60)
        elif step.exercise_id and not step.ends_at:
            self.set_timer(self.programme.minutes_of(step.exercise_id))

    def add_minutes(self, minutes: float) -> None:
        """Give the current exercise more time, or less; a paused timer stays paused."""
        step = self.step()
        left_s = max(0.0, (step.remaining_s(dt.datetime.now(dt.UTC)) or 0) + minutes * 60)
        if step.left_s is not None:
            self._append([self._step_event(step.exercise_id, None, left_s=left_s)])
        else:
            self.set_timer(left_s / 60)

    def _step_event(
        self, exercise_id: str, ends_at: dt.datetime | None, *, left_s: float | None = None, skipped: str = ""
    ) -> Event:
        value: dict[str, Any] = {"exercise_id": exercise_id, "ends_at": ends_at.isoformat() if ends_at else None}
        if left_s is not None:
            value["left_s"] = left_s
        if skipped:
            value["skipped"] = skipped
        return new_event(self._id, FACILITATOR, room_state.STEP, value, round_number=self.round_number)

    def _lead(self, kind: str, value: Any, item_id: str = "") -> Event:
        event = new_event(self._id, FACILITATOR, kind, value, item_id=item_id, round_number=self.round_number)
        return self._append([event])[0]
