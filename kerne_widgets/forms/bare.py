"""What screens without fields have in common: something is told, and nothing can be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import logo
from .elements import close, escaped

if TYPE_CHECKING:
    import ipywidgets


class BareScreen:
    """A screen that takes no answers.

    Attributes
    ----------
    widget
        What to show.
    """

    is_closed = False
    said = ""
    sources: frozenset[str] = frozenset()
    widget: ipywidgets.Widget

    def step(self, by: int) -> bool:  # noqa: ARG002
        """There is nothing to step through."""
        return False

    def step_name(self, by: int) -> str:  # noqa: ARG002
        """The usual words."""
        return ""

    def marks(self) -> dict[str, Any]:
        """There are no fields."""
        return {}

    def close(self) -> None:
        """Close the widgets."""
        close(self.widget)


def sender() -> str:
    """The logo of whoever leads the workshop, ``""`` where there is none."""
    shown = logo.address()
    return f'<img class="kerne-logo" src="{shown}" alt="">' if shown else ""


def heading(title: str) -> str:
    """The heading that a screen reader is taken to."""
    return f'<h1 class="kerne-thanks" tabindex="-1">{escaped(title)}</h1>'
