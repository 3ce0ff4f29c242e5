"""Tidy frames of a workshop: long, typed, the same columns and dtypes when it is empty.

``COLUMNS`` is the data dictionary: ``{frame: {column: (dtype, unit, meaning)}}``.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from . import anonymity, kinds
from .answers import Answer
from .dictionary import COLUMNS, typed
from .errors import KerneWarning, Problem
from .gathering import is_moderated
from .kinds.pairing import items_of
from .kinds.table import fields_of
from .model import Prompt

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from .workshop import Workshop

__all__ = ["COLUMNS", "answers", "by_person", "cards", "entries", "own_answers", "participants", "table"]


def answers(workshop: Workshop) -> pd.DataFrame:
    """Every answer that stands, one row per participant, prompt and item; a ranking has as many rows as items.

    Returns
    -------
    DataFrame
        Columns in ``COLUMNS["answers"]``: of every round, by prompt, random id and item: the order tells nothing of who
        answered first. Last come those to whole-room prompts, as far as they are released (see
        :mod:`kerne_widgets.releases`): without participant, instant or order, and a row for each of the people who gave
        one together.

    Warns
    -----
    KerneWarning
        Answers are left out that belong to another content folder than the workshop is opened with. They stay in the
        store; open it with that folder: ``open_workshop(code, content="FOLDER")``.
    """
    wordings = _Wordings(workshop)
    return _framed(workshop, sorted(_standing(workshop), key=wordings.place), wordings)


def as_given(workshop: Workshop) -> pd.DataFrame:
    """The same in the order they were first given: only for pictures, which stand still while more come."""
    return _framed(workshop, list(_standing(workshop)), _Wordings(workshop))


def _framed(workshop: Workshop, standing: Sequence[tuple[Answer, Prompt | None]], wordings: _Wordings) -> pd.DataFrame:
    told = _veiled(workshop)
    times = nobodys_times(workshop, (answer for answer, prompt in standing if prompt))
    rows: list[dict[str, Any]] = []
    left_out: Counter[str] = Counter()
    for answer, prompt in standing:
        if prompt is None:
            left_out[answer.prompt_id] += 1  # asked, or allowed, by another content folder; it stays in the store
        elif not prompt.whole_room:
            own = {
                "participant_id": answer.participant_id,
                "round": answer.round_number,
                "answered_at": times[answer.prompt_id, answer.round_number],
                "n_people": told.get(answer.participant_id, {}).get("n_people"),
            }
            rows += _rows(workshop, prompt, answer.item_id, answer.value, own, wordings)
    if left_out:
        prompts = ", ".join(sorted(left_out))
        left = Problem("errors.answers_left_out", n=left_out.total(), prompts=prompts)
        warnings.warn(KerneWarning(left, workshop.lang), stacklevel=4)
    asked = [prompt for prompt in workshop.model.prompts_with_votes if prompt.whole_room]
    of_the_room = [
        {**row, "participant_id": ""}
        for prompt in asked
        for number in range(1, workshop.round_number + 1)
        for row in _rows_of_the_room(workshop, prompt, number, wordings)
    ]
    return typed("answers", rows + anonymity.in_no_order(of_the_room))


def own_answers(workshop: Workshop, participant_id: str) -> pd.DataFrame:
    """What one participant has answered, to whole-room prompts too: theirs to see, and nobody else's.

    Columns in ``COLUMNS["answers"]``, without ``n_people``; ``answered_at`` is the exact instant, theirs as well.
    """
    wordings = _Wordings(workshop)
    rows: list[dict[str, Any]] = []
    for answer, prompt in _standing(workshop):
        if prompt and answer.participant_id == participant_id:
            own = {"participant_id": participant_id, "round": answer.round_number, "answered_at": answer.at}
            rows += _rows(workshop, prompt, answer.item_id, answer.value, own, wordings)
    return typed("answers", rows)


def of_the_room(workshop: Workshop, prompt: Prompt, round_number: int) -> pd.DataFrame:
    """What is released of a whole-room prompt, as :func:`answers` has it, for one picture.

    Those who answered are told apart by numbers, which mean nothing in any other frame.
    """
    return typed("answers", _rows_of_the_room(workshop, prompt, round_number, _Wordings(workshop)))


def _rows_of_the_room(
    workshop: Workshop, prompt: Prompt, round_number: int, wordings: _Wordings
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for answer in workshop.release(prompt, round_number).answers:
        if not kinds.check(answer.value, prompt):
            own = {"participant_id": answer.participant_id, "round": round_number, "answered_at": None}
            rows += _rows(workshop, prompt, answer.item_id, answer.value, own, wordings)
    return rows


def _rows(
    workshop: Workshop, prompt: Prompt, item_id: str, value: Any, own: dict[str, Any], wordings: _Wordings
) -> list[dict[str, Any]]:
    """The rows of one answer: what all share, and what its kind makes of it."""
    shared = {
        "workshop": workshop.code,
        "dimension_id": prompt.dimension_id,
        "exercise_id": prompt.exercise_id,
        "prompt_id": prompt.prompt_id,
        "kind": prompt.kind,
        **own,
    }
    parts = ({"item_id": item_id, **part} for part in kinds.of(prompt).rows(value, prompt, workshop.lang))
    return [{"item_text": wordings.of(prompt, part["item_id"]), **shared, **part} for part in parts]


class _Wordings:
    """The wordings of items. Many prompts may be about one source, and each source is read once."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._texts: dict[tuple[str, str], dict[str, str]] = {}
        self._places = {prompt.prompt_id: place for place, prompt in enumerate(workshop.model.prompts_with_votes)}

    def of(self, prompt: Prompt, item_id: str) -> str | None:
        """The wording of an item, or of the two items of a pair."""
        texts = self._of(prompt)
        return " – ".join(texts[part] for part in items_of(item_id) if part in texts) or None

    def place(self, one: tuple[Answer, Prompt | None]) -> tuple[Any, ...]:
        """Where an answer stands among others, by what is known of it without its time."""
        answer, prompt = one
        if prompt is None:
            return (-1,)
        # fixed items have an order of their own; that of cards and tasks would tell who was first to write one
        fixed = [] if prompt.items_from else list(self._of(prompt))
        item = [fixed.index(part) if part in fixed else len(fixed) for part in items_of(answer.item_id)]
        said = self.of(prompt, answer.item_id) or str(answer.value)
        return self._places[prompt.prompt_id], answer.round_number, answer.participant_id, item, said, answer.item_id

    def _of(self, prompt: Prompt) -> dict[str, str]:
        source = (prompt.items_from, "" if prompt.items_from else prompt.prompt_id)
        if source not in self._texts:
            self._texts[source] = self._workshop.item_texts(prompt)
        return self._texts[source]


def cards(workshop: Workshop) -> pd.DataFrame:
    """What people have written, each with the card that stands for it now. Columns in ``COLUMNS["cards"]``.

    Every card and text of every round, also hidden ones: nothing that anyone wrote is left out. In the order of
    :func:`answers`.
    """
    asked = [prompt for prompt in workshop.model.prompts if is_moderated(prompt)]
    rows = [
        {
            "participant_id": answer.participant_id,
            "prompt_id": prompt.prompt_id,
            "item_id": answer.item_id,
            "round": number,
            "written": answer.value,
            "card_id": part.card_id,
            "state": "hidden" if card.hidden else "shown" if part.card_id == card.card_id else "merged",
            "stands_as": card.card_id,
            "text": card.text,
            "heading": card.heading,
            "n_written": card.n,
        }
        for prompt in asked
        for number in range(1, workshop.round_number + 1)
        for card in workshop.card_list(prompt.prompt_id, number)
        for part in card.parts
        for answer in part.answers
    ]
    places = {prompt.prompt_id: place for place, prompt in enumerate(asked)}
    rows.sort(key=lambda row: (places[row["prompt_id"]], row["round"], row["participant_id"], row["written"]))
    return typed("cards", rows)


def entries(workshop: Workshop) -> pd.DataFrame:
    """What people have written in tables, one row per entry and column. Columns in ``COLUMNS["entries"]``.

    Every entry of every round, also hidden ones.
    """
    lang = workshop.lang
    asked = {prompt.prompt_id: prompt for prompt in workshop.model.prompts_of_kind("table")}
    written = cards(workshop)
    rows = (
        {
            **{name: row[name] for name in ("participant_id", "prompt_id", "item_id", "round", "state")},
            "column": column.key,
            "heading": column.text(lang),
            "text": field,
        }
        for row in written[written["prompt_id"].isin(list(asked))].to_dict("records")
        for column, field in zip(
            asked[row["prompt_id"]].columns, fields_of(row["written"], asked[row["prompt_id"]]), strict=True
        )
    )
    return typed("entries", rows)


def table(workshop: Workshop, prompt: Prompt) -> pd.DataFrame:
    """The entries of one table, a row each: who, which, of which round, its state, and a column for each field."""
    own = entries(workshop)
    own = own[own["prompt_id"] == prompt.prompt_id]
    keys = [column.key for column in prompt.columns]
    each = ["participant_id", "item_id", "round", "state"]
    wide = own.pivot_table(index=each, columns="column", values="text", aggfunc="first", sort=False, observed=True)
    return wide.reindex(columns=keys).reset_index().rename_axis(columns=None).astype(dict.fromkeys(keys, "string"))


def by_person(workshop: Workshop, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of participants, once for each of the people behind them: an answer given by four counts four times.

    The second of them is called as the first, with ``/2`` behind, and so on.
    """
    people = {person.participant_id: person.n_people for person in workshop.participant_list() if person.n_people > 1}
    if not people:
        return rows
    shared = rows["participant_id"].map(people).fillna(1).astype(int)
    each = rows.loc[rows.index.repeat(shared)]
    place = each.groupby(level=0).cumcount() + 1
    ids = each["participant_id"]
    return each.assign(participant_id=ids.where(place == 1, ids + "/" + place.astype(str))).reset_index(drop=True)


def participants(workshop: Workshop) -> pd.DataFrame:
    """Who is in the room, by random id. Columns in ``COLUMNS["participants"]``.

    What could point at a person is left out. Those who are alike in role, group, ``n_people`` and ``on_behalf``
    together, blanks included, are at least ``people_min`` people: of all who are here, and of those with a row
    in :func:`answers`. The role is kept first; then the group, as far as it can be told within a role; then
    ``n_people``, then ``on_behalf``. In a room where fewer have answered, nothing of it is told. The order is that of
    the random ids, and ``joined_at`` is the same for all.
    """
    told = _veiled(workshop)
    # not those who have come in the meantime
    people = [person for person in workshop.participant_list() if person.participant_id in told]
    came = anonymity.nobodys_time(((person.joined_at, person.n_people) for person in people), workshop.people_min)
    rows = [
        {"participant_id": person.participant_id, "joined_at": came, **told[person.participant_id]}
        for person in sorted(people, key=lambda person: person.participant_id)
    ]
    return typed("participants", rows).fillna({"role": "", "group": ""})


def _veiled(workshop: Workshop) -> dict[str, dict[str, Any]]:
    """What may be told of each participant, by id; None in place of the rest."""
    people = workshop.participant_list()
    names = {"role": anonymity.Names(), "group": anonymity.Names()}
    authors = {answer.participant_id for answer, prompt in _standing(workshop) if prompt and not prompt.whole_room}
    everyone = [
        anonymity.Known(
            (names["role"](p.role), names["group"](p.group), p.n_people, p.on_behalf),
            p.n_people,
            p.participant_id in authors,
        )
        for p in people
    ]
    traits = ("role", "group", "n_people", "on_behalf")
    return {
        p.participant_id: {
            trait: None if value == anonymity.REST else value for trait, value in zip(traits, told, strict=True)
        }
        for p, told in zip(people, anonymity.veiled(everyone, workshop.people_min), strict=True)
    }


def nobodys_times(workshop: Workshop, answers: Iterable[Answer]) -> dict[tuple[str, int], dt.datetime | None]:
    """What is told of the time of some answers, by prompt and round."""
    people = {person.participant_id: person.n_people for person in workshop.participant_list()}
    first: dict[tuple[str, int], dict[str, dt.datetime]] = {}
    for answer in answers:
        own = first.setdefault((answer.prompt_id, answer.round_number), {})
        own[answer.participant_id] = min(answer.at, own.get(answer.participant_id, answer.at))
    return {
        about: anonymity.nobodys_time(((at, people.get(one, 1)) for one, at in own.items()), workshop.people_min)
        for about, own in first.items()
    }


def _standing(workshop: Workshop) -> Iterator[tuple[Answer, Prompt | None]]:
    """Every answer that stands, with its prompt; None where the content does not ask it, or not so."""
    known = {prompt.prompt_id: prompt for prompt in workshop.model.prompts_with_votes}
    for answer in workshop.answers_of_all_rounds():
        prompt = known.get(answer.prompt_id)
        yield answer, None if prompt is None or kinds.check(answer.value, prompt) else prompt
