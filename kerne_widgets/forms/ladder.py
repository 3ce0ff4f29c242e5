"""Ladders: from a task or a goal, one "for at ..." at a time, up to the core task. It answers at once, on the phone."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from ..kinds.ladder import LADDERS_MAX, RUNG_LENGTH_MAX, RUNGS_MAX
from .elements import field_classes, layout
from .prompt_form import PromptForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..model import Prompt

WORDS = (
    *("start", "or", "others", "so_that", "prefix", "hint", "add", "down", "remove", "top", "reached", "new", "full"),
    *("steps", "unfinished", "loop", "tall", "added"),
)


class Builder(anywidget.AnyWidget):
    """Shows the ladders and writes them as text; the form says what the text means.

    Traits
    ------
    value
        The ladders as JSON, ``""`` for none.
    starts
        Wordings that a ladder may begin with.
    options
        ``most`` ladders, ``rungs`` of one, ``length`` of a rung, and ``key``, under which a half rung is kept.
    labels
        Words.
    """

    _esm = (Path(__file__).parent / "ladder.js").read_text(encoding="utf-8")

    value = traitlets.Unicode().tag(sync=True)
    starts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)


class Form(PromptForm):
    """The ladders, and the one that is being built. ``value``: list of ladders."""

    IS_PROSE = True

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        prompt, saving = self.prompt, self.saving
        own = f"{saving.workshop.code}/{saving.participant_id}/{prompt.prompt_id}"
        self._builder = Builder(
            labels={word: self.say_of(word) for word in WORDS},
            options={
                "most": min(prompt.max_items, LADDERS_MAX),
                "rungs": RUNGS_MAX,
                "length": RUNG_LENGTH_MAX,
                "key": hashlib.sha256(own.encode()).hexdigest()[:12],
            },
            layout=layout(),
            _dom_classes=("kerne-builder", *field_classes(prompt.prompt_id)),
        )
        self._show_value()
        self.follow_room()
        self._builder.observe(self._on_built, "value")
        return [self._builder]

    def say_of(self, word: str) -> str:
        """A sentence of the ladder, with its placeholders for the page to fill."""
        return self.say(f"ladder_{word}", rung="{rung}", count="{count}")

    def follow_room(self) -> None:
        """Take in tasks that a ladder may begin with."""
        self._builder.starts = [task.text for task in self.saving.workshop.task_list()]

    @classmethod
    def from_draft(cls, prompt: Prompt, draft: str) -> Any:  # noqa: ARG003
        """The ladders that the phone's copy stands for; what is no list is left for the kind to refuse."""
        try:
            return json.loads(draft or "null") or None
        except json.JSONDecodeError:
            return draft

    @classmethod
    def as_draft(cls, prompt: Prompt, value: Any) -> str:  # noqa: ARG003
        """The builder's text for the ladders."""
        # without blanks, as the page writes it: what is the same must have the same checksum
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""

    @classmethod
    def told(cls, draft: str) -> str:
        """The rungs of each ladder, from below."""
        try:
            return " · ".join(" → ".join((ladder["start"], *ladder["rungs"])) for ladder in json.loads(draft))
        except (json.JSONDecodeError, KeyError, TypeError):
            return draft  # not written by our page

    @property
    def value(self) -> list[dict[str, Any]] | None:
        """The ladders; None when there is none."""
        return self._one()

    @value.setter
    def value(self, value: list[dict[str, Any]] | None) -> None:
        self._answer(value)
        self._show_value()

    def marks(self) -> dict[str, Any]:
        """The text that is committed."""
        return {self.prompt.prompt_id: self._mark(self._builder.value)}

    def _show_value(self) -> None:
        shown = self.value
        if self.from_draft(self.prompt, self._builder.value) != shown:
            self._builder.value = self.as_draft(self.prompt, shown)

    def _on_built(self, change: dict[str, Any]) -> None:
        value = self.from_draft(self.prompt, change["new"])
        if value != self.value:
            self._answer(value)
        else:
            self.saving.look(self.prompt.prompt_id)
