"""Numbers: what in an answer can be compared with the same person's answer at another time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import add
from typing import Any

from ..model import Prompt

Ends = tuple[float, float | None]
"""The smallest and the largest number that can be answered; None where there is no largest."""

ByItem = Mapping[str, Mapping[str, float]]
"""Numbers by item (``""`` is the item that the answer itself is about) and by measure."""


@dataclass(frozen=True)
class Numbers:
    """What is compared in the answers of a kind.

    Attributes
    ----------
    ends
        By measure, in order: what can be answered in a prompt.
    read
        The numbers of a value.
    steps
        Those measures that are steps of one scale, so that agreement can be told.
    left_out
        What an item counts as that an answer says nothing of; None leaves it out of the comparison.
    of_two
        What becomes of two numbers of one answer about items that have become one.
    """

    ends: Mapping[str, Callable[[Prompt], Ends]]
    read: Callable[[Any, Prompt], ByItem]
    steps: tuple[str, ...] = ()
    left_out: float | None = None
    of_two: Callable[[float, float], float] = add


def steps_of(prompt: Prompt) -> Ends:
    """From the first step of a prompt's scale to the last."""
    return 1.0, float(prompt.steps)


def shares(prompt: Prompt) -> Ends:
    """From nobody to everybody."""
    return 0.0, 1.0


STEP = Numbers({"step": steps_of}, lambda value, _: {"": {"step": float(value)}}, steps=("step",))
"""One step on a scale."""
