"""The way through a workshop: which exercises, in which order, and where one goes on. Every page of forms uses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from . import kinds
from .model import Exercise, Model, Programme, Prompt

if TYPE_CHECKING:
    from .room_state import RoomState

# the screens that are no exercise: at the end, and before it begins where the phones wait for that
THANKS, WAITING = "thanks", "waiting"
# what the simple page asks for beside its screens
NEWS = "nyt"
# where the participants' server has the pictures of what is revealed,
PICTURES = "/billede"
# the page of each participant, and the one where they see and change what they have said of themselves
PAGE = "/deltag"
PERSON = "/om"

Given = Callable[[str], Mapping[str, Any]]
CountItems = Callable[[Prompt], int]


class Way:
    """A participant's way: the exercises of the programme, and the one that the participant is at if it has left it.

    Parameters
    ----------
    model
        The content.
    programme
        What the workshop goes through.
    step_id
        Where the room is led, as :func:`step_in` has it.
    here_id
        Screen that the participant is at, if any.

    Attributes
    ----------
    exercises
        In order; after them comes the screen ``THANKS``.
    """

    def __init__(self, model: Model, programme: Programme, step_id: str = "", here_id: str = "") -> None:
        self.step_id = step_id
        ids = programme.exercise_ids
        for screen_id in (step_id, here_id):
            if screen_id not in ("", THANKS, WAITING, *ids):
                ids.insert(_place(model, ids, screen_id, step_id), screen_id)
        self.exercises: list[Exercise] = [model.exercise(exercise_id) for exercise_id in ids]
        self._ids = [*ids, THANKS]

    def __contains__(self, screen_id: str) -> bool:
        return screen_id in self._ids

    def neighbour(self, screen_id: str, by: int) -> str | None:
        """The screen after (1) or before (-1) another; nobody runs ahead of the room."""
        if WAITING in (screen_id, self.step_id):  # it leads nowhere but to where the room is
            return None if screen_id == self.step_id else self.step_id or None
        if by > 0 and screen_id == self.step_id:
            return None
        place = self._ids.index(screen_id) + by
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def is_ahead(self, screen_id: str) -> bool:
        """Whether a screen lies after the one that the room is led to."""
        if self.step_id == WAITING:
            return screen_id != WAITING
        return bool(self.step_id) and self._ids.index(screen_id) > self._ids.index(self.step_id)

    def place(self, screen_id: str) -> tuple[int, int]:
        """Which step of how many a screen is, from 1; the thank-you is the last step still."""
        return min(self._ids.index(screen_id) + 1, len(self.exercises)), len(self.exercises)

    def first(self, given: Given, n_items: CountItems) -> str:
        """Where one begins: where the room is, else just after what has been answered.

        Parameters
        ----------
        given
            Answers to a prompt, by item.
        n_items
            How many items a prompt is answered about.
        """
        if self.step_id:
            return self.step_id
        touched = [any(given(prompt.prompt_id) for prompt in exercise.prompts) for exercise in self.exercises]
        last = max((place for place, was in enumerate(touched) if was), default=0)
        return self._ids[last + is_answered(self.exercises[last], given, n_items)]


def step_in(room: RoomState, model: Model) -> str:
    """Where everyone is led: an exercise, or ``WAITING``; ``""`` at their own pace, and when all is over."""
    if room.closed:
        return ""
    return WAITING if room.is_waiting else room.step_in(model).exercise_id


def _place(model: Model, ids: list[str], screen_id: str, step_id: str) -> int:
    """Where an exercise outside the programme is looked at: before the room's, else in the order of the model."""
    if step_id in ids:
        return ids.index(step_id)
    order = [exercise.exercise_id for exercise in model.exercises_with_votes]
    later = order[order.index(screen_id) :]
    return next((place for place, known in enumerate(ids) if known in later), len(ids))


def is_answered(exercise: Exercise, given: Given, n_items: CountItems) -> bool:
    """Whether every prompt of an exercise has an answer, and every item of those with items."""
    for prompt in exercise.prompts:
        needed = kinds.n_answers(prompt, n_items(prompt))
        if len(given(prompt.prompt_id)) < max(needed, 1):
            return False
    return True


def about(model: Model, exercise: Exercise, lang: str) -> str:
    """What is said before the questions: the exercise's own words, else its dimension's before the first exercise."""
    dimension = model.dimension(exercise.dimension_id)
    first = dimension.exercises[0] is exercise
    return exercise.intro(lang) or (dimension.intro(lang) if first else "")


def repeats_question(exercise: Exercise, lang: str) -> bool:
    """Whether the title is one of the questions again, and need not be printed twice."""
    title = exercise.title(lang)
    return any(prompt.text(lang) == title for prompt in exercise.prompts)


def picture_address(exercise_id: str, version: str) -> str:
    """Where a phone gets a picture; another version is at another address."""
    return f"{PICTURES}/{exercise_id}?v={version}"


def person_address(back: str) -> str:
    """Where participants put right what they have said of themselves, to be taken back to a page."""
    return f"{PERSON}?{urlencode({'tilbage': back}, safe='/')}"


def room_word(*, is_open: bool, revealed: bool, is_step: bool) -> str:
    """What the room means for an exercise: the key of a sentence of the page, ``""`` for nothing."""
    if not is_open:
        return "closed_now"
    if revealed:
        return "shown_now"
    return "shown_soon" if is_step else ""
