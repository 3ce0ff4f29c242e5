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
ITEMISED = True
SPREAD = False
READS = ("value_text",)
FIELDS = frozenset({"max_items"})
REQUIRED: frozenset[str] = frozenset()

KEYS = {"start", "rungs", "reached"}
RUNGS_MAX = 8
RUNG_LENGTH_MAX = 160


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with ``{"start": text, "rungs": [text, ...], "reached": whether the top is the core task}``."""
    if (
        not isinstance(value, dict)
        or set(value) != KEYS
        or not isinstance(value["rungs"], list)
        or not isinstance(value["reached"], bool)
    ):
        return [Problem("kinds.not_a_ladder", value=repr(value)[:60])]
    chain = [value["start"], *value["rungs"]]
    if len(value["rungs"]) > RUNGS_MAX:
        return [Problem("kinds.ladder_long", limit=RUNGS_MAX)]
    problems = [problem for rung in chain for problem in _check_rung(rung)]
    if problems:
        return problems[:1]
    seen: set[str] = set()
    for rung in chain:
        if plain(rung) in seen:
            return [Problem("kinds.ladder_loop", rung=trimmed(rung)[:60])]
        seen.add(plain(rung))
    if value["reached"] and not value["rungs"]:
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
        if words.casefold().startswith(f"{lead} "):
            return words[len(lead) :].strip()
    return words


def plain(rung: str) -> str:
    """A wording without what makes no difference, so that two can be told to be the same rung."""
    return unicodedata.normalize("NFKC", trimmed(rung)).casefold().rstrip(" .!…")


def rows(value: dict[str, Any], prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_text``: start and rungs, one a line; ``value_number``: 1 when the top is the core task, else 0."""
    return [
        {
            "item_text": value["start"],
            "value_text": "\n".join([value["start"], *value["rungs"]]),
            "value_number": float(value["reached"]),
        }
    ]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The ladder; one without a number has not reached the core task."""
    start, *rungs = rows[0]["value_text"].splitlines() or [""]
    return {"start": start, "rungs": rungs, "reached": rows[0]["value_number"] == 1}
