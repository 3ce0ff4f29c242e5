"""Frames of a workshop that meets again: its rounds, what has changed in the same persons, and the whole course.

Columns are in ``dictionary.COLUMNS``, as those of :mod:`kerne_widgets.frames`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from . import anonymity, kinds, measures, task_frames
from .dictionary import typed
from .kinds.numbers import Numbers
from .kinds.pairing import SEPARATOR, items_of
from .model import Prompt

if TYPE_CHECKING:
    import pandas as pd

    from .answers import Answer
    from .workshop import Workshop

DISPUTED = "disputed_share"

About = tuple[str, str]
"""An item, and what is measured of it."""

ByRound = dict[int, dict[About, dict[str, float]]]
"""Numbers by round, by what they are about, and by participant."""


def rounds(workshop: Workshop) -> pd.DataFrame:
    """The times the workshop has met."""
    answers = workshop.answers_of_all_rounds()
    rows = []
    for one in workshop.round_list():
        given = [answer for answer in answers if answer.round_number == one.number]
        rows.append(
            {
                "round": one.number,
                "title": one.title,
                "started_at": one.started_at,
                "n_participants": workshop.count_people({answer.participant_id for answer in given}),
                "n_answers": len(given),
            }
        )
    return typed("rounds", rows)


def change(workshop: Workshop, prompt_ids: str | Collection[str] | None = None) -> pd.DataFrame:
    """What has changed in the same persons, of all that is answered with numbers: over rounds, and in one of them.

    A round is compared with the one before it in which the same was asked, also by a question that this one repeats,
    and within a round a question with the one it repeats. What belongs to the whole room is left out: nobody knows who
    has said it.

    Parameters
    ----------
    workshop
        What is read.
    prompt_ids
        The question that is wanted, or several; default all.

    Raises
    ------
    ContentError
        There is no such question; the message names those it may be.
    """
    with workshop.still():
        read = _Read(workshop, prompt_ids)
        rows = [
            row
            for prompt, numbers in read.asked
            if not prompt.whole_room
            for about in read.abouts(prompt, numbers)
            for row in _changes(read, prompt, numbers, about)
        ]
    return typed("change", rows)


def trend(workshop: Workshop, prompt_ids: str | Collection[str] | None = None) -> pd.DataFrame:
    """The whole course: of each round all that was answered with numbers, and how much was disputed.

    Of few people only the middle is told, as everywhere (see :mod:`kerne_widgets.anonymity`).

    Parameters
    ----------
    workshop
        What is read.
    prompt_ids
        The question that is wanted, or several; default all.

    Raises
    ------
    ContentError
        There is no such question; the message names those it may be.
    """
    rows: list[dict[str, Any]] = []
    with workshop.still():
        read = _Read(workshop, prompt_ids)
        for prompt, numbers in read.asked:
            rows += _disputed(read, prompt)
            for about in read.abouts(prompt, numbers):
                rows += _course(read, prompt, numbers, about)
    return typed("trend", rows)


class _Read:
    """The numbers in all answers, about the items that stand now."""

    def __init__(self, workshop: Workshop, prompt_ids: str | Collection[str] | None) -> None:
        self.workshop = workshop
        if prompt_ids is not None:
            named = [prompt_ids] if isinstance(prompt_ids, str) else prompt_ids
            prompt_ids = {workshop.model.prompt(prompt_id).prompt_id for prompt_id in named}
        prompts = workshop.model.prompts_with_votes
        numbered = [(prompt, numbers) for prompt in prompts if (numbers := kinds.of(prompt).NUMBERS)]
        self.asked = [one for one in numbered if prompt_ids is None or one[0].prompt_id in prompt_ids]
        # what a question repeats is read to compare with
        needed = {name for prompt, _ in self.asked for name in (prompt.prompt_id, prompt.repeats)}
        self.given: dict[str, ByRound] = {}
        self._people = {person.participant_id: person.n_people for person in workshop.participant_list()}
        self._names: dict[str, dict[str, str]] = {}
        self._verdicts: dict[int, dict[str, str]] = {}
        by_prompt: dict[str, list[Answer]] = {}
        for answer in sorted(workshop.answers_of_all_rounds(), key=lambda answer: answer.seq):
            by_prompt.setdefault(answer.prompt_id, []).append(answer)
        for prompt, numbers in (one for one in numbered if one[0].prompt_id in needed):
            given = by_prompt.get(prompt.prompt_id, [])
            if prompt.whole_room:
                every = range(1, workshop.round_number + 1)
                given = [answer for number in every for answer in workshop.release(prompt, number).answers]
            self._take(prompt, numbers, given)

    def abouts(self, prompt: Prompt, numbers: Numbers) -> list[About]:
        """What there are numbers about, in the order of the items."""
        said = {about for own in self.given[prompt.prompt_id].values() for about in own}
        items, named = list(self._names[prompt.prompt_id]), list(numbers.ends)
        return sorted(said, key=lambda about: ([items.index(one) for one in items_of(about[0])], named.index(about[1])))

    def rounds_of(self, prompt_id: str, about: About, numbers: Numbers) -> list[int]:
        """The rounds in which it was answered."""
        given = self.given.get(prompt_id, {})
        return sorted(number for number, own in given.items() if about in own or (own and numbers.left_out is not None))

    def numbers(self, prompt_id: str, number: int, about: About, numbers: Numbers) -> dict[str, float]:
        """What each participant said about it in a round."""
        own = self.given[prompt_id][number]
        said = own.get(about, {})
        if numbers.left_out is None:
            return said
        return dict.fromkeys((person for each in own.values() for person in each), numbers.left_out) | said

    def each(self, participant_ids: Iterator[str]) -> list[str]:
        """Participants once for each of the people behind them."""
        return [one for one in sorted(participant_ids) for _ in range(self._people.get(one, 1))]

    def name(self, prompt_id: str, item_id: str) -> str:
        """The wording of an item, or of the two items of a pair."""
        return " – ".join(self._names[prompt_id][one] for one in items_of(item_id))

    def verdict(self, number: int, task_id: str) -> str:
        """The room's verdict on a task in a round."""
        if number not in self._verdicts:
            told = task_frames.priorities(self.workshop, number)
            self._verdicts[number] = dict(zip(told["task_id"], told["verdict"], strict=True))
        return self._verdicts[number].get(task_id, "")

    def verdicts(self, number: int) -> list[str]:
        """The verdicts of a round on the tasks that enough have placed."""
        self.verdict(number, "")
        return [verdict for verdict in self._verdicts[number].values() if verdict != "too_few"]

    def _take(self, prompt: Prompt, numbers: Numbers, answers: list[Answer]) -> None:
        given = self.given.setdefault(prompt.prompt_id, {})
        names = self._names[prompt.prompt_id] = _names(self.workshop, prompt)
        stands_for = self.workshop.standing_items(prompt) if answers else None
        for answer in answers:
            if stands_for is None or kinds.check(answer.value, prompt):
                continue  # asked, or allowed, by another content folder
            own: dict[About, float] = {}
            for item_id, said in numbers.read(answer.value, prompt).items():
                parts = sorted(map(stands_for, items_of(item_id or answer.item_id)))
                if not set(parts) <= set(names) or len(set(parts)) < len(parts):
                    continue  # an item that is gone, or two that are one now
                for measure, found in said.items():
                    about = SEPARATOR.join(parts), measure
                    most = numbers.ends[measure](prompt)[1]
                    total = numbers.of_two(own[about], found) if about in own else found
                    own[about] = total if most is None else min(total, most)
            for about, found in own.items():
                given.setdefault(answer.round_number, {}).setdefault(about, {})[answer.participant_id] = found


def _names(workshop: Workshop, prompt: Prompt) -> dict[str, str]:
    """What a prompt is answered about: its items, else its options, else itself."""
    if prompt.has_items:
        return {item.item_id: item.text for item in workshop.items(prompt)}
    if prompt.options:
        return {option.key: option.text(workshop.lang) for option in prompt.options}
    return {"": ""}


def _changes(read: _Read, prompt: Prompt, numbers: Numbers, about: About) -> Iterator[dict[str, Any]]:
    for earlier, before, after in _compared(read, prompt, numbers, about):
        first = read.numbers(earlier, before, about, numbers)
        second = read.numbers(prompt.prompt_id, after, about, numbers)
        both = read.each(iter(first.keys() & second.keys()))
        row = _about(read, prompt, numbers, about)
        row |= {"prompt_before": earlier, "round_before": before, "round_after": after}
        row |= _change([first[one] for one in both], [second[one] for one in both], read.workshop.people_min)
        if prompt.is_about_tasks and about[1] == "centrality":
            verdicts = (read.verdict(number, about[0]) for number in (before, after))
            row |= dict(zip(("verdict_before", "verdict_after"), verdicts, strict=True))
        yield row


def _compared(read: _Read, prompt: Prompt, numbers: Numbers, about: About) -> Iterator[tuple[str, int, int]]:
    """(earlier prompt, its round, round of the later answers)."""
    asked = read.rounds_of(prompt.prompt_id, about, numbers)
    repeated = read.rounds_of(prompt.repeats, about, numbers)
    yield from ((prompt.repeats, number, number) for number in asked if number in repeated)
    for before, after in pairwise(sorted({*asked, *repeated})):
        if after in asked:
            yield (prompt.prompt_id if before in asked else prompt.repeats, before, after)


def _about(read: _Read, prompt: Prompt, numbers: Numbers, about: About) -> dict[str, Any]:
    item_id, measure = about
    lowest, highest = numbers.ends[measure](prompt)
    return {
        "prompt_id": prompt.prompt_id,
        "question": prompt.text(read.workshop.lang),
        "item_id": item_id,
        "item_text": read.name(prompt.prompt_id, item_id),
        "measure": measure,
        "lowest": lowest,
        "highest": highest,
    }


def _change(before: list[float], after: list[float], people_min: int) -> dict[str, Any]:
    found = measures.paired_change(before, after, pairs_min=people_min)
    if found.mean is None:
        return {"n_pairs": found.n}
    return {
        "n_pairs": found.n,
        "mean_before": mean(before),
        "mean_after": mean(after),
        "change": found.mean,
        "change_median": found.median,
        "change_low": found.low,
        "change_high": found.high,
        "n_up": found.n_up,
        "n_same": found.n_same,
        "n_down": found.n_down,
    }


def _course(read: _Read, prompt: Prompt, numbers: Numbers, about: About) -> Iterator[dict[str, Any]]:
    for number in read.rounds_of(prompt.prompt_id, about, numbers):
        said = read.numbers(prompt.prompt_id, number, about, numbers)
        values = [said[one] for one in read.each(iter(said))]
        row = {**_about(read, prompt, numbers, about), "round": number, "n": len(values)} | _middle(values)
        if about[1] in numbers.steps:
            row["agreement"] = measures.agreement(_counts(values, row))
        yield anonymity.of_few(row, len(values), read.workshop.people_min)


def _middle(values: list[float]) -> dict[str, Any]:
    low, high = measures.mean_interval(values)
    return {"mean": mean(values), "mean_low": low, "mean_high": high, "median": median(values)}


def _counts(values: list[float], row: Mapping[str, Any]) -> list[int]:
    return [values.count(step) for step in range(int(row["lowest"]), int(row["highest"]) + 1)]


def _disputed(read: _Read, prompt: Prompt) -> Iterator[dict[str, Any]]:
    """The share of the tasks that are disputed, in each round in which tasks were placed."""
    if not prompt.is_about_tasks or prompt.kind != "placement":
        return
    for number, own in sorted(read.given[prompt.prompt_id].items()):
        verdicts = read.verdicts(number)
        people = read.each(iter({person for each in own.values() for person in each}))
        yield {
            "prompt_id": prompt.prompt_id,
            "question": prompt.text(read.workshop.lang),
            "item_id": "",
            "item_text": "",
            "measure": DISPUTED,
            "lowest": 0.0,
            "highest": 1.0,
            "round": number,
            "n": len(people),
            "mean": verdicts.count("disputed") / len(verdicts) if verdicts else None,
        }
