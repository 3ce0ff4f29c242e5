"""Gathering: what a room has written to one prompt as cards, as the facilitator has put them in order."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from .answers import Answer
from .model import Prompt
from .moderation import Sheet


@dataclass(frozen=True)
class Written:
    """One wording: as it was first written, and every answer that says it."""

    card_id: str
    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Card:
    """A card as it stands: its wording, under which heading, and the wordings it is made of, its own first.

    ``text`` is the facilitator's where it was reworded. A ``hidden`` one is left out of all that the room sees.
    """

    card_id: str
    text: str
    parts: tuple[Written, ...]
    heading: str = ""
    hidden: bool = False
    reworded: bool = False

    @property
    def n(self) -> int:
        """How many have written it, in all its wordings."""
        return sum(len(part.answers) for part in self.parts)

    @property
    def is_merged(self) -> bool:
        """Whether several wordings stand as this one."""
        return len(self.parts) > 1

    def is_by(self, participant_id: str | None) -> bool:
        """Whether someone has written it."""
        return any(answer.participant_id == participant_id for part in self.parts for answer in part.answers)


def is_moderated(prompt: Prompt) -> bool:
    """Whether a facilitator can put in order what is written to a prompt."""
    return prompt.is_written and not prompt.whole_room


def written(answers: Iterable[Answer]) -> list[Written]:
    """The wordings in some answers to one prompt, in the order they were first written."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(plain_wording(answer.value), []).append(answer)
    return [Written(short_id(wording), same[0].value, tuple(same)) for wording, same in found.items()]


def gather(answers: Iterable[Answer], sheet: Sheet) -> list[Card]:
    """The cards in some answers to one prompt, hidden ones too; the most often written first."""
    parts: dict[str, list[Written]] = {}
    for wording in written(answers):
        parts.setdefault(sheet.survivor(wording.card_id), []).append(wording)
    cards = []
    for card_id, own in parts.items():
        # its own wording first; should its writer have taken that back, the one most have written
        own.sort(key=lambda part: (part.card_id != card_id, -len(part.answers)))
        reworded = sheet.wordings.get(card_id, "")
        heading, hidden = sheet.headings.get(card_id, ""), card_id in sheet.hidden
        cards.append(Card(card_id, reworded or own[0].text, tuple(own), heading, hidden, bool(reworded)))
    return sorted(cards, key=lambda card: -card.n)


def offered(
    cards: Iterable[Card], participant_id: str | None, limit: int, kept: Collection[str] = ()
) -> Sequence[Card]:
    """The cards that are answered about: the first so many that are shown; past the limit one's own, and ``kept``."""
    shown = [card for card in cards if not card.hidden]
    return shown[:limit] + [card for card in shown[limit:] if card.card_id in kept or card.is_by(participant_id)]


def plain_wording(text: str) -> str:
    """A wording without what makes no difference: case, spacing, a final full stop."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".!")


def short_id(text: str) -> str:
    """A short id that follows from a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
