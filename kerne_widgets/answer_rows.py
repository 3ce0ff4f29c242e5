"""Rows of a file read as answers of a workshop: each is checked, and a bad one is named with its number and why."""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import kinds
from .answering import Given, Needed
from .cells import SHOWN_MAX, Unfit, instant, number_in, people
from .deciding import ROUNDS_MAX
from .errors import AnswerError, ContentError, Problem
from .fitting import Fitting
from .gathering import short_id
from .kinds.about_items import is_item_id
from .kinds.pairing import is_pair, items_of
from .leading import check_task

if TYPE_CHECKING:
    from .answers import Answer
    from .model import Prompt
    from .workshop import Workshop

NEEDED = ("participant_id", "prompt_id")
NUMBERS = ("value_number", "value_second", "hours_week")
# what is read; the other columns of the frame are for people and may be missing
READ = (*NEEDED, "item_id", "item_text", "value_text", *NUMBERS, "round", "answered_at", "n_people", "workshop")
# as long as the store's columns are
PARTICIPANT_ID = re.compile(r"[0-9A-Za-z_-]{1,36}")

Key = tuple[str, str, str, int]
"""An answer by participant, prompt, item and round."""


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be taken in: its number in the sheet, and why."""

    number: int
    problem: Problem


@dataclass(frozen=True)
class Found:
    """What rows hold: answers that are new here, how many are here already, bad rows, and what must come first."""

    given: list[Given]
    n_known: int
    bad: list[BadRow]
    needed: Needed


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
    n_people: int
    is_own: bool
    is_nobodys: bool

    @property
    def key(self) -> Key:
        """What the row is a part of: an answer that is spread over items has a row for each."""
        item_id = self.item_id if kinds.is_itemised(self.prompt) else ""
        return self.participant_id, self.prompt.prompt_id, item_id, self.round_number

    @property
    def items(self) -> tuple[str, ...]:
        """The item it is about, or the two of a pair; nothing when the question is about none."""
        two_or_one = items_of(self.item_id) if kinds.is_paired(self.prompt) else (self.item_id,)
        return two_or_one if self.item_id else ()


class _Standing:
    """What stands in the workshop before the file is read."""

    def __init__(self, workshop: Workshop) -> None:
        self.answers = workshop.answers_of_all_rounds()
        rounds = range(1, workshop.round_number + 1)
        own = [prompt for prompt in workshop.model.prompts_with_votes if prompt.whole_room]
        self._values = {(a.participant_id, a.prompt_id, a.item_id, a.round_number): a.value for a in self.answers}
        self._of_the_room = Counter(
            _about(answer) for prompt in own for number in rounds for answer in workshop.release(prompt, number).answers
        )

    def has(self, given: Given, row: _Row) -> bool:
        """Whether an answer is here already, and so has nothing to be taken in.

        Of those that belong to the room alone an export does not say whose they are: each stands for one of the equal
        ones here, for as many as there are.
        """
        if not (row.is_own and row.is_nobodys):
            return self._values.get(row.key) == given.value
        self._of_the_room[_about(given)] -= 1
        return self._of_the_room[_about(given)] >= 0


class AnswerRows:
    """Rows of one file, taken one by one, and what they add up to.

    Parameters
    ----------
    workshop
        Where the answers are to go. Nothing is stored.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._bad: list[BadRow] = []
        self._rows: dict[Key, list[_Row]] = {}
        self._spoilt: dict[tuple[str, str], int] = {}
        self._tasks = {task.text: task.task_id for task in workshop.task_list()}
        self._new_tasks: dict[str, str] = {}
        self._people: dict[str, _Row] = {}
        self._of_the_room: Counter[tuple[Any, ...]] = Counter()

    def take(self, number: int, cells: Mapping[str, str]) -> None:
        """Read one row, by its number and its cells."""
        try:
            row = self._row(number, cells)
            self._require_first(row)
        except Unfit as bad:
            self._bad.append(BadRow(number, bad.of(number)))
            self._spoilt.setdefault((cells["participant_id"].strip(), cells["prompt_id"].strip()), number)
            return
        self._rows.setdefault(row.key, []).append(row)

    def found(self) -> Found:
        """All rows taken, as answers."""
        standing = _Standing(self.workshop)
        tasks = {*self.workshop.room.tasks, *self._new_tasks}
        fitting = Fitting(self.workshop.model, standing.answers, tasks, self._last_round())
        bad, good = list(self._bad), dict[Key, Given]()
        # what is written comes first: it is what the others may be about
        for key, rows in sorted(self._rows.items(), key=lambda entry: bool(entry[1][0].prompt.items_from)):
            try:
                good[key] = self._given(rows)
                fitting.require(good[key], {item_id: row.number for row in rows for item_id in row.items})
            except Unfit as problem:
                good.pop(key, None)
                bad += [BadRow(row.number, problem.of(row.number)) for row in rows]
        new = {key: good[key] for key in self._rows if key in good and not standing.has(good[key], self._rows[key][0])}
        bad.sort(key=lambda row: row.number)
        return Found(list(new.values()), len(good) - len(new), bad, self._needed(new))

    def _needed(self, new: Mapping[Key, Given]) -> Needed:
        here = {participant.participant_id for participant in self.workshop.participant_list()}
        rows = [row for key in new for row in self._rows[key]]
        people = {row.participant_id: row.n_people for row in rows if not row.prompt.whole_room}
        return Needed(
            {participant_id: n for participant_id, n in people.items() if participant_id not in here},
            {item: self._new_tasks[item] for row in rows for item in row.items if item in self._new_tasks},
            max((given.round_number for given in new.values()), default=0),
        )

    def _last_round(self) -> int:
        """The last round that can be opened without leaving one out."""
        asked = {row.round_number for rows in self._rows.values() for row in rows}
        last = self.workshop.round_number
        while last + 1 in asked:
            last += 1
        return last

    def _given(self, rows: list[_Row]) -> Given:
        participant_id, prompt_id, item_id, round_number = rows[0].key
        prompt = rows[0].prompt
        spoilt = self._spoilt.get((participant_id, prompt_id))
        if kinds.of(prompt).SPREAD and spoilt is not None:
            raise Unfit(Problem("cli.row_with_bad", row=spoilt))
        try:
            value = kinds.of(prompt).value([row.cells for row in rows], prompt)
        except AnswerError as error:
            raise Unfit(error.problems[0]) from error
        problems = kinds.check(value, prompt)
        if problems:
            raise Unfit(problems[0])
        return Given(participant_id, prompt_id, item_id, value, rows[0].at, round_number)

    def _row(self, number: int, cells: Mapping[str, str]) -> _Row:
        prompt_id = cells["prompt_id"].strip()
        if not prompt_id:
            raise Unfit(Problem("cli.row_empty", column="prompt_id"))
        try:
            prompt = self.workshop.model.prompt(prompt_id)
        except ContentError as error:
            raise Unfit(Problem("cli.row_prompt", value=prompt_id[:SHOWN_MAX])) from error
        participant_id = self._participant_id(prompt, cells)
        item_id = self._item_id(prompt, cells)
        for column in kinds.of(prompt).READS:
            if not cells[column].strip():
                raise Unfit(Problem("cli.row_empty", column=column))
        numbers = {column: number_in(cells, column) for column in NUMBERS}
        value = {"item_id": item_id, "value_text": cells["value_text"], **numbers}
        round_number, source = self._round(cells), cells["workshop"].strip()
        same = (source, prompt_id, round_number, *value.values())
        row = _Row(
            *(number, participant_id or self._nobody(same), prompt, item_id, value, round_number),
            at=instant(cells, "answered_at"),
            n_people=people(cells, "n_people"),
            is_own=source == self.workshop.code,
            is_nobodys=not participant_id,
        )
        first = self._people.setdefault(row.participant_id, row)
        if first.n_people != row.n_people:
            raise Unfit(Problem("cli.row_people_differ", row=first.number))
        return row

    def _nobody(self, same: tuple[Any, ...]) -> str:
        """An id for the next of some equal answers; it follows from them, so that a file taken in twice counts once."""
        self._of_the_room[same] += 1
        return _derived(*same, self._of_the_room[same])

    def _round(self, cells: Mapping[str, str]) -> int:
        """The round it belongs to; the one going on when the file does not say."""
        written_as = number_in(cells, "round")
        if written_as is None:
            return self.workshop.round_number
        if written_as not in range(1, ROUNDS_MAX + 1):
            raise Unfit(Problem("cli.row_round", value=cells["round"].strip()[:SHOWN_MAX], limit=ROUNDS_MAX))
        return int(written_as)

    def _participant_id(self, prompt: Prompt, cells: Mapping[str, str]) -> str:
        participant_id = cells["participant_id"].strip()
        if prompt.whole_room and not participant_id:
            return ""
        if not participant_id:
            raise Unfit(Problem("cli.row_empty", column="participant_id"))
        if not PARTICIPANT_ID.fullmatch(participant_id):
            raise Unfit(Problem("cli.row_participant", value=participant_id[:SHOWN_MAX]))
        # what belongs to the room alone is kept under an id that is nobody's
        return _derived(participant_id) if prompt.whole_room else participant_id

    def _require_first(self, row: _Row) -> None:
        for earlier in self._rows.get(row.key, ()):
            if earlier.item_id == row.item_id:
                raise Unfit(Problem("cli.row_twice", row=earlier.number))

    def _item_id(self, prompt: Prompt, cells: Mapping[str, str]) -> str:
        item_id, text = cells["item_id"].strip(), cells["item_text"].strip()
        if not kinds.is_itemised(prompt) and not kinds.of(prompt).SPREAD:
            return ""
        if kinds.is_paired(prompt):
            if is_pair(item_id) and all(map(is_item_id, items_of(item_id))):
                return item_id
            raise Unfit(Problem("cli.row_pair", prompt=prompt.prompt_id))
        if prompt.is_about_tasks:
            return self._task_id(item_id, text)
        if not is_item_id(item_id):
            raise Unfit(Problem("cli.row_item", prompt=prompt.prompt_id))
        return item_id

    def _task_id(self, item_id: str, text: str) -> str:
        """The task meant: by its id here, else by its wording, else a new task with that wording."""
        survivor = self.workshop.room.survivor(item_id)
        if survivor is not None:
            return survivor.task_id
        if text in self._tasks:
            return self._tasks[text]
        if not text:
            raise Unfit(Problem("cli.row_task"))
        problems = check_task(text)
        if problems:
            raise Unfit(problems[0])
        task_id = item_id if is_item_id(item_id) else short_id(text)
        if self._new_tasks.setdefault(task_id, text) != text:
            raise Unfit(Problem("cli.row_task_twice", value=task_id, text=self._new_tasks[task_id][:SHOWN_MAX]))
        return task_id


def _about(answer: Answer | Given) -> str:
    return json.dumps([answer.prompt_id, answer.round_number, answer.item_id, answer.value], sort_keys=True)


def _derived(*parts: Any) -> str:
    """An id that follows from what it is made of."""
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(parts)).hex
