"""A longer text, with a counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import short_text
from .elements import field_classes, text_area

if TYPE_CHECKING:
    import ipywidgets


class Form(short_text.Form):
    """A text that is saved while one writes. ``value``: str."""

    COUNTED = True

    def _make_field(self, value: str) -> ipywidgets.Widget:
        return text_area(self.name, value, *field_classes(self.prompt.prompt_id))
