"""What several persons' rankings of the same items say together."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from .given import floats

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Item = TypeVar("Item", bound=Hashable)


def kendall_w(ratings: ArrayLike) -> float:
    """Kendall's coefficient of concordance W: 1 is one shared order of the items, 0 no shared order.

    Ratings are ranked within each rater, tied ratings share their middle rank, and W is corrected for ties.
    ``chi2 = m * (n - 1) * W`` has n - 1 degrees of freedom under no concordance (m raters, n items).

    Parameters
    ----------
    ratings
        One row per rater, one column per item, at least 2 items; ranks or any ordered scores.

    Returns
    -------
    float
        W, from 0 to 1. A rater who gives every item the same rating puts none before another and so draws W
        towards 0; when all raters do, there is no order to share, and W is 0.

    Raises
    ------
    ValueError
        If the ratings are not a table, hold fewer than 2 items or no rater, or a rating is missing.

    Source
    ------
    M. Kendall and B. Babington Smith (1939), The problem of m rankings, Annals of Mathematical Statistics
    10:275-287; ties as in M. Kendall (1962), Rank correlation methods, chapter 6.

    Examples
    --------
    >>> kendall_w([[1, 2, 3], [1, 2, 3]])
    1.0
    """
    from scipy.stats import rankdata

    table = floats(ratings, "ratings")
    if table.ndim != 2 or table.shape[0] < 1 or table.shape[1] < 2:
        raise ValueError(
            f"ratings have the shape {table.shape}; allowed is one row per rater and one column for each of 2 or "
            "more items. Turn a frame with DataFrame.pivot(index=rater, columns=item)."
        )
    if np.isnan(table).any():
        raise ValueError(
            f"ratings hold {int(np.isnan(table).sum())} missing values; allowed is a rating of every item by every "
            "rater. Leave out the raters or the items that are not complete."
        )
    m, n = table.shape
    ranks = rankdata(table, method="average", axis=1)
    ties = sum(float((t**3 - t).sum()) for t in (np.unique(row, return_counts=True)[1] for row in table))
    largest = m**2 * (n**3 - n) - m * ties
    if largest <= 0:
        return 0.0
    sums = ranks.sum(axis=0)
    spread = float(((sums - sums.mean()) ** 2).sum())
    return min(1.0, 12 * spread / largest)


def borda(
    rankings: Iterable[Sequence[Item]] | Mapping[tuple[Item, ...], float], weights: Iterable[float] | None = None
) -> dict[Item, float]:
    """Borda points of each item, most points first: the i-th of n items in a ranking gets n - i points.

    Parameters
    ----------
    rankings
        Rankings of the same items, each with the best first; or a mapping from ranking to its weight. From a frame:
        ``answers.sort_values("value_number").groupby("participant_id")["item_text"].agg(list)``.
    weights
        How often each ranking counts, in the same order; once when left out.

    Returns
    -------
    dict
        Item to points; equal points in the order of the first ranking; empty without a ranking.

    Raises
    ------
    ValueError
        If the rankings are a table, a ranking names an item twice or other items than the first one, or the weights
        do not fit.

    Source
    ------
    J.-C. de Borda (1784), Mémoire sur les élections au scrutin, Histoire de l'Académie Royale des Sciences.

    Examples
    --------
    >>> borda({("Memphis", "Nashville", "Knoxville"): 2, ("Knoxville", "Nashville", "Memphis"): 1})
    {'Memphis': 4, 'Nashville': 3, 'Knoxville': 2}
    """
    if hasattr(rankings, "columns"):
        raise ValueError(
            "rankings are a table; allowed is a list of items for each ranking, the best first. Make them with "
            '.sort_values("value_number").groupby("participant_id")["item_text"].agg(list).'
        )
    if isinstance(rankings, Mapping):
        if weights is not None:
            raise ValueError(
                "weights are given twice; allowed is a mapping from ranking to weight, or rankings and weights. "
                "Leave out weights."
            )
        weights = rankings.values()
    ballots = [list(ranking) for ranking in rankings]
    how_often = [1] * len(ballots) if weights is None else list(weights)
    if len(how_often) != len(ballots):
        raise ValueError(
            f"there are {len(how_often)} weights for {len(ballots)} rankings; allowed is one weight per ranking. "
            "Leave weights out to count each ranking once."
        )
    points: dict[Item, float] = dict.fromkeys(ballots[0], 0) if ballots else {}
    for number, (ballot, weight) in enumerate(zip(ballots, how_often, strict=True), start=1):
        _require_ballot(number, ballot, points, weight)
        for place, item in enumerate(ballot, start=1):
            points[item] += weight * (len(ballot) - place)
    return dict(sorted(points.items(), key=lambda entry: -entry[1]))


def _require_ballot(number: int, ballot: list[Item], items: Mapping[Item, float], weight: float) -> None:
    if len(set(ballot)) < len(ballot):
        twice = next(item for item in ballot if ballot.count(item) > 1)
        raise ValueError(f"ranking {number} names {twice!r} twice; allowed is each item once. Keep its best place.")
    other = set(ballot).symmetric_difference(items)
    if other:
        raise ValueError(
            f"ranking {number} and ranking 1 differ in {sorted(map(repr, other))}; allowed are rankings of the same "
            "items, each a sequence with the best first. Rank the rest last, or leave the ranking out."
        )
    if not (math.isfinite(weight) and weight >= 0):
        raise ValueError(
            f"the weight of ranking {number} is {weight}; allowed is 0 or more. Give the number of persons."
        )
