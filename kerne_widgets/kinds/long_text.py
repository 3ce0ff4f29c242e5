"""A text of any length up to the limit: checked and kept as a short one, drawn with more room."""

from __future__ import annotations

from .short_text import FIELDS, ITEMISED, REQUIRED, check, columns

__all__ = ["FIELDS", "ITEMISED", "NAME", "REQUIRED", "check", "columns"]

NAME = "long_text"
