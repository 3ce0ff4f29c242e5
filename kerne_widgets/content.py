"""Loading the content: TOML files into the model, with errors that name file, key, value and what is allowed."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import kinds
from .errors import ContentError
from .model import Dimension, Exercise, Model, Notes, Option, Phase, Prompt, Text, Verdicts
from .places import shipped

DIMENSION_KEYS = {"dimension_id", "phase", "order", "optional", "title", "intro", "exercises"}
EXERCISE_KEYS = {"exercise_id", "row", "minutes", "title", "intro", "notes", "prompts"}
PROMPT_KEYS = {"prompt_id", "kind", "text", "help"}
STEPS = (3, 7)


def load_model(content: str | Path | None = None) -> Model:
    """The model: the shipped content with a second folder laid over it.

    Parameters
    ----------
    content
        Folder built like ``data/`` (``dimensions/*.toml``, ``phases.toml``, ``verdicts.toml``); a file in it takes
        the place of the shipped file of the same name, a new file adds to it. Default: ``$KERNE_CONTENT``, else none.

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
    paths = {path.name: path for folder in folders for path in sorted((folder / "dimensions").glob("*.toml"))}
    known = {phase.phase_id for phase in phases}
    dimensions = sorted((_read_dimension(path, known) for path in paths.values()), key=lambda d: d.order)
    _require_unique((d.dimension_id for d in dimensions), "dimension_id")
    _require_unique((e.exercise_id for d in dimensions for e in d.exercises), "exercise_id")
    _require_unique((p.prompt_id for d in dimensions for p in d.prompts), "prompt_id")
    model = Model(phases, tuple(dimensions), verdicts)
    _require_sources(model)
    return model


@dataclass(frozen=True)
class _Table:
    """One table of a content file, which knows where it stands."""

    values: dict[str, Any]
    file: Path
    where: str

    def bad(self, key: str, allowed: str) -> ContentError:
        value = self.values.get(key)
        return ContentError(
            "errors.content_value", file=self.file, where=self.where, key=key,
            value="" if value is None else repr(value)[:80], allowed=allowed,
        )  # fmt: skip

    def require_keys(self, allowed: Iterable[str], required: Iterable[str]) -> None:
        allowed = sorted(allowed)
        for key in self.values:
            if key not in allowed:
                raise ContentError(
                    "errors.content_key",
                    file=self.file,
                    where=self.where,
                    key=key,
                    allowed=", ".join(allowed),
                )
        for key in required:
            if key not in self.values:
                raise ContentError("errors.content_missing", file=self.file, where=self.where, key=key)

    def word(self, key: str, default: str = "") -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.bad(key, "text")
        return value

    def id(self, key: str) -> str:
        value = self.word(key)
        if not value or not all(c.isascii() and (c.islower() or c.isdigit() or c == "_") for c in value):
            raise self.bad(key, "a-z, 0-9, _")
        return value

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.bad(key, f"{low}-{high}")
        return value

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.bad(key, "true, false")
        return value

    def text(self, key: str) -> Text:
        value = self.values.get(key, {"da": "", "en": ""})
        if (
            not isinstance(value, dict)
            or set(value) != {"da", "en"}
            or not all(isinstance(t, str) for t in value.values())
        ):
            raise self.bad(key, '{ da = "...", en = "..." }')
        return Text(**value)

    def tables(self, key: str) -> list[_Table]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self.bad(key, f"[[{key}]]")
        return [_Table(row, self.file, f"{self.where}{key}[{i}].") for i, row in enumerate(value, 1)]

    def texts(self, key: str) -> tuple[Text, ...]:
        return tuple(_Table({"text": row.values}, row.file, row.where).text("text") for row in self.tables(key))

    def options(self, key: str) -> tuple[Option, ...]:
        found = []
        for row in self.tables(key):
            row.require_keys({"key", "da", "en"}, ("key", "da", "en"))
            found.append(Option(row.id("key"), Text(row.word("da"), row.word("en"))))
        if len({option.key for option in found}) < len(found):
            raise self.bad(key, "unique key")
        return tuple(found)


def _newest(folders: list[Path], name: str) -> Path:
    return [folder / name for folder in folders if (folder / name).is_file()][-1]


def _read(path: Path) -> _Table:
    try:
        with path.open("rb") as source:
            return _Table(tomllib.load(source), path, "")
    except tomllib.TOMLDecodeError as error:
        raise ContentError("errors.broken_toml", file=path, reason=error) from error
    except UnicodeDecodeError as error:
        raise ContentError("errors.not_utf8", file=path, reason=error) from error


def _read_phases(path: Path) -> tuple[Phase, ...]:
    table = _read(path)
    table.require_keys({"phases"}, ("phases",))
    phases = []
    for row in table.tables("phases"):
        row.require_keys({"phase_id", "title", "intro"}, ("phase_id", "title"))
        phases.append(Phase(row.id("phase_id"), row.text("title"), row.text("intro")))
    return tuple(phases)


def _read_verdicts(path: Path) -> Verdicts:
    table = _read(path)
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


def _read_dimension(path: Path, phases: set[str]) -> Dimension:
    table = _read(path)
    table.require_keys(DIMENSION_KEYS, ("dimension_id", "phase", "title", "exercises"))
    dimension_id, phase = table.id("dimension_id"), table.word("phase")
    if phase not in phases:
        raise table.bad("phase", ", ".join(sorted(phases)))
    return Dimension(
        dimension_id=dimension_id,
        phase_id=phase,
        title=table.text("title"),
        intro=table.text("intro"),
        order=table.whole("order", 500, 0, 1000),
        optional=table.flag("optional"),
        exercises=tuple(_read_exercise(row, dimension_id, phase) for row in table.tables("exercises")),
    )


def _read_exercise(table: _Table, dimension_id: str, phase_id: str) -> Exercise:
    table.require_keys(EXERCISE_KEYS, ("exercise_id", "title", "prompts"))
    notes = _Table(table.values.get("notes", {}), table.file, f"{table.where}notes.")
    notes.require_keys({"purpose", "say", "watch"}, ())
    exercise_id = table.id("exercise_id")
    return Exercise(
        exercise_id=exercise_id,
        dimension_id=dimension_id,
        phase_id=phase_id,
        title=table.text("title"),
        intro=table.text("intro"),
        row=table.word("row"),
        minutes=table.whole("minutes", 10, 1, 480),
        notes=Notes(notes.text("purpose"), notes.text("say"), notes.text("watch")),
        prompts=tuple(_read_prompt(row, exercise_id, dimension_id) for row in table.tables("prompts")),
    )


def _read_prompt(table: _Table, exercise_id: str, dimension_id: str) -> Prompt:
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
        gathers=table.word("gathers"),
        max_items=table.whole("max_items", 20, 1, 100),
        low=table.text("low"),
        high=table.text("high"),
        steps=table.whole("steps", 5, *STEPS),
        rings=table.texts("rings"),
        hours_max=table.whole("hours_max", 60, 1, 168),
    )
    if prompt.gathers not in ("", "tasks"):
        raise table.bad("gathers", "tasks")
    if name == "sort" and len(prompt.options) != 2:
        raise table.bad("options", "2")
    if name == "sort" and bool(prompt.items) == bool(prompt.items_from):
        raise table.bad("items_from", "items / items_from")
    if name == "choice" and len(prompt.options) < 2:
        raise table.bad("options", "2-")
    if name == "placement" and len(prompt.rings) != 5:
        raise table.bad("rings", "5")
    return prompt


def _require_unique(ids: Iterable[str], key: str) -> None:
    seen: set[str] = set()
    for found in ids:
        if found in seen:
            raise ContentError("errors.content_twice", key=key, value=found)
        seen.add(found)


def _require_sources(model: Model) -> None:
    cards = [prompt.prompt_id for prompt in model.prompts_of_kind("cards")]
    for prompt in model.prompts_of_kind("sort"):
        if prompt.items_from and prompt.items_from not in cards:
            raise ContentError(
                "errors.content_source",
                prompt=prompt.prompt_id,
                value=prompt.items_from,
                allowed=", ".join(cards),
            )
