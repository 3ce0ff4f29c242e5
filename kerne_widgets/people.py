"""The people in the room: participants by random id, and how many stand behind each."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from .answers import AnswerLog
from .errors import KerneError
from .model import Model
from .room_state import ANSWER, JOIN, UNDO
from .stepping import Stepping
from .store import Event, Store, new_event

SHARING_MAX = 30


@dataclass(frozen=True)
class Participant:
    """Someone in the room, by a random id; ``role`` and ``group`` as they chose to give them.

    ``n_people`` is more than one where several answer together on one phone. ``on_behalf`` marks someone without a
    phone, whose answers the facilitator enters, ``robot`` someone whom a program plays in a rehearsal, and ``left`` one
    of either who was taken out again.
    """

    participant_id: str
    role: str
    group: str
    joined_at: dt.datetime
    n_people: int = 1
    on_behalf: bool = False
    left: bool = False
    robot: bool = False


def require_shared_by(n_people: int) -> None:
    """Raise ``KerneError`` where so many cannot answer together on one phone."""
    if not 1 <= n_people <= SHARING_MAX:
        raise KerneError("errors.sharing", given=n_people, limit=SHARING_MAX)


class Attending(Stepping):
    """A room that people come into. Made as :class:`Stepping` is."""

    def __init__(self, code: str, workshop_id: str, store: Store, model: Model) -> None:
        super().__init__(code, workshop_id, store, model)
        self._participants: dict[str, Participant] = {}
        self._participants_seq = 0
        self._joined: dict[str, Event] = {}  # the newest of each

    @property
    def people_min(self) -> int:
        """How few people may be told of on their own.

        The content can raise what held when the workshop was made, never lower it: people were told of it as they came.
        """
        return max(self.room.people_min, self.model.people_min)

    def join(
        self,
        role: str = "",
        group: str = "",
        participant_id: str | None = None,
        *,
        n_people: int = 1,
        on_behalf: bool = False,
        robot: bool = False,
    ) -> str:
        """Bring a participant in; the random id. Joining again with an id changes what is said of them.

        Parameters
        ----------
        role, group
            As they chose to give them.
        participant_id
            Someone who has joined already.
        n_people
            How many answer together on the phone.
        on_behalf
            Someone without a phone, whose answers are entered for them.
        robot
            Someone whom a program plays, to be taken out when the rehearsal is over.

        Raises
        ------
        KerneError
            No phone is shared by so many.
        """
        participant_id = participant_id or uuid.uuid4().hex
        self._append(
            [self._join_event(participant_id, role, group, n_people=n_people, on_behalf=on_behalf, robot=robot)]
        )
        return participant_id

    def _join_event(
        self,
        participant_id: str,
        role: str = "",
        group: str = "",
        *,
        n_people: int = 1,
        on_behalf: bool = False,
        robot: bool = False,
    ) -> Event:
        require_shared_by(n_people)
        value: dict[str, str | int | bool] = {
            "role": self._as_offered("role", role.strip()[:80]),
            "group": self._as_offered("group", group.strip()[:80]),
        }
        if n_people > 1:
            value["n_people"] = n_people
        if on_behalf:
            value["on_behalf"] = True
        if robot:
            value["robot"] = True
        return new_event(self._id, participant_id, JOIN, value, round_number=self.round_number)

    def _as_offered(self, by: str, written: str) -> str:
        """A role or group as it stands among those to choose from, whatever its capitals; another as it is written."""
        offered = {name.casefold(): name for name in self.room.choices.get(by, ())}
        return offered.get(written.casefold(), written)

    def attend(self, participant_id: str) -> None:
        """Someone who joined in an earlier round is there in this one, and is counted in it."""
        room = self.room
        if room.round_number == 1 or self.participant(participant_id) is None:
            return
        last, now = self._joined[participant_id], room.round_number
        if room.has_come(last):
            return
        # the id follows from the event before, so that two pages of one person say it once
        told = str(uuid.uuid5(uuid.UUID(last.event_id), f"round {now}"))
        self._append([new_event(self._id, participant_id, JOIN, last.value, event_id=told, round_number=now)])

    def people_seq(self) -> int:
        """Number of the newest event about who is here; what a page polls that says how many are."""
        return self.store.last_seq(self._id, kinds=(JOIN,))

    def attending(self) -> set[str]:
        """Those who have come in this round; in the first, everyone."""
        people, room = self.participant_list(), self.room
        return {one.participant_id for one in people if room.has_come(self._joined[one.participant_id])}

    def describe(self, participant_id: str, role: str, group: str, n_people: int) -> None:
        """Change what is said of a participant; nothing is written where that is said already."""
        known = self.participant(participant_id)
        if known and (known.role, known.group, known.n_people) != (role, group, n_people):
            self.join(role, group, participant_id, n_people=n_people, on_behalf=known.on_behalf, robot=known.robot)

    def take_out(self, participant_id: str) -> None:
        """Take out someone whose answers were entered by mistake, with all of these; :meth:`bring_back` undoes it.

        Raises
        ------
        KerneError
            Nobody of that id has answers entered for them: who answers on a phone stays.
        """
        last = self._entered(participant_id)
        log = AnswerLog()
        log.take(self.store.fetch_events(self._id, kinds=(ANSWER, UNDO), author_id=participant_id))
        given = [[answer.prompt_id, answer.item_id, answer.round_number] for answer in log.latest()]
        if not last.value.get("left"):
            self._append(self._taken_out(last, given))

    def bring_back(self, participant_id: str) -> None:
        """Bring back someone who was taken out, with the answers they had."""
        last = self._entered(participant_id)
        if last.value.get("left"):
            self._append(self._brought_back(last))

    def _taken_out(self, last: Event, given: list[list[Any]]) -> list[Event]:
        """What takes someone out: each answer given is withdrawn; ``last`` is the newest event about them."""
        return self._settled(last, ANSWER, given, {**last.value, "left": True, "withdrawn": given})

    def _brought_back(self, last: Event) -> list[Event]:
        """What brings someone who was taken out back."""
        back = {name: said for name, said in last.value.items() if name not in ("left", "withdrawn")}
        return self._settled(last, UNDO, last.value["withdrawn"], back)

    def _entered(self, participant_id: str) -> Event:
        """The newest event about someone without a phone."""
        self.everyone()
        last = self._joined.get(participant_id)
        if last is None or not last.value.get("on_behalf"):
            raise KerneError("errors.not_entered")
        return last

    def _settled(self, last: Event, kind: str, about: list[list[Any]], value: dict[str, Any]) -> list[Event]:
        """What withdraws some answers of someone or undoes that, and says where they are now."""
        # the ids follow from the event before, so that two who press at once do it once
        told = uuid.uuid5(uuid.UUID(last.event_id), kind)
        events = [
            new_event(
                *(self._id, last.author_id, kind),
                prompt_id=prompt_id,
                item_id=item_id,
                event_id=str(uuid.uuid5(told, f"{prompt_id} {item_id} {number}")),
                round_number=number,
            )
            for prompt_id, item_id, number in about
        ]
        now = self.round_number
        joined = new_event(self._id, last.author_id, JOIN, value, event_id=str(told), round_number=now)
        return [*events, joined]

    def participant_list(self) -> list[Participant]:
        """Everyone who has joined and not been taken out, in the order they did."""
        return [person for person in self.everyone() if not person.left]

    def robots(self) -> list[Participant]:
        """Those in the room whom a program plays."""
        return [person for person in self.participant_list() if person.robot]

    def gone_robots(self) -> frozenset[str]:
        """Ids of robots that were taken out: what they said is no part of anything, not even of what was shown."""
        return frozenset(person.participant_id for person in self.everyone() if person.robot and person.left)

    def everyone(self) -> list[Participant]:
        """Everyone who has joined, also those who were taken out."""
        for event in self.store.fetch_events(self._id, after_seq=self._participants_seq, kinds=(JOIN,)):
            self._participants_seq = event.seq
            known = self._participants.get(event.author_id)
            joined_at = known.joined_at if known else event.at
            said = {name: value for name, value in event.value.items() if name != "withdrawn"}
            self._participants[event.author_id] = Participant(event.author_id, **said, joined_at=joined_at)
            self._joined[event.author_id] = event
        return list(self._participants.values())

    def participant(self, participant_id: str) -> Participant | None:
        """The participant with an id, if there is one who has not been taken out, by anyone."""
        self.everyone()
        person = self._participants.get(participant_id)
        return None if person is None or person.left else person

    def count_people(self, participant_ids: Collection[str] | None = None) -> int:
        """How many people stand behind some participants, or behind all."""
        return sum(
            person.n_people
            for person in self.participant_list()
            if participant_ids is None or person.participant_id in participant_ids
        )
