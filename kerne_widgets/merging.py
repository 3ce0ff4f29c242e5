"""What someone has said about items that have become one: it is said about the one that stands.

Nothing is rewritten. What was merged is taken apart again, and each item has what was said about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from . import kinds
from .answers import Answer
from .kinds.pairing import SEPARATOR, is_pair, items_of
from .kinds.points import most_each
from .model import Model, Prompt

StandsFor = Callable[[str], str]


def moved(prompt: Prompt, item_id: str, value: Any, stands_for: StandsFor) -> tuple[str, Any]:
    """The item or pair that an answer is about now, and its value now.

    Of two that have become one, an order keeps the better place, and points are added up.
    """
    if not prompt.items_from:
        return item_id, value
    if kinds.is_paired(prompt):
        two = items_of(item_id)
        now = tuple(map(stands_for, two))
        about = item_id if now == two else SEPARATOR.join(sorted(now))
        return about, stands_for(value) if isinstance(value, str) else value
    if not kinds.of(prompt).SPREAD:
        return stands_for(item_id), value
    if value is None or kinds.check(value, prompt):
        return item_id, value
    if isinstance(value, dict):
        points: dict[str, int] = {}
        for one, n in value.items():
            points[stands_for(one)] = min(points.get(stands_for(one), 0) + n, most_each(prompt))
        return item_id, points
    return item_id, list(dict.fromkeys(map(stands_for, value)))


def standing_of_all(
    model: Model, answers: Iterable[Answer], standing_items: Callable[[Prompt], StandsFor]
) -> list[Answer]:
    """Someone's answers to all prompts as they stand; ``standing_items`` gives what stands for the items of one."""
    about_items = {prompt.prompt_id: prompt for prompt in model.prompts_with_votes if prompt.items_from}
    given: dict[str, list[Answer]] = {}
    for answer in answers:
        given.setdefault(answer.prompt_id, []).append(answer)
    found: list[Answer] = []
    for prompt_id, own in given.items():
        prompt = about_items.get(prompt_id)
        found += standing(prompt, own, standing_items(prompt)) if prompt else own
    return found


def standing(prompt: Prompt, answers: Iterable[Answer], stands_for: StandsFor) -> list[Answer]:
    """Someone's answers to a prompt as they stand about the items there are now; of several about one, the newest."""
    found: dict[str, Answer] = {}
    for answer in answers:
        item_id, value = moved(prompt, answer.item_id, answer.value, stands_for)
        if item_id not in found or found[item_id].seq < answer.seq:
            found[item_id] = replace(answer, item_id=item_id, value=value)
    if prompt.items_from and kinds.is_paired(prompt):
        # nobody compares an item with itself
        return [answer for answer in found.values() if is_pair(answer.item_id)]
    return list(found.values())
