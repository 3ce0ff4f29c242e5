"""Dimensions as files: exercises and prompts, with every mistake noted where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from . import kinds
from .content_file import Table, require_unique
from .model import CORNERS, LENSES, Axis, Column, Dimension, Exercise, Prompt, SharedWording, Text

DIMENSION_KEYS = {"dimension_id", "phase", "order", "title", "intro", "exercises", "shown_by", "wordings"}
EXERCISE_KEYS = {"exercise_id", "row", "minutes", "title", "intro", "notes", "prompts"}
WORDING_KEYS = ("wording_id", "title")
PROMPT_KEYS = {"prompt_id", "kind", "text", "help", "whole_room"}
AXIS_KEYS = ("name", "low", "high")
COLUMN_KEYS = ("key", "da", "en")
FIELD_KINDS = ("short_text", "date")
STEPS = (3, 7)
# what the answers to a prompt may be gathered as: tasks, what tasks serve, an action plan
GATHERS = ("tasks", "effects", "groups", "decision", "owner", "first_step", "due", "sign")
COMPARES_ITEMS = ("ranking", "points", "pairs", "pair_scale")
NEEDS_ITEMS = ("sort", "placement", "circles", *COMPARES_ITEMS)


def read_dimension(table: Table, phases: Sequence[str], hints: Iterable[str]) -> Dimension:
    """The dimension that the table of a file is; what is wrong is noted in it.

    Parameters
    ----------
    table
        The file, read.
    phases
        Ids of the phases there are.
    hints
        Keys of the rules of wording there are.
    """
    table.require_keys(DIMENSION_KEYS, ("dimension_id", "phase", "title", "exercises"))
    dimension_id, phase = table.id("dimension_id"), table.one_of("phase", phases)
    exercises = tuple(_read_exercise(row, dimension_id, phase, hints) for row in table.tables("exercises"))
    written = [p.prompt_id for e in exercises for p in e.prompts if p.is_written or p.kind not in kinds.MODULES]
    if "shown_by" in table.values and not written:
        table.bad("shown_by", "–")
    return Dimension(
        dimension_id=dimension_id,
        phase_id=phase,
        title=table.text("title"),
        intro=table.text("intro"),
        order=table.whole("order", 500, 0, 1000),
        exercises=exercises,
        shown_by=table.one_of("shown_by", written),
        shared_wordings=tuple(_read_wording(row) for row in table.tables("wordings")),
    )


def _read_wording(table: Table) -> SharedWording:
    table.require_keys(WORDING_KEYS, WORDING_KEYS)
    return SharedWording(table.id("wording_id"), table.text("title"))


def _read_exercise(table: Table, dimension_id: str, phase_id: str, hints: Iterable[str]) -> Exercise:
    table.require_keys(EXERCISE_KEYS, ("exercise_id", "title", "prompts"))
    exercise_id = table.id("exercise_id")
    prompts = tuple(_read_prompt(row, exercise_id, dimension_id, hints) for row in table.tables("prompts"))
    if not prompts:
        table.note("errors.content_empty", "prompts")
    _check_alike(table, prompts)
    return Exercise(
        exercise_id=exercise_id,
        dimension_id=dimension_id,
        phase_id=phase_id,
        title=table.text("title"),
        intro=table.text("intro"),
        row=table.word("row"),
        minutes=table.whole("minutes", 10, 1, 480),
        notes=table.notes("notes"),
        prompts=prompts,
    )


def _check_alike(table: Table, prompts: tuple[Prompt, ...]) -> None:
    """The lenses of an exercise are compared: each is there once, and all on the same scale."""
    seen: dict[str, Prompt] = {}
    for row, prompt in zip(table.tables("prompts"), prompts, strict=True):
        if prompt.lens in seen:
            row.bad("lens", ", ".join(lens for lens in LENSES if lens not in seen) or "–")
        elif prompt.lens:
            first = next(iter(seen.values()), prompt)
            for key in ("steps", "low", "high"):
                if getattr(prompt, key) != getattr(first, key):
                    row.bad(key, f"{key} = {first.prompt_id}.{key}")
            seen[prompt.lens] = prompt


def _read_prompt(table: Table, exercise_id: str, dimension_id: str, hints: Iterable[str]) -> Prompt:
    name = table.one_of("kind", kinds.MODULES)
    kind = kinds.get(name) if name in kinds.MODULES else None
    # of a kind that nobody knows, any key may be one of its own
    own, required = (kind.FIELDS, kind.REQUIRED) if kind else (frozenset(table.values), frozenset())
    table.require_keys(PROMPT_KEYS | own, (*("prompt_id", "kind", "text"), *sorted(required)))
    prompt = Prompt(
        prompt_id=table.id("prompt_id"),
        kind=name,
        text=table.text("text"),
        help=table.text("help"),
        exercise_id=exercise_id,
        dimension_id=dimension_id,
        options=table.options("options"),
        items=table.options("items"),
        items_from=table.word("items_from"),
        items_max=table.whole("items_max", 12, 2, 60),
        budget=table.whole("budget", 100, 1, 1000),
        max_each=table.whole("max_each", 0, 0, 1000),
        pairs_max=table.whole("pairs_max", 10, 1, 45),
        gathers=table.one_of("gathers", GATHERS),
        wording=table.word("wording"),
        repeats=table.word("repeats"),
        lens=table.one_of("lens", LENSES),
        hints=table.words("hints", hints),
        max_items=table.whole("max_items", 20, 1, 100),
        columns=_read_columns(table),
        low=table.text("low"),
        high=table.text("high"),
        steps=table.whole("steps", 5, *STEPS),
        rings=table.texts("rings"),
        hours_max=table.whole("hours_max", 60, 0, 168),
        whole_room=table.flag("whole_room"),
        x=_read_axis(table, "x"),
        y=_read_axis(table, "y"),
        corners=table.texts("corners"),
        zone=table.one_of("zone", CORNERS),
        now=table.text("now"),
        wanted=table.text("wanted"),
        future=table.flag("future"),
    )
    if kind:
        for key, allowed in _not_allowed(table, prompt):
            table.bad(key, allowed)
        for key in _tells_of_people(prompt):
            table.note("errors.content_room_alone", key, value=repr(table.values[key]))
    return prompt


def _not_allowed(table: Table, prompt: Prompt) -> Iterator[tuple[str, str]]:
    """Keys whose values do not go with the rest of their prompt, each with what is allowed."""
    name = prompt.kind
    has_items = bool(prompt.items or prompt.items_from or table.is_noted("items"))
    wrong = {
        ("options", "2"): name == "sort" and len(prompt.options) != 2,
        ("options", "2, 3, 4 ..."): name == "choice" and len(prompt.options) < 2,
        ("items_from", "items / items_from"): (bool(prompt.items) and bool(prompt.items_from))
        or (name in NEEDS_ITEMS and not has_items),
        ("columns", "2-4"): name == "table" and not 2 <= len(prompt.columns) <= 4,
        ("items", "2, 3, 4 ..."): name in COMPARES_ITEMS and len(prompt.items) == 1,
        ("max_each", f"1-{prompt.budget}"): prompt.max_each > prompt.budget,
        ("rings", '5 { da = "...", en = "..." }'): name == "placement" and len(prompt.rings) != 5,
        ("corners", ", ".join(CORNERS)): name == "quadrant" and len(prompt.corners) != len(CORNERS),
    }
    return (about for about, is_wrong in wrong.items() if is_wrong)


def _read_columns(table: Table) -> tuple[Column, ...]:
    found: list[Column] = []
    for row in table.tables("columns"):
        row.require_keys({*COLUMN_KEYS, "missing", "kind"}, COLUMN_KEYS)
        # an entry is called by its first field, and no day is a name
        kind = row.one_of("kind", FIELD_KINDS if found else FIELD_KINDS[:1]) or FIELD_KINDS[0]
        heading = Text(row.said("da"), row.said("en"))
        found.append(Column(row.id("key"), heading, row.text("missing"), kind))
    require_unique(table.tables("columns"), "key")
    return tuple(found)


def _tells_of_people(prompt: Prompt) -> Iterator[str]:
    """Keys by which answers that belong to the room alone would be somebody's.

    They would be compared with what the same person has said elsewhere, become a task, wording or plan with a writer,
    or stand on the board, where each task has those who have placed it.
    """
    if prompt.whole_room:
        yield from (key for key in ("lens", "repeats", "gathers", "wording") if getattr(prompt, key))
        if prompt.is_about_tasks:
            yield "items_from"


def _read_axis(table: Table, key: str) -> Axis:
    axis = table.inner(key, AXIS_KEYS)
    if axis.values:
        axis.require_keys(AXIS_KEYS, AXIS_KEYS)
    return Axis(axis.text("name"), axis.text("low"), axis.text("high"))
