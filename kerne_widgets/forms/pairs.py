"""Comparing items two at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..kinds.pairing import Pair, pairs_of
from .composed import ComposedForm, read_entries, write_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets

    from ..items import Item
    from ..model import Prompt
    from .saving import Saving


class Form(ComposedForm):
    """One pair at a time. ``value``: ``{pair: the item preferred, or "equal"}``."""

    MODE = "pairs"
    WORDS = ("at", "of", "back", "skip", "equal", "done", "some")

    def _controls(self) -> Sequence[ipywidgets.Widget]:
        self._pairs: dict[str, Pair] = {}
        return super()._controls()

    def _options(self, items: Sequence[Item]) -> dict[str, Any]:
        item_ids = [item.item_id for item in items]
        given = self.saving.given(self.prompt.prompt_id)
        # the pair in hand stays when cards come, and no pair changes sides
        in_hand = [pair_id for pair_id in self._pairs if pair_id not in given][:1]
        pairs = pairs_of(item_ids, self.saving.seat, self.prompt.pairs_max, [*given, *in_hand])
        self._pairs = {pair.pair_id: self._pairs.get(pair.pair_id, pair) for pair in pairs}
        return {"pairs": [[pair_id, pair.first, pair.second] for pair_id, pair in self._pairs.items()]}

    def _follow_merges(self) -> None:
        self._show_value()  # every pair is stored as it is answered

    @property
    def value(self) -> dict[str, Any] | None:
        """What was said of each pair; None when nothing was."""
        return self.saving.given(self.prompt.prompt_id) or None

    @value.setter
    def value(self, value: dict[str, Any] | None) -> None:
        answer_pairs(self.saving, self.prompt, value or {})
        self._show_value()

    @classmethod
    def take_draft(cls, saving: Saving, prompt: Prompt, item_id: str, draft: str) -> bool:  # noqa: ARG003
        """Answer each pair that the phone's copy holds."""
        wanted = cls.read(draft)
        answer_pairs(saving, prompt, wanted)
        return not any(saving.is_waiting(prompt.prompt_id, pair_id) for pair_id in wanted)

    @classmethod
    def held(cls, saving: Saving, prompt: Prompt, item_id: str) -> str:  # noqa: ARG003
        """All pairs that were answered."""
        return cls.as_draft(prompt, saving.given(prompt.prompt_id))

    @classmethod
    def write(cls, value: dict[str, Any]) -> str:
        """``pair=answer`` with commas between."""
        return write_entries(value)

    @classmethod
    def read(cls, written: str) -> dict[str, Any]:
        """What was said of each pair."""
        return dict(read_entries(written))

    def marks(self) -> dict[str, Any]:
        """The text that is committed, when all of it is."""
        prompt_id = self.prompt.prompt_id
        written = self.read(self._composer.value)
        # each pair is stored by itself, and told of before the next one is
        settled = self.saving.given(prompt_id) == written and all(
            self.saving.is_settled(prompt_id, pair_id) for pair_id in written
        )
        return {prompt_id: self._mark(self._composer.value) if settled else None}

    def _on_composed(self, change: dict[str, Any]) -> None:
        answer_pairs(self.saving, self.prompt, self.read(change["new"]))
        self.saving.look(self.prompt.prompt_id)


def answer_pairs(saving: Saving, prompt: Prompt, wanted: dict[str, Any]) -> None:
    """Make the answers that stand those that are wanted."""
    given = saving.given(prompt.prompt_id)
    for pair_id in given.keys() - wanted.keys():
        saving.save(prompt, None, pair_id)
    for pair_id, value in wanted.items():
        if given.get(pair_id) != value:
            saving.save(prompt, value, pair_id)
