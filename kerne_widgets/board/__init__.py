"""Boards: items moved by finger, mouse or keyboard, between core and periphery or between two axes."""

from __future__ import annotations

from .board import Board
from .plane import Plane

__all__ = ["Board", "Plane"]
