"""The participant's page: one exercise per screen, from the first to the thank-you, in step with the room."""

from __future__ import annotations

import asyncio
import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..errors import KerneError, StoreError
from ..messages import LANGS, text
from ..store import open_store
from ..way import PAGE, THANKS, WAITING, Way, person_address, step_in
from ..workshop import create_workshop, open_workshop
from .dressing import Dressing
from .elements import box, button, close, escaped, layout, markup, shown
from .following import Following
from .header import Header
from .left import Left
from .mailbox import Mailbox
from .saving import Saving
from .screens import ExerciseScreen, Screen, ThanksScreen
from .waiting import WaitingScreen

if TYPE_CHECKING:
    import ipywidgets

    from ..workshop import Workshop

CLOSE_AFTER_S = 10.0


class ParticipantPage:
    """The page of one participant. It displays itself, and follows the facilitator while it is shown.

    Parameters
    ----------
    workshop
        The workshop.
    participant_id
        Whose page it is.
    lang
        Its language; default the workshop's.
    is_served
        Whether the participants' server shows it, which has pictures of what is revealed and a page about oneself.

    Attributes
    ----------
    widget
        What to show.
    screen
        The screen that is shown.
    """

    def __init__(
        self, workshop: Workshop, participant_id: str, lang: str | None = None, *, is_served: bool = False
    ) -> None:
        self.workshop = workshop
        self._is_served = is_served
        with workshop.still():
            self._open(participant_id, lang)

    def _open(self, participant_id: str, lang: str | None) -> None:
        workshop = self.workshop
        self._left: dict[Screen, asyncio.TimerHandle] = {}
        self._led_to, self._called_to = "", ""
        self._were_closed: frozenset[str] = frozenset()
        self.lang = lang or workshop.lang
        self.saving = Saving(workshop, participant_id, self.lang)
        self._header = Header(self.saving, self._key)
        answering = (self._come_back, self._arrive, self.follow_room, self._answer_call)
        self._mailbox = Mailbox(self.saving, *answering, self._key)
        self._left_behind = Left(self.lang, self._let_go)
        self._back = button(text("page.back", self.lang), "kerne-back", "kerne-go")
        self._on = button(text("page.on", self.lang), "kerne-on", "kerne-go")
        self._back.on_click(lambda _button: self._step(-1))
        self._on.on_click(lambda _button: self._step(1))
        self._notice = markup("", "kerne-notice")
        self._join = button(text("page.go_along", self.lang), "kerne-along", "kerne-go")
        self._join.on_click(lambda _button: self.go(self._led_to or THANKS))
        self._invitation = box([self._notice, self._join], "kerne-invitation", "is-nothing")
        self._stage = box([], "kerne-stage")
        self._footer = box([self._back, self._on], "kerne-footer")
        self._has_script = False
        self.screen: Screen
        self._begin()
        parts = [self._header.widget, self._invitation, self._left_behind.widget]
        parts += [self._stage, self._footer, self._mailbox.widget]
        if self._is_served:
            link = f'<a href="{person_address(PAGE)}">{escaped(text("serve.person", self.lang))}</a>'
            parts.insert(4, markup(link, "kerne-person"))
        if workshop.example:
            parts.insert(1, markup(f'<p class="kerne-example">{escaped(text("page.example", self.lang))}</p>'))
        self.widget = box(parts, "kerne-page")
        self._stage.children = (self.screen.widget,)
        self._show()
        self.saving.listen(self._on_change)
        self._following = Following(self.widget, workshop, self.follow_room, self._newest, lambda: self.screen.sources)

    @property
    def _key(self) -> str:
        """Names the place on the phone where copies are kept: another in each round."""
        base = hashlib.sha256(f"{self.workshop.code}/{self.saving.participant_id}".encode()).hexdigest()[:12]
        return base if self.saving.round_number == 1 else f"{base}-{self.saving.round_number}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return shown(self.widget)

    def wait(self) -> None:
        """Follow nothing: the page is drawn for someone who has not come yet."""
        self._following.close()

    def receive(self) -> None:
        """Someone has come to a page that waited: take in what the room has done, and follow it from now on."""
        self._following.look()
        self._following.go_on()

    def close(self) -> None:
        """Stop following, and close every widget."""
        self._following.close()
        self.saving.close()
        for old in list(self._left):
            self._close_left(old)
        self.screen.close()
        close(self.widget)

    # -- where one is --------------------------------------------------------------------------------------

    def go(self, screen_id: str) -> None:
        """Show the screen of an exercise, or with ``"thanks"`` or ``"waiting"`` one of the others."""
        self._invitation.add_class("is-nothing")
        self._called_to = ""
        with self.workshop.still():
            if screen_id == self.screen.screen_id:
                self._show()
                return
            old, self.screen = self.screen, self._make(screen_id)
            self._close_later(old)
            self._stage.children = (self.screen.widget,)
            self._show()

    def _close_later(self, old: Screen) -> None:
        """Close a screen that has been left, when no page can still be asking for its widgets.

        A phone that is just loading has been told of them, and asks one by one.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            old.close()  # a plain script has no loop, and no page either
            return
        self._left[old] = loop.call_later(CLOSE_AFTER_S, self._close_left, old)

    def _close_left(self, old: Screen) -> None:
        self._left.pop(old).cancel()
        old.close()

    def _make(self, screen_id: str) -> Screen:
        if screen_id == THANKS:
            return ThanksScreen(self.saving, self._way().exercises, self.go)
        if screen_id == WAITING:
            return WaitingScreen(self.saving)
        exercise = self.workshop.model.exercise(screen_id)
        return ExerciseScreen(exercise, self.saving, self._key, has_pictures=self._is_served)

    def _way(self) -> Way:
        """The exercises to go through, as the room and this screen stand."""
        screen: Screen | None = getattr(self, "screen", None)
        return Way(
            self.workshop.model,
            self.workshop.programme,
            step_in(self.workshop.room, self.workshop.model),
            screen.screen_id if screen else "",
        )

    def _arrive(self) -> None:
        """The page's script is at work."""
        self._has_script = True
        self._following.begin()
        self._attend()

    def _come_back(self, screen_id: str) -> None:
        """After a reload: back to the screen one was on, unless the room is led."""
        way = self._way()
        if screen_id in way and not way.step_id:
            self.go(screen_id)

    def _step(self, by: int) -> None:
        if self.screen.step(by):
            return
        neighbour = self._way().neighbour(self.screen.screen_id, by)
        if neighbour:
            self.go(neighbour)

    # -- in step with the room -----------------------------------------------------------------------------

    def follow_room(self) -> None:
        """Take in what the facilitator has done.

        Whether someone is writing only the phone knows, which may be out of reach. So it is called, and goes along when
        it answers; a page without its script goes at once.
        """
        with self.workshop.still():
            self._follow_room()

    def _follow_room(self) -> None:
        if self.workshop.round_number != self.saving.round_number:
            self._begin_round()
        closed = self._closed()
        if closed - self._were_closed:
            self.saving.take_late(closed - self._were_closed)
        self._were_closed = closed
        led_to = self._room_at()
        if led_to != self._led_to:
            if self._has_script and led_to not in ("", self.screen.screen_id):
                self._invitation.add_class("is-nothing")
                self._called_to = led_to
            else:
                self.go(led_to or self._own_place())
            self._led_to = led_to  # a store that was away lets it be tried again
        self.saving.look_around()
        self.screen.follow_room()
        if self.saving.state == "closed":
            self.saving.flush()
        self._show()

    def _room_at(self) -> str:
        """The screen that the room is led to, ``""`` when everyone goes at their own pace; at the end, the thanks."""
        room = self.workshop.room
        return THANKS if room.closed else step_in(room, self.workshop.model)

    def _own_place(self) -> str:
        """Where one goes on at one's own pace: here, or from where one has waited, after what has been answered."""
        here = self.screen.screen_id
        return self._way().first(self.saving.given, self.saving.count_items) if here == WAITING else here

    def _newest(self) -> int:
        """Number of the newest event that is shown; who comes in is told of where one waits."""
        seq = self.workshop.room_seq()
        return max(seq, self.workshop.people_seq()) if self.screen.screen_id == WAITING else seq

    def _closed(self) -> frozenset[str]:
        """The exercises that take no answers."""
        room, model = self.workshop.room, self.workshop.model
        closed = [exercise.exercise_id for exercise in model.exercises_with_votes] if room.closed else ()
        return frozenset([*closed, *room.closed_exercises])

    def _begin(self) -> None:
        """Stand where the room is, else where one goes on."""
        led_to, closed = self._room_at(), self._closed()
        # a screen of the round before is no part of the way
        way = Way(self.workshop.model, self.workshop.programme)
        first = led_to or way.first(self.saving.given, self.saving.count_items)
        self.screen = self._make(first)
        self._led_to, self._were_closed = led_to, closed

    def _begin_round(self) -> None:
        """A follow-up has begun: what stands on the screen belongs to the round before."""
        before, old = self.saving, self.screen
        self.saving = Saving(self.workshop, before.participant_id, self.lang)
        try:
            self._begin()
        except StoreError:
            self.saving = before  # what is written is not of the new round until that is on the screen
            raise
        before.forget(self._on_change)
        before.close()
        self.saving.listen(self._on_change)
        self._header.begin(self.saving, self._key)
        self._mailbox.begin(self.saving, self._key)
        self._called_to = ""  # wherever the round before was going
        self._invitation.add_class("is-nothing")
        self._close_later(old)
        # the phone hears of the round before it is shown a field of it, or it would write there what it kept
        self._show()
        self._stage.children = (self.screen.widget,)
        self._attend()

    def _let_go(self) -> None:
        """What is left from the round before has been seen."""
        self._mailbox.let_go()
        self._show()

    def _attend(self) -> None:
        """Whoever has the page open is counted in this round."""
        with suppress(StoreError):  # it is said again with the next page, or by the first answer
            self.workshop.attend(self.saving.participant_id)

    def _answer_call(self, screen_id: str, goes_along: bool) -> None:
        """The phone has answered: one goes along, or has something to finish first and is told of where the room is."""
        if screen_id != self._called_to:
            return
        if goes_along:
            self.go(screen_id)
        elif screen_id != THANKS:
            self._notice.value = f'<p role="status">{escaped(self._called(screen_id))}</p>'
            self._invitation.remove_class("is-nothing")

    def _called(self, screen_id: str) -> str:
        """Where the others are by now."""
        if screen_id == WAITING:
            return text("page.room_waits", self.lang)
        return text("page.room_moved", self.lang, title=self.workshop.model.exercise(screen_id).title(self.lang))

    # -- what is shown -------------------------------------------------------------------------------------

    def _where(self, way: Way) -> tuple[str, tuple[int, int]]:
        """Where one is in the programme, in words and as so many of so many."""
        screen_id = self.screen.screen_id
        if screen_id == THANKS:
            return text("page.where_thanks", self.lang), (1, 1)
        if screen_id == WAITING:
            return text("page.where_waiting", self.lang), (0, len(way.exercises))
        model = self.workshop.model
        title = model.dimension(model.exercise(screen_id).dimension_id).title(self.lang)
        place, total = way.place(screen_id)
        return text("page.where", self.lang, title=title, place=place, total=total), (place, total)

    def _on_change(self, _prompt_id: str) -> None:
        self._show()

    def _show(self) -> None:
        screen = self.screen
        way = self._way()
        where, progress = self._where(way)
        self._header.show(
            where,
            progress,
            screen.marks(),
            self._mailbox.done,
            list(self._mailbox.left),
            None if self.workshop.room.closed else self.workshop.step(),
            called_to=self._called_to,
            said=screen.said,
            is_closed=screen.is_closed,
        )
        self._left_behind.show(list(self._mailbox.left.values()))
        back, on = way.neighbour(screen.screen_id, -1), way.neighbour(screen.screen_id, 1)
        back_name, on_name = screen.step_name(-1), screen.step_name(1)
        self._back.description = back_name or text("page.back", self.lang)
        # a key that cannot go on says why
        onward = "page.finish" if on == THANKS else "page.on" if on or screen.screen_id == THANKS else "page.together"
        self._on.description = on_name or text(onward, self.lang)
        self._back.disabled = not (back or back_name)
        self._on.disabled = not (on or on_name)


class Apology:
    """What is shown when there is no page to show: a sentence that says why."""

    def __init__(self, error: KerneError, lang: str) -> None:
        said = f'<h1 class="kerne-thanks">{escaped(text("page.no_page", lang))}</h1><p>{escaped(error.text(lang))}</p>'
        self.widget: ipywidgets.Widget = box([markup(said)], "kerne-page", "kerne-screen")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return shown(self.widget)


_waiting: list[ParticipantPage] = []


def participant_page() -> ParticipantPage | Apology:
    """The page of the participant named by ``$KERNE_WORKSHOP`` and ``$KERNE_PARTICIPANT``, in ``$KERNE_LANG``.

    With no workshop named, as in a notebook on its own, it is a page of an example that is kept in memory only. With
    ``$KERNE_AHEAD`` it waits for someone who has not come yet, and the next call brings it up to date.
    """
    if _waiting:
        _waiting[0].receive()
        return _waiting.pop()
    code = os.environ.get("KERNE_WORKSHOP", "")
    lang = os.environ.get("KERNE_LANG", "")
    lang = lang if lang in LANGS else ""
    if not code:
        return _example_page(lang or LANGS[0])
    try:
        workshop = open_workshop(code)
        # a page of the participants' server is told whose it is
        known = os.environ.get("KERNE_PARTICIPANT", "")
        page = ParticipantPage(workshop, known or workshop.join(), lang or None, is_served=bool(known))
    except KerneError as error:
        return Apology(error, lang or LANGS[0])
    if os.environ.pop("KERNE_AHEAD", ""):
        page.wait()
        _waiting.append(page)
    return page


def _example_page(lang: str) -> ParticipantPage:
    workshop = create_workshop(text("page.example_name", lang), lang=lang, store=open_store("sqlite://"), example=True)
    for task in text("page.example_tasks", lang).split(" · "):
        workshop.add_task(task)
    page = ParticipantPage(workshop, workshop.join())
    page.widget.children = (Dressing(layout=layout()), *page.widget.children)
    return page
