"""Putting items in order: tap them in turn, and move them up and down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .composed import ComposedForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..items import Item


class Form(ComposedForm):
    """An order. ``value``: list of item ids, the best first."""

    MODE = "ranking"
    WORDS = ("begin", "rest", "pick", "up", "down", "take_out", "placed", "out")

    def _options(self, items: Sequence[Item]) -> dict[str, Any]:  # noqa: ARG002
        return {}

    @classmethod
    def write(cls, value: list[str]) -> str:
        """The ids with commas between."""
        return ",".join(value)

    @classmethod
    def read(cls, written: str) -> list[str]:
        """The ids."""
        return [item_id for item_id in written.split(",") if item_id]
