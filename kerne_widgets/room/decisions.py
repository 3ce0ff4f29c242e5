"""The action plan in the control room: what is decided, what participants propose, and in a follow-up how it went."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from ipywidgets import HTML, DatePicker, Dropdown, HBox, Text, Textarea, VBox

from .. import messages
from ..deciding import ProposedDecision
from ..errors import KerneError
from ..kinds.date import first_day
from ..outcome import DECISION, STATUSES, Decision
from ..room_state import Task
from .panel import Panel, Row
from .pieces import line, set_html

PROPOSED_MAX = 8
Seen = tuple[list[Decision], list[Decision], list[ProposedDecision], list[Task], int]


class Decisions(Panel):
    """A form for one decision, the plan, and the proposals."""

    def build(self) -> None:
        """Make what is shown."""
        self._decision = Textarea(description=self.text("decision"), rows=2)
        self._owner = Text(description=self.text("decision_owner"), placeholder=self.text("decision_owner_hint"))
        self._first_step = Text(description=self.text("decision_first_step"))
        self._due = DatePicker(description=self.text("decision_due"))
        self._past = HTML()
        self._due.observe(lambda _: self._say_past(), "value")
        self._sign = Text(description=self.text("decision_sign"))
        self._task = Dropdown(description=self.text("decision_task"), options=[("", "")])
        self._written: dict[str, Any] = {
            "decision": self._decision,
            "owner": self._owner,
            "first_step": self._first_step,
            "due": self._due,
            "sign": self._sign,
            "task_id": self._task,
        }
        self._action_id = ""
        self._filled_in = self._in_fields()
        self._taken_up: ProposedDecision | None = None
        self._shown_max = PROPOSED_MAX
        self._save = self.button(self.text("decision_save"), self._save_it, "kr-main")
        self._empty = self.button(self.text("decision_empty"), self._clear, "kr-quiet")
        self._back = self.button(self.text("undo"), lambda: self.workshop.take_back(DECISION), "kr-quiet")
        form = VBox([*self._written.values()])
        form.add_class("kr-form")
        self._plan = VBox()
        self._proposed = VBox()
        for cards in (self._plan, self._proposed):
            cards.add_class("kr-cards")
        self.widget.children = (
            self.heading("decisions"),
            form,
            self._past,
            HBox([self._save, self._empty, self._back]),
            self._plan,
            self._proposed,
        )

    def read(self) -> Seen:
        """The plan, what was left out of it, the proposals, the tasks, and the round that is going on."""
        workshop = self.workshop
        left_out = [decision for decision in workshop.outcome.decisions.values() if decision.hidden]
        proposed, tasks = workshop.proposed_decisions(), workshop.task_list()
        return workshop.decision_list(), left_out, proposed, tasks, workshop.round_number

    def show(self, seen: Seen) -> None:
        """Show them; what the facilitator is writing stays."""
        if not self.has_changed((seen, self._shown_max)):
            return
        decisions, left_out, proposed, tasks, round_number = seen
        self._back.disabled = self.workshop.outcome.newest(DECISION) is None
        chosen = self._task.value
        self._task.options = [(self.text("decision_no_task"), ""), *((_numbered(task), task.task_id) for task in tasks)]
        self._pick_task(chosen)
        heading = self.words(line("kr-phase", self.text("plan", len(decisions)), "h4"))
        planned = [self._planned(decision, round_number) for decision in decisions]
        self.fill(self._plan, [heading, *planned, *map(self._bring_back, left_out)])
        heading = self.words(line("kr-phase", self.text("proposed_decisions", len(proposed)), "h4"))
        cards: list[Row] = [(proposal, partial(self._proposal, proposal)) for proposal in proposed[: self._shown_max]]
        n_more = len(proposed) - self._shown_max
        if n_more > 0:
            cards.append(self.key("more", self.text("more_proposals", n_more), self._show_more))
        self.fill(self._proposed, [heading, *cards] if proposed else [])

    def _show_more(self) -> None:
        self._shown_max += PROPOSED_MAX

    def _planned(self, decision: Decision, round_number: int) -> Row:
        task = self.workshop.room.tasks.get(decision.task_id)
        about = self.text("decision_about", task=task.text) if task else ""
        asks = round_number > decision.round_number
        return (decision, about, asks), lambda: self._card(decision, about, asks=asks)

    def _card(self, decision: Decision, about: str, *, asks: bool) -> VBox:
        parts = [decision.owner, decision.first_step, self._day(decision.due), decision.sign, about]
        said = line("kr-card-text kr-strong", decision.decision)
        said += line("kr-card-text kr-mute", " · ".join(part for part in parts if part))
        buttons = [
            self.button(self.text("change"), lambda: self._take_up(decision)),
            self.button(self.text("leave_out"), lambda: self.workshop.hide_decision(decision.action_id)),
        ]
        rows: list[Any] = [HTML(said), HBox(buttons)]
        if asks:
            rows.insert(1, self._asked(decision))
        card = VBox(rows)
        card.add_class("kr-card")
        return card

    def _bring_back(self, decision: Decision) -> Row:
        label = self.text("restore_task", task=decision.decision)
        return self.key(decision.action_id, label, lambda: self.workshop.restore_decision(decision.action_id))

    def _asked(self, decision: Decision) -> HBox:
        """How did it go: one button per status, the one that stands marked."""
        buttons = []
        for status in STATUSES:
            label = messages.text(f"charts.status_{status}", self.workshop.lang)
            stands = decision.status == status
            act = partial(self.workshop.set_status, decision.action_id, status)
            buttons.append(self.button(f"✓ {label}" if stands else label, act, "kr-main" if stands else ""))
        return HBox(buttons)

    def _proposal(self, proposal: ProposedDecision) -> VBox:
        fields = proposal.fields
        due = self._day(fields.get("due", ""))
        parts = [fields.get("owner", ""), fields.get("first_step", ""), due, fields.get("sign", "")]
        said = line("kr-card-text", fields["decision"])
        said += line("kr-card-text kr-mute", " · ".join(part for part in parts if part))
        card = VBox([HTML(said), HBox([self.button(self.text("take_up"), lambda: self._take_proposal(proposal))])])
        card.add_class("kr-card")
        return card

    def _day(self, due: str) -> str:
        """A day in words; a month, as some answer, stays as it was written."""
        day = first_day(due)
        return messages.date(day, self.workshop.lang) if day and day.isoformat() == due else due

    # -- the form ------------------------------------------------------------------------------------------

    def _say_past(self) -> None:
        """A day that has been may be meant, or be the wrong year."""
        day = self._due.value
        is_past = bool(day and day < dt.datetime.now().astimezone().date())
        said = line("kr-mute", self.text("decision_past"))
        set_html(self._past, f'<div role="status">{said}</div>' if is_past else "")

    def _take_up(self, decision: Decision) -> None:
        self._require_saved()
        self._action_id, self._taken_up = decision.action_id, None
        self._fill_in({name: getattr(decision, name) for name in self._written})

    def _take_proposal(self, proposal: ProposedDecision) -> None:
        self._require_saved()
        self._action_id, self._taken_up = "", proposal
        self._fill_in(proposal.fields)

    def _fill_in(self, fields: dict[str, str]) -> None:
        for name, widget in self._written.items():
            if name == "due":
                self._due.value = first_day(fields.get("due", ""))
            elif name == "task_id":
                self._pick_task(fields.get(name, ""))
            else:
                widget.value = fields.get(name, "")
        self._filled_in = self._in_fields()
        if fields:
            self._decision.focus()  # it may be far up the page

    def _pick_task(self, task_id: str) -> None:
        """Pick a task; one that has been hidden or merged since is still the one that was decided about."""
        task = self.workshop.room.tasks.get(task_id)
        if task and task_id not in [one for _, one in self._task.options]:
            self._task.options = [*self._task.options, (_numbered(task), task_id)]
        self._task.value = task_id if task else ""

    def _in_fields(self) -> dict[str, Any]:
        return {name: widget.value or "" for name, widget in self._written.items()}

    def _require_saved(self) -> None:
        """What is written and not saved must not be lost."""
        if self._in_fields() != self._filled_in:
            raise KerneError("room.decision_unsaved")

    def _save_it(self) -> None:
        given = self._in_fields()
        if self._action_id:
            self.workshop.change_decision(self._action_id, **given)
        else:
            if self._taken_up:
                given |= {
                    "proposed_by": self._taken_up.participant_id,
                    "proposed_round": self._taken_up.round_number,
                }
            self.workshop.add_decision(given.pop("decision"), **given)
        self._clear()

    def _clear(self) -> None:
        self._action_id, self._taken_up = "", None
        self._fill_in({})


def _numbered(task: Task) -> str:
    return f"{task.number} · {task.text}"[:80]
