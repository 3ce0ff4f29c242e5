"""The placement board as a widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

HERE = Path(__file__).parent
ACKNOWLEDGED_MAX = 50

Placed = Callable[[str, int, str], None]


class Board(anywidget.AnyWidget):
    """Rings from core to periphery, and a numbered mark for each task.

    It shows and reports; what is stored is decided by whoever listens.

    Parameters
    ----------
    on_place
        Called with task id, centrality (0 = centre, 4 = rim) and the id the page gave the move, when a task is moved.

    Traits
    ------
    tasks
        ``{"id", "number", "text"}`` of each task.
    placements
        Centrality by task id; a task that is not in it is not placed.
    selected
        Id of the task that is marked; changes when another is touched.
    labels
        Words: ``rings`` (five, centre first), ``board``, ``unplaced``, ``placed``, ``more``.
    acknowledged
        Ids of moves that have been dealt with; the page repeats others after a reload.
    key
        Names the place where the page keeps moves; ``""`` keeps none.
    is_open
        Whether tasks can be moved.
    """

    _esm = (HERE / "board.js").read_text(encoding="utf-8")
    _css = (HERE / "board.css").read_text(encoding="utf-8")

    tasks = traitlets.List(traitlets.Dict()).tag(sync=True)
    placements = traitlets.Dict().tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    acknowledged = traitlets.List(traitlets.Unicode()).tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    is_open = traitlets.Bool(True).tag(sync=True)

    def __init__(self, on_place: Placed | None = None, **traits: Any) -> None:
        super().__init__(**traits)
        self._on_place = on_place
        self.on_msg(self._take)

    def acknowledge(self, event_ids: Iterable[str]) -> None:
        """Tell the page that moves have been dealt with."""
        self.acknowledged = [*self.acknowledged, *event_ids][-ACKNOWLEDGED_MAX:]

    def _take(self, _widget: object, content: Any, _buffers: object) -> None:
        # whatever a browser sends: only a move in the right shape is passed on, and the kind checks its value
        if not isinstance(content, dict) or content.get("type") != "place" or self._on_place is None:
            return
        task_id, centrality, event_id = (content.get(name) for name in ("task_id", "centrality", "event_id"))
        if isinstance(task_id, str) and isinstance(centrality, int) and isinstance(event_id, str):
            self._on_place(task_id, centrality, event_id[:36])
