"""What the phone keeps and no field on the screen can send: cards, text of other screens, word that someone types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .. import kinds
from ..errors import ContentError
from .cards import Form as CardsForm
from .elements import field_id, text_field
from .prompt_form import checksum, form_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model import Prompt
    from .saving import Saving

CARDS_MAX = 20
DONE_MAX = 40
CARD_ID_MAX = 36


class Mailbox:
    """A hidden field that the page's script writes letters into.

    A letter is JSON: ``{"looks": n}``, ``{"cards": {field: [{"id", "text"}, ...]}}``, ``{"drafts": {field: text}}``,
    ``{"older": {field: text}}``, ``{"at": screen}``, ``{"along": screen}`` or ``{"stays": screen}``, several of them
    or none: the first letter says that the page is there. What is written comes before where to go, so that nobody
    goes along without it.
    ``{"key": ...}`` says in which round a letter was written: one that comes when that is over is not read. What the
    phone kept from another round comes as ``{"left": {"key:field": [text, ...]}}``. No answer is made of it: its writer
    is told of what is not among the answers of its round.
    Letters repeat what has not been acknowledged, so that each may be lost and each may come twice.
    With drafts come, as ``{"stood": {field: [...]}}``, checksums of what stood when each was begun and of what was sent
    of it since: where something else stands now, that is a newer answer from elsewhere.

    Parameters
    ----------
    saving
        Where answers go.
    come_back
        Called with the name of the screen one was on before a reload.
    arrived
        Called with each letter.
    looks
        Called when somebody comes back to the page, who may have answered in another one meanwhile.
    answer_call
        Called with the screen that the room has gone to, and whether one goes along: nobody does who is writing.
    key
        Names the place on the phone where copies are kept of what is written in this round.

    Attributes
    ----------
    done
        What has been dealt with, and the phone can let go of.
    left
        What was written in another round and is not stored, by the name of the phone's copy; of a choice no words.
    """

    def __init__(
        self,
        saving: Saving,
        come_back: Callable[[str], None] | None = None,
        arrived: Callable[[], None] | None = None,
        looks: Callable[[], None] | None = None,
        answer_call: Callable[[str, bool], None] | None = None,
        key: str = "",
    ) -> None:
        self._saving = saving
        self._answer_call = answer_call
        self._arrived = arrived or (lambda: None)
        self._come_back = come_back
        self._looks = looks or (lambda: None)
        self._key = key
        self.done: list[str] = []
        self.left: dict[str, list[str]] = {}
        self.widget = text_field("", "", "kerne-mailbox")
        self.widget.observe(self._on_letter, "value")

    def begin(self, saving: Saving, key: str) -> None:
        """Take the letters of another round; what waits to be stored in the one before is left."""
        for prompt, item_id, value in self._saving.unstored():
            field = f"cards:{prompt.prompt_id}" if prompt.is_list else field_id(prompt.prompt_id, item_id)
            words = not kinds.is_counted(prompt) and value is not None
            told = [_told(prompt, form_class(prompt.kind).as_draft(prompt, value))] if words else []
            self.left[f"{self._key}:{field}"] = [*self.left.get(f"{self._key}:{field}", []), *told]
        self._saving, self._key = saving, key

    def let_go(self) -> None:
        """What is left from another round has been seen."""
        self.done = [*self.done, *self.left][-DONE_MAX:]
        self.left = {}

    def _on_letter(self, change: dict[str, Any]) -> None:
        try:
            letter = json.loads(change["new"] or "{}")
        except json.JSONDecodeError:
            return  # not written by our page
        if not isinstance(letter, dict):
            return
        self._arrived()
        if letter.get("key", self._key) != self._key:
            return
        for name, texts in _entries(letter, "left", list):
            self._take_left(name, [written for written in texts if isinstance(written, str)])
        if "looks" in letter:
            self._looks()
        for field, cards in _entries(letter, "cards", list):
            self._take_cards(field, cards)
        stood = dict(_entries(letter, "stood", list))
        for field, draft in _entries(letter, "drafts", str):
            self._take_draft(field, draft, stood.get(field, []))
        for field, older in _entries(letter, "older", str):
            self._take_older(field, older)
        self._go(letter)

    def _go(self, letter: dict[str, Any]) -> None:
        if self._come_back and isinstance(letter.get("at"), str):
            self._come_back(letter["at"])
        for answer in ("along", "stays"):
            if self._answer_call and isinstance(letter.get(answer), str):
                self._answer_call(letter[answer], answer == "along")

    def _take_cards(self, field: str, cards: list[Any]) -> None:
        for card in cards[:CARDS_MAX]:
            if isinstance(card, dict) and isinstance(card.get("id"), str) and isinstance(card.get("text"), str):
                self._take_card(field, card["text"], card["id"][:CARD_ID_MAX])

    def _take_card(self, field: str, text: str, card_id: str) -> None:
        prompt = self._prompt(field)
        form = form_class(prompt.kind) if prompt else None
        if form is None or not issubclass(form, CardsForm) or card_id in (*self.done, *self._saving.taken_back):
            return
        if form.take_card(self._saving, prompt, text, card_id):
            self.done = [*self.done, card_id][-DONE_MAX:]
            # the page hears of a card that stood already, too
            self._saving.look(field)

    def _take_left(self, name: str, texts: list[str]) -> None:
        key, _, field = name.partition(":")
        prompt = self._prompt(field.removeprefix("cards:").removeprefix("older:").partition("--")[0])
        words: list[str] = []
        if prompt and not kinds.is_counted(prompt):
            as_draft, number = form_class(prompt.kind).as_draft, key.partition("-")[2]
            round_number = int(number) if number.isdecimal() and len(number) < 4 else 1
            given = self._saving.workshop.latest(self._saving.participant_id, prompt.prompt_id, round_number)
            stored = {_plain(as_draft(prompt, value)) for value in given.values()}
            words = [_told(prompt, text) for text in texts if text.strip() and _plain(text) not in stored]
        if words:
            self.left[name] = words
        elif name not in self.left:
            self.done = [*self.done, name][-DONE_MAX:]
        self._saving.look("")

    def _take_older(self, field: str, older: str) -> None:
        if self._prompt(field) is None:
            self.done = [*self.done, f"older:{field}"][-DONE_MAX:]
        elif self._saving.older.get(field) != older:
            self._saving.set_aside(field, older)

    def _take_draft(self, field: str, draft: str, stood: list[Any]) -> None:
        prompt_id, _, item_id = field.partition("--")
        prompt = self._prompt(prompt_id)
        if prompt is None or prompt.is_list:
            return
        form = form_class(prompt.kind)
        workshop = self._saving.workshop
        named, between, part = item_id.partition("--")
        item_id = workshop.standing_items(prompt)(named) + between + part
        # of what has become one, other things stand than when the phone last saw it, though nobody has answered since
        is_known = not workshop.has_merged(self._saving.participant_id, prompt)
        if stood and is_known and checksum(form.held(self._saving, prompt, item_id)) not in (checksum(draft), *stood):
            if form.IS_PROSE and draft.strip():
                self._saving.set_aside(field, draft)
            else:
                self.done = [*self.done, field][-DONE_MAX:]
        elif form.take_draft(self._saving, prompt, item_id, draft):
            self.done = [*self.done, field][-DONE_MAX:]

    def _prompt(self, prompt_id: str) -> Any:
        try:
            return self._saving.workshop.model.prompt(prompt_id)
        except ContentError:
            return None  # a question that has been taken out of the content since


def _plain(written: str) -> str:
    """A text without what makes no difference: case and blanks."""
    return " ".join(written.split()).casefold()


def _told(prompt: Prompt, draft: str) -> str:
    return form_class(prompt.kind).told(draft)


def _entries(letter: dict[str, Any], name: str, shape: type) -> list[tuple[str, Any]]:
    found = letter.get(name)
    return [(field, own) for field, own in found.items() if isinstance(own, shape)] if isinstance(found, dict) else []
