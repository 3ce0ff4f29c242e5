"""The participant's screens: one per exercise, and a thank-you at the end from which everything can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ..messages import text
from ..way import THANKS, about, is_answered, picture_address, repeats_question, room_word
from .bare import BareScreen, heading, sender
from .elements import box, button, close, escaped, markup
from .one_by_one import OneByOne
from .prompt_form import PromptForm, for_prompt

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import ipywidgets

    from ..model import Exercise
    from ..room_state import Handout
    from .saving import Saving


class Screen(Protocol):
    """What the page needs of a screen."""

    screen_id: str
    widget: ipywidgets.Widget
    is_closed: bool  # whether it takes no answers
    said: str  # what the room has just been told about it, ``""`` for nothing

    @property
    def sources(self) -> Collection[str]:
        """The prompts whose cards it asks about."""

    def step(self, by: int) -> bool:
        """Go on or back within the screen; False when it has no more to show that way."""

    def step_name(self, by: int) -> str:
        """What the page's keys say, ``""`` for their usual words."""

    def marks(self) -> dict[str, Any]:
        """Checksums of what is committed, by field."""

    def follow_room(self) -> None:
        """Take in what the facilitator, or the room, has changed."""

    def close(self) -> None:
        """Close the widgets."""


class ExerciseScreen:
    """An exercise with its prompts.

    Parameters
    ----------
    exercise
        What is asked.
    saving
        Where answers go.
    key
        Names the place on the phone where copies are kept of what is written in this round.
    has_pictures
        Whether the page's server hands out pictures of what is revealed.
    """

    def __init__(self, exercise: Exercise, saving: Saving, key: str = "", *, has_pictures: bool = False) -> None:
        self.exercise = exercise
        self.screen_id = exercise.exercise_id
        self._saving = saving
        self._lang = saving.lang
        self.forms: list[PromptForm] = [for_prompt(prompt, saving) for prompt in exercise.prompts]
        self._board = next((form for form in self.forms if isinstance(form, OneByOne)), None)
        if self._board:
            self._board.keep_moves_as(key)
        self._head = markup(self._head_html())
        self._has_pictures = has_pictures
        self._room, self._result = markup("", "kerne-told"), markup("")
        self._was_closed = self.is_closed = False
        self.widget = box(
            [self._head, *(form.widget for form in self.forms), self._room, self._result],
            "kerne-screen",
            f"kerne-screen--{exercise.exercise_id}",
            f"kerne-of--{key}",
            *(("has-board",) if self._board else ()),
        )
        self.follow_room()

    def step(self, by: int) -> bool:
        """The next item of a board, or the one before."""
        return bool(self._board and self._board.step(by))

    def step_name(self, by: int) -> str:
        """Words about the next item where there is another one that way."""
        if not self._board or not 0 <= self._board.place + by < self._board.n_items:
            return ""
        following = "next_task" if self._board.prompt.is_about_tasks else "next_item"
        return text(f"page.{following}" if by > 0 else "page.previous_task", self._lang)

    def marks(self) -> dict[str, Any]:
        """Checksums of what is committed, by field."""
        return {field: mark for form in self.forms for field, mark in form.marks().items() if mark is not None}

    def follow_room(self) -> None:
        """Open or closed, shown or not, tasks and cards to answer about."""
        workshop, exercise_id = self._saving.workshop, self.exercise.exercise_id
        is_open, is_revealed = workshop.is_open(exercise_id), workshop.is_revealed(exercise_id)
        self.is_closed = not is_open
        self._was_closed |= self.is_closed
        (self.widget.remove_class if is_open else self.widget.add_class)("is-closed")
        key = room_word(
            is_open=is_open,
            revealed=is_revealed,
            is_step=workshop.step().exercise_id == exercise_id,
        )
        half = f'<p class="kerne-room is-half">{self._sentence("closed_half")}</p>' if self.is_closed else ""
        told = f'<p class="kerne-room is-{key.replace("_", "-")}">{self._sentence(key)}</p>' if key else ""
        self._room.value = told + half
        self.said = self._said(is_revealed=is_revealed)
        handout = workshop.handout(exercise_id) if self._has_pictures else None
        self._result.value = self._result_html(handout) if handout else ""
        for form in self.forms:
            form.follow_room()
        if self._board:
            self._board.let_move(is_open)

    def _sentence(self, key: str) -> str:
        return escaped(text(f"page.{key}", self._lang))

    def _said(self, *, is_revealed: bool) -> str:
        keys = ["closed_now"] if self.is_closed else ["opened_now"] if self._was_closed else []
        return " ".join(text(f"page.{key}", self._lang) for key in [*keys, *(["shown_now"] if is_revealed else [])])

    def _result_html(self, handout: Handout) -> str:
        picture, in_words = (escaped(text(f"page.result_{key}", self._lang)) for key in ("picture", "in_words"))
        address = escaped(picture_address(self.exercise.exercise_id, handout.version))
        lines = "".join(f"<p>{escaped(line)}</p>" for line in handout.said.splitlines() if line)
        return (
            f'<figure class="kerne-result"><img src="{address}" width="600" height="720" alt="{picture}">'
            f"<details><summary>{in_words}</summary>{lines}</details></figure>"
        )

    @property
    def sources(self) -> set[str]:
        """The prompts whose cards it asks about, which others may still be writing."""
        return {prompt.items_from for prompt in self.exercise.prompts if not prompt.is_about_tasks} - {""}

    def close(self) -> None:
        """Close the widgets."""
        for form in self.forms:
            form.close()
        close(self.widget)

    def _head_html(self) -> str:
        said = about(self._saving.workshop.model, self.exercise, self._lang)
        said = f'<p class="kerne-intro">{escaped(said)}</p>' if said else ""
        unseen = " kerne-unseen" if repeats_question(self.exercise, self._lang) else ""
        title = escaped(self.exercise.title(self._lang))
        return f'<h1 class="kerne-title{unseen}" tabindex="-1">{title}</h1>{said}'


class ThanksScreen(BareScreen):
    """The end: thanks, and a way back to each exercise.

    Parameters
    ----------
    saving
        Where the answers are.
    exercises
        What one can go back to.
    go
        Called with the id of the exercise one wants to see again.
    """

    screen_id = THANKS

    def __init__(self, saving: Saving, exercises: Sequence[Exercise], go: Callable[[str], None]) -> None:
        self._saving = saving
        self._lang = saving.lang
        self._unsaved = [e for e in exercises if any(saving.problems(prompt.prompt_id) for prompt in e.prompts)]
        self._ways_title = markup("")
        self.follow_room()
        words = ("title", "unsaved" if self._unsaved else "said")
        title, said = (text(f"page.thanks_{key}", self._lang) for key in words)
        head = markup(f"{sender()}{heading(title)}<p>{escaped(said)}</p>")
        parts = [head, self._ways_title, *self._ways_back(exercises, go)]
        self.widget = box(parts, "kerne-screen", "kerne-screen--thanks")

    def _ways_back(self, exercises: Sequence[Exercise], go: Callable[[str], None]) -> list[ipywidgets.Widget]:
        ways: list[ipywidgets.Widget] = []
        dimension_id = ""
        for exercise in exercises:
            if exercise.dimension_id != dimension_id:
                dimension_id = exercise.dimension_id
                part = self._saving.workshop.model.dimension(dimension_id).title(self._lang)
                ways.append(markup(f'<h3 class="kerne-part">{escaped(part)}</h3>'))
            done = is_answered(exercise, self._saving.given, self._saving.count_items)
            stands = "unsaved" if exercise in self._unsaved else "answered" if done else "open"
            state = text(f"page.way_{stands}", self._lang)
            classes = ("kerne-way", "kerne-go", f"is-{stands}")
            way = button(exercise.title(self._lang), *classes, tooltip=state)
            way.on_click(lambda _button, exercise_id=exercise.exercise_id: go(exercise_id))
            ways.append(way)
        return ways

    def follow_room(self) -> None:
        """When the workshop is closed, answers can be seen and no longer changed."""
        key = "see" if self._saving.workshop.room.closed else "change"
        self._ways_title.value = f'<h2 class="kerne-question">{escaped(text(f"page.thanks_{key}", self._lang))}</h2>'
