"""What is asked about, and what a participant has said of it: the items of a prompt, and one's own answers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from .answers import Answer, AnswerLog, last_round
from .deciding import Deciding
from .gathering import gather, offered
from .kinds import check
from .kinds.about_items import items_in
from .kinds.table import line
from .merging import moved, standing_of_all
from .model import Model, Prompt
from .outcome import Served
from .releases import Releasing
from .room_state import ANSWER, UNDO, RoomState
from .store import Store
from .subgroups import Subgrouping


@dataclass(frozen=True)
class Item:
    """Something an itemised prompt is answered about: a task, a card, a fixed item."""

    item_id: str
    text: str


class Asking(Deciding, Subgrouping, Releasing):
    """A room in which something is asked. Made as :class:`Stepping` is."""

    def __init__(self, code: str, workshop_id: str, store: Store, model: Model) -> None:
        super().__init__(code, workshop_id, store, model)
        self._own_logs: dict[str, AnswerLog] = {}
        self._sources: dict[str, AnswerLog] = {}

    def latest(
        self, participant_id: str, prompt_id: str | None = None, round_number: int | None = None
    ) -> dict[tuple[str, str], Any]:
        """A participant's answers of a round, by default this one: ``{(prompt_id, item_id): value}``, the first first.

        What was said about an item that has been merged into another is said about that one.
        """
        given = self._own_log(participant_id).latest(round_number or self.round_number)
        own = [answer for answer in given if prompt_id in (None, answer.prompt_id)]
        answers = standing_of_all(self.model, own, self.standing_items)
        return {(answer.prompt_id, answer.item_id): answer.value for answer in answers}

    def parts_of(self, participant_id: str, prompt: Prompt, item_id: str) -> list[Answer]:
        """A participant's answers of this round to a prompt that are about an item or pair now, the newest last."""
        stands_for = self.standing_items(prompt)
        given = self._own_log(participant_id).latest(self.round_number)
        own = [answer for answer in given if answer.prompt_id == prompt.prompt_id]
        parts = [a for a in own if moved(prompt, a.item_id, a.value, stands_for)[0] == item_id]
        return sorted(parts, key=lambda part: part.seq)

    def has_merged(self, participant_id: str, prompt: Prompt) -> bool:
        """Whether something that a participant has answered a prompt about has been merged into another."""
        given = self._own_log(participant_id).latest(self.round_number)
        named = items_in({a.item_id: a.value for a in given if a.prompt_id == prompt.prompt_id})
        stands_for = self.standing_items(prompt)
        return any(stands_for(item_id) != item_id for item_id in named)

    def saved_at(self, participant_id: str) -> dt.datetime | None:
        """When the participant's newest answer of this round was committed."""
        answers = self._own_log(participant_id).latest(self.round_number)
        return max((answer.at for answer in answers), default=None)

    def items(self, prompt: Prompt, participant_id: str | None = None, kept: Collection[str] = ()) -> list[Item]:
        """What an itemised prompt is answered about.

        The tasks, or its fixed items, or the room's cards, the most often written first and a participant's own always
        among them. Cards: the participant's own.

        Parameters
        ----------
        prompt
            What is asked.
        participant_id
            Who is asked; default everyone.
        kept
            Cards that stay for as long as they stand, although others are now written more often.
        """
        if prompt.is_about_tasks:
            return [Item(task.task_id, task.text) for task in self.task_list()]
        if prompt.items:
            return [Item(option.key, option.text(self.lang)) for option in prompt.items]
        if prompt.items_from:
            return self._gathered(prompt.items_from, participant_id, prompt.items_max, kept)
        if prompt.is_list and participant_id:
            own = self.latest(participant_id, prompt.prompt_id)
            return [Item(item_id, line(text)) for (_, item_id), text in own.items()]
        return []

    def item_texts(self, prompt: Prompt) -> dict[str, str]:
        """Wordings of all that a prompt may have been answered about, by item: what is hidden, merged or rare too."""
        if prompt.is_about_tasks:
            return {task.task_id: task.text for task in self.room.tasks.values()}
        if prompt.items_from:
            written = self._written(prompt.items_from)
            cards = gather(written, self.room.moderation.sheet(prompt.items_from, last_round(written)))
            parts = {part.card_id: line(part.text) for card in cards for part in card.parts}
            return parts | {card.card_id: line(card.text) for card in cards}
        return {item.item_id: item.text for item in self.items(prompt)}

    def has_written(self, prompt_ids: Collection[str], after_seq: int) -> bool:
        """Whether anyone has answered one of some prompts since an event."""
        fetch, changes = self.store.fetch_events, (ANSWER, UNDO)
        return any(fetch(self._id, after_seq=after_seq, kinds=changes, prompt_id=one) for one in prompt_ids)

    def served_list(self) -> list[Served]:
        """What tasks may serve: the effects and the target groups that the room writes most often."""
        return [
            Served(kind, item.item_id, item.text)
            for kind in ("effects", "groups")
            for prompt in self.model.prompts_gathering(kind)
            for item in self._gathered(prompt.prompt_id, None, prompt.items_max)
        ]

    def most_starred(self, prompt_id: str) -> list[Item]:
        """The card of a prompt that got most stars when the room last voted; more than one when it is a tie.

        None while too few have voted, or where nobody may know who gave a star.
        """
        vote = self.model.star_vote(prompt_id)
        if vote is None or vote.whole_room:
            return []
        given = [a for a in self.answers_of_all_rounds() if a.prompt_id == vote.prompt_id and not check(a.value, vote)]
        given = [answer for answer in given if answer.round_number == last_round(given)]
        if self.count_people({answer.participant_id for answer in given}) < self.people_min:
            return []
        stands_for, cards = self.standing_items(vote), self.items(vote)
        stars: Counter[str] = Counter()
        for answer in given:
            _, starred = moved(vote, "", answer.value, stands_for)
            stars.update(dict.fromkeys(starred, self.count_people({answer.participant_id})))
        most = max((stars[card.item_id] for card in cards), default=0)
        return [card for card in cards if most and stars[card.item_id] == most]

    def primary_groups(self) -> list[Item]:
        """The target group that the room has chosen to succeed with first of all; more than one when it is a tie."""
        return [item for one in self.model.prompts_gathering("groups") for item in self.most_starred(one.prompt_id)]

    def standing_items(self, prompt: Prompt) -> Callable[[str], str]:
        """What gives the item that stands for an item: the task or card that it has been merged into, else itself."""
        return self.room.standing_items(prompt, lambda: last_round(self._written(prompt.items_from)))

    def _gathered(self, source: str, participant_id: str | None, limit: int, kept: Collection[str] = ()) -> list[Item]:
        return items_of_cards(self._written(source), self.room, source, participant_id, limit, kept)

    def _written(self, source: str) -> list[Answer]:
        with self._lock:
            log = self._sources.setdefault(source, AnswerLog())
            if not self._is_read(f"written {source}"):
                changes = (ANSWER, UNDO)
                log.take(self.store.fetch_events(self._id, after_seq=log.seq, kinds=changes, prompt_id=source))
            return log.newest()

    def _own_log(self, participant_id: str) -> AnswerLog:
        log = self._own_logs.setdefault(participant_id, AnswerLog())
        if self._is_read(participant_id):
            return log
        log.take(self.store.fetch_events(self._id, after_seq=log.seq, kinds=(ANSWER, UNDO), author_id=participant_id))
        return log


def items_of_cards(
    answers: Sequence[Answer],
    room: RoomState,
    source: str,
    participant_id: str | None,
    limit: int,
    kept: Collection[str] = (),
) -> list[Item]:
    """What is written to a prompt as items of another: the cards that the facilitator lets stand, as they are worded.

    Those most often written come first; one's own, and those that are kept, are among them past the limit.
    """
    cards = gather(answers, room.moderation.sheet(source, last_round(answers)))
    return [Item(card.card_id, line(card.text)) for card in offered(cards, participant_id, limit, kept)]
