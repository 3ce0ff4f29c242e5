"""Bars: what a chart of bars shows, as numbers, for those who draw it with tools of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

COUNT, STARS, STEP = "0", '"★" 0', "0.0"


@dataclass(frozen=True)
class Series:
    """A number for each name; ``labels`` are said at the bars where the numbers themselves say nothing."""

    name: str
    numbers: tuple[float, ...]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bars:
    """The bars of a chart, as they are shown: nothing is in them that the picture does not tell.

    Attributes
    ----------
    names : tuple of str
        What the bars stand for, in their order.
    series : tuple of Series
        One, or two beside each other.
    form : str
        ``"columns"`` stand, ``"rows"`` lie, and ``"parts"`` lie and divide a whole.
    number_format : str
        Of the numbers, as spreadsheets write it.
    leading : frozenset of int
        Places of the names that stand out.
    hollow : frozenset of int
        Places of the names that too few have answered.
    span : tuple of float or None
        Ends of the scale, where it has any.
    foot : tuple of str
        What is said under the bars.
    """

    names: tuple[str, ...]
    series: tuple[Series, ...]
    form: Literal["columns", "rows", "parts"] = "rows"
    number_format: str = COUNT
    leading: frozenset[int] = frozenset()
    hollow: frozenset[int] = frozenset()
    span: tuple[float, float] | None = None
    foot: tuple[str, ...] = ()
