"""A step on a scale for each two items, such as how well two professions work together.

Nobody has to know every pair: a pair without an answer is one that the participant left out.
"""

from __future__ import annotations

from .scale import COUNTED, NUMBERS, READS, SPREAD, check, rows, value

__all__ = ["COUNTED", "FIELDS", "ITEMISED", "NAME", "NUMBERS", "READS", "REQUIRED", "SPREAD", "check", "rows", "value"]

NAME = "pair_scale"
ITEMISED = True
FIELDS = frozenset({"low", "high", "steps", "items", "items_from", "items_max", "pairs_max"})
REQUIRED = frozenset({"low", "high"})
