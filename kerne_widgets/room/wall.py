"""The big screen: one thing at a time, readable from ten metres, with the way in always in the corner."""

from __future__ import annotations

import asyncio
import html
import os

from ipywidgets import HTML, Box, HBox, VBox

from .. import logo, messages, pictures
from ..errors import KerneError
from ..model import Exercise
from ..workshop import Workshop, open_workshop
from .arrival import Arrival
from .numbers import answered, here
from .pieces import join_url, line, picture, qr_svg, remaining, round_now, set_html, shown_address, style
from .watch import Watch

PICTURE_SIZE = (16.0, 10.8)
LONG_NAME, LONG_WORD = 44, 16  # letters of a workshop's name that are set smaller


def big_screen(workshop: Workshop | None = None) -> Box:
    """The big screen as a widget.

    Parameters
    ----------
    workshop
        Default: the one in ``$KERNE_WORKSHOP``; without one, a line that says how to start.
    """
    code = os.environ.get("KERNE_WORKSHOP", "")
    if workshop is None and code:
        workshop = open_workshop(code)
    if workshop is None:
        lang = os.environ.get("KERNE_LANG", messages.DEFAULT_LANG)
        place = VBox([style(), HTML(line("kr-mute", messages.text("room.wall_waits", lang)))])
    else:
        place = VBox([style(), BigScreen(workshop).widget])
    place.add_class("kr-wall")
    return place


class BigScreen:
    """Shows where the workshop is. ``widget`` is what is shown."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.lang = workshop.lang
        self._url = join_url(workshop)
        self._shown = ""
        self._stage = HTML()
        self._clock = HTML()
        self._count = HTML()
        self._way = HTML()
        self._corner = HTML(self._way_in("kw-corner"))
        self._side = VBox([self._clock, self._count, self._way, self._corner])
        self._side.add_class("kw-side")
        self._stage.add_class("kw-stage")
        arrival = Arrival()
        self.widget = HBox([self._stage, self._side, arrival])
        self.widget.add_class("kw-screen")
        self._watch = Watch(workshop, arrival.wait, self.refresh, self._tick, self._problem)
        self._watch.start()

    def _text(self, key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"room.{key}", self.lang, n, **values)

    def _way_in(self, css_class: str) -> str:
        code = html.escape(self.workshop.code)
        if not self._url:
            return f'<div class="{css_class}"><b>{code}</b></div>'
        qr = qr_svg(self._url, self._text("qr_label"))
        # an address that is too long for one line goes on with the whole of its port
        address = html.escape(shown_address(self._url)).replace(":", "<wbr>:")
        return f'<div class="{css_class}">{qr}<b>{code}</b><span>{address}</span></div>'

    async def refresh(self) -> None:
        """Show what the facilitator has chosen."""
        step, is_over = self.workshop.step(), self.workshop.room.closed
        exercise = self.workshop.model.exercise(step.exercise_id) if step.exercise_id and not is_over else None
        if is_over:
            view, stage = "goodbye", self._goodbye()
        elif exercise and self.workshop.is_revealed(exercise.exercise_id):
            view = pictures.shown_view(self.workshop, exercise)
            page = self.workshop.room.pages.get(exercise.exercise_id, 1)
            drawn, _ = await asyncio.to_thread(picture, self.workshop, view, PICTURE_SIZE, page)
            stage = f'<div class="kw-picture">{drawn}</div>'
            view = f"{view}/{page}"
        else:
            view = "question"
            stage = self._question(exercise) if exercise else self._welcome()
        self._turn(f"{step.exercise_id}/{view}")
        set_html(self._stage, stage)
        if exercise:
            set_html(self._count, self._counted(exercise))
            set_html(self._way, self._progress(exercise))
        self._side.layout.display = "" if exercise else "none"

    def _turn(self, what: str) -> None:
        """Let something else come in softly; the same picture with one more answer just changes."""
        if what != self._shown:
            self._shown = what
            coming, gone = ("kw-odd", "kw-even") if "kw-even" in self._stage._dom_classes else ("kw-even", "kw-odd")  # noqa: SLF001  # ipywidgets has no public way to ask
            self._stage.remove_class(gone)
            self._stage.add_class(coming)

    def _goodbye(self) -> str:
        """Thanks, and nothing that asks anyone in."""
        lines = [self._logo(), line("kw-name", self._text("goodbye"), "h1")]
        lines.append(line("kw-lead", self._text("goodbye_lead")))
        if self.workshop.name:
            lines.append(line("kw-people", self.workshop.name))
        return f'<div class="kw-welcome is-goodbye"><div>{"".join(lines)}</div></div>'

    def _logo(self) -> str:
        shown = logo.address()
        return f'<img class="kw-logo" src="{shown}" alt="">' if shown else ""

    def _welcome(self) -> str:
        name = self.workshop.name or self._text("welcome")
        lines = [self._logo()]
        is_long = len(name) > LONG_NAME or any(len(word) > LONG_WORD for word in name.split())
        lines.append(line("kw-name is-long" if is_long else "kw-name", name, "h1"))
        if self.workshop.example:
            lines.append(line("kw-example", self._text("example")))
        lines.append(line("kw-lead", self._text("welcome_lead" if self._url else "welcome_no_server")))
        if self.workshop.room.is_waiting and self._url:
            lines.append(line("kw-lead", self._text("welcome_waits")))
        if self.workshop.round_number > 1:
            lines.append(line("kw-round", round_now(self.workshop)))
        lines.append(line("kw-people", self._text("people_here", here(self.workshop))))
        return f'<div class="kw-welcome"><div>{"".join(lines)}</div>{self._way_in("kw-way-in")}</div>'

    def _question(self, exercise: Exercise) -> str:
        dimension = self.workshop.model.dimension(exercise.dimension_id)
        lines = [line("kw-dimension", dimension.title(self.lang)), line("kw-title", exercise.title(self.lang), "h1")]
        if exercise.intro.da:
            lines.append(line("kw-lead", exercise.intro(self.lang)))
        asked = "".join(line("", prompt.text(self.lang), "li") for prompt in exercise.prompts)
        return f'<div class="kw-question">{"".join(lines)}<ol>{asked}</ol></div>'

    def _counted(self, exercise: Exercise) -> str:
        done, people = answered(self.workshop, exercise)
        return line("kw-count", self._text("wall_answered", done=done, all=people))

    def _progress(self, exercise: Exercise) -> str:
        ids = self.workshop.programme.exercise_ids
        said = line("kw-round", round_now(self.workshop)) if self.workshop.round_number > 1 else ""
        if exercise.exercise_id not in ids:
            return said
        place = ids.index(exercise.exercise_id) + 1
        said += line("kw-step", self._text("wall_step", place=place, total=len(ids)))
        dots = "".join(
            f'<i class="{"is-here" if n == place else "is-past" if n < place else ""}"></i>'
            for n in range(1, len(ids) + 1)
        )
        return f'{said}<div class="kw-dots" aria-hidden="true">{dots}</div>'

    def _tick(self) -> None:
        step = self.workshop.step()
        text = remaining(step)
        state = " is-paused" if step.left_s is not None else " is-over" if text == "0:00" else ""
        set_html(self._clock, line(f"kw-clock{state}", text))

    def _problem(self, error: KerneError | None) -> None:
        if error:
            self._side.layout.display = ""
            set_html(self._count, line("kw-count kr-error", error.text(self.lang)))
