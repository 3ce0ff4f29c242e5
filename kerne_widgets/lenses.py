"""Lenses: one thing asked about as it is decided, as it is done, and as it is experienced, and the gaps between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from . import anonymity, measures
from .dictionary import typed
from .frames import by_person
from .model import LENSES, Exercise, Prompt
from .subgroups import Subgroup

if TYPE_CHECKING:
    import pandas as pd

    from .workshop import Workshop


def lenses(workshop: Workshop, round_number: int | None = None) -> pd.DataFrame:
    """What the room says through each lens, in the order of the exercises.

    A gap is the mean difference in the persons who answered through both lenses, this one and the one before it:
    below zero, something is lost on the way.

    Parameters
    ----------
    workshop
        What is read.
    round_number
        Default: of each exercise the newest round in which it was answered.

    Returns
    -------
    DataFrame
        Columns in ``dictionary.COLUMNS["lenses"]``; empty when nothing has been answered through a lens.
    """
    answers = by_person(workshop, workshop.answers())
    rows: list[dict[str, Any]] = []
    for exercise in workshop.model.exercises:
        asked = {prompt.lens: prompt for prompt in exercise.prompts if prompt.lens}
        given = answers[answers["prompt_id"].isin([prompt.prompt_id for prompt in asked.values()])]
        if given.empty:
            continue
        given = given[given["round"] == (round_number or given["round"].max())]
        rows += _of_exercise(workshop, exercise, asked, given)
    return typed("lenses", rows)


def lens_groups(workshop: Workshop) -> pd.DataFrame:
    """What each role and each group says through each lens, and how far that is from the whole room.

    Only what the facilitator has seen by subgroup in this round, as it was then, and as far as it may be shown; the
    rest of the room is one subgroup, too. It counts people, like every picture by subgroup.

    Returns
    -------
    DataFrame
        Columns in ``dictionary.COLUMNS["lens_groups"]``.
    """
    rows = []
    for prompt in (prompt for prompt in workshop.model.prompts if prompt.lens):
        for by, seen in workshop.subgroups(prompt).items():
            groups = seen.items.get("", ())
            whole = _mean(groups)
            rows += [
                {
                    "dimension_id": prompt.dimension_id,
                    "dimension": workshop.model.dimension(prompt.dimension_id).title(workshop.lang),
                    "exercise_id": prompt.exercise_id,
                    "prompt_id": prompt.prompt_id,
                    "lens": prompt.lens,
                    "question": prompt.text(workshop.lang),
                    "round": workshop.round_number,
                    "by": by,
                    "subgroup": group.name,
                    "seen_at": seen.at,
                    "steps": prompt.steps,
                    "n": group.n,
                    "mean": _mean([group]),
                    "mean_all": whole,
                    "gap": _mean([group]) - whole,
                }
                for group in groups
            ]
    return typed("lens_groups", rows)


def _mean(groups: Sequence[Subgroup]) -> float:
    """The mean of all that some subgroups have said."""
    people = sum(group.n for group in groups)
    return sum(step * n for group in groups for step, n in group.counts.items()) / people if people else 0.0


def _of_exercise(
    workshop: Workshop, exercise: Exercise, asked: dict[str, Prompt], given: pd.DataFrame
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    before: pd.DataFrame | None = None
    for lens in (lens for lens in LENSES if lens in asked):
        prompt = asked[lens]
        own = given[given["prompt_id"] == prompt.prompt_id]
        steps = own["value_number"].astype("int64")
        counts = [int((steps == step).sum()) for step in range(1, prompt.steps + 1)]
        row = {
            "dimension_id": exercise.dimension_id,
            "dimension": workshop.model.dimension(exercise.dimension_id).title(workshop.lang),
            "exercise_id": exercise.exercise_id,
            "prompt_id": prompt.prompt_id,
            "lens": lens,
            "question": prompt.text(workshop.lang),
            "round": int(given["round"].max()) if len(given) else None,
            "steps": prompt.steps,
            "n": len(own),
            "median": steps.median() if len(own) else None,
            "mean": steps.mean() if len(own) else None,
            "agreement": measures.agreement(counts) if len(own) else None,
            **(_gap(before, own, workshop.people_min) if before is not None else {}),
        }
        rows.append(anonymity.of_few(row, len(own), workshop.people_min))
        before = own
    return rows


def _gap(before: pd.DataFrame, after: pd.DataFrame, people_min: int) -> dict[str, Any]:
    """From one lens to the next in the same persons; someone who answers for four is four."""
    first, second = (frame.groupby("participant_id")["value_number"].first() for frame in (before, after))
    people = after["participant_id"].value_counts()
    both = [one for one in people.index if one in first.index for _ in range(people[one])]
    found = measures.paired_change(first[both].astype(float), second[both].astype(float), pairs_min=people_min)
    return {"n_pairs": found.n, "gap": found.mean, "gap_low": found.low, "gap_high": found.high}
