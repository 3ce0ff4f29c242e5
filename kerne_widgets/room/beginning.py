"""What is set up before it begins: whether the phones wait, what the workplace is called, what people choose from.

The names can be changed later, too.
"""

from __future__ import annotations

import html
from typing import Any

from ipywidgets import HTML, Checkbox, HBox, Text, VBox

from ..errors import KerneError
from ..subgroups import BY
from .panel import Panel
from .pieces import line, set_html

STEPS = ("wall", "plan", "go")


class Beginning(Panel):
    """Three lines on how to begin, whether the phones wait for it, the name, and roles and groups to choose from.

    Attributes
    ----------
    opener
        A button that brings it back when it has begun.
    """

    def build(self) -> None:
        """Make what is shown."""
        self._is_open = False
        self._is_due = False
        self.opener = self.button(self.text("setup_open"), self._toggle, "kr-quiet")
        listed = "".join(f"<li>{html.escape(self.text(f'begin_{step}'))}</li>" for step in STEPS)
        self._how = HTML(f'<ol class="kr-steps">{listed}</ol>')
        self._waits = Checkbox(description=self.text("waits"), indent=False)
        self._waits.add_class("kr-tick")
        self._waits.observe(self._let_wait, "value")
        self._waits_told = HTML()
        self._waiting = VBox([self._waits, self._waits_told])
        self._heading = HTML(line("", self.text("setup_title"), "h3"))
        self._name = Text(description=self.text("door_name"), placeholder=self.text("door_name"))
        save = self.button(self.text("name_save"), self._rename)
        self._choices = {by: Text(placeholder=self.text(f"choices_{by}")) for by in BY}
        for by, field in self._choices.items():
            field.tooltip = field.description = self.text(f"choices_{by}")
        self._offered: tuple[str, ...] = ("", "")
        offer = self.button(self.text("choices_save"), self._offer)
        self._said = HTML()
        for field in (self._name, *self._choices.values()):
            field.observe(lambda _: set_html(self._said, ""), "value")
        self._done_with_it = self.button(self.text("behalf_done"), self._toggle)
        self.widget.add_class("kr-beginning")
        self.widget.children = (
            self._how,
            self._waiting,
            self._heading,
            HBox([self._name, save]),
            HTML(line("kr-mute", self.text("choices_how"))),
            HBox([self._choices["role"]]),
            HBox([self._choices["group"], offer]),
            self._said,
            self._done_with_it,
        )

    def is_due(self) -> bool:
        """Whether nobody has been taken anywhere in this round."""
        return not self.workshop.room.has_begun

    def show(self, *, due: bool) -> None:
        """Show it, or leave the place to the exercise; a name that is being written stays."""
        if self._is_due and not due:
            self._is_open = False
        self._is_due = due
        self._how.layout.display = self._waiting.layout.display = "" if due else "none"
        self._waits.value = waits = self.workshop.room.waits
        set_html(self._waits_told, line("kr-mute", self.text("waits_on" if waits else "waits_off")))
        self._heading.layout.display = self._done_with_it.layout.display = "none" if due else ""
        self.opener.layout.display = "none" if due else ""
        self.widget.layout.display = "" if due or self._is_open else "none"
        if self.has_changed(self.workshop.name):
            self._name.value = self.workshop.name
        offered = tuple(", ".join(self.workshop.choices(by)) for by in BY)
        if offered != self._offered:
            self._offered = offered
            for field, names in zip(self._choices.values(), offered, strict=True):
                field.value = names

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        set_html(self._said, "")
        self.show(due=self._is_due)
        if self._is_open:
            self._name.focus()  # it may be far up the page

    def _let_wait(self, change: dict[str, Any]) -> None:
        try:
            if change["new"] == self.workshop.room.waits:
                return  # it has been shown what someone else has chosen
            self.workshop.set_waiting(change["new"])
            self._problem(None)
        except KerneError as error:
            self._problem(error)
        self._done()

    def _rename(self) -> None:
        self.workshop.rename(self._name.value.strip())
        self._say(self.text("name_saved"))

    def _offer(self) -> None:
        for by, field in self._choices.items():
            self.workshop.set_choices(by, field.value.replace("\n", ",").split(","))
        self.show(due=self._is_due)
        n_roles, n_groups = (len(self.workshop.choices(by)) for by in BY)
        self._say(self.text("choices_saved", roles=n_roles, groups=n_groups))

    def _say(self, said: str) -> None:
        set_html(self._said, f'<div role="status">{line("kr-saved", said)}</div>')
