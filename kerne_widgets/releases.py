"""Releases: what a question that belongs to the whole room shows of its answers, in steps and not one by one.

Whoever sees such a picture just before and just after one person has answered knows what that person said. So what is
shown stands still until it can be changed by ``people_min`` people at once: by those who have answered, by those who
have thought again, by those who have withdrawn. Any two views ever shown differ by that many people or by nobody.

Which answers are shown follows from the events alone. So the picture, the frame, the file and the report are one, at
any hour and for whoever opens the workshop. A last one to four who are not shown stay so, also when the exercise or
the workshop is closed: to show them then would tell of them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from operator import attrgetter
from typing import Any

from . import kinds
from .anonymity import REST, Said, can_lie_together
from .answers import Answer, AnswerLog
from .model import Model, Prompt
from .people import Attending
from .room_state import ANSWER, JOIN, ROOM_KINDS, UNDO, RoomState
from .store import Event, Store

NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)

Shown = dict[str, Said]
"""Of each person that is shown, what is shown."""


@dataclass(frozen=True)
class Release:
    """What a question shows in a round: the answers, from how many people, and how many have answered by now.

    The answers are nobody's. They come in an order that tells nothing, under numbers that stand for people here and
    nowhere else, and without an instant; one that several gave together is there for each of them where its kind is
    counted. ``waits_for_last`` says that more could be seen but for a few who have not answered yet.
    """

    answers: tuple[Answer, ...] = ()
    n_shown: int = 0
    n_answered: int = 0
    waits_for_last: bool = False


class Releasing(Attending):
    """A room with questions that belong to all of it. Made as :class:`Attending` is."""

    def __init__(self, code: str, workshop_id: str, store: Store, model: Model) -> None:
        super().__init__(code, workshop_id, store, model)
        self._histories: dict[tuple[str, frozenset[str]], _History] = {}

    def release(self, prompt: Prompt, round_number: int) -> Release:
        """What may be seen of the answers to a ``whole_room`` prompt in a round."""
        with self._lock:
            gone = self.gone_robots()
            history = self._histories.setdefault((prompt.prompt_id, gone), _History(prompt, self.people_min))
            after = history.seq
            events = self.store.fetch_events(self._id, after_seq=after, kinds=(*ROOM_KINDS, JOIN))
            events += self.store.fetch_events(
                self._id, after_seq=after, kinds=(ANSWER, UNDO), prompt_id=prompt.prompt_id
            )
            own = [event for event in events if event.author_id not in gone]
            history.take(sorted(own, key=attrgetter("seq")))
            return history.release(round_number)


class _History:
    """All that a question has shown, in order, for each round and item."""

    def __init__(self, prompt: Prompt, people_min: int) -> None:
        self.seq = 0
        self._prompt = prompt
        self._people_min = people_min
        self._room = RoomState()
        self._log = AnswerLog()
        self._joined: dict[str, int] = {}
        self._now: dict[tuple[int, str], Shown] = {}
        self._steps: dict[tuple[int, str], list[Shown]] = {}

    def take(self, events: Iterable[Event]) -> None:
        """Fold further events in."""
        # what was stored in one act, such as a file that is read, is one step
        for _, moment in groupby(events, key=attrgetter("at")):
            for event in moment:
                self.seq = event.seq
                if event.kind == JOIN:
                    self._take_join(event)
                elif event.kind in (ANSWER, UNDO):
                    self._log.take([event])
                else:
                    self._room.take([event])
            self._now = self._standing()
            for about in self._now.keys() | self._steps.keys():
                self._step(about)

    def _take_join(self, event: Event) -> None:
        # who has no phone cannot answer what is only answered on one's own
        is_here = not (event.value.get("left") or event.value.get("on_behalf"))
        self._joined[event.author_id] = event.value.get("n_people", 1) if is_here else 0

    def release(self, round_number: int) -> Release:
        """What is shown in a round now."""
        shown: dict[str, list[Said]] = {}
        answered: dict[str, int] = {}
        for about, steps in self._steps.items():
            if about[0] == round_number:
                for said in steps[-1].values():
                    shown.setdefault(said.participant_id, []).append(said)
                answered |= {person: said.n_people for person, said in self._now.get(about, {}).items()}
        in_no_order = sorted(shown.values(), key=lambda own: [said.value for said in own])
        n_answered = sum(answered.values())
        waits = any(self._waits_for_few(*about) for about in self._now if about[0] == round_number)
        return Release(
            answers=tuple(self._nobodys(in_no_order, round_number)),
            n_shown=sum(max(said.n_people for said in own) for own in shown.values()),
            n_answered=n_answered,
            waits_for_last=waits and n_answered >= self._people_min,
        )

    def _nobodys(self, sheets: Iterable[Sequence[Said]], round_number: int) -> Iterator[Answer]:
        numbers = count(1)
        for sheet in sheets:
            n_people = max(said.n_people for said in sheet) if kinds.is_counted(self._prompt) else 1
            for place, number in zip(range(n_people), numbers, strict=False):
                for item_id, value in (
                    one for said in sheet if place < said.n_people for one in json.loads(said.value)
                ):
                    yield Answer(
                        str(number), self._prompt.prompt_id, item_id, value, NEVER, number, number, round_number
                    )

    def _standing(self) -> dict[tuple[int, str], Shown]:
        """What each person says now of each item; someone's own cards are one thing that they say."""
        own_items = kinds.makes_items(self._prompt)
        said: dict[tuple[int, str], dict[str, list[tuple[str, Any]]]] = {}
        for answer in self._log.latest():
            about = answer.round_number, "" if own_items else answer.item_id
            said.setdefault(about, {}).setdefault(answer.participant_id, []).append((answer.item_id, answer.value))
        return {
            about: {
                person: Said(person, json.dumps(own, sort_keys=True), self._joined.get(person, 1))
                for person, own in by_person.items()
            }
            for about, by_person in said.items()
        }

    def _step(self, about: tuple[int, str]) -> None:
        """Show more of a question, or other answers, where that tells of nobody."""
        now, steps = self._now.get(about, {}), self._steps.setdefault(about, [{}])
        if self._waits_for_few(*about):
            return
        for change in _CHANGES:
            shown = change(steps[-1], now)
            if shown != steps[-1] and all(self._can_be_told(shown, earlier) for earlier in steps):
                steps.append(shown)

    def _can_be_told(self, shown: Shown, earlier: Shown) -> bool:
        one, other = (dict.fromkeys(view.values(), REST) for view in (shown, earlier))
        return can_lie_together(one, other, self._people_min)

    def _waits_for_few(self, round_number: int, item_id: str) -> bool:
        """Whether so few are still to answer that they could never be shown if the others were shown now.

        Once the result is shown, or the question is closed, those who have answered are not kept waiting for them.
        """
        room, exercise_id = self._room, self._prompt.exercise_id
        is_over = round_number < room.round_number or room.closed or exercise_id in room.closed_exercises
        if is_over or exercise_id in room.revealed:
            return False
        now = self._now.get((round_number, item_id), {})
        if now.keys() - self._joined.keys():
            return False  # from a file, which tells not of those who were still to come
        n_waiting = sum(self._joined.values()) - sum(said.n_people for said in now.values())
        return 0 < n_waiting < self._people_min


# answers that have come, answers that have changed, answers that are withdrawn: each only together with enough others
_CHANGES: tuple[Callable[[Shown, Shown], Shown], ...] = (
    lambda shown, now: {**now, **shown},
    lambda shown, now: {person: now.get(person, said) for person, said in shown.items()},
    lambda shown, now: {person: said for person, said in shown.items() if person in now},
)
