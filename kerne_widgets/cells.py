"""Cells of a sheet read as values: what is empty, what is good, and what is wrong with the rest."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from .errors import Problem
from .people import SHARING_MAX

SHOWN_MAX = 40


class Unfit(Exception):
    """Why a row cannot be taken in, carried from where it is seen to where rows are counted.

    Parameters
    ----------
    problem
        What is wrong.
    number
        The row that it is wrong with, where it may be another one's; default the row that is read.
    """

    def __init__(self, problem: Problem, number: int | None = None) -> None:
        super().__init__(problem.key)
        self._problem = problem
        self._number = number

    def of(self, number: int) -> Problem:
        """What to say of a row: the problem itself or, where it is another row's, which one that is."""
        return self._problem if self._number in (None, number) else Problem("cli.row_with_bad", row=self._number)


def instant(cells: Mapping[str, str], column: str) -> dt.datetime | None:
    """The instant in a cell; None when it is empty."""
    typed = cells[column].strip()
    if not typed:
        return None
    try:
        at = dt.datetime.fromisoformat(typed)
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise Unfit(Problem("cli.row_instant", value=typed[:SHOWN_MAX])) from None


def people(cells: Mapping[str, str], column: str) -> int:
    """How many answered together; one when the cell is empty."""
    n = number_in(cells, column)
    if n is None:
        return 1
    if n not in range(1, SHARING_MAX + 1):
        raise Unfit(Problem("cli.row_people", value=cells[column].strip()[:SHOWN_MAX], limit=SHARING_MAX))
    return int(n)


def number_in(cells: Mapping[str, str], column: str) -> float | None:
    """The number in a cell; None when it is empty."""
    typed = cells[column].strip()
    if not typed:
        return None
    try:
        # Danish sheets write 2,5
        number = float(typed.replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Unfit(Problem("cli.row_number", column=column, value=typed[:SHOWN_MAX]))
    return number
