"""A ladder from a task or a goal up to the purpose: each rung says what the one below is for ("for at ...").

The rungs of a room are the edges of a graph that leads upwards, so a ladder may not come back to itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..messages import LANGS, text
from ..model import Prompt
from .written import check_text

NAME = "ladder"
ITEMISED = False
SPREAD = True
COUNTED = False
READS = ("value_text",)
FIELDS = frozenset({"max_items"})
REQUIRED: frozenset[str] = frozenset()
NUMBERS = None

KEYS = {"start", "rungs", "reached"}
LADDERS_MAX = 20
RUNGS_MAX = 8
RUNG_LENGTH_MAX = 160


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with a list of ladders.

    Each is ``{"start": text, "rungs": [text, ...], "reached": whether the top rung leads to the core task}``.
    """
    if not isinstance(value, list) or not value:
        return [Problem("kinds.not_a_ladder", value=repr(value)[:60])]
    most = min(prompt.max_items, LADDERS_MAX)
    if len(value) > most:
        return [Problem("kinds.ladders_many", limit=most)]
    return [problem for ladder in value for problem in check_one(ladder)]


def check_one(ladder: Any) -> list[Problem]:
    """Problems with one ladder: what is wrong first."""
    if (
        not isinstance(ladder, dict)
        or set(ladder) != KEYS
        or not isinstance(ladder["rungs"], list)
        or not isinstance(ladder["reached"], bool)
    ):
        return [Problem("kinds.not_a_ladder", value=repr([ladder])[:60])]
    chain = [ladder["start"], *ladder["rungs"]]
    if len(ladder["rungs"]) > RUNGS_MAX:
        return [Problem("kinds.ladder_long", limit=RUNGS_MAX)]
    problems = [problem for rung in chain for problem in _check_rung(rung)]
    if problems:
        return problems[:1]
    seen: set[str] = set()
    for rung in chain:
        if plain(rung) in seen:
            return [Problem("kinds.ladder_loop", rung=trimmed(rung)[:60])]
        seen.add(plain(rung))
    if ladder["reached"] and not ladder["rungs"]:
        return [Problem("kinds.ladder_short")]
    return []


def _check_rung(rung: Any) -> list[Problem]:
    problems = check_text(rung, RUNG_LENGTH_MAX)
    if not problems and not trimmed(rung):
        problems.append(Problem("kinds.blank_rung"))
    if not problems and rung.splitlines() != [rung]:
        problems.append(Problem("kinds.rung_lines"))
    return problems


def trimmed(rung: str) -> str:
    """A rung without the "for at" that leads to it."""
    words = " ".join(rung.split())
    for lead in (text("kinds.in_order_to", lang) for lang in LANGS):
        if f"{words} ".casefold().startswith(f"{lead} "):
            return words[len(lead) :].strip()
    return words


def plain(rung: str) -> str:
    """A wording without what makes no difference, so that two can be told to be the same rung."""
    return unicodedata.normalize("NFKC", trimmed(rung)).casefold().rstrip(" .!…")


def climbed(ladders: Sequence[Mapping[str, Any]], written: str) -> list[dict[str, Any]]:
    """The ladders with one more rung on the one that is not finished, else with the start of a new one."""
    rung = " ".join(written.split())
    *before, last = [dict(ladder) for ladder in ladders] or [{"reached": True}]
    if last["reached"]:
        kept = [*before, last] if ladders else []
        return [*kept, {"start": rung, "rungs": [], "reached": False}]
    return [*before, {**last, "rungs": [*last["rungs"], trimmed(rung)]}]


def finished(ladders: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The ladders with the last one leading to the core task."""
    *before, last = [dict(ladder) for ladder in ladders]
    return [*before, {**last, "reached": True}]


def stands(ladders: Sequence[Mapping[str, Any]], written: str) -> bool:
    """Whether the last ladder has a rung, or its start, with that wording."""
    return any(plain(rung) == plain(written) for ladder in ladders[-1:] for rung in (ladder["start"], *ladder["rungs"]))


def without(ladders: Sequence[Mapping[str, Any]], number: int) -> list[dict[str, Any]]:
    """The ladders but one, by number from 0."""
    return [dict(ladder) for at, ladder in enumerate(ladders) if at != number]


def rows(value: list[dict[str, Any]], prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """One row per ladder, by number from 1.

    ``item_text``: the start; ``value_text``: start and rungs, one a line; ``value_number``: 1 when it leads to the core
    task, else 0.
    """
    return [
        {
            "item_id": str(number),
            "item_text": ladder["start"],
            "value_text": "\n".join([ladder["start"], *ladder["rungs"]]),
            "value_number": float(ladder["reached"]),
        }
        for number, ladder in enumerate(value, 1)
    ]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The ladders, in the order of the rows; one without a number does not lead to the core task."""
    found = []
    for row in rows:
        start, *rungs = row["value_text"].splitlines() or [""]
        found.append({"start": start, "rungs": rungs, "reached": row["value_number"] == 1})
    return found
