"""Loading the content: TOML files into the model, with errors that name file, key, value and what is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path

from .content_file import Table, read, require_unique, words_in
from .dimensions import read_dimension
from .errors import ContentError
from .model import PEOPLE_MIN, TASKS, Exercise, Model, Phase, Verdicts
from .places import own_content, shipped
from .programmes import read_programmes
from .views import NAMES
from .votes import read_ballot, votes_on
from .way import NEWS, THANKS, WAITING
from .wording import read_rules

PEOPLE_LIMITS = (2, 100)
ANSWERS_MIN_MAX = 1000
KNOWINGLY = "knowingly = true"
# what means something else where a question is meant by its name: a view that is no question's, or the tasks
TAKEN = (*NAMES, TASKS)
# what means something else where the screen of an exercise is meant
SCREENS_TAKEN = (THANKS, WAITING, NEWS)


def load_model(content: str | Path | None = None) -> Model:
    """The model: the shipped content with a second folder laid over it.

    A process reads it once, so that no workshop changes under people's hands: in a notebook, restart the kernel after a
    change to a file.

    Parameters
    ----------
    content
        Folder built like ``data/`` (``dimensions/*.toml``, ``programmes/*.toml``, ``phases.toml``, ``verdicts.toml``,
        ``anonymity.toml``, ``votes.toml``, ``wording.toml``); a file in it takes the place of the shipped file of the
        same name, a new file adds to it.
        Default: ``$KERNE_CONTENT``, else none.

    Raises
    ------
    ContentError
        Naming the file, the key, the value, and what is allowed.
    """
    return _load(str(Path(content).expanduser().absolute()) if content else own_content() or None)


def check_model(folder: Path) -> list[ContentError]:
    """What is wrong with the model in a content folder, with the shipped content under it, by file and line."""
    return sorted(_read(str(folder))[1], key=lambda m: (str(m.values.get("file", "")), m.values.get("line", 0)))


@lru_cache(maxsize=8)
def _load(over: str | None) -> Model:
    model, mistakes = _read(over)
    for mistake in mistakes:
        raise mistake
    return model


def _read(over: str | None) -> tuple[Model, list[ContentError]]:
    """The model, and all that is wrong with it; it may only be used when that is nothing."""
    folders = [shipped("data")] + ([Path(over)] if over else [])
    if not folders[-1].is_dir():
        raise ContentError("errors.no_content_folder", folder=folders[-1])
    mistakes: list[ContentError] = []
    phases = _read_phases(_newest(folders, "phases.toml", mistakes))
    verdicts = _read_verdicts(_newest(folders, "verdicts.toml", mistakes))
    people_min = _read_people_min(_newest(folders, "anonymity.toml", mistakes))
    rules = read_rules(_newest(folders, "wording.toml", mistakes))
    ballot = read_ballot(_newest(folders, "votes.toml", mistakes))
    paths = {path.name: path for folder in folders for path in sorted((folder / "dimensions").glob("*.toml"))}
    # ours first: where two files use one name, it is the other one that is to change it
    tables = [read(path, mistakes) for path in sorted(paths.values(), key=lambda path: folders[0] not in path.parents)]
    phase_ids, hints = [phase.phase_id for phase in phases], [rule.key for rule in rules]
    dimensions = sorted((read_dimension(table, phase_ids, hints) for table in tables), key=lambda d: d.order)
    votes = votes_on(dimensions, ballot)
    model = Model(phases, tuple(dimensions), verdicts, votes=votes, wording=rules, people_min=people_min)
    unread = {word for table in tables for word in words_in(table)}
    _check_ids(tables, votes)
    _check_sources(tables, model, unread)
    _check_wordings(tables, unread)
    shipped_ids = {e.exercise_id for e in (_load(None) if over else model).exercises_with_votes}
    known_ids = {e.exercise_id for e in (*model.exercises, *votes)} | unread
    programmes = read_programmes(folders, known_ids, shipped_ids - known_ids, mistakes)
    return replace(model, programmes=programmes), [_told(mistake, folders) for mistake in mistakes]


def _newest(folders: list[Path], name: str, mistakes: list[ContentError]) -> Table:
    return read([folder / name for folder in folders if (folder / name).is_file()][-1], mistakes)


def _told(mistake: ContentError, folders: list[Path]) -> ContentError:
    """A mistake, with another cure where the file is ours: what it builds on is gone from the folder on top."""
    file = mistake.values.get("file", folders[-1])
    if len(folders) == 1 or folders[0] not in file.parents or "value" not in mistake.values:
        return mistake
    return ContentError("errors.content_gone", **mistake.values | {"name": file.relative_to(folders[0])})


def _read_phases(table: Table) -> tuple[Phase, ...]:
    table.require_keys({"phases"}, ("phases",))
    phases = []
    for row in table.tables("phases"):
        row.require_keys({"phase_id", "title", "intro"}, ("phase_id", "title"))
        phases.append(Phase(row.id("phase_id"), row.text("title"), row.text("intro")))
    if not phases:
        table.note("errors.content_empty", "phases")
    require_unique(table.tables("phases"), "phase_id")
    return tuple(phases)


def _read_verdicts(table: Table) -> Verdicts:
    names = [f.name for f in fields(Verdicts)]
    table.require_keys(names, ())
    given = {name: value for name, value in table.values.items() if name in names}
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            table.bad(name, "number")
    verdicts = Verdicts(**{name: value for name, value in given.items() if not table.is_noted(name)})
    if not 0 <= verdicts.core_max < verdicts.periphery_min <= 4:
        table.bad("core_max", "0 <= core_max < periphery_min <= 4")
    if not -1 <= verdicts.agreement_min <= 1:
        table.bad("agreement_min", "-1 ... 1")
    if not (isinstance(verdicts.answers_min, int) and 1 <= verdicts.answers_min <= ANSWERS_MIN_MAX):
        table.bad("answers_min", f"1, 2, 3 ... {ANSWERS_MIN_MAX}")
    return verdicts


def _read_people_min(table: Table) -> int:
    """How few people may be told of on their own; fewer than usual only where the file says that it is meant."""
    table.require_keys({"people_min", "knowingly"}, ("people_min",))
    people_min, knowingly = table.whole("people_min", PEOPLE_MIN, *PEOPLE_LIMITS), table.flag("knowingly")
    if people_min < PEOPLE_MIN and not knowingly and not table.is_noted("knowingly"):
        table.note("errors.content_people_min", "people_min", value=people_min, usual=PEOPLE_MIN, cure=KNOWINGLY)
    return people_min


def _check_wordings(tables: Sequence[Table], unread: set[str]) -> None:
    """What the room words together has a name of its own, and questions that gather sentences for it."""
    named = [row for table in tables for row in table.tables("wordings")]
    asking = [row for row in _prompt_rows(tables) if row.word("wording")]
    require_unique(named, "wording_id")
    known = dict.fromkeys(row.word("wording_id") for row in named)
    for row in asking:
        name = row.word("wording")
        if name not in (*known, *unread):
            cure = f'[[wordings]] wording_id = "{name}"'
            row.note("errors.content_wording", "wording", value=name, allowed=", ".join(known) or "–", cure=cure)
    asked = {row.word("wording") for row in asking} | unread
    for row in named:
        name = row.word("wording_id")
        if name not in asked:
            row.note("errors.content_unasked", "wording_id", value=name, cure=f'wording = "{name}"')


def _prompt_rows(tables: Sequence[Table]) -> list[Table]:
    return [row for table in tables for exercise in table.tables("exercises") for row in exercise.tables("prompts")]


def _check_ids(tables: Sequence[Table], votes: Sequence[Exercise]) -> None:
    """A name means one thing. That of a vote is taken by the question that it is about."""
    prompts = _prompt_rows(tables)
    asked = {prompt.prompt_id: prompt.items_from for vote in votes for prompt in vote.prompts}
    of_votes = {name: row for name, source in asked.items() for row in prompts if row.word("prompt_id") == source}
    require_unique(tables, "dimension_id")
    exercises = [row for table in tables for row in table.tables("exercises")]
    require_unique(exercises, "exercise_id", of_votes)
    require_unique(prompts, "prompt_id", of_votes)
    _require_free(exercises, "exercise_id", SCREENS_TAKEN)
    _require_free(prompts, "prompt_id", TAKEN)


def _require_free(rows: Sequence[Table], key: str, taken: Sequence[str]) -> None:
    for row in rows:
        name = row.word(key)
        if name in taken:
            row.note("errors.content_taken", key, value=name, cure=f"our_{name}")


def _check_sources(tables: Sequence[Table], model: Model, unread: set[str]) -> None:
    """What a question takes its items from, or repeats, is a question that can give them."""
    rows = {row.word("prompt_id"): row for row in _prompt_rows(tables)}
    # cards that belong to the room alone are seen by nobody while few have written any, as items neither
    cards = [prompt.prompt_id for prompt in model.lists if not prompt.whole_room]
    # a question whose own kind is wrong may be meant as anything
    unread = unread | {prompt.prompt_id for prompt in model.prompts if rows[prompt.prompt_id].is_noted("kind")}
    for prompt in model.prompts:
        row = rows[prompt.prompt_id]
        same_kind = [p for p in model.prompts_of_kind(prompt.kind) if p != prompt and not p.whole_room]
        alike = [p.prompt_id for p in same_kind if p.steps == prompt.steps]
        if prompt.repeats and prompt.repeats not in (*alike, *unread):
            row.note(
                "errors.content_repeats",
                "repeats",
                prompt=prompt.prompt_id,
                value=prompt.repeats,
                allowed=", ".join(alike) or "–",
            )
        if prompt.items_from and prompt.items_from not in (TASKS, *cards, *unread):
            allowed = ", ".join([TASKS, *cards])
            row.note(
                "errors.content_source", "items_from", prompt=prompt.prompt_id, value=prompt.items_from, allowed=allowed
            )
