"""Leading a workshop: what the facilitator does with the room and with its work tasks."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from . import room_state
from .answers import Answer
from .errors import AnswerError, KerneError, Problem
from .gathering import gather, plain_wording, short_id
from .kinds.written import check_filled
from .model import VOTE
from .room_state import ANSWER, LEFT_OUT, UNDO, Handout, Task
from .stepping import FACILITATOR, Stepping
from .store import Event, new_event

NAME_MAX = 200
CHOICES_MAX, CHOICE_MAX = 30, 60  # names to choose from, and the letters of one


@dataclass(frozen=True)
class Proposal:
    """A task proposed on cards, not yet taken in: its wording, how many wrote it, and the cards."""

    text: str
    n: int
    refs: tuple[str, ...]


def require_name(name: object) -> None:
    """Raise ``KerneError`` for a name of a workshop that is no text, or too long to be read on a screen."""
    if not isinstance(name, str) or len(name) > NAME_MAX:
        raise KerneError("errors.workshop_name", name=str(name)[:40], limit=NAME_MAX)


class Leading(Stepping):
    """The facilitator's side of a workshop: the room and its tasks. Made as :class:`Stepping` is."""

    @property
    def name(self) -> str:
        """What the room sees, such as the workplace."""
        return self.room.name

    @property
    def lang(self) -> str:
        """Language of its pages."""
        return self.room.lang

    @property
    def example(self) -> bool:
        """Whether it is a made-up example."""
        return self.room.example

    def rename(self, name: str) -> None:
        """Give the workshop another name, of 200 letters at most."""
        require_name(name)
        self._lead(room_state.WORKSHOP, {"name": name})

    def choices(self, by: str) -> tuple[str, ...]:
        """The ``"role"`` or ``"group"`` names that people choose from; empty where each writes their own."""
        return self.room.choices.get(by, ())

    def set_choices(self, by: str, names: Sequence[str]) -> None:
        """Give people a ``"role"`` or ``"group"`` to choose from; there is always a place for another one.

        Raises
        ------
        KerneError
            There are too many names, or one is too long.
        """
        said = {plain_wording(name): " ".join(name.split()) for name in reversed(names) if name.strip()}
        kept = list(reversed(said.values()))
        long = next((name for name in kept if len(name) > CHOICE_MAX), "")
        if long or len(kept) > CHOICES_MAX:
            key = "errors.choice_long" if long else "errors.choices_many"
            raise KerneError(key, name=long[:40], length=CHOICE_MAX, given=len(kept), limit=CHOICES_MAX)
        if tuple(kept) != self.choices(by):
            self._lead(room_state.CHOICES, kept, item_id=by)

    def is_open(self, exercise_id: str) -> bool:
        """Whether an exercise takes answers."""
        room = self.room
        return not room.closed and exercise_id not in room.closed_exercises

    def set_open(self, exercise_id: str, is_open: bool) -> None:
        """Open or close an exercise for answers."""
        self._lead(room_state.OPEN, is_open, item_id=exercise_id)

    def is_revealed(self, exercise_id: str) -> bool:
        """Whether the room may see the result of an exercise."""
        return exercise_id in self.room.revealed

    def set_revealed(self, exercise_id: str, revealed: bool) -> None:
        """Show or hide the result of an exercise."""
        self._lead(room_state.REVEAL, revealed, item_id=exercise_id)

    def set_shown(self, exercise_id: str, view: str) -> None:
        """Choose which picture of an exercise is on the big screen; see ``pictures.views``."""
        self._lead(room_state.SHOW, view, item_id=exercise_id)

    def turn_page(self, exercise_id: str, page: int) -> None:
        """Choose which page of the picture is on the big screen, from 1, where it takes more than one."""
        self._lead(room_state.PAGE, max(page, 1), item_id=exercise_id)

    def handout(self, exercise_id: str) -> Handout | None:
        """The picture of an exercise that participants see on their phones, while its result is shown."""
        return self.room.handout(exercise_id)

    def set_handout(self, exercise_id: str, handout: Handout) -> None:
        """Say that there is a picture for the phones; see ``places.handout_file``."""
        self._lead(room_state.HANDOUT, asdict(handout), item_id=exercise_id)

    def set_waiting(self, waits: bool) -> None:
        """Let the phones wait until the room begins, in this round and those to come, or go at their own pace."""
        self._append([self._wait_event(waits, self.round_number)])

    def _wait_event(self, waits: bool, number: int) -> Event:
        return new_event(self._id, FACILITATOR, room_state.WAIT, waits, round_number=number)

    def close(self) -> None:
        """Take no more answers; everything given stays."""
        self._lead(room_state.CLOSED, True)

    def reopen(self) -> None:
        """Take answers again."""
        self._lead(room_state.CLOSED, False)

    def task_list(self) -> list[Task]:
        """Tasks to place: neither hidden nor merged into another, by number."""
        return [task for task in self.room.tasks.values() if task.in_use]

    def add_task(self, text: str, sources: Sequence[str] = (), task_id: str = "") -> str:
        """Add a work task; its id, a new one when none is given. ``sources`` are the cards that proposed it."""
        self._require_task_text(text)
        task_id = task_id or uuid.uuid4().hex[:12]
        self._append(
            [self._task_event(task_id, text=text.strip()), *(self._settle_event(ref, task_id) for ref in sources)]
        )
        return task_id

    def rename_task(self, task_id: str, text: str) -> None:
        """Give a task another wording."""
        self._require_task(task_id)
        self._require_task_text(text)
        self._append([self._task_event(task_id, text=text.strip())])

    def merge_task(self, task_id: str, into: str) -> None:
        """Let another task take one over, with its placements and its proposers."""
        self._require_task(task_id)
        target = self._survivor(into)
        if target.task_id == task_id:
            raise KerneError("errors.merge_itself")
        self._append([self._task_event(task_id, merged_into=target.task_id)])

    def hide_task(self, task_id: str) -> None:
        """Leave a task out of what is placed and shown; nothing is deleted."""
        self._require_task(task_id)
        self._append([self._task_event(task_id, hidden=True)])

    def restore_task(self, task_id: str) -> None:
        """Bring a hidden or merged task back."""
        self._require_task(task_id)
        self._append([self._task_event(task_id, hidden=False, merged_into="")])

    def proposals(self) -> list[Proposal]:
        """Tasks proposed on cards and not yet taken in, most often proposed first; same wording counts as one."""
        return self._proposed("")

    def left_out_proposals(self) -> list[Proposal]:
        """Proposals that were left out and can be brought back, most often proposed first."""
        return self._proposed(LEFT_OUT)

    def _proposed(self, outcome: str) -> list[Proposal]:
        settled = self.room.settled
        gathering = {prompt.prompt_id for prompt in self.model.prompts_gathering("tasks")}
        asked: dict[tuple[str, int], list[Answer]] = {}
        for answer in self.answers_of_all_rounds():
            if answer.prompt_id in gathering and settled.get(card_ref(answer), "") == outcome:
                asked.setdefault((answer.prompt_id, answer.round_number), []).append(answer)
        found: dict[str, Proposal] = {}
        for of_round, answers in asked.items():
            for card in gather(answers, self.room.moderation.sheet(*of_round)):
                if not card.hidden:
                    wording = plain_wording(card.text)
                    known = found.get(wording, Proposal(card.text, 0, ()))
                    refs = tuple(card_ref(answer) for part in card.parts for answer in part.answers)
                    found[wording] = Proposal(known.text, known.n + card.n, known.refs + refs)
        return sorted(found.values(), key=lambda proposal: -proposal.n)

    def accept_proposal(self, proposal: Proposal, into: str | None = None) -> str:
        """Make a proposal a task, or let a task that says the same take it in; the task's id.

        A proposal that has been taken in or left out since it was looked at stays as it is: ``""`` if left out.
        """
        refs = self._unsettled(proposal)
        if not refs:
            taken = self._room.survivor(self._room.settled[proposal.refs[0]])
            return taken.task_id if taken else ""
        if into is not None:
            target = self._survivor(into)
            self._append([self._settle_event(ref, target.task_id) for ref in refs])
            return target.task_id
        self._require_task_text(proposal.text)
        # the ids follow from the cards, so that two who press at once make one task
        made_from = uuid.uuid5(uuid.UUID(self._id), f"task of {refs[0]}")
        task_id = made_from.hex[:12]
        made = self._task_event(task_id, str(made_from), text=proposal.text.strip())
        if task_id in self._room.tasks:
            # its cards were put back, and come in again
            made = self._task_event(task_id, hidden=False, merged_into="")
        self._append([made, *(self._settle_event(ref, task_id) for ref in refs)])
        return task_id

    def dismiss_proposal(self, proposal: Proposal) -> None:
        """Leave a proposal out, as far as it has not been taken in. The participants keep their cards."""
        self._append([self._settle_event(ref, LEFT_OUT) for ref in self._unsettled(proposal)])

    def return_cards(self, task_id: str) -> None:
        """Put the cards that a task was made of, or has taken in, back among the proposals; the task stays."""
        self._require_task(task_id)
        refs = [ref for ref, outcome in self._room.settled.items() if outcome == task_id]
        self._append([self._settle_event(ref, "") for ref in refs])

    def restore_proposal(self, proposal: Proposal) -> None:
        """Bring a proposal that was left out back among those to be looked at."""
        left_out = [ref for ref in proposal.refs if self.room.settled.get(ref) == LEFT_OUT]
        self._append([self._settle_event(ref, "") for ref in left_out])

    def _unsettled(self, proposal: Proposal) -> list[str]:
        settled = self.room.settled
        return [ref for ref in proposal.refs if not settled.get(ref)]

    def _task_event(self, task_id: str, event_id: str | None = None, **value: Any) -> Event:
        return new_event(self._id, FACILITATOR, room_state.TASK, value, item_id=task_id, event_id=event_id)

    def _settle_event(self, ref: str, outcome: str) -> Event:
        return new_event(self._id, FACILITATOR, room_state.PROPOSAL, outcome, item_id=ref)

    def _survivor(self, task_id: str) -> Task:
        self._require_task(task_id)
        return self._room.survivor(task_id) or self._room.tasks[task_id]

    def _require_task(self, task_id: str) -> None:
        if task_id not in self.room.tasks:
            raise KerneError("errors.unknown_task")

    def _require_task_text(self, text: str) -> None:
        problems = check_task(text)
        if problems:
            raise AnswerError(problems)

    def standing_answers(self) -> list[Answer]:
        """Everyone's answers of this round that stand."""
        now = self.round_number
        return [answer for answer in self.answers_of_all_rounds() if answer.round_number == now]

    def answers_of_all_rounds(self) -> list[Answer]:
        """Everyone's answers that stand, of every round."""
        with self._lock:
            self._log.take(self.store.fetch_events(self._id, after_seq=self._log.seq, kinds=(ANSWER, UNDO)))
            return self._log.latest()

    def foreign_exercises(self) -> list[str]:
        """Ids of the exercises in its programme that this content does not hold: it was planned with another folder."""
        planned = self.room.programme
        gone = (known for known in planned.exercise_ids if not self.model.has_exercise(known)) if planned else ()
        return [known for known in gone if not self._was_vote(known)]

    def foreign_answers(self) -> Counter[str]:
        """How many answers there are to each question that this content does not hold."""
        counted = Counter(answer.prompt_id for answer in self.answers_of_all_rounds())
        gone = {known: n for known, n in counted.items() if not self.model.has_prompt(known)}
        return Counter({known: n for known, n in gone.items() if not self._was_vote(known)})

    def _was_vote(self, known: str) -> bool:
        """Whether it was the vote on a question that has one of its own by now."""
        return known.startswith(VOTE) and self.model.has_prompt(known.removeprefix(VOTE))

    def require_content(self) -> None:
        """Raise when its programme belongs to another content folder."""
        foreign = self.foreign_exercises()
        if foreign:
            raise KerneError("errors.other_content", code=self.code, ids=", ".join(foreign))


def check_task(wording: Any) -> list[Problem]:
    """Problems with the wording of a task."""
    return check_filled(wording, "errors.blank_task")


def card_ref(answer: Answer) -> str:
    """What a card is known by when it is taken in."""
    return short_id(f"{answer.participant_id}/{answer.item_id}")
