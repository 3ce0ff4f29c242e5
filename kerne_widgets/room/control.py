"""The control room: the programme, the live picture, and the room, on one screen."""

from __future__ import annotations

import asyncio
import html
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from ipywidgets import HTML, Box, Button, HBox, VBox

from .. import messages, pictures
from ..errors import KerneError
from ..example import make_example
from ..model import Exercise
from ..places import data_dir
from ..running import lead
from ..subgroup_pictures import read_view
from ..workshop import Workshop, open_workshop
from .arrival import Arrival
from .beginning import Beginning
from .behalf import OnBehalf
from .door import Door
from .ending import Ending
from .follow_up import FollowUp
from .hand import Hand
from .handing_out import HandingOut
from .intake import Intake
from .numbers import answered, here, numbers
from .outlet import Outlet
from .pager import Pager
from .panels import Panels
from .parting import Parting
from .pieces import join_url, line, picture, qr_svg, round_now, set_html, shown_address, style
from .placing import Placing
from .practice import Practice
from .programme import Programme
from .timer import Timer
from .views import Views
from .wall import PICTURE_SIZE
from .watch import Watch

# what went wrong can be read so long, also when news comes, unless something else succeeds first
TOLD_S = 10.0


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

    hand = Hand()  # one and the same, wherever one goes
    been: dict[str, Workshop] = {}

    def enter(entered: Workshop) -> None:
        been[entered.code] = entered
        if os.environ.get("KERNE_WALL_URL"):  # a server's own control room
            lead(data_dir(), entered.code)
        place.children = (hand, style(), ControlRoom(entered, enter, partial(leave, entered.lang)).widget)

    def leave(lang: str) -> None:
        place.children = (hand, style(), Door(enter, lang, tuple(been.values())).widget)

    if workshop is None:
        leave(os.environ.get("KERNE_LANG", messages.DEFAULT_LANG))
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
        self._drawn = self._asked_at = ""
        self._told_until = 0.0
        self._status = HTML()
        self._head = HTML()
        self._title = HTML()
        # it takes its room from the first: what stands below may not move under a finger when it is drawn
        self._picture = HTML('<div class="kr-blank"></div>')
        # what is answered before it begins is seen under what is set up
        self._watched = HTML()
        self._is_answered = False
        self._notes = HTML()
        self._numbers = HTML()
        self._views = Views(workshop, self._choose_view)
        self._pager = Pager(self.lang, self._turn_page)
        self._reveal = self._button("reveal", self._toggle_reveal, "kr-main")
        self._open = self._button("close", self._toggle_open)
        self._skip = self._button("skip", workshop.skip)
        self._next = self._button("next", self._go_next, "kr-next")
        self._free = self._button("own_pace", lambda: self.workshop.set_step(None), "kr-quiet")
        self._programme = Programme(workshop, self.go_to, self._news_soon, self._problem)
        self._timer = Timer(workshop, self._guarded)
        self._behalf = OnBehalf(workshop, self._guarded, self._exercise)
        acts = (workshop, self._news_soon, self._problem)
        self._intake = Intake(*acts)
        self._placing = Placing(*acts, self._intake, self._set_step)
        self._beginning = Beginning(*acts)
        self._panels = Panels(*acts)
        self._parting = Parting(*acts)
        self._practice = Practice(*acts)
        self._follow_up = FollowUp(*acts, self._programme)
        self._take_home = VBox()
        self._ending = Ending(*acts, Outlet(workshop), self._take_home)
        self._closing = self._button("close_workshop", self._ending.ask, "kr-quiet")
        self._arrival = Arrival()
        self.widget = self._layout()
        self._handing_out = HandingOut(workshop, self._news_soon)
        self._watch = Watch(workshop, self._arrival.wait, self.refresh, self._tick, self._problem)
        self._show_place()  # what is so from the first moves nothing when the page comes
        self._watch.start()

    def _text(self, key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"room.{key}", self.lang, n, **values)

    def _button(self, key: str, act: Any, css_class: str = "") -> Button:
        button = Button(description=self._text(key))
        button.on_click(lambda _: self._guarded(act))
        if css_class:
            button.add_class(css_class)
        return button

    def _layout(self) -> Box:
        head = _box(HBox, "kr-head", self._head, self._status)
        if not self.workshop.example:
            head.children += (self._button("see_example", self._go_to_example, "kr-quiet"),)
        head.children += (self._button("leave", self._go_out, "kr-quiet"),)
        title = _box(HBox, "kr-title", self._title, self._timer.widget)
        keys = _box(HBox, "kr-keys", self._reveal, self._open, HTML(self._wall_link()), self._skip, self._next)
        self._notes.add_class("kr-said")
        shown = (
            self._views.widget,
            self._parting.widget,
            self._picture,
            self._pager.widget,
            self._notes,
            self._panels.widget,
        )
        self._in_hand = _box(VBox, "kr-in-hand", self._watched, *shown)
        asked = (self._ending.widget, self._placing.widget, self._practice.asked, self._behalf.widget)
        middle = _box(VBox, "kr-middle", title, keys, *asked, self._beginning.widget, self._in_hand)
        ways = (self._beginning.opener, self._free, self._closing, self._follow_up.widget)
        programme = _box(VBox, "kr-programme", self._programme.widget, *ways)
        side = _box(
            VBox,
            "kr-side",
            HTML(self._door()),
            _box(VBox, "kr-count", self._numbers, self._behalf.opener, self._practice.widget),
            self._intake.widget,
            self._take_home,
        )
        return VBox([head, _box(Box, "kr-body", middle, programme, side), self._arrival])

    def _door(self) -> str:
        url, code = join_url(self.workshop), html.escape(self.workshop.code)
        if not url:
            return f'<div class="kr-qr"><b>{code}</b><span>{html.escape(self._text("no_server"))}</span></div>'
        qr = qr_svg(url, self._text("qr_label"))
        return f'<div class="kr-qr">{qr}<b>{code}</b><span>{html.escape(shown_address(url))}</span></div>'

    def _wall_link(self) -> str:
        served = os.environ.get("KERNE_WALL_URL", "")
        if not served:
            return ""
        url = html.escape(f"{served}?kode={self.workshop.code}")
        return f'<a class="kr-link" target="_blank" rel="noopener" href="{url}">{html.escape(self._text("wall"))} ↗</a>'

    # -- acting --------------------------------------------------------------------------------------------

    def go_to(self, exercise_id: str) -> None:
        """Take the room to an exercise, with the minutes that the programme gives it; first a word if it is early."""
        if not self._placing.asks(exercise_id):
            self._set_step(exercise_id)

    def _set_step(self, exercise_id: str) -> None:
        planned = self.workshop.programme.minutes_of(exercise_id)
        minutes = planned or self.workshop.model.exercise(exercise_id).minutes

        def go() -> None:
            self.workshop.set_step(exercise_id, minutes)
            self._show_place()  # at once, also while the last picture is still being drawn

        self._guarded(go)

    def _toggle_reveal(self) -> None:
        exercise = self._exercise()
        self.workshop.set_revealed(exercise.exercise_id, not self.workshop.is_revealed(exercise.exercise_id))

    def _toggle_open(self) -> None:
        exercise_id = self._exercise().exercise_id
        self.workshop.set_open(exercise_id, exercise_id in self.workshop.room.closed_exercises)

    def _go_next(self) -> None:
        following = self.workshop.next_exercise()
        if following:
            self.go_to(following)
        else:
            self._ending.ask()

    def _go_out(self) -> None:
        self._watch.stop()
        self._leave()

    def _go_to_example(self) -> None:
        example = make_example(self.workshop.store, self.lang)
        self._watch.stop()
        self._enter(example)

    def _choose_view(self, view: str) -> None:
        exercise_id = self._exercise().exercise_id
        self._guarded(lambda: self.workshop.set_shown(exercise_id, view))

    def _turn_page(self, page: int) -> None:
        exercise_id = self._exercise().exercise_id
        self._guarded(lambda: self.workshop.turn_page(exercise_id, page))

    def _guarded(self, act: Any) -> None:
        try:
            act()
            self._problem(None)
        except KerneError as error:
            self._problem(error)
        self._news_soon()

    def _news_soon(self) -> None:
        self._watch.refresh()

    def _calm(self) -> None:
        """All is well again, when what went wrong has been there to be read."""
        if time.monotonic() >= self._told_until:
            self._problem(None)

    def _problem(self, error: KerneError | None) -> None:
        self._told_until = time.monotonic() + TOLD_S if error else 0.0
        text = error.text(self.lang) if error else self._text("all_saved")
        state = "kr-error" if error else "kr-saved"
        set_html(self._status, f'<span class="{state}" role="status">{html.escape(text)}</span>')

    # -- showing -------------------------------------------------------------------------------------------

    def _exercise(self) -> Exercise:
        model, current = self.workshop.model, self.workshop.step().exercise_id
        if current:
            return model.exercise(current)
        # while everyone goes at their own pace, what all of it leads to is the thing to watch
        placements = model.task_placements
        return model.exercise(placements[0].exercise_id) if placements else model.exercises[0]

    async def refresh(self) -> None:
        """Show the room as it is now; reading and drawing happen beside the page."""
        exercise, shown = self._show_place()
        _, view = read_view(shown)
        # the numbers first: a picture takes its time
        said, head, intake, can_undo, robots, self._is_answered = await asyncio.to_thread(self._read, exercise)
        set_html(self._numbers, said)
        set_html(self._head, head)
        self._intake.show(intake)
        self._practice.show(robots)
        self._follow_up.show(can_undo=can_undo)
        due = self._beginning.is_due()
        self._show_beginning(exercise, due=due)
        if due and not self._is_answered:
            self._calm()
            return
        under = await asyncio.to_thread(self._panels.read, exercise, view)
        if self._is_past(exercise):
            return
        self._panels.show(under)
        seen_by = self._parting.show(await asyncio.to_thread(self._parting.read, exercise, shown))
        page = self.workshop.room.pages.get(exercise.exercise_id, 1)
        drawn, pages = await asyncio.to_thread(picture, self.workshop, seen_by, PICTURE_SIZE, page)
        if self._is_past(exercise):
            return
        set_html(self._picture, f'<div class="kr-picture" tabindex="0">{drawn}</div>')
        self._pager.show(page, pages)
        self._picture.remove_class("kr-old")
        self._drawn = shown
        self._calm()
        await self._handing_out.update(exercise)

    def _show_place(self) -> tuple[Exercise, str]:
        """Show where the room is; the exercise in hand and its picture that is to be shown."""
        exercise, due = self._exercise(), self._beginning.is_due()
        if exercise.exercise_id != self._asked_at:
            self._asked_at = exercise.exercise_id  # what was asked on the way there, or before leaving, has its answer
            self._placing.close()
            self._ending.put_away()
        shown = pictures.shown_view(self.workshop, exercise)
        self._show_step(exercise, read_view(shown)[1])
        # until the new picture is drawn, the one there is belongs to something else
        (self._picture.remove_class if shown == self._drawn else self._picture.add_class)("kr-old")
        self._show_beginning(exercise, due=due)
        return exercise, shown

    def _is_past(self, exercise: Exercise) -> bool:
        """Whether the room has gone on while something was read or drawn; the next look shows where to."""
        if self._exercise().exercise_id == exercise.exercise_id:
            return False
        self._news_soon()
        return True

    def _read(self, exercise: Exercise) -> tuple[str, str, Any, bool, tuple[int, int], bool]:
        workshop = self.workshop
        head = line("kr-name", workshop.name or workshop.code, "h1")
        if workshop.example:
            head += line("kr-example", self._text("example"), "span")
        if workshop.room.closed:
            head += line("kr-example", self._text("closed"), "span")
        if workshop.round_number > 1:
            head += line("kr-round", round_now(workshop), "span")
        head += line("kr-people", self._text("people", here(workshop)), "span")
        if workshop.step().exercise_id:
            done, people = answered(workshop, exercise)
            head += line("kr-answered", self._text("wall_answered", done=done, all=people), "span")
        is_answered = bool(workshop.standing_answers())
        more = self._intake.read(), self._follow_up.read(), self._practice.read()
        return numbers(workshop, exercise), head, *more, is_answered

    def _show_step(self, exercise: Exercise, view: str) -> None:
        workshop = self.workshop
        led, closed, is_last = bool(workshop.step().exercise_id), workshop.room.closed, not workshop.next_exercise()
        is_open = exercise.exercise_id not in workshop.room.closed_exercises
        set_html(self._title, line("", exercise.title(self.lang), "h2"))
        self._reveal.description = self._text("hide" if workshop.is_revealed(exercise.exercise_id) else "reveal")
        self._open.description = self._text("close" if is_open else "open")
        self._next.description = self._text("end" if is_last else "next" if led else "begin")
        self._next.disabled = is_last and closed
        self._reveal.disabled = self._open.disabled = self._skip.disabled = self._free.disabled = not led
        self._closing.layout.display = "none" if closed else ""
        self._ending.show()
        self._views.show(exercise, view)
        set_html(self._notes, self._note(exercise))
        self._programme.show()
        self._timer.show()
        self._behalf.show(exercise)

    def _show_beginning(self, exercise: Exercise, *, due: bool) -> None:
        """Before it begins, only what leads there can be pressed, and what is answered already stands below."""
        self._beginning.show(due=due)
        if due:
            set_html(self._title, line("", self._text("begin_title"), "h2"))
        set_html(self._watched, line("", exercise.title(self.lang), "h3") if due else "")
        self._in_hand.layout.display = "none" if due and not self._is_answered else ""
        # when it is over, the big screen says thank you, nothing is counted down, and nobody can answer
        for widget in (self._timer.widget, self._reveal, self._open, self._skip, self._free):
            widget.layout.display = "none" if due or self.workshop.room.closed else ""
        # there is nothing to follow up before it has begun
        self._follow_up.widget.layout.display = "none" if due and self.workshop.round_number == 1 else ""
        for button, is_main in ((self._next, due), (self._reveal, not due)):
            (button.add_class if is_main else button.remove_class)("kr-main")

    def _note(self, exercise: Exercise) -> str:
        notes = exercise.notes
        said = [("purpose", notes.purpose), ("say", notes.say), ("watch", notes.watch)]
        rows = "".join(
            f"<div><dt>{html.escape(self._text(key))}</dt><dd>{html.escape(text(self.lang))}</dd></div>"
            for key, text in said
            if text.da
        )
        return f'<dl class="kr-notes">{rows}</dl>' if rows else ""

    def _tick(self) -> None:
        self._calm()
        self._timer.tick()
        self._programme.tick()


def _box(kind: type[Box], css_class: str, *children: Any) -> Box:
    box = kind(list(children))
    box.add_class(css_class)
    return box
