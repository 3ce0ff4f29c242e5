"""Pictures of what a workshop leads to: what to talk about, the scenario, the plan, wordings, and what has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import charts, likeness
from .deciding import ACTION_FIELDS
from .messages import number, text
from .model import Exercise, Prompt, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .workshop import Workshop

AGENDA, SCENARIO, ACTIONS, VERSIONS, CHANGE = "agenda", "scenario", "actions", "versions", "change"
WHOLE = "whole"
LENSES = "lenses"
# a view of what has changed on the scales of one exercise: "change:pulse"
OF = ":"


def result_views(exercise: Exercise, round_number: int = 1) -> list[str]:
    """The views an exercise has beside those of its prompts."""
    gathers = {prompt.gathers for prompt in exercise.prompts}
    found = []
    if any(prompt.lens for prompt in exercise.prompts):
        found.append(f"{LENSES}{OF}{exercise.exercise_id}")
    if any(prompt.kind == "placement" and prompt.is_about_tasks for prompt in exercise.prompts):
        found += [AGENDA, SCENARIO]
    if gathers & set(ACTION_FIELDS):
        found.append(ACTIONS)
    if "wording" in gathers:
        found += [VERSIONS, WHOLE]
    scales = [prompt for prompt in exercise.prompts if prompt.kind == "scale" and not prompt.whole_room]
    if any(prompt.repeats for prompt in scales) or (scales and round_number > 1):
        found.append(f"{CHANGE}{OF}{exercise.exercise_id}")
    return found


def plot_result(workshop: Workshop, view: str, **options: Any) -> Figure | None:
    """One of those views; None for any other."""
    name, _, about = view.partition(OF)
    draw = _DRAWN.get(name)
    return draw(workshop, about, {"lang": workshop.lang, **options}) if draw else None


def _agenda(workshop: Workshop, _: str, options: dict[str, Any]) -> Figure:
    asked = [prompt for prompt in workshop.model.prompts_of_kind("placement") if prompt.is_about_tasks]
    rings = [ring(workshop.lang) for ring in asked[0].rings] if asked else None
    return charts.plot_agenda(workshop.agenda(), rings=rings, **options)


def _scenario(workshop: Workshop, _: str, options: dict[str, Any]) -> Figure:
    placed = workshop.placements()
    n = workshop.count_people(set(placed.loc[placed["hours_week"].notna(), "participant_id"]))
    return charts.plot_scenario(workshop.scenario(), workshop.support(), n_participants=n, **options)


def _actions(workshop: Workshop, _: str, options: dict[str, Any]) -> Figure:
    return charts.plot_actions(workshop.actions(), **options)


def _versions(workshop: Workshop, _: str, options: dict[str, Any]) -> Figure:
    frame = workshop.versions()
    texts = list(frame["text"])
    changes = [likeness.changed_words(before, after) for before, after in zip(["", *texts], texts, strict=False)]
    return charts.plot_versions(frame, changes, likeness=likeness_told(workshop), **options)


def _whole(workshop: Workshop, _: str, options: dict[str, Any]) -> Figure:
    model, lang = workshop.model, workshop.lang
    phases = {phase.phase_id: phase.title(lang) for phase in model.phases}
    rows = []
    for dimension in model.dimensions:
        if dimension.shown_by:
            cards = [card for card in workshop.card_list(dimension.shown_by) if not card.hidden]
            said = [(card.text, card.n) for card in sorted(cards, key=lambda card: -card.n)] or [("", 0)]
            rows += [(dimension.title(lang), phases[dimension.phase_id], words, n) for words, n in said]
    parts = pd.DataFrame(rows, columns=["dimension", "phase", "text", "n"])
    versions = workshop.version_list()
    return charts.plot_whole(versions[-1].text if versions else "", parts, **options)


def _change(workshop: Workshop, exercise_id: str, options: dict[str, Any]) -> Figure:
    exercise = workshop.model.exercise(exercise_id)
    asked = [prompt.prompt_id for prompt in exercise.prompts]
    frame = workshop.change()
    frame = frame[frame["prompt_id"].isin(asked)]
    # of each question the newest comparison: with the round before, else with the question it repeats
    newest = frame.sort_values(["round_after", "round_before"]).drop_duplicates("prompt_id", keep="first")
    if len(frame) and workshop.round_number > 1:
        newest = frame[frame["round_after"] > frame["round_before"]].drop_duplicates("prompt_id", keep="last")
        newest = newest if len(newest) else frame.drop_duplicates("prompt_id", keep="last")
    told = likeness_told(workshop) if any(prompt.gathers == "wording" for prompt in exercise.prompts) else ""
    return charts.plot_change(newest, likeness=told, **options)


def _lenses(workshop: Workshop, exercise_id: str, options: dict[str, Any]) -> Figure:
    """Every exercise that is answered on the same scale as this one is, so that the dimensions can be compared."""
    model, lang = workshop.model, workshop.lang
    scale = next(prompt for prompt in model.exercise(exercise_id).prompts if prompt.lens)
    alike = [p.prompt_id for p in model.prompts if p.lens and _scale_of(p) == _scale_of(scale)]
    frame = workshop.lenses()
    frame = frame[frame["prompt_id"].isin(alike)]
    several = frame.groupby("dimension_id")["exercise_id"].transform("nunique") > 1
    titles = frame["exercise_id"].map(lambda one: model.exercise(one).title(lang))
    frame = frame.assign(dimension=frame["dimension"].where(~several, titles))
    return charts.plot_lenses(frame, scale.low(lang), scale.high(lang), steps=scale.steps, **options)


def _scale_of(prompt: Prompt) -> tuple[Text, Text, int]:
    return prompt.low, prompt.high, prompt.steps


def likeness_told(workshop: Workshop) -> str:
    """How alike people word the core task, from the first time they were asked to the newest; "" when too few have."""
    known = workshop.wordings().dropna(subset=["likeness"])
    if known.empty:
        return ""
    lang = workshop.lang
    steps = " → ".join(number(100 * value, lang) for value in known["likeness"])
    return text("charts.likeness", lang, steps=steps)


_DRAWN: dict[str, Callable[[Workshop, str, dict[str, Any]], Figure]] = {
    AGENDA: _agenda,
    SCENARIO: _scenario,
    ACTIONS: _actions,
    VERSIONS: _versions,
    WHOLE: _whole,
    CHANGE: _change,
    LENSES: _lenses,
}
