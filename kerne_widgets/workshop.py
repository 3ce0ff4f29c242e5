"""A workshop: the model and the store together. Create one, open one, answer in it, lead it, read it."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import kinds, room_state
from .answers import Answer, AnswerLog, last_round
from .content import load_model
from .deciding import Deciding, prompts_gathering
from .errors import AnswerError, ClosedWorkshop, Problem, UnknownWorkshop
from .gathering import gather, offered
from .kinds.cards import check_card
from .kinds.pairing import items_of
from .kinds.pairs import EQUAL
from .kinds.table import line
from .model import Model, Prompt
from .outcome import Served
from .releases import Releasing
from .room_state import ANSWER, UNDO, RoomState
from .stepping import FACILITATOR
from .store import Store, new_event, open_store
from .subgroups import Subgrouping

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

# none that are mistaken for another when read aloud or from a wall
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6
PAIR = 2


@dataclass(frozen=True)
class Saved:
    """An answer that is committed: when, and the item it is about."""

    at: dt.datetime
    seq: int
    item_id: str


@dataclass(frozen=True)
class Item:
    """Something an itemised prompt is answered about: a task, a card, a fixed item."""

    item_id: str
    text: str


@dataclass(frozen=True)
class Given:
    """An answer given on someone's behalf, as an import gives it; now and in this round when nothing else is told."""

    participant_id: str
    prompt_id: str
    item_id: str
    value: Any
    at: dt.datetime | None = None
    round_number: int = 0


@dataclass(frozen=True)
class Needed:
    """What must be here before some answers can be: people and how many each stands for, tasks, and the last round."""

    people: Mapping[str, int] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)
    last_round: int = 0


def create_workshop(
    name: str = "",
    *,
    lang: str = "da",
    store: Store | None = None,
    content: str | Path | None = None,
    example: bool = False,
) -> Workshop:
    """A new workshop with a code of its own. A new store is made ready first.

    Parameters
    ----------
    name
        What the room sees, such as the workplace.
    lang
        Language of its pages, ``"da"`` or ``"en"``.
    store
        Default: ``$KERNE_STORE``, else the default SQLite file.
    content
        Folder laid over the shipped content; default ``$KERNE_CONTENT``.
    example
        Mark it as an example wherever it is shown.
    """
    store = store or open_store()
    model = load_model(content)
    store.migrate()
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        try:
            workshop_id = store.add_workshop(code)
            break
        except ValueError:
            continue
    value = {"name": name, "lang": lang, "example": example, "people_min": model.people_min}
    store.append([new_event(workshop_id, FACILITATOR, room_state.WORKSHOP, value)])
    return Workshop(code, workshop_id, store, model)


def open_workshop(code: str, store: Store | None = None, content: str | Path | None = None) -> Workshop:
    """The workshop with a code, as the store holds it. Case, spaces and hyphens in the code do not matter.

    Raises
    ------
    UnknownWorkshop
        No workshop has this code.
    StoreError
        The store cannot be used.
    """
    store = store or open_store()
    plain = "".join(c for c in code.upper() if c.isalnum())
    workshop_id = store.fetch_workshop_id(plain)
    if workshop_id is None:
        raise UnknownWorkshop("errors.unknown_workshop", code=code[:20])
    return Workshop(plain, workshop_id, store, load_model(content))


class Workshop(Deciding, Subgrouping, Releasing):
    """One workshop in a store. Made by :func:`create_workshop` and :func:`open_workshop`.

    It can be held open for hours: each read takes in what has happened since the last one.
    """

    def __init__(self, code: str, workshop_id: str, store: Store, model: Model) -> None:
        super().__init__(code, workshop_id, store, model)
        self._own_logs: dict[str, AnswerLog] = {}

    def __repr__(self) -> str:
        return f"Workshop({self.code!r}, {self.name!r})"

    def delete(self) -> None:
        """Delete it from the store for good; see :meth:`Store.delete_workshop`, and ``deleting`` for its files."""
        self.store.delete_workshop(self._id)

    # -- answers -------------------------------------------------------------------------------------------

    def submit(
        self,
        participant_id: str,
        prompt_id: str,
        value: Any,
        item_id: str = "",
        event_id: str | None = None,
    ) -> Saved:
        """Give an answer; it is committed when this returns. The value that stands already is not stored again.

        Parameters
        ----------
        participant_id
            From :meth:`join`.
        prompt_id
            What is answered.
        value
            As the prompt's kind wants it; ``None`` or ``""`` withdraws the answer.
        item_id
            The item it is about, for kinds with items. A new card gets an id when none is given.
        event_id
            A UUID made where the answer was given; sent twice it counts once.

        Raises
        ------
        AnswerError
            The kind does not allow the value. Nothing is stored.
        ClosedWorkshop
            The workshop or the exercise takes no answers.
        StoreError
            It could not be stored; :class:`StoreBusy` may succeed in a moment.
        """
        prompt = self.model.prompt(prompt_id)
        self._require_open(prompt)
        if self.participant(participant_id) is None:
            raise UnknownWorkshop("errors.unknown_participant", code=self.code)
        if value == "":
            value = None
        problems = kinds.check(value, prompt)
        if problems:
            raise AnswerError(problems)
        log = self._own_log(participant_id)
        item_id = self._require_item(prompt, item_id, value, participant_id)
        now = self.room.round_number
        last = log.last_change(participant_id, prompt_id, item_id, now)
        if (last.value if last else None) == value:
            return Saved(last.at if last else dt.datetime.now(dt.UTC), last.seq if last else 0, item_id)
        event = new_event(
            *(self._id, participant_id, ANSWER, value),
            prompt_id=prompt_id,
            item_id=item_id,
            event_id=event_id,
            round_number=now,
        )
        stored = self._append([event])[0]
        return Saved(stored.at, stored.seq, stored.item_id)

    def submit_all(self, given: Sequence[Given], needed: Needed | None = None) -> None:
        """Give many answers at once, each checked by its kind, with what they need: all or nothing.

        Parameters
        ----------
        given
            The answers.
        needed
            People, tasks and rounds that are not here yet and come with them.

        Raises
        ------
        AnswerError
            With the problems of all of them. Nothing is stored.
        """
        needed = needed or Needed()
        problems = [p for g in given for p in kinds.check(g.value, self.model.prompt(g.prompt_id))]
        problems += [p for wording in needed.tasks.values() for p in check_card(wording)]
        if problems:
            raise AnswerError(problems)
        rounds = range(self.round_number + 1, needed.last_round + 1)
        now = dt.datetime.now(dt.UTC)
        self._append(
            [
                *(self._round_event(room_state.ROUND, number, {"title": ""}) for number in rounds),
                *(self._join_event(person, n_people=n_people) for person, n_people in needed.people.items()),
                *(self._task_event(task_id, text=wording) for task_id, wording in needed.tasks.items()),
            ]
            + [
                new_event(
                    *(self._id, g.participant_id, ANSWER, g.value),
                    prompt_id=g.prompt_id,
                    item_id=g.item_id,
                    at=g.at or now,
                    round_number=g.round_number or self.round_number,
                )
                for g in given
            ]
        )

    def latest(self, participant_id: str, prompt_id: str | None = None) -> dict[tuple[str, str], Any]:
        """A participant's answers of this round: ``{(prompt_id, item_id): value}``, in the order first given."""
        return {
            (answer.prompt_id, answer.item_id): answer.value
            for answer in self._own_log(participant_id).latest(self.round_number)
            if prompt_id in (None, answer.prompt_id)
        }

    def undo(self, participant_id: str, prompt_id: str, item_id: str | None = None) -> bool:
        """Take back a participant's last change to a prompt (or to one item of it); whether there was one."""
        self._require_open(self.model.prompt(prompt_id))
        now = self.round_number
        last = self._own_log(participant_id).last_change(participant_id, prompt_id, item_id, now)
        if last is None:
            return False
        # the id follows from what is undone, so that two presses that cross each other undo one change
        event_id = str(uuid.uuid5(uuid.UUID(last.event_id), UNDO))
        event = new_event(
            *(self._id, participant_id, UNDO),
            prompt_id=prompt_id,
            item_id=last.item_id,
            event_id=event_id,
            round_number=now,
        )
        self._append([event])
        return True

    def saved_at(self, participant_id: str) -> dt.datetime | None:
        """When the participant's newest answer of this round was committed."""
        answers = self._own_log(participant_id).latest(self.round_number)
        return max((answer.at for answer in answers), default=None)

    def items(self, prompt: Prompt, participant_id: str | None = None, kept: Collection[str] = ()) -> list[Item]:
        """What an itemised prompt is answered about.

        The tasks, or its fixed items, or the room's cards, the most often written first and a participant's own always
        among them. Cards: the participant's own.

        Parameters
        ----------
        prompt
            What is asked.
        participant_id
            Who is asked; default everyone.
        kept
            Cards that stay for as long as they stand, although others are now written more often.
        """
        if prompt.is_about_tasks:
            return [Item(task.task_id, task.text) for task in self.task_list()]
        if prompt.items:
            return [Item(option.key, option.text(self.lang)) for option in prompt.items]
        if prompt.items_from:
            return self._gathered(prompt.items_from, participant_id, prompt.items_max, kept)
        if prompt.is_list and participant_id:
            own = self.latest(participant_id, prompt.prompt_id)
            return [Item(item_id, line(text)) for (_, item_id), text in own.items()]
        return []

    def item_texts(self, prompt: Prompt) -> dict[str, str]:
        """Wordings of all that a prompt may have been answered about, by item: what is hidden, merged or rare too."""
        if prompt.is_about_tasks:
            return {task.task_id: task.text for task in self.room.tasks.values()}
        if prompt.items_from:
            written = self._written(prompt.items_from)
            cards = gather(written, self.room.moderation.sheet(prompt.items_from, last_round(written)))
            parts = {part.card_id: line(part.text) for card in cards for part in card.parts}
            return parts | {card.card_id: line(card.text) for card in cards}
        return {item.item_id: item.text for item in self.items(prompt)}

    def has_written(self, prompt_ids: Collection[str], after_seq: int) -> bool:
        """Whether anyone has answered one of some prompts since an event."""
        events = self.store.fetch_events(self._id, after_seq=after_seq, kinds=(ANSWER, UNDO))
        return any(event.prompt_id in prompt_ids for event in events)

    def served_list(self) -> list[Served]:
        """What tasks may serve: the effects and the target groups that the room writes most often."""
        return [
            Served(kind, item.item_id, item.text)
            for kind in ("effects", "groups")
            for prompt in prompts_gathering(self.model, kind)
            for item in self._gathered(prompt.prompt_id, None, prompt.items_max)
        ]

    def standing_items(self, prompt: Prompt) -> Callable[[str], str]:
        """What gives the item that stands for an item: the task or card that it has been merged into, else itself."""
        room = self.room
        if prompt.is_about_tasks:
            return lambda item_id: task.task_id if (task := room.survivor(item_id)) else item_id
        if prompt.items_from:
            return room.moderation.sheet(prompt.items_from, last_round(self._written(prompt.items_from))).survivor
        return lambda item_id: item_id

    def _gathered(self, source: str, participant_id: str | None, limit: int, kept: Collection[str] = ()) -> list[Item]:
        return items_of_cards(self._written(source), self.room, source, participant_id, limit, kept)

    def _written(self, source: str) -> list[Answer]:
        log = AnswerLog()
        log.take(self.store.fetch_events(self._id, kinds=(ANSWER, UNDO), prompt_id=source))
        return log.newest()

    def _own_log(self, participant_id: str) -> AnswerLog:
        log = self._own_logs.setdefault(participant_id, AnswerLog())
        if self._is_read(participant_id):
            return log
        log.take(self.store.fetch_events(self._id, after_seq=log.seq, kinds=(ANSWER, UNDO), author_id=participant_id))
        return log

    def _require_open(self, prompt: Prompt) -> None:
        room = self.room
        if room.closed:
            raise ClosedWorkshop("errors.closed_workshop", code=self.code)
        if prompt.exercise_id in room.closed_exercises:
            title = self.model.exercise(prompt.exercise_id).title(room.lang)
            raise ClosedWorkshop("errors.closed_exercise", title=title)

    def _require_item(self, prompt: Prompt, item_id: str, value: Any, participant_id: str) -> str:
        if not kinds.is_itemised(prompt):
            return ""
        if kinds.is_paired(prompt):
            return self._require_pair(prompt, item_id, value, participant_id)
        if prompt.is_about_tasks:
            task = self.room.survivor(item_id)
            if task is None or task.hidden:
                raise AnswerError([Problem("errors.unknown_task")])
            return task.task_id
        if kinds.makes_items(prompt):
            own = self.latest(participant_id, prompt.prompt_id)
            if value is not None and (prompt.prompt_id, item_id) not in own and len(own) >= prompt.max_items:
                raise AnswerError([Problem("errors.too_many_items", limit=prompt.max_items)])
            return item_id[:80] or uuid.uuid4().hex[:12]
        item_id = self.standing_items(prompt)(item_id)
        if item_id not in {item.item_id for item in self.items(prompt, participant_id, kept=(item_id,))}:
            raise AnswerError([Problem("errors.unknown_task")])
        return item_id

    def _require_pair(self, prompt: Prompt, pair_id: str, value: Any, participant_id: str) -> str:
        two = items_of(pair_id)
        known = {item.item_id for item in self.items(prompt, participant_id, kept=two)}
        if len(two) != PAIR or list(two) != sorted(known & set(two)):
            raise AnswerError([Problem("errors.unknown_task")])
        if prompt.kind == "pairs" and value not in (None, EQUAL, *two):
            raise AnswerError([Problem("kinds.not_a_winner", question=prompt.text, value=repr(value)[:40])])
        return pair_id

    # -- frames and charts: pandas and matplotlib are loaded here and nowhere before ---------------------------

    def answers(self) -> DataFrame:
        """One row per participant, prompt and item, of every round; columns in ``frames.COLUMNS["answers"]``."""
        from . import frames

        return frames.answers(self)

    def cards(self) -> DataFrame:
        """One row per card or text anyone wrote, and what stands for it now; columns in ``frames.COLUMNS["cards"]``."""
        from . import frames

        return frames.cards(self)

    def entries(self) -> DataFrame:
        """One row per entry of a table and column of it; columns in ``frames.COLUMNS["entries"]``."""
        from . import frames

        return frames.entries(self)

    def table(self, prompt_id: str) -> DataFrame:
        """The entries of one table, a row each, with a column for each field, named by its key."""
        from . import frames

        return frames.table(self, self.model.prompt(prompt_id))

    def tasks(self) -> DataFrame:
        """One row per task, also hidden and merged ones; columns in ``frames.COLUMNS["tasks"]``."""
        from . import frames

        return frames.tasks(self)

    def placements(self, round_number: int | None = None) -> DataFrame:
        """One row per participant and task, by default of the newest round that has any.

        Columns in ``frames.COLUMNS["placements"]``.
        """
        from . import frames

        return frames.placements(self, round_number)

    def priorities(self, round_number: int | None = None) -> DataFrame:
        """One row per task in use, with its verdict; columns in ``frames.COLUMNS["priorities"]``."""
        from . import frames

        return frames.priorities(self, round_number)

    def participants(self) -> DataFrame:
        """One row per participant, by random id; columns in ``frames.COLUMNS["participants"]``."""
        from . import frames

        return frames.participants(self)

    def agenda(self, round_number: int | None = None) -> DataFrame:
        """One row per task in use, what to talk about first; columns in ``frames.COLUMNS["agenda"]``."""
        from . import results

        return results.agenda(self, round_number)

    def links(self) -> DataFrame:
        """One row per task and effect or target group it serves; columns in ``frames.COLUMNS["links"]``."""
        from . import results

        return results.links(self)

    def scenario(self) -> DataFrame:
        """One row per task in use: is it let go in the scenario; columns in ``frames.COLUMNS["scenario"]``."""
        from . import results

        return results.scenario(self)

    def support(self) -> DataFrame:
        """One row per effect or target group: what the scenario leaves; columns in ``frames.COLUMNS["support"]``."""
        from . import results

        return results.support(self)

    def actions(self) -> DataFrame:
        """One row per decision, then per proposed one; columns in ``frames.COLUMNS["actions"]``."""
        from . import results

        return results.actions(self)

    def versions(self) -> DataFrame:
        """One row per wording of the core task; columns in ``frames.COLUMNS["versions"]``."""
        from . import results

        return results.versions(self)

    def wordings(self) -> DataFrame:
        """One row per prompt and round: how alike people word it; columns in ``frames.COLUMNS["wordings"]``."""
        from . import results

        return results.wordings(self)

    def rounds(self) -> DataFrame:
        """One row per round; columns in ``frames.COLUMNS["rounds"]``."""
        from . import rounds

        return rounds.rounds(self)

    def change(self, prompt_ids: Collection[str] | None = None) -> DataFrame:
        """One row per question, item and pair of rounds, on the same ids; columns in ``frames.COLUMNS["change"]``."""
        from . import rounds

        return rounds.change(self, prompt_ids)

    def trend(self, prompt_ids: Collection[str] | None = None) -> DataFrame:
        """One row per question, item and round: the whole course; columns in ``frames.COLUMNS["trend"]``."""
        from . import rounds

        return rounds.trend(self, prompt_ids)

    def lenses(self, round_number: int | None = None) -> DataFrame:
        """One row per dimension and lens (decided, done, experienced); columns in ``frames.COLUMNS["lenses"]``."""
        from . import lenses

        return lenses.lenses(self, round_number)

    def lens_groups(self) -> DataFrame:
        """One row per lens and role or group that may be shown; columns in ``frames.COLUMNS["lens_groups"]``."""
        from . import lenses

        return lenses.lens_groups(self)

    def plot_priorities(self, **options: Any) -> Figure:
        """The bullseye: tasks by median centrality, with hours, agreement and verdict."""
        from . import pictures

        return pictures.plot_priorities(self, **options)

    def plot_quadrant(self, **options: Any) -> Figure:
        """Centrality against hours, with the corner of what can be given lower priority."""
        from . import pictures

        return pictures.plot_quadrant(self, **options)

    def plot_agenda(self, **options: Any) -> Figure:
        """What to talk about first: the tasks with most hours in dispute."""
        from . import pictures

        return pictures.plot_view(self, "agenda", **options)

    def plot_prompt(self, prompt_id: str, **options: Any) -> Figure:
        """The picture of one prompt, as its kind draws it."""
        from . import pictures

        return pictures.plot_prompt(self, prompt_id, **options)


def items_of_cards(
    answers: Sequence[Answer],
    room: RoomState,
    source: str,
    participant_id: str | None,
    limit: int,
    kept: Collection[str] = (),
) -> list[Item]:
    """What is written to a prompt as items of another: the cards that the facilitator lets stand, as they are worded.

    Those most often written come first; one's own, and those that are kept, are among them past the limit.
    """
    cards = gather(answers, room.moderation.sheet(source, last_round(answers)))
    return [Item(card.card_id, line(card.text)) for card in offered(cards, participant_id, limit, kept)]
