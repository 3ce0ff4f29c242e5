"""The composer: items put in order, given points or compared in pairs. It answers at once, on the phone."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets


class Composer(anywidget.AnyWidget):
    """Shows items and writes what is made of them as text; the form says what the text means.

    Traits
    ------
    mode
        ``"ranking"``, ``"points"`` or ``"pairs"``.
    items
        ``{"id", "text"}`` of each item.
    value
        A ranking: ids, the best first, with commas between. Else ``id=value``, with commas between.
    options
        Points: ``budget``, ``most`` (for one item) and ``step``. Pairs: ``pairs`` (name, first and second of each),
        and ``steps`` where each pair gets a step on a scale.
    labels
        Words.
    """

    _esm = (Path(__file__).parent / "composer.js").read_text(encoding="utf-8")

    mode = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
