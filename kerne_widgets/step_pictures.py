"""Pictures of what is answered in steps: fields, gaps, circles and the distance of roles; frames in, charts out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from . import charts
from .model import CORNERS, Axis, Prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

    from .workshop import Workshop

Options = dict[str, Any]


def plot_gap(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: Options) -> Figure:
    """Now and wanted of each item, the longest way first; only of those who gave both."""
    lang = workshop.lang
    both = answers.dropna(subset=["value_number", "value_second"])
    rows = [
        {"item": name, "n": len(own), "now": own["value_number"].mean(), "wanted": own["value_second"].mean()}
        for name, own in _by_item(workshop, prompt, both)
    ]
    frame = pd.DataFrame(rows, columns=["item", "n", "now", "wanted"])
    words = (prompt.low(lang), prompt.high(lang), prompt.now(lang), prompt.wanted(lang))
    return charts.plot_gap(frame, *words, steps=prompt.steps, lang=lang, **options)


def plot_field(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: Options) -> Figure:
    """Where people stand in a field, or where its items do; only of those who gave both steps."""
    lang = workshop.lang
    placed = answers.dropna(subset=["value_number", "value_second"])
    plan = charts.Plan(
        x=_ends(prompt.x, lang),
        y=_ends(prompt.y, lang),
        corners=[corner(lang) for corner in prompt.corners],
        zone=CORNERS.index(prompt.zone) if prompt.zone else None,
        steps=prompt.steps,
    )
    if not prompt.items and not prompt.items_from:
        people = placed.rename(columns={"value_number": "x", "value_second": "y"})[["x", "y"]]
        return charts.plot_field(people, plan, lang=lang, **options)
    rows = [
        {"number": number, "item": name, "n": len(own)}
        | _middle("x", own["value_number"])
        | _middle("y", own["value_second"])
        for number, (name, own) in enumerate(_by_item(workshop, prompt, placed), start=1)
    ]
    columns = ["number", "item", "n", "x", "x_low", "x_high", "y", "y_low", "y_high"]
    return charts.plot_field_items(pd.DataFrame(rows, columns=columns), plan, lang=lang, **options)


def plot_circles(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: Options) -> Figure:
    """Circles around one another, and how the answers to each divide."""
    lang = workshop.lang
    steps = range(1, prompt.steps + 1)
    rows = [
        {"item": name, "counts": [int((own["value_number"] == step).sum()) for step in steps]}
        for name, own in _by_item(workshop, prompt, answers)
    ]
    frame = pd.DataFrame(rows, columns=["item", "counts"])
    return charts.plot_circles(frame, prompt.low(lang), prompt.high(lang), lang=lang, **options)


def plot_roles(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: Options) -> Figure:
    """How far from the core each item is placed."""
    lang = workshop.lang
    rows = [
        {"item": name, "n": len(own)} | _middle("median", own["value_number"])
        for name, own in _by_item(workshop, prompt, answers)
    ]
    frame = pd.DataFrame(rows, columns=["item", "n", "median", "median_low", "median_high"])
    frame = frame.rename(columns={"median_low": "low", "median_high": "high"})
    n = answers["participant_id"].nunique()
    return charts.plot_roles(frame, [ring(lang) for ring in prompt.rings], lang=lang, n_participants=n, **options)


def _by_item(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The answers to each item, by its name; a prompt without items is one thing without a name."""
    if not prompt.items and not prompt.items_from:
        yield "", answers
        return
    for item in workshop.items(prompt):
        yield item.text, answers[answers["item_id"] == item.item_id]


def _ends(axis: Axis, lang: str) -> charts.Ends:
    return charts.Ends(axis.name(lang), axis.low(lang), axis.high(lang))


def _middle(name: str, values: pd.Series) -> dict[str, float]:
    """Median and quartiles; zeros where nobody has answered."""
    if not len(values):
        return {name: 0.0, f"{name}_low": 0.0, f"{name}_high": 0.0}
    told = values.astype("float64")
    return {
        name: float(told.median()),
        f"{name}_low": float(told.quantile(0.25)),
        f"{name}_high": float(told.quantile(0.75)),
    }
