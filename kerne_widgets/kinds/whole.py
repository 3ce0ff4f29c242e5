"""Whole numbers: a frame holds every number with decimals, a value only those that have some."""

from __future__ import annotations


def plain(number: float) -> float | int:
    """A number of a frame as a value has it: whole when it is whole; the kind's check says whether it is allowed."""
    return int(number) if number.is_integer() else number
