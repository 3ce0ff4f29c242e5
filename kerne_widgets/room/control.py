"""The control room: the programme, the live picture, and the room, on one screen."""

from __future__ import annotations

import asyncio
import html
import os
from collections.abc import Callable
from typing import Any

from ipywidgets import HTML, Box, Button, HBox, ToggleButtons, VBox

from .. import messages, pictures
from ..errors import KerneError
from ..example import make_example
from ..model import Exercise
from ..workshop import Workshop, open_workshop
from .door import Door
from .intake import Intake
from .outlet import Outlet
from .pieces import join_url, line, picture, qr_svg, remaining, remaining_s, set_html, shown_address, style
from .programme import Programme
from .watch import Watch

PICTURE_SIZE = (13.6, 8.6)
MORE_MINUTES = 5


def control_room(workshop: Workshop | None = None) -> Box:
    """The control room as a widget.

    Parameters
    ----------
    workshop
        Default: the one in ``$KERNE_WORKSHOP``, as ``kerne start`` sets it. Without one, the room begins at a door
        where a workshop is made or opened.
    """
    code = os.environ.get("KERNE_WORKSHOP", "")
    if workshop is None and code:
        workshop = open_workshop(code)
    place = VBox()
    place.add_class("kr-root")

    def enter(entered: Workshop) -> None:
        place.children = (style(), ControlRoom(entered, enter, leave).widget)

    def leave() -> None:
        place.children = (style(), Door(enter).widget)

    if workshop is None:
        leave()
    else:
        enter(workshop)
    return place


class ControlRoom:
    """Leads one workshop. ``widget`` is what is shown."""

    def __init__(self, workshop: Workshop, enter: Callable[[Workshop], None], leave: Callable[[], None]) -> None:
        self.workshop = workshop
        self.lang = workshop.lang
        self._enter = enter
        self._leave = leave
        self._view = ""
        self._status = HTML()
        self._head = HTML()
        self._title = HTML()
        self._clock = HTML()
        self._picture = HTML()
        self._notes = HTML()
        self._numbers = HTML()
        self._views = ToggleButtons(options=[])
        self._views.observe(self._choose_view, "value")
        self._reveal = self._button("reveal", self._toggle_reveal, "kr-main")
        self._open = self._button("close", self._toggle_open)
        self._more = self._button("more_minutes", self._add_minutes, n=MORE_MINUTES)
        self._next = self._button("next", self._go_next)
        self._programme = Programme(workshop, self.go_to)
        self._intake = Intake(workshop, self._news_soon, self._problem)
        self.widget = self._layout()
        self._watch = Watch(workshop, self.refresh, self._tick, self._problem)
        self._watch.start()

    def _text(self, key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"room.{key}", self.lang, n, **values)

    def _button(self, key: str, act: Any, css_class: str = "", n: int | None = None) -> Button:
        button = Button(description=self._text(key, n))
        button.on_click(lambda _: self._guarded(act))
        if css_class:
            button.add_class(css_class)
        return button

    def _layout(self) -> Box:
        url = join_url(self.workshop)
        code = html.escape(self.workshop.code)
        if url:
            qr = qr_svg(url, self._text("qr_label"))
            door = f'<div class="kr-qr">{qr}<b>{code}</b><span>{html.escape(shown_address(url))}</span></div>'
        else:
            door = f'<div class="kr-qr"><b>{code}</b><span>{html.escape(self._text("no_server"))}</span></div>'
        served = os.environ.get("KERNE_WALL_URL", "")
        wall_url = f"{served}?kode={self.workshop.code}" if served else ""
        wall = HTML(
            f'<a class="kr-link" target="_blank" rel="noopener" href="{html.escape(wall_url)}">'
            f"{html.escape(self._text('wall'))} ↗</a>"
            if wall_url
            else ""
        )
        head = HBox([self._head, self._status])
        if not self.workshop.example:
            head.children += (self._button("see_example", self._go_to_example, "kr-quiet"),)
        head.children += (self._button("leave", self._go_out, "kr-quiet"),)
        head.add_class("kr-head")
        buttons = HBox([self._reveal, self._open, self._more, wall, self._next])
        buttons.add_class("kr-buttons")
        title = HBox([self._title, self._clock])
        title.add_class("kr-title")
        middle = VBox([title, buttons, self._views, self._picture, self._notes])
        middle.add_class("kr-middle")
        side = VBox([HTML(door), self._numbers, self._intake.widget, Outlet(self.workshop).widget])
        side.add_class("kr-side")
        body = HBox([self._programme.widget, middle, side])
        body.add_class("kr-body")
        return VBox([head, body])

    # -- acting --------------------------------------------------------------------------------------------

    def go_to(self, exercise_id: str | None) -> None:
        """Take the room to an exercise; ``None`` lets everyone go at their own pace."""
        minutes = self.workshop.model.exercise(exercise_id).minutes if exercise_id else None
        self._view = ""
        self._guarded(lambda: self.workshop.set_step(exercise_id, minutes))

    def _toggle_reveal(self) -> None:
        exercise = self._exercise()
        self.workshop.set_revealed(exercise.exercise_id, not self.workshop.is_revealed(exercise.exercise_id))

    def _toggle_open(self) -> None:
        exercise_id = self._exercise().exercise_id
        self.workshop.set_open(exercise_id, exercise_id in self.workshop.room.closed_exercises)

    def _add_minutes(self) -> None:
        self.workshop.set_timer(remaining_s(self.workshop.step().ends_at) / 60 + MORE_MINUTES)

    def _go_next(self) -> None:
        ids = [exercise.exercise_id for exercise in self.workshop.model.exercises]
        current = self.workshop.step().exercise_id
        at = ids.index(current) + 1 if current else 0
        if at < len(ids):
            self.go_to(ids[at])

    def _go_out(self) -> None:
        self._watch.stop()
        self._leave()

    def _go_to_example(self) -> None:
        example = make_example(self.workshop.store, self.lang)
        self._watch.stop()
        self._enter(example)

    def _choose_view(self, change: dict[str, Any]) -> None:
        if change["new"] and change["new"] != self._view:
            self._view = change["new"]
            exercise_id = self._exercise().exercise_id
            self._guarded(lambda: self.workshop.set_shown(exercise_id, self._view))

    def _guarded(self, act: Any) -> None:
        try:
            act()
        except KerneError as error:
            self._problem(error)
        self._news_soon()

    def _news_soon(self) -> None:
        self._watch.refresh()

    def _problem(self, error: KerneError | None) -> None:
        text = error.text(self.lang) if error else self._text("all_saved")
        state = "kr-error" if error else "kr-saved"
        set_html(self._status, f'<span class="{state}" role="status">{html.escape(text)}</span>')

    # -- showing -------------------------------------------------------------------------------------------

    def _exercise(self) -> Exercise:
        model, current = self.workshop.model, self.workshop.step().exercise_id
        if current:
            return model.exercise(current)
        # while everyone goes at their own pace, what all of it leads to is the thing to watch
        placements = model.prompts_of_kind("placement")
        return model.exercise(placements[0].exercise_id) if placements else model.exercises[0]

    async def refresh(self) -> None:
        """Show the room as it is now; reading and drawing happen beside the page."""
        exercise = self._exercise()
        view = pictures.shown_view(self.workshop, exercise)
        self._show_step(exercise, view)
        drawn, numbers, intake = await asyncio.to_thread(self._read, exercise, view)
        set_html(self._picture, f'<div class="kr-picture">{drawn}</div>')
        set_html(self._numbers, numbers)
        self._intake.show(*intake)
        self._problem(None)

    def _read(self, exercise: Exercise, view: str) -> tuple[str, str, Any]:
        workshop = self.workshop
        drawn = picture(workshop, view, PICTURE_SIZE)
        people = len(workshop.participant_list())
        prompts = {prompt.prompt_id for prompt in exercise.prompts}
        given = [answer for answer in workshop.standing_answers() if answer.prompt_id in prompts]
        rows = [
            (self._text("have_answered"), self._text("of", done=len({a.participant_id for a in given}), all=people)),
            (self._text("answers_given"), messages.number(len(given), self.lang)),
        ]
        numbers = "".join(f"<div><dt>{html.escape(k)}</dt><dd>{html.escape(v)}</dd></div>" for k, v in rows)
        head = line("kr-name", workshop.name or workshop.code, "h1")
        if workshop.example:
            head += line("kr-example", self._text("example"), "span")
        set_html(self._head, head + line("kr-people", self._text("people", people), "span"))
        return drawn, f'<dl class="kr-numbers">{numbers}</dl>', self._intake.read()

    def _show_step(self, exercise: Exercise, view: str) -> None:
        led = bool(self.workshop.step().exercise_id)
        revealed = self.workshop.is_revealed(exercise.exercise_id)
        is_open = exercise.exercise_id not in self.workshop.room.closed_exercises
        set_html(self._title, line("", exercise.title(self.lang), "h2"))
        self._reveal.description = self._text("hide" if revealed else "reveal")
        self._open.description = self._text("close" if is_open else "open")
        self._next.description = self._text("next" if led else "begin")
        self._reveal.disabled = self._open.disabled = self._more.disabled = not led
        views = pictures.views(exercise)
        options = tuple((self._view_label(exercise, name, i), name) for i, name in enumerate(views, 1))
        self._view = view
        if self._views.options != options:
            self._views.options = options
        self._views.value = view
        self._views.layout.display = "" if len(views) > 1 else "none"
        notes = exercise.notes
        said = [("say", notes.say), ("watch", notes.watch)]
        set_html(
            self._notes,
            '<p class="kr-notes">'
            + " ".join(
                f"<b>{html.escape(self._text(key))}</b> {html.escape(text(self.lang))}" for key, text in said if text.da
            )
            + "</p>",
        )
        self._programme.show(exercise.exercise_id if led else "")

    def _view_label(self, exercise: Exercise, view: str, number: int) -> str:
        kinds = {prompt.prompt_id: prompt.kind for prompt in exercise.prompts}
        if view == pictures.QUADRANT:
            return self._text("view_quadrant")
        if kinds[view] == "placement":
            return self._text("view_bullseye")
        return self._text("view_question", number=number)

    def _tick(self) -> None:
        set_html(self._clock, line("kr-clock", remaining(self.workshop.room.step.ends_at), "span"))
