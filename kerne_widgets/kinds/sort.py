"""Sorting into two: each item gets one of two options."""

from __future__ import annotations

from .choice import COUNTED, READS, SPREAD, check, rows, value
from .numbers import Numbers, shares

__all__ = ["COUNTED", "FIELDS", "ITEMISED", "NAME", "READS", "REQUIRED", "SPREAD", "check", "rows", "value"]

NAME = "sort"
ITEMISED = True
FIELDS = frozenset({"options", "items", "items_from"})
REQUIRED = frozenset({"options"})
# of the two, the first stands for what is said of an item
NUMBERS = Numbers({"first": shares}, lambda value, prompt: {"": {"first": float(value == prompt.options[0].key)}})
