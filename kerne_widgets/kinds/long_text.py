"""A text of any length up to the limit: checked and kept as a short one, drawn with more room."""

from __future__ import annotations

from .short_text import COUNTED, FIELDS, ITEMISED, NUMBERS, READS, REQUIRED, SPREAD, check, rows, value

__all__ = ["COUNTED", "FIELDS", "ITEMISED", "NAME", "NUMBERS", "READS", "REQUIRED", "SPREAD", "check", "rows", "value"]

NAME = "long_text"
