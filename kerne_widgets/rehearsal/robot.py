"""One robot: joins, answers what is open on each screen, waits until each answer is stored, and goes on."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import math
import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from .door import Door, DoorError
from .link import Link, LinkError
from .phone import WAITING, Field, Phone
from .picks import pick
from .words import Voice

SCREENS_MAX = 200
# who rehearses alone walks to and fro between the terminal and the control room
BEGINS_WITHIN_S = 900.0
RELOADS_MAX, RELOADS_AFTER_S = 5, 1.0
TEXT_FIELDS = ("TextModel", "TextareaModel")
DATE_FIELD = "DatePickerModel"
COMPOSER = "AnyModel"
NOT_TAKEN = ("unsaved", "closed")
WHOLE = "kerne-whole"
CLICK = {"event": "click"}

T = TypeVar("T")


class TakenOut(Exception):  # an outcome of a rehearsal, counted and shown
    """The robot was taken out of the workshop."""


class Robot:
    """A participant that a program plays.

    Parameters
    ----------
    door
        The way in.
    voice
        What it says.
    lang
        Language of what it says.
    gathers
        Prompts whose cards are work tasks.
    pause_s
        How long it thinks before each answer, on average.
    on_answer
        Called with the seconds that an answer took until the page said it was stored.
    on_waiting
        Called when the phones wait for the room to begin.
    """

    def __init__(
        self,
        door: Door,
        voice: Voice,
        *,
        lang: str = "da",
        gathers: frozenset[str] = frozenset(),
        pause_s: float = 0.0,
        on_answer: Callable[[float], None] = lambda _: None,
        on_waiting: Callable[[], None] = lambda: None,
    ) -> None:
        self.door = door
        self.voice = voice
        self.lang = lang
        self.gathers = gathers
        self.pause_s = pause_s
        self.on_answer = on_answer
        self.on_waiting = on_waiting
        self.answered: set[str] = set()
        self._letters = 0

    async def join(self, code: str, role: str = "") -> None:
        """From the link in the QR code to a page that can be answered."""
        self._page = await self.door.join(code, role, self.voice.dice.choice)
        await self._load()

    async def _load(self) -> None:
        """The page, as far as it can be answered."""
        self.link = await Link.open(self.door, await self.door.page_kernel(self._page))
        self.phone = Phone(self.link)
        await self.link.until(lambda: self.phone.screen_id and self.phone.named("kerne-on"))
        self._post({})

    async def go_through(self) -> None:
        """Answer screen after screen, as far as the room lets one go; first wait where the phones do."""
        for _ in range(SCREENS_MAX):
            await self.wait_to_begin(BEGINS_WITHIN_S)
            await self.answer_screen()
            if not await self.go_on():
                return

    async def follow(self) -> None:
        """Answer where the room is and go along with it, until the server stops.

        Like a person, it loads the page again when something has gone wrong.

        Raises
        ------
        TakenOut
            It was taken out of the workshop; so does whatever else waits for the page.
        """
        for _ in range(RELOADS_MAX):
            try:
                await self._follow()
            except LinkError:
                await asyncio.sleep(RELOADS_AFTER_S)
                await self.link.leave()
            try:
                await self._load()
            except DoorError:
                return
        raise LinkError(f"the page was loaded again {RELOADS_MAX} times")

    async def _follow(self) -> None:
        while True:
            await self.wait_to_begin(math.inf)
            await self.answer_screen()
            await self._wait(self.phone.asked())
            await self.come_along()

    async def _wait(self, left: set[tuple[str, int]]) -> None:
        """Until the room calls, or something else is asked than what was left."""
        await self._until(lambda: self.phone.facts.get("called") or self.phone.asked() - left, math.inf)

    async def wait_to_begin(self, within_s: float) -> None:
        """Go along when the room begins, or at once where the phones do not wait for that."""
        if self.phone.screen_id == WAITING:
            self.on_waiting()
            await self._until(lambda: self.phone.facts.get("called") or self.phone.screen_id != WAITING, within_s)
            await self.come_along()

    async def answer_screen(self) -> None:
        """Answer everything that is open on the screen and has no answer."""
        phone = self.phone
        if not phone.is_open:
            return
        screen = phone.screen
        for field in phone.fields():
            if phone.screen == screen and field.model_id in self.link.states and phone.is_blank(field):
                await self._think()
                await self._answer(field)
        for item_id in phone.unplaced():
            if phone.screen == screen:
                await self._think()
                await self._place_somewhere(item_id)

    async def go_on(self) -> bool:
        """Tap the key that leads on; False where there is nowhere to go."""
        key, screen = self.phone.named("kerne-on"), self.phone.screen
        if await self.come_along():
            return self.phone.screen != screen
        if self.link.states[key]["disabled"]:
            return False
        selected = self._selected()
        await self.link.dealt_with(self.link.tell(key, CLICK))
        return self.phone.screen != screen or self._selected() != selected

    async def come_along(self) -> bool:
        """Answer the room's call, as the page's script does where nothing is being written; whether there was one."""
        called_to = self.phone.facts.get("called")
        if called_to:
            await self.link.dealt_with(self._post({"along": called_to}))
        return bool(called_to)

    async def choose(self, field: Field, place: int) -> None:
        """Tap one of a few options."""
        sent = self.link.update(field.model_id, index=place)
        await self._stored(field.name, sent, lambda: self.phone.is_committed(field.name, str(place)))

    async def write(self, field: Field, text: str) -> None:
        """Write a text."""
        sent = self.link.update(field.model_id, value=text)
        await self._stored(field.name, sent, lambda: self.phone.is_committed(field.name, text))

    async def pick_day(self, field: Field, day: dt.date) -> None:
        """Pick a day in the phone's calendar."""
        # a browser counts months from 0
        sent = self.link.update(field.model_id, value={"year": day.year, "month": day.month - 1, "date": day.day})
        await self._stored(field.name, sent, lambda: self.phone.is_committed(field.name, day.isoformat()))

    async def add_card(self, field: str, text: str) -> None:
        """Add a card: by letter, as the page's script does."""
        card_id = str(uuid.uuid4())
        sent = self._post({"cards": {field: [{"id": card_id, "text": text}]}})
        await self._stored(f"{field}/{card_id}", sent, lambda: self.phone.has_card(field, card_id))

    def _post(self, letter: dict[str, Any]) -> str:
        """Write to the kernel as the page's script does; the first letter says that the page is there."""
        self._letters += 1
        return self.link.update(self.phone.named("kerne-mailbox"), value=json.dumps({"n": self._letters, **letter}))

    async def place(self, task_id: str, ring: int, hours: int | None = None) -> None:
        """Put a task on the board, and say how many hours a week it takes where that is asked."""
        await self.put(task_id, {"centrality": ring})
        if hours is None:
            return
        if self._selected() != task_id:
            await self.link.dealt_with(self.link.update(self.phone.board, selected=task_id))
        field = self.phone.hours(task_id)
        if field:
            await self.link.dealt_with(self.link.update(field, value=str(hours)))

    async def put(self, item_id: str, spot: dict[str, int]) -> None:
        """Put an item on a board: in a ring, or at a step on each axis of a field."""
        board, event_id = self.phone.board, str(uuid.uuid4())
        move = {"type": "place", "task_id": item_id, **spot, "event_id": event_id}
        await self._stored(item_id, self.link.tell(board, move), lambda: event_id in self._acknowledged(board))

    def close(self) -> None:
        """Leave at once."""
        if hasattr(self, "link"):
            self.link.close()
        self.door.close()

    async def leave(self) -> None:
        """Leave, with the server's goodbye."""
        if hasattr(self, "link"):
            await self.link.leave()
        self.door.close()

    async def _answer(self, field: Field) -> None:
        dice, state = self.voice.dice, self.link.states[field.model_id]
        prompt_id = field.name.partition("--")[0]
        if WHOLE in field.classes:
            for card in self.voice.cards(prompt_id, self.lang, prompt_id in self.gathers):
                if not self.phone.is_full(field):
                    await self.add_card(prompt_id, card)
        elif field.sort == DATE_FIELD:
            await self.pick_day(field, dt.date(2025, dice.randint(1, 12), dice.randint(1, 28)))
        elif field.sort == COMPOSER:
            picked = pick(state, dice, lambda: self.voice.text(prompt_id, self.lang))
            if picked:
                await self.write(field, picked)
        elif field.sort in TEXT_FIELDS:
            await self.write(field, self.voice.text(prompt_id, self.lang))
        else:
            await self.choose(field, dice.randrange(len(state["_options_labels"])))

    async def _place_somewhere(self, item_id: str) -> None:
        dice, steps = self.voice.dice, self.link.states[self.phone.board].get("steps")
        if steps:
            await self.put(item_id, {"x": dice.randint(1, steps), "y": dice.randint(1, steps)})
        else:
            await self.place(item_id, dice.randrange(5), dice.randint(1, 12))

    async def _stored(self, what: str, message_id: str, committed: Callable[[], Any]) -> None:
        sent_at, screen, n_refused = time.perf_counter(), self.phone.screen, self.phone.n_refused
        # a facilitator who takes the room on takes the screen away; then there is no more to wait for
        await self._until(
            lambda: (
                committed()
                or self.phone.screen != screen
                or self.phone.facts["state"] in NOT_TAKEN
                or self.phone.n_refused != n_refused
            )
        )
        took_s = time.perf_counter() - sent_at
        if committed():
            # what comes after the mark, such as a list that has become full, or that a move was refused
            await self.link.dealt_with(message_id)
        if not committed() or self.phone.n_refused != n_refused:
            raise LinkError(f"{what} was not stored: {self.phone.facts['state']}")
        self.answered.add(what)
        self.on_answer(took_s)

    async def _until(self, look: Callable[[], T], within_s: float | None = None) -> None:
        """Wait for what `look` finds, as long as one is in the workshop."""
        await self.link.until(lambda: look() or self.phone.is_out, within_s)
        if self.phone.is_out:
            raise TakenOut

    async def _think(self) -> None:
        if self.pause_s:
            await asyncio.sleep(self.voice.dice.uniform(0, 2 * self.pause_s))

    def _selected(self) -> str:
        return str(self.link.states.get(self.phone.board, {}).get("selected", ""))

    def _acknowledged(self, board: str) -> list[str]:
        return list(self.link.states.get(board, {}).get("acknowledged", ()))
