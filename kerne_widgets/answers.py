"""The answers as they stand: the participants' events added up. Latest wins; an undo takes back the last change.

Each round of a workshop is a sheet of its own: an answer given in a follow-up stands beside the earlier one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .store import Event

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Answer:
    """One answer that stands: who, to what, about which item, what, since when, and in which round."""

    participant_id: str
    prompt_id: str
    item_id: str
    value: Any
    at: dt.datetime
    seq: int
    first_seq: int
    round_number: int


class AnswerLog:
    """Answers and undos folded in order, one history per round, participant, prompt and item."""

    def __init__(self) -> None:
        self.seq = 0
        self._histories: dict[tuple[int, Key], list[Event]] = {}
        self._first: dict[tuple[int, Key], int] = {}

    def take(self, events: Iterable[Event]) -> None:
        """Fold further events in; other kinds than answers and undos pass by."""
        for event in events:
            self.seq = event.seq
            key = (event.round_number, (event.author_id, event.prompt_id, event.item_id))
            if event.kind == "answer":
                self._histories.setdefault(key, []).append(event)
                self._first.setdefault(key, event.seq)
            elif event.kind == "undo" and self._histories.get(key):
                self._histories[key].pop()

    def latest(self, round_number: int | None = None) -> list[Answer]:
        """Answers that stand, withdrawn ones left out, in the order they were first given; of one round, or of all."""
        keys = sorted(
            (first, key)
            for key, first in self._first.items()
            if self._histories[key] and round_number in (None, key[0])
        )
        standing = ((first, key, self._histories[key][-1]) for first, key in keys)
        return [
            Answer(*key[1], value=event.value, at=event.at, seq=event.seq, first_seq=first, round_number=key[0])
            for first, key, event in standing
            if event.value is not None
        ]

    def newest(self) -> list[Answer]:
        """Answers of the newest round that holds any: what was answered stands until it is answered anew."""
        answers = self.latest()
        last = last_round(answers)
        return [answer for answer in answers if answer.round_number == last]

    def last_change(
        self, participant_id: str, prompt_id: str, item_id: str | None = None, round_number: int = 1
    ) -> Event | None:
        """The newest change by a participant in a round that has not been taken back."""
        newest = [
            history[-1]
            for (number, (author, prompt, item)), history in self._histories.items()
            if history
            and number == round_number
            and author == participant_id
            and prompt == prompt_id
            and item_id in (None, item)
        ]
        return max(newest, key=lambda event: event.seq, default=None)


def last_round(answers: Iterable[Answer]) -> int:
    """The newest round that holds any of some answers."""
    return max((answer.round_number for answer in answers), default=1)
