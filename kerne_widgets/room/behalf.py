"""Answers on behalf of someone without a phone: read aloud and entered as they are said, or typed in from paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ipywidgets import HTML, BoundedIntText, Button, Dropdown, HBox, Text, VBox

from .. import messages
from ..forms.dimension import DimensionForm
from ..forms.saving import Saving
from ..kinds.pairing import PAPER
from ..model import NO_TEXT, Exercise
from ..people import SHARING_MAX
from ..workshop import Workshop
from .pieces import line, set_html

NOBODY = ""
HERE = ""  # the exercise that the room is at


class OnBehalf:
    """A button that opens a form of the exercise in hand, for one person at a time.

    Parameters
    ----------
    workshop
        Where the answers go.
    guarded
        Does something and says what went wrong.
    exercise
        Gives the exercise in hand.

    Attributes
    ----------
    opener, widget
        The button, and what it opens.
    """

    def __init__(
        self, workshop: Workshop, guarded: Callable[[Callable[[], None]], None], exercise: Callable[[], Exercise]
    ) -> None:
        self._workshop = workshop
        self._exercise = exercise
        self._form: DimensionForm | None = None
        self._shown: tuple[str, str] = ("", "")
        self.opener = self._button("behalf_open", lambda: guarded(self._toggle))
        self._which = Dropdown(description=self._text("behalf_exercise"), options=[("", HERE)])
        self._which.observe(self._picked, "value")
        self._person = Dropdown(description=self._text("behalf_person"), options=[("", NOBODY)])
        self._person.observe(self._picked, "value")
        self._role = Text(description=self._text("behalf_role"), placeholder=self._text("behalf_role"))
        self._people_n = BoundedIntText(value=1, min=1, max=SHARING_MAX, description=self._text("behalf_n"))
        self._new = self._button("behalf_new", lambda: guarded(self._add))
        self._said = HTML()
        self._place = VBox()
        going_on = self._button("behalf_next", lambda: guarded(self._next))
        done = self._button("behalf_done", lambda: guarded(self._toggle))
        for button in (going_on, done):
            button.add_class("kerne-turn")  # the page waits for what is written to arrive before it goes on
        self.widget = VBox(
            [
                HTML(line("", self._text("behalf_title"), "h3") + line("kr-mute", self._text("behalf_how"))),
                HBox([self._person, self._which]),
                HBox([self._role, self._people_n, self._new]),
                self._said,
                self._place,
                HBox([going_on, done]),
            ]
        )
        self.widget.add_class("kr-behalf")
        self.widget.layout.display = "none"

    def _text(self, key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"room.{key}", self._workshop.lang, n, **values)

    def _button(self, key: str, act: Callable[[], None]) -> Button:
        button = Button(description=self._text(key))
        button.on_click(lambda _: act())
        return button

    @property
    def is_open(self) -> bool:
        """Whether the form is shown."""
        return self.widget.layout.display != "none"

    def _toggle(self) -> None:
        self.widget.layout.display = "none" if self.is_open else ""
        if self.is_open and not self._people():
            self._add()
        self.show(self._exercise())

    def _next(self) -> None:
        """The next sheet of a pile: the person after this one, else someone new."""
        ids = [person_id for _, person_id in self._people()]
        place = ids.index(self._person.value) + 1 if self._person.value in ids else 0
        if place < len(ids):
            self._list()
            self._person.value = ids[place]
        else:
            self._add()

    def _people(self) -> list[tuple[str, str]]:
        people = [person for person in self._workshop.participant_list() if person.on_behalf]
        names = [
            self._text(
                "behalf_group" if person.n_people > 1 else "behalf_named", number=number, n_people=person.n_people
            )
            for number, person in enumerate(people, 1)
        ]
        return [
            (f"{name} · {person.role}" if person.role else name, person.participant_id)
            for name, person in zip(names, people, strict=True)
        ]

    def _add(self) -> None:
        n_people = self._people_n.value
        person_id = self._workshop.join(role=self._role.value, on_behalf=True, n_people=n_people)
        self._role.value, self._people_n.value = "", 1
        self._list()
        self._person.value = person_id

    def _list(self) -> None:
        chosen, people = self._person.value, self._people()
        options = people or [("", NOBODY)]
        if list(self._person.options) != options:
            self._person.options = options
            ids = [person_id for _, person_id in people]
            self._person.value = chosen if chosen in ids else options[-1][1]

    def _picked(self, _change: dict[str, Any]) -> None:
        if self.is_open:
            self._fill(self._asked(self._exercise()))

    def _asked(self, here: Exercise) -> Exercise:
        """The exercise that is entered: the room's, or the one that is picked."""
        return self._workshop.model.exercise(self._which.value) if self._which.value != HERE else here

    def show(self, exercise: Exercise) -> None:
        """Show the form of an exercise, if it is open; what is being written stays while the exercise is the same."""
        if not self.is_open:
            self._empty()
            return
        self._list()
        self._list_exercises()
        self._fill(self._asked(exercise))

    def _list_exercises(self) -> None:
        exercises = [self._workshop.model.exercise(one) for one in self._workshop.programme.exercise_ids]
        options = [(exercise.title(self._workshop.lang), exercise.exercise_id) for exercise in exercises]
        options.insert(0, (self._text("behalf_follow"), HERE))
        if list(self._which.options) != options:
            chosen = self._which.value
            self._which.options = options
            self._which.value = chosen if chosen in {one for _, one in options} else HERE

    def _fill(self, exercise: Exercise) -> None:
        wanted = (self._person.value or NOBODY, exercise.exercise_id)
        if wanted == self._shown or wanted[0] == NOBODY:
            if self._form:
                self._form.follow_room()
            return
        old = self._form
        dimension = self._workshop.model.dimension(exercise.dimension_id)
        # what belongs to the room alone is nobody's to hear or to enter for someone
        asked = tuple(prompt for prompt in exercise.prompts if not prompt.whole_room)
        one = replace(dimension, exercises=(replace(exercise, prompts=asked),), intro=NO_TEXT)
        self._form = (
            DimensionForm(one, Saving(self._workshop, wanted[0], self._workshop.lang, PAPER)) if asked else None
        )
        self._place.children = (self._form.widget,) if self._form else ()
        self._shown = wanted
        whole_room = self._text("behalf_whole_room", title=exercise.title(self._workshop.lang))
        set_html(self._said, line("kr-mute", whole_room) if len(asked) < len(exercise.prompts) else "")
        if old:
            old.close()

    def _empty(self) -> None:
        if self._form:
            self._place.children = ()
            self._form.close()
            self._form, self._shown = None, ("", "")
