"""A table that the room fills: the fields of the next entry, and the entries so far."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import anywidget
import traitlets

from ..kinds.table import FIELD_MAX, entry, line, read
from .cards import Form as CardsForm
from .elements import escaped, field_classes, layout

if TYPE_CHECKING:
    import ipywidgets


class Entry(anywidget.AnyWidget):
    """The fields of one entry, written on the phone; the page's script sends it whole.

    Traits
    ------
    columns
        ``{"name", "kind"}`` of each field.
    options
        ``length`` of a field, ``about``, the ids of what describes it, and ``key``, which makes ids of its own.
    labels
        Words.
    """

    _esm = (Path(__file__).parent / "table.js").read_text(encoding="utf-8")

    columns = traitlets.List(traitlets.Dict()).tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)


class Form(CardsForm):
    """Fields, a key that adds what is in them, and the entries so far. ``value``: list of str, one field a line."""

    FULL = "table_full"

    def _make_field(self) -> ipywidgets.Widget:
        prompt, lang = self.prompt, self.lang
        first = prompt.columns[0].text(lang)
        ids = [f"kerne-note-{prompt.prompt_id}"]
        if prompt.help(lang):
            ids.insert(0, f"kerne-help-{prompt.prompt_id}")
        return Entry(
            columns=[{"name": column.text(lang), "kind": column.kind} for column in prompt.columns],
            options={
                "length": FIELD_MAX,
                "about": " ".join(ids),
                "key": hashlib.sha256(prompt.prompt_id.encode()).hexdigest()[:8],
            },
            labels={"first": self.say("field_first", column=first), "later": self.say("field_later")},
            layout=layout(),
            _dom_classes=("kerne-whole", "kerne-fields", *field_classes(prompt.prompt_id)),
        )

    @classmethod
    def tidy(cls, written: str) -> str:
        """An entry without blanks that say nothing."""
        return entry(written.split("\n"))

    @classmethod
    def told(cls, draft: str) -> str:
        """An entry on one line."""
        return line(draft)

    def _card_html(self, text: str) -> str:
        named = zip(self.prompt.columns, read(text, self.prompt, self.lang), strict=True)
        rows = (
            f'<dt>{escaped(column.text(self.lang))}</dt><dd dir="auto">{escaped(field)}</dd>'
            for column, field in named
            if field
        )
        return f"<dl>{''.join(rows)}</dl>"
