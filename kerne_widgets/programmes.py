"""Programmes as files: the ready ones, a consultant's own beside them, and saving one more."""

from __future__ import annotations

import difflib
import json
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from .content_file import Table, read, require_unique
from .errors import ContentError, KerneError
from .model import Model, Planned, Programme, Text
from .places import data_dir, own_content

FOLDER = "programmes"
# the ready programme that a follow-up begins with
FOLLOW_UP = "opfoelgning"
KEYS = {"programme_id", "title", "intro", "order", "default", "exercises"}
MINUTES = (1, 480)
OWN_ORDER = 100
TITLE_MAX = 60
PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def read_programmes(
    folders: Iterable[Path], known: set[str], gone: set[str], mistakes: list[ContentError]
) -> tuple[Programme, ...]:
    """The programmes of the content, those of a later folder over those of an earlier one of the same id.

    Parameters
    ----------
    folders
        Content folders, the shipped one first.
    known
        Ids of the exercises there are.
    gone
        Ids of shipped exercises that own content has taken the place of; a programme goes on without them.
    mistakes
        Where it is noted what is wrong.
    """
    found: dict[str, Programme] = {}
    default_id = ""
    for folder in folders:
        tables = [read(path, mistakes) for path in _files(folder)]
        require_unique(tables, "programme_id")
        read_here = [(table, _read_programme(table, known, gone)) for table in tables]
        kept = [(table, programme) for table, programme in read_here if programme.exercises]
        marked = [(table, programme.programme_id) for table, programme in kept if programme.default]
        for table, _ in marked[1:]:
            table.note("errors.programme_defaults", "default", ids=", ".join(name for _, name in marked))
        default_id = next((name for _, name in marked), default_id)
        found |= {programme.programme_id: programme for _, programme in kept}
    if not found:
        mistakes.append(ContentError("errors.no_programme", allowed=", ".join(sorted(known))))
        return ()
    ordered = sorted(found.values(), key=lambda programme: programme.order)
    if default_id not in found:
        default_id = ordered[0].programme_id
    return tuple(replace(p, default=p.programme_id == default_id) for p in ordered)


def _read_programme(table: Table, known: set[str], gone: set[str]) -> Programme:
    table.require_keys(KEYS, ("programme_id", "title", "exercises"))
    planned: list[Planned] = []
    for row in table.tables("exercises"):
        row.require_keys({"exercise_id", "minutes"}, ("exercise_id", "minutes"))
        exercise_id, minutes = row.word("exercise_id"), row.whole("minutes", MINUTES[0], *MINUTES)
        if exercise_id in gone:
            continue
        if exercise_id not in known:
            close = difflib.get_close_matches(exercise_id, known, 3) or sorted(known)
            row.note("errors.programme_unknown", "exercise_id", value=exercise_id, allowed=", ".join(close))
        if any(earlier.exercise_id == exercise_id for earlier in planned):
            row.note("errors.programme_twice", "exercise_id", value=exercise_id)
        planned.append(Planned(exercise_id, minutes))
    if not table.tables("exercises"):
        table.note("errors.programme_empty", "exercises")
    return Programme(
        programme_id=table.id("programme_id"),
        title=table.text("title"),
        intro=table.text("intro"),
        order=table.whole("order", OWN_ORDER, 0, 1000),
        default=table.flag("default"),
        exercises=tuple(planned),
    )


def find_programmes(model: Model) -> tuple[list[Programme], list[ContentError]]:
    """All programmes to choose from, as the files are now, and what is wrong with those that cannot be read."""
    found = {programme.programme_id: programme for programme in model.programmes}
    known = {exercise.exercise_id for exercise in model.exercises_with_votes}
    problems: list[ContentError] = []
    for path in _files(own_folder().parent):
        mistakes: list[ContentError] = []
        programme = _read_programme(read(path, mistakes), known, set())
        if not mistakes:
            found[programme.programme_id] = programme
        problems += mistakes
    return sorted(found.values(), key=lambda programme: programme.order), problems


def find_programme(model: Model, programme_id: str) -> Programme:
    """The programme with that id.

    Raises
    ------
    ContentError
        There is none, or its file cannot be read; the message says why.
    """
    programmes, problems = find_programmes(model)
    chosen = next((programme for programme in programmes if programme.programme_id == programme_id), None)
    if chosen is None and problems:
        raise problems[0]
    if chosen is None:
        allowed = ", ".join(programme.programme_id for programme in programmes)
        raise ContentError("errors.unknown_programme", wanted=programme_id, allowed=allowed)
    return chosen


def own_folder() -> Path:
    """Where a consultant's own programmes lie: in her content folder, without one in the data folder."""
    return Path(own_content() or data_dir()) / FOLDER


def save_programme(programme: Programme, title: str, model: Model) -> Path:
    """Save a programme as the consultant's own; one of hers with the same title is replaced. The file.

    Raises
    ------
    KerneError
        The title is empty or too long, or the file cannot be written.
    """
    title = " ".join(title.split())
    plain = unicodedata.normalize("NFKD", title.casefold().translate(PLAIN_LETTERS)).encode("ascii", "ignore").decode()
    programme_id = "_".join("".join(c if c.isalnum() else " " for c in plain).split())
    if not programme_id or len(title) > TITLE_MAX:
        raise KerneError("errors.programme_title", limit=TITLE_MAX)
    path = own_folder() / f"{programme_id}.toml"
    if not path.exists() and any(ready.programme_id == programme_id for ready in model.programmes):
        # a ready programme keeps its place beside one of the same name
        programme_id += "_2"
        path = path.with_name(f"{programme_id}.toml")
    own = replace(programme, programme_id=programme_id, title=Text(title, title), order=OWN_ORDER)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, suffix=".part", encoding="utf-8", newline="\n", delete=False
        ) as file:
            file.write(written(own))
        Path(file.name).replace(path)
    except OSError as error:
        raise KerneError("errors.programme_unsaved", file=path, reason=error.strerror or error) from error
    return path


def written(programme: Programme) -> str:
    """A programme as the text of its file."""
    title = _quoted(programme.title)
    rows = [
        f"  {{ exercise_id = {json.dumps(planned.exercise_id)}, minutes = {planned.minutes} }},"
        for planned in programme.exercises
    ]
    head = [f"programme_id = {json.dumps(programme.programme_id)}", f"order = {programme.order}", f"title = {title}"]
    if programme.intro.da:
        head.append(f"intro = {_quoted(programme.intro)}")
    return "\n".join([*head, "exercises = [", *rows, "]", ""])


def _quoted(text: Text) -> str:
    # a JSON string is a TOML string too
    da, en = (json.dumps(words, ensure_ascii=False) for words in (text.da, text.en))
    return f"{{ da = {da}, en = {en} }}"


def _files(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.toml"))
