"""Answers on behalf of someone without a phone: read aloud and entered as they are said, or typed in from paper.

Someone new is counted from their first answer on: a form that is only opened and closed leaves nobody behind.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from ipywidgets import HTML, BoundedIntText, Button, Combobox, Dropdown, HBox, VBox

from .. import kinds, messages
from ..errors import StoreError
from ..forms.dimension import DimensionForm
from ..forms.saving import Saving
from ..kinds.pairing import PAPER
from ..model import NO_TEXT, Exercise, Prompt
from ..people import SHARING_MAX, Participant
from ..subgroups import BY
from ..workshop import Workshop
from .pieces import line, set_html

HERE = ""  # the exercise that the room is at


class Entering(Saving):
    """Answers of someone who joins with the first of them."""

    def __init__(self, workshop: Workshop, participant_id: str, join: Callable[[], None]) -> None:
        super().__init__(workshop, participant_id, workshop.lang, PAPER)
        self._join = join

    def _submit(self, prompt: Prompt, value: Any, item_id: str, event_id: str) -> bool:
        if value not in (None, "") and not kinds.check(value, prompt):
            with suppress(StoreError):  # the answer meets it too, and says so
                self._join()
        return super()._submit(prompt, value, item_id, event_id)


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
        self._shown: tuple[str, str, int] = ("", "", 0)
        self.opener = self._button("behalf_open", lambda: guarded(self._toggle))
        self._which = Dropdown(description=self._text("behalf_exercise"), options=[("", HERE)])
        self._which.observe(self._picked, "value")
        self._new_id = uuid.uuid4().hex
        self._person = Dropdown(description=self._text("behalf_person"), options=[("", self._new_id)])
        self._person.observe(self._picked, "value")
        self._filling = False
        self._said_of = {by: self._field(by) for by in BY}
        self._people_n = BoundedIntText(value=1, min=1, max=SHARING_MAX, description=self._text("behalf_n"))
        for field in (*self._said_of.values(), self._people_n):
            field.observe(lambda _: guarded(self._say), "value")
        self._new = self._button("behalf_new", lambda: guarded(self._pick_new))
        self._out = self._button("behalf_out", lambda: guarded(self._take_out))
        self._back = Button()
        self._back.on_click(lambda _: guarded(self._bring_back))
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
                HBox([*self._said_of.values(), self._people_n]),
                HBox([self._new, self._out, self._back]),
                self._said,
                self._place,
                HBox([going_on, done]),
            ]
        )
        self.widget.add_class("kr-behalf")
        self.widget.layout.display = "none"

    def _text(self, key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"room.{key}", self._workshop.lang, n, **values)

    def _field(self, by: str) -> Combobox:
        """A role or a group: one of those that people choose from, or another one."""
        label = self._text(f"behalf_said_{by}")
        return Combobox(description=label, placeholder=label, continuous_update=False)

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
        self.show(self._exercise())

    def _next(self) -> None:
        """The next sheet of a pile: the person after this one, else someone new."""
        chosen = self._person.value
        self._list()
        ids = [person_id for _, person_id in self._person.options]
        self._person.value = ids[min(ids.index(chosen) + 1, len(ids) - 1)] if chosen in ids else ids[0]

    def _entered(self) -> list[tuple[str, Participant]]:
        """Everyone who is answered for, by what they are called; also those who were taken out."""
        people = [person for person in self._workshop.everyone() if person.on_behalf]
        found = []
        for number, person in enumerate(people, 1):
            key = "behalf_group" if person.n_people > 1 else "behalf_named"
            name = self._text(key, number=number, n_people=person.n_people)
            found.append((f"{name} · {person.role}" if person.role else name, person))
        return found

    def _join(self, person_id: str) -> None:
        """Whoever is answered for is in the room from now on."""
        if self._workshop.participant(person_id) is None:
            is_in_hand = person_id == self._person.value
            role, group = (self._said_of[by].value if is_in_hand else "" for by in BY)
            n_people = self._people_n.value if is_in_hand else 1
            self._workshop.join(role, group, person_id, n_people=n_people, on_behalf=True)

    def _say(self) -> None:
        """Change what is said of someone who is in the room; of someone new it is said when they come in."""
        known = self._workshop.participant(self._person.value)
        if known and not self._filling:
            role, group = (self._said_of[by].value for by in BY)
            self._workshop.describe(known.participant_id, role, group, self._people_n.value)

    def _pick_new(self) -> None:
        self._list()
        self._person.value = self._new_id

    def _take_out(self) -> None:
        self._workshop.take_out(self._person.value)
        self._pick_new()

    def _bring_back(self) -> None:
        gone = [person for _, person in self._entered() if person.left]
        if gone:
            self._workshop.bring_back(gone[-1].participant_id)
            self._list()
            self._person.value = gone[-1].participant_id

    def _list(self) -> None:
        chosen, entered = self._person.value, self._entered()
        if any(person.participant_id == self._new_id for _, person in entered):
            self._new_id = uuid.uuid4().hex
        options = [(name, person.participant_id) for name, person in entered if not person.left]
        options.append((self._text("behalf_new_named", number=len(entered) + 1), self._new_id))
        if list(self._person.options) != options:
            # the field picks the first by itself: the form in hand, where someone is writing, stays
            self._filling = True
            self._person.options = options
            self._person.value = chosen if chosen in [person_id for _, person_id in options] else self._new_id
            self._filling = False
            if self._person.value != chosen:
                self._picked()
        gone = [name for name, person in entered if person.left]
        self._back.layout.display = "" if gone else "none"
        self._back.description = self._text("restore_task", task=gone[-1]) if gone else ""
        self._show_ways(self._workshop.participant(self._person.value))

    def _picked(self, _change: object = None) -> None:
        if self._filling:
            return
        known = self._workshop.participant(self._person.value)
        self._filling = True
        self._people_n.value = known.n_people if known else 1
        for by, field in self._said_of.items():
            field.value = getattr(known, by) if known else ""
        self._filling = False
        self._show_ways(known)
        if self.is_open:
            self._fill(self._asked(self._exercise()))

    def _show_ways(self, known: Participant | None) -> None:
        """Of someone new there is nobody to take out, and no need of a newer one."""
        self._out.disabled = self._new.disabled = known is None

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
        for by, field in self._said_of.items():
            field.options = self._workshop.choices(by)
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
        wanted = (self._person.value, exercise.exercise_id, self._workshop.round_number)
        if wanted == self._shown:
            if self._form:
                self._form.follow_room()
            return
        old = self._form
        dimension = self._workshop.model.dimension(exercise.dimension_id)
        # what belongs to the room alone is nobody's to hear or to enter for someone
        asked = tuple(prompt for prompt in exercise.prompts if not prompt.whole_room)
        one = replace(dimension, exercises=(replace(exercise, prompts=asked),), intro=NO_TEXT)
        self._form = (
            DimensionForm(one, Entering(self._workshop, wanted[0], partial(self._join, wanted[0]))) if asked else None
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
            self._form, self._shown = None, ("", "", 0)
