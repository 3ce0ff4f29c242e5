"""Terms: on what terms pictures are drawn: how few are few, what is said beside the count, and which page it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Terms:
    """Below ``few`` answers marks are hollow and nothing is said of agreement; ``note`` stands under the title.

    ``page`` is drawn, from 1, of what takes more than one.
    """

    few: int = 5
    note: str = ""
    page: int = 1


_USUAL = Terms()
_terms: ContextVar[Terms] = ContextVar("terms", default=_USUAL)


@contextmanager
def drawn_on(**terms: Any) -> Iterator[None]:
    """Draw on other terms for a while: ``few``, ``note``, ``page``."""
    token = _terms.set(replace(_terms.get(), **terms))
    try:
        yield
    finally:
        _terms.reset(token)


def terms() -> Terms:
    """The terms that are drawn on now."""
    return _terms.get()
