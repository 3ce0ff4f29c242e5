"""One of a few options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .elements import field_classes, radio
from .prompt_form import PromptForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..model import Prompt


class Form(PromptForm):
    """Options below each other. ``value``: the key of an option."""

    SHAPE = "kerne-list"

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        classes = (self.SHAPE, *field_classes(self.prompt.prompt_id))
        self._field = radio(self._spoken_name(), self._labels(), self._place(self._one()), *classes)
        self._field.observe(self._on_chosen, "index")
        return [self._field]

    def _spoken_name(self) -> str:
        return self.name

    def _labels(self) -> list[str]:
        return [option.text(self.lang) for option in self.prompt.options]

    @classmethod
    def values(cls, prompt: Prompt) -> list[Any]:
        """What each place stands for."""
        return [option.key for option in prompt.options]

    @classmethod
    def from_draft(cls, prompt: Prompt, draft: str) -> Any:
        """The value at a place."""
        values = cls.values(prompt)
        return values[int(draft)] if draft.isdecimal() and int(draft) < len(values) else None

    @classmethod
    def as_draft(cls, prompt: Prompt, value: Any) -> str:
        """The place of a value."""
        values = cls.values(prompt)
        return str(values.index(value)) if value in values else ""

    def _place(self, value: Any) -> int | None:
        values = self.values(self.prompt)
        return values.index(value) if value in values else None

    def marks(self) -> dict[str, Any]:
        """The place that is committed."""
        place = self._field.index
        return {self.prompt.prompt_id: self._mark("" if place is None else str(place))}

    def _show_value(self) -> None:
        self._field.unobserve(self._on_chosen, "index")
        self._field.index = self._place(self._one())
        self._field.observe(self._on_chosen, "index")

    def _on_chosen(self, change: dict[str, Any]) -> None:
        place = change["new"]
        self._answer(None if place is None else self.values(self.prompt)[place])
