"""A prompt as inputs of a form: what they are called, what they hold, and what is meant by what comes back."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .. import kinds
from ..items import Item
from ..kinds import gap, quadrant
from ..kinds.date import first_day
from ..kinds.placement import as_hours
from ..kinds.table import entry
from ..messages import number, text
from ..model import Prompt
from .composed import PAIRED, SPREAD, Choice, numbers_held, numbers_meant, pair_choices, pairs_asked

# more tasks than this make a page that neither a thumb nor a poor network likes
TASKS_PER_PAGE = 8
# what the inputs of an answer with several are called after its name
INPUTS = {"placement": ("", "--hours"), "gap": ("--now", "--wanted"), "quadrant": ("--x", "--y")}
BOARDS = ("placement", "quadrant")
STEPPED = {"gap": gap.PARTS, "quadrant": quadrant.PARTS}


@dataclass(frozen=True)
class Field:
    """One answer as inputs.

    ``names`` are what the inputs are called, ``holds`` what they hold, as a browser sends it back: one text, for a
    placement a ring and hours, for a gap or a field two steps, for an order or points an empty one and then a number
    for each of ``items``. ``text`` is the item's. ``choices`` are radio buttons of its own, where not all fields of the
    prompt have the same.
    """

    prompt: Prompt
    names: tuple[str, ...]
    holds: tuple[str, ...]
    item_id: str = ""
    text: str = ""
    items: tuple[Item, ...] = ()
    choices: tuple[Choice, ...] = ()

    @property
    def name(self) -> str:
        """What the first input is called."""
        return self.names[0]

    @property
    def mark(self) -> str:
        """A short checksum of what the inputs hold."""
        return self.mark_of(self.holds)

    def mark_of(self, held: Sequence[str]) -> str:
        """A short checksum of what the inputs could hold, whatever order they stand in."""
        filled = sorted((name, part) for name, part in zip(self.names, held, strict=True) if part)
        return checksum([part for pair in filled for part in pair])


def name_of(prompt_id: str, item_id: str = "") -> str:
    """What the input of an answer is called."""
    return f"{prompt_id}--{item_id}" if item_id else prompt_id


def fields_of(
    prompt: Prompt, given: Mapping[str, Any], items: Sequence[Item], participant_id: str, lang: str
) -> list[Field]:
    """The fields of a prompt: one, or one per item. Cards have one, for the next card.

    Parameters
    ----------
    prompt
        The question.
    given
        The answers that stand, by item.
    items
        What an itemised prompt is answered about.
    participant_id
        Whose fields.
    lang
        Language in which numbers are written.
    """
    if prompt.kind == "table":
        # the next entry, with an input for each of its fields
        names = tuple(name_of(prompt.prompt_id, column.key) for column in prompt.columns)
        return [Field(prompt, names, ("",) * len(names))]
    if prompt.kind in ("cards", "ladder"):
        return [Field(prompt, (prompt.prompt_id,), ("",))]
    if prompt.is_one_star:
        return [_one_star(prompt, given.get("") or {}, items)] if items else []
    if prompt.kind in SPREAD:
        return [_spread(prompt, given.get(""), items)] if items else []
    if prompt.kind in PAIRED:
        return _paired(prompt, given, items, participant_id, lang)
    if kinds.is_itemised(prompt):
        return [
            Field(
                prompt,
                names_of(prompt, item.item_id),
                held(prompt, given.get(item.item_id), lang),
                item.item_id,
                item.text,
            )
            for item in items
        ]
    return [Field(prompt, names_of(prompt), held(prompt, given.get(""), lang))]


def _one_star(prompt: Prompt, value: Mapping[str, int], items: Sequence[Item]) -> Field:
    """One field with a radio button for each item, of which one is chosen."""
    choices = tuple((place, item.item_id, item.text, "") for place, item in enumerate(items))
    chosen = next((item.item_id for item in items if item.item_id in value), "")
    return Field(prompt, (prompt.prompt_id,), (chosen,), choices=choices)


def _spread(prompt: Prompt, value: Any, items: Sequence[Item]) -> Field:
    """One field with a number for each item; its first input is empty, and says that the field was there."""
    held_by = numbers_held(prompt, value, items)
    names = [name_of(prompt.prompt_id, item_id) for item_id in held_by]
    by_id = {item.item_id: item for item in items}
    return Field(
        prompt, (prompt.prompt_id, *names), ("", *held_by.values()), items=tuple(by_id[item_id] for item_id in held_by)
    )


def _paired(
    prompt: Prompt, given: Mapping[str, Any], items: Sequence[Item], participant_id: str, lang: str
) -> list[Field]:
    names = {item.item_id: item.text for item in items}
    return [
        Field(
            prompt,
            (name_of(prompt.prompt_id, pair.pair_id),),
            held(prompt, given.get(pair.pair_id), lang),
            pair.pair_id,
            text("page.pairs_of", lang, one=names[pair.first], other=names[pair.second]),
            choices=pair_choices(prompt, pair, names, lang),
        )
        for pair in pairs_asked(prompt, given, items, participant_id)
    ]


def names_of(prompt: Prompt, item_id: str = "") -> tuple[str, ...]:
    """What the inputs of an answer are called."""
    name = name_of(prompt.prompt_id, item_id)
    return tuple(name + ending for ending in INPUTS.get(prompt.kind, ("",)))


def is_parted(prompt: Prompt) -> bool:
    """Whether its fields are the tasks, of which there may be more than a page holds."""
    return prompt.kind in BOARDS and prompt.is_about_tasks


def choices_of(prompt: Prompt, lang: str) -> list[Choice]:
    """The radio buttons of each field of a prompt; none for kinds that are written."""
    if prompt.kind == "quadrant":
        return [(step - 1, str(step), str(step), "") for step in range(1, prompt.steps + 1)]
    if prompt.kind in ("scale", "gap", "circles"):
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
    if prompt.kind in STEPPED:
        return tuple(str((value or {}).get(part, "")) for part in STEPPED[prompt.kind])
    if prompt.kind == "date":
        day = first_day(value)  # a calendar shows a month by its first day
        return (day.isoformat() if day else "",)
    written = "" if value is None else str(value)
    if prompt.kind == "short_text":
        # a one-line input drops line breaks, so that what comes back would else look changed
        return (written.replace("\r", "").replace("\n", ""),)
    return (plain_lines(written),)


def meant(f: Field, typed: tuple[str, ...]) -> Any:
    """The value that what was typed into a field stands for; the kind says whether it is allowed.

    Nothing, or blanks alone, withdraws the answer.

    Raises
    ------
    AnswerError
        It stands for nothing, such as an order in which two have the same place.
    """
    prompt, first = f.prompt, typed[0]
    if prompt.is_one_star:
        return {first: 1} if first else None
    if prompt.kind in SPREAD:
        return numbers_meant(prompt, dict(zip((item.item_id for item in f.items), typed[1:], strict=True)))
    if prompt.kind == "placement":
        if not first and not typed[1].strip():
            return None
        return {"centrality": as_step(first), "hours_week": as_hours(typed[1])}
    if prompt.kind in STEPPED:
        steps = zip(STEPPED[prompt.kind], typed, strict=True)
        return {part: as_step(step) for part, step in steps if step} or None
    if prompt.kind == "table":
        return entry(typed) or None
    if not first.strip():
        return None
    if prompt.kind in ("scale", "pair_scale", "circles"):
        return as_step(first)
    if prompt.kind == "cards":
        return " ".join(first.split()) if len(first) < 1_000 else first
    return first


def as_step(typed: str) -> int | str:
    """A whole number from a radio button; anything else is left for the kind to refuse."""
    return int(typed) if typed.isdecimal() and len(typed) < 4 else typed


def plain_lines(written: str) -> str:
    """Text with the line breaks of the store; browsers send others."""
    return written.replace("\r\n", "\n").replace("\r", "\n")


def checksum(parts: Sequence[str]) -> str:
    """A short checksum of texts."""
    return f"{zlib.crc32(chr(0).join(parts).encode('utf-8', 'replace')):08x}"
