"""A hand that shakes presses once, and presses again when it means it."""

from __future__ import annotations

from itertools import accumulate

import pytest

from kerne_widgets.room import press
from kerne_widgets.room.press import Press


@pytest.mark.parametrize(
    ("waits_s", "times"),
    [
        ((0.1,), 1),
        ((0.5,), 1),
        ((1.0, 1.0), 3),
        ((0.66, *[0.03] * 90), 1),  # a key that is held down
        ((0.2, 1.0, 0.2), 2),
        ((0.6, 0.6, 0.6, 0.6), 3),  # calmly, again and again
    ],
)
def test_a_double_click_and_a_key_that_is_held_down_are_one_press(monkeypatch, waits_s, times):
    done = []
    key = Press(lambda: done.append(1))
    for at in accumulate(waits_s, initial=10.0):
        monkeypatch.setattr(press.time, "monotonic", lambda at=at: at)
        key()
    assert len(done) == times


def test_a_press_that_has_waited_while_the_last_was_acted_on_is_no_other(monkeypatch):
    done = []

    def slow():
        done.append(1)
        monkeypatch.setattr(press.time, "monotonic", lambda: 15.0)

    key = Press(slow)
    key()
    key()
    assert len(done) == 1
