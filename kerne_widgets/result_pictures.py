"""Pictures of what a workshop leads to: what to talk about, the scenario, the plan, and wordings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import charts, likeness
from .deciding import ACTION_FIELDS
from .lens_pictures import plot_lenses
from .messages import text
from .model import CORE_TASK, Exercise
from .round_pictures import likeness_told, plot_change, plot_course, plot_moves, round_views
from .views import ACTIONS, AGENDA, CHANGE, COURSE, LENSES, MOVES, SCENARIO, VERSIONS, WHOLE, parts, view_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .workshop import Workshop


def result_views(exercise: Exercise, round_number: int = 1) -> list[str]:
    """The views an exercise has beside those of its prompts."""
    gathers = {prompt.gathers for prompt in exercise.prompts}
    found = []
    if any(prompt.lens for prompt in exercise.prompts):
        found.append(view_of(LENSES, exercise.exercise_id))
    if any(prompt.kind == "placement" and prompt.is_about_tasks for prompt in exercise.prompts):
        found += [AGENDA, SCENARIO]
    if gathers & set(ACTION_FIELDS):
        found.append(ACTIONS)
    wordings = wordings_of(exercise)
    found += map(versions_view, wordings)
    if CORE_TASK in wordings:
        found.append(WHOLE)
    return found + round_views(exercise, round_number)


def wordings_of(exercise: Exercise) -> list[str]:
    """Ids of the shared wordings that an exercise gathers sentences for, in the order they are asked about."""
    return list(dict.fromkeys(prompt.wording for prompt in exercise.prompts if prompt.wording))


def versions_view(wording_id: str) -> str:
    """The view of the versions of a shared wording."""
    return VERSIONS if wording_id == CORE_TASK else view_of(VERSIONS, wording_id)


def plot_result(workshop: Workshop, view: str, **options: Any) -> Figure | None:
    """One of those views; None for any other."""
    name, about = parts(view)
    draw = _DRAWN.get(name)
    if draw is None:
        return None
    with charts.drawn_on(few=workshop.people_min):
        return draw(workshop, about, {"lang": workshop.lang, **options})


def _agenda(workshop: Workshop, _: str, options: dict[str, Any]) -> Figure:
    asked = workshop.model.task_placements
    rings = [ring(workshop.lang) for ring in asked[0].rings] if asked else None
    with charts.drawn_on(few=max(workshop.model.verdicts.answers_min, workshop.people_min)):
        return charts.plot_agenda(workshop.agenda(), rings=rings, **options)


def _scenario(workshop: Workshop, _: str, options: dict[str, Any]) -> Figure:
    placed = workshop.placements()
    n = workshop.count_people(set(placed.loc[placed["hours_week"].notna(), "participant_id"]))
    return charts.plot_scenario(workshop.scenario(), workshop.support(), n_participants=n, **options)


def _actions(workshop: Workshop, _: str, options: dict[str, Any]) -> Figure:
    return charts.plot_actions(workshop.actions(), **options)


def _versions(workshop: Workshop, about: str, options: dict[str, Any]) -> Figure:
    wording_id = about or CORE_TASK
    frame = workshop.versions(wording_id)
    texts = list(frame["text"])
    changes = [likeness.changed_words(before, after) for before, after in zip(["", *texts], texts, strict=False)]
    wording = workshop.model.shared_wording(wording_id).title(workshop.lang)
    title = text("charts.versions_title_of", workshop.lang, wording=wording)
    told = likeness_told(workshop, wording_id)
    return charts.plot_versions(frame, changes, **{"title": title, **options}, likeness=told)


def _whole(workshop: Workshop, _: str, options: dict[str, Any]) -> Figure:
    model, lang = workshop.model, workshop.lang
    phases = {phase.phase_id: phase.title(lang) for phase in model.phases}
    rows = []
    for dimension in model.dimensions:
        if dimension.shown_by:
            cards = [card for card in workshop.card_list(dimension.shown_by) if not card.hidden]
            chosen = {item.item_id for item in workshop.most_starred(dimension.shown_by)}
            cards.sort(key=lambda card: (card.card_id not in chosen, -card.n))
            said = [(card.text, card.n, card.card_id in chosen) for card in cards] or [("", 0, False)]
            rows += [(dimension.title(lang), phases[dimension.phase_id], *one) for one in said]
    parts = pd.DataFrame(rows, columns=["dimension", "phase", "text", "n", "is_chosen"])
    versions = workshop.version_list()
    return charts.plot_whole(versions[-1].text if versions else "", parts, **options)


_DRAWN: dict[str, Callable[[Workshop, str, dict[str, Any]], Figure]] = {
    AGENDA: _agenda,
    SCENARIO: _scenario,
    ACTIONS: _actions,
    VERSIONS: _versions,
    WHOLE: _whole,
    CHANGE: plot_change,
    MOVES: plot_moves,
    COURSE: plot_course,
    LENSES: plot_lenses,
}
