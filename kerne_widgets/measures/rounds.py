"""What has changed from one round to the next, in the same persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .given import floats, require_level

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

PAIRS_MIN = 5


class Change(NamedTuple):
    """A paired change: how many pairs, the mean and median difference, its interval, and how many went which way.

    Below ``pairs_min`` pairs all but ``n`` is None: so few differences would point at single persons.
    """

    n: int
    mean: float | None = None
    median: float | None = None
    low: float | None = None
    high: float | None = None
    n_up: int | None = None
    n_same: int | None = None
    n_down: int | None = None


def paired_change(
    before: ArrayLike,
    after: ArrayLike,
    *,
    seed: int = 0,
    n: int = 2000,
    level: float = 0.9,
    pairs_min: int = PAIRS_MIN,
) -> Change:
    """Change of the same persons' answers, with a percentile bootstrap interval over the pairs.

    Parameters
    ----------
    before, after
        One number per person, in the same order; a person who lacks either must be left out.
    seed
        The same seed and pairs give the same interval.
    n
        Number of draws, at least 1.
    level
        Share of the draws inside the interval, above 0 and below 1.
    pairs_min
        How few pairs may be told of.

    Returns
    -------
    Change
        Below ``pairs_min`` pairs only their number.

    Raises
    ------
    ValueError
        If the two differ in length or hold a missing or infinite value, or `n` or `level` is out of range.

    Source
    ------
    B. Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7:1-26.

    Examples
    --------
    >>> paired_change([2, 2, 3, 3, 4], [3, 3, 4, 4, 5])
    Change(n=5, mean=1.0, median=1.0, low=1.0, high=1.0, n_up=5, n_same=0, n_down=0)
    """
    first, second = floats(before, "before"), floats(after, "after")
    if first.ndim != 1 or first.shape != second.shape:
        raise ValueError(
            f"before has the shape {first.shape} and after {second.shape}; allowed is one number of each per person. "
            "Leave out those who answered only once."
        )
    difference = second - first
    if not np.isfinite(difference).all():
        raise ValueError(
            "before or after holds a missing or infinite value; allowed are numbers. Leave that person out."
        )
    size = len(difference)
    if size < pairs_min:
        _require_draws(n, level)
        return Change(size)
    low, high = mean_interval(difference, seed=seed, n=n, level=level)
    return Change(
        size,
        float(difference.mean()),
        float(np.median(difference)),
        low,
        high,
        int((difference > 0).sum()),
        int((difference == 0).sum()),
        int((difference < 0).sum()),
    )


def mean_interval(values: ArrayLike, *, seed: int = 0, n: int = 2000, level: float = 0.9) -> tuple[float, float]:
    """Interval of a mean: how far it would move if others like these had answered.

    A percentile bootstrap over the values. It always holds the mean itself, which the percentiles of a skewed bootstrap
    may miss.

    Parameters
    ----------
    values
        One number per person, at least one.
    seed
        The same seed and values give the same interval, in whatever order the values come.
    n
        Number of draws, at least 1.
    level
        Share of the draws inside the interval, above 0 and below 1.

    Raises
    ------
    ValueError
        If there are no values or one is missing or infinite, or `n` or `level` is out of range.

    Source
    ------
    B. Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7:1-26.

    Examples
    --------
    >>> mean_interval([3, 3, 3, 3, 3])
    (3.0, 3.0)
    """
    given = floats(values, "values")
    if given.ndim != 1 or not len(given) or not np.isfinite(given).all():
        raise ValueError("values are empty or hold a missing or infinite one; allowed are numbers. Leave that one out.")
    _require_draws(n, level)
    drawn = np.random.default_rng(seed).choice(np.sort(given), size=(n, len(given))).mean(axis=1)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    mean = float(given.mean())
    return min(float(low), mean), max(float(high), mean)


def _require_draws(n: int, level: float) -> None:
    if n < 1:
        raise ValueError(f"n is {n}; allowed is 1 draw or more. Leave it out for 2000.")
    require_level(level)
