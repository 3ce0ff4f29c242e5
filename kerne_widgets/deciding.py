"""Deciding: the facilitator's side of what a workshop leads to, and of meeting again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from . import room_state
from .answers import Answer, last_round
from .errors import AnswerError, KerneError, Problem
from .kinds.written import check_filled, check_text
from .model import CORE_TASK, Model, Programme
from .moderating import Moderating
from .outcome import (
    DECISION,
    OUTCOME_KINDS,
    SCENARIO,
    SERVES,
    STATUS,
    STATUSES,
    TAKE_BACK,
    VERSION,
    Decision,
    Outcome,
    Served,
    Version,
)
from .room_state import Round
from .stepping import FACILITATOR
from .store import Event, Store, new_event

# what a prompt of an action plan gathers: a field of a decision
ACTION_FIELDS = ("decision", "owner", "first_step", "due", "sign")
ROUNDS_MAX = 50


@dataclass(frozen=True)
class ProposedDecision:
    """What a participant proposes for the action plan: fields of a decision, as far as they were written."""

    fields: dict[str, str]
    participant_id: str
    round_number: int


class Deciding(Moderating):
    """Rounds, shared wordings in versions, decisions, what tasks serve, and the scenario of letting some of them go.

    Parameters
    ----------
    code, workshop_id, store, model
        As for :class:`Moderating`.
    """

    def __init__(self, code: str, workshop_id: str, store: Store, model: Model) -> None:
        super().__init__(code, workshop_id, store, model)
        self._outcome = Outcome()

    @property
    def outcome(self) -> Outcome:
        """What the workshop has led to so far."""
        with self._lock:
            if not self._is_read("outcome"):
                events = self.store.fetch_events(self._id, after_seq=self._outcome.seq, kinds=OUTCOME_KINDS)
                self._outcome.take(events)
        return self._outcome

    # -- rounds --------------------------------------------------------------------------------------------

    def start_round(
        self,
        title: str = "",
        after: int | None = None,
        programme: Programme | None = None,
        *,
        waits: bool | None = None,
    ) -> int:
        """Open the workshop again for a follow-up; the number of the round that is going on then.

        Everyone keeps their random id and begins with an empty sheet. Tasks, decisions and wordings stay, and so do
        all earlier answers: ``answers()`` holds every round.

        Parameters
        ----------
        title
            What the round is called, such as ``"Efter tre måneder"``.
        after
            The round that was going on when it was decided; when that is over, nothing is begun. Default: this one.
        programme
            What it goes through; default what there is.
        waits
            Whether the phones wait until it begins; default as before.
        """
        now = self.round_number
        if after not in (None, now):
            return now
        number = now + 1
        if number > ROUNDS_MAX:
            raise KerneError("errors.too_many_rounds", limit=ROUNDS_MAX)
        begun = self._round_event(room_state.ROUND, number, {"title": title.strip()[:80]})
        planned = [replace(self._programme_event(programme), round_number=number)] if programme else []
        waiting = () if waits is None else (self._wait_event(waits, number),)
        self._append([begun, *planned, *waiting])
        return self.round_number

    def can_take_back_round(self) -> bool:
        """Whether the round that is going on is a follow-up that nobody has answered in."""
        return self.round_number > 1 and not self.standing_answers()

    def take_back_round(self, number: int) -> None:
        """Take back a follow-up that was begun by mistake: the room and its programme are where they were before it.

        Parameters
        ----------
        number
            The round that is to go. When another one is going on, nothing is done.

        Raises
        ------
        KerneError
            It is no follow-up, or someone has answered in it.
        """
        if number != self.round_number:
            return
        if not self.can_take_back_round():
            raise KerneError("errors.round_stays")
        self._append([self._round_event(room_state.UNROUND, number)])

    def _round_event(self, kind: str, number: int, value: Any = None) -> Event:
        # the id follows from the number, so that two who press at once start one round, or take one back
        name = f"{kind} {number} {self.room.n_rounds_taken_back}"
        event_id = str(uuid.uuid5(uuid.UUID(self._id), name))
        return new_event(
            self._id, FACILITATOR, kind, value, item_id=str(number), event_id=event_id, round_number=number
        )

    def round_list(self) -> list[Round]:
        """The rounds there have been, the one going on last."""
        return self.room.rounds

    # -- shared wordings in versions -----------------------------------------------------------------------

    def add_version(self, text: str, wording_id: str = CORE_TASK) -> Version:
        """Word the core task, or something else the room words together, anew. Earlier versions stay; none is the last.

        Raises
        ------
        AnswerError
            The text is blank or too long.
        ContentError
            The content has no shared wording with that id.
        """
        self.model.shared_wording(wording_id)
        _require(check_filled(text, "errors.blank_wording"))
        newest = self.version_list(wording_id)[-1:]
        if not newest or newest[0].text != text.strip():
            self._decide(VERSION, text.strip(), wording_id)
        return self.version_list(wording_id)[-1]

    def version_list(self, wording_id: str = CORE_TASK) -> list[Version]:
        """The versions of a shared wording, the newest last."""
        return [version for version in self.outcome.versions if version.wording_id == wording_id]

    # -- decisions -----------------------------------------------------------------------------------------

    def add_decision(
        self,
        decision: str,
        *,
        owner: str = "",
        first_step: str = "",
        due: dt.date | str = "",
        sign: str = "",
        task_id: str = "",
        proposed_by: str = "",
        proposed_round: int = 0,
    ) -> str:
        """Record what the room has decided; the decision's id.

        Parameters
        ----------
        decision
            What will be done differently.
        owner
            The role that sees to it.
        first_step
            How it begins.
        due
            When it is to have happened: a date, or one as ``2026-05-14``.
        sign
            How one will see that it has succeeded.
        task_id
            The work task it comes from.
        proposed_by
            The participant whose proposal it was.
        proposed_round
            The round it was proposed in; default this one.

        Raises
        ------
        AnswerError
            The decision is blank, a text is too long, or the date is none.
        """
        action_id = uuid.uuid4().hex[:12]
        self._record(
            action_id,
            decision=decision,
            owner=owner,
            first_step=first_step,
            due=due,
            sign=sign,
            task_id=task_id,
            proposed_by=proposed_by,
            proposed_round=(proposed_round or self.round_number) if proposed_by else 0,
        )
        return action_id

    def change_decision(self, action_id: str, **changes: Any) -> None:
        """Change some of what :meth:`add_decision` recorded."""
        self._require_decision(action_id)
        self._record(action_id, **changes)

    def hide_decision(self, action_id: str) -> None:
        """Leave a decision out of the plan."""
        self._require_decision(action_id)
        self._decide(DECISION, {"hidden": True}, action_id)

    def restore_decision(self, action_id: str) -> None:
        """Bring a decision that was left out back into the plan."""
        self._require_decision(action_id)
        self._decide(DECISION, {"hidden": False}, action_id)

    def set_status(self, action_id: str, status: str) -> None:
        """Say in a follow-up how it went: ``"kept"``, ``"under_way"`` or ``"dropped"``."""
        self._require_decision(action_id)
        if status not in STATUSES:
            raise KerneError("errors.unknown_status", value=status[:40], allowed=", ".join(STATUSES))
        self._decide(STATUS, status, action_id)

    def decision_list(self) -> list[Decision]:
        """The decisions of the plan, in the order they were made."""
        return [decision for decision in self.outcome.decisions.values() if not decision.hidden]

    def proposed_decisions(self) -> list[ProposedDecision]:
        """What participants propose for the plan and nobody has taken up.

        The answers of one participant to the prompts that gather a field each belong together.
        """
        gathering = {p.prompt_id: p.gathers for p in self.model.prompts if p.gathers in ACTION_FIELDS}
        # who had a proposal taken up in one round may propose something else in the next
        taken = {(d.proposed_by, d.proposed_round or d.round_number) for d in self.outcome.decisions.values()}
        found: dict[str, list[Answer]] = {}
        for answer in newest_round(a for a in self.answers_of_all_rounds() if a.prompt_id in gathering):
            is_taken = (answer.participant_id, answer.round_number) in taken
            if isinstance(answer.value, str) and not is_taken and not self.is_hidden(answer):
                found.setdefault(answer.participant_id, []).append(answer)
        proposals = [
            ProposedDecision(
                {gathering[answer.prompt_id]: answer.value for answer in answers},
                participant_id,
                answers[0].round_number,
            )
            for participant_id, answers in found.items()
        ]
        return [proposal for proposal in proposals if proposal.fields.get("decision", "").strip()]

    def _record(self, action_id: str, **given: Any) -> None:
        value = {name: text.strip() if isinstance(text, str) else text for name, text in given.items()}
        if "decision" in value:
            _require(check_filled(value["decision"], "errors.blank_decision"))
        _require([problem for name in ("owner", "first_step", "sign") for problem in check_text(value.get(name, ""))])
        if value.get("task_id"):
            self._require_task(value["task_id"])
        if "due" in value:
            value["due"] = _iso_date(value["due"])
        self._decide(DECISION, value, action_id)

    def _require_decision(self, action_id: str) -> None:
        if action_id not in self.outcome.decisions:
            raise KerneError("errors.unknown_decision")

    # -- what tasks serve, and letting some of them go ------------------------------------------------------

    def set_serves(self, task_id: str, served: Iterable[Served]) -> None:
        """Say which effects and target groups a task serves."""
        self._require_task(task_id)
        value = [{"kind": one.kind, "served_id": one.served_id, "text": one.text} for one in served]
        self._decide(SERVES, value, task_id)

    def serves(self, task_id: str) -> tuple[Served, ...]:
        """What a task serves, as far as anyone has said, by the cards that stand now."""
        served = (self._standing_served(one) for one in self.outcome.serves.get(task_id, ()))
        return tuple(dict.fromkeys(one for one in served if one))

    def _standing_served(self, served: Served) -> Served | None:
        """What stands for it after what was hidden, merged and reworded; None when nothing is to be seen."""
        for prompt in self.model.prompts_gathering(served.kind):
            number = self.round_of_card(prompt.prompt_id, served.served_id)
            sheet = self.room.moderation.sheet(prompt.prompt_id, number)
            card_id = sheet.survivor(served.served_id)
            if card_id in sheet.hidden:
                return None
            if card_id != served.served_id or card_id in sheet.wordings:
                texts = {card.card_id: card.text for card in self.card_list(prompt.prompt_id, number)}
                return replace(served, served_id=card_id, text=texts.get(card_id, served.text))
        return served

    def set_moved_out(self, task_id: str, moved_out: bool) -> None:
        """Move a task out in the scenario, or back in. Nothing is decided by it."""
        self._require_task(task_id)
        if (task_id in self.outcome.moved_out) != moved_out:
            self._decide(SCENARIO, moved_out, task_id)

    def moved_out(self) -> list[str]:
        """Ids of the tasks in use that the scenario lets go, in the order they were moved."""
        in_use = {task.task_id for task in self.task_list()}
        return [task_id for task_id in self.outcome.moved_out if task_id in in_use]

    # -- common --------------------------------------------------------------------------------------------

    def take_back(self, kind: str, wording_id: str = "") -> bool:
        """Take back the newest change of a kind (``outcome.SCENARIO`` and so on); whether there was one.

        Parameters
        ----------
        kind
            One of ``outcome.OUTCOME_KINDS``.
        wording_id
            Of versions, those of this shared wording only.
        """
        last = self.outcome.newest(kind, wording_id)
        if last is None:
            return False
        # the id follows from what is taken back, so that two presses that cross each other take back one change
        event_id = str(uuid.uuid5(uuid.UUID(last.event_id), TAKE_BACK))
        self._decide(TAKE_BACK, None, last.event_id, event_id)
        return True

    def _decide(self, kind: str, value: Any, item_id: str = "", event_id: str | None = None) -> None:
        self._append(
            [
                new_event(
                    *(self._id, FACILITATOR, kind, value),
                    item_id=item_id,
                    event_id=event_id,
                    round_number=self.round_number,
                )
            ]
        )


def newest_round(answers: Iterable[Answer]) -> list[Answer]:
    """The answers of the newest round that holds any of them."""
    found = list(answers)
    last = last_round(found)
    return [answer for answer in found if answer.round_number == last]


def _require(problems: list[Problem]) -> None:
    if problems:
        raise AnswerError(problems)


def _iso_date(due: dt.date | str) -> str:
    if isinstance(due, dt.date):
        return due.isoformat()
    if not due:
        return ""
    try:
        return dt.date.fromisoformat(due).isoformat()
    except ValueError:
        raise AnswerError([Problem("errors.no_date", value=due[:40])]) from None
