"""The picture of each prompt and of the whole: a workshop's frames, drawn by the charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import charts, item_pictures, kinds, ladders, measures, step_pictures
from .frames import as_given, by_person, of_the_room
from .gathering import is_moderated
from .item_pictures import about_standing
from .kinds import table
from .kinds.date import first_day
from .messages import text
from .model import Exercise, Prompt
from .result_pictures import plot_result, result_views
from .subgroup_pictures import parted_view, plot_subgroups, prompts_parted, read_view
from .views import LENSES, QUADRANT, parts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .workshop import Workshop


def plot_priorities(workshop: Workshop, round_number: int | None = None, **options: Any) -> Figure:
    """The bullseye of all tasks in use, as they were placed in a round; default the newest in which any were."""
    n = workshop.count_people(set(workshop.placements(round_number)["participant_id"]))
    asked = workshop.model.task_placements
    rings = [ring(workshop.lang) for ring in asked[0].rings] if asked else None
    priorities = workshop.priorities(round_number)
    return charts.plot_bullseye(priorities, n_participants=n, rings=rings, **_options(workshop, options))


def plot_quadrant(workshop: Workshop, **options: Any) -> Figure:
    """Centrality against hours."""
    return charts.plot_quadrant(workshop.priorities(), **_options(workshop, options))


def views(exercise: Exercise, round_number: int = 1) -> list[str]:
    """The pictures an exercise has: a prompt id each, the quadrant beside a placement, and what it leads to."""
    found = []
    for prompt in exercise.prompts:
        found.append(prompt.prompt_id)
        if prompt.kind == "placement" and prompt.is_about_tasks:
            found.append(QUADRANT)
    results = result_views(exercise, round_number)
    # what is asked through lenses is asked to be compared: the gaps come before the single answers
    first = [view for view in results if parts(view)[0] == LENSES]
    return first + found + [view for view in results if view not in first]


def shown_view(workshop: Workshop, exercise: Exercise) -> str:
    """The picture the facilitator has chosen for the big screen, else the exercise's first."""
    there_are = views(exercise, workshop.round_number)
    by, chosen = read_view(workshop.room.shown.get(exercise.exercise_id, ""))
    if chosen not in there_are:
        return there_are[0]
    asked = prompts_parted(workshop.model, exercise, chosen) if by else ()
    may_be_shown = any(by in workshop.subgroups(prompt) for prompt in asked)
    return parted_view(by, chosen) if may_be_shown else chosen


def plot_view(workshop: Workshop, view: str, **options: Any) -> Figure:
    """One of the pictures in ``views``."""
    if view == QUADRANT:
        return plot_quadrant(workshop, **options)
    by, parted = read_view(view)
    if by:
        with charts.drawn_on(few=workshop.people_min):
            return plot_subgroups(workshop, parted, by, options)
    return plot_result(workshop, view, **options) or plot_prompt(workshop, view, **options)


def plot_prompt(
    workshop: Workshop,
    prompt_id: str,
    round_number: int | None = None,
    *,
    answers: pd.DataFrame | None = None,
    **options: Any,
) -> Figure:
    """The picture of one prompt, as its kind is drawn, with the answers of this round or of one that is named.

    ``answers`` is the frame of answers where many pictures are drawn of the same one.
    """
    prompt = workshop.model.prompt(prompt_id)
    options = {"title": prompt.text(workshop.lang), **options}
    if prompt.kind == "placement" and prompt.is_about_tasks:
        return plot_priorities(workshop, round_number, **options)
    answers = as_given(workshop) if answers is None else answers
    number = round_number or workshop.round_number
    with charts.drawn_on(few=workshop.people_min):
        return _plot_answers(workshop, prompt, number, answers, options)


def _plot_answers(
    workshop: Workshop, prompt: Prompt, number: int, answers: pd.DataFrame, options: dict[str, Any]
) -> Figure:
    if prompt.whole_room:
        return _plot_of_the_room(workshop, prompt, number, options)
    if is_moderated(prompt):
        return _plot_written(workshop, prompt, number, options)
    asked = (answers["prompt_id"] == prompt.prompt_id) & (answers["round"] == number)
    given = about_standing(workshop, prompt, answers[asked])
    if kinds.is_counted(prompt):
        given = by_person(workshop, given)
    return _DRAWN[prompt.kind](workshop, prompt, given, options)


def _options(workshop: Workshop, options: dict[str, Any]) -> dict[str, Any]:
    return {"lang": workshop.lang, **options}


def _plot_of_the_room(workshop: Workshop, prompt: Prompt, number: int, options: dict[str, Any]) -> Figure:
    """What is released of a question that belongs to the whole room."""
    release = workshop.release(prompt, number)
    if not release.answers:
        return charts.plot_withheld(
            release.n_answered, waits_for_last=release.waits_for_last, **_options(workshop, options)
        )
    note = ""
    if release.n_shown != release.n_answered:
        shown, answered = release.n_shown, release.n_answered
        few = workshop.people_min
        note = text("charts.released", workshop.lang, shown=shown, answered=answered, few=few)
    with charts.drawn_on(note=note):
        return _DRAWN[prompt.kind](workshop, prompt, of_the_room(workshop, prompt, number), options)


def _plot_written(workshop: Workshop, prompt: Prompt, number: int, options: dict[str, Any]) -> Figure:
    """What is written, as the facilitator has put it in order."""
    shown = [card for card in workshop.card_list(prompt.prompt_id, number) if not card.hidden]
    rows = [{"text": card.text, "n": card.n, "heading": card.heading} for card in shown]
    frame = pd.DataFrame(rows, columns=["text", "n", "heading"])
    if prompt.kind == "table":
        return _plot_entries(workshop, prompt, frame, options)
    if prompt.kind == "cards":
        return charts.plot_cards(frame, **_options(workshop, options))
    silent = _silent(workshop, prompt, number)
    told: dict[str, Any] = {"counts": list(frame["n"]), "headings": list(frame["heading"]), "n_silent": silent}
    return charts.plot_texts(list(frame["text"]), **told, **_options(workshop, options))


def _silent(workshop: Workshop, prompt: Prompt, number: int) -> int:
    """How many people have answered another question of the exercise, but not this one: a missing “why” tells too."""
    beside = {other.prompt_id for other in workshop.model.exercise(prompt.exercise_id).prompts}
    given = [answer for answer in workshop.answers_of_all_rounds() if answer.round_number == number]
    here = {answer.participant_id for answer in given if answer.prompt_id == prompt.prompt_id}
    return workshop.count_people({answer.participant_id for answer in given if answer.prompt_id in beside} - here)


def _texts(workshop: Workshop, _: Prompt, answers: pd.DataFrame, options: dict[str, Any]) -> Figure:
    return charts.plot_texts(list(answers["value_text"]), **_options(workshop, options))


def _cards(workshop: Workshop, _: Prompt, answers: pd.DataFrame, options: dict[str, Any]) -> Figure:
    counted = answers["value_text"].value_counts()
    return charts.plot_cards(pd.DataFrame({"text": counted.index, "n": counted}), **_options(workshop, options))


def _table(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: dict[str, Any]) -> Figure:
    counted = answers["value_text"].value_counts()
    frame = pd.DataFrame({"text": counted.index, "n": counted, "heading": ""})
    return _plot_entries(workshop, prompt, frame, options)


def _plot_entries(workshop: Workshop, prompt: Prompt, frame: pd.DataFrame, options: dict[str, Any]) -> Figure:
    lang = workshop.lang
    heads = [charts.Head(column.text(lang), column.missing(lang)) for column in prompt.columns]
    fields = [table.read(entry, prompt, lang) for entry in frame["text"]]
    entries = pd.DataFrame({"fields": fields, "n": frame["n"].to_numpy(), "heading": frame["heading"].to_numpy()})
    return charts.plot_table(entries, heads, **_options(workshop, options))


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


def _ladder(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: dict[str, Any]) -> Figure:
    climbed = kinds.of(prompt).value(answers.to_dict("records"), prompt)
    # a task that nobody has asked what is for has no way to the core task either; before anyone has, none has
    tasks = [task.text for task in workshop.task_list()] if climbed else []
    graph = ladders.build(climbed, tasks)
    nodes = pd.DataFrame(map(asdict, graph.nodes), columns=["key", "text", "is_start", "reaches"])
    edges = pd.DataFrame(map(asdict, graph.edges), columns=["start", "end", "n"])
    n = answers["participant_id"].nunique()
    return charts.plot_ladder(nodes, edges, n_participants=n, **_options(workshop, options))


def _date(workshop: Workshop, _: Prompt, answers: pd.DataFrame, options: dict[str, Any]) -> Figure:
    days = [day for value in answers["value_text"] if (day := first_day(value))]
    today = dt.datetime.now(dt.UTC).astimezone().date()
    return charts.plot_timeline(days, today, **_options(workshop, options))


_DRAWN: dict[str, Callable[[Workshop, Prompt, pd.DataFrame, dict[str, Any]], Figure]] = {
    "short_text": _texts,
    "long_text": _texts,
    "cards": _cards,
    "table": _table,
    "scale": _scale,
    "choice": _choice,
    "sort": _sort,
    "placement": step_pictures.plot_roles,
    "gap": step_pictures.plot_gap,
    "quadrant": step_pictures.plot_field,
    "circles": step_pictures.plot_circles,
    "ladder": _ladder,
    "date": _date,
    "ranking": item_pictures.plot_ranking,
    "points": item_pictures.plot_points,
    "pairs": item_pictures.plot_pairs,
    "pair_scale": item_pictures.plot_pair_scale,
}
