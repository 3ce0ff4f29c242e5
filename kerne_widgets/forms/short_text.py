"""One line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .elements import field_classes, text_field
from .prompt_form import PromptForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets


class Form(PromptForm):
    """A line that is saved while one writes. ``value``: str."""

    IS_PROSE = True

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        self._field = self._make_field(self._one() or "")
        self._field.observe(self._on_written, "value")
        return [self._field]

    def _make_field(self, value: str) -> ipywidgets.Widget:
        return text_field(self.name, value, *field_classes(self.prompt.prompt_id))

    @property
    def value(self) -> str | None:
        """The text; None when there is none."""
        answer: str | None = self._one()
        return answer

    @value.setter
    def value(self, value: str | None) -> None:
        self._answer(value)
        self._show_value()

    def marks(self) -> dict[str, Any]:
        """The text that is committed."""
        return {self.prompt.prompt_id: self._mark(self._field.value)}

    def _show_value(self) -> None:
        self._field.unobserve(self._on_written, "value")
        self._field.value = self._one() or ""
        self._field.observe(self._on_written, "value")

    def _on_written(self, change: dict[str, Any]) -> None:
        # blanks alone say nothing: the answer is withdrawn, the field keeps them
        self._answer(change["new"] if change["new"].strip() else None)
