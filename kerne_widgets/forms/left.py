"""What was written in a round that is over and did not arrive, told to its writer until that has been seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import text
from .elements import box, button, close, escaped, markup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Left:
    """A sentence, the words that are left, and a key that lets them go.

    Parameters
    ----------
    lang
        Language of the sentence.
    seen
        Called when the writer has seen it.

    Attributes
    ----------
    widget
        What to show.
    """

    def __init__(self, lang: str, seen: Callable[[], None]) -> None:
        self._lang = lang
        self._said = markup("")
        key = button(text("page.left_seen", lang))
        key.on_click(lambda _button: seen())
        self.widget = box([self._said, key], "kerne-older", "kerne-behind", "is-nothing")

    def show(self, left: Sequence[Sequence[str]]) -> None:
        """Show what is left of each answer, of a choice no words; nothing where none is left."""
        words = [word for words in left for word in words]
        said = text("page.left_words" if words else "page.left_choice", self._lang)
        parts = "".join(f'<p class="kerne-older-text" dir="auto">{escaped(word)}</p>' for word in words)
        self._said.value = f'<p role="status">{escaped(said)}</p>{parts}' if left else ""
        (self.widget.remove_class if left else self.widget.add_class)("is-nothing")

    def close(self) -> None:
        """Close the widgets."""
        close(self.widget)
