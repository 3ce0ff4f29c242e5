"""Picks: what a robot makes of several items, as the text that the page's own widgets write."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from .link import State

FAVOURITES = 4
SHARES = 10


def pick(state: State, dice: Random, say: Callable[[], str]) -> str:
    """An order, points, answers to pairs or a ladder; ``""`` when there is nothing to make it of.

    Parameters
    ----------
    state
        What the widget shows.
    dice
        Decide.
    say
        Gives a text.
    """
    if "starts" in state:
        return _ladder(state, dice, say)
    item_ids = [item["id"] for item in state["items"]]
    dice.shuffle(item_ids)
    if state["mode"] == "ranking":
        return ",".join(item_ids[:FAVOURITES])
    if state["mode"] == "points":
        return _entries(_points(item_ids, state["options"]))
    steps = state["options"].get("steps")
    return _entries(
        {
            name: dice.randint(1, steps) if steps else dice.choice((one, other, "equal"))
            for name, one, other in state["options"]["pairs"]
        }
    )


def _ladder(state: State, dice: Random, say: Callable[[], str]) -> str:
    length = state["options"]["length"]
    start = dice.choice(state["starts"] or [say()])
    rungs = {" ".join(say().split())[:length].strip().casefold() for _ in range(2)} - {start.casefold()}
    return json.dumps([{"start": start[:length], "rungs": sorted(rungs), "reached": True}], ensure_ascii=False)


def _points(item_ids: list[str], options: dict[str, Any]) -> dict[str, int]:
    budget, most = options["budget"], options["most"]
    part = min(most, max(1, budget // SHARES))
    return dict.fromkeys(item_ids[: max(1, min(FAVOURITES, budget // part))], part)


def _entries(entries: dict[str, Any]) -> str:
    return ",".join(f"{name}={value}" for name, value in entries.items())
