"""A workshop as it stands, kept in memory: a page then costs one small question to the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..answers import Answer, AnswerLog, last_round
from ..items import Item, items_of_cards
from ..kinds.about_items import items_in
from ..kinds.table import line
from ..merging import standing_of_all
from ..model import Prompt
from ..room_state import ANSWER, JOIN, ROOM_KINDS, UNDO, RoomState
from ..workshop import Workshop

if TYPE_CHECKING:
    from ..store import Event


class Standing:
    """The room, and everyone's answers. Not to be shared between threads.

    Parameters
    ----------
    workshop
        The workshop.

    Attributes
    ----------
    room
        The room as it stood at the last look.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.model = workshop.model
        self._gathered_from = {prompt.prompt_id for prompt in self.model.lists}
        self._id: str | None = None
        self._seq = 0
        self.room = RoomState()
        self._people: dict[str, Event] = {}  # how each has come last
        self._own: defaultdict[str, AnswerLog] = defaultdict(AnswerLog)
        self._everyones: defaultdict[str, AnswerLog] = defaultdict(AnswerLog)

    def look(self) -> None:
        """Take in what is new."""
        store = self.workshop.store
        seq = store.last_seq(self._id) if self._id else 0
        if seq < self._seq or not self._id:
            # the first look, or the workshop was deleted
            self._forget()
            self._id = store.fetch_workshop_id(self.workshop.code)
            seq = store.last_seq(self._id) if self._id else 0
        if not self._id or seq == self._seq:
            return
        events = store.fetch_events(self._id, after_seq=self._seq)
        self.room.take(event for event in events if event.kind in ROOM_KINDS)
        for event in events:
            self._seq = event.seq
            if event.kind == JOIN:
                self._people[event.author_id] = event
                if event.value.get("left"):
                    del self._people[event.author_id]
            elif event.kind in (ANSWER, UNDO):
                self._own[event.author_id].take([event])
                if event.prompt_id in self._gathered_from:
                    self._everyones[event.prompt_id].take([event])

    def knows(self, participant_id: str) -> bool:
        """Whether someone has joined and not been taken out."""
        return participant_id in self._people

    def is_here(self, participant_id: str) -> bool:
        """Whether someone has come in this round."""
        came = self._people.get(participant_id)
        return came is not None and self.room.has_come(came)

    def n_here(self) -> int:
        """How many people have come in this round; in the first, everyone."""
        came = filter(self.room.has_come, self._people.values())
        return sum(event.value.get("n_people", 1) for event in came)

    def answers(self, participant_id: str) -> list[Answer]:
        """A participant's answers of this round as they stand, as :meth:`Workshop.latest` has them."""
        own = self._own.get(participant_id)
        given = own.latest(self.room.round_number) if own else []
        return standing_of_all(self.model, given, self._standing_items)

    def _standing_items(self, prompt: Prompt) -> Callable[[str], str]:
        return self.room.standing_items(prompt, lambda: last_round(self._everyones[prompt.items_from].latest()))

    def items(self, prompt: Prompt, participant_id: str, given: Mapping[str, Any]) -> list[Item]:
        """What an itemised prompt is answered about, as :meth:`Workshop.items` has it."""
        if prompt.is_about_tasks:
            return [Item(task.task_id, task.text) for task in self.room.tasks.values() if task.in_use]
        if prompt.items:
            return [Item(option.key, option.text(self.room.lang)) for option in prompt.items]
        if prompt.items_from:
            source = prompt.items_from
            answers = self._everyones[source].newest()
            return items_of_cards(answers, self.room, source, participant_id, prompt.items_max, items_in(given))
        return [Item(item_id, line(text)) for item_id, text in given.items()] if prompt.is_list else []

    def _forget(self) -> None:
        self._seq = 0
        self.room = RoomState()
        self._people.clear()
        self._own.clear()
        self._everyones.clear()
