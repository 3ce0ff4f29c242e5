"""Frames of what a workshop leads to: what to talk about, a scenario, decisions, and wordings.

Columns are in ``dictionary.COLUMNS``, as those of :mod:`kerne_widgets.frames`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import anonymity, frames, likeness, measures, task_frames
from .dictionary import typed
from .kinds.placement import CENTRALITY_MAX
from .model import CORE_TASK
from .outcome import Served

if TYPE_CHECKING:
    from .answers import Answer
    from .workshop import Workshop


def agenda(workshop: Workshop, round_number: int | None = None) -> pd.DataFrame:
    """What to talk about first: tasks in use, those with most hours in dispute first.

    Tasks that nobody gave hours come after them, the most disagreed about first; tasks that too few have placed
    come last, without a rank.
    """
    placed = frames.by_person(workshop, task_frames.placements(workshop, round_number))
    counts = placed.groupby("task_id")["centrality"].value_counts() if len(placed) else {}
    rows = task_frames.priorities(workshop, round_number).to_dict("records")
    enough = [row for row in rows if row["verdict"] != "too_few"]
    shared = [float(row["agreement"]) for row in enough]
    hours = [float(row["hours_week"]) if pd.notna(row["hours_week"]) else float("nan") for row in enough]
    for row, hours_in_dispute in zip(enough, measures.hours_in_dispute(shared, hours), strict=True):
        row["hours_in_dispute"] = hours_in_dispute
        row |= {f"ring_{ring}": counts.get((row["task_id"], ring), 0) for ring in range(CENTRALITY_MAX + 1)}
    enough.sort(key=lambda row: (pd.isna(row["hours_in_dispute"]), -_or_0(row["hours_in_dispute"]), row["agreement"]))
    few = [row for row in rows if row["verdict"] == "too_few"]
    return typed("agenda", [{**row, "rank": rank} for rank, row in enumerate(enough, 1)] + few)


def links(workshop: Workshop) -> pd.DataFrame:
    """Which effects and target groups each task in use serves, as the room has said."""
    return typed(
        "links",
        (
            {
                "task_id": task.task_id,
                "number": task.number,
                "task": task.text,
                "kind": served.kind,
                "served_id": served.served_id,
                "served": served.text,
            }
            for task in workshop.task_list()
            for served in workshop.serves(task.task_id)
        ),
    )


def scenario(workshop: Workshop) -> pd.DataFrame:
    """Tasks in use, whether the scenario lets them go, and the hours the participants have given for them."""
    placed = frames.by_person(workshop, task_frames.placements(workshop))
    given = placed[placed["hours_week"].notna()]
    people = given["participant_id"].nunique()
    team, n_hours = given.groupby("task_id")["hours_week"].sum(), given.groupby("task_id").size()
    moved_out = set(workshop.moved_out())
    return typed(
        "scenario",
        (
            {
                "task_id": row.task_id,
                "number": row.number,
                "task": row.task,
                "verdict": row.verdict,
                "moved_out": row.task_id in moved_out,
                "n_hours": n_hours.get(row.task_id, 0),
                "hours_team": team.get(row.task_id),
                "hours_person": team[row.task_id] / people if row.task_id in team.index else None,
            }
            for row in task_frames.priorities(workshop).itertuples()
        ),
    )


def support(workshop: Workshop) -> pd.DataFrame:
    """Effects and target groups with the tasks that serve them, now and in the scenario; those that lose most first."""
    moved_out = set(workshop.moved_out())
    found: dict[Served, list[bool]] = {served: [] for served in workshop.served_list()}
    for task in workshop.task_list():
        for served in workshop.serves(task.task_id):
            found.setdefault(served, []).append(task.task_id not in moved_out)
    rows: list[dict[str, Any]] = [
        {
            "kind": served.kind,
            "served_id": served.served_id,
            "served": served.text,
            "n_tasks": len(kept),
            "n_left": sum(kept),
        }
        for served, kept in found.items()
    ]
    rows.sort(key=lambda row: (row["n_tasks"] == row["n_left"], row["n_left"] > 0, not row["n_tasks"]))
    return typed("support", rows)


def actions(workshop: Workshop) -> pd.DataFrame:
    """The action plan: what the room has decided, and after that what participants propose for it."""
    tasks = workshop.room.tasks
    rows: list[dict[str, Any]] = [
        {
            "action_id": decision.action_id,
            "number": number,
            "decision": decision.decision,
            "owner": decision.owner,
            "first_step": decision.first_step,
            **_due(decision.due),
            "sign_of_success": decision.sign,
            "task_id": decision.task_id,
            "task": tasks[decision.task_id].text if decision.task_id in tasks else "",
            "status": decision.status or "decided",
            "status_round": decision.status_round or decision.round_number,
            "round": decision.round_number,
            "decided_at": decision.decided_at,
        }
        for number, decision in enumerate(workshop.decision_list(), 1)
    ]
    rows += [
        {
            "action_id": "",
            "decision": proposal.fields["decision"],
            "owner": proposal.fields.get("owner", ""),
            "first_step": proposal.fields.get("first_step", ""),
            **_due(proposal.fields.get("due", "")),
            "sign_of_success": proposal.fields.get("sign", ""),
            "task_id": "",
            "task": "",
            "status": "proposed",
            "status_round": proposal.round_number,
            "round": proposal.round_number,
            "decided_at": None,
        }
        # by what they say: the order they came in would tell of those who wrote them
        for proposal in sorted(workshop.proposed_decisions(), key=lambda one: list(one.fields.items()))
    ]
    return typed("actions", rows)


def versions(workshop: Workshop, wording_id: str | None = CORE_TASK) -> pd.DataFrame:
    """The versions of a shared wording in order, with how much each changed; with None those of all, one by one."""
    titles = {shared.wording_id: shared.title(workshop.lang) for shared in workshop.model.shared_wordings}
    rows = []
    before: dict[str, str] = {}
    written = [version for version in workshop.outcome.versions if wording_id in (None, version.wording_id)]
    # with own content left out there may be versions of what has no title here: they come last
    places = {known: place for place, known in enumerate(titles)}
    for version in sorted(written, key=lambda version: places.get(version.wording_id, len(places))):
        words = [state for _, state in likeness.changed_words(before.get(version.wording_id, ""), version.text)]
        rows.append(
            {
                "wording_id": version.wording_id,
                "wording": titles.get(version.wording_id, ""),
                "version": version.number,
                "text": version.text,
                "round": version.round_number,
                "written_at": version.written_at,
                "n_new": words.count("new"),
                "n_gone": words.count("gone"),
            }
        )
        before[version.wording_id] = version.text
    return typed("versions", rows)


def wordings(workshop: Workshop, wording_id: str | None = CORE_TASK) -> pd.DataFrame:
    """How alike people's own sentences for a shared wording are, per prompt and round; nothing of few people."""
    of_all = {prompt.prompt_id: prompt.wording for prompt in workshop.model.prompts if prompt.wording}
    asked = [prompt_id for prompt_id, wording in of_all.items() if wording_id in (None, wording)]
    written: dict[tuple[int, int], list[Answer]] = {}
    for answer in workshop.answers_of_all_rounds():
        if answer.prompt_id in asked and isinstance(answer.value, str):
            key = (answer.round_number, asked.index(answer.prompt_id))
            written.setdefault(key, []).append(answer)
    rows = []
    for (number, at), given in sorted(written.items()):
        n = workshop.count_people({answer.participant_id for answer in given})
        row = {
            "wording_id": of_all[asked[at]],
            "prompt_id": asked[at],
            "round": number,
            "n": n,
            "likeness": likeness.alikeness([answer.value for answer in given]),
        }
        rows.append(anonymity.of_few(row, n, workshop.people_min))
    return typed("wordings", rows)


def _due(written: str) -> dict[str, Any]:
    try:
        return {"due": dt.datetime.fromisoformat(written), "due_text": written}
    except ValueError:
        return {"due": None, "due_text": written}


def _or_0(value: Any) -> float:
    return 0.0 if pd.isna(value) else float(value)
