"""Tidy frames of the work tasks: which there are, where each person places them, and what the room says of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import anonymity, kinds, measures
from .dictionary import typed
from .frames import by_person, nobodys_times
from .kinds.placement import CENTRALITY_MAX
from .model import Verdicts

if TYPE_CHECKING:
    from .answers import Answer
    from .workshop import Workshop


def tasks(workshop: Workshop) -> pd.DataFrame:
    """Every work task, hidden and merged ones too. Columns in ``COLUMNS["tasks"]``, by number."""
    rows = (
        {
            "task_id": task.task_id,
            "number": task.number,
            "task": task.text,
            "n_sources": task.n_sources,
            "hidden": task.hidden,
            "merged_into": task.merged_into,
            "created_at": task.created_at,
        }
        for task in workshop.room.tasks.values()
    )
    return typed("tasks", rows)


def placements(workshop: Workshop, round_number: int | None = None) -> pd.DataFrame:
    """Where each participant placed each task in use. Columns in ``COLUMNS["placements"]``.

    Of one round; when none is named, the newest in which tasks were placed: what was placed stands until a follow-up
    places it anew.

    A participant who placed two tasks before they were merged counts once, with the newest placement. The order is that
    of the tasks and the random ids.
    """
    room = workshop.room
    numbers = {task.task_id: task.number for task in room.tasks.values()}
    placing = {prompt.prompt_id: prompt for prompt in workshop.model.task_placements}
    newest: dict[tuple[str, str], Answer] = {}  # by task and participant
    placed = [
        answer
        for answer in workshop.answers_of_all_rounds()
        if answer.prompt_id in placing and not kinds.check(answer.value, placing[answer.prompt_id])
    ]
    last = max((answer.round_number for answer in placed), default=1)
    for answer in sorted(placed, key=lambda answer: answer.seq):
        if answer.round_number == (round_number or last):
            task = room.survivor(answer.item_id)
            if task and task.in_use:
                newest[task.task_id, answer.participant_id] = answer
    times = nobodys_times(workshop, placed)
    rows = (
        {
            "participant_id": participant_id,
            "task_id": task_id,
            "task": room.tasks[task_id].text,
            "round": answer.round_number,
            "centrality": answer.value["centrality"],
            "hours_week": answer.value.get("hours_week"),
            "placed_at": times[answer.prompt_id, answer.round_number],
        }
        for (task_id, participant_id), answer in sorted(newest.items(), key=lambda one: (numbers[one[0][0]], one[0][1]))
    )
    return typed("placements", rows)


def priorities(workshop: Workshop, round_number: int | None = None) -> pd.DataFrame:
    """What the room says of each task in use. Columns in ``COLUMNS["priorities"]``, by number.

    Of one round, as :func:`placements` chooses it.

    The verdict follows ``model.verdicts``; ``measures.agreement`` says how agreement is found.
    """
    placed = dict(list(by_person(workshop, placements(workshop, round_number)).groupby("task_id")))
    verdicts = workshop.model.verdicts
    verdicts = replace(verdicts, answers_min=max(verdicts.answers_min, workshop.people_min))
    none = typed("placements", ())
    rows = (
        {"task_id": task.task_id, "number": task.number, "task": task.text}
        | _priority(placed.get(task.task_id, none), verdicts)
        for task in workshop.task_list()
    )
    return typed("priorities", rows)


def _priority(placed: pd.DataFrame, verdicts: Verdicts) -> dict[str, Any]:
    n = len(placed)
    if n == 0:
        return {"n": 0, "verdict": "too_few", "freed_hours": 0.0}
    centrality = placed["centrality"].astype("int64")
    counts = tuple(int((centrality == ring).sum()) for ring in range(CENTRALITY_MAX + 1))
    low, high = measures.agreement_interval(counts)
    median = float(centrality.median())
    verdict = _verdict(n, median, low, verdicts)
    hours = placed["hours_week"].median()
    row = {
        "n": n,
        "median_centrality": median,
        "spread_low": float(centrality.quantile(0.25)),
        "spread_high": float(centrality.quantile(0.75)),
        "agreement": measures.agreement(counts),
        "agreement_low": low,
        "agreement_high": high,
        "verdict": verdict,
        "hours_week": hours,
        "freed_hours": hours if verdict == "periphery" and pd.notna(hours) else 0.0,
    }
    return anonymity.of_few(row, n, verdicts.answers_min)


def _verdict(n: int, median: float, agreement_low: float, verdicts: Verdicts) -> str:
    if n < verdicts.answers_min:
        return "too_few"
    if agreement_low >= verdicts.agreement_min:
        if median <= verdicts.core_max:
            return "core"
        if median >= verdicts.periphery_min:
            return "periphery"
    return "disputed"
