"""The model of a workshop: phases, dimensions, exercises and prompts, as frozen values."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from .errors import ContentError

_T = TypeVar("_T")


@dataclass(frozen=True)
class Text:
    """A text in Danish and English; call it with a language."""

    da: str
    en: str

    def __call__(self, lang: str = "da") -> str:
        """The text in a language."""
        return self.en if lang == "en" else self.da


NO_TEXT = Text("", "")
TASKS = "tasks"
VOTE = "vote_"  # before the name of the question whose cards are voted on
# the shared wording that every workshop is about
CORE_TASK = "core_task"


@dataclass(frozen=True)
class Option:
    """One of a prompt's fixed answers, or one of its fixed items."""

    key: str
    text: Text


@dataclass(frozen=True)
class Column:
    """A column of a table that the room fills: its heading, and what is said where an entry has nothing in it.

    ``kind`` is that of its fields, ``"short_text"`` or ``"date"``.
    """

    key: str
    text: Text
    missing: Text = NO_TEXT
    kind: str = "short_text"


@dataclass(frozen=True)
class Axis:
    """An axis of a field: what it is about, and its two ends."""

    name: Text = NO_TEXT
    low: Text = NO_TEXT
    high: Text = NO_TEXT


# how one and the same thing is asked about: as it is decided, as it is done, as it is experienced
LENSES = ("decided", "done", "experienced")
# the corners of a field as they are read
CORNERS = ("top_left", "top_right", "bottom_left", "bottom_right")


@dataclass(frozen=True)
class Prompt:
    """One question, with its kind of answer.

    The answers to a ``whole_room`` prompt belong to the room alone: no frame says who gave which. The fields after it
    belong to some kinds only; ``kinds`` says which.
    """

    prompt_id: str
    kind: str
    text: Text
    exercise_id: str
    dimension_id: str
    help: Text = NO_TEXT
    whole_room: bool = False
    options: tuple[Option, ...] = ()
    items: tuple[Option, ...] = ()
    items_from: str = ""
    items_max: int = 12
    budget: int = 100
    max_each: int = 0
    pairs_max: int = 10
    gathers: str = ""
    wording: str = ""
    repeats: str = ""
    lens: str = ""
    hints: tuple[str, ...] = ()
    max_items: int = 20
    columns: tuple[Column, ...] = ()
    low: Text = NO_TEXT
    high: Text = NO_TEXT
    steps: int = 5
    rings: tuple[Text, ...] = ()
    hours_max: int = 60
    x: Axis = Axis()
    y: Axis = Axis()
    corners: tuple[Text, ...] = ()
    zone: str = ""
    now: Text = NO_TEXT
    wanted: Text = NO_TEXT
    future: bool = False

    @property
    def has_items(self) -> bool:
        """Whether it is answered about items that are there before it is answered."""
        return bool(self.items or self.items_from or self.is_about_tasks)

    @property
    def is_about_tasks(self) -> bool:
        """Whether its items are the work tasks."""
        return self.items_from == TASKS

    @property
    def is_list(self) -> bool:
        """Whether its answers are a list of one's own items, added one at a time, which later ones may be about."""
        return self.kind in ("cards", "table")

    @property
    def is_written(self) -> bool:
        """Whether it is answered in words, each answer on its own."""
        return self.is_list or self.kind in ("short_text", "long_text")

    @property
    def is_star_vote(self) -> bool:
        """Whether each item gets a star or none."""
        return self.kind == "points" and self.max_each == 1

    @property
    def is_one_star(self) -> bool:
        """Whether there is a single star to give: one item is chosen."""
        return self.is_star_vote and self.budget == 1


@dataclass(frozen=True)
class Notes:
    """What the facilitator reads: why, what to say, what to watch for."""

    purpose: Text = NO_TEXT
    say: Text = NO_TEXT
    watch: Text = NO_TEXT


@dataclass(frozen=True)
class Exercise:
    """One screen of the workshop: a few prompts answered together. ``row`` is its row of the source deck."""

    exercise_id: str
    dimension_id: str
    phase_id: str
    title: Text
    prompts: tuple[Prompt, ...]
    intro: Text = NO_TEXT
    row: str = ""
    minutes: int = 10
    notes: Notes = field(default_factory=Notes)


@dataclass(frozen=True)
class SharedWording:
    """Something that the room words together, in versions, such as the core task.

    The answers to prompts with its id as their ``wording`` are sentences for it.
    """

    wording_id: str
    title: Text


@dataclass(frozen=True)
class Dimension:
    """One part of the model, such as the target group; a file in ``data/dimensions/``.

    ``shown_by`` is the written prompt whose answers stand for it where the whole model is one picture; ``""`` leaves it
    out.
    """

    dimension_id: str
    phase_id: str
    title: Text
    exercises: tuple[Exercise, ...]
    intro: Text = NO_TEXT
    order: int = 0
    shown_by: str = ""
    shared_wordings: tuple[SharedWording, ...] = ()

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """Prompts of all exercises, in order."""
        return tuple(prompt for exercise in self.exercises for prompt in exercise.prompts)


@dataclass(frozen=True)
class Phase:
    """A phase: home in, operationalise, optimise. They go in a circle, never to an end."""

    phase_id: str
    title: Text
    intro: Text = NO_TEXT


@dataclass(frozen=True)
class Planned:
    """An exercise in a programme, and the minutes it is given there."""

    exercise_id: str
    minutes: int


@dataclass(frozen=True)
class Programme:
    """What a workshop goes through, in order; a file in ``data/programmes/``, and an event of each workshop.

    The ``default`` one is that of a workshop nobody has planned.
    """

    programme_id: str
    title: Text
    exercises: tuple[Planned, ...]
    intro: Text = NO_TEXT
    order: int = 0
    default: bool = False

    @property
    def exercise_ids(self) -> list[str]:
        """Ids of its exercises, in order."""
        return [planned.exercise_id for planned in self.exercises]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(planned.minutes for planned in self.exercises)

    def minutes_of(self, exercise_id: str) -> int | None:
        """Minutes given to an exercise, if it is in the programme."""
        return next((planned.minutes for planned in self.exercises if planned.exercise_id == exercise_id), None)


@dataclass(frozen=True)
class Verdicts:
    """Where a task counts as core, as periphery, or as disputed.

    A task is *core* when its median centrality is at most ``core_max`` and the whole interval of agreement is
    at least ``agreement_min``; *periphery* likewise from ``periphery_min``; below ``answers_min`` answers
    nothing is said.
    """

    core_max: float = 1.5
    periphery_min: float = 2.5
    agreement_min: float = 0.2
    answers_min: int = 5


# how few people may be told of on their own, where the content says nothing else
PEOPLE_MIN = 5


@dataclass(frozen=True)
class Phrases:
    """What a rule of wording looks for in one language; ``data/wording.toml`` says how a phrase is written."""

    find: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    words_max: int = 0


@dataclass(frozen=True)
class WordingRule:
    """A nudge towards better words: what it looks for, the question it asks, and why."""

    key: str
    question: Text
    why: Text
    da: Phrases
    en: Phrases

    def phrases(self, lang: str) -> Phrases:
        """What it looks for in a language."""
        return self.en if lang == "en" else self.da


@dataclass(frozen=True)
class Model:
    """All content: phases, dimensions and ready programmes, each in order, and the limits of the verdicts.

    ``votes`` are exercises that no dimension lists: one waits behind every question answered with cards. They are found
    by id like any other. ``people_min`` is how few people may be told of on their own.
    """

    phases: tuple[Phase, ...]
    dimensions: tuple[Dimension, ...]
    verdicts: Verdicts = Verdicts()
    programmes: tuple[Programme, ...] = ()
    wording: tuple[WordingRule, ...] = ()
    votes: tuple[Exercise, ...] = ()
    people_min: int = PEOPLE_MIN

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises of the dimensions, in order."""
        return tuple(exercise for dimension in self.dimensions for exercise in dimension.exercises)

    @property
    def exercises_with_votes(self) -> tuple[Exercise, ...]:
        """All exercises in order, each with the votes on its cards after it."""
        return tuple(self._exercises.values())

    @property
    def default_programme(self) -> Programme:
        """The programme of a workshop that nobody has planned."""
        return next(programme for programme in self.programmes if programme.default)

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """All prompts of the dimensions, in order."""
        return tuple(prompt for exercise in self.exercises for prompt in exercise.prompts)

    @property
    def prompts_with_votes(self) -> tuple[Prompt, ...]:
        """All prompts in order, those of the votes too."""
        return tuple(self._prompts.values())

    def dimension(self, dimension_id: str) -> Dimension:
        """The dimension with that id, or ``ContentError``."""
        return _get(self._dimensions, dimension_id)

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise with that id, or ``ContentError``."""
        return _get(self._exercises, exercise_id)

    def has_exercise(self, exercise_id: str) -> bool:
        """Whether there is an exercise with that id."""
        return exercise_id in self._exercises

    def prompt(self, prompt_id: str) -> Prompt:
        """The prompt with that id, or ``ContentError``."""
        return _get(self._prompts, prompt_id)

    def has_prompt(self, prompt_id: str) -> bool:
        """Whether there is a prompt with that id."""
        return prompt_id in self._prompts

    @property
    def lists(self) -> tuple[Prompt, ...]:
        """Prompts answered with lists of items, in order."""
        return tuple(prompt for prompt in self.prompts if prompt.is_list)

    def prompts_of_kind(self, kind: str) -> tuple[Prompt, ...]:
        """Prompts answered in one way, in order."""
        return tuple(prompt for prompt in self.prompts if prompt.kind == kind)

    def prompts_gathering(self, what: str) -> tuple[Prompt, ...]:
        """Prompts whose answers are gathered as something, such as ``"effects"``, in order."""
        return tuple(prompt for prompt in self.prompts if prompt.gathers == what)

    @property
    def shared_wordings(self) -> tuple[SharedWording, ...]:
        """All that the room words together, in order."""
        return tuple(wording for dimension in self.dimensions for wording in dimension.shared_wordings)

    def shared_wording(self, wording_id: str) -> SharedWording:
        """The shared wording with that id, or ``ContentError``."""
        return _get({wording.wording_id: wording for wording in self.shared_wordings}, wording_id)

    def prompts_wording(self, wording_id: str) -> tuple[Prompt, ...]:
        """Prompts whose answers are sentences for a shared wording, in order."""
        return tuple(prompt for prompt in self.prompts if prompt.wording == wording_id)

    def lenses_alike(self, exercise_id: str) -> tuple[Prompt, ...]:
        """Prompts of all exercises that ask through lenses on the same scale as an exercise does, in order."""
        asked = next((prompt for prompt in self.exercise(exercise_id).prompts if prompt.lens), None)
        if asked is None:
            return ()
        scale = asked.low, asked.high, asked.steps
        return tuple(p for p in self.prompts if p.lens and (p.low, p.high, p.steps) == scale)

    def rules_for(self, prompt: Prompt) -> tuple[WordingRule, ...]:
        """The rules of wording that may speak under a prompt, in the prompt's order."""
        known = {rule.key: rule for rule in self.wording}
        return tuple(known[key] for key in prompt.hints)

    def vote_on(self, prompt_id: str) -> Exercise:
        """The star vote on the cards of a prompt, or ``ContentError`` when it has none."""
        return self.exercise(_get(self._star_votes, prompt_id).exercise_id)

    def star_vote(self, prompt_id: str) -> Prompt | None:
        """The question in which the cards of a prompt get their stars, if there is one."""
        return self._star_votes.get(prompt_id)

    @property
    def task_placements(self) -> tuple[Prompt, ...]:
        """Prompts that place the work tasks from core to periphery, in order."""
        return tuple(prompt for prompt in self.prompts_of_kind("placement") if prompt.is_about_tasks)

    @cached_property
    def _dimensions(self) -> dict[str, Dimension]:
        return {dimension.dimension_id: dimension for dimension in self.dimensions}

    @cached_property
    def _exercises(self) -> dict[str, Exercise]:
        waiting = {prompt.items_from: vote for vote in self.votes for prompt in vote.prompts}
        found: dict[str, Exercise] = {}
        for exercise in self.exercises:
            votes = (waiting[p.prompt_id] for p in exercise.prompts if p.prompt_id in waiting)
            found |= {one.exercise_id: one for one in (exercise, *votes)}
        return found

    @cached_property
    def _star_votes(self) -> dict[str, Prompt]:
        return {p.items_from: p for p in self.prompts_with_votes if p.is_star_vote and p.items_from}

    @cached_property
    def _prompts(self) -> dict[str, Prompt]:
        return {p.prompt_id: p for exercise in self.exercises_with_votes for p in exercise.prompts}


def _get(found: dict[str, _T], wanted: str) -> _T:
    try:
        return found[wanted]
    except KeyError:
        close = difflib.get_close_matches(wanted, found, 5) or found
        raise ContentError("errors.unknown_content", wanted=wanted, allowed=", ".join(close)) from None
