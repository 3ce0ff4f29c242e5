"""What the forms have in common whose answer is made of several items on the phone."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from ..merging import moved
from .composer import Composer
from .elements import field_classes, layout
from .prompt_form import PromptForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets

    from ..items import Item
    from ..model import Prompt


class ComposedForm(PromptForm):
    """A composer, and its text read as an answer."""

    MODE = ""
    WORDS: tuple[str, ...] = ()

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        self._composer = Composer(
            mode=self.MODE,
            labels={word: self.say(f"{self.MODE}_{word}") for word in ("empty", *self.WORDS)} | self._names(),
            layout=layout(),
            _dom_classes=("kerne-composer", *field_classes(self.prompt.prompt_id)),
        )
        self._show_value()
        self.follow_room()
        self._composer.observe(self._on_composed, "value")
        return [self._composer]

    def follow_room(self) -> None:
        """Take in what has come to be answered about, and what has gone."""
        items = self._items()
        self._composer.options = self._options(items)
        self._follow_merges()
        self._composer.items = [{"id": item.item_id, "text": item.text} for item in items]

    def _follow_merges(self) -> None:
        """What is made of items that have become one is made of that one; what is not stored yet stays."""
        written = self.read(self._composer.value)
        _, value = moved(self.prompt, "", written, self.saving.workshop.standing_items(self.prompt))
        if value != written:
            self._composer.value = self.write(value)

    def _names(self) -> dict[str, str]:
        """Words that the prompt brings."""
        return {}

    def _options(self, items: Sequence[Item]) -> dict[str, Any]:
        """What the composer must know of the prompt."""
        raise NotImplementedError

    @classmethod
    @abstractmethod
    def write(cls, value: Any) -> str:
        """A value as the composer's text."""

    @classmethod
    @abstractmethod
    def read(cls, written: str) -> Any:
        """The composer's text as a value; the kind says whether it is allowed."""

    @classmethod
    def from_draft(cls, prompt: Prompt, draft: str) -> Any:  # noqa: ARG003
        """The value that the phone's copy stands for."""
        return cls.read(draft) or None

    @classmethod
    def as_draft(cls, prompt: Prompt, value: Any) -> str:  # noqa: ARG003
        """The composer's text for a value."""
        return cls.write(value) if value else ""

    def marks(self) -> dict[str, Any]:
        """The text that is committed."""
        return {self.prompt.prompt_id: self._mark(self._composer.value)}

    def _show_value(self) -> None:
        shown = self.value
        if self.read(self._composer.value) != (shown or self.read("")):
            self._composer.value = self.write(shown) if shown else ""

    def _on_composed(self, change: dict[str, Any]) -> None:
        value = self.read(change["new"]) or None
        if value != self.value:
            self._answer(value)
        else:
            self.saving.look(self.prompt.prompt_id)


def read_entries(written: str) -> dict[str, str]:
    """``id=value`` with commas between, by id."""
    return {name: value for name, _, value in (part.partition("=") for part in written.split(",") if part)}


def write_entries(entries: Mapping[str, Any]) -> str:
    """Entries as the composer writes them."""
    return ",".join(f"{name}={value}" for name, value in entries.items())
