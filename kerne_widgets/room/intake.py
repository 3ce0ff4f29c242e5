"""The intake: tasks come in from the participants' cards, are merged, reworded and hidden, and kept in order.

What is alike is suggested, and people decide; whatever is left out, hidden or merged comes back with a press.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ipywidgets import HTML, Dropdown, HBox, Text, VBox

from ..leading import Proposal
from ..likeness import alike
from ..room_state import Task
from .panel import Panel, Row
from .pieces import line, set_html
from .proposals import Proposals, Proposed

SHOWN_MAX = 6
LIKE_MAX = 3


@dataclass(frozen=True)
class Seen:
    """What there is to show: proposals, tasks, every two that are alike, and what has been left out or merged."""

    proposed: list[Proposed]
    tasks: list[Task]
    alike: list[tuple[Task, Task]]
    gone: list[Task]
    left_out: list[Proposal]


class Intake(Panel):
    """The proposals, and the tasks there are."""

    def build(self) -> None:
        """Make what is shown."""
        self._proposals = Proposals(self.workshop, self._done, self._problem)
        self._unlike: set[frozenset[tuple[str, str]]] = set()
        self._shown_max = SHOWN_MAX
        self._new = Text(description=self.text("new_task"), placeholder=self.text("new_task"))
        self._pick = Dropdown(description=self.text("pick_task"), options=[("", "")])
        self._pick.observe(self._picked, "value")
        self._wording = Text(description=self.text("task_wording"), placeholder=self.text("task_wording"))
        self._into = Dropdown(description=self.text("merge_into"), options=[("", "")])
        self._return = self._key("return_cards", self._return_cards)
        self._listing = False
        self._picked_one = VBox(
            [
                HBox([self._wording, self._key("rename", self._rename)]),
                HBox([self._into, self._key("merge", self._merge)]),
                HBox([self._key("hide_task", self._hide), self._return]),
            ]
        )
        self._picked_one.add_class("kr-edit")
        self._picked_one.layout.display = "none"
        self._tasks_heading = HTML()
        self._tasks = HTML()
        self._alike = VBox()
        self._gone = VBox()
        add = HBox([self._new, self._key("add", self._add_task)])
        self.widget.children = (
            self._proposals.widget,
            self._tasks_heading,
            self._tasks,
            self._alike,
            add,
            self._pick,
            self._picked_one,
            self._gone,
        )
        self.widget.add_class("kr-intake")

    def _key(self, key: str, act: Any) -> Any:
        return self.button(self.text(key), act)

    def read(self) -> Seen:
        """What there is."""
        tasks = self.workshop.task_list()
        pairs = [(tasks[one], tasks[other]) for one, other in alike([task.text for task in tasks])]
        return Seen(
            self._proposals.read(tasks),
            tasks,
            [pair for pair in pairs if _pair(*pair) not in self._unlike],
            [task for task in self.workshop.room.tasks.values() if not task.in_use],
            self.workshop.left_out_proposals(),
        )

    def show(self, seen: Seen) -> None:
        """Show them; what the facilitator is writing stays."""
        self._proposals.show(seen.proposed)
        if not self.has_changed((seen, self._shown_max)):
            return
        tasks = seen.tasks
        self.fill(self._alike, [(pair, partial(self._suggestion, pair)) for pair in seen.alike[:LIKE_MAX]])
        set_html(self._tasks_heading, line("kr-phase", self.text("tasks", len(tasks)), "h3"))
        rows = "".join(f'<li value="{task.number}">{html.escape(task.text)}</li>' for task in tasks)
        set_html(self._tasks, f'<ol class="kr-tasks">{rows}</ol>' if rows else "")
        self._pick.layout.display = "" if tasks else "none"
        for pick, prompt in ((self._pick, "pick_task"), (self._into, "merge_into")):
            self._list(pick, prompt, tasks)
        self._return.disabled = not self._has_cards(self._pick.value)
        self.fill(self._gone, self._ways_back(seen))

    def _suggestion(self, pair: tuple[Task, Task]) -> VBox:
        """Two tasks that may be the same: the one that came first takes the other over, or both stay."""
        first, second = pair
        told = [line("kr-mute", self.text("tasks_alike"))]
        told += [line("kr-card-text", f"{task.number} · {task.text}") for task in pair]
        merge = partial(self.workshop.merge_task, second.task_id, first.task_id)
        leave = partial(self._unlike.add, _pair(first, second))
        buttons = [self.button(self.text("cards_like"), merge), self.button(self.text("cards_unlike"), leave)]
        card = VBox([HTML("".join(told)), HBox(buttons)])
        card.add_class("kr-card")
        return card

    def _ways_back(self, seen: Seen) -> list[Row]:
        """A button for each thing that is gone, the newest task first."""
        workshop = self.workshop
        ways: list[Row] = [
            self._back(task.task_id, task.text, partial(workshop.restore_task, task.task_id))
            for task in reversed(seen.gone)
        ]
        ways += [
            self._back(proposal, proposal.text, partial(workshop.restore_proposal, proposal))
            for proposal in seen.left_out
        ]
        if not ways:
            return []
        rows = [self.words(line("kr-phase", self.text("gone", len(ways)), "h3")), *ways[: self._shown_max]]
        n_more = len(ways) - self._shown_max
        if n_more > 0:
            rows.append(self.key("more", self.text("more_proposals", n_more), self._show_more))
        return rows

    def _back(self, about: object, text: str, bring_back: Callable[[], None]) -> Row:
        return self.key(about, self.text("restore_task", task=text), bring_back)

    @property
    def n_waiting(self) -> int:
        """How many proposals were there at the last look."""
        return self._proposals.n_waiting

    @property
    def has_alike(self) -> bool:
        """Whether some of them looked alike, and might be one task."""
        return self._proposals.has_alike

    def take_all(self) -> None:
        """Take in every proposal."""
        self._proposals.take_all()

    def _show_more(self) -> None:
        self._shown_max += SHOWN_MAX

    def _add_task(self) -> None:
        self.workshop.add_task(self._new.value)
        self._new.value = ""

    def _list(self, pick: Dropdown, prompt: str, tasks: list[Task]) -> None:
        """Offer the tasks; the one that is picked stays, and the wording that is being written for it."""
        options = ((self.text(prompt), ""), *((f"{task.number} · {task.text}"[:60], task.task_id) for task in tasks))
        chosen = pick.value
        if pick.options == options:
            return
        self._listing = True  # the field picks the first by itself
        pick.options = options
        pick.value = chosen if chosen in [task_id for _, task_id in options] else ""
        self._listing = False
        if pick is self._pick and pick.value != chosen:
            self._picked()

    def _has_cards(self, task_id: str) -> bool:
        return task_id in self.workshop.room.settled.values()

    def _picked(self, _change: object = None) -> None:
        if self._listing:
            return
        task = self.workshop.room.tasks.get(self._pick.value or "")
        self._return.disabled = task is None or not self._has_cards(task.task_id)
        self._wording.value = task.text if task else ""
        self._picked_one.layout.display = "" if task else "none"

    def _rename(self) -> None:
        self.workshop.rename_task(self._pick.value, self._wording.value)

    def _merge(self) -> None:
        self.workshop.merge_task(self._pick.value, self._into.value)

    def _return_cards(self) -> None:
        self.workshop.return_cards(self._pick.value)

    def _hide(self) -> None:
        self.workshop.hide_task(self._pick.value)


def _pair(one: Task, other: Task) -> frozenset[tuple[str, str]]:
    """Two tasks as they are worded now: when one is reworded, it is asked about anew."""
    return frozenset((task.task_id, task.text) for task in (one, other))
