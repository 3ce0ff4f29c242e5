"""A prompt as inputs of a form: what they are called, what they hold, and what is meant by what comes back."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..messages import number
from ..model import Prompt
from ..workshop import Item

# more tasks than this make a page that neither a thumb nor a poor network likes
TASKS_PER_PAGE = 8
HOURS = "--hours"


# a radio button: its place, what it sends, what it is called, and for the ends of a scale what they mean
Choice = tuple[int, str, str, str]


@dataclass(frozen=True)
class Field:
    """One answer as inputs.

    ``name`` is what the first input is called, ``holds`` what its inputs hold, as a browser sends it back: one
    text, and for a placement a ring and hours. ``text`` is the item's.
    """

    prompt: Prompt
    name: str
    holds: tuple[str, ...]
    item_id: str = ""
    text: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What the inputs are called."""
        return (self.name, self.name + HOURS)[: len(self.holds)]

    @property
    def mark(self) -> str:
        """A short checksum of what the inputs hold."""
        return checksum(self.holds)


def name_of(prompt_id: str, item_id: str = "") -> str:
    """What the input of an answer is called."""
    return f"{prompt_id}--{item_id}" if item_id else prompt_id


def fields_of(prompt: Prompt, given: Mapping[str, Any], items: Sequence[Item], lang: str) -> list[Field]:
    """The fields of a prompt: one, or one per item. Cards have one, for the next card.

    Parameters
    ----------
    prompt
        The question.
    given
        The answers that stand, by item.
    items
        What an itemised prompt is answered about.
    lang
        Language in which numbers are written.
    """
    if prompt.kind == "cards":
        return [Field(prompt, prompt.prompt_id, ("",))]
    if prompt.kind in ("sort", "placement"):
        return [
            Field(
                prompt,
                name_of(prompt.prompt_id, item.item_id),
                held(prompt, given.get(item.item_id), lang),
                item.item_id,
                item.text,
            )
            for item in items
        ]
    return [Field(prompt, prompt.prompt_id, held(prompt, given.get(""), lang))]


def choices_of(prompt: Prompt, lang: str) -> list[Choice]:
    """The radio buttons of each field of a prompt; none for kinds that are written."""
    if prompt.kind == "scale":
        ends = {1: prompt.low(lang), prompt.steps: prompt.high(lang)}
        return [(step - 1, str(step), str(step), ends.get(step, "")) for step in range(1, prompt.steps + 1)]
    if prompt.kind == "placement":
        return [(place, str(place), ring(lang), "") for place, ring in enumerate(prompt.rings)]
    return [(place, option.key, option.text(lang), "") for place, option in enumerate(prompt.options)]


def held(prompt: Prompt, value: Any, lang: str) -> tuple[str, ...]:
    """What the inputs hold for a value."""
    if prompt.kind == "placement":
        placement = value or {"centrality": "", "hours_week": None}
        hours = placement.get("hours_week")
        return str(placement["centrality"]), "" if hours is None else number(hours, lang, 1)
    written = "" if value is None else str(value)
    if prompt.kind == "short_text":
        # a one-line input drops line breaks, so that what comes back would else look changed
        return (written.replace("\r", "").replace("\n", ""),)
    return (plain_lines(written),)


def meant(prompt: Prompt, typed: tuple[str, ...], lang: str) -> Any:
    """The value that what was typed stands for; the kind says whether it is allowed.

    Nothing, or blanks alone, withdraws the answer.
    """
    first = typed[0]
    if prompt.kind == "placement":
        if not first and not typed[1].strip():
            return None
        return {"centrality": as_step(first), "hours_week": as_hours(typed[1], lang)}
    if not first.strip():
        return None
    if prompt.kind == "scale":
        return as_step(first)
    if prompt.kind == "cards":
        return " ".join(first.split()) if len(first) < 1_000 else first
    return first


def as_step(typed: str) -> int | str:
    """A whole number from a radio button; anything else is left for the kind to refuse."""
    return int(typed) if typed.isdecimal() and len(typed) < 4 else typed


def as_hours(typed: str, lang: str) -> float | int | str | None:
    """Hours as people write them, with a comma in Danish; what is no number is left for the kind to refuse."""
    plain = typed.strip()
    if not plain:
        return None
    try:
        hours = float(plain.replace(",", ".") if lang == "da" else plain)
    except ValueError:
        return plain
    return int(hours) if hours.is_integer() else hours


def plain_lines(written: str) -> str:
    """Text with the line breaks of the store; browsers send others."""
    return written.replace("\r\n", "\n").replace("\r", "\n")


def checksum(parts: Sequence[str]) -> str:
    """A short checksum of texts."""
    return f"{zlib.crc32(chr(0).join(parts).encode('utf-8', 'replace')):08x}"
