"""Moderating in the control room: what people wrote is hidden, merged, grouped, reworded, and voted on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from .. import messages
from ..errors import KerneError
from ..gathering import Card
from ..kinds.table import fields_of
from ..likeness import alike
from ..model import Prompt
from ..moderation import GROUP, HIDE, MERGE, REWORD, SHOW, SPLIT, Act
from .panel import Panel
from .pieces import MAKE

HERE = Path(__file__).parent
LABELS = (
    *("find", "merge", "group", "heading", "heading_set", "heading_none", "reword", "reword_set", "reword_back"),
    *("hide", "show", "split", "clear", "chosen", "choose", "undo", "log", "more", "like", "unlike", "vote", "empty"),
    *("hidden", "none_found", "times", "own", "cancel"),
)
STEP = 48  # cards shown at a time
LIKE_MAX = 3
LIKE_OF = 600  # more cards than these are not compared with one another
LOG_MAX = 12


class CardBoard(anywidget.AnyWidget):
    """Cards to choose from, and what can be done with those that are chosen. It shows and reports; the room decides.

    Traits
    ------
    prompt_id
        The question that is looked at.
    rows, hidden
        ``{"id", "text", "fields", "n", "heading", "parts", "own"}`` of each card that is shown, and of each hidden one;
        ``fields`` is what it says in each column where there are any, ``parts`` are the wordings it is made of, ``own``
        is the participants' own where it was reworded.
    found, more
        How many cards there are, in words; how many of them are not listed.
    alike
        ``{"ids", "texts"}`` of cards that may say the same.
    headings
        Headings in use.
    columns
        Names of the fields of each card; none where a card is one text.
    log
        What was done, the newest first; ``{"text", "stands"}``.
    vote
        What the vote is about, in words; ``""`` where there can be none.
    said
        What has just gone wrong.
    labels
        Words.
    """

    _esm = MAKE + (HERE / "moderator.js").read_text(encoding="utf-8")
    _css = (HERE / "moderator.css").read_text(encoding="utf-8")

    prompt_id = traitlets.Unicode().tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    hidden = traitlets.List(traitlets.Dict()).tag(sync=True)
    found = traitlets.Unicode().tag(sync=True)
    more = traitlets.Int().tag(sync=True)
    alike = traitlets.List(traitlets.Dict()).tag(sync=True)
    headings = traitlets.List(traitlets.Unicode()).tag(sync=True)
    columns = traitlets.List(traitlets.Unicode()).tag(sync=True)
    log = traitlets.List(traitlets.Dict()).tag(sync=True)
    vote = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)


class Moderator(Panel):
    """The cards of the question whose picture is shown."""

    def build(self) -> None:
        """Make what is shown."""
        self.board = CardBoard(labels={key: self.text(f"cards_{key}") for key in LABELS})
        self.board.on_msg(self._take)
        self._looking_for = ""
        self._limit = STEP
        self._unlike: set[frozenset[str]] = set()
        self._compared: tuple[Sequence[str], list[tuple[int, int]]] = ((), [])
        self.widget.children = (self.heading("cards"), self.board)

    def read(self, prompt_id: str) -> dict[str, Any]:
        """The cards of a question, and what has been done with them."""
        if prompt_id != self.board.prompt_id:
            self._looking_for, self._limit = "", STEP
        workshop = self.workshop
        cards = workshop.card_list(prompt_id, workshop.round_number)
        shown = [card for card in cards if not card.hidden]
        wanted = self._looking_for.casefold()
        found = [card for card in shown if wanted in card.text.casefold() or wanted in card.heading.casefold()]
        headings = list(dict.fromkeys(card.heading for card in shown if card.heading))
        # as on the wall: group by group, and those without a heading last
        found.sort(key=lambda card: headings.index(card.heading) if card.heading else len(headings))
        log = workshop.moderation_log(prompt_id)
        hidden = [card for card in cards if card.hidden]
        prompt = workshop.model.prompt(prompt_id)
        return {
            "prompt_id": prompt_id,
            "rows": [_row(card, prompt) for card in found[: self._limit]],
            "hidden": [_row(card, prompt) for card in hidden[: self._limit]],
            "found": self.text("cards_found", len(found)),
            "more": max(len(found) - self._limit, 0),
            "alike": self._alike(shown),
            "headings": headings,
            "columns": [column.text(workshop.lang) for column in prompt.columns],
            "log": [{"text": self._told(act), "stands": act.stands} for act in reversed(log[-LOG_MAX:])],
            "vote": self._vote(prompt_id, len(shown)),
        }

    def show(self, seen: dict[str, Any]) -> None:
        """Show them; what is chosen and half written stays."""
        if self.has_changed(seen):
            with self.board.hold_sync():
                for name, value in seen.items():
                    setattr(self.board, name, value)

    def _vote(self, prompt_id: str, n_shown: int) -> str:
        vote = self.workshop.model.star_vote(prompt_id)
        if vote is None:
            return ""
        if n_shown > vote.items_max:
            return self.text("cards_vote_first", limit=vote.items_max)
        return self.text("cards_vote_how", vote.budget)

    def _alike(self, shown: Sequence[Card]) -> list[dict[str, Any]]:
        texts = [card.text for card in shown[:LIKE_OF]]
        if self._compared[0] != texts:
            self._compared = texts, alike(texts)
        pairs = [(shown[one], shown[other]) for one, other in self._compared[1]]
        open_ones = [pair for pair in pairs if frozenset(card.card_id for card in pair) not in self._unlike]
        return [
            {"ids": [card.card_id for card in pair], "texts": [card.text for card in pair]}
            for pair in open_ones[:LIKE_MAX]
        ]

    def _told(self, act: Act) -> str:
        key = act.name if act.text or act.name not in (GROUP, REWORD) else f"{act.name}_none"
        said = self.text(f"did_{key}", len(act.cards), text=act.text)
        at = messages.clock(act.at)
        return self.text("did_at" if act.stands else "did_undone", at=at, said=said)

    # -- acting --------------------------------------------------------------------------------------------

    def _take(self, _widget: object, content: Any, _buffers: object) -> None:
        # whatever a browser sends: only what has the right shape is done
        if not isinstance(content, dict) or not self.board.prompt_id:
            return
        listed = content.get("cards")
        cards = [card_id for card_id in listed if isinstance(card_id, str)] if isinstance(listed, list) else []
        self.board.said = ""
        try:
            self._act(str(content.get("type")), self.board.prompt_id, cards, str(content.get("text") or ""))
        except KerneError as error:
            self.board.said = error.text(self.workshop.lang)
            self._problem(error)
        self._done()

    def _act(self, name: str, prompt_id: str, cards: list[str], text: str) -> None:
        workshop = self.workshop
        acts: dict[str, Callable[[], object]] = {
            HIDE: lambda: workshop.hide_cards(prompt_id, cards),
            SHOW: lambda: workshop.show_cards(prompt_id, cards),
            MERGE: lambda: workshop.merge_cards(prompt_id, self._most_written_first(prompt_id, cards)),
            SPLIT: lambda: workshop.split_cards(prompt_id, cards),
            GROUP: lambda: workshop.group_cards(prompt_id, cards, text),
            REWORD: lambda: workshop.reword_card(prompt_id, "".join(cards[:1]), text),
            "undo": lambda: workshop.take_back_moderation(prompt_id),
            "vote": lambda: workshop.start_vote(prompt_id),
            "unlike": lambda: self._unlike.add(frozenset(cards)),
            "find": lambda: self._look_for(text),
            "more": lambda: self._look_for(self._looking_for, self._limit + STEP),
        }
        if name in acts:
            acts[name]()

    def _most_written_first(self, prompt_id: str, card_ids: list[str]) -> list[str]:
        """The wording that most have written is the one that stands."""
        cards = self.workshop.card_list(prompt_id, self.workshop.round_number)
        listed = [card.card_id for card in cards if card.card_id in card_ids]
        return listed + [card_id for card_id in card_ids if card_id not in listed]

    def _look_for(self, words: str, limit: int = STEP) -> None:
        self._looking_for, self._limit = words.strip(), limit


def _row(card: Card, prompt: Prompt) -> dict[str, Any]:
    return {
        "id": card.card_id,
        "text": card.text,
        "fields": fields_of(card.text, prompt) if prompt.columns else [],
        "n": card.n,
        "heading": card.heading,
        "parts": [part.text for part in card.parts] if card.is_merged else [],
        "own": card.parts[0].text if card.reworded else "",
    }
