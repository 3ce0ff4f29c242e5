"""Weighing: what a made-up person says of several items, when some of them weigh more than others."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from .kinds.pairing import pairs_of
from .kinds.pairs import EQUAL
from .kinds.points import most_each
from .model import Prompt

FEWEST = 3  # items in a short ranking
SHARES = 20  # parts that a budget is given in
ALIKE = 0.1  # share of comparisons that end alike
UNKNOWN = 0.25  # share of pairs that a person leaves out


def weigh(
    prompt: Prompt, item_ids: Sequence[str], spread: Mapping[str, Any], who: str, dice: random.Random
) -> Iterator[tuple[str, Any]]:
    """One person's answers to a prompt, each with the item it is about.

    Parameters
    ----------
    prompt
        A ranking, points, pairs or a scale for pairs.
    item_ids
        What it is answered about.
    spread
        ``weights`` of the items, in their order; for a scale for pairs ``between``, the usual step of each two.
    who
        A name for the person, on which the pairs depend.
    dice
        Decide what is said.
    """
    weights = dict(zip(item_ids, spread.get("weights", ()), strict=False))
    if prompt.kind == "ranking" and weights:
        yield "", _order(weights, dice)[: dice.randint(min(FEWEST, len(weights)), len(weights))]
    elif prompt.kind == "points" and weights:
        yield "", _shares(prompt, weights, dice)
    elif prompt.kind == "pairs":
        for pair in pairs_of(list(weights), who, prompt.pairs_max):
            first, second = weights[pair.first], weights[pair.second]
            winner = pair.first if dice.random() < first / (first + second) else pair.second
            yield pair.pair_id, EQUAL if dice.random() < ALIKE else winner
    elif prompt.kind == "pair_scale":
        usual = dict(zip(combinations(item_ids, 2), spread["between"], strict=False))
        for (one, other), step in usual.items():
            if dice.random() >= UNKNOWN:
                yield "/".join(sorted((one, other))), min(max(round(dice.gauss(step, 0.8)), 1), prompt.steps)


def _order(weights: Mapping[str, float], dice: random.Random) -> list[str]:
    # the heavier, the sooner drawn: an exponential race
    return sorted(weights, key=lambda item_id: dice.expovariate(weights[item_id]))


def _shares(prompt: Prompt, weights: Mapping[str, float], dice: random.Random) -> dict[str, int]:
    if most_each(prompt) == 1:
        return dict.fromkeys(_order(weights, dice)[: prompt.budget], 1)
    part = max(1, prompt.budget // SHARES)
    # a person has a few favourites, so the weights are sharpened by a draw of their own
    own = [weight * dice.expovariate(1.0) for weight in weights.values()]
    drawn = Counter(dice.choices(list(weights), own, k=prompt.budget // part))
    return {item_id: n * part for item_id, n in drawn.items()}
