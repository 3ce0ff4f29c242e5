"""Sorting into two: each item gets one of two options."""

from __future__ import annotations

from .choice import check, columns

__all__ = ["FIELDS", "ITEMISED", "NAME", "REQUIRED", "check", "columns"]

NAME = "sort"
ITEMISED = True
FIELDS = frozenset({"options", "items", "items_from"})
REQUIRED = frozenset({"options"})
