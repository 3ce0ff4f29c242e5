"""Subgroups: what a room says seen by role or by group, and never so that it can be worked out what one person says.

A picture by subgroup is of the moment the facilitator asked for it, and stays so while answers go on coming in. Each
is an event; one that could be laid over an earlier one, or over the whole room as it is now, is not shown.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .anonymity import REST, Names, Parted, Said, can_lie_together, part
from .answers import AnswerLog, last_round
from .model import Prompt
from .people import Attending
from .room_state import ANSWER, JOIN, ROOM_KINDS, UNDO, RoomState
from .stepping import FACILITATOR
from .store import Event, new_event

SUBGROUPS = "subgroups"
BY = ("role", "group")
KINDS = ("scale", "placement")


@dataclass(frozen=True)
class Subgroup:
    """One subgroup of the answers to one thing: its name (``""`` for the rest) and how many people said what."""

    name: str
    counts: Mapping[int, int]

    @property
    def n(self) -> int:
        """How many people it is."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Seen:
    """A prompt seen by subgroup: since when, and the subgroups of each item (``""`` where it has none).

    Those in ``waiting`` were shown and may not be just now; where none may, ``items`` is empty.
    """

    at: dt.datetime
    items: Mapping[str, Sequence[Subgroup]]
    waiting: Collection[str] = ()


@dataclass(frozen=True)
class _Taken:
    by: str
    at: dt.datetime
    items: dict[str, dict[Said, str]]


class Subgrouping(Attending):
    """A room whose answers can be seen by role and by group. Made as :class:`Attending` is."""

    def can_be_parted(self, prompt: Prompt) -> bool:
        """Whether answers to a prompt are ever seen by subgroup: scales and placements that have a sender."""
        return prompt.kind in KINDS and not prompt.whole_room

    def ways_to_part(self, prompt: Prompt) -> list[str]:
        """``"role"`` and ``"group"``, as far as at least two subgroups can be shown, or were earlier in this round."""
        if not self.can_be_parted(prompt):
            return []
        story = _Story(self, prompt)
        return [by for by in BY if story.seen(by) or story.new(by)]

    def part(self, prompt: Prompt, by: str) -> bool:
        """Take a new picture by ``"role"`` or ``"group"``; whether there is one to show, new or earlier."""
        if not self.can_be_parted(prompt):
            return False
        story = _Story(self, prompt)
        if story.new(by):
            event = new_event(
                *(self._id, FACILITATOR, SUBGROUPS, by), prompt_id=prompt.prompt_id, round_number=self.round_number
            )
            self._append([event])
            return True
        seen = story.seen(by)
        return seen is not None and bool(seen.items)

    def subgroups(self, prompt: Prompt) -> dict[str, Seen]:
        """The newest picture of this round by ``"role"`` and by ``"group"``, as far as it may be shown now."""
        if not self.can_be_parted(prompt):
            return {}
        story = _Story(self, prompt)
        return {by: seen for by in BY if (seen := story.seen(by))}

    def events_about(self, prompt: Prompt) -> list[Event]:
        """All that bears on who said what to a prompt, in order."""
        kinds = (*ROOM_KINDS, JOIN)
        about = self.store.fetch_events(self._id, kinds=(ANSWER, UNDO, SUBGROUPS), prompt_id=prompt.prompt_id)
        if prompt.items_from:
            about += self.store.fetch_events(self._id, kinds=(ANSWER, UNDO), prompt_id=prompt.items_from)
        gone = self.gone_robots()
        told = [event for event in about if event.author_id not in gone]
        return sorted([*self.store.fetch_events(self._id, kinds=kinds), *told], key=lambda event: event.seq)


class _Story:
    """The pictures of a prompt that have been taken in this round, and the room as it is now."""

    def __init__(self, workshop: Subgrouping, prompt: Prompt) -> None:
        self._prompt = prompt
        self._room = RoomState()
        self._log, self._source = AnswerLog(), AnswerLog()
        self._joined: dict[str, Mapping[str, Any]] = {}
        self._names = Names()
        self._people_min = workshop.people_min
        self._taken: list[_Taken] = []
        number = workshop.round_number
        for event in workshop.events_about(prompt):
            if event.kind == SUBGROUPS:
                if event.round_number == number:
                    self._take(event, number)
            elif event.kind == JOIN:
                self._joined[event.author_id] = event.value
            elif event.kind in (ANSWER, UNDO):
                log = self._log if event.prompt_id == prompt.prompt_id else self._source
                log.take([event])
            else:
                self._room.take([event])
        self._now = {item_id: dict.fromkeys(said, REST) for item_id, said in self._standing("", number).items()}
        self._new = {by: self._allowed(self._parted(by, number)) for by in BY}

    def seen(self, by: str) -> Seen | None:
        """The newest of each item that may lie beside the whole room as it is now; None where none was ever taken."""
        own = [taken for taken in self._taken if taken.by == by]
        if not own:
            return None
        items: dict[str, dict[Said, str]] = {}
        at = own[-1].at
        for taken in own:
            for item_id, parted in taken.items.items():
                if can_lie_together(parted, self._now.get(item_id, {}), self._people_min):
                    items[item_id], at = parted, taken.at
        waiting = {item_id for taken in own for item_id in taken.items} - items.keys()
        return Seen(at, {item_id: self._told(parted) for item_id, parted in items.items()}, waiting)

    def new(self, by: str) -> bool:
        """Whether a picture taken now would show something that no earlier one does."""
        earlier = [taken.items for taken in self._taken if taken.by == by]
        return any(
            not any(items.get(item_id) == parted for items in earlier) for item_id, parted in self._new[by].items()
        )

    def _take(self, event: Event, number: int) -> None:
        items = self._allowed(self._parted(event.value, number))
        if items:
            self._taken.append(_Taken(event.value, event.at, items))

    def _allowed(self, parted: dict[str, dict[Said, str]]) -> dict[str, dict[Said, str]]:
        """Those items whose subgroups can lie beside every earlier picture of them."""
        earlier = [taken.items for taken in self._taken]
        return {
            item_id: own
            for item_id, own in parted.items()
            if all(can_lie_together(own, items[item_id], self._people_min) for items in earlier if item_id in items)
        }

    def _parted(self, by: str, number: int) -> dict[str, dict[Said, str]]:
        found = {item_id: part(said, self._people_min) for item_id, said in self._standing(by, number).items()}
        return {item_id: own for item_id, own in found.items() if own}

    def _standing(self, by: str, number: int) -> dict[str, dict[Said, str]]:
        """What is said now of each item, with the subgroup of whom says it."""
        # in the room as it was then
        stands_for = self._room.standing_items(self._prompt, lambda: last_round(self._source.latest()))
        newest: dict[tuple[str, str], Any] = {}
        for answer in sorted(self._log.latest(number), key=lambda answer: answer.seq):
            newest[stands_for(answer.item_id), answer.participant_id] = answer.value
        found: dict[str, dict[Said, str]] = {}
        for (item_id, person), value in newest.items():
            joined = self._joined.get(person, {})
            step = value["centrality"] if isinstance(value, dict) else value
            said = Said(person, step, joined.get("n_people", 1))
            found.setdefault(item_id, {})[said] = self._names(joined.get(by, ""))
        return found

    def _told(self, parted: Parted) -> list[Subgroup]:
        counts: dict[str, Counter[int]] = {}
        for said, name in parted.items():
            counts.setdefault(name, Counter())[said.value] += said.n_people
        return [Subgroup(name, counts[name]) for name in sorted(counts, key=lambda name: (name == REST, name))]
