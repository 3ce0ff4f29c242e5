"""Answers in and out as files: the long format of the ``answers`` frame, which can be read back."""

from __future__ import annotations

import csv
import io
import math
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import kinds
from .errors import ContentError, KerneError, Problem
from .workshop import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Prompt
    from .workshop import Workshop

EXPORTS = (".csv",)
IMPORTS = (".csv",)
NEEDED = ("participant_id", "prompt_id")
# what is read; the other columns of the frame are for people and may be missing
READ = (*NEEDED, "item_id", "item_text", "value_text", "value_number", "hours_week")
ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
ROW_ONE = 2  # row 1 of the sheet holds the column names


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be taken in: its number in the sheet, and why."""

    number: int
    problem: Problem


@dataclass(frozen=True)
class Import:
    """What a file holds: good answers, bad rows, and what must exist before the answers can."""

    given: list[Given]
    bad: list[BadRow]
    new_participants: list[str]
    new_tasks: dict[str, str]


class BadRows(KerneError):
    """A file holds rows that cannot be taken in; ``bad`` lists them."""

    def __init__(self, file: Path, bad: list[BadRow]) -> None:
        super().__init__("cli.bad_rows", file=file, n=len(bad))
        self.bad = bad


def export_answers(workshop: Workshop, file: Path) -> int:
    """Write every standing answer of a workshop to a file, and return how many.

    Parameters
    ----------
    file
        Its ending says the format: ``.csv`` (UTF-8 with a mark, so that Excel reads Danish letters).

    Raises
    ------
    KerneError
        Another ending, or a folder that cannot be written.
    """
    require_ending(file, EXPORTS)
    frame = workshop.answers()
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        frame.to_csv(draft, index=False, encoding="utf-8-sig", date_format="%Y-%m-%dT%H:%M:%S.%f%z")
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise KerneError("cli.cannot_write", file=file, reason=error.strerror or error) from error
    return len(frame)


def import_answers(workshop: Workshop, file: Path, *, skip_bad: bool = False) -> Import:
    """Take the answers in a file into a workshop: all of them or, with ``skip_bad``, the good ones.

    Raises
    ------
    BadRows
        Some rows are bad and ``skip_bad`` is not given; nothing is stored.
    KerneError
        The file cannot be read as such a file at all.
    """
    found = read_answers(workshop, file)
    if found.bad and not skip_bad:
        raise BadRows(file, found.bad)
    for participant_id in found.new_participants:
        workshop.join(participant_id=participant_id)
    made = {task_id: workshop.add_task(text) for task_id, text in found.new_tasks.items()}
    given = [Given(g.participant_id, g.prompt_id, made.get(g.item_id, g.item_id), g.value) for g in found.given]
    if given:
        workshop.submit_all(given)
    return found


def read_answers(workshop: Workshop, file: Path) -> Import:
    """What a file holds, checked against the workshop; nothing is stored."""
    require_ending(file, IMPORTS)
    reader = _Reader(workshop)
    for number, row in _rows(file):
        reader.take(number, row)
    return Import(reader.given, reader.bad, list(reader.new_participants), reader.new_tasks)


def require_ending(file: Path, allowed: tuple[str, ...]) -> None:
    """Raise ``KerneError`` when a file's ending is not one of those allowed."""
    if file.suffix.lower() not in allowed:
        raise KerneError("cli.file_ending", file=file.name, allowed=", ".join(allowed))


class _Reader:
    """Turns rows into answers, and remembers what the rows before have brought."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.given: list[Given] = []
        self.bad: list[BadRow] = []
        self.new_participants: dict[str, None] = {}
        self.new_tasks: dict[str, str] = {}
        self._seen: dict[tuple[str, str, str], int] = {}
        self._tasks = {task.text: task.task_id for task in workshop.task_list()}
        self._known = {participant.participant_id for participant in workshop.participant_list()}

    def take(self, number: int, row: dict[str, str]) -> None:
        """Read one row."""
        try:
            given = self._given(row)
            earlier = self._seen.setdefault((given.participant_id, given.prompt_id, given.item_id), number)
        except _Bad as bad:
            self.bad.append(BadRow(number, bad.problem))
            return
        if earlier != number:
            self.bad.append(BadRow(number, Problem("cli.row_twice", row=earlier)))
            return
        if given.participant_id not in self._known:
            self.new_participants[given.participant_id] = None
        self.given.append(given)

    def _given(self, row: dict[str, str]) -> Given:
        for column in NEEDED:
            if not row[column].strip():
                raise _Bad(Problem("cli.row_empty", column=column))
        participant_id = row["participant_id"].strip()
        if not ID.fullmatch(participant_id):
            raise _Bad(Problem("cli.row_participant", value=participant_id[:40]))
        try:
            prompt = self.workshop.model.prompt(row["prompt_id"].strip())
        except ContentError as error:
            raise _Bad(Problem("cli.row_prompt", value=row["prompt_id"].strip()[:40])) from error
        item_id = self._item_id(prompt, row)
        value = _value(prompt, row)
        problems = kinds.check(value, prompt)
        if problems:
            raise _Bad(problems[0])
        return Given(participant_id, prompt.prompt_id, item_id, value)

    def _item_id(self, prompt: Prompt, row: dict[str, str]) -> str:
        item_id, text = row["item_id"].strip(), row["item_text"].strip()
        if not kinds.of(prompt).ITEMISED:
            return ""
        if prompt.kind == "placement":
            return self._task_id(item_id, text)
        if not ID.fullmatch(item_id):
            raise _Bad(Problem("cli.row_item", prompt=prompt.prompt_id))
        return item_id

    def _task_id(self, item_id: str, text: str) -> str:
        """The task placed: by its id here, else by its wording, else a new task with that wording."""
        survivor = self.workshop.room.survivor(item_id)
        if survivor is not None:
            return survivor.task_id
        if text in self._tasks:
            return self._tasks[text]
        if not text:
            raise _Bad(Problem("cli.row_task"))
        key = item_id or text
        self.new_tasks.setdefault(key, text)
        return key


class _Bad(Exception):  # carries a problem from where it is seen to where rows are counted
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.key)
        self.problem = problem


def _value(prompt: Prompt, row: dict[str, str]) -> Any:
    """The value as its kind knows it, from the columns that hold it."""
    if prompt.kind == "scale":
        return _whole(row, "value_number")
    if prompt.kind == "placement":
        hours = row["hours_week"].strip()
        return {
            "centrality": _whole(row, "value_number"),
            "hours_week": _number(row, "hours_week") if hours else None,
        }
    text = row["value_text"]
    if not text.strip():
        raise _Bad(Problem("cli.row_empty", column="value_text"))
    return text.strip() if prompt.kind in ("choice", "sort") else text


def _number(row: dict[str, str], column: str) -> float:
    written = row[column].strip()
    if not written:
        raise _Bad(Problem("cli.row_empty", column=column))
    try:
        # Danish sheets write 2,5
        return float(written.replace(",", "."))
    except ValueError:
        raise _Bad(Problem("cli.row_number", column=column, value=written[:40])) from None


def _whole(row: dict[str, str], column: str) -> int:
    number = _number(row, column)
    if not math.isfinite(number) or number != int(number):
        raise _Bad(Problem("cli.row_number", column=column, value=row[column].strip()[:40]))
    return int(number)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Numbered rows of a CSV file, as text, with every column that is read."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KerneError("cli.not_utf8", file=file) from error
    except OSError as error:
        raise KerneError("cli.cannot_read", file=file, reason=error.strerror or error) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    # one answer may be longer than the csv module expects of a field, but never by this much
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        missing = [column for column in NEEDED if column not in names]
        if missing:
            raise KerneError("cli.columns_missing", file=file, missing=", ".join(missing), allowed=", ".join(READ))
        for number, cells in enumerate(reader, ROW_ONE):
            if any(cell.strip() for cell in cells):
                row = dict(zip(names, cells, strict=False))
                yield number, {column: row.get(column, "") for column in READ}
    except csv.Error as error:
        raise KerneError("cli.broken_csv", file=file, line=reader.line_num, reason=error) from error
