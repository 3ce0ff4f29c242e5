"""Loading the content: TOML files into the model, with errors that name file, key, value and what is allowed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path

from . import kinds
from .content_file import Table, read
from .errors import ContentError
from .model import CORNERS, LENSES, TASKS, Axis, Dimension, Exercise, Model, Notes, Phase, Prompt, Verdicts
from .places import shipped
from .programmes import read_programmes
from .votes import read_ballot, votes_on
from .wording import read_rules

DIMENSION_KEYS = {"dimension_id", "phase", "order", "title", "intro", "exercises", "shown_by"}
EXERCISE_KEYS = {"exercise_id", "row", "minutes", "title", "intro", "notes", "prompts"}
PROMPT_KEYS = {"prompt_id", "kind", "text", "help", "whole_room"}
STEPS = (3, 7)
WRITTEN = ("cards", "short_text", "long_text")
# what the answers to a prompt may be gathered as: tasks, what tasks serve, wordings of the core task, an action plan
GATHERS = ("tasks", "effects", "groups", "wording", "decision", "owner", "first_step", "due", "sign")
COMPARES_ITEMS = ("ranking", "points", "pairs", "pair_scale")
NEEDS_ITEMS = ("sort", "placement", "circles", *COMPARES_ITEMS)


def load_model(content: str | Path | None = None) -> Model:
    """The model: the shipped content with a second folder laid over it.

    Parameters
    ----------
    content
        Folder built like ``data/`` (``dimensions/*.toml``, ``programmes/*.toml``, ``phases.toml``, ``verdicts.toml``,
        ``votes.toml``, ``wording.toml``); a file in it takes the place of the shipped file of the same name, a new
        file adds to it.
        Default: ``$KERNE_CONTENT``, else none.

    Raises
    ------
    ContentError
        Naming the file, the key, the value, and what is allowed.
    """
    over = content or os.environ.get("KERNE_CONTENT") or None
    return _load(str(Path(over).expanduser().absolute()) if over else None)


@lru_cache(maxsize=8)
def _load(over: str | None) -> Model:
    folders = [shipped("data")] + ([Path(over)] if over else [])
    if not folders[-1].is_dir():
        raise ContentError("errors.no_content_folder", folder=folders[-1])
    phases = _read_phases(_newest(folders, "phases.toml"))
    verdicts = _read_verdicts(_newest(folders, "verdicts.toml"))
    rules = read_rules(_newest(folders, "wording.toml"))
    hints = {rule.key for rule in rules}
    paths = {path.name: path for folder in folders for path in sorted((folder / "dimensions").glob("*.toml"))}
    known = {phase.phase_id for phase in phases}
    dimensions = sorted((_read_dimension(path, known, hints) for path in paths.values()), key=lambda d: d.order)
    votes = votes_on(dimensions, read_ballot(_newest(folders, "votes.toml")))
    exercises = [*(e for d in dimensions for e in d.exercises), *votes]
    _require_unique((d.dimension_id for d in dimensions), "dimension_id")
    _require_unique((e.exercise_id for e in exercises), "exercise_id")
    _require_unique((p.prompt_id for e in exercises for p in e.prompts), "prompt_id")
    model = Model(phases, tuple(dimensions), verdicts, votes=votes, wording=rules)
    _require_sources(model)
    shipped_ids = {e.exercise_id for e in (_load(None) if over else model).exercises_with_votes}
    known_ids = {e.exercise_id for e in exercises}
    return replace(model, programmes=read_programmes(folders, known_ids, shipped_ids - known_ids))


def _newest(folders: list[Path], name: str) -> Path:
    return [folder / name for folder in folders if (folder / name).is_file()][-1]


def _read_phases(path: Path) -> tuple[Phase, ...]:
    table = read(path)
    table.require_keys({"phases"}, ("phases",))
    phases = []
    for row in table.tables("phases"):
        row.require_keys({"phase_id", "title", "intro"}, ("phase_id", "title"))
        phases.append(Phase(row.id("phase_id"), row.text("title"), row.text("intro")))
    return tuple(phases)


def _read_verdicts(path: Path) -> Verdicts:
    table = read(path)
    names = {f.name for f in fields(Verdicts)}
    table.require_keys(names, ())
    for name in names & set(table.values):
        value = table.values[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise table.bad(name, "number")
    verdicts = Verdicts(**table.values)
    if not 0 <= verdicts.core_max < verdicts.periphery_min <= 4:
        raise table.bad("core_max", "0 <= core_max < periphery_min <= 4")
    return verdicts


def _read_dimension(path: Path, phases: set[str], hints: set[str]) -> Dimension:
    table = read(path)
    table.require_keys(DIMENSION_KEYS, ("dimension_id", "phase", "title", "exercises"))
    dimension_id, phase = table.id("dimension_id"), table.word("phase")
    if phase not in phases:
        raise table.bad("phase", ", ".join(sorted(phases)))
    exercises = tuple(_read_exercise(row, dimension_id, phase, hints) for row in table.tables("exercises"))
    written = [p.prompt_id for e in exercises for p in e.prompts if p.kind in WRITTEN]
    if table.values.get("shown_by", "") not in ("", *written):
        raise table.bad("shown_by", ", ".join(written))
    return Dimension(
        dimension_id=dimension_id,
        phase_id=phase,
        title=table.text("title"),
        intro=table.text("intro"),
        order=table.whole("order", 500, 0, 1000),
        exercises=exercises,
        shown_by=table.values.get("shown_by", ""),
    )


def _read_exercise(table: Table, dimension_id: str, phase_id: str, hints: set[str]) -> Exercise:
    table.require_keys(EXERCISE_KEYS, ("exercise_id", "title", "prompts"))
    notes = Table(table.values.get("notes", {}), table.file, f"{table.where}notes.")
    notes.require_keys({"purpose", "say", "watch"}, ())
    exercise_id = table.id("exercise_id")
    prompts = tuple(_read_prompt(row, exercise_id, dimension_id, hints) for row in table.tables("prompts"))
    _require_alike(table, prompts)
    return Exercise(
        exercise_id=exercise_id,
        dimension_id=dimension_id,
        phase_id=phase_id,
        title=table.text("title"),
        intro=table.text("intro"),
        row=table.word("row"),
        minutes=table.whole("minutes", 10, 1, 480),
        notes=Notes(notes.text("purpose"), notes.text("say"), notes.text("watch")),
        prompts=prompts,
    )


def _require_alike(table: Table, prompts: tuple[Prompt, ...]) -> None:
    """The lenses of an exercise are compared: each is there once, and all on the same scale."""
    seen: dict[str, Prompt] = {}
    for row, prompt in zip(table.tables("prompts"), prompts, strict=True):
        if prompt.lens in seen:
            raise row.bad("lens", ", ".join(lens for lens in LENSES if lens not in seen))
        if prompt.lens:
            first = next(iter(seen.values()), prompt)
            for key in ("steps", "low", "high"):
                if getattr(prompt, key) != getattr(first, key):
                    raise row.bad(key, f"{key} = {first.prompt_id}.{key}")
            seen[prompt.lens] = prompt


def _read_prompt(table: Table, exercise_id: str, dimension_id: str, hints: set[str]) -> Prompt:
    name = table.word("kind")
    if name not in kinds.MODULES:
        raise table.bad("kind", ", ".join(kinds.MODULES))
    kind = kinds.get(name)
    table.require_keys(PROMPT_KEYS | kind.FIELDS, ("prompt_id", "text", *sorted(kind.REQUIRED)))
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
        gathers=table.word("gathers"),
        repeats=table.word("repeats"),
        lens=table.word("lens"),
        hints=table.words("hints", hints),
        max_items=table.whole("max_items", 20, 1, 100),
        low=table.text("low"),
        high=table.text("high"),
        steps=table.whole("steps", 5, *STEPS),
        rings=table.texts("rings"),
        hours_max=table.whole("hours_max", 60, 0, 168),
        whole_room=table.flag("whole_room"),
        x=_read_axis(table, "x"),
        y=_read_axis(table, "y"),
        corners=table.texts("corners"),
        zone=table.word("zone"),
        now=table.text("now"),
        wanted=table.text("wanted"),
        future=table.flag("future"),
    )
    for key, allowed in _not_allowed(prompt):
        raise table.bad(key, allowed)
    return prompt


def _not_allowed(prompt: Prompt) -> Iterator[tuple[str, str]]:
    """Keys whose values do not go with the rest of their prompt, each with what is allowed."""
    name, has_items = prompt.kind, bool(prompt.items or prompt.items_from)
    wrong = {
        ("gathers", ", ".join(GATHERS)): bool(prompt.gathers) and prompt.gathers not in GATHERS,
        ("options", "2"): name == "sort" and len(prompt.options) != 2,
        ("options", "2-"): name == "choice" and len(prompt.options) < 2,
        ("items_from", "items / items_from"): (bool(prompt.items) and bool(prompt.items_from))
        or (name in NEEDS_ITEMS and not has_items),
        ("items", "2-"): name in COMPARES_ITEMS and len(prompt.items) == 1,
        ("max_each", f"1-{prompt.budget}"): prompt.max_each > prompt.budget,
        ("rings", "5"): name == "placement" and len(prompt.rings) != 5,
        ("corners", ", ".join(CORNERS)): name == "quadrant" and len(prompt.corners) != len(CORNERS),
        ("zone", ", ".join(CORNERS)): prompt.zone not in ("", *CORNERS),
        ("lens", ", ".join(LENSES)): prompt.lens not in ("", *LENSES),
        # of what belongs to the room alone, nobody's two answers can be compared
        ("lens", "whole_room = false"): bool(prompt.lens) and prompt.whole_room,
    }
    return (about for about, is_wrong in wrong.items() if is_wrong)


def _read_axis(table: Table, key: str) -> Axis:
    value = table.values.get(key, {})
    if not isinstance(value, dict):
        raise table.bad(key, "name, low, high")
    axis = Table(value, table.file, f"{table.where}{key}.")
    axis.require_keys({"name", "low", "high"}, ("name", "low", "high") if value else ())
    return Axis(axis.text("name"), axis.text("low"), axis.text("high"))


def _require_unique(ids: Iterable[str], key: str) -> None:
    seen: set[str] = set()
    for found in ids:
        if found in seen:
            raise ContentError("errors.content_twice", key=key, value=found)
        seen.add(found)


def _require_sources(model: Model) -> None:
    sources = [TASKS, *(prompt.prompt_id for prompt in model.prompts_of_kind("cards"))]
    for prompt in model.prompts:
        alike = [p.prompt_id for p in model.prompts_of_kind(prompt.kind) if p.steps == prompt.steps and p != prompt]
        if prompt.repeats and prompt.repeats not in alike:
            raise ContentError(
                "errors.content_source", prompt=prompt.prompt_id, value=prompt.repeats, allowed=", ".join(alike)
            )
        if prompt.items_from and prompt.items_from not in sources:
            raise ContentError(
                "errors.content_source",
                prompt=prompt.prompt_id,
                value=prompt.items_from,
                allowed=", ".join(sources),
            )
