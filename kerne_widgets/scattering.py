"""How the example's answers in steps, on dates and on ladders fall around what its script says of a prompt."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .kinds import gap, quadrant
from .kinds.placement import CENTRALITY_MAX
from .model import Prompt

WIDTH = 0.8  # how far answers fall from the middle of the room, in steps

Table = Mapping[str, Any]
Scattered = tuple[str, Any]


def scatter(prompt: Prompt, item_ids: Sequence[str], spread: Table, dice: random.Random) -> Iterator[Scattered]:
    """One person's values by item, around ``middles``: one per item, or for gaps and fields two.

    Parameters
    ----------
    prompt
        What is answered.
    item_ids
        Its items in order; ``""`` where it has none.
    spread
        ``middles``; ``width`` of the fall; ``rising`` where nobody wants less than there is.
    dice
        The person's own.
    """
    for item_id, middle in zip(item_ids, spread["middles"], strict=False):
        middles = middle if isinstance(middle, list) else [middle]
        low, high = (0, CENTRALITY_MAX) if prompt.kind == "placement" else (1, prompt.steps)
        width = spread.get("width", WIDTH)
        steps = [min(high, max(low, round(dice.gauss(own, width)))) for own in middles]
        if spread.get("rising"):
            steps = sorted(steps)
        yield item_id, _value(prompt, steps)


def _value(prompt: Prompt, steps: Sequence[int]) -> Any:
    if prompt.kind == "placement":
        return {"centrality": steps[0], "hours_week": None}
    if len(steps) == 1:
        return steps[0]
    keys = quadrant.PARTS if prompt.kind == "quadrant" else gap.PARTS
    return dict(zip(keys, steps, strict=True))


def days_from(today: dt.date, days: Sequence[int], prompt: Prompt) -> list[str]:
    """Dates so many days ago, or ahead where the prompt asks for what is to come."""
    way = 1 if prompt.future else -1
    return [(today + dt.timedelta(days=way * apart)).isoformat() for apart in days]


def dated(entry: str, today: dt.date) -> str:
    """An entry of a table with its days: ``+5`` on a line of its own is the day five days from now."""
    return re.sub(r"^\+(\d+)$", lambda found: f"{today + dt.timedelta(days=int(found[1]))}", entry, flags=re.MULTILINE)


def ladders_of(ladders: Sequence[Table], people: Sequence[str], lang: str) -> dict[str, list[dict[str, Any]]]:
    """Ladders dealt to people in turn."""
    dealt: dict[str, list[dict[str, Any]]] = {}
    for at, ladder in enumerate(ladders):
        start, *rungs = ladder[lang]
        value = {"start": start, "rungs": rungs, "reached": ladder.get("reached", True)}
        dealt.setdefault(people[at % len(people)], []).append(value)
    return dealt
