"""The intake: tasks come in from the participants' cards, are taken in, merged or left out, and kept in order."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, Dropdown, HBox, Text, VBox

from ..leading import Proposal
from ..likeness import closest
from ..room_state import Task
from .panel import Panel
from .pieces import line, set_html

SHOWN_MAX = 6
Seen = tuple[list[Proposal], list[int | None], list[Task], list[Task]]


class Intake(Panel):
    """Proposals with what they look like, and the tasks there are."""

    def build(self) -> None:
        """Make what is shown."""
        self._proposals: list[Proposal] = []
        self._proposed = VBox()
        self._new = Text(description=self.text("new_task"), placeholder=self.text("new_task"))
        self._pick = Dropdown(description=self.text("pick_task"), options=[("", "")])
        self._pick.observe(self._picked, "value")
        self._wording = Text(description=self.text("task_wording"), placeholder=self.text("task_wording"))
        self._into = Dropdown(description=self.text("merge_into"), options=[("", "")])
        self._picked_one = VBox(
            [
                HBox([self._wording, self._key("rename", self._rename)]),
                HBox([self._into, self._key("merge", self._merge)]),
                self._key("hide_task", self._hide),
            ]
        )
        self._picked_one.add_class("kr-edit")
        self._picked_one.layout.display = "none"
        self._tasks_heading = HTML()
        self._gone = VBox()
        add = HBox([self._new, self._key("add", self._add_task)])
        self.widget.children = (
            self._proposed,
            self._tasks_heading,
            add,
            self._pick,
            self._picked_one,
            self._gone,
        )
        self.widget.add_class("kr-intake")

    def _key(self, key: str, act: Any) -> Any:
        return self.button(self.text(key), act)

    def read(self) -> Seen:
        """Proposals, which task each is like, the tasks, and those that were hidden or merged."""
        proposals, tasks = self.workshop.proposals(), self.workshop.task_list()
        gone = [task for task in self.workshop.room.tasks.values() if not task.in_use]
        return proposals, closest([p.text for p in proposals], [t.text for t in tasks]), tasks, gone

    def show(self, seen: Seen) -> None:
        """Show them; what the facilitator is writing stays."""
        if not self.has_changed(seen):
            return
        self._proposals, like, tasks, gone = seen
        cards = [
            self._card(proposal, tasks[at] if at is not None else None)
            for proposal, at in zip(self._proposals[:SHOWN_MAX], like, strict=False)
        ]
        self.fill(self._proposed, self._headed(cards) if cards else [])
        set_html(self._tasks_heading, line("kr-phase", self.text("tasks", len(tasks)), "h3"))
        self._pick.layout.display = "" if tasks else "none"
        for pick, prompt in ((self._pick, "pick_task"), (self._into, "merge_into")):
            chosen = pick.value
            options = [(f"{task.number} · {task.text}"[:60], task.task_id) for task in tasks]
            pick.options = [(self.text(prompt), ""), *options]
            pick.value = chosen if chosen in [task_id for _, task_id in options] else ""
        self.fill(self._gone, [self._bring_back(task) for task in gone[-SHOWN_MAX:]])

    def _headed(self, cards: list[VBox]) -> list[Any]:
        n = len(self._proposals)
        rest = [HTML(line("kr-mute", self.text("more_proposals", n - SHOWN_MAX)))] if n > SHOWN_MAX else []
        heading = HTML(line("kr-phase", self.text("proposals", n), "h3"))
        return [heading, *cards, *rest, self.button(self.text("take_all", n), self._take_all)]

    def _card(self, proposal: Proposal, like: Task | None) -> VBox:
        workshop = self.workshop
        count = f" ({proposal.n})" if proposal.n > 1 else ""
        buttons = [self._key("take", lambda: workshop.accept_proposal(proposal))]
        if like:
            label = self.text("merge_with", number=like.number)
            merge = self.button(label, lambda: workshop.accept_proposal(proposal, like.task_id))
            merge.tooltip = like.text
            buttons.insert(0, merge)
        buttons.append(self._key("leave_out", lambda: workshop.dismiss_proposal(proposal)))
        card = VBox([HTML(line("kr-card-text", proposal.text + count)), HBox(buttons)])
        card.add_class("kr-card")
        return card

    def _bring_back(self, task: Task) -> Any:
        back = self.button(self.text("restore_task", task=task.text), lambda: self.workshop.restore_task(task.task_id))
        back.add_class("kr-quiet")
        return back

    def _take_all(self) -> None:
        for proposal in self._proposals:
            self.workshop.accept_proposal(proposal)

    def _add_task(self) -> None:
        self.workshop.add_task(self._new.value)
        self._new.value = ""

    def _picked(self, change: dict[str, Any]) -> None:
        task = self.workshop.room.tasks.get(change["new"] or "")
        self._wording.value = task.text if task else ""
        self._picked_one.layout.display = "" if task else "none"

    def _rename(self) -> None:
        self.workshop.rename_task(self._pick.value, self._wording.value)

    def _merge(self) -> None:
        self.workshop.merge_task(self._pick.value, self._into.value)

    def _hide(self) -> None:
        self.workshop.hide_task(self._pick.value)
