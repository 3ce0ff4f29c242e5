"""What the room words together, in the control room: the facilitator writes the next from people's sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from ipywidgets import HTML, Button, HBox, Textarea, VBox

from .. import messages
from ..deciding import newest_round
from ..errors import KerneError
from ..forms.hint import Hint
from ..model import SharedWording
from ..outcome import VERSION, Version
from ..workshop import Workshop
from .panel import Panel, Row
from .pieces import line, set_html

SHOWN_MAX = 12
Seen = tuple[list[Version], list[str], list[str]]


class Wordings(Panel):
    """A field for the next version of one shared wording, the versions there are, and the participants' sentences.

    Parameters
    ----------
    shared
        What is worded.
    workshop, done, problem
        As for :class:`Panel`.
    """

    def __init__(
        self,
        shared: SharedWording,
        workshop: Workshop,
        done: Callable[[], None],
        problem: Callable[[KerneError | None], None],
    ) -> None:
        self._wording_id = shared.wording_id
        self._title = shared.title(workshop.lang)
        self._asked = workshop.model.prompts_wording(shared.wording_id)
        super().__init__(workshop, done, problem)

    def build(self) -> None:
        """Make what is shown."""
        self._shown_max = SHOWN_MAX
        self._save_it = self.button(self.text("wording_save"), self._save, "kr-main")
        self._for = HTML()
        self._next = Textarea(description=self.text("wording_next"), rows=3)
        form = VBox([self._next])
        form.add_class("kr-form")
        rules = dict.fromkeys(rule for prompt in self._asked for rule in self.workshop.model.rules_for(prompt))
        self.hint = Hint(tuple(rules), self.workshop.lang)
        self._next.observe(self._on_written, "value")
        self._back = self.button(self.text("undo"), self._take_back, "kr-quiet")
        self._versions = VBox()
        self._sentences = VBox()
        self._sentences.add_class("kr-grid")
        self.widget.children = (
            self.heading("wordings", wording=self._title),
            self._for,
            form,
            self.hint.widget,
            HBox([self._save_it, self._back]),
            self._versions,
            self._sentences,
        )

    def read(self) -> Seen:
        """The versions, what participants have written most recently, the newest prompt first, and whom it is for."""
        asked = [prompt.prompt_id for prompt in self._asked]
        given = (a for a in self.workshop.answers_of_all_rounds() if a.prompt_id in asked and a.value)
        answers = [answer for answer in given if not self.workshop.is_hidden(answer)]
        answers = sorted(newest_round(answers), key=lambda answer: (-asked.index(answer.prompt_id), answer.seq))
        sentences = list(dict.fromkeys(str(answer.value).strip() for answer in answers))
        groups = [group.text for group in self.workshop.primary_groups()]
        return self._version_list(), sentences, groups

    def _version_list(self) -> list[Version]:
        return self.workshop.version_list(self._wording_id)

    def show(self, seen: Seen) -> None:
        """Show them; what the facilitator is writing stays."""
        if not self.has_changed((seen, self._shown_max)):
            return
        versions, sentences, groups = seen
        self._for.layout.display = "" if groups else "none"
        set_html(self._for, line("kr-strong", self.text("wording_for", len(groups), groups=" · ".join(groups))))
        self._back.disabled = not versions
        if versions and not self._next.value:
            self._next.value = versions[-1].text
        so_far = ((version, partial(self._version, version)) for version in reversed(versions))
        self._headed(self._versions, "versions_so_far", so_far, len(versions))
        shown: list[Row] = [(sentence, partial(self._sentence, sentence)) for sentence in sentences[: self._shown_max]]
        n_more = len(sentences) - self._shown_max
        if n_more > 0:
            shown.append(self.key("more", self.text("more_proposals", n_more), self._show_more))
        self._headed(self._sentences, "sentences", shown, len(sentences))
        self._show_save()

    def _show_more(self) -> None:
        self._shown_max += SHOWN_MAX

    def _show_save(self) -> None:
        """A wording that is the newest version already needs no saving."""
        newest = self._version_list()[-1:]
        self._save_it.disabled = self._next.value.strip() in ("", *(version.text for version in newest))

    def _headed(self, box: VBox, key: str, rows: Iterable[Row], n: int) -> None:
        """Fill a box; nothing is told of what there is none of."""
        heading = self.words(line("kr-phase", self.text(key, n), "h4"))
        self.fill(box, [heading, *rows] if n else [])

    def _version(self, version: Version) -> VBox:
        when = messages.date(version.written_at, self.workshop.lang)
        name = messages.text("charts.version", self.workshop.lang, number=version.number)
        said = line("kr-card-text kr-strong", version.text) + line("kr-mute", f"{name} · {when}")
        card = VBox([HTML(said), HBox([self.button(self.text("wording_again"), lambda: self._go_on_from(version))])])
        card.add_class("kr-card")
        return card

    def _sentence(self, sentence: str) -> Button:
        button = self.button(
            sentence, lambda: self._write(f"{self._next.value.rstrip()}\n{sentence}".strip()), "kr-take"
        )
        button.tooltip = self.text("wording_use", sentence=sentence)
        return button

    def _go_on_from(self, version: Version) -> None:
        written = self._next.value.strip()
        if written and written not in [one.text for one in self._version_list()]:
            raise KerneError("room.wording_unsaved")
        self._write(version.text)

    def _write(self, words: str) -> None:
        self._next.value = words
        self._next.focus()  # it may be far up the page

    def _on_written(self, change: dict[str, Any]) -> None:
        self.hint.consider([change["new"]])
        self._show_save()

    def _save(self) -> None:
        version = self.workshop.add_version(self._next.value, self._wording_id)
        self._next.value = version.text

    def _take_back(self) -> None:
        self.workshop.take_back(VERSION, self._wording_id)
