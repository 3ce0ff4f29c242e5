"""A step for each of the circles around a person."""

from __future__ import annotations

from .steps import StepsForm


class Form(StepsForm):
    """A row of keys per circle, the innermost first. ``value``: ``{item_id: step}``."""
