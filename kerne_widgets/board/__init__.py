"""The board: work tasks between core and periphery, moved by finger, mouse or keyboard."""

from __future__ import annotations

from .board import Board

__all__ = ["Board"]
