"""The action plan in the control room: what is decided, what participants propose, and in a follow-up how it went."""

from __future__ import annotations

from functools import partial
from typing import Any

from ipywidgets import HTML, DatePicker, Dropdown, HBox, Text, Textarea, VBox

from .. import messages
from ..deciding import ProposedDecision
from ..errors import KerneError
from ..kinds.date import first_day
from ..outcome import DECISION, STATUSES, Decision
from ..room_state import Task
from .panel import Panel
from .pieces import line

PROPOSED_MAX = 8
Seen = tuple[list[Decision], list[ProposedDecision], list[Task], int]


class Decisions(Panel):
    """A form for one decision, the plan, and the proposals."""

    def build(self) -> None:
        """Make what is shown."""
        self._decision = Textarea(description=self.text("decision"), rows=2)
        self._owner = Text(description=self.text("decision_owner"), placeholder=self.text("decision_owner_hint"))
        self._first_step = Text(description=self.text("decision_first_step"))
        self._due = DatePicker(description=self.text("decision_due"))
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
            HBox([self._save, self._empty, self._back]),
            self._plan,
            self._proposed,
        )

    def read(self) -> Seen:
        """The plan, the proposals, the tasks, and the round that is going on."""
        workshop = self.workshop
        return workshop.decision_list(), workshop.proposed_decisions(), workshop.task_list(), workshop.round_number

    def show(self, seen: Seen) -> None:
        """Show them; what the facilitator is writing stays."""
        if not self.has_changed((seen, self._shown_max)):
            return
        decisions, proposed, tasks, round_number = seen
        self._back.disabled = self.workshop.outcome.newest(DECISION) is None
        chosen = self._task.value
        options = [(f"{task.number} · {task.text}"[:80], task.task_id) for task in tasks]
        self._task.options = [(self.text("decision_no_task"), ""), *options]
        self._task.value = chosen if chosen in [task_id for _, task_id in options] else ""
        heading = HTML(line("kr-phase", self.text("plan", len(decisions)), "h4"))
        self.fill(self._plan, [heading, *(self._planned(d, round_number) for d in decisions)])
        heading = HTML(line("kr-phase", self.text("proposed_decisions", len(proposed)), "h4"))
        cards: list[Any] = [self._proposal(proposal) for proposal in proposed[: self._shown_max]]
        n_more = len(proposed) - self._shown_max
        if n_more > 0:
            cards.append(self.button(self.text("more_proposals", n_more), self._show_more, "kr-quiet"))
        self.fill(self._proposed, [heading, *cards] if proposed else [])

    def _show_more(self) -> None:
        self._shown_max += PROPOSED_MAX

    def _planned(self, decision: Decision, round_number: int) -> VBox:
        parts = [decision.owner, decision.first_step, self._day(decision.due), decision.sign]
        said = line("kr-card-text kr-strong", decision.decision)
        said += line("kr-card-text kr-mute", " · ".join(part for part in parts if part))
        buttons = [
            self.button(self.text("change"), lambda: self._take_up(decision)),
            self.button(self.text("leave_out"), lambda: self.workshop.hide_decision(decision.action_id)),
        ]
        rows: list[Any] = [HTML(said), HBox(buttons)]
        if round_number > decision.round_number:
            rows.insert(1, self._asked(decision))
        card = VBox(rows)
        card.add_class("kr-card")
        return card

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

    def _take_up(self, decision: Decision) -> None:
        self._require_clear()
        self._action_id = decision.action_id
        self._fill_in({name: getattr(decision, name) for name in self._written})

    def _take_proposal(self, proposal: ProposedDecision) -> None:
        self._require_clear()
        self._taken_up = proposal
        self._fill_in(proposal.fields)

    def _fill_in(self, fields: dict[str, str]) -> None:
        for name, widget in self._written.items():
            if name == "due":
                self._due.value = first_day(fields.get("due", ""))
            else:
                widget.value = fields.get(name, "")
        if fields:
            self._decision.focus()  # it may be far up the page

    def _require_clear(self) -> None:
        """What is written and not saved must not be lost."""
        if any(widget.value for widget in self._written.values()) and not self._action_id:
            raise KerneError("room.decision_unsaved")

    def _save_it(self) -> None:
        given = {name: widget.value for name, widget in self._written.items()}
        given["due"] = given["due"] or ""
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
