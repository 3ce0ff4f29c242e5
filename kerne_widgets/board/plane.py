"""The field between two axes as a widget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from .board import HERE, MOVES, Movable

Placed = Callable[[str, dict[str, int], str], None]


class Plane(Movable):
    """A field between two axes, and a mark for each item.

    Parameters
    ----------
    on_place
        Called with item id, ``{"x": step, "y": step}`` and the id the page gave the move, when an item is moved.

    Traits
    ------
    tasks
        ``{"id", "number", "text"}`` of each item; one with number 0 where the field is about one thing.
    placements
        ``{"x", "y"}`` by item id, from 1.
    steps
        Steps of each axis.
    zone
        The corner that is set off, if any.
    labels
        Words: ``board``, ``unplaced``, ``placed``, ``count``, ``at``, ``corners`` (as they are read), ``x`` and ``y``
        (``name``, ``low``, ``high``).
    """

    _esm = MOVES + (HERE / "plane.js").read_text(encoding="utf-8")
    _css = (HERE / "board.css").read_text(encoding="utf-8") + (HERE / "plane.css").read_text(encoding="utf-8")

    steps = traitlets.Int(5).tag(sync=True)
    zone = traitlets.Unicode().tag(sync=True)

    def __init__(self, on_place: Placed | None = None, **traits: Any) -> None:
        super().__init__(**traits)
        self._on_place = on_place

    def _take(self, content: dict[str, Any], item_id: str, event_id: str) -> None:
        x, y = content.get("x"), content.get("y")
        if self._on_place and isinstance(x, int) and isinstance(y, int):
            self._on_place(item_id, {"x": x, "y": y}, event_id)
