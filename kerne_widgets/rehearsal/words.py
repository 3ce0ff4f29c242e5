"""What robots say: the answers of the example workshop, which are content."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from ..places import shipped

EXAMPLE = "example.toml"
DAYS_ON = re.compile(r"^\+(\d+)$", re.MULTILINE)  # in a table, a line that is a day so many days from now


@cache
def _written() -> dict[str, Any]:
    with (shipped("data") / EXAMPLE).open("rb") as source:
        found: dict[str, Any] = tomllib.load(source)
    return found


@cache
def said_about(prompt_id: str, lang: str) -> tuple[str, ...]:
    """Texts that the example has for a question; where it has none, those of one line that it has for all others.

    A text of several lines is an entry of a table, and fits no other; of one line it fits them all.
    """
    answers = _written()["answers"]
    texts = [text[lang] for text in answers.get(prompt_id, {}).get("texts", ())]
    if not texts:
        others = (text[lang] for answer in answers.values() for text in answer.get("texts", ()))
        texts = [text for text in others if "\n" not in text]
    return tuple(texts)


@cache
def tasks(lang: str) -> tuple[str, ...]:
    """Work tasks that the example's team has."""
    return tuple(task["text"][lang] for task in _written()["tasks"])


def _day(found: re.Match[str]) -> str:
    return str(dt.datetime.now(dt.UTC).date() + dt.timedelta(days=int(found[1])))


class Voice:
    """What one robot says, always the same for the same seed and number."""

    def __init__(self, seed: int, number: int) -> None:
        self.dice = Random(f"{seed} {number}")  # noqa: S311  # a rehearsal is to be the same each time

    def text(self, prompt_id: str, lang: str) -> str:
        """A text."""
        return self.dice.choice(said_about(prompt_id, lang))

    def cards(self, prompt_id: str, lang: str, about_tasks: bool) -> Iterator[str]:
        """A few different cards."""
        texts = tasks(lang) if about_tasks else said_about(prompt_id, lang)
        for card in self.dice.sample(texts, min(self.dice.randint(2, 4), len(texts))):
            yield DAYS_ON.sub(_day, card)
