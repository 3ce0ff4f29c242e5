"""The light form on the participants' server: no kernel, no JavaScript, the same people and the same answers."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tornado.web import HTTPError

from ..errors import KerneError, StoreError
from ..light import (
    ABOUT,
    FULL,
    Outcome,
    Page,
    Posted,
    Standing,
    about_address,
    address,
    address_after,
    beginning,
    draw,
    room_mark,
    script,
    take,
)
from ..messages import text
from ..places import handout_file
from ..way import NEWS, PICTURES, THANKS, WAITING
from .packed import Packer
from .pages import PublicPage
from .visitors import COOKIE, Passes, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Done = TypeVar("Done")

    from ..model import Exercise
    from ..workshop import Workshop

LIGHT = "/let"
# what the participant's page adds when it has no kernel to give
FULL_HOUSE = "fuldt"
# a page without a script says nothing while it is read
PRESENT_S = 900


class Desk:
    """What the handlers share: each workshop as it stands, and one thread that writes.

    Committing an answer waits for the disk, and the others' pages must not wait with it. A store in one file takes one
    writer at a time anyway, and one thread needs no locks.

    Parameters
    ----------
    open_to_read, open_to_write
        Give the workshop with a code; the thread has workshops of its own.
    passes
        Who a cookie stands for.
    page
        Address of the full page.
    """

    def __init__(
        self,
        open_to_read: Callable[[str], Workshop],
        open_to_write: Callable[[str], Workshop],
        passes: Passes,
        page: str,
    ) -> None:
        self.passes = passes
        self.page = page
        self._open_to_read = open_to_read
        self._open_to_write = open_to_write
        self._standings: dict[str, Standing] = {}
        self._seen: dict[tuple[str, str], float] = {}
        self._writer = ThreadPoolExecutor(1, "kerne-let")

    def look(self, code: str) -> Standing:
        """A workshop as it stands now."""
        if code not in self._standings:
            self._standings[code] = Standing(self._open_to_read(code))
        standing = self._standings[code]
        standing.look()
        return standing

    def note(self, visitor: Visitor) -> None:
        """Someone has asked for a page."""
        self._seen[visitor.workshop, visitor.participant_id] = time.monotonic()

    def present(self) -> set[tuple[str, str]]:
        """Workshop and participant of each who has asked for a page of late."""
        now = time.monotonic()
        return {who for who, at in self._seen.items() if now - at < PRESENT_S}

    async def take(self, visitor: Visitor, exercise: Exercise, posted: Posted) -> Outcome:
        """Give what a form holds as answers."""
        return await self.write(
            visitor, lambda opened: take(opened, visitor.participant_id, exercise, posted, visitor.lang)
        )

    async def write(self, visitor: Visitor, act: Callable[[Callable[[], Workshop]], Done]) -> Done:
        """Do what writes to a visitor's workshop, and give what comes of it; ``act`` is told how it is opened."""
        return await asyncio.get_running_loop().run_in_executor(
            self._writer, lambda: act(lambda: self._open_to_write(visitor.workshop))
        )

    def attend(self, visitor: Visitor) -> None:
        """Whoever has a page open in a follow-up is counted in it; nobody waits for that."""

        def say() -> None:
            with suppress(KerneError):  # it is said again with the next look
                self._open_to_write(visitor.workshop).attend(visitor.participant_id)

        asyncio.get_running_loop().run_in_executor(self._writer, say)

    def close(self) -> None:
        """Finish what is being written."""
        self._writer.shutdown()

    def handlers(self) -> list[Any]:
        """Addresses of the light form."""
        given = {"desk": self}
        return [
            (f"{LIGHT}/?", Front, given),
            (f"{LIGHT}/{NEWS}", News, given),
            (rf"{LIGHT}/(\w+)", Screen, given),
            (rf"{PICTURES}/(\w+)", Picture, given),
        ]


class LightPage(PublicPage):
    """A page for someone who has joined; others are sent to the join page."""

    visitor: Visitor
    standing: Standing

    def initialize(self, desk: Desk) -> None:
        """Take what the handlers share."""
        self.desk = desk

    def set_default_headers(self) -> None:
        """Nothing but the page's own script and style may run in it."""
        super().set_default_headers()
        self.set_header("Content-Security-Policy", _policy())

    def prepare(self) -> None:
        """Find out who it is."""
        visitor = self.desk.passes.read(self)
        try:
            standing = self.desk.look(visitor.workshop) if visitor else None
        except StoreError:
            self.lang = visitor.lang if visitor else self.lang
            raise HTTPError(503) from None
        except KerneError:
            standing = None
        if visitor is None or standing is None or not standing.knows(visitor.participant_id):
            self.stranger(visitor)
            return
        self.desk.note(visitor)
        self.visitor, self.standing, self.lang = visitor, standing, visitor.lang
        if not standing.is_here(visitor.participant_id):
            self.desk.attend(visitor)

    def stranger(self, visitor: Visitor | None) -> None:
        """Someone nobody knows, who was taken out, or whose workshop is gone: the join page is where to begin anew."""
        self.clear_cookie(COOKIE)
        code = self.get_query_argument("kode", visitor.workshop if visitor else "")
        self.redirect(f"/?kode={code}" if code.isalnum() else "/", status=303)

    def check_xsrf_cookie(self) -> None:
        """Done by the form itself, which keeps what was typed."""

    def compute_etag(self) -> None:
        """None: a page is never the same twice."""

    def is_foreign(self) -> bool:
        """Whether a form does not carry the token of our page. From another site it goes no further."""
        try:
            PublicPage.check_xsrf_cookie(self)
        except HTTPError:
            # a token can be lost on the way, as when a phone forgets its session; the page then asks to save again
            if urlsplit(self.request.headers.get("Origin", "")).netloc != self.request.host:
                raise
            return True
        return False

    def page(self, **asked: Any) -> Page:
        """The visitor's page, as the workshop stands."""
        if self.get_query_argument(FULL_HOUSE, ""):
            asked["notice"] = "full_house"
        return Page(self.standing, self.visitor.participant_id, self.lang, **asked)


class Front(LightPage):
    """The door: leads to where the room is, or where one left off."""

    def get(self) -> None:
        """Go there."""
        there = address(self.page().first())
        self.redirect(there + (f"?{FULL_HOUSE}=1" if self.get_query_argument(FULL_HOUSE, "") else ""), status=303)

    def head(self) -> None:
        """The headers alone."""


class Screen(LightPage):
    """An exercise, the thank-you, or the screen to wait on."""

    def get(self, screen_id: str) -> None:
        """The page; whoever runs ahead of the room is taken back to it."""
        self._require(screen_id)
        part = self.get_query_argument("side", "1")
        page = self.page(
            focus=self.get_query_argument("ved", ""), part=int(part) if part.isdecimal() and len(part) < 4 else 1
        )
        if not page.is_at(screen_id):
            self.redirect(address(page.first()), status=303)
            return
        self._show(page, screen_id)

    def head(self, screen_id: str) -> None:
        """The headers alone."""
        self._require(screen_id)

    async def post(self, screen_id: str) -> None:
        """Store what was typed, then go on; what could not be stored is shown as it was typed, with the reason."""
        exercise = self._require(screen_id)
        if exercise is None:
            raise HTTPError(405)
        form = {name: self.get_body_argument(name, strip=False) for name in self.request.body_arguments}
        posted = Posted.from_form(form)
        outcome = Outcome()
        if self.is_foreign():
            outcome.trouble, outcome.status = text("light.old_page", self.lang), 403
            outcome.keep(exercise, posted)
        else:
            outcome = await self.desk.take(self.visitor, exercise, posted)
        # a store that can be neither written nor read leaves the page as it was last seen, with what was typed
        with suppress(StoreError):
            self.standing.look()
        page = self.page(outcome=outcome, part=posted.part)
        if not outcome.is_good:
            self.set_status(outcome.status)
            self._show(page, screen_id)
        elif posted.wanted in (FULL, ABOUT):
            self.redirect(
                self.desk.page if posted.wanted == FULL else about_address(screen_id, posted.part), status=303
            )
        else:
            self.redirect(address_after(page, exercise, posted, outcome), status=303)

    def _require(self, screen_id: str) -> Exercise | None:
        """The exercise of that name; None for the other screens."""
        if screen_id in (THANKS, WAITING):
            return None
        try:
            return self.standing.model.exercise(screen_id)
        except KerneError:
            raise HTTPError(404) from None

    def _show(self, page: Page, screen_id: str) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Vary", "Accept-Encoding")
        drawn = draw(page, screen_id, self.xsrf_token.decode()).encode()
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            drawn = _packer(self.lang).pack(drawn)
        self.finish(drawn)


class News(LightPage):
    """What the room is doing, for a page that asks every few seconds."""

    def stranger(self, visitor: Visitor | None) -> None:  # noqa: ARG002
        """Nothing is told."""
        raise HTTPError(403)

    def get(self) -> None:
        """Where the room is, and a mark that changes when a page has become old."""
        here = self.get_query_argument("her", THANKS)
        try:
            page = self.page()
            told = {"step": page.step_id, "moved": page.moved(here), "mark": room_mark(page, here), "here": page.here}
        except KerneError:
            raise HTTPError(404) from None
        self.finish(told)

    def write_error(self, status_code: int, **_: object) -> None:
        """A script needs no page to say so."""
        self.finish({"status": status_code})


class Picture(LightPage):
    """The picture of a result that the facilitator shows; both kinds of page have it."""

    def stranger(self, visitor: Visitor | None) -> None:  # noqa: ARG002
        """Those who have not joined see no results."""
        raise HTTPError(403)

    def get(self, exercise_id: str) -> None:
        """SVG. Another version is at another address."""
        if self.standing.room.handout(exercise_id) is None:
            raise HTTPError(404)
        try:
            packed = handout_file(self.visitor.workshop, exercise_id).read_bytes()
        except FileNotFoundError:
            raise HTTPError(404) from None
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", "private, max-age=86400")
        self.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(packed)
        else:
            self.finish(gzip.decompress(packed))

    def write_error(self, status_code: int, **_: object) -> None:
        """A picture that is missing needs no page to say so."""
        self.finish(f"{status_code}\n")


@cache
def _packer(lang: str) -> Packer:
    return Packer(beginning(lang).encode())


@cache
def _policy() -> str:
    ours = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{ours}'; connect-src 'self'; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )
