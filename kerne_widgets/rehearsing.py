"""Rehearsing: the robots that a workshop was tried out with are taken out of it again, with all that they answered."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from .answering import Answering
from .leading import card_ref
from .people import Participant
from .room_state import ANEW, ANSWER, REHEARSED, Task
from .stepping import FACILITATOR
from .store import Event, new_event


class Rehearsing(Answering):
    """A room that robots can have been in. Made as :class:`Stepping` is."""

    def take_out_robots(self) -> None:
        """Take out every robot with all of its answers, and hide the tasks that only they proposed.

        What the facilitator has done meanwhile stays otherwise. :meth:`bring_back_robots` undoes it.
        """
        robots = {robot.participant_id for robot in self.robots()}
        if not robots:
            return
        given = self._given_by(robots)
        taken_out = [self._taken_out(self._joined[robot], given[robot]) for robot in sorted(robots)]
        # the id follows from the event before, so that two who press at once do it once
        told = str(uuid.uuid5(uuid.UUID(taken_out[0][-1].event_id), REHEARSED))
        tasks = self._tasks_of(robots)
        record = new_event(
            *(self._id, FACILITATOR, REHEARSED, {"robots": sorted(robots), "tasks": tasks}),
            event_id=told,
            round_number=self.round_number,
        )
        hidden = [self._task_event(task_id, hidden=True) for task_id in tasks]
        self._append([*(event for events in taken_out for event in events), record, *hidden])
        # what came in between the look and the leaving; from now on they are refused
        late = self._given_by(robots)
        self._append(
            [
                new_event(*(self._id, robot, ANSWER), prompt_id=prompt_id, item_id=item_id, round_number=number)
                for robot, answers in late.items()
                for prompt_id, item_id, number in answers
            ]
        )

    def bring_back_robots(self) -> None:
        """Bring back those who were taken out last, with their answers, the tasks, and where the room was."""
        last = self._rehearsed()
        robots = self.robots_to_bring_back()
        if last is None or not robots:
            return
        back = [self._brought_back(self._joined[robot.participant_id]) for robot in robots]
        tasks = [self._task_event(task_id, hidden=False) for task_id in last.value["tasks"]]
        events = [*(event for events in back for event in events), *tasks]
        if self.room.can_go_back:
            events.append(new_event(self._id, FACILITATOR, ANEW, False, round_number=self.round_number))
        self._append(events)

    def robots_to_bring_back(self) -> list[Participant]:
        """Those who were taken out last, until a person comes in or the round is another."""
        last = self._rehearsed()
        if last is None or not self.room.is_of_now(last):
            return []
        everyone = self.everyone()
        if any(self._joined[person.participant_id].seq > last.seq for person in everyone if not person.robot):
            return []
        ids = set(last.value["robots"])
        return [person for person in everyone if person.left and person.participant_id in ids]

    def _rehearsed(self) -> Event | None:
        """The last time that robots were taken out."""
        return next(reversed(self.store.fetch_events(self._id, kinds=(REHEARSED,))), None)

    def _given_by(self, robots: Collection[str]) -> dict[str, list[list[Any]]]:
        given: dict[str, list[list[Any]]] = {robot: [] for robot in robots}
        for answer in self.answers_of_all_rounds():
            if answer.participant_id in given:
                given[answer.participant_id].append([answer.prompt_id, answer.item_id, answer.round_number])
        return given

    def _tasks_of(self, robots: Collection[str]) -> list[str]:
        """Tasks in use that were made of the cards of robots alone."""
        cards = {card_ref(answer) for answer in self.answers_of_all_rounds() if answer.participant_id in robots}
        tasks: list[Task] = self.task_list()
        return [task.task_id for task in tasks if task.sources and cards.issuperset(task.sources)]
