"""What the phone keeps and no field on the screen can send: cards, text of other screens, word that someone types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..errors import ContentError
from .cards import Form as CardsForm
from .elements import text_field
from .prompt_form import checksum, form_class

if TYPE_CHECKING:
    from collections.abc import Callable

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
    Letters repeat what has not been acknowledged, so that each may be lost and each may come twice.
    With drafts come, as ``{"stood": {field: [...]}}``, checksums of what stood when each was begun and of what was sent
    of it since: where something else stands now, that is a newer answer from elsewhere.

    Parameters
    ----------
    saving
        Where answers go.
    show_cards
        Called with a prompt's id when cards may have been added to it.
    come_back
        Called with the name of the screen one was on before a reload.
    arrived
        Called with each letter.
    looks
        Called when somebody comes back to the page, who may have answered in another one meanwhile.
    answer_call
        Called with the screen that the room has gone to, and whether one goes along: nobody does who is writing.
    """

    def __init__(
        self,
        saving: Saving,
        show_cards: Callable[[str], None],
        come_back: Callable[[str], None] | None = None,
        arrived: Callable[[], None] | None = None,
        looks: Callable[[], None] | None = None,
        answer_call: Callable[[str, bool], None] | None = None,
    ) -> None:
        self._saving = saving
        self._show_cards = show_cards
        self._answer_call = answer_call
        self._arrived = arrived or (lambda: None)
        self._come_back = come_back
        self._looks = looks or (lambda: None)
        self.done: list[str] = []
        self.widget = text_field("", "", "kerne-mailbox")
        self.widget.observe(self._on_letter, "value")

    def _on_letter(self, change: dict[str, Any]) -> None:
        try:
            letter = json.loads(change["new"] or "{}")
        except json.JSONDecodeError:
            return  # not written by our page
        if not isinstance(letter, dict):
            return
        self._arrived()
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
        self._show_cards(field)

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


def _entries(letter: dict[str, Any], name: str, shape: type) -> list[tuple[str, Any]]:
    found = letter.get(name)
    return [(field, own) for field, own in found.items() if isinstance(own, shape)] if isinstance(found, dict) else []
