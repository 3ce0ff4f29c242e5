"""The arrival of a page: until it is there, it is told nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import anywidget
from ipywidgets import Layout


class Arrival(anywidget.AnyWidget):
    """Shows nothing, and says when a page shows it.

    A page that is loading asks once how everything stands, and then makes its widgets, which takes seconds where all is
    slow. What it is told in between is lost on it: a picture that comes then is never seen, and a widget that is made
    or closed then leaves a hole for good.
    """

    _esm = "export default { render({ model }) { model.send({ type: 'here' }); } };"

    def __init__(self) -> None:
        super().__init__(layout=Layout(display="none"))
        self._came = asyncio.Event()
        self.on_msg(self._take)

    async def wait(self) -> None:
        """Wait until a page is there, and understands what it is sent."""
        await self._came.wait()

    def _take(self, _widget: object, content: Any, _buffers: object) -> None:
        if content == {"type": "here"}:
            self._came.set()
