"""A step on a scale for two items at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import pairs
from .composed import read_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..items import Item


class Form(pairs.Form):
    """One pair at a time. ``value``: ``{pair: a whole number from 1}``."""

    def _names(self) -> dict[str, str]:
        return {
            "low": self.prompt.low(self.lang),
            "high": self.prompt.high(self.lang),
            "skip": self.say("pairs_unknown"),
        }

    def _options(self, items: Sequence[Item]) -> dict[str, Any]:
        return super()._options(items) | {"steps": self.prompt.steps}

    @classmethod
    def read(cls, written: str) -> dict[str, Any]:
        """The step of each pair."""
        return {pair: int(step) if step.isdecimal() else step for pair, step in read_entries(written).items()}
