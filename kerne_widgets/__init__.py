"""A Jupyter toolkit for workshops on *kerneopgaven*, the one thing a workplace must succeed with together.

>>> from kerne_widgets import create_workshop, open_workshop, load_model

Everything is loaded when it is first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import forms, measures
    from .content import load_model
    from .workshop import Workshop, create_workshop, open_workshop

__version__ = "0.1.0"
__all__ = ["Workshop", "create_workshop", "forms", "load_model", "measures", "open_workshop"]

_HOMES = {
    "Workshop": "workshop",
    "create_workshop": "workshop",
    "open_workshop": "workshop",
    "load_model": "content",
    "forms": "",
    "measures": "",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES[name]
    return getattr(import_module(f".{home}", __name__), name) if home else import_module(f".{name}", __name__)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
