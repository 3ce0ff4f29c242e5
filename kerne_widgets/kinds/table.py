"""A table that the room fills: each entry is a few short fields side by side, such as a fine word and what is done.

An entry is a text with one field a line, in the order of the prompt's columns. The first must be filled; of the others
any may wait, for what is missing tells too. So an entry is moderated, counted and voted on as a card is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem
from ..messages import date as in_words
from ..model import Column, Prompt
from . import date
from .written import check_text

NAME = "table"
ITEMISED = True
SPREAD = False
COUNTED = False
READS = ("value_text",)
FIELDS = frozenset({"columns", "hints", "max_items"})
REQUIRED = frozenset({"columns"})
NUMBERS = None

FIELD_MAX = 300
BETWEEN = " – "


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with one entry: what is wrong first."""
    problems = check_text(value)
    if problems:
        return problems
    fields = value.split("\n")
    if len(fields) > len(prompt.columns):
        return [Problem("kinds.fields_many", question=prompt.text, lines=len(fields), limit=len(prompt.columns))]
    if not fields[0].strip():
        return [Problem("kinds.first_field", question=prompt.text, column=prompt.columns[0].text)]
    return [problem for column, field in zip(prompt.columns, fields, strict=False) for problem in _wrong(field, column)]


def _wrong(field: str, column: Column) -> list[Problem]:
    if len(field) > FIELD_MAX:
        return [Problem("kinds.field_long", column=column.text, length=len(field), limit=FIELD_MAX)]
    if column.kind == date.NAME and field.strip():
        return date.check(field.strip(), Prompt("", date.NAME, column.text, "", "", future=True))
    return []


def entry(fields: Sequence[str]) -> str:
    """Fields as an entry; ``""`` when nothing is written in any of them."""
    written = [" ".join(field.split()) for field in fields]
    return "\n".join(written).rstrip("\n")


def fields_of(value: str, prompt: Prompt) -> list[str]:
    """The fields of an entry, one for each column, ``""`` where nothing is written.

    Whatever else a facilitator or another content folder has made of it: lines past the last column are part of that.
    """
    lines = [line.strip() for line in value.split("\n")]
    last = len(prompt.columns) - 1
    first = [*lines[:last], *[""] * (last - len(lines))]
    return [*first, " ".join(line for line in lines[last:] if line)]


def line(value: str) -> str:
    """An entry on one line, as later questions name it."""
    return BETWEEN.join(field.strip() for field in value.split("\n") if field.strip())


def said(field: str, column: Column, lang: str) -> str:
    """A field as people read it: a day in words."""
    day = date.first_day(field) if column.kind == date.NAME else None
    return in_words(day, lang) if day and field == day.isoformat() else field


def read(value: str, prompt: Prompt, lang: str) -> list[str]:
    """The fields of an entry as people read them, ``""`` where nothing is written."""
    pairs = zip(fields_of(value, prompt), prompt.columns, strict=True)
    return [said(field, column, lang) for field, column in pairs]


def rows(value: str, prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_text``: the fields, one a line; ``item_text``: the same on one line."""
    return [{"value_text": value, "item_text": line(value)}]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The entry; a sheet may bring other line breaks."""
    return rows[0]["value_text"].replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
