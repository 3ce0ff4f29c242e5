"""The intake: tasks come in from the participants' cards, are taken in, merged or left out, and kept in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipywidgets import HTML, Button, Dropdown, HBox, Text, VBox

from .. import messages
from ..errors import KerneError
from ..leading import Proposal
from ..likeness import closest
from ..room_state import Task
from ..workshop import Workshop
from .pieces import line, set_html

SHOWN_MAX = 6


class Intake:
    """Proposals with what they look like, and the tasks there are."""

    def __init__(
        self, workshop: Workshop, done: Callable[[], None], problem: Callable[[KerneError | None], None]
    ) -> None:
        self._workshop = workshop
        self._done = done
        self._problem = problem
        self._proposals: list[Proposal] = []
        self._heading = HTML()
        self._cards = VBox()
        self._shown: Any = None
        self._all = self._button("take_all", self._take_all)
        self._new = Text(description=self._text("new_task"), placeholder=self._text("new_task"))
        self._add = self._button("add", self._add_task)
        self._pick = Dropdown(description=self._text("pick_task"), options=[("", "")])
        self._pick.observe(self._picked, "value")
        self._wording = Text(description=self._text("task_wording"), placeholder=self._text("task_wording"))
        self._into = Dropdown(description=self._text("merge_into"), options=[("", "")])
        self._edit = VBox(
            [
                self._pick,
                HBox([self._wording, self._button("rename", self._rename)]),
                HBox([self._into, self._button("merge", self._merge)]),
                self._button("hide_task", self._hide),
            ]
        )
        self._edit.add_class("kr-edit")
        self._tasks_heading = HTML()
        add = HBox([self._new, self._add])
        self.widget = VBox([self._heading, self._cards, self._all, self._tasks_heading, add, self._edit])
        self.widget.add_class("kr-intake")

    def _text(self, key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"room.{key}", self._workshop.lang, n, **values)

    def _button(self, key: str, act: Callable[[], object]) -> Button:
        return self._labelled(self._text(key), act)

    def _labelled(self, label: str, act: Callable[[], object]) -> Button:
        button = Button(description=label)

        def press(_: Button) -> None:
            try:
                act()
            except KerneError as error:
                self._problem(error)
            self._done()

        button.on_click(press)
        return button

    def read(self) -> tuple[list[Proposal], list[int | None], list[Task]]:
        """What there is to show: proposals, which task each is like, and the tasks."""
        proposals, tasks = self._workshop.proposals(), self._workshop.task_list()
        return proposals, closest([p.text for p in proposals], [t.text for t in tasks]), tasks

    def show(self, proposals: list[Proposal], like: list[int | None], tasks: list[Task]) -> None:
        """Show them; what the facilitator is writing stays."""
        seen = (proposals, like, tasks)
        if seen == self._shown:
            return
        self._shown = seen
        self._proposals = proposals
        set_html(self._heading, line("kr-phase", self._text("proposals", len(proposals)), "h3"))
        rows = zip(proposals[:SHOWN_MAX], like, strict=False)
        self._close(self._cards.children)
        self._cards.children = [self._card(p, tasks[i] if i is not None else None) for p, i in rows]
        if len(proposals) > SHOWN_MAX:
            rest = HTML(line("kr-mute", self._text("more_proposals", len(proposals) - SHOWN_MAX)))
            self._cards.children = (*self._cards.children, rest)
        self._all.layout.display = "" if proposals else "none"
        set_html(self._tasks_heading, line("kr-phase", self._text("tasks", len(tasks)), "h3"))
        self._edit.layout.display = "" if tasks else "none"
        for pick, prompt in ((self._pick, "pick_task"), (self._into, "merge_into")):
            chosen = pick.value
            options = [(f"{task.number} · {task.text}"[:60], task.task_id) for task in tasks]
            pick.options = [(self._text(prompt), ""), *options]
            pick.value = chosen if chosen in [task_id for _, task_id in options] else ""

    def _card(self, proposal: Proposal, like: Task | None) -> VBox:
        workshop = self._workshop
        count = f" ({proposal.n})" if proposal.n > 1 else ""
        buttons = [self._button("take", lambda: workshop.accept_proposal(proposal))]
        if like:
            label = self._text("merge_with", number=like.number)
            merge = self._labelled(label, lambda: workshop.accept_proposal(proposal, like.task_id))
            merge.tooltip = like.text
            buttons.insert(0, merge)
        buttons.append(self._button("leave_out", lambda: workshop.dismiss_proposal(proposal)))
        card = VBox([HTML(line("kr-card-text", proposal.text + count)), HBox(buttons)])
        card.add_class("kr-card")
        return card

    def _close(self, cards: tuple[Any, ...]) -> None:
        for card in cards:
            for child in getattr(card, "children", ()):
                for grandchild in getattr(child, "children", ()):
                    grandchild.close()
                child.close()
            card.close()

    def _take_all(self) -> None:
        for proposal in self._proposals:
            self._workshop.accept_proposal(proposal)

    def _add_task(self) -> None:
        self._workshop.add_task(self._new.value)
        self._new.value = ""

    def _picked(self, change: dict[str, Any]) -> None:
        task = self._workshop.room.tasks.get(change["new"] or "")
        self._wording.value = task.text if task else ""

    def _rename(self) -> None:
        self._workshop.rename_task(self._pick.value, self._wording.value)

    def _merge(self) -> None:
        self._workshop.merge_task(self._pick.value, self._into.value)

    def _hide(self) -> None:
        self._workshop.hide_task(self._pick.value)
