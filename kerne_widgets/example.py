"""The example workshop: a fictional team, clearly marked, the same each time it is made.

Its texts and how its answers are spread are content, in ``data/example.toml``; this module deals them out
to participants from a seed.
"""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from . import kinds
from .answering import Given
from .example_outcome import add_outcome
from .messages import DEFAULT_LANG
from .model import Prompt
from .places import shipped
from .scattering import dated, days_from, ladders_of, scatter
from .store import Store
from .weighing import weigh
from .workshop import Workshop, create_workshop

Table = Mapping[str, Any]

WEIGHED = ("ranking", "points", "pairs", "pair_scale")
SCATTERED = ("gap", "quadrant", "circles", "placement")
# what the example must hold for a prompt of a kind; a prompt that own content has made another kind of is passed by
SPREADS = {
    "short_text": "texts",
    "long_text": "texts",
    "cards": "texts",
    "table": "texts",
    "scale": "steps",
    "choice": "steps",
    "sort": "first",
    "ranking": "weights",
    "points": "weights",
    "pairs": "weights",
    "pair_scale": "between",
    "gap": "middles",
    "quadrant": "middles",
    "circles": "middles",
    "placement": "middles",
    "date": "days",
    "ladder": "ladders",
}
AFTER_CARDS = {"sort", *WEIGHED, *SCATTERED}


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
    workshop = create_workshop(script["name"][lang], lang=lang, store=store, example=True)
    roles = [i for i, role in enumerate(script["roles"]) for _ in range(role["n"])]
    cast = _Cast(script["seed"], {workshop.join(role=script["roles"][i][lang]): i for i in roles})
    asked = {
        prompt: script["answers"][prompt.prompt_id]
        for prompt in workshop.model.prompts
        if SPREADS.get(prompt.kind) in script["answers"].get(prompt.prompt_id, {})
    }
    plain = [(prompt, spread) for prompt, spread in asked.items() if prompt.kind not in AFTER_CARDS]
    workshop.submit_all([given for prompt, spread in plain for given in _deal(workshop, prompt, spread, cast)])
    # the tasks come from the participants' cards, and sorting is about cards too: they must be there first
    proposed = {proposal.text: proposal.refs for proposal in workshop.proposals()}
    tasks = {
        workshop.add_task(task["text"][lang], proposed.get(task["text"][lang], ())): task for task in script["tasks"]
    }
    weighed = [(prompt, spread) for prompt, spread in asked.items() if prompt.kind in WEIGHED]
    scattered = [(prompt, spread) for prompt, spread in asked.items() if prompt.kind in SCATTERED]
    sorts = [(prompt, spread) for prompt, spread in asked.items() if prompt.kind == "sort"]
    workshop.submit_all(
        [given for prompt, spread in sorts for given in _sort(workshop, prompt, spread["first"], cast)]
        + [given for prompt, spread in weighed for given in _weigh(workshop, prompt, spread, cast)]
        + [given for prompt, spread in scattered for given in _scatter(workshop, prompt, spread, cast)]
        + [given for prompt in workshop.model.task_placements for given in _place(prompt, tasks, cast)]
    )
    add_outcome(workshop, script, lang)
    return workshop


@dataclass(frozen=True)
class _Cast:
    """Those who answer, with the number of their role, and the dice that decide who says what."""

    seed: int
    roles: dict[str, int]

    def dice(self, about: str) -> random.Random:
        """Dice of its own for each thing, so that a new prompt changes no answer to another one."""
        return random.Random(f"{self.seed} {about}")  # noqa: S311 -- the example is to be the same each time

    def shuffled(self, about: str) -> list[str]:
        return self.dice(about).sample(list(self.roles), len(self.roles))

    def by_mood(self, about: str) -> list[str]:
        """The low first: who is low about one thing tends to be low about others."""
        moods, dice = self.shuffled("mood"), self.dice(about)
        return sorted(moods, key=lambda person: moods.index(person) + dice.gauss(0, len(moods) / 4))

    def role_first(self, role: int | None, about: str) -> list[str]:
        """Those of a role tend to come first; with no role, a plain shuffle."""
        people, dice = self.shuffled(about), self.dice(f"{about} role")
        return people if role is None else sorted(people, key=lambda p: (self.roles[p] != role) + dice.gauss(0, 0.4))


@cache
def _script() -> dict[str, Any]:
    with (shipped("data") / "example.toml").open("rb") as source:
        return tomllib.load(source)


def _deal(workshop: Workshop, prompt: Prompt, spread: Table, cast: _Cast) -> Iterator[Given]:
    lang = workshop.lang
    if prompt.is_list:
        yield from _deal_cards(prompt, spread["texts"], lang, cast)
    elif SPREADS[prompt.kind] == "texts":
        # one row of the model is one train of thought, such as an action plan: its texts stay together
        people = cast.shuffled(workshop.model.exercise(prompt.exercise_id).row)
        texts = [text[lang] for text in spread["texts"] for _ in range(text.get("n", 1))]
        for person, text in zip(people, texts, strict=False):
            yield Given(person, prompt.prompt_id, "", text)
    elif prompt.kind == "date":
        people = cast.shuffled(workshop.model.exercise(prompt.exercise_id).row)
        today = dt.datetime.now(dt.UTC).date()
        for person, day in zip(people, days_from(today, spread["days"], prompt), strict=False):
            yield Given(person, prompt.prompt_id, "", day)
    elif prompt.kind == "ladder":
        dealt = ladders_of(spread["ladders"], cast.shuffled(prompt.prompt_id), lang)
        yield from (Given(person, prompt.prompt_id, "", ladders) for person, ladders in dealt.items())
    else:
        allowed = range(1, prompt.steps + 1) if prompt.kind == "scale" else [option.key for option in prompt.options]
        values = [value for value, n in zip(allowed, spread["steps"], strict=False) for _ in range(n)]
        people = cast.by_mood(prompt.exercise_id) if prompt.kind == "scale" else cast.shuffled(prompt.prompt_id)
        for person, value in zip(people, values, strict=False):
            yield Given(person, prompt.prompt_id, "", value)


def _deal_cards(prompt: Prompt, cards: list[Table], lang: str, cast: _Cast) -> Iterator[Given]:
    if prompt.gathers == "tasks":
        cards = [{**task["text"], "n": task["cards"]} for task in _script()["tasks"]] + cards
    dice, today = cast.dice(prompt.prompt_id), dt.datetime.now(dt.UTC).date()
    held: Counter[str] = Counter()
    for i, card in enumerate(cards):
        free = [p for p, role in cast.roles.items() if held[p] < prompt.max_items and role == card.get("role", role)]
        for person in dice.sample(free, min(card.get("n", 1), len(free))):
            held[person] += 1
            yield Given(person, prompt.prompt_id, f"card{i}", dated(card[lang], today))


def _sort(workshop: Workshop, prompt: Prompt, n_first: list[int], cast: _Cast) -> Iterator[Given]:
    first, second = (option.key for option in prompt.options)
    for i, (item, n) in enumerate(zip(workshop.items(prompt), n_first, strict=False)):
        for place, person in enumerate(cast.shuffled(f"{prompt.prompt_id} {i}")):
            yield Given(person, prompt.prompt_id, item.item_id, first if place < n else second)


def _weigh(workshop: Workshop, prompt: Prompt, spread: Table, cast: _Cast) -> Iterator[Given]:
    item_ids = [item.item_id for item in workshop.items(prompt)]
    for person in cast.shuffled(prompt.prompt_id)[: spread.get("n", len(cast.roles))]:
        who = f"{prompt.prompt_id} {list(cast.roles).index(person)}"
        for item_id, value in weigh(prompt, item_ids, spread, who, cast.dice(who)):
            yield Given(person, prompt.prompt_id, item_id, value)


def _scatter(workshop: Workshop, prompt: Prompt, spread: Table, cast: _Cast) -> Iterator[Given]:
    item_ids = [item.item_id for item in workshop.items(prompt)] if kinds.is_itemised(prompt) else [""]
    for person in cast.shuffled(prompt.prompt_id)[: spread.get("n", len(cast.roles))]:
        dice = cast.dice(f"{prompt.prompt_id} {list(cast.roles).index(person)}")
        for item_id, value in scatter(prompt, item_ids, spread, dice):
            yield Given(person, prompt.prompt_id, item_id, value)


def _place(prompt: Prompt, tasks: Mapping[str, Table], cast: _Cast) -> Iterator[Given]:
    for number, (task_id, task) in enumerate(tasks.items()):
        about = f"{prompt.prompt_id} {number}"
        rings = [ring for ring, n in enumerate(task["rings"]) for _ in range(n)]
        dice = cast.dice(f"{about} hours")
        for person, ring in zip(cast.role_first(task.get("role"), about), rings, strict=False):
            usual = task["hours"][cast.roles[person]]
            hours = max(0.5, round(dice.gauss(usual, usual / 5) * 2) / 2) if usual else 0.0
            yield Given(person, prompt.prompt_id, task_id, {"centrality": ring, "hours_week": hours})
