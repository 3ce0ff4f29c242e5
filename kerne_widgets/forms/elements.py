"""The few widgets that forms are made of, sharing one layout and one style so that a page costs little memory."""

from __future__ import annotations

import datetime as dt
import html
import os
from collections.abc import Sequence
from typing import Any

import ipywidgets
from ipywidgets.widgets.widget_description import DescriptionStyle
from ipywidgets.widgets.widget_string import HTMLStyle, TextStyle

FIELD = "kerne-field"
NAMED = "kerne-f--"


# by process: a forked kernel must not use what its parent made, for its page has never heard of it
_made: dict[tuple[int, type[ipywidgets.Widget]], ipywidgets.Widget] = {}


def _shared(cls: type[ipywidgets.Widget]) -> ipywidgets.Widget:
    """One instance of a layout or style for all widgets; a new one when that was closed with everything else."""
    key = (os.getpid(), cls)
    if key not in _made or _made[key].comm is None:
        _made[key] = cls()
    return _made[key]


def layout() -> ipywidgets.Layout:
    """The layout of all widgets: the style sheet says how they look."""
    return _shared(ipywidgets.Layout)


def escaped(text: str) -> str:
    """Text made harmless in HTML. Everything a person wrote passes here before it is shown."""
    return html.escape(text, quote=True)


def markup(value: str, *classes: str) -> ipywidgets.HTML:
    """A piece of HTML of our own."""
    return ipywidgets.HTML(value, layout=layout(), style=_shared(HTMLStyle), _dom_classes=classes)


def button(name: str, *classes: str, **traits: Any) -> ipywidgets.Button:
    """A button; its name is what a screen reader says, also where the style sheet shows a sign instead."""
    return ipywidgets.Button(
        description=name,
        layout=layout(),
        style=_shared(ipywidgets.ButtonStyle),
        _dom_classes=("kerne-key", *classes),
        **traits,
    )


def box(children: Sequence[ipywidgets.Widget], *classes: str) -> ipywidgets.VBox:
    """Widgets below each other, or as the style sheet puts them."""
    return ipywidgets.VBox(children, layout=layout(), _dom_classes=classes)


def text_field(name: str, value: str, *classes: str, placeholder: str = "") -> ipywidgets.Text:
    """One line. Its value arrives when typing pauses, which the page decides, not with every letter."""
    return _written(ipywidgets.Text, name, value, classes, placeholder=placeholder)


def text_area(name: str, value: str, *classes: str, rows: int = 4) -> ipywidgets.Textarea:
    """Several lines."""
    return _written(ipywidgets.Textarea, name, value, classes, rows=rows)


def date_field(name: str, value: dt.date | None, *classes: str) -> ipywidgets.DatePicker:
    """A day, by the phone's own calendar."""
    return ipywidgets.DatePicker(
        value=value,
        description=name,
        layout=layout(),
        style=_shared(DescriptionStyle),
        _dom_classes=classes,
    )


def _written(cls: type[ipywidgets.Widget], name: str, value: str, classes: Sequence[str], **traits: Any) -> Any:
    return cls(
        value=value,
        description=name,
        continuous_update=False,
        layout=layout(),
        style=_shared(TextStyle),
        _dom_classes=classes,
        **traits,
    )


def radio(name: str, labels: Sequence[str], chosen: int | None, *classes: str) -> ipywidgets.RadioButtons:
    """One of a few: real radio buttons, which the style sheet shows as a row of keys."""
    return ipywidgets.RadioButtons(
        # the place is the value: two options with the same words are still two
        options=[(label, place) for place, label in enumerate(labels)],
        index=chosen,
        description=name,
        layout=layout(),
        style=_shared(DescriptionStyle),
        _dom_classes=classes,
    )


def field_id(prompt_id: str, item_id: str = "") -> str:
    """Name of a field in the page, under which the phone keeps what is typed and not yet saved."""
    return f"{prompt_id}--{item_id}" if item_id else prompt_id


def field_classes(prompt_id: str, item_id: str = "") -> tuple[str, str]:
    """Classes that make a widget a field of the page."""
    return FIELD, f"{NAMED}{field_id(prompt_id, item_id)}"


def name_field(widget: ipywidgets.DOMWidget, prompt_id: str, item_id: str) -> None:
    """Make a widget the field of an item; it is no longer that of another."""
    own = [name for name in widget._dom_classes if name != FIELD and not name.startswith(NAMED)]  # noqa: SLF001
    # at once, and not by adding and removing: the browser draws radio buttons anew for each change to their widget
    widget._dom_classes = (*own, *field_classes(prompt_id, item_id))  # noqa: SLF001


def shown(widget: ipywidgets.Widget) -> dict[str, Any]:
    """What a notebook is given to show a page."""
    # the widget's own answer puts all widgets inside it into words first
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {"text/plain": type(widget).__name__, "application/vnd.jupyter.widget-view+json": view}


def close(widget: ipywidgets.Widget) -> None:
    """Close a widget and all inside it; layouts and styles are shared and stay."""
    for child in getattr(widget, "children", ()):
        close(child)
    widget.close()
