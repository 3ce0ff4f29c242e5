"""Agreement on an ordered scale, and across groups."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .given import Floats, first_of, floats, require_amounts, require_in_order, require_level

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def agreement(counts: ArrayLike) -> float:
    """Agreement A on an ordered scale: 1 is one shared answer, 0 an even spread, -1 two equal camps at the ends.

    The counts are peeled into layers of equal height. Each layer is a pattern of empty and filled cells whose
    agreement follows from its ordered triples (110 and 011 speak for one peak, 101 for two) and from how
    many cells it fills; A is the mean over the layers, weighted by their share of the answers.

    Parameters
    ----------
    counts
        Answers at each step of the scale, in order, at least 3 steps; a step that nobody chose is 0. Weights need not
        be whole numbers. From a frame: ``answers.value_counts().reindex(range(1, 6), fill_value=0)``.

    Returns
    -------
    float
        A, from -1 to 1; NaN when there is no answer.

    Raises
    ------
    ValueError
        If there are fewer than 3 steps, a count is negative, infinite or missing, or the labels of a series are not
        the steps in order.

    Source
    ------
    C. van der Eijk (2001), Measuring agreement in ordered rating scales, Quality & Quantity 35:325-341.

    Examples
    --------
    >>> round(agreement([30, 40, 210, 130, 530, 50, 10]), 7)
    0.6113333
    """
    return float(_agreement_of_rows(_require_counts(counts, n_steps=3)[np.newaxis, :])[0])


def agreement_interval(counts: ArrayLike, *, seed: int = 0, n: int = 1000, level: float = 0.9) -> tuple[float, float]:
    """Interval of :func:`agreement`: how far it would move if another such group had answered.

    A percentile bootstrap over participants: as many answers are drawn again, with replacement, from those given.
    The interval always holds the measure itself, which the percentiles of a skewed bootstrap may miss.

    Parameters
    ----------
    counts
        Participants at each step of the scale, in order: whole numbers, for it is persons that are drawn again.
    seed
        The same seed and counts give the same interval.
    n
        Number of draws, at least 1.
    level
        Share of the draws inside the interval, above 0 and below 1.

    Returns
    -------
    tuple of float
        Low and high end; NaN twice when there is no answer.

    Raises
    ------
    ValueError
        As :func:`agreement`; also if a count is not whole, or `n` or `level` is out of range.

    Source
    ------
    B. Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7:1-26.
    """
    steps = _require_counts(counts, n_steps=3)
    if (steps != np.floor(steps)).any():
        raise ValueError(
            f"counts hold {first_of(steps, steps != np.floor(steps))}; whole numbers of participants are needed "
            "to draw them again. Leave weights out, or use agreement() without an interval."
        )
    if n < 1:
        raise ValueError(f"n is {n}; allowed is 1 draw or more. Leave it out for 1000.")
    require_level(level)
    return _agreement_interval(tuple(steps.astype(np.int64).tolist()), seed, n, level)


@lru_cache(maxsize=4096)
def _agreement_interval(counts: tuple[int, ...], seed: int, n: int, level: float) -> tuple[float, float]:
    # cached, because a chart that follows the room asks again for every task when one of them has changed
    n_answers = sum(counts)
    if n_answers == 0:
        return math.nan, math.nan
    given = np.array(counts, dtype=float)
    drawn = np.random.default_rng(seed).multinomial(n_answers, given / n_answers, size=n)
    low, high = np.quantile(_agreement_of_rows(drawn.astype(float)), [(1 - level) / 2, (1 + level) / 2])
    itself = agreement(given)
    return min(float(low), itself), max(float(high), itself)


def _agreement_of_rows(rows: Floats) -> Floats:
    """Agreement of each row of counts."""
    n_steps = rows.shape[1]
    n_answers = rows.sum(axis=1)
    heights = np.sort(rows, axis=1)
    thickness = np.diff(heights, axis=1, prepend=0.0)
    # filled[row, layer, step]; comparing with the counts themselves keeps layers exact where subtracting would not
    filled = (rows[:, np.newaxis, :] >= heights[:, :, np.newaxis]) & (heights[:, :, np.newaxis] > 0)
    n_filled = filled.sum(axis=2)
    before: Floats = np.cumsum(filled, axis=2) - filled
    after = n_filled[:, :, np.newaxis] - before - filled
    one_peak = np.where(filled, 0, before * (before - 1) + after * (after - 1)).sum(axis=2) / 2
    two_peaks = np.where(filled, 0, before * after).sum(axis=2)
    triples = one_peak + two_peaks
    # without a triple the pattern is one cell (its last factor is 1) or all cells (0); U is 1 for both
    unimodality = np.divide(
        (n_steps - 2) * one_peak - (n_steps - 1) * two_peaks,
        (n_steps - 2) * triples,
        out=np.ones_like(triples),
        where=triples > 0,
    )
    layers = unimodality * (1 - (n_filled - 1) / (n_steps - 1))
    weighted = (thickness * n_filled * layers).sum(axis=1)
    found = np.divide(weighted, n_answers, out=np.full_like(n_answers, math.nan), where=n_answers > 0)
    return np.clip(found, -1.0, 1.0)


def consensus(counts: ArrayLike) -> float:
    """Consensus on an ordered scale: 1 is one shared answer, 0 two equal camps at the ends.

    Parameters
    ----------
    counts
        Answers at each step of the scale, in order, at least 2 steps. Weights need not be whole numbers.

    Returns
    -------
    float
        Consensus, from 0 to 1; NaN when there is no answer.

    Raises
    ------
    ValueError
        If there are fewer than 2 steps, or a count is negative, infinite or missing.

    Source
    ------
    W. Tastle and M. Wierman (2007), Consensus and dissention, International Journal of Approximate Reasoning
    45:531-545.

    Examples
    --------
    >>> round(consensus([30, 40, 210, 130, 530, 50, 10]), 7)
    0.7256876
    """
    steps = _require_counts(counts, n_steps=2)
    n_answers = steps.sum()
    if n_answers == 0:
        return math.nan
    share = steps / n_answers
    x = np.arange(steps.size)
    closeness = 1 - np.abs(x - share @ x) / (steps.size - 1)
    given = share > 0
    # no answer is further from the mean than 1 - its share allows; rounding must not take the logarithm of 0
    found = 1 + share[given] @ np.log2(np.maximum(closeness[given], share[given]))
    return float(np.clip(found, 0.0, 1.0))


def group_consensus(agree: ArrayLike, votes: ArrayLike) -> float:
    """Group-aware consensus: high only when every known group agrees, however small the group.

    The product over the groups of ``(agree + 1) / (votes + 2)``, so that a group of few votes is not certain.

    Parameters
    ----------
    agree
        Votes in favour, one number per group.
    votes
        All votes, one number per group, in the same order.

    Returns
    -------
    float
        Above 0 and below 1; NaN without a group.

    Raises
    ------
    ValueError
        If the two differ in length, or a group has more agreeing votes than votes.

    Source
    ------
    C. Small et al. (2021), Polis: scaling deliberation by mapping high dimensional opinion spaces, Recerca 26(2).

    Examples
    --------
    >>> group_consensus([2, 2], [2, 2])
    0.5625
    """
    in_favour = np.atleast_1d(floats(agree, "agree"))
    cast = np.atleast_1d(floats(votes, "votes"))
    if in_favour.shape != cast.shape or in_favour.ndim != 1:
        raise ValueError(
            f"agree has {in_favour.size} numbers and votes {cast.size}; allowed is one of each per group. "
            "Give a group without agreeing votes the number 0."
        )
    possible = (in_favour >= 0) & (in_favour <= cast) & np.isfinite(cast)
    if not possible.all():
        group = int(np.argmin(possible))
        raise ValueError(
            f"group {group + 1} has {in_favour[group]:g} agreeing of {cast[group]:g} votes; allowed is from 0 to all "
            "of its votes. Count the votes again, passes included."
        )
    if not cast.size:
        return math.nan
    return float(np.prod((in_favour + 1) / (cast + 2)))


def _require_counts(counts: ArrayLike, *, n_steps: int) -> Floats:
    require_in_order(counts, "counts")
    steps = floats(counts, "counts")
    if steps.ndim != 1 or steps.size < n_steps:
        raise ValueError(
            f"counts have the shape {steps.shape}; allowed is one number for each of {n_steps} or more steps of the "
            "scale. Count the steps that nobody chose as 0."
        )
    require_amounts(steps, "counts")
    return steps
