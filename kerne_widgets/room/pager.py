"""The pager: turns the pages of a picture that takes more than one, here and on the big screen."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import HTML, Button, HBox

from .. import messages
from .pieces import line, set_html


class Pager:
    """Two keys with the page between them; away where all is on one page.

    Parameters
    ----------
    lang
        Language of its words.
    turn
        Called with the page that is wanted.
    """

    def __init__(self, lang: str, turn: Callable[[int], None]) -> None:
        self._lang = lang
        self._turn = turn
        self._page = self._pages = 1
        self._keys = {-1: self._key("‹", "page_before", -1), 1: self._key("›", "page_after", 1)}
        self._where = HTML()
        self.widget = HBox([self._keys[-1], self._where, self._keys[1]])
        self.widget.add_class("kr-pager")
        self.show(1, 1)

    def _key(self, sign: str, name: str, step: int) -> Button:
        key = Button(description=sign, tooltip=messages.text(f"room.{name}", self._lang))
        key.on_click(lambda _: self._press(step))
        return key

    def _press(self, step: int) -> None:
        """Turn at once, also while the last page is being drawn."""
        self._page = min(max(self._page + step, 1), self._pages)
        self._turn(self._page)

    def show(self, page: int, pages: int) -> None:
        """Say which page is shown of how many."""
        self._page, self._pages = min(page, pages), pages
        self._keys[-1].disabled, self._keys[1].disabled = self._page <= 1, self._page >= pages
        set_html(self._where, line("", messages.text("charts.page", self._lang, page=self._page, pages=pages)))
        self.widget.layout.display = "" if pages > 1 else "none"
