"""Moderating: what the facilitator does with what people write: hide, merge, group, reword, and let the room vote."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from . import kinds
from .answers import Answer, last_round
from .errors import AnswerError, KerneError
from .gathering import Card, gather, is_moderated, plain_wording, short_id
from .kinds.table import entry
from .leading import Leading
from .moderation import GROUP, HIDE, MERGE, MODERATE, REWORD, SHOW, SPLIT, UNMODERATE, Act
from .stepping import FACILITATOR
from .store import new_event

HEADING_MAX = 60
PAIR = 2


class Moderating(Leading):
    """A workshop whose cards can be put in order. What the participants wrote stays as it was."""

    def card_list(self, prompt_id: str, round_number: int | None = None) -> list[Card]:
        """What a room has written to a prompt, as it has been put in order; hidden cards too.

        Parameters
        ----------
        prompt_id
            A prompt that is answered in words.
        round_number
            Default: the newest round in which anyone has answered it.
        """
        answers = [a for a in self.answers_of_all_rounds() if a.prompt_id == prompt_id and isinstance(a.value, str)]
        number = round_number or last_round(answers)
        here = [answer for answer in answers if answer.round_number == number]
        return gather(here, self.room.moderation.sheet(prompt_id, number))

    def round_of_card(self, prompt_id: str, card_id: str) -> int:
        """The round in which the room last wrote a card, else the newest in which it wrote any."""
        answers = [a for a in self.answers_of_all_rounds() if a.prompt_id == prompt_id and isinstance(a.value, str)]
        return last_round([a for a in answers if short_id(plain_wording(a.value)) == card_id] or answers)

    def is_hidden(self, answer: Answer) -> bool:
        """Whether the facilitator has hidden what an answer says."""
        sheet = self.room.moderation.sheet(answer.prompt_id, answer.round_number)
        return bool(sheet.hidden) and sheet.survivor(short_id(plain_wording(answer.value))) in sheet.hidden

    def hide_cards(self, prompt_id: str, card_ids: Sequence[str]) -> None:
        """Leave cards of this round out of pictures, of what later questions are about, and of the report."""
        self._moderate(prompt_id, HIDE, card_ids)

    def show_cards(self, prompt_id: str, card_ids: Sequence[str]) -> None:
        """Bring hidden cards back."""
        self._moderate(prompt_id, SHOW, card_ids)

    def merge_cards(self, prompt_id: str, card_ids: Sequence[str]) -> None:
        """Let the first of some cards stand for all of them; it counts those who wrote any of them.

        Raises
        ------
        KerneError
            Fewer than two cards that are not one already.
        """
        sheet = self.room.moderation.sheet(prompt_id, self.round_number)
        if len({sheet.survivor(card_id) for card_id in card_ids}) < PAIR:
            raise KerneError("errors.merge_too_few")
        self._moderate(prompt_id, MERGE, card_ids)

    def split_cards(self, prompt_id: str, card_ids: Sequence[str]) -> None:
        """Let the wordings that were merged into cards stand for themselves again."""
        self._moderate(prompt_id, SPLIT, card_ids)

    def group_cards(self, prompt_id: str, card_ids: Sequence[str], heading: str) -> None:
        """Put cards under a heading; an empty one takes them out from under theirs.

        Raises
        ------
        KerneError
            The heading is too long.
        """
        heading = " ".join(heading.split())
        if len(heading) > HEADING_MAX:
            raise KerneError("errors.heading_long", limit=HEADING_MAX)
        self._moderate(prompt_id, GROUP, card_ids, heading)

    def reword_card(self, prompt_id: str, card_id: str, text: str) -> None:
        """Give a card another wording; an empty one brings the participants' own back.

        Raises
        ------
        AnswerError
            The wording is too long, or no entry of the table that it is to stand in.
        """
        prompt = self.model.prompt(prompt_id)
        text = entry(text.split("\n")) if prompt.kind == "table" else text.strip()
        problems = kinds.check(text, prompt) if text else []
        if problems:
            raise AnswerError(problems)
        self._moderate(prompt_id, REWORD, [card_id], text)

    def moderation_log(self, prompt_id: str) -> list[Act]:
        """What was done with the cards of a prompt in this round, in order; what was taken back does not stand."""
        return self.room.moderation.acts(prompt_id, self.round_number)

    def take_back_moderation(self, prompt_id: str) -> bool:
        """Take back the last thing that was done with the cards of a prompt; whether there was one."""
        last = next((act for act in reversed(self.moderation_log(prompt_id)) if act.stands), None)
        if last is None:
            return False
        # the id follows from what is taken back, so that two presses that cross each other take back one act
        event_id = str(uuid.uuid5(uuid.UUID(last.event_id), UNMODERATE))
        now = self.round_number
        event = new_event(
            *(self._id, FACILITATOR, UNMODERATE),
            prompt_id=prompt_id,
            item_id=last.event_id,
            event_id=event_id,
            round_number=now,
        )
        self._append([event])
        return True

    def start_vote(self, prompt_id: str) -> str:
        """Take the room to a vote on the cards of a prompt, right away; the id of the exercise.

        Raises
        ------
        KerneError
            There are not two cards to choose between.
        """
        if sum(not card.hidden for card in self.card_list(prompt_id)) < PAIR:
            raise KerneError("errors.vote_too_few")
        exercise = self.model.vote_on(prompt_id)
        self.set_open(exercise.exercise_id, True)
        self.set_step(exercise.exercise_id, exercise.minutes)
        return exercise.exercise_id

    def _moderate(self, prompt_id: str, act: str, card_ids: Sequence[str], text: str = "") -> None:
        prompt, now = self.model.prompt(prompt_id), self.round_number
        known = {part.card_id for card in self.card_list(prompt_id, now) for part in card.parts}
        if not is_moderated(prompt) or not card_ids or not set(card_ids) <= known:
            raise KerneError("errors.unknown_card")
        value = {"act": act, "cards": list(dict.fromkeys(card_ids))}
        if text:
            value["text"] = text
        self._append([new_event(self._id, FACILITATOR, MODERATE, value, prompt_id=prompt_id, round_number=now)])
