"""A press of a key, by a hand that may shake."""

from __future__ import annotations

import time
from collections.abc import Callable

# a double click takes half a second at most, and a key that is held down begins to repeat itself a little later
SHAKES_S = 0.7
# between two repeats of a key that is held down
REPEATS_S = 0.2


class Press:
    """What a key does, once for a double click and for a key that is held down.

    Parameters
    ----------
    act
        What it does.
    """

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act
        self._still_at = 0.0

    def __call__(self, _key: object = None) -> None:
        """Do it, unless it has just been done or asked for."""
        now = time.monotonic()
        if now < self._still_at:
            # whoever goes on pressing calmly is heard; a key that is held down is not
            self._still_at = max(self._still_at, now + REPEATS_S)
            return
        try:
            self._act()
        finally:
            self.rest()  # from when it is done: a press that came meanwhile has waited

    def rest(self) -> None:
        """Take no press for a moment: the hand has just pressed here, or on what brought it here."""
        self._still_at = time.monotonic() + SHAKES_S
