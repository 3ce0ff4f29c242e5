"""A room of robots that join a running workshop as people do: over the join page, the page and its websocket."""

from __future__ import annotations

from .robot import Robot
from .room import Rehearsal, rehearse

__all__ = ["Rehearsal", "Robot", "rehearse"]
