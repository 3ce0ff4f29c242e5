"""The join page: the only page a stranger sees, and one that costs no kernel."""

from __future__ import annotations

import re
from contextlib import ExitStack
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ..content import load_model
from ..errors import KerneError, StoreError, UnknownWorkshop
from ..messages import DEFAULT_LANG, LANGS, text
from ..people import SHARING_MAX, require_shared_by
from ..way import PAGE
from .let import LIGHT
from .pages import PublicPage, language, render
from .person import NOTHING, Said
from .visitors import Passes, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from ..people import Participant
    from ..workshop import Workshop
    from .limits import WrongCodes

CODE_MAX = 12


class JoinPage(PublicPage):
    """Asks for a code, and gives a cookie that stands for a person nobody knows the name of."""

    def initialize(
        self,
        open_workshop: Callable[[str], Workshop],
        id_ahead: Callable[[str, str], str | None],
        passes: Passes,
        wrong_codes: WrongCodes,
        prefetch: Markup,
        default_lang: str = DEFAULT_LANG,
    ) -> None:
        """Take what the page needs to know."""
        self.open_workshop = open_workshop
        self.id_ahead = id_ahead
        self.passes = passes
        self.wrong_codes = wrong_codes
        self.prefetch = prefetch
        visitor = passes.read(self)
        self.lang = language(self, visitor.lang if visitor else default_lang)
        # the workshop is read once for each request
        self._moment = ExitStack()

    def on_finish(self) -> None:
        """The moment is over."""
        self._moment.close()

    def get(self) -> None:
        """The form, or a door straight back in for someone who has joined already."""
        asked = clean_code(self.get_query_argument("kode", ""))
        visitor = self.passes.read(self)
        code = asked or (visitor.workshop if visitor else "")
        workshop, problem = self._find(code) if code else (None, "")
        if workshop is None and not asked:
            # an old cookie is no question; the page is then as for a stranger
            self.set_status(200)
            code = problem = ""
        elif workshop is None:
            problem = self._count_wrong(problem)
        person = joined(workshop, visitor)
        self._show(code=code, workshop=workshop, problem=problem, person=person)

    def head(self) -> None:
        """The headers alone."""
        self.set_header("Content-Type", "text/html; charset=utf-8")

    def post(self) -> None:
        """Join, and go on to the page."""
        asked = self.get_body_argument("lang", "")
        self.lang = asked if asked in LANGS else self.lang
        code = clean_code(self.get_body_argument("kode", ""))
        workshop, problem = self._find(code)
        if workshop is None:
            said = Said.read(self.get_body_argument)
            self._show(code=code, workshop=None, problem=self._count_wrong(problem), said=said)
            return
        visitor = self.passes.read(self)
        # from the button for the light form, and from browsers without JavaScript
        light = bool(self.get_body_argument("let", ""))
        if visitor is None or joined(workshop, visitor) is None:
            said = Said.read(self.get_body_argument)
            # nobody is kept at the door for what can be put right inside
            n_people = said.number or 1
            try:
                # before a page is taken that waits: it would be gone
                require_shared_by(n_people)
                participant_id = workshop.join(
                    role=said.role,
                    group=said.group,
                    participant_id=None if light else self.id_ahead(workshop.code, self.lang),
                    n_people=n_people,
                    # a field that no form of ours has: the robots of a rehearsal say what they are
                    robot=bool(self.get_body_argument("robot", "")),
                )
            except KerneError as error:
                self.set_status(503 if isinstance(error, StoreError) else 409)
                self._show(code=code, workshop=workshop, problem=error.text(self.lang), said=said)
                return
            visitor = Visitor(workshop.code, participant_id, self.lang)
        self.passes.give(self, Visitor(visitor.workshop, visitor.participant_id, self.lang))
        self.redirect(LIGHT if light else PAGE, status=303)

    def prepare(self) -> None:
        """A form sent from another site joins nobody."""
        if self.request.method == "POST":
            self.check_xsrf_cookie()

    def _find(self, code: str) -> tuple[Workshop | None, str]:
        """The open workshop with a code, or why there is none."""
        if not code:
            self.set_status(400 if self.request.method == "POST" else 200)
            return None, text("serve.no_code", self.lang)
        try:
            workshop = self.open_workshop(code)
            self._moment.enter_context(workshop.still())
            closed = workshop.room.closed
        except UnknownWorkshop as error:
            self.set_status(404)
            return None, error.text(self.lang)
        except StoreError as error:
            self.set_status(503)
            return None, error.text(self.lang)
        if closed:
            self.set_status(410)
            return None, text("errors.closed_workshop", self.lang, code=workshop.code)
        return workshop, ""

    def _count_wrong(self, problem: str) -> str:
        """The problem, or that there were too many: asking by a link is guessing as much as the form is."""
        if self.get_status() != HTTPStatus.NOT_FOUND or self.wrong_codes.add(self.request.remote_ip or ""):
            return problem
        self.set_status(429)
        return text("serve.too_many_codes", self.lang)

    def _show(
        self,
        *,
        code: str,
        workshop: Workshop | None,
        problem: str,
        said: Said = NOTHING,
        person: Participant | None = None,
    ) -> None:
        other = next(lang for lang in LANGS if lang != self.lang)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            render(
                "join",
                self.lang,
                code=code,
                name=workshop.name if workshop else "",
                known=person is not None,
                waits=workshop is not None and workshop.room.is_waiting,
                said=said,
                choices=workshop.room.choices if workshop else {},
                said_in_words=Said.of(person).in_words(self.lang) if person else "",
                problem=problem,
                is_wrong=self.get_status() == HTTPStatus.CONFLICT,
                prefetch=self.prefetch,
                people_max=SHARING_MAX,
                # what holds in the workshop; while it is not known which, what holds at least in any
                people_min=workshop.people_min if workshop else load_model().people_min,
                xsrf=self.xsrf_token.decode(),
                other_lang=other,
                other_address="/?" + urlencode({"kode": code, "lang": other} if code else {"lang": other}),
            )
        )


def joined(workshop: Workshop | None, visitor: Visitor | None) -> Participant | None:
    """The visitor as one of the workshop's participants, if that is what they are."""
    if workshop is None or visitor is None or visitor.workshop != workshop.code:
        return None
    return workshop.participant(visitor.participant_id)


def clean_code(typed: str) -> str:
    """A code as people type it: small letters, spaces and dashes do not matter."""
    return re.sub(r"[^0-9A-ZÆØÅ]", "", typed.upper())[:CODE_MAX]
