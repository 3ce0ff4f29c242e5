"""Few: how a chart says and shows that fewer have answered than a picture can be trusted with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..messages import text
from .terms import terms


def is_few(n: float) -> bool:
    """Whether answers are too few for a picture to be trusted: marks are hollow, nothing is said of agreement."""
    return n < terms().few


def say_people(n: int, lang: str) -> str:
    """How many people have answered, and whether they are few."""
    return _say("people", n, lang)


def say_answers(n: int, lang: str) -> str:
    """How many answers there are, and whether they are few."""
    return _say("answers_shown", n, lang)


def say_few_pairs(pairs: int, lang: str) -> str:
    """That too few have answered both times, and how many it takes."""
    return text("charts.few_pairs", lang, pairs=pairs, few=terms().few)


def filling(n: int, colour: str) -> dict[str, Any]:
    """The look of a bar that stands for the answers of ``n`` people: hollow while they are few."""
    return {"fill": "paper", "edge": "mute", "dashed": True, "line_width": 2.5} if is_few(n) else {"fill": colour}


def hollow(counts: Iterable[int]) -> frozenset[int]:
    """The places at which there are answers, but few."""
    return frozenset(at for at, n in enumerate(counts) if n and is_few(n))


def _say(key: str, n: int, lang: str) -> str:
    if not n:
        return text("charts.no_answers", lang)
    said = text(f"charts.{key}", lang, n=n)
    return f"{said} · {text('charts.too_few', lang)}" if is_few(n) else said
