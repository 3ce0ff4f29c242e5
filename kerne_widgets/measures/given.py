"""What a measure may be given: numbers, and what is said when they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Floats: TypeAlias = NDArray[np.float64]


def floats(given: ArrayLike, name: str) -> Floats:
    """The figures as an array of floats, or a ValueError that names them."""
    try:
        return np.asarray(given, dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"{name} are not a regular table of numbers ({error}); allowed are numbers only. "
            "Leave out the rows that are text or missing."
        ) from error


def require_amounts(table: Floats, name: str) -> None:
    """Refuse what is negative, infinite or missing."""
    wrong = ~np.isfinite(table) | (table < 0)
    if wrong.any():
        raise ValueError(
            f"{name} hold {first_of(table, wrong)}; allowed is 0 or more, and finite. Put 0 where there was nothing."
        )


def require_in_order(given: ArrayLike, name: str) -> None:
    """Refuse a series whose labels are not the steps in order, such as what ``value_counts()`` gives."""
    labels = getattr(given, "index", None)
    if labels is None or callable(labels):  # a list has a method of that name
        return
    try:
        steps = np.asarray(labels, dtype=float)
    except (TypeError, ValueError):
        return  # labelled with words: they say nothing of an order
    if (np.diff(steps) != 1).any():
        shown = ", ".join(f"{step:g}" for step in steps[:5])
        raise ValueError(
            f"{name} are labelled {shown}{' ...' if len(steps) > 5 else ''}; allowed is one count for every step of "
            "the scale, in order. Count answers with .value_counts().reindex(range(1, 6), fill_value=0)."
        )


def require_level(level: float) -> None:
    """Refuse a probability that no interval can have."""
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; allowed is above 0 and below 1. Leave it out for 0.9.")


def first_of(table: Floats, where: NDArray[np.bool_]) -> str:
    """The first of the wrong figures, as a sentence names it."""
    return f"{table[where].flat[0]:g}"
