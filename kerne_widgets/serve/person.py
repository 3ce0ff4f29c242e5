"""What a participant has said of themselves: role, group and how many answer together, to be seen and put right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from ..errors import KerneError, StoreError
from ..messages import text
from ..people import SHARING_MAX, Participant
from .let import LIGHT, LightPage
from .pages import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..workshop import Workshop

FIELD_MAX = 60
OTHER = "*"  # chosen in a list by those who are not in it
# the pages one may come from, and is taken back to
BACK = re.compile(rf"/|/deltag|{LIGHT}|{LIGHT}/\w+(\?side=\d{{1,3}})?", re.ASCII)


@dataclass(frozen=True)
class Said:
    """What is written in the fields of a form, as it was typed; ``n_people`` in digits."""

    role: str = ""
    group: str = ""
    n_people: str = "1"

    @classmethod
    def read(cls, argument: Callable[..., str]) -> Said:
        """What a form sent; ``argument`` gives a field by its name, else a default."""
        typed = {
            name: " ".join(argument(name, "").split())[:FIELD_MAX]
            for name in ("rolle", "rolle_anden", "gruppe", "gruppe_anden", "antal")
        }
        # where one chooses from a list, another one is written beside it
        role, group = (
            typed[f"{name}_anden"] if typed[name] in ("", OTHER) else typed[name] for name in ("rolle", "gruppe")
        )
        return cls(role, group, typed["antal"] or "1")

    @classmethod
    def of(cls, person: Participant) -> Said:
        """What a participant has said."""
        return cls(person.role, person.group, str(person.n_people))

    @property
    def number(self) -> int | None:
        """How many answer together on the phone; None for what is no whole number."""
        digits = self.n_people
        return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 4 else None

    def in_words(self, lang: str) -> str:
        """All that was said, on one line; ``""`` when nothing was."""
        several = text("serve.sharing_told", lang, n_people=self.n_people) if self.n_people != "1" else ""
        return " · ".join(part for part in (self.role, self.group, several) if part)


NOTHING = Said()


class PersonPage(LightPage):
    """The page where it is put right. Answers stay, and so does the person."""

    def get(self) -> None:
        """The form, as it was filled in last."""
        person = self.standing.workshop.participant(self.visitor.participant_id)
        if person is None:
            self.stranger(self.visitor)  # taken out since the workshop was looked at
        else:
            self._show(Said.of(person))

    def head(self) -> None:
        """The headers alone."""

    async def post(self) -> None:
        """Change it, then go back to where one was; what cannot be is shown as it was typed, with the reason."""
        said = Said.read(self.get_body_argument)
        if self.is_foreign():
            self._show(said, text("light.old_page", self.lang), 403)
            return
        try:
            await self.desk.write(self.visitor, self._change(said))
        except StoreError:
            # the store's own sentences name files and addresses, which are the facilitator's to see
            self._show(said, text("light.not_stored", self.lang), 503)
        except KerneError as error:
            self._show(said, error.text(self.lang), 422)
        else:
            self.redirect(self._back(), status=303)

    def _change(self, said: Said) -> Callable[[Callable[[], Workshop]], None]:
        """What writes it."""
        participant_id, n_people = self.visitor.participant_id, said.number
        if n_people is None:
            raise KerneError("errors.sharing", given=said.n_people, limit=SHARING_MAX)
        return lambda opened: opened().describe(participant_id, said.role, said.group, n_people)

    def _back(self) -> str:
        asked = self.get_argument("tilbage", "")
        return asked if BACK.fullmatch(asked) else "/"

    def _show(self, said: Said, problem: str = "", status: int = 200) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        page = render(
            "person",
            self.lang,
            said=said,
            choices=self.standing.workshop.room.choices,
            problem=problem,
            is_wrong=status == HTTPStatus.UNPROCESSABLE_ENTITY,
            people_max=SHARING_MAX,
            people_min=self.standing.workshop.people_min,
            back=self._back(),
            xsrf=self.xsrf_token.decode(),
        )
        self.finish(page)
