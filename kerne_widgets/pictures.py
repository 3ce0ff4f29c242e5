"""The picture of each prompt and of the whole: a workshop's frames, drawn by the charts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import charts, measures
from .model import Exercise, Prompt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .workshop import Workshop


def plot_priorities(workshop: Workshop, **options: Any) -> Figure:
    """The bullseye of all tasks in use."""
    n = workshop.placements()["participant_id"].nunique()
    asked = workshop.model.prompts_of_kind("placement")
    rings = [ring(workshop.lang) for ring in asked[0].rings] if asked else None
    return charts.plot_bullseye(workshop.priorities(), n_participants=n, rings=rings, **_options(workshop, options))


def plot_quadrant(workshop: Workshop, **options: Any) -> Figure:
    """Centrality against hours."""
    return charts.plot_quadrant(workshop.priorities(), **_options(workshop, options))


QUADRANT = "quadrant"


def views(exercise: Exercise) -> list[str]:
    """The pictures an exercise has: a prompt id each, and the quadrant beside a placement."""
    found = []
    for prompt in exercise.prompts:
        found.append(prompt.prompt_id)
        if prompt.kind == "placement":
            found.append(QUADRANT)
    return found


def shown_view(workshop: Workshop, exercise: Exercise) -> str:
    """The picture the facilitator has chosen for the big screen, else the exercise's first."""
    chosen = workshop.room.shown.get(exercise.exercise_id)
    return chosen if chosen in views(exercise) else views(exercise)[0]


def plot_view(workshop: Workshop, view: str, **options: Any) -> Figure:
    """One of the pictures in ``views``."""
    if view == QUADRANT:
        return plot_quadrant(workshop, **options)
    return plot_prompt(workshop, view, **options)


def plot_prompt(workshop: Workshop, prompt_id: str, **options: Any) -> Figure:
    """The picture of one prompt, as its kind is drawn."""
    prompt = workshop.model.prompt(prompt_id)
    options = {"title": prompt.text(workshop.lang), **options}
    answers = workshop.answers()
    return _DRAWN[prompt.kind](workshop, prompt, answers[answers["prompt_id"] == prompt_id], options)


def _options(workshop: Workshop, options: dict[str, Any]) -> dict[str, Any]:
    return {"lang": workshop.lang, **options}


def _texts(workshop: Workshop, _: Prompt, answers: pd.DataFrame, options: dict[str, Any]) -> Figure:
    return charts.plot_texts(list(answers["value_text"]), **_options(workshop, options))


def _cards(workshop: Workshop, _: Prompt, answers: pd.DataFrame, options: dict[str, Any]) -> Figure:
    return charts.plot_cards(count_cards(answers), **_options(workshop, options))


def _scale(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: dict[str, Any]) -> Figure:
    counts = [int((answers["value_number"] == step).sum()) for step in range(1, prompt.steps + 1)]
    lang = workshop.lang
    return charts.plot_distribution(
        counts,
        prompt.low(lang),
        prompt.high(lang),
        agreement=measures.agreement(counts),
        **_options(workshop, options),
    )


def _choice(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: dict[str, Any]) -> Figure:
    counts = {option.text(workshop.lang): int((answers["value_text"] == option.key).sum()) for option in prompt.options}
    return charts.plot_choice(list(counts), list(counts.values()), **_options(workshop, options))


def _sort(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: dict[str, Any]) -> Figure:
    first, second = prompt.options
    rows = [
        {
            "item": item.text,
            "n_first": int(((answers["item_id"] == item.item_id) & (answers["value_text"] == first.key)).sum()),
            "n_second": int(((answers["item_id"] == item.item_id) & (answers["value_text"] == second.key)).sum()),
        }
        for item in workshop.items(prompt)
    ]
    frame = pd.DataFrame(rows, columns=["item", "n_first", "n_second"])
    lang = workshop.lang
    return charts.plot_sort(frame, first.text(lang), second.text(lang), **_options(workshop, options))


def _placement(workshop: Workshop, _: Prompt, __: pd.DataFrame, options: dict[str, Any]) -> Figure:
    return plot_priorities(workshop, **options)


_DRAWN: dict[str, Callable[[Workshop, Prompt, pd.DataFrame, dict[str, Any]], Figure]] = {
    "short_text": _texts,
    "long_text": _texts,
    "cards": _cards,
    "scale": _scale,
    "choice": _choice,
    "sort": _sort,
    "placement": _placement,
}


def count_cards(answers: pd.DataFrame) -> pd.DataFrame:
    """Cards with the same wording counted as one: ``text`` as first written, ``n`` cards, most frequent first."""
    plain = answers["value_text"].str.casefold().str.split().str.join(" ").str.rstrip(".!")
    counted = answers.groupby(plain, sort=False)["value_text"].agg(text="first", n="size")
    return counted.sort_values("n", ascending=False, kind="stable").reset_index(drop=True)
