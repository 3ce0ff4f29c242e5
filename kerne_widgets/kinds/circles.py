"""Circles around one another, the innermost first: each gets a step on the same scale."""

from __future__ import annotations

from .scale import COUNTED, NUMBERS, READS, SPREAD, check, rows, value

__all__ = ["COUNTED", "FIELDS", "ITEMISED", "NAME", "NUMBERS", "READS", "REQUIRED", "SPREAD", "check", "rows", "value"]

NAME = "circles"
ITEMISED = True
FIELDS = frozenset({"low", "high", "steps", "items"})
REQUIRED = frozenset({"low", "high", "items"})
