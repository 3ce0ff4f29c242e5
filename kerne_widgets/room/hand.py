"""The hand that leads: presses that are meant once are heard once, and the focus keeps its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
from ipywidgets import Layout


class Hand(anywidget.AnyWidget):
    """Shows nothing. It stands beside what is pressed, and minds every key there, whoever drew it.

    A double click, a key that is held down and a press that has waited while the last was acted on are one press; keys
    that count or step are heard each time. Where what had the focus is taken away, what takes its place has it next.
    """

    _esm = (Path(__file__).parent / "hand.js").read_text(encoding="utf-8")

    def __init__(self) -> None:
        super().__init__(layout=Layout(display="none"))
        self.on_msg(self._take)

    def _take(self, _widget: object, content: Any, _buffers: object) -> None:
        # messages come in order: what the press did has been done
        if isinstance(content, dict) and content.get("type") == "pressed":
            self.send({"type": "answered", "n": content.get("n")})
