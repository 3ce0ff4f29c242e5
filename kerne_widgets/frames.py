"""Tidy frames of a workshop: long, typed, the same columns and dtypes when it is empty.

``COLUMNS`` is the data dictionary: ``{frame: {column: (dtype, unit, meaning)}}``.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import anonymity, kinds, measures
from .answers import Answer
from .dictionary import COLUMNS, typed
from .gathering import is_moderated
from .kinds.pairing import items_of
from .kinds.placement import CENTRALITY_MAX
from .messages import text
from .model import Verdicts

if TYPE_CHECKING:
    from .workshop import Workshop

__all__ = ["COLUMNS", "answers", "cards", "participants", "placements", "priorities", "tasks"]


def answers(workshop: Workshop) -> pd.DataFrame:
    """Every answer that stands, one row per participant, prompt and item; a ranking has as many rows as items.

    Returns
    -------
    DataFrame
        Columns in ``COLUMNS["answers"]``: of every round, in the order the answers were first given. Last come those
        to whole-room prompts: without participant, instant or order, and none while fewer than five have answered.

    Warns
    -----
    UserWarning
        Answers are left out that belong to another content folder than the workshop is opened with. They stay in the
        store; open it with that folder: ``open_workshop(code, content="FOLDER")``.
    """
    known = {prompt.prompt_id: prompt for prompt in workshop.model.prompts_with_votes}
    n_people = {person.participant_id: person.n_people for person in workshop.participant_list()}
    lang = workshop.lang
    # many prompts may be about one source, and each source is read once
    texts: dict[tuple[str, str], dict[str, str]] = {}
    rows: list[dict[str, Any]] = []
    of_the_room: list[dict[str, Any]] = []
    left_out: Counter[str] = Counter()
    for answer in workshop.answers_of_all_rounds():
        prompt = known.get(answer.prompt_id)
        if prompt is None or kinds.check(answer.value, prompt):
            left_out[answer.prompt_id] += 1
            continue  # asked, or allowed, by another content folder; the event stays in the store
        source = (prompt.items_from, "" if prompt.items_from else prompt.prompt_id)
        if source not in texts:
            texts[source] = workshop.item_texts(prompt)
        shared = {
            "workshop": workshop.code,
            "participant_id": answer.participant_id,
            "dimension_id": prompt.dimension_id,
            "exercise_id": prompt.exercise_id,
            "prompt_id": prompt.prompt_id,
            "kind": prompt.kind,
            "round": answer.round_number,
            "answered_at": answer.at,
            "n_people": n_people.get(answer.participant_id, 1),
        }
        for part in kinds.of(prompt).rows(answer.value, prompt, lang):
            item_id = part.get("item_id", answer.item_id)
            row = {"item_id": item_id, "item_text": _wording(texts[source], item_id), **shared, **part}
            (of_the_room if prompt.whole_room else rows).append(row)
    if left_out:
        prompts = ", ".join(sorted(left_out))
        warnings.warn(text("errors.answers_left_out", lang, n=left_out.total(), prompts=prompts), stacklevel=3)
    return typed("answers", rows + anonymity.of_the_room(of_the_room))


def _wording(texts: Mapping[str, str], item_id: str) -> str | None:
    """The wording of an item, or of the two items of a pair."""
    return " – ".join(texts[part] for part in items_of(item_id) if part in texts) or None


def cards(workshop: Workshop) -> pd.DataFrame:
    """What people have written, each with the card that stands for it now. Columns in ``COLUMNS["cards"]``.

    Every card and text of every round, also hidden ones: nothing that anyone wrote is left out.
    """
    asked = [prompt for prompt in workshop.model.prompts if is_moderated(prompt)]
    rows = (
        {
            "participant_id": answer.participant_id,
            "prompt_id": prompt.prompt_id,
            "item_id": answer.item_id,
            "round": number,
            "written": answer.value,
            "card_id": part.card_id,
            "state": "hidden" if card.hidden else "shown" if part.card_id == card.card_id else "merged",
            "stands_as": card.card_id,
            "text": card.text,
            "heading": card.heading,
            "n_written": card.n,
        }
        for prompt in asked
        for number in range(1, workshop.round_number + 1)
        for card in workshop.card_list(prompt.prompt_id, number)
        for part in card.parts
        for answer in part.answers
    )
    return typed("cards", rows)


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

    A participant who placed two tasks before they were merged counts once, with the newest placement.
    """
    room = workshop.room
    placing = {prompt.prompt_id: prompt for prompt in workshop.model.task_placements}
    newest: dict[tuple[str, str], Answer] = {}
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
                newest[answer.participant_id, task.task_id] = answer
    rows = (
        {
            "participant_id": participant_id,
            "task_id": task_id,
            "task": room.tasks[task_id].text,
            "round": answer.round_number,
            "centrality": answer.value["centrality"],
            "hours_week": answer.value.get("hours_week"),
            "placed_at": answer.at,
        }
        for (participant_id, task_id), answer in newest.items()
    )
    return typed("placements", rows)


def priorities(workshop: Workshop, round_number: int | None = None) -> pd.DataFrame:
    """What the room says of each task in use. Columns in ``COLUMNS["priorities"]``, by number.

    Of one round, as :func:`placements` chooses it.

    The verdict follows ``model.verdicts``; ``measures.agreement`` says how agreement is found.
    """
    placed = dict(list(by_person(workshop, placements(workshop, round_number)).groupby("task_id")))
    verdicts = workshop.model.verdicts
    none = typed("placements", ())
    rows = (
        {"task_id": task.task_id, "number": task.number, "task": task.text}
        | _priority(placed.get(task.task_id, none), verdicts)
        for task in workshop.task_list()
    )
    return typed("priorities", rows)


def by_person(workshop: Workshop, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of participants, once for each of the people behind them: an answer given by four counts four times.

    The second of them is called as the first, with ``/2`` behind, and so on.
    """
    people = {person.participant_id: person.n_people for person in workshop.participant_list() if person.n_people > 1}
    if not people:
        return rows
    shared = rows["participant_id"].map(people).fillna(1).astype(int)
    each = rows.loc[rows.index.repeat(shared)]
    place = each.groupby(level=0).cumcount() + 1
    ids = each["participant_id"]
    return each.assign(participant_id=ids.where(place == 1, ids + "/" + place.astype(str))).reset_index(drop=True)


def participants(workshop: Workshop) -> pd.DataFrame:
    """Who is in the room, by random id. Columns in ``COLUMNS["participants"]``.

    A role or group that fewer than five share is left out: it could point at a person.
    """
    rows = [
        {
            "participant_id": p.participant_id,
            "role": p.role,
            "group": p.group,
            "n_people": p.n_people,
            "on_behalf": p.on_behalf,
            "joined_at": p.joined_at,
        }
        for p in workshop.participant_list()
    ]
    frame = typed("participants", rows)
    for column in ("role", "group"):
        shared = frame[column].map(frame[column].value_counts())
        frame[column] = frame[column].where(shared >= anonymity.PEOPLE_MIN, "")
    return frame


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
    return {
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


def _verdict(n: int, median: float, agreement_low: float, verdicts: Verdicts) -> str:
    if n < verdicts.answers_min:
        return "too_few"
    if agreement_low >= verdicts.agreement_min:
        if median <= verdicts.core_max:
            return "core"
        if median >= verdicts.periphery_min:
            return "periphery"
    return "disputed"
