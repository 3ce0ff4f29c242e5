"""A bipolar scale: keys from 1 up, with a name at each end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import choice
from .elements import escaped, markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..model import Prompt


class Form(choice.Form):
    """A row of keys. ``value``: a whole number from 1."""

    SHAPE = "kerne-row"

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        low, high = self.prompt.low(self.lang), self.prompt.high(self.lang)
        # the group's spoken name says what the ends mean, so the printed ends need not be read again
        ends = "".join(f"<span>{escaped(end)}</span>" for end in (low, high))
        return [*super()._controls(), markup(f'<div class="kerne-ends" aria-hidden="true">{ends}</div>')]

    def _spoken_name(self) -> str:
        low, high = self.prompt.low(self.lang), self.prompt.high(self.lang)
        return self.say("scale_name", question=self.name, low=low, steps=self.prompt.steps, high=high)

    def _labels(self) -> list[str]:
        return [str(step) for step in self.values(self.prompt)]

    @classmethod
    def values(cls, prompt: Prompt) -> list[Any]:
        """The steps."""
        return list(range(1, prompt.steps + 1))
