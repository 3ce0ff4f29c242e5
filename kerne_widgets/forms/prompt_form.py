"""What the forms of all kinds have in common."""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .. import kinds
from ..kinds.about_items import items_in
from ..kinds.written import TEXT_MAX
from ..messages import number, text
from .elements import box, button, close, escaped, markup
from .hint import PAUSE_S, Hint
from .older import Older

if TYPE_CHECKING:
    import ipywidgets
    from pandas import DataFrame

    from ..items import Item
    from ..model import Prompt
    from .saving import Saving


class PromptForm(ABC):
    """One question as widgets. It holds no validation: it shows what the prompt's kind says.

    Parameters
    ----------
    prompt
        The question.
    saving
        Where answers go, and where the stored ones come from.

    Attributes
    ----------
    widget
        What to show.
    hint
        Something to consider about the words, where the content asks for that.
    """

    COUNTED = False
    IS_PROSE = False  # whether an answer is somebody's own words

    def __init__(self, prompt: Prompt, saving: Saving) -> None:
        self.prompt = prompt
        self.saving = saving
        self.lang = saving.lang
        self.name = prompt.text(self.lang)
        self._head = markup(self._head_html())
        self._note = markup("", "kerne-note")
        self._undo = button(self.say("undo"), "kerne-undo", tooltip=self.say("undo_what", question=self.name))
        self._undo.on_click(self._on_undo)
        rules = saving.workshop.model.rules_for(prompt)
        self.hint = Hint(rules, self.lang) if rules else None
        self._older: Older | None = None
        self._order: list[str] = []
        parts = [self._head, *self._controls(), self._note, self._undo, *([self.hint.widget] if self.hint else [])]
        self.widget = box(parts, "kerne-prompt", f"kerne-kind-{prompt.kind}")
        self._show_state()
        saving.listen(self._on_change)
        saving.listen_to_refusals(self._on_refused)

    @property
    def value(self) -> Any:
        """The answer as it stands, by item where there are items; None when there is none. Set it to answer."""
        given = self.saving.given(self.prompt.prompt_id)
        return (given if kinds.is_itemised(self.prompt) else given.get("")) or None

    @value.setter
    def value(self, value: Any) -> None:
        wanted = (value or {}) if kinds.is_itemised(self.prompt) else {"": value}
        for item_id in self.saving.given(self.prompt.prompt_id):
            if item_id not in wanted:
                self._answer(None, item_id)
        for item_id, own in wanted.items():
            self._answer(own, item_id)
        self._show_value()

    @property
    def problems(self) -> list[str]:
        """What is wrong with the answer, in sentences; it is not stored while there are any."""
        return self.saving.problems(self.prompt.prompt_id)

    @property
    def frame(self) -> DataFrame:
        """The answer as rows of the ``answers`` frame; of a whole-room prompt only where the form is alone."""
        return self.saving.frame([self.prompt.prompt_id])

    def close(self) -> None:
        """Close the widgets."""
        self.saving.forget(self._on_change)
        self.saving.forget_refusals(self._on_refused)
        if self.hint:
            self.hint.close()
        close(self.widget)

    def follow_room(self) -> None:  # noqa: B027  # most kinds have nothing to take in
        """Take in what the room has changed, such as new tasks."""

    def marks(self) -> dict[str, Any]:
        """Fields and a checksum of what is committed for each, by which the page knows what has arrived."""
        return {}

    # -- for the kinds -------------------------------------------------------------------------------------

    @abstractmethod
    def _controls(self) -> Sequence[ipywidgets.Widget]:
        """Widgets to answer with."""

    @abstractmethod
    def _show_value(self) -> None:
        """Show what stands in the store, after an undo or when it was set from Python."""

    @classmethod
    def from_draft(cls, prompt: Prompt, draft: str) -> Any:  # noqa: ARG003
        """The value that a phone's copy of a field stands for."""
        return draft or None

    @classmethod
    def held(cls, saving: Saving, prompt: Prompt, item_id: str) -> str:
        """What the field of an item holds for the answer that stands, as the phone would keep it."""
        return cls.as_draft(prompt, saving.given(prompt.prompt_id).get(item_id))

    @classmethod
    def as_draft(cls, prompt: Prompt, value: Any) -> str:  # noqa: ARG003
        """What a field holds for a value, as the phone would keep it."""
        return "" if value is None else str(value)

    @classmethod
    def told(cls, draft: str) -> str:
        """A phone's copy as people read it."""
        return draft

    @classmethod
    def take_draft(cls, saving: Saving, prompt: Prompt, item_id: str, draft: str) -> bool:
        """Answer with a phone's copy of a field that is not on the screen; whether the phone can forget it.

        It can, even when the answer was refused: the page must not repeat it for ever. Not so with a text, which waits
        on the phone for its writer to shorten it, nor while the store is away.
        """
        value = cls.from_draft(prompt, draft)
        saving.save(prompt, value, item_id)
        is_unsaved_text = isinstance(value, str) and not saving.is_settled(prompt.prompt_id, item_id)
        return not is_unsaved_text and not saving.is_waiting(prompt.prompt_id, item_id)

    def say(self, key: str, **values: Any) -> str:
        """A sentence of the page."""
        return text(f"page.{key}", self.lang, **values)

    def _items(self) -> list[Item]:
        """What is asked about now. What was there keeps its place, what has come is last, what is gone is let go."""
        saving = self.saving
        answered = items_in(saving.given(self.prompt.prompt_id))
        items = saving.workshop.items(self.prompt, saving.participant_id, kept={*self._order, *answered})
        if self.prompt.items_from and not self.prompt.is_about_tasks:
            # the room's cards stand by how many have written them, and would change places while people write
            known = {item_id: place for place, item_id in enumerate(self._order)}
            items.sort(key=lambda item: known.get(item.item_id, len(known)))
        self._order = [item.item_id for item in items]
        if not kinds.is_paired(self.prompt):
            saving.let_go(self.prompt.prompt_id, self._order)
        return items

    def _one(self) -> Any:
        """The one answer of a prompt without items."""
        return self.saving.given(self.prompt.prompt_id).get("")

    def _answer(self, value: Any, item_id: str = "", event_id: str | None = None) -> bool:
        return self.saving.save(self.prompt, value, item_id, event_id)

    def _mark(self, value: str, item_id: str = "") -> str | None:
        """A checksum of a field that is committed; after a sign, of one that was refused; none of one that waits."""
        if self.saving.is_waiting(self.prompt.prompt_id, item_id):
            return None
        return checksum(value) if self.saving.is_settled(self.prompt.prompt_id, item_id) else heard(value)

    def _on_undo(self, button: object) -> None:  # noqa: ARG002
        self.saving.undo(self.prompt)
        self._show_value()

    def _on_change(self, prompt_id: str) -> None:
        if prompt_id == self.prompt.prompt_id:
            self._show_state()
            if self.hint:
                # a card that is added is finished; a text may be going on
                pause_s = 0 if kinds.makes_items(self.prompt) else PAUSE_S
                self.hint.consider(reversed(list(self.saving.given(prompt_id).values())), pause_s)

    def _on_refused(self, prompt_id: str, _item_id: str) -> None:
        if prompt_id == self.prompt.prompt_id:
            self._show_value()

    def _show_state(self) -> None:
        self._note.value = self._note_html()
        # hidden rather than taken out: a button that comes and goes moves what one is about to tap
        (self._undo.remove_class if self._can_undo() else self._undo.add_class)("is-nothing")
        self._show_older()

    def _show_older(self) -> None:
        older = self.saving.older.get(self.prompt.prompt_id)
        if self._older and self._older.text != older:
            self.widget.children = tuple(child for child in self.widget.children if child is not self._older.widget)
            self._older.close()
            self._older = None
        if older is not None and not self._older:
            self._older = Older(older, self.told(older), self.lang, self._on_older)
            self.widget.children = (*self.widget.children, self._older.widget)

    def _on_older(self, older: str | None) -> None:
        """Take the older text after all, or let it go."""
        is_done = older is None or self.take_draft(self.saving, self.prompt, "", older)
        self._show_value()
        if is_done:
            self.saving.set_aside(self.prompt.prompt_id, None)

    def _can_undo(self) -> bool:
        return bool(self.saving.given(self.prompt.prompt_id)) or bool(self.problems)

    def _head_html(self) -> str:
        prompt_id, about = self.prompt.prompt_id, self.prompt.help(self.lang)
        note = f'<p class="kerne-help" id="kerne-help-{prompt_id}">{escaped(about)}</p>' if about else ""
        return f'<h2 class="kerne-question" id="kerne-question-{prompt_id}">{escaped(self.name)}</h2>{note}'

    def _note_html(self) -> str:
        said = self.saving.said(self.prompt.prompt_id)
        said = f'<p class="kerne-late">{escaped(said)}</p>' if said else ""
        return f'<div id="kerne-note-{self.prompt.prompt_id}">{said}{self._problems_html()}{self._count_html()}</div>'

    def _problems_html(self) -> str:
        return "".join(f'<p class="kerne-problem">{escaped(problem)}</p>' for problem in dict.fromkeys(self.problems))

    def _count_html(self) -> str:
        if not self.COUNTED:
            return ""
        limit = number(TEXT_MAX, self.lang)
        length = number(len(self._one() or ""), self.lang)
        # the page counts on while one types, in the same words
        words = {name: self.say(name, length="{length}", limit=limit) for name in ("count", "over")}
        data = "".join(f' data-{name}="{escaped(value)}"' for name, value in words.items())
        counted = escaped(self.say("count", length=length, limit=limit))
        return f'<p class="kerne-count" data-limit="{TEXT_MAX}"{data}>{counted}</p>'


def checksum(written: str) -> str:
    """A short checksum, the same as the page's script makes."""
    return f"{zlib.crc32(written.encode('utf-8', 'replace')):08x}"


def heard(written: str) -> str:
    """The checksum of what has arrived and is not stored: its writer has to change something first."""
    return f"~{checksum(written)}"


def form_class(kind: str) -> type[PromptForm]:
    """The form of a kind: the module of that name in this package."""
    found: type[PromptForm] = import_module(f".{kind}", __package__).Form
    return found


def for_prompt(prompt: Prompt, saving: Saving) -> PromptForm:
    """A form for a prompt, of its kind."""
    return form_class(prompt.kind)(prompt, saving)
