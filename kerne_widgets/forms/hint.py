"""A hint under a field: something to consider about the words, when typing has paused; one tap puts it away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from ..messages import text
from ..model import WordingRule
from ..wording import Hint as Found
from ..wording import hints
from .elements import box, button, escaped, markup

# longer than the page lets pass between two savings of one who goes on typing
PAUSE_S = 3.3


class Hint:
    """At most one hint at a time. It never stands in the way of an answer, and one put away does not come back.

    Parameters
    ----------
    rules
        What it may speak about, what matters most first.
    lang
        Language of what is written, and of the hint.

    Attributes
    ----------
    widget
        What to show; it takes no room while there is nothing to say.
    shown
        The hint that is shown, if any.
    """

    def __init__(self, rules: Sequence[WordingRule], lang: str) -> None:
        self._rules = list(rules)
        self._lang = lang
        self._due: asyncio.TimerHandle | None = None
        self._said = markup("", "kerne-hint-said")
        put_away = button(text("page.hint_close", lang), "kerne-hint-close")
        put_away.on_click(lambda _button: self._put_away())
        self.widget = box([self._said, put_away], "kerne-hint", "is-nothing")
        self.shown: Found | None = None

    def consider(self, texts: Iterable[str], pause_s: float = PAUSE_S) -> None:
        """Look at what is written, the newest first: a hint is taken back at once, and given when typing has paused."""
        written = [written for written in texts if written]
        if self._due:
            self._due.cancel()
            self._due = None
        found = self._find(written)
        if found is None or (self.shown and found.key == self.shown.key):
            self._show(found)
            return
        self._show(None)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._show(found)  # a plain script has no loop, and nobody who is typing
            return
        self._due = loop.call_later(pause_s, self._show, found)

    def close(self) -> None:
        """Say nothing more."""
        if self._due:
            self._due.cancel()

    def _find(self, texts: Iterable[str]) -> Found | None:
        return next((found for written in texts for found in hints(written, self._rules, self._lang)), None)

    def _put_away(self) -> None:
        if self.shown:
            self._rules = [rule for rule in self._rules if rule.key != self.shown.key]
        self._show(None)

    def _show(self, found: Found | None) -> None:
        self.shown = found
        said = f'<p class="kerne-hint-text">{escaped(found.question)}</p><p>{escaped(found.why)}</p>' if found else ""
        if self._said.value != said:
            self._said.value = said
        (self.widget.remove_class if found else self.widget.add_class)("is-nothing")
