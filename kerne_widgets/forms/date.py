"""A day, chosen on the phone's own calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..kinds.date import first_day
from .elements import date_field, field_classes
from .prompt_form import PromptForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..model import Prompt


class Form(PromptForm):
    """A date field. ``value``: ``"2026-03-14"``; a month alone is shown as its first day."""

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        # no latest day is set: the widget would put it in place of a later one that was typed, and say nothing
        self._field = date_field(self.name, first_day(self._one()), *field_classes(self.prompt.prompt_id))
        self._field.observe(self._on_chosen, "value")
        return [self._field]

    def marks(self) -> dict[str, Any]:
        """The day that is committed."""
        day = self._field.value
        return {self.prompt.prompt_id: self._mark(day.isoformat() if day else "")}

    @classmethod
    def as_draft(cls, prompt: Prompt, value: Any) -> str:  # noqa: ARG003
        """The day in the calendar."""
        day = first_day(value)
        return day.isoformat() if day else ""

    def _show_value(self) -> None:
        self._field.unobserve(self._on_chosen, "value")
        self._field.value = first_day(self._one())
        self._field.observe(self._on_chosen, "value")

    def _on_chosen(self, change: dict[str, Any]) -> None:
        self._answer(change["new"].isoformat() if change["new"] else None)
