"""The kinds of answer: one small module each, which owns what an answer may be and what it becomes in a frame.

A kind is a module with

``NAME``
    What a content file writes in ``kind``.
``ITEMISED``
    Whether a participant gives one answer per item (card, task), or one per prompt.
``SPREAD``
    Whether one answer is about several items, and so becomes several rows of the ``answers`` frame.
``COUNTED``
    Whether an answer that several gave together counts once for each; else it is what was written, or one ladder.
``READS``
    Columns of the frame that a row must fill for ``value`` to read it.
``FIELDS``
    The keys a prompt of this kind may have in a content file, besides those every prompt has.
``REQUIRED``
    Those of them it must have.
``NUMBERS``
    What in two answers of one person can be compared; ``None`` where an answer is words.
``check(value, prompt)``
    Problems with a value; an empty list when it is good. ``None`` (a withdrawn answer) is never asked about.
``rows(value, prompt, lang)``
    The value's part of its rows of the ``answers`` frame: one row, or with ``SPREAD`` one per item, which names its
    ``item_id``.
``value(rows, prompt)``
    Such rows as a value again, for ``check`` to judge. Rows that no value could have become raise ``AnswerError``.

A new kind is a new module, named in ``MODULES``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from ..errors import ContentError, Problem
from ..model import Prompt
from .numbers import Numbers
from .pairing import n_pairs

MODULES = (
    "short_text",
    "long_text",
    "cards",
    "table",
    "scale",
    "choice",
    "sort",
    "placement",
    "gap",
    "quadrant",
    "circles",
    "ladder",
    "date",
    "ranking",
    "points",
    "pairs",
    "pair_scale",
)


class Kind(Protocol):
    """What a module of this package offers."""

    NAME: str
    ITEMISED: bool
    SPREAD: bool
    COUNTED: bool
    READS: tuple[str, ...]
    FIELDS: frozenset[str]
    REQUIRED: frozenset[str]
    NUMBERS: Numbers | None

    def check(self, value: Any, prompt: Prompt) -> list[Problem]:
        """Problems with a value."""

    def rows(self, value: Any, prompt: Prompt, lang: str) -> list[dict[str, Any]]:
        """The value's part of its rows."""

    def value(self, rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
        """Rows as a value."""


@cache
def get(name: str) -> Kind:
    """The kind of that name, or ``ContentError`` naming the kinds there are."""
    if name not in MODULES:
        raise ContentError("errors.unknown_content", wanted=name, allowed=", ".join(MODULES))
    return import_module(f"{__name__}.{name}")


def of(prompt: Prompt) -> Kind:
    """The kind of a prompt."""
    return get(prompt.kind)


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with a value as an answer to a prompt; ``None`` withdraws an answer and is always good."""
    return [] if value is None else of(prompt).check(value, prompt)


def is_itemised(prompt: Prompt) -> bool:
    """Whether a prompt gets one answer per item; one that may have items and has none gets one for itself."""
    kind = of(prompt)
    may_have_items = "items" in kind.FIELDS
    return kind.ITEMISED and (not may_have_items or bool(prompt.items or prompt.items_from))


def makes_items(prompt: Prompt) -> bool:
    """Whether its answers are the participant's own items, such as cards, of which there may be several."""
    return "max_items" in of(prompt).FIELDS


def is_counted(prompt: Prompt) -> bool:
    """Whether an answer that several gave together counts once for each of them."""
    return of(prompt).COUNTED


def is_paired(prompt: Prompt) -> bool:
    """Whether each answer is about two of its items."""
    return "pairs_max" in of(prompt).FIELDS


def n_answers(prompt: Prompt, n_items: int) -> int:
    """How many answers make a prompt answered, when there are so many items."""
    if is_paired(prompt):
        # nobody has to know how every two work together, but every comparison is one to be made
        return n_pairs(n_items, prompt.pairs_max) if prompt.kind == "pairs" else 1
    return n_items if is_itemised(prompt) and not makes_items(prompt) else 1
