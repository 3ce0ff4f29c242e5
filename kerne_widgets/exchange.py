"""Answers in and out as files: the long format of the ``answers`` frame, which can be read back."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import kinds, sheets
from .deciding import ROUNDS_MAX
from .errors import AnswerError, ContentError, KerneError, Problem
from .gathering import short_id
from .workshop import Given

if TYPE_CHECKING:
    from .model import Prompt
    from .workshop import Workshop

IMPORTS = sheets.ENDINGS
NEEDED = ("participant_id", "prompt_id")
NUMBERS = ("value_number", "value_second", "hours_week")
# what is read; the other columns of the frame are for people and may be missing
READ = (*NEEDED, "item_id", "item_text", "value_text", *NUMBERS, "round", "answered_at")
ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
ITEM_ID = re.compile(rf"{ID.pattern}(/{ID.pattern})?")  # a pair is two


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

    @property
    def rounds(self) -> int:
        """The last round that the answers belong to."""
        return max((given.round_number for given in self.given), default=0)


class BadRows(KerneError):
    """A file holds rows that cannot be taken in; ``bad`` lists them."""

    def __init__(self, file: Path, bad: list[BadRow]) -> None:
        super().__init__("cli.bad_rows", file=file, n=len(bad))
        self.bad = bad


def answers_csv(workshop: Workshop) -> bytes:
    """Every standing answer of a workshop as CSV: UTF-8 with a mark, so that Excel reads Danish letters."""
    written = workshop.answers().to_csv(index=False, date_format="%Y-%m-%dT%H:%M:%S.%f%z")
    return str(written).encode("utf-8-sig")


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
    while workshop.round_number < found.rounds:
        workshop.start_round()
    for participant_id in found.new_participants:
        workshop.join(participant_id=participant_id)
    for task_id, text in found.new_tasks.items():
        workshop.add_task(text, task_id=task_id)
    if found.given:
        workshop.submit_all(found.given)
    return found


def read_answers(workshop: Workshop, file: Path) -> Import:
    """What a file holds, checked against the workshop; nothing is stored."""
    require_ending(file, IMPORTS)
    reader = _Reader(workshop)
    for number, row in sheets.read_rows(file, NEEDED, READ):
        reader.take(number, row)
    return reader.result()


def require_ending(file: Path, allowed: tuple[str, ...]) -> None:
    """Raise ``KerneError`` when a file's ending is not one of those allowed."""
    if file.suffix.lower() not in allowed:
        raise KerneError("cli.file_ending", file=file.name, allowed=", ".join(allowed))


@dataclass(frozen=True)
class _Row:
    """A row as it was read: who, what, about which item, and the columns that hold the value."""

    number: int
    participant_id: str
    prompt: Prompt
    item_id: str
    cells: dict[str, Any]
    round_number: int
    at: dt.datetime | None

    @property
    def answer(self) -> tuple[str, str, str, int]:
        """What the row is a part of: an answer that is spread over items has a row for each."""
        item_id = self.item_id if kinds.is_itemised(self.prompt) else ""
        return self.participant_id, self.prompt.prompt_id, item_id, self.round_number


class _Reader:
    """Turns rows into answers, and remembers what the rows before have brought."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.bad: list[BadRow] = []
        self._wordings: dict[str, str] = {}
        self._rows: dict[tuple[str, str, str, int], list[_Row]] = {}
        self._spoilt: dict[tuple[str, str], int] = {}
        self._tasks = {task.text: task.task_id for task in workshop.task_list()}

    def take(self, number: int, cells: dict[str, str]) -> None:
        """Read one row."""
        try:
            row = self._row(number, cells)
            self._require_first(row)
        except _Bad as bad:
            self.bad.append(BadRow(number, bad.problem))
            self._spoilt.setdefault((cells["participant_id"].strip(), cells["prompt_id"].strip()), number)
            return
        self._rows.setdefault(row.answer, []).append(row)

    def result(self) -> Import:
        """All rows taken, as answers."""
        given: list[Given] = []
        new_tasks: dict[str, str] = {}
        for rows in self._rows.values():
            try:
                given.append(self._given(rows))
            except _Bad as bad:
                self.bad += [BadRow(row.number, bad.problem) for row in rows]
            else:
                new_tasks |= {row.item_id: self._wordings[row.item_id] for row in rows if row.item_id in self._wordings}
        known = {participant.participant_id for participant in self.workshop.participant_list()}
        model = self.workshop.model
        people = [g.participant_id for g in given if not model.prompt(g.prompt_id).whole_room]
        new = dict.fromkeys(person for person in people if person not in known)
        return Import(given, sorted(self.bad, key=lambda bad: bad.number), list(new), new_tasks)

    def _given(self, rows: list[_Row]) -> Given:
        participant_id, prompt_id, item_id, round_number = rows[0].answer
        prompt = rows[0].prompt
        spoilt = self._spoilt.get((participant_id, prompt_id))
        if kinds.of(prompt).SPREAD and spoilt is not None:
            raise _Bad(Problem("cli.row_with_bad", row=spoilt))
        try:
            value = kinds.of(prompt).value([row.cells for row in rows], prompt)
        except AnswerError as error:
            raise _Bad(error.problems[0]) from error
        problems = kinds.check(value, prompt)
        if problems:
            raise _Bad(problems[0])
        return Given(participant_id, prompt_id, item_id, value, rows[0].at, round_number)

    def _row(self, number: int, cells: dict[str, str]) -> _Row:
        if not cells["prompt_id"].strip():
            raise _Bad(Problem("cli.row_empty", column="prompt_id"))
        try:
            prompt = self.workshop.model.prompt(cells["prompt_id"].strip())
        except ContentError as error:
            raise _Bad(Problem("cli.row_prompt", value=cells["prompt_id"].strip()[:40])) from error
        participant_id = self._participant_id(prompt, cells)
        item_id = self._item_id(prompt, cells)
        kind = kinds.of(prompt)
        for column in kind.READS:
            if not cells[column].strip():
                raise _Bad(Problem("cli.row_empty", column=column))
        numbers = {column: _number(cells, column) for column in NUMBERS}
        value = {"item_id": item_id, "value_text": cells["value_text"], **numbers}
        return _Row(number, participant_id, prompt, item_id, value, self._round(cells), _instant(cells))

    def _round(self, cells: dict[str, str]) -> int:
        """The round it belongs to; the one going on when the file does not say."""
        written = _number(cells, "round")
        if written is None:
            return self.workshop.round_number
        if written not in range(1, ROUNDS_MAX + 1):
            raise _Bad(Problem("cli.row_round", value=cells["round"].strip()[:40], limit=ROUNDS_MAX))
        return int(written)

    def _participant_id(self, prompt: Prompt, cells: dict[str, str]) -> str:
        if prompt.whole_room:
            return uuid.uuid4().hex  # nobody's: such an answer belongs to the room alone
        participant_id = cells["participant_id"].strip()
        if not participant_id:
            raise _Bad(Problem("cli.row_empty", column="participant_id"))
        if not ID.fullmatch(participant_id):
            raise _Bad(Problem("cli.row_participant", value=participant_id[:40]))
        return participant_id

    def _require_first(self, row: _Row) -> None:
        for earlier in self._rows.get(row.answer, ()):
            if earlier.item_id == row.item_id:
                raise _Bad(Problem("cli.row_twice", row=earlier.number))

    def _item_id(self, prompt: Prompt, cells: dict[str, str]) -> str:
        item_id, text = cells["item_id"].strip(), cells["item_text"].strip()
        kind = kinds.of(prompt)
        if not kinds.is_itemised(prompt) and not kind.SPREAD:
            return ""
        if prompt.is_about_tasks:
            return self._task_id(item_id, text)
        if not ITEM_ID.fullmatch(item_id):
            raise _Bad(Problem("cli.row_item", prompt=prompt.prompt_id))
        return item_id

    def _task_id(self, item_id: str, text: str) -> str:
        """The task meant: by its id here, else by its wording, else a new task with that wording."""
        survivor = self.workshop.room.survivor(item_id)
        if survivor is not None:
            return survivor.task_id
        if text in self._tasks:
            return self._tasks[text]
        if not text:
            raise _Bad(Problem("cli.row_task"))
        task_id = item_id if ID.fullmatch(item_id) else short_id(text)
        self._wordings.setdefault(task_id, text)
        return task_id


class _Bad(Exception):  # carries a problem from where it is seen to where rows are counted
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.key)
        self.problem = problem


def _instant(cells: dict[str, str]) -> dt.datetime | None:
    """When it was answered; None when the file does not say."""
    written = cells["answered_at"].strip()
    if not written:
        return None
    try:
        at = dt.datetime.fromisoformat(written)
    except ValueError:
        raise _Bad(Problem("cli.row_instant", value=written[:40])) from None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _number(cells: dict[str, str], column: str) -> float | None:
    written = cells[column].strip()
    if not written:
        return None
    try:
        # Danish sheets write 2,5
        return float(written.replace(",", "."))
    except ValueError:
        raise _Bad(Problem("cli.row_number", column=column, value=written[:40])) from None
