"""Terms: on what terms a workshop's pictures are drawn: how few are few, and what is said beside the count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Terms:
    """Below ``few`` answers marks are hollow and nothing is said of agreement; ``note`` stands under the title."""

    few: int = 5
    note: str = ""


_USUAL = Terms()
_terms: ContextVar[Terms] = ContextVar("terms", default=_USUAL)


@contextmanager
def drawn_on(**terms: Any) -> Iterator[None]:
    """Draw on other terms for a while: ``few``, ``note``."""
    token = _terms.set(replace(_terms.get(), **terms))
    try:
        yield
    finally:
        _terms.reset(token)


def terms() -> Terms:
    """The terms that are drawn on now."""
    return _terms.get()
