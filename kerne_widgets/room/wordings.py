"""The wordings of the core task in the control room: the facilitator writes the next from the participants' own."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, HBox, Textarea, VBox

from .. import messages
from ..deciding import newest_round, prompts_gathering
from ..forms.hint import Hint
from ..outcome import VERSION, Version
from .panel import Panel
from .pieces import line

SHOWN_MAX = 12
Seen = tuple[list[Version], list[str]]


class Wordings(Panel):
    """A field for the next version, the versions there are, and the participants' sentences."""

    def build(self) -> None:
        """Make what is shown."""
        self._next = Textarea(description=self.text("wording_next"), rows=3)
        form = VBox([self._next])
        form.add_class("kr-form")
        self.hint = Hint(self.workshop.model.wording, self.workshop.lang)
        self._next.observe(self._on_written, "value")
        self._back = self.button(self.text("undo"), lambda: self.workshop.take_back(VERSION), "kr-quiet")
        self._versions = VBox()
        self._sentences = VBox()
        self.widget.children = (
            self.heading("wordings"),
            form,
            self.hint.widget,
            HBox([self.button(self.text("wording_save"), self._save, "kr-main"), self._back]),
            self._versions,
            self._sentences,
        )

    def read(self) -> Seen:
        """The versions, and what participants have written most recently, the newest prompt first."""
        asked = [prompt.prompt_id for prompt in prompts_gathering(self.workshop.model, "wording")]
        given = (a for a in self.workshop.answers_of_all_rounds() if a.prompt_id in asked and a.value)
        answers = [answer for answer in given if not self.workshop.is_hidden(answer)]
        answers = sorted(newest_round(answers), key=lambda answer: (-asked.index(answer.prompt_id), answer.seq))
        sentences = list(dict.fromkeys(str(answer.value).strip() for answer in answers))
        return list(self.workshop.version_list()), sentences

    def show(self, seen: Seen) -> None:
        """Show them; what the facilitator is writing stays."""
        if not self.has_changed(seen):
            return
        versions, sentences = seen
        self._back.disabled = not versions
        if versions and not self._next.value:
            self._next.value = versions[-1].text
        heading = HTML(line("kr-phase", self.text("versions_so_far", len(versions)), "h4"))
        self.fill(self._versions, [heading, *(self._version(version) for version in reversed(versions))])
        heading = HTML(line("kr-phase", self.text("sentences", len(sentences)), "h4"))
        self.fill(self._sentences, [heading, *(self._sentence(s) for s in sentences[:SHOWN_MAX])])

    def _version(self, version: Version) -> VBox:
        when = messages.date(version.written_at, self.workshop.lang)
        name = messages.text("charts.version", self.workshop.lang, number=version.number)
        return self._card(
            line("kr-card-text kr-strong", version.text) + line("kr-mute", f"{name} · {when}"), version.text, "replace"
        )

    def _sentence(self, sentence: str) -> VBox:
        return self._card(line("kr-card-text", sentence), sentence, "add")

    def _card(self, said: str, words: str, how: str) -> VBox:
        def use() -> None:
            if how == "replace":
                self._next.value = words
            else:
                self._next.value = f"{self._next.value.rstrip()}\n{words}".strip()

        label = self.text("wording_again" if how == "replace" else "wording_use")
        rows: list[Any] = [HTML(said), HBox([self.button(label, use)])]
        card = VBox(rows)
        card.add_class("kr-card")
        return card

    def _on_written(self, change: dict[str, Any]) -> None:
        self.hint.consider([change["new"]])

    def _save(self) -> None:
        version = self.workshop.add_version(self._next.value)
        self._next.value = version.text
