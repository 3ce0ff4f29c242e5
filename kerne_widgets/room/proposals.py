"""The tasks that participants propose: those that are alike together, to be taken in, merged or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ipywidgets import HTML, HBox, VBox

from ..leading import Proposal
from ..likeness import closest, groups
from ..room_state import Task
from .panel import Panel, Row
from .pieces import line

SHOWN_MAX = 6


@dataclass(frozen=True)
class Proposed:
    """Proposals that may say the same, the most often written first, and the task they are like, if any."""

    proposals: tuple[Proposal, ...]
    like: Task | None

    @property
    def together(self) -> Proposal:
        """All of them as one: the first wording, with the cards of all."""
        first = self.proposals[0]
        refs = tuple(ref for proposal in self.proposals for ref in proposal.refs)
        return Proposal(first.text, sum(proposal.n for proposal in self.proposals), refs)


class Proposals(Panel):
    """A card for each proposal, or for some that are alike.

    Attributes
    ----------
    has_alike
        Whether some were alike at the last look.
    """

    def build(self) -> None:
        """Make what is shown."""
        self._shown_max = SHOWN_MAX
        self._proposals: list[Proposal] = []
        self.has_alike = False
        self._unlike: set[frozenset[str]] = set()

    def read(self, tasks: Sequence[Task]) -> list[Proposed]:
        """The proposals, those that are alike together; likeness is a suggestion, and people decide."""
        proposals = self.workshop.proposals()
        found = groups([proposal.text for proposal in proposals], self._unlike)
        like = closest([proposals[group[0]].text for group in found], [task.text for task in tasks])
        return [
            Proposed(tuple(proposals[i] for i in group), None if at is None else tasks[at])
            for group, at in zip(found, like, strict=True)
        ]

    def show(self, seen: list[Proposed]) -> None:
        """Show them."""
        if not self.has_changed((seen, self._shown_max)):
            return
        self._proposals = [proposal for one in seen for proposal in one.proposals]
        n, n_more = len(self._proposals), len(seen) - self._shown_max
        self.has_alike = len(seen) < n
        if not seen:
            self.fill(self.widget, [])
            return
        rows: list[Row] = [self.words(line("kr-phase", self.text("proposals", n), "h3"))]
        rows += [(one, partial(self._card, one)) for one in seen[: self._shown_max]]
        if n_more > 0:
            rows.append(self.key("more", self.text("more_proposals", n_more), self._show_more))
        apart = "take_all_apart" if self.has_alike else "take_all"
        rows.append(self.key("all", self.text(apart, n), self.take_all, ""))
        self.fill(self.widget, rows)

    def _card(self, one: Proposed) -> VBox:
        workshop, whole = self.workshop, one.together
        n_alike = len(one.proposals)
        said = [line("kr-card-text" if n_alike == 1 else "kr-card-text kr-strong", _counted(one.proposals[0]))]
        if n_alike > 1:
            said.append(line("kr-mute", self.text("looks_like")))
            said += [line("kr-card-text", _counted(proposal)) for proposal in one.proposals[1:]]
        take = self.text("take") if n_alike == 1 else self.text("take_as_one")
        buttons = [self.button(take, lambda: workshop.accept_proposal(whole))]
        if one.like:
            said.append(line("kr-mute", self.text("on_the_list", number=one.like.number, task=one.like.text)))
            merge = partial(workshop.accept_proposal, whole, one.like.task_id)
            buttons.insert(0, self.button(self.text("merge_with", number=one.like.number), merge))
        if n_alike > 1:
            buttons.append(self.button(self.text("keep_apart"), lambda: self._keep_apart(one)))
        buttons.append(self.button(self.text("leave_out"), lambda: workshop.dismiss_proposal(whole)))
        card = VBox([HTML("".join(said)), HBox(buttons)])
        card.add_class("kr-card")
        return card

    def _keep_apart(self, one: Proposed) -> None:
        texts = [proposal.text for proposal in one.proposals]
        self._unlike |= {frozenset((text, other)) for text in texts for other in texts if text != other}

    @property
    def n_waiting(self) -> int:
        """How many were there at the last look."""
        return len(self._proposals)

    def _show_more(self) -> None:
        self._shown_max += SHOWN_MAX

    def take_all(self) -> None:
        """Make each of those that are shown or not yet shown a task."""
        for proposal in self._proposals:
            self.workshop.accept_proposal(proposal)


def _counted(proposal: Proposal) -> str:
    return f"{proposal.text} ({proposal.n})" if proposal.n > 1 else proposal.text
