"""The data dictionary: every frame of a workshop with its columns, and frames typed by it.

``COLUMNS`` is ``{frame: {column: (dtype, unit, meaning)}}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

Columns = Mapping[str, tuple[str, str, str]]
INSTANT = "datetime64[us, UTC]"

COLUMNS: dict[str, Columns] = {
    "answers": {
        "workshop": ("string", "", "code of the workshop"),
        "participant_id": ("string", "", "random id of the participant; no name; empty where it is whole-room"),
        "dimension_id": ("string", "", "dimension of the prompt"),
        "exercise_id": ("string", "", "exercise of the prompt"),
        "prompt_id": ("string", "", "what is answered"),
        "kind": ("string", "", "kind of answer"),
        "item_id": ("string", "", "card, task or item answered about; empty when the prompt has one answer"),
        "item_text": ("string", "", "wording of that item"),
        "value_text": ("string", "", "answer in words: text, option key, ring"),
        "value_number": (
            "Float64",
            "",
            "answer as a number: step of a scale, place of an option or in a ranking (1 is first), points, centrality",
        ),
        "value_second": ("Float64", "", "the second of two numbers: step up in a field, step that is wanted"),
        "hours_week": ("Float64", "hours per week", "the participant's own hours on a placed task"),
        "round": ("Int64", "", "round of the workshop, from 1"),
        "answered_at": (
            INSTANT,
            "instant, UTC",
            (
                "minute in which people_min people had answered the question in that round, the same for all of them; "
                "empty while they are fewer, and where it is whole-room"
            ),
        ),
        "n_people": (
            "Int64",
            "people",
            "how many gave it together on one phone, as in participants; none where it is whole-room",
        ),
    },
    "cards": {
        "participant_id": ("string", "", "who wrote it; with prompt_id, item_id and round it names a row of answers"),
        "prompt_id": ("string", "", "question it answers"),
        "item_id": ("string", "", "id of the answer; empty when the question has one answer"),
        "round": ("Int64", "", "round of the workshop, from 1"),
        "written": ("string", "", "as it was written"),
        "card_id": ("string", "", "id of its wording; the item_id of answers to later questions about it"),
        "state": ("string", "", "shown, merged (another wording stands for it) or hidden by the facilitator"),
        "stands_as": ("string", "", "card_id of the card that stands for it, mostly its own"),
        "text": ("string", "", "wording of that card, the facilitator's where it was reworded"),
        "heading": ("string", "", "heading that card stands under; empty when none"),
        "n_written": (
            "Int64",
            "answers",
            "answers that say that card, in all its wordings; one of a shared phone is one",
        ),
    },
    "entries": {
        "participant_id": ("string", "", "who wrote it; with prompt_id, item_id and round it names a row of answers"),
        "prompt_id": ("string", "", "question answered with a table"),
        "item_id": ("string", "", "id of the entry"),
        "round": ("Int64", "", "round of the workshop, from 1"),
        "column": ("string", "", "key of the column, as the content names it"),
        "heading": ("string", "", "the column in words"),
        "text": ("string", "", "what the entry has in it; empty where that is missing"),
        "state": ("string", "", "of the entry: shown, merged or hidden, as in cards"),
    },
    "tasks": {
        "task_id": ("string", "", "id of the task"),
        "number": ("Int64", "", "its number on every screen, from 1"),
        "task": ("string", "", "its wording"),
        "n_sources": ("Int64", "cards", "cards that proposed it"),
        "hidden": ("boolean", "", "left out by the facilitator"),
        "merged_into": ("string", "", "task that took it over; empty when none"),
        "created_at": (INSTANT, "instant, UTC", "when it was added"),
    },
    "placements": {
        "participant_id": ("string", "", "random id of the participant"),
        "task_id": ("string", "", "task placed; after a merge the one that remains"),
        "task": ("string", "", "its wording"),
        "centrality": ("Int64", "ring", "distance from the centre: 0 core (kerne) to 4 periphery (periferi)"),
        "hours_week": ("Float64", "hours per week", "the participant's own hours on it"),
        "round": ("Int64", "", "round in which it was placed, from 1"),
        "placed_at": (INSTANT, "instant, UTC", "as answered_at in answers"),
    },
    "priorities": {
        "task_id": ("string", "", "id of the task"),
        "number": ("Int64", "", "its number on every screen"),
        "task": ("string", "", "its wording"),
        "n": ("Int64", "people", "how many placed it, all who share a phone counted"),
        "median_centrality": ("Float64", "ring", "median distance from the centre, 0-4"),
        "spread_low": ("Float64", "ring", "lower quartile of centrality; empty where the verdict is too_few"),
        "spread_high": ("Float64", "ring", "upper quartile of centrality; empty where the verdict is too_few"),
        "agreement": ("Float64", "-1 to 1", "van der Eijk's A of the centralities; empty where the verdict is too_few"),
        "agreement_low": (
            "Float64",
            "-1 to 1",
            "lower end of its 90 % interval (bootstrap over people); empty where the verdict is too_few",
        ),
        "agreement_high": ("Float64", "-1 to 1", "upper end of that interval; empty where the verdict is too_few"),
        "verdict": (
            "string",
            "",
            "core, periphery, disputed, or too_few: fewer than people_min, or than answers_min, have placed it",
        ),
        "hours_week": ("Float64", "hours per person per week", "median of the hours given"),
        "freed_hours": (
            "Float64",
            "hours per person per week",
            "hours_week of a task in the periphery, else 0",
        ),
    },
    "participants": {
        "participant_id": ("string", "", "random id of the participant; no name"),
        "role": ("string", "", "role as they gave it; empty where it could point at a person"),
        "group": ("string", "", "group as they gave it; empty where it, with the role, could point at a person"),
        "n_people": ("Int64", "people", "how many answer together on the phone; empty where it, with both, could"),
        "on_behalf": (
            "boolean",
            "",
            "without a phone: the facilitator enters the answers; empty where it, with all three, could",
        ),
        "joined_at": (
            INSTANT,
            "instant, UTC",
            "minute in which people_min people had joined, the same for all; empty while they are fewer",
        ),
    },
    "agenda": {
        "rank": ("Int64", "", "what to talk about first, from 1; empty where the verdict is too_few"),
        "task_id": ("string", "", "id of the task"),
        "number": ("Int64", "", "its number on every screen"),
        "task": ("string", "", "its wording"),
        "n": ("Int64", "people", "as in priorities"),
        "verdict": ("string", "", "as in priorities"),
        "agreement": ("Float64", "-1 to 1", "as in priorities; empty where the verdict is too_few"),
        "hours_week": ("Float64", "hours per person per week", "as in priorities"),
        "hours_in_dispute": (
            "Float64",
            "hours per person per week",
            (
                "(1 - agreement) / 2 x hours_week: how much of the time rests on something not agreed about; "
                "empty where the verdict is too_few"
            ),
        ),
        "ring_0": (
            "Int64",
            "people",
            "how many placed it in the core, counted as in n; empty where the verdict is too_few",
        ),
        "ring_1": ("Int64", "people", "how many placed it in the next ring; empty where the verdict is too_few"),
        "ring_2": ("Int64", "people", "how many placed it in the middle; empty where the verdict is too_few"),
        "ring_3": ("Int64", "people", "how many placed it further out; empty where the verdict is too_few"),
        "ring_4": ("Int64", "people", "how many placed it in the periphery; empty where the verdict is too_few"),
    },
    "links": {
        "task_id": ("string", "", "id of the task"),
        "number": ("Int64", "", "its number on every screen"),
        "task": ("string", "", "its wording"),
        "kind": ("string", "", "effects or groups: what the task serves"),
        "served_id": ("string", "", "id of the effect or target group"),
        "served": ("string", "", "its wording"),
    },
    "scenario": {
        "task_id": ("string", "", "id of the task"),
        "number": ("Int64", "", "its number on every screen"),
        "task": ("string", "", "its wording"),
        "verdict": ("string", "", "as in priorities"),
        "moved_out": ("boolean", "", "let go in the scenario; nothing is decided by it"),
        "n_hours": ("Int64", "people", "how many have said how long it takes them, all who share a phone counted"),
        "hours_team": ("Float64", "hours per week", "sum of the hours they gave, of a shared phone once for each"),
        "hours_person": ("Float64", "hours per person per week", "hours_team over all who gave hours on any task"),
    },
    "support": {
        "kind": ("string", "", "effects or groups"),
        "served_id": ("string", "", "id of the effect or target group"),
        "served": ("string", "", "its wording"),
        "n_tasks": ("Int64", "tasks", "tasks in use that serve it"),
        "n_left": ("Int64", "tasks", "those of them that the scenario keeps"),
    },
    "actions": {
        "action_id": ("string", "", "id of the decision; empty for a proposal"),
        "number": ("Int64", "", "its number in the plan, from 1; empty for a proposal"),
        "decision": ("string", "", "what will be done differently"),
        "owner": ("string", "", "who sees to it; a role"),
        "first_step": ("string", "", "how it begins"),
        "due": ("datetime64[us]", "day", "when it is to have happened; empty when that is no date"),
        "due_text": ("string", "", "the same as it was written"),
        "sign_of_success": ("string", "", "how one will see that it has succeeded"),
        "task_id": ("string", "", "work task it comes from; empty when none"),
        "task": ("string", "", "wording of that task"),
        "status": ("string", "", "proposed (by a participant), decided, or in a follow-up kept, under_way, dropped"),
        "status_round": ("Int64", "", "round in which the status was last said"),
        "round": ("Int64", "", "round in which it was decided or proposed"),
        "decided_at": (INSTANT, "instant, UTC", "when it was first recorded; empty for a proposal"),
    },
    "versions": {
        "wording_id": ("string", "", "what the room words together: core_task, success, or own content's"),
        "wording": ("string", "", "its title; empty where the content is not there"),
        "version": ("Int64", "", "number of the version of it, from 1; the last is in use, none is final"),
        "text": ("string", "", "the version"),
        "round": ("Int64", "", "round in which it was written"),
        "written_at": (INSTANT, "instant, UTC", "when it was written"),
        "n_new": ("Int64", "words", "words that the version before did not have there"),
        "n_gone": ("Int64", "words", "words of the version before that are gone"),
    },
    "wordings": {
        "wording_id": ("string", "", "what the room words together, as in versions"),
        "prompt_id": ("string", "", "prompt answered with sentences for it"),
        "round": ("Int64", "", "round in which it was answered"),
        "n": ("Int64", "people", "how many wrote one or more, all who share a phone counted"),
        "likeness": (
            "Float64",
            "0 to 1",
            "mean likeness of every two sentences; empty where fewer than people_min wrote",
        ),
    },
    "rounds": {
        "round": ("Int64", "", "number of the round, from 1"),
        "title": ("string", "", "what it is called; empty for the first"),
        "started_at": (INSTANT, "instant, UTC", "when it began"),
        "n_participants": ("Int64", "people", "how many have answered in it, all who share a phone counted"),
        "n_answers": ("Int64", "answers", "answers that stand; one that several gave on one phone is one"),
    },
    "change": {
        "prompt_id": ("string", "", "question that was answered twice by the same persons"),
        "question": ("string", "", "its wording"),
        "item_id": ("string", "", "task, card, item or option it is about, or a pair; empty when it has one answer"),
        "item_text": ("string", "", "wording of that item"),
        "measure": (
            "string",
            "",
            (
                "what is compared: step, centrality, hours_week, now, wanted, gap (wanted - now), x, y, points, place, "
                "chosen (1 or 0) of an option, first (1 or 0: sorted under the first of the two)"
            ),
        ),
        "lowest": ("Float64", "", "the smallest number that can be answered"),
        "highest": ("Float64", "", "the largest; empty where there is none"),
        "prompt_before": ("string", "", "the prompt of the earlier answers, the same or the one it repeats"),
        "round_before": ("Int64", "", "round of the earlier answers"),
        "round_after": ("Int64", "", "round of the later answers"),
        "n_pairs": (
            "Int64",
            "people",
            "how many answered both times, all who share a phone counted; below people_min nothing is said of them",
        ),
        "mean_before": ("Float64", "as the measure", "mean of the earlier answers"),
        "mean_after": ("Float64", "as the measure", "mean of the later answers of the same persons"),
        "change": ("Float64", "as the measure", "mean of the paired differences"),
        "change_median": ("Float64", "as the measure", "median of the paired differences"),
        "change_low": (
            "Float64",
            "as the measure",
            "lower end of the 90 % interval of change (bootstrap over persons)",
        ),
        "change_high": ("Float64", "as the measure", "upper end of that interval"),
        "n_up": ("Int64", "people", "how many answered higher"),
        "n_same": ("Int64", "people", "how many answered the same"),
        "n_down": ("Int64", "people", "how many answered lower"),
        "verdict_before": ("string", "", "the whole room's verdict on a task in the earlier round, as in priorities"),
        "verdict_after": ("string", "", "its verdict in the later round"),
    },
    "trend": {
        "prompt_id": ("string", "", "question that was answered"),
        "question": ("string", "", "its wording"),
        "item_id": ("string", "", "as in change"),
        "item_text": ("string", "", "wording of that item"),
        "measure": ("string", "", "as in change; disputed_share (0 to 1) of the tasks that enough have placed"),
        "lowest": ("Float64", "", "the smallest number that can be answered"),
        "highest": ("Float64", "", "the largest; empty where there is none"),
        "round": ("Int64", "", "round of the answers, from 1"),
        "n": (
            "Int64",
            "people",
            "people who answered; to a whole-room question, who are shown",
        ),
        "mean": ("Float64", "as the measure", "mean of all answers of the round, whoever gave them"),
        "mean_low": (
            "Float64",
            "as the measure",
            "lower end of its 90 % interval (bootstrap over persons); empty below people_min",
        ),
        "mean_high": ("Float64", "as the measure", "upper end of that interval; empty below people_min"),
        "median": ("Float64", "as the measure", "median of the answers"),
        "agreement": (
            "Float64",
            "-1 to 1",
            "van der Eijk's A, where the answers are steps of a scale; empty below people_min",
        ),
    },
    "lenses": {
        "dimension_id": ("string", "", "part of the model"),
        "dimension": ("string", "", "its title"),
        "exercise_id": ("string", "", "exercise that asks through the lenses"),
        "prompt_id": ("string", "", "scale that was answered"),
        "lens": ("string", "", "decided (formel), done (udført) or experienced (oplevet, as the participants guess)"),
        "question": ("string", "", "its wording"),
        "round": ("Int64", "", "round in which it was answered"),
        "steps": ("Int64", "", "steps of the scale"),
        "n": ("Int64", "people", "how many answered, all who share a phone counted"),
        "median": ("Float64", "step", "median of the answers"),
        "mean": ("Float64", "step", "mean of the answers"),
        "agreement": ("Float64", "-1 to 1", "van der Eijk's A; empty below people_min"),
        "n_pairs": ("Int64", "people", "how many of them answered through the lens before it, too"),
        "gap": ("Float64", "steps", "mean difference from the lens before in those persons; empty below people_min"),
        "gap_low": ("Float64", "steps", "lower end of its 90 % interval (bootstrap over persons)"),
        "gap_high": ("Float64", "steps", "upper end of that interval"),
    },
    "lens_groups": {
        "dimension_id": ("string", "", "part of the model"),
        "dimension": ("string", "", "its title"),
        "exercise_id": ("string", "", "exercise that asks through the lenses"),
        "prompt_id": ("string", "", "scale that was answered"),
        "lens": ("string", "", "as in lenses"),
        "question": ("string", "", "its wording"),
        "round": ("Int64", "", "round in which it was answered, the one going on"),
        "by": ("string", "", "role or group"),
        "subgroup": ("string", "", "which one; empty for the rest, who are in none that may be shown"),
        "seen_at": (INSTANT, "instant, UTC", "when the facilitator asked to see it; it is as it was then"),
        "steps": ("Int64", "", "steps of the scale"),
        "n": ("Int64", "people", "how many of it answered; never fewer than people_min"),
        "mean": ("Float64", "step", "mean of their answers"),
        "mean_all": ("Float64", "step", "mean of everybody's answers at that moment"),
        "gap": ("Float64", "steps", "mean - mean_all: below zero they see less of it than the whole room does"),
    },
}


def typed(name: str, rows: Iterable[Mapping[str, Any]]) -> DataFrame:
    """Rows as the frame of that name: its columns and dtypes, whether or not there are rows."""
    from pandas import DataFrame

    columns = COLUMNS[name]
    frame = DataFrame(list(rows), columns=list(columns))
    return frame.astype({column: dtype for column, (dtype, _, _) in columns.items()})
