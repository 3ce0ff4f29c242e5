"""What a form sent: read, given as answers, and what could not be stored kept as it was typed."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import kinds
from ..errors import AnswerError, GoneItem, KerneError, StoreError
from ..items import Item
from ..kinds.ladder import climbed, finished, stands, without
from ..kinds.pairing import is_pair, items_of
from ..merging import moved
from ..messages import text
from ..model import Exercise, Prompt
from ..workshop import Workshop
from .fields import Field, checksum, fields_of, meant, names_of, plain_lines

# what the buttons of a form say was wanted
STAY, ON, BACK, ALONG, FULL, ABOUT = "stay", "on", "back", "along", "full", "about"
ADD, REMOVE, UNDO = "add", "remove", "undo"
TOP = "top"


@dataclass(frozen=True)
class Posted:
    """A form as it came: what was typed, by input; the page's id, its marks, the room's step and round at that time."""

    typed: Mapping[str, str]
    page_id: str
    marks: Mapping[str, str]
    wanted: str
    about: tuple[str, ...]
    step_id: str
    part: int
    round_number: int | None

    @classmethod
    def from_form(cls, form: Mapping[str, str]) -> Posted:
        """Read a form. Anything may have been sent; what makes no sense is left out."""
        wanted, *about = form.get("go", STAY).split(":", 2)
        marks = dict(pair.rpartition(":")[::2] for pair in form.get("drawn", "").split())
        part, round_number = form.get("part", ""), form.get("round", "")
        return cls(
            typed={name: plain_lines(value) for name, value in form.items()},
            page_id=form.get("page", ""),
            marks=marks,
            wanted=wanted,
            about=tuple(about),
            step_id=form.get("step", ""),
            part=int(part) if part.isdecimal() and len(part) < 4 else 1,
            round_number=int(round_number) if round_number.isdecimal() and len(round_number) < 4 else None,
        )

    def inputs(self, field: Field) -> tuple[str, ...] | None:
        """What was typed into a field; None when the form did not have it."""
        if not any(name in self.typed for name in field.names):
            return None
        return tuple(self.typed.get(name, "") for name in field.names)

    def asked(self, prompt: Prompt) -> list[str]:
        """The items, or pairs of items, that the form had fields for."""
        before = f"{prompt.prompt_id}--"
        return [name.removeprefix(before).partition("--")[0] for name in self.typed if name.startswith(before)]

    def event_id(self, *parts: str) -> str:
        """An id that follows from the page and what was typed, so that a form that arrives twice counts once."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, "\0".join((self.page_id, *parts))))


@dataclass
class Outcome:
    """What became of a form.

    Attributes
    ----------
    problems
        What is wrong, in sentences, by field.
    typed
        What was typed and is not stored, by input.
    trouble
        Why nothing more could be stored, in a sentence.
    added
        The prompt that a card was added to last.
    is_gone
        Whether something was answered about what is not asked about any more.
    """

    problems: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    status: int = 200
    added: str = ""
    is_gone: bool = False

    @property
    def is_good(self) -> bool:
        """Whether all that was typed is committed."""
        return not (self.problems or self.trouble or self.is_gone)

    def keep(self, exercise: Exercise, posted: Posted, stored: Collection[str] = ()) -> None:
        """Keep everything that was typed, but for the inputs whose answers are stored."""
        prompt_ids = {prompt.prompt_id for prompt in exercise.prompts}
        for name, typed in posted.typed.items():
            if name.partition("--")[0] in prompt_ids and name not in stored:
                self.typed[name] = typed


def take(
    open_workshop: Callable[[], Workshop], participant_id: str, exercise: Exercise, posted: Posted, lang: str
) -> Outcome:
    """Give what a form holds as answers. What is committed when this returns is stored; the rest is in the outcome.

    A field that was not touched since the page was drawn is not given again: an answer from another page may be newer.

    Parameters
    ----------
    open_workshop
        The workshop that the answers go to.
    participant_id
        Whose they are.
    exercise
        What the form was about.
    posted
        The form.
    lang
        Language of the sentences.
    """
    outcome = Outcome()
    stored: set[str] = set()
    try:
        taking = _Taking(open_workshop(), participant_id, posted, lang, outcome, stored)
        for prompt in exercise.prompts:
            taking.take(prompt)
    except StoreError:
        # the store's own sentences name files and addresses, which are the facilitator's to see
        outcome.trouble, outcome.status = text("light.not_stored", lang), 503
    except KerneError as error:
        outcome.trouble, outcome.status = error.text(lang), 409
    if outcome.trouble:
        outcome.keep(exercise, posted, stored)
    return outcome


class _Taking:
    def __init__(
        self,
        workshop: Workshop,
        participant_id: str,
        posted: Posted,
        lang: str,
        outcome: Outcome,
        stored: set[str],
    ) -> None:
        self._workshop = workshop
        self._participant_id = participant_id
        self._posted = posted
        self._lang = lang
        self._outcome = outcome
        self._stored = stored
        self._given: dict[str, dict[str, Any]] = {}
        for (prompt_id, item_id), value in workshop.latest(participant_id).items():
            self._given.setdefault(prompt_id, {})[item_id] = value

    def take(self, prompt: Prompt) -> None:
        given = self._given.get(prompt.prompt_id, {})
        # what the form was drawn with is answered about, also when the room has written more by now
        asked = self._posted.asked(prompt)
        shown = list(dict.fromkeys(item_id for about in asked for item_id in items_of(about)))
        items = self._items(prompt, shown) if prompt.has_items else []
        fields = fields_of(prompt, dict.fromkeys(asked) | given, items, self._participant_id, self._lang)
        posted, about = self._posted, self._posted.about
        changed = [(f, typed) for f in fields if (typed := posted.inputs(f)) is not None and self._is_changed(f, typed)]
        if posted.wanted == UNDO and about[:1] == (prompt.prompt_id,):
            self._undo(prompt, fields, given, is_typed=bool(changed))
            return
        if posted.wanted == REMOVE and about[:1] == (prompt.prompt_id,) and about[1:2] and about[1] in given:
            self._submit(prompt, None, about[1], posted.event_id(self._participant_id, REMOVE, *about))
        if prompt.kind == "ladder":
            self._build(prompt, fields[0], given)
            return
        self._tell_gone(prompt, asked, {f.item_id for f in fields})
        for f, typed in changed:
            self._answer(f, typed, given)

    def _tell_gone(self, prompt: Prompt, asked: list[str], there: set[str]) -> None:
        """Say it where something was answered about what is not asked about any more."""
        if not kinds.is_itemised(prompt) or kinds.makes_items(prompt):
            return
        for one in dict.fromkeys(asked):
            names = names_of(prompt, one)
            f = Field(prompt, names, ("",) * len(names), one)
            typed = self._posted.inputs(f)
            if one not in there and typed is not None and self._is_changed(f, typed):
                self._go(f)

    def _go(self, f: Field) -> None:
        self._outcome.is_gone, self._outcome.status = True, 409
        self._stored.update(f.names)

    def _submit(self, prompt: Prompt, value: Any, item_id: str, event_id: str) -> None:
        about = (self._participant_id, prompt.prompt_id, value, item_id, event_id)
        self._workshop.submit(*about, round_number=self._posted.round_number)

    def _items(self, prompt: Prompt, shown: list[str]) -> list[Item]:
        """What is answered about, and what the form asked about that has become one with some of it since."""
        stands_for = self._workshop.standing_items(prompt)
        kept = {*shown, *map(stands_for, shown)}
        items = self._workshop.items(prompt, self._participant_id, kept=kept)
        texts = {item.item_id: item.text for item in items}
        merged = [one for one in shown if one not in texts and stands_for(one) in texts]
        return [*items, *(Item(one, texts[stands_for(one)]) for one in merged)]

    def _build(self, prompt: Prompt, f: Field, given: dict[str, Any]) -> None:
        """One more rung, the core task reached, or a ladder taken away; a form that arrives twice does it once."""
        posted, about, standing = self._posted, self._posted.about, given.get("", [])
        typed = posted.inputs(f) or ("",)
        asked = about[1] if about[:1] == (prompt.prompt_id,) and len(about) > 1 else ""
        is_old = posted.marks.get(name_of_all(prompt.prompt_id)) != mark_of(given)
        if is_old and (not typed[0].strip() or stands(standing, typed[0])):
            self._stored.update(f.names)
            return
        ladders = climbed(standing, typed[0]) if typed[0].strip() else standing
        if posted.wanted == REMOVE and asked.isdecimal():
            ladders = without(ladders, int(asked))
        if posted.wanted == ADD and asked == TOP and ladders:
            ladders = finished(ladders)
        if ladders == standing:
            return
        event_id = posted.event_id(self._participant_id, f.name, *typed, posted.wanted, *about)
        try:
            self._submit(prompt, ladders or None, "", event_id)
        except AnswerError as error:
            self._refuse(f, typed, [problem.text(self._lang) for problem in error.problems])
            return
        self._stored.update(f.names)
        self._outcome.added = prompt.prompt_id

    def _is_changed(self, f: Field, typed: tuple[str, ...]) -> bool:
        if kinds.makes_items(f.prompt):
            return any(part.strip() for part in typed)
        return f.mark_of(typed) != self._posted.marks.get(f.name)

    def _answer(self, f: Field, typed: tuple[str, ...], given: dict[str, Any]) -> None:
        try:
            value, item_id = meant(f, typed), f.item_id
        except AnswerError as error:
            self._refuse(f, typed, [problem.text(self._lang) for problem in error.problems])
            return
        event_id = self._posted.event_id(self._participant_id, f.name, *typed)
        if kinds.is_paired(f.prompt):
            about, _ = moved(f.prompt, item_id, value, self._workshop.standing_items(f.prompt))
            if not is_pair(about):
                self._stored.update(f.names)  # the two have become one since
                return
        if f.prompt.is_list:
            if value.casefold() in {card.casefold() for card in given.values()}:
                self._stored.update(f.names)
                return
            item_id = event_id
        if f.prompt.kind == "placement" and value is not None and value["centrality"] == "":
            self._refuse(f, typed, [text("page.hours_without_ring", self._lang)])
            return
        try:
            self._submit(f.prompt, value, item_id, event_id)
        except GoneItem:
            self._go(f)
            return
        except AnswerError as error:
            self._refuse(f, typed, [problem.text(self._lang) for problem in error.problems])
            return
        self._stored.update(f.names)
        if f.prompt.is_list:
            self._outcome.added = f.prompt.prompt_id

    def _refuse(self, f: Field, typed: tuple[str, ...], sentences: list[str]) -> None:
        self._outcome.problems[f.name] = sentences
        self._outcome.typed |= dict(zip(f.names, typed, strict=True))
        self._outcome.status = 422

    def _undo(self, prompt: Prompt, fields: list[Field], given: dict[str, Any], *, is_typed: bool) -> None:
        """Take back what was typed and not saved; else the last change, if it is the one that the page showed."""
        shown = self._posted.marks.get(name_of_all(prompt.prompt_id))
        if not is_typed and shown == mark_of(given):
            self._workshop.undo(self._participant_id, prompt.prompt_id)
        for f in fields:
            self._stored.update(f.names)


def name_of_all(prompt_id: str) -> str:
    """Name of the mark of all answers to a prompt together."""
    return f"{prompt_id}*"


def mark_of(given: Mapping[str, Any]) -> str:
    """A short checksum of all answers to a prompt, by which an undo that arrives twice undoes once."""
    return checksum([part for item_id, value in given.items() for part in (item_id, repr(value))])
