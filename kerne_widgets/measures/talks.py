"""What a room should talk about first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .given import Floats, first_of, floats

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def hours_in_dispute(agreement: ArrayLike, hours: ArrayLike) -> Floats:
    """Hours a week that rest on something the room does not agree about: disagreement times hours.

    Disagreement is ``(1 - agreement) / 2``: 0 when all have given one answer, a half when the answers are spread
    evenly, 1 when there are two camps at the ends. A task of 6 hours that splits the room in two has 6 hours in
    dispute, and one that all agree about has none, however long it takes. The task with most of them is the first to
    talk about.

    Parameters
    ----------
    agreement
        van der Eijk's A of each task, from -1 to 1 (:func:`agreement`); NaN where it is not known.
    hours
        Hours of each task, in the same order; NaN where nobody has said.

    Returns
    -------
    numpy.ndarray
        One number per task, from 0 to its hours; NaN where either is not known.

    Raises
    ------
    ValueError
        If the two differ in length, an agreement is not from -1 to 1, or hours are negative or infinite.

    Source
    ------
    Our own, of van der Eijk's A; there is no measure of it in use to follow.

    Examples
    --------
    >>> hours_in_dispute([1.0, 0.0, -1.0], [6, 6, 6]).tolist()
    [0.0, 3.0, 6.0]
    """
    shared, taken = np.atleast_1d(floats(agreement, "agreement")), np.atleast_1d(floats(hours, "hours"))
    if shared.shape != taken.shape or shared.ndim != 1:
        raise ValueError(
            f"there are {shared.size} agreements and {taken.size} hours; allowed is one of each per task. "
            "Give a task without hours NaN."
        )
    wrong = (shared < -1) | (shared > 1)
    if wrong.any():
        raise ValueError(f"agreement holds {first_of(shared, wrong)}; allowed is -1 to 1. Use agreement(counts).")
    wrong = (taken < 0) | np.isinf(taken)
    if wrong.any():
        raise ValueError(f"hours hold {first_of(taken, wrong)}; allowed is 0 or more, and finite.")
    return (1 - shared) / 2 * taken
