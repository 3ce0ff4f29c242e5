"""Answering: an answer is checked by its kind and committed, or refused in words; one, many at once, or taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from . import kinds, room_state
from .errors import AnswerError, ClosedWorkshop, GoneItem, Problem, RoundOver, UnknownWorkshop
from .items import Asking
from .kinds.pairing import is_pair, items_of
from .kinds.pairs import check_winner
from .leading import check_task
from .merging import moved, standing
from .model import Prompt
from .room_state import ANSWER, UNDO
from .store import Event, new_event


@dataclass(frozen=True)
class Saved:
    """An answer that is committed: when, and the item it is about."""

    at: dt.datetime
    seq: int
    item_id: str


@dataclass(frozen=True)
class Given:
    """An answer given on someone's behalf, as an import gives it; now and in this round when nothing else is told."""

    participant_id: str
    prompt_id: str
    item_id: str
    value: Any
    at: dt.datetime | None = None
    round_number: int = 0


@dataclass(frozen=True)
class Needed:
    """What must be here before some answers can be: people and how many each stands for, tasks, and the last round."""

    people: Mapping[str, int] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)
    last_round: int = 0


class Answering(Asking):
    """A room in which answers are given. Made as :class:`Stepping` is."""

    def submit(
        self,
        participant_id: str,
        prompt_id: str,
        value: Any,
        item_id: str = "",
        event_id: str | None = None,
        *,
        is_late: bool = False,
        round_number: int | None = None,
    ) -> Saved:
        """Give an answer; it is committed when this returns. The value that stands already is not stored again.

        Parameters
        ----------
        participant_id
            From :meth:`join`.
        prompt_id
            What is answered.
        value
            As the prompt's kind wants it; ``None`` or ``""`` withdraws the answer.
        item_id
            The item it is about, for kinds with items. A new card gets an id when none is given.
        event_id
            A UUID made where the answer was given; sent twice it counts once.
        is_late
            It was written before its exercise was closed, and is taken although that is closed by now.
        round_number
            The round that it was written in; default the one that goes on.

        Raises
        ------
        AnswerError
            The kind does not allow the value. Nothing is stored.
        ClosedWorkshop
            The workshop or the exercise takes no answers.
        RoundOver
            Another round has begun: what is asked now is asked anew.
        StoreError
            It could not be stored; :class:`StoreBusy` may succeed in a moment.
        """
        prompt = self.model.prompt(prompt_id)
        now = self.round_number
        if round_number not in (None, now):
            raise RoundOver("errors.round_over")
        if not is_late:
            self._require_open(prompt)
        person = self.participant(participant_id)
        if person is None:
            raise UnknownWorkshop("errors.unknown_participant", code=self.code)
        if value == "":
            value = None
        problems = kinds.check(value, prompt)
        if problems:
            raise AnswerError(problems)
        stands_for = self.standing_items(prompt)
        item_id, value = moved(prompt, item_id, value, stands_for)
        item_id = self._require_item(prompt, item_id, value, participant_id)
        log = self._own_log(participant_id)
        parts = self.parts_of(participant_id, prompt, item_id)
        stands = standing(prompt, parts, stands_for)
        if (stands[0].value if stands else None) == value:
            last = stands[0] if stands else log.last_change(participant_id, prompt_id, item_id, now)
            return Saved(last.at if last else dt.datetime.now(dt.UTC), last.seq if last else 0, item_id)
        # what is withdrawn of an item is withdrawn of all that have become it, the newest last: it is undone first
        about = [part.item_id for part in parts] if value is None else [item_id]
        events = [
            new_event(
                *(self._id, participant_id, ANSWER, value),
                prompt_id=prompt_id,
                item_id=one,
                event_id=event_id if one == about[-1] else None,
                round_number=now,
            )
            for one in about
        ]
        stored = self._append(events)[-1]
        if person.robot:
            self._require_still_in(participant_id, events)
        return Saved(stored.at, stored.seq, item_id)

    def _require_still_in(self, participant_id: str, given: Sequence[Event]) -> None:
        """Withdraw what a robot answered while it was being taken out."""
        if self.participant(participant_id) is None:
            self._append([replace(event, value=None, event_id=str(uuid.uuid4())) for event in given])
            raise UnknownWorkshop("errors.unknown_participant", code=self.code)

    def submit_all(self, given: Sequence[Given], needed: Needed | None = None) -> None:
        """Give many answers at once, each checked by its kind, with what they need: all or nothing.

        Parameters
        ----------
        given
            The answers.
        needed
            People, tasks and rounds that are not here yet and come with them.

        Raises
        ------
        AnswerError
            With the problems of all of them. Nothing is stored.
        """
        needed = needed or Needed()
        problems = [p for g in given for p in kinds.check(g.value, self.model.prompt(g.prompt_id))]
        problems += [p for wording in needed.tasks.values() for p in check_task(wording)]
        if problems:
            raise AnswerError(problems)
        rounds = range(self.round_number + 1, needed.last_round + 1)
        now = dt.datetime.now(dt.UTC)
        self._append(
            [
                *(self._round_event(room_state.ROUND, number, {"title": ""}) for number in rounds),
                *(self._join_event(person, n_people=n_people) for person, n_people in needed.people.items()),
                *(self._task_event(task_id, text=wording) for task_id, wording in needed.tasks.items()),
            ]
            + [
                new_event(
                    *(self._id, g.participant_id, ANSWER, g.value),
                    prompt_id=g.prompt_id,
                    item_id=g.item_id,
                    at=g.at or now,
                    round_number=g.round_number or self.round_number,
                )
                for g in given
            ]
        )

    def undo(self, participant_id: str, prompt_id: str, item_id: str | None = None) -> bool:
        """Take back a participant's last change to a prompt (or to one item of it); whether there was one."""
        self._require_open(self.model.prompt(prompt_id))
        now = self.round_number
        last = self._own_log(participant_id).last_change(participant_id, prompt_id, item_id, now)
        if last is None:
            return False
        # the id follows from what is undone, so that two presses that cross each other undo one change
        event_id = str(uuid.uuid5(uuid.UUID(last.event_id), UNDO))
        event = new_event(
            *(self._id, participant_id, UNDO),
            prompt_id=prompt_id,
            item_id=last.item_id,
            event_id=event_id,
            round_number=now,
        )
        self._append([event])
        return True

    def _require_open(self, prompt: Prompt) -> None:
        room = self.room
        if room.closed:
            raise ClosedWorkshop("errors.closed_workshop", code=self.code)
        if prompt.exercise_id in room.closed_exercises:
            title = self.model.exercise(prompt.exercise_id).title(room.lang)
            raise ClosedWorkshop("errors.closed_exercise", title=title)

    def _require_item(self, prompt: Prompt, item_id: str, value: Any, participant_id: str) -> str:
        if not kinds.is_itemised(prompt):
            return ""
        if kinds.is_paired(prompt):
            return self._require_pair(prompt, item_id, value, participant_id)
        if prompt.is_about_tasks:
            task = self.room.survivor(item_id)
            if task is None or task.hidden:
                raise GoneItem
            return task.task_id
        if kinds.makes_items(prompt):
            own = self.latest(participant_id, prompt.prompt_id)
            if value is not None and (prompt.prompt_id, item_id) not in own and len(own) >= prompt.max_items:
                raise AnswerError([Problem("errors.too_many_items", limit=prompt.max_items)])
            return item_id[:80] or uuid.uuid4().hex[:12]
        if item_id not in {item.item_id for item in self.items(prompt, participant_id, kept=(item_id,))}:
            raise GoneItem
        return item_id

    def _require_pair(self, prompt: Prompt, pair_id: str, value: Any, participant_id: str) -> str:
        two = items_of(pair_id)
        known = {item.item_id for item in self.items(prompt, participant_id, kept=two)}
        if not is_pair(pair_id) or not known.issuperset(two):
            raise GoneItem
        problems = check_winner(value, pair_id, prompt) if prompt.kind == "pairs" and value is not None else []
        if problems:
            raise AnswerError(problems)
        return pair_id
