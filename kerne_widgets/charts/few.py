"""Few: how a chart says and shows that fewer have answered than a picture can be trusted with."""

from __future__ import annotations

from typing import Any

from ..messages import text

FEW = 5  # below this many answers marks are hollow, and nothing is said of agreement


def say_people(n: int, lang: str) -> str:
    """How many people have answered, and whether they are few."""
    return _say("people", n, lang)


def say_answers(n: int, lang: str) -> str:
    """How many answers there are, and whether they are few."""
    return _say("answers_shown", n, lang)


def filling(n: int, colour: str) -> dict[str, Any]:
    """The look of a bar that stands for the answers of ``n`` people: hollow while they are few."""
    return {"fill": "paper", "edge": "mute", "dashed": True, "line_width": 2.5} if n < FEW else {"fill": colour}


def _say(key: str, n: int, lang: str) -> str:
    if not n:
        return text("charts.no_answers", lang)
    said = text(f"charts.{key}", lang, n=n)
    return f"{said} · {text('charts.too_few', lang)}" if n < FEW else said
