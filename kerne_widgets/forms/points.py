"""Spreading points over items, or giving so many stars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..kinds.points import most_each
from .composed import ComposedForm, read_entries, write_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..items import Item

STEPS = 20  # a budget is spread in so many steps, about


class Form(ComposedForm):
    """What is left to give, and what each item has. ``value``: ``{item_id: points}``."""

    MODE = "points"
    WORDS = ("left", "left_one", "spent", "over", "not_number", "has", "points_for", "less", "more")

    def _names(self) -> dict[str, str]:
        if not self.prompt.is_star_vote:
            return {}
        words = {word: self.say(f"vote_{word}") for word in ("left", "left_one", "spent", "has", "empty")}
        if self.prompt.is_one_star:
            words |= {"left_one": self.say("star_left"), "spent": self.say("star_spent")}
        return words

    def _options(self, items: Sequence[Item]) -> dict[str, Any]:  # noqa: ARG002
        budget = self.prompt.budget
        return {"budget": budget, "most": most_each(self.prompt), "step": max(1, budget // STEPS)}

    @classmethod
    def write(cls, value: dict[str, int]) -> str:
        """``id=points`` with commas between."""
        return write_entries(value)

    @classmethod
    def read(cls, written: str) -> dict[str, Any]:
        """Points by item."""
        return {item_id: int(n) if n.isdecimal() and len(n) < 6 else n for item_id, n in read_entries(written).items()}
