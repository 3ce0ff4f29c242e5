"""Sorting into two: each item gets one of two options."""

from __future__ import annotations

from .choice import READS, SPREAD, check, rows, value

__all__ = ["FIELDS", "ITEMISED", "NAME", "READS", "REQUIRED", "SPREAD", "check", "rows", "value"]

NAME = "sort"
ITEMISED = True
FIELDS = frozenset({"options", "items", "items_from"})
REQUIRED = frozenset({"options"})
