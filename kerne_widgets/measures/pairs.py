"""Ratings of items from pairwise comparisons."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .given import Floats, first_of, floats, require_amounts, require_level

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Strengths(NamedTuple):
    """Strengths of items with an interval: log odds around 0, one element per item in each array."""

    strength: Floats
    low: Floats
    high: Floats


def colley(wins: ArrayLike) -> Floats:
    """Colley's rating of each item from pairwise wins: 0.5 on average, and there is always one answer.

    Fit for a live ranking: an item without a comparison has 0.5, and being preferred to strong items counts more.

    Parameters
    ----------
    wins
        Square table, ``wins[i, j]`` = times item i was preferred to item j. A draw is half a win to each.

    Returns
    -------
    numpy.ndarray
        One rating per item; above 0.5 is above the average item.

    Raises
    ------
    ValueError
        If the table is not square, a count is negative, infinite or missing, or an item beats itself.

    Source
    ------
    W. Colley (2002), Colley's bias free college football ranking method.

    Examples
    --------
    >>> colley([[0, 1], [0, 0]]).tolist()
    [0.625, 0.375]
    """
    won = _require_wins(wins)
    met = won + won.T
    balance = won.sum(axis=1) - won.sum(axis=0)
    return np.linalg.solve(np.diag(2 + met.sum(axis=1)) - met, 1 + balance / 2)


def bradley_terry(wins: ArrayLike, *, alpha: float = 0.01, level: float = 0.9) -> Strengths:
    """Bradley-Terry strengths of items from pairwise wins, with an interval; for the report.

    The odds that item i is preferred to item j are ``exp(strength[i] - strength[j])``. A small normal prior around 0
    keeps strengths finite for items that always or never win and for groups of items that never met; there
    the interval is wide.

    Parameters
    ----------
    wins
        Square table of whole numbers, ``wins[i, j]`` = times item i was preferred to item j.
    alpha
        Weight of the prior, above 0: the penalty is alpha times the sum of the squared strengths.
    level
        Probability inside the interval, above 0 and below 1 (normal approximation at the estimate).

    Returns
    -------
    Strengths
        Arrays ``strength``, ``low`` and ``high``, in log odds against the average item.

    Raises
    ------
    ValueError
        As :func:`colley`; also if a count is not whole, or `alpha` or `level` is out of range.

    Source
    ------
    R. Bradley and M. Terry (1952), Rank analysis of incomplete block designs, Biometrika 39:324-345;
    L. Maystre, choix.

    Examples
    --------
    >>> bradley_terry([[0, 3], [1, 0]]).strength.round(1).tolist()
    [0.5, -0.5]
    """
    import choix
    from scipy.stats import norm

    won = _require_wins(wins)
    if (won != np.floor(won)).any():
        raise ValueError(
            f"wins hold {first_of(won, won != np.floor(won))}; allowed are whole numbers of comparisons. "
            "Leave draws out, or use colley()."
        )
    if not (math.isfinite(alpha) and alpha > 0):
        raise ValueError(
            f"alpha is {alpha}; allowed is above 0, for without a prior an item that never lost has no finite "
            "strength. Leave it out for 0.01."
        )
    require_level(level)
    n = len(won)
    pairs = np.argwhere(won > 0)
    compared = [tuple(pair) for pair in np.repeat(pairs, won[won > 0].astype(int), axis=0).tolist()]
    strength = np.asarray(choix.opt_pairwise(n, compared, alpha=alpha)) if compared else np.zeros(n)
    strength = strength - strength.mean()

    odds = np.exp(-np.abs(strength[:, np.newaxis] - strength))
    information = (won + won.T) * odds / (1 + odds) ** 2
    curvature = np.diag(information.sum(axis=1) + 2 * alpha) - information
    # only differences mean anything, so the common level of all items is taken out of the covariance
    centre = np.eye(n) - 1 / n
    error = np.sqrt(np.diag(centre @ np.linalg.solve(curvature, centre)).clip(min=0))
    reach = norm.ppf((1 + level) / 2) * error
    return Strengths(strength, strength - reach, strength + reach)


def _require_wins(wins: ArrayLike) -> Floats:
    table = floats(wins, "wins")
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not table.size:
        raise ValueError(
            f"wins have the shape {table.shape}; allowed is a square table where wins[i, j] is how often item i was "
            "preferred to item j. Give an item without comparisons a row and a column of 0."
        )
    require_amounts(table, "wins")
    if np.diag(table).any():
        item = int(np.argmax(np.diag(table) > 0))
        raise ValueError(f"item {item} is preferred to itself; allowed is 0 on the diagonal. Set it to 0.")
    return table
