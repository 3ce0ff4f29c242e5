"""Moderation: what the facilitator has done with what people wrote, and what stands of it.

Folded from events, in order. A card is a wording, however many have written it. Whatever two facilitators do at the
same moment, in whichever order it arrives, every card has one card that stands for it, and nothing is deleted. What is
done holds in its own round: a card that is written again in a follow-up is a card that nobody has looked at yet.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from .store import Event

MODERATE, UNMODERATE = "moderate", "unmoderate"
HIDE, SHOW, MERGE, SPLIT, GROUP, REWORD = "hide", "show", "merge", "split", "group", "reword"


@dataclass(frozen=True)
class Act:
    """One thing that was done: with which cards, the heading or wording they were given, and whether it stands."""

    event_id: str
    prompt_id: str
    name: str
    cards: tuple[str, ...]
    text: str
    at: dt.datetime
    stands: bool = True


@dataclass
class Sheet:
    """What stands for the cards of one prompt. ``into`` goes straight to the card that stands, so it has no circles."""

    into: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    headings: dict[str, str] = field(default_factory=dict)
    wordings: dict[str, str] = field(default_factory=dict)

    def survivor(self, card_id: str) -> str:
        """The card that stands for a card after all merges."""
        return self.into.get(card_id, card_id)

    def take(self, act: Act) -> None:
        """Do one act more."""
        if act.name == MERGE:
            self._merge(act.cards)
        elif act.name == SPLIT:
            # by whichever card it is named now, should another merge have come first
            apart = {self.survivor(card_id) for card_id in act.cards}
            self.into = {card_id: root for card_id, root in self.into.items() if root not in apart}
        for card_id in act.cards:
            if act.name == HIDE:
                self.hidden.add(card_id)
            elif act.name == SHOW:
                self.hidden.discard(card_id)
            elif act.name == GROUP:
                self.headings[self.survivor(card_id)] = act.text
            elif act.name == REWORD:
                self.wordings[self.survivor(card_id)] = act.text

    def _merge(self, cards: tuple[str, ...]) -> None:
        target, *others = [self.survivor(card_id) for card_id in cards]
        # who merges sees the cards: what someone else has just hidden is meant to stand in the merged card
        self.hidden.discard(target)
        for root in others:
            if root == target:
                continue
            for card_id in [known for known, stands in self.into.items() if stands == root]:
                self.into[card_id] = target
            self.into[root] = target
            if not self.headings.get(target):
                self.headings[target] = self.headings.get(root, "")


class Moderation:
    """The acts of a workshop, and the sheet of each prompt. Feed it events in order with :meth:`take`."""

    def __init__(self) -> None:
        self._acts: dict[tuple[str, int], list[Act]] = {}
        self._taken_back: set[str] = set()
        self._sheets: dict[tuple[str, int], Sheet] = {}

    def take(self, event: Event) -> None:
        """Fold one event more in."""
        key = (event.prompt_id, event.round_number)
        self._sheets.pop(key, None)
        if event.kind == UNMODERATE:
            self._taken_back.add(event.item_id)
            return
        value = event.value
        act = Act(event.event_id, event.prompt_id, value["act"], tuple(value["cards"]), value.get("text", ""), event.at)
        self._acts.setdefault(key, []).append(act)

    def has_acts(self, prompt_id: str) -> bool:
        """Whether anything has been done with the cards of a prompt, in any round."""
        return any(about == prompt_id for about, _ in self._acts)

    def acts(self, prompt_id: str, round_number: int) -> list[Act]:
        """What was done with the cards of a prompt, in order; those that were taken back do not stand."""
        done = self._acts.get((prompt_id, round_number), ())
        return [replace(act, stands=act.event_id not in self._taken_back) for act in done]

    def sheet(self, prompt_id: str, round_number: int) -> Sheet:
        """What stands for the cards that were written to a prompt in a round."""
        sheet = self._sheets.get((prompt_id, round_number))
        if sheet is None:
            sheet = Sheet()
            for act in self.acts(prompt_id, round_number):
                if act.stands:
                    sheet.take(act)
            self._sheets[prompt_id, round_number] = sheet
        return sheet
