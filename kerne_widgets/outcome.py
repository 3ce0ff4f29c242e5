"""What a workshop leads to: shared wordings in versions, decisions, what each task serves, a scenario of fewer tasks.

Folded from the facilitator's events. Any of them can be taken back; the log keeps both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from .model import CORE_TASK
from .store import Event

VERSION, DECISION, STATUS, SERVES, SCENARIO, TAKE_BACK = (
    "version",
    "decision",
    "status",
    "serves",
    "scenario",
    "take_back",
)
OUTCOME_KINDS = (VERSION, DECISION, STATUS, SERVES, SCENARIO, TAKE_BACK)

STATUSES = ("kept", "under_way", "dropped")


@dataclass(frozen=True)
class Version:
    """A version of a shared wording. The newest is the one in use; none is ever the last."""

    number: int
    text: str
    round_number: int
    written_at: dt.datetime
    wording_id: str = CORE_TASK


@dataclass(frozen=True)
class Decision:
    """Something the room has decided to do: what, who sees to it, how it begins, when, and how one will know.

    ``due`` is an ISO date or ``""``; ``task_id`` the work task it comes from, ``proposed_by`` the participant who
    proposed it and ``proposed_round`` when, ``""`` and 0 when there is none. ``status`` is one of ``STATUSES``, ``""``
    until a follow-up has asked.
    """

    action_id: str
    number: int
    decision: str
    round_number: int
    decided_at: dt.datetime
    owner: str = ""
    first_step: str = ""
    due: str = ""
    sign: str = ""
    task_id: str = ""
    proposed_by: str = ""
    proposed_round: int = 0
    hidden: bool = False
    status: str = ""
    status_round: int = 0


DECISION_FIELDS = (
    *("decision", "owner", "first_step", "due", "sign"),
    *("task_id", "proposed_by", "proposed_round", "hidden"),
)


@dataclass(frozen=True)
class Served:
    """An effect or a target group that tasks serve; ``kind`` is ``"effects"`` or ``"groups"``."""

    kind: str
    served_id: str
    text: str


@dataclass
class Outcome:
    """What stands of all this. Feed it events in order with :meth:`take`."""

    seq: int = 0
    versions: list[Version] = field(default_factory=list)
    decisions: dict[str, Decision] = field(default_factory=dict)
    serves: dict[str, tuple[Served, ...]] = field(default_factory=dict)
    moved_out: dict[str, None] = field(default_factory=dict)
    _events: list[Event] = field(default_factory=list)

    def take(self, events: Iterable[Event]) -> None:
        """Fold further events in."""
        new = list(events)
        if not new:
            return
        self.seq = new[-1].seq
        self._events += new
        if any(event.kind == TAKE_BACK for event in new):
            for one in fields(self):
                if one.name not in ("seq", "_events"):
                    getattr(self, one.name).clear()
            new = self._standing()
        for event in new:
            self._take(event)

    def newest(self, kind: str, wording_id: str = "") -> Event | None:
        """The newest event of a kind that has not been taken back, of the versions of one wording if it is named."""
        of_kind = (event for event in reversed(self._standing()) if event.kind == kind)
        return next((event for event in of_kind if not wording_id or _wording_id(event) == wording_id), None)

    def _standing(self) -> list[Event]:
        gone = {event.item_id for event in self._events if event.kind == TAKE_BACK}
        return [event for event in self._events if event.kind != TAKE_BACK and event.event_id not in gone]

    def _take(self, event: Event) -> None:
        if event.kind == VERSION:
            wording_id = _wording_id(event)
            number = sum(version.wording_id == wording_id for version in self.versions) + 1
            self.versions.append(Version(number, event.value, event.round_number, event.at, wording_id))
        elif event.kind == DECISION:
            self._take_decision(event)
        elif event.kind == STATUS and event.item_id in self.decisions:
            known = self.decisions[event.item_id]
            self.decisions[event.item_id] = replace(known, status=event.value, status_round=event.round_number)
        elif event.kind == SERVES:
            self.serves[event.item_id] = tuple(Served(**served) for served in event.value)
        elif event.kind == SCENARIO:
            if event.value:
                self.moved_out[event.item_id] = None
            else:
                self.moved_out.pop(event.item_id, None)

    def _take_decision(self, event: Event) -> None:
        value: dict[str, Any] = {name: event.value[name] for name in DECISION_FIELDS if name in event.value}
        known = self.decisions.get(event.item_id)
        if known is None:
            number = len(self.decisions) + 1
            known = Decision(event.item_id, number, "", event.round_number, event.at)
        self.decisions[event.item_id] = replace(known, **value)


def _wording_id(event: Event) -> str:
    """Whose version an event is; one that names no wording is from when there was only the core task's."""
    return event.item_id or CORE_TASK
