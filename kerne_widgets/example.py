"""The example workshop: a fictional team, clearly marked, the same each time it is made.

Its texts and how its answers are spread are content, in ``data/example.toml``; this module deals them out
to participants from a seed.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from .messages import DEFAULT_LANG
from .model import Prompt
from .places import shipped
from .store import Store
from .workshop import Given, Workshop, create_workshop


def make_example(store: Store | None = None, lang: str = DEFAULT_LANG) -> Workshop:
    """A filled workshop, marked as an example: 18 participants, 14 tasks, answers to every prompt it has texts for.

    Parameters
    ----------
    store
        Where to make it; default as in :func:`kerne_widgets.create_workshop`.
    lang
        Language of its pages and of its answers.
    """
    script = _script()
    dice = random.Random(script["seed"])
    workshop = create_workshop(script["name"][lang], lang=lang, store=store, example=True)
    roles = [role[lang] for role in script["roles"] for _ in range(role["n"])]
    people = [workshop.join(role=role) for role in roles]
    tasks = [workshop.add_task(task["text"][lang]) for task in script["tasks"]]
    asked = [prompt for prompt in workshop.model.prompts if prompt.prompt_id in script["answers"]]
    # sorting is about cards, so the cards must be there first
    for itemised in (False, True):
        workshop.submit_all(
            [
                given
                for prompt in asked
                if (prompt.kind == "sort") == itemised
                for given in _deal(workshop, prompt, script["answers"][prompt.prompt_id], people, dice)
            ]
        )
    for prompt in workshop.model.prompts_of_kind("placement"):
        workshop.submit_all(list(_place(prompt, script["tasks"], tasks, people, dice)))
    return workshop


@cache
def _script() -> dict[str, Any]:
    with (shipped("data") / "example.toml").open("rb") as source:
        return tomllib.load(source)


def _deal(
    workshop: Workshop, prompt: Prompt, spread: dict[str, Any], people: list[str], dice: random.Random
) -> Iterator[Given]:
    lang = workshop.lang
    shuffled = dice.sample(people, len(people))
    if prompt.kind in ("short_text", "long_text"):
        for person, text in zip(shuffled, spread["texts"], strict=False):
            yield Given(person, prompt.prompt_id, "", text[lang])
    elif prompt.kind == "cards":
        for i, card in enumerate(spread["texts"]):
            for person in dice.sample(people, card.get("n", 1)):
                yield Given(person, prompt.prompt_id, f"card{i}", card[lang])
    elif prompt.kind == "scale":
        steps = [step for step, n in enumerate(spread["steps"], 1) for _ in range(n)]
        for person, step in zip(shuffled, steps, strict=False):
            yield Given(person, prompt.prompt_id, "", step)
    elif prompt.kind == "choice":
        keys = [
            option.key for option, n in zip(prompt.options, spread["steps"], strict=True) for _ in range(n)
        ]
        for person, key in zip(shuffled, keys, strict=False):
            yield Given(person, prompt.prompt_id, "", key)
    elif prompt.kind == "sort":
        yield from _sort(workshop, prompt, spread, people, dice)


def _sort(
    workshop: Workshop, prompt: Prompt, spread: dict[str, Any], people: list[str], dice: random.Random
) -> Iterator[Given]:
    first, second = (option.key for option in prompt.options)
    items = workshop.items(prompt)
    for item, n_first in zip(items, spread["first"], strict=False):
        chosen = set(dice.sample(people, n_first))
        for person in people:
            yield Given(person, prompt.prompt_id, item.item_id, first if person in chosen else second)


def _place(
    prompt: Prompt, script: list[dict[str, Any]], tasks: list[str], people: list[str], dice: random.Random
) -> Iterator[Given]:
    for task, task_id in zip(script, tasks, strict=True):
        rings = [ring for ring, n in enumerate(task["rings"]) for _ in range(n)]
        for person, ring in zip(dice.sample(people, len(people)), rings, strict=False):
            hours = max(0.5, round(dice.gauss(task["hours"], task["hours"] / 4) * 2) / 2)
            yield Given(person, prompt.prompt_id, task_id, {"centrality": ring, "hours_week": hours})
