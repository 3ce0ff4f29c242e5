"""A participant's answers on their way to the store: committed at once, or kept and tried again."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .. import kinds
from ..errors import (
    AnswerError,
    ClosedWorkshop,
    GoneItem,
    KerneError,
    RoundOver,
    StoreBusy,
    StoreError,
    UnknownWorkshop,
)
from ..messages import clock, text
from ..model import Prompt
from .elements import field_id

if TYPE_CHECKING:
    import datetime as dt

    from pandas import DataFrame

    from ..workshop import Workshop

RETRY_S = 2.0
# what was being written when an exercise was closed is on its way so long
LATE_S = 5.0

State = Literal["empty", "saved", "waiting", "unsaved", "closed"]
Key = tuple[str, str]


@dataclass(frozen=True)
class Waiting:
    """An answer that could not be stored yet, and why."""

    prompt: Prompt
    value: Any
    event_id: str
    reason: KerneError


class Saving:
    """What one participant has answered in a round, and what is still to be stored.

    Parameters
    ----------
    workshop
        Where the answers go.
    participant_id
        Whose they are.
    lang
        Language of the sentences.
    seat
        Who is shown the same pairs; default nobody else.

    Attributes
    ----------
    round_number
        The round that is answered in. What comes when it is over waits, and :meth:`unstored` has it.
    older
        By prompt, a text that the phone kept and a newer answer has overtaken; its writer says what becomes of it.
    taken_back
        Cards that were withdrawn before they were stored: the phone must not bring them again.
    refusals
        How many answers have been refused for good, by the field or the item they were about.
    is_out
        Whether whoever answers was taken out of the workshop, as the robots of a rehearsal are.
    """

    def __init__(self, workshop: Workshop, participant_id: str, lang: str, seat: str = "") -> None:
        self.workshop = workshop
        self.participant_id = participant_id
        self.seat = seat or participant_id
        self.lang = lang
        self.round_number = workshop.round_number
        self.n_changes = 0
        self.older: dict[str, str] = {}
        self.taken_back: list[str] = []
        self.refusals: dict[str, int] = {}
        self.is_out = False
        self.saved_at: dt.datetime | None = workshop.saved_at(participant_id)
        self._problems: dict[Key, list[str]] = {}
        self._said: dict[str, str] = {}
        self._waiting: dict[Key, Waiting] = {}
        self._known: dict[Key, Any] = {}
        self._listeners: list[Callable[[str], None]] = []
        self._refusal_listeners: list[Callable[[str, str], None]] = []
        self._late: Collection[str] = ()
        self._late_until = float("-inf")
        self._retrying: asyncio.Task[None] | None = None

    def listen(self, listener: Callable[[str], None]) -> None:
        """Call back with the prompt's id whenever an answer to it, or what is said about it, has changed."""
        self._listeners.append(listener)

    def forget(self, listener: Callable[[str], None]) -> None:
        """Stop calling back."""
        self._listeners.remove(listener)

    def listen_to_refusals(self, listener: Callable[[str, str], None]) -> None:
        """Call back with prompt and item when an answer will never be stored, before anyone else hears of it.

        What is shown of it must go back to what stands.
        """
        self._refusal_listeners.append(listener)

    def forget_refusals(self, listener: Callable[[str, str], None]) -> None:
        """Stop calling back about refusals."""
        self._refusal_listeners.remove(listener)

    # -- answers -------------------------------------------------------------------------------------------

    def given(self, prompt_id: str) -> dict[str, Any]:
        """Answers to a prompt by item, ``""`` where it has none; those still waiting are among them."""
        # a reader kept out shows what it read last; the next look is never far
        with suppress(StoreBusy):
            self._known = self.workshop.latest(self.participant_id)
        values = {item: value for (prompt, item), value in self._known.items() if prompt == prompt_id}
        for (prompt, item), waiting in self._waiting.items():
            if prompt == prompt_id:
                values[item] = waiting.value
        return {item: value for item, value in values.items() if value is not None}

    def save(self, prompt: Prompt, value: Any, item_id: str = "", event_id: str | None = None) -> bool:
        """Give an answer, or withdraw it with ``None``; whether it is committed.

        What the store could not take is kept and tried again, and so are words that came when an exercise was closed,
        should it open again. What the kind does not allow is in :meth:`problems`. Whatever else comes too late is
        refused for good, and :meth:`said` says so.
        """
        key = (prompt.prompt_id, item_id)
        if value is None and prompt.is_list and key in self._waiting:
            self.taken_back.append(item_id)
        committed = self._submit(prompt, value, item_id, event_id or str(uuid.uuid4()))
        if any(isinstance(waiting.reason, StoreError) for waiting in self._waiting.values()):
            self._retry_later()
        self._changed(key[0])
        return committed

    def undo(self, prompt: Prompt) -> None:
        """Take back the last change to a prompt: one that waits, else what was refused, else what is stored."""
        prompt_id = prompt.prompt_id
        waiting = [key for key in self._waiting if key[0] == prompt_id]
        wrong = [key for key in self._problems if key[0] == prompt_id]
        for key in wrong:
            del self._problems[key]
        self._said.pop(prompt_id, None)
        if waiting:
            del self._waiting[waiting[-1]]
            self.taken_back += [waiting[-1][1]] if prompt.is_list else []
        elif not wrong:
            try:
                self.workshop.undo(self.participant_id, prompt_id)
            except ClosedWorkshop:
                self._said[prompt_id] = text("page.undo_closed", self.lang)
            except StoreError:
                # not tried again: what is to be undone could be another thing by then
                self._said[prompt_id] = text("page.undo_failed", self.lang)
            except KerneError as error:
                self._problems[prompt_id, ""] = [self._sentence(error)]
        self._changed(prompt_id)

    def flush(self) -> None:
        """Try again to store what is waiting."""
        for (prompt_id, item_id), waiting in list(self._waiting.items()):
            self._submit(waiting.prompt, waiting.value, item_id, waiting.event_id)
            self._changed(prompt_id)

    def frame(self, prompt_ids: Collection[str]) -> DataFrame:
        """The participant's rows of the ``answers`` frame for some prompts.

        Answers to whole-room prompts are nobody's there, so none of them are among them.
        """
        answers = self._own_answers()
        return answers[answers["prompt_id"].isin(list(prompt_ids))].reset_index(drop=True)

    def unstored(self) -> list[tuple[Prompt, str, Any]]:
        """What still waits: prompt, item and value of each."""
        return [(waiting.prompt, item_id, waiting.value) for (_, item_id), waiting in self._waiting.items()]

    # -- what is said about it -----------------------------------------------------------------------------

    def problems(self, prompt_id: str | None = None) -> list[str]:
        """What is wrong, in sentences: for a prompt, or for all."""
        return [
            sentence
            for (prompt, _), sentences in self._problems.items()
            if prompt_id in (None, prompt)
            for sentence in sentences
        ]

    def problems_by_item(self, prompt_id: str) -> dict[str, list[str]]:
        """What is wrong with the answers to a prompt, in sentences, by item."""
        return {item_id: sentences for (prompt, item_id), sentences in self._problems.items() if prompt == prompt_id}

    def said(self, prompt_id: str) -> str:
        """What became of the newest answer to a prompt, in a sentence, where that will never be stored; else ``""``."""
        return self._said.get(prompt_id, "")

    def let_go(self, prompt_id: str, item_ids: Collection[str]) -> None:
        """Say no more of what was wrong with answers about other items than these: the others are gone."""
        gone = [key for key in self._problems if key[0] == prompt_id and key[1] not in ("", *item_ids)]
        for key in gone:
            del self._problems[key]
        if gone:
            self._changed(prompt_id)

    def is_settled(self, prompt_id: str, item_id: str = "") -> bool:
        """Whether the newest value of an answer is the committed one."""
        return (prompt_id, item_id) not in self._waiting and (prompt_id, item_id) not in self._problems

    def is_waiting(self, prompt_id: str, item_id: str = "") -> bool:
        """Whether an answer is kept to be tried again."""
        return (prompt_id, item_id) in self._waiting

    def set_aside(self, prompt_id: str, older: str | None) -> None:
        """Keep a text that a newer answer has overtaken, to be offered beside it; ``None`` when that is decided."""
        if older is None:
            self.older.pop(prompt_id, None)
        else:
            self.older[prompt_id] = older
        self._changed(prompt_id)

    def look(self, prompt_id: str) -> None:
        """Let everyone look again at what is shown about a prompt; nothing is stored."""
        self._changed(prompt_id)

    @property
    def state(self) -> State:
        """Where the answers stand, worst first."""
        if any(isinstance(waiting.reason, StoreError) for waiting in self._waiting.values()):
            return "waiting"
        if self._waiting:
            return "closed"
        if self._problems:
            return "unsaved"
        return "saved" if self.saved_at else "empty"

    @property
    def state_text(self) -> str:
        """The state in words, such as "Gemt 10:42"."""
        if self.state == "saved" and self.saved_at:
            return text("page.saved_at", self.lang, time=clock(self.saved_at))
        return self.word(self.state)

    def word(self, state: State) -> str:
        """A state in words, whether or not it is this one's."""
        return text(f"page.state_{state}", self.lang)

    def take_late(self, exercise_ids: Collection[str]) -> None:
        """Some exercises have just been closed: what their page still sends was written before that."""
        self._late, self._late_until = exercise_ids, time.monotonic() + LATE_S

    def look_around(self) -> None:
        """See whether one is still in the workshop."""
        self.is_out = self.workshop.participant(self.participant_id) is None

    def count_items(self, prompt: Prompt) -> int:
        """How many items the room answers a prompt about."""
        return len(self.workshop.items(prompt))

    def close(self) -> None:
        """Stop trying again."""
        if self._retrying:
            self._retrying.cancel()

    # -- within --------------------------------------------------------------------------------------------

    def _own_answers(self) -> DataFrame:
        answers = self.workshop.answers()
        return answers[answers["participant_id"] == self.participant_id]

    def _submit(self, prompt: Prompt, value: Any, item_id: str, event_id: str) -> bool:
        key = (prompt.prompt_id, item_id)
        self._problems = {k: said for k, said in self._problems.items() if k not in (key, (prompt.prompt_id, ""))}
        self._waiting.pop(key, None)
        self._said.pop(prompt.prompt_id, None)
        try:
            is_late = prompt.exercise_id in self._late and time.monotonic() < self._late_until
            saved = self.workshop.submit(
                *(self.participant_id, prompt.prompt_id, value, item_id, event_id),
                is_late=is_late,
                round_number=self.round_number,
            )
        except GoneItem:
            self._refuse(prompt, item_id, "late_gone")
            return False
        except AnswerError as error:
            self._problems[key] = [problem.text(self.lang) for problem in error.problems]
            return False
        except (ClosedWorkshop, StoreError) as error:
            is_over = isinstance(error, RoundOver)
            if isinstance(error, ClosedWorkshop) and not is_over and (value is None or kinds.is_counted(prompt)):
                self._refuse(prompt, item_id, "late_closed")
                return False
            self._waiting[key] = Waiting(prompt, value, event_id, error)
            self._problems[key] = [self._sentence(error)]
            return False
        except KerneError as error:
            self.is_out = isinstance(error, UnknownWorkshop)
            self._problems[key] = [self._sentence(error)]
            return False
        self.saved_at = saved.at
        return True

    def _refuse(self, prompt: Prompt, item_id: str, why: str) -> None:
        self._said[prompt.prompt_id] = text(f"page.{why}", self.lang)
        # one field answers about all pairs
        about = field_id(prompt.prompt_id, "" if kinds.is_paired(prompt) else item_id)
        self.refusals[about] = self.refusals.get(about, 0) + 1
        for listener in list(self._refusal_listeners):
            listener(prompt.prompt_id, item_id)

    def _sentence(self, error: KerneError) -> str:
        # the store's own sentences name files and addresses, which are the facilitator's to see
        if isinstance(error, StoreBusy):
            return text("page.store_busy", self.lang)
        if isinstance(error, StoreError):
            return text("page.store_failed", self.lang)
        if isinstance(error, ClosedWorkshop) and not isinstance(error, RoundOver):
            return text("page.late_words", self.lang)
        return error.text(self.lang)

    def _changed(self, prompt_id: str) -> None:
        self.n_changes += 1
        for listener in list(self._listeners):
            listener(prompt_id)

    def _retry_later(self) -> None:
        if self._retrying and not self._retrying.done():
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # a plain script has no loop: there the next answer, or flush(), tries again
        self._retrying = loop.create_task(self._retry())

    async def _retry(self) -> None:
        while any(isinstance(waiting.reason, StoreError) for waiting in self._waiting.values()):
            await asyncio.sleep(RETRY_S)
            self.flush()
