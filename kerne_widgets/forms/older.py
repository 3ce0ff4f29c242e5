"""A text that the phone kept and a newer answer has overtaken, offered beside that answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import text as sentence
from .elements import box, button, close, escaped, markup

if TYPE_CHECKING:
    from collections.abc import Callable


class Older:
    """What was written, a key that takes it after all, and one that lets it go.

    Parameters
    ----------
    text
        The phone's copy.
    told
        The same as people read it.
    lang
        Language of what is said about it.
    decide
        Called with the text when it is to be the answer, with ``None`` when it can go.

    Attributes
    ----------
    widget
        What to show.
    """

    def __init__(self, text: str, told: str, lang: str, decide: Callable[[str | None], None]) -> None:
        self.text = text
        about = escaped(sentence("page.older_said", lang))
        said = f'<p>{about}</p><p class="kerne-older-text" dir="auto">{escaped(told)}</p>'
        use = button(sentence("page.older_use", lang), "kerne-older-use")
        drop = button(sentence("page.older_drop", lang), "kerne-older-drop")
        use.on_click(lambda _button: decide(text))
        drop.on_click(lambda _button: decide(None))
        self.widget = box([markup(said), box([use, drop], "kerne-older-keys")], "kerne-older")

    def close(self) -> None:
        """Close the widgets."""
        close(self.widget)
