"""Whether an answer from a file fits a workshop: the rounds and items there are, and the cards there is room for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from . import kinds
from .cells import SHOWN_MAX, Unfit
from .errors import Problem
from .gathering import plain_wording, short_id
from .kinds.pairs import check_winner

if TYPE_CHECKING:
    from .answering import Given
    from .answers import Answer
    from .model import Model, Prompt

# the id of a card follows from its wording, so one that its writer has taken back since is known by its shape alone
CARD_ID = re.compile(r"[0-9a-f]{16}")


class Fitting:
    """What an answer must fit besides its kind. It remembers those that were good, for later ones may be about them.

    Parameters
    ----------
    model
        The content.
    answers
        Those that stand in the workshop.
    tasks
        Ids of the tasks there are, or that come with the file.
    last_round
        The last round there is, or that can be opened without leaving one out.
    """

    def __init__(self, model: Model, answers: Iterable[Answer], tasks: Collection[str], last_round: int) -> None:
        self._model = model
        self._tasks = tasks
        self._last_round = last_round
        self._sources = {prompt.items_from for prompt in model.prompts_with_votes}
        self._own: dict[tuple[str, str, int], set[str]] = {}
        self._written: dict[str, set[str]] = {}
        for answer in answers:
            self._remember(answer)

    def require(self, given: Given, items: Mapping[str, int]) -> None:
        """Raise ``Unfit`` when an answer does not fit; else remember it. ``items`` has the row of each it is about."""
        prompt = self._model.prompt(given.prompt_id)
        if given.round_number > self._last_round:
            raise Unfit(Problem("cli.row_round_gap", value=given.round_number, missing=self._last_round + 1))
        for item_id, number in items.items():
            if not self._is_item(prompt, item_id):
                problem = Problem("cli.row_item_unknown", value=item_id[:SHOWN_MAX], prompt=prompt.prompt_id)
                raise Unfit(problem, number)
        problems = check_winner(given.value, given.item_id, prompt) if prompt.kind == "pairs" else []
        if problems:
            raise Unfit(problems[0])
        own = self._own.get((given.participant_id, given.prompt_id, given.round_number), set())
        if kinds.makes_items(prompt) and given.item_id not in own and len(own) >= prompt.max_items:
            raise Unfit(Problem("cli.row_cards", limit=prompt.max_items))
        self._remember(given)

    def _is_item(self, prompt: Prompt, item_id: str) -> bool:
        if prompt.items:
            return item_id in {option.key for option in prompt.items}
        if prompt.is_about_tasks:
            return item_id in self._tasks
        if prompt.items_from:
            return item_id in self._written.get(prompt.items_from, ()) or bool(CARD_ID.fullmatch(item_id))
        return True

    def _remember(self, answer: Answer | Given) -> None:
        whose = answer.participant_id, answer.prompt_id, answer.round_number
        self._own.setdefault(whose, set()).add(answer.item_id)
        if answer.prompt_id in self._sources and isinstance(answer.value, str):
            self._written.setdefault(answer.prompt_id, set()).add(short_id(plain_wording(answer.value)))
