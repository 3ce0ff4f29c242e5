"""A day or a month: ``2026-03-14`` or ``2026-03``. One that is still to come only where the prompt asks for it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ..errors import Problem
from ..messages import date as in_words
from ..model import Prompt

NAME = "date"
ITEMISED = False
SPREAD = False
COUNTED = True
READS = ("value_text",)
FIELDS = frozenset({"future", "gathers"})
REQUIRED: frozenset[str] = frozenset()
NUMBERS = None

YEARS = (1900, 2100)
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)


def check(value: Any, prompt: Prompt) -> list[Problem]:
    """Problems with a value that should be a day or a month."""
    day = first_day(value)
    if day is None:
        return [Problem("kinds.not_a_date", question=prompt.text, value=repr(value)[:40])]
    if not YEARS[0] <= day.year <= YEARS[1]:
        words = {"question": prompt.text, "value": partial(in_words, day)}
        return [Problem("kinds.date_far", **words, first=YEARS[0], last=YEARS[1])]
    if not prompt.future and day > _latest_today():
        return [Problem("kinds.date_future", question=prompt.text, value=partial(in_words, day))]
    return []


def first_day(value: Any) -> dt.date | None:
    """The day, or the first of the month; None for what is neither."""
    found = _ISO.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _latest_today() -> dt.date:
    # a phone may be a day ahead of the machine that keeps the answers
    return dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)


def rows(value: str, prompt: Prompt, lang: str) -> list[dict[str, Any]]:
    """``value_text``: the day or the month."""
    return [{"value_text": value}]


def value(rows: Sequence[Mapping[str, Any]], prompt: Prompt) -> Any:
    """The day or the month, with blanks around it forgiven."""
    return rows[0]["value_text"].strip()
