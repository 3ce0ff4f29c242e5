"""The placement board as a widget, and what all boards on which something is moved have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

HERE = Path(__file__).parent
MOVES = (HERE / "moves.js").read_text(encoding="utf-8")
ACKNOWLEDGED_MAX = 50

Placed = Callable[[str, int, str], None]


class Movable(anywidget.AnyWidget):
    """A board with a mark for each item. It shows and reports; what is stored is decided by whoever listens.

    Traits
    ------
    tasks
        ``{"id", "number", "text"}`` of each item.
    placements
        Where each item is, by id; one that is not in it is not placed.
    selected
        Id of the item that is marked; changes when another is touched.
    labels
        Words.
    acknowledged
        Ids of moves that have been dealt with; the page repeats others after a reload.
    key
        Names the place where the page keeps moves; ``""`` keeps none.
    is_open
        Whether items can be moved.
    """

    tasks = traitlets.List(traitlets.Dict()).tag(sync=True)
    placements = traitlets.Dict().tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    acknowledged = traitlets.List(traitlets.Unicode()).tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    is_open = traitlets.Bool(True).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.on_msg(self._hear)

    def acknowledge(self, event_ids: Iterable[str]) -> None:
        """Tell the page that moves have been dealt with."""
        self.acknowledged = [*self.acknowledged, *event_ids][-ACKNOWLEDGED_MAX:]

    def _hear(self, _widget: object, content: Any, _buffers: object) -> None:
        # whatever a browser sends: only a move in the right shape is passed on, and the kind checks its value
        if not isinstance(content, dict) or content.get("type") != "place":
            return
        item_id, event_id = content.get("task_id"), content.get("event_id")
        if isinstance(item_id, str) and isinstance(event_id, str):
            self._take(content, item_id, event_id[:36])

    def _take(self, content: dict[str, Any], item_id: str, event_id: str) -> None:
        """Pass a move on."""
        raise NotImplementedError


class Board(Movable):
    """Rings from core to periphery, and a numbered mark for each item.

    Parameters
    ----------
    on_place
        Called with item id, centrality (0 = centre, 4 = rim) and the id the page gave the move, when an item is moved.

    Traits
    ------
    placements
        Centrality by item id.
    labels
        Words: ``rings`` (five, centre first), ``board``, ``unplaced``, ``placed``, ``count``.
    """

    _esm = MOVES + (HERE / "board.js").read_text(encoding="utf-8")
    _css = (HERE / "board.css").read_text(encoding="utf-8")

    def __init__(self, on_place: Placed | None = None, **traits: Any) -> None:
        super().__init__(**traits)
        self._on_place = on_place

    def _take(self, content: dict[str, Any], item_id: str, event_id: str) -> None:
        centrality = content.get("centrality")
        if self._on_place and isinstance(centrality, int):
            self._on_place(item_id, centrality, event_id)
