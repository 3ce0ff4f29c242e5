"""Answers of every kind, for tests that need a room in which everything has been answered."""

from __future__ import annotations

from kerne_widgets import kinds
from kerne_widgets.answering import Given
from kerne_widgets.kinds.pairing import pairs_of

PEOPLE = 6
TASKS = ("Rengøring", "Medicin", "Samtaler")


def said(prompt_id, number):
    """What the person with a number writes, in words that no other answer has."""
    return f"Svar{number}til{prompt_id.replace('_', '')}"


def answer_all(workshop, people=PEOPLE):
    """Let so many people answer every prompt, in the order of the model; their ids."""
    for task in TASKS:
        workshop.add_task(task)
    ids = [workshop.join() for _ in range(people)]
    for prompt in workshop.model.prompts:
        given = [
            Given(person, prompt.prompt_id, item_id, value)
            for number, person in enumerate(ids)
            for item_id, value in answers_to(workshop, prompt, person, number)
        ]
        workshop.submit_all(given)
    return ids


def answers_to(workshop, prompt, person, number=0):
    """One person's answers to a prompt: each the item it is about, and the value."""
    items = [item.item_id for item in workshop.items(prompt, person)] if prompt.has_items else []
    if prompt.kind == "cards":
        # two have written the same, so that an item is more than one person's
        return [(f"card{number}", said(prompt.prompt_id, number % 3))]
    if prompt.kind == "table":
        # the last field of every third entry is missing
        days = ("2027-03-14" if column.kind == "date" else said(prompt.prompt_id, number) for column in prompt.columns)
        return [(f"entry{number}", "\n".join(list(days)[: len(prompt.columns) - (number % 3 == 0)]))]
    if prompt.kind == "ladder":
        rungs = [said(prompt.prompt_id, f"{step}trin") for step in range(2)]
        return [("", [{"start": said(prompt.prompt_id, "mål"), "rungs": rungs, "reached": True}])]
    if prompt.kind == "ranking":
        return [("", items)]
    if prompt.kind == "points":
        return [("", dict.fromkeys(items[: min(2, prompt.budget)], prompt.max_each or prompt.budget // 2))]
    if prompt.kind == "pairs":
        return [(pair.pair_id, min(pair.first, pair.second)) for pair in pairs_of(items, person, prompt.pairs_max)]
    if prompt.kind == "pair_scale":
        return [(pair.pair_id, 4) for pair in pairs_of(items, person, prompt.pairs_max)]
    value = {
        "short_text": said(prompt.prompt_id, number),
        "long_text": said(prompt.prompt_id, number),
        "scale": 2,
        "choice": prompt.options[0].key if prompt.options else None,
        "sort": prompt.options[0].key if prompt.options else None,
        "placement": {"centrality": 1, "hours_week": 2.5} if prompt.hours_max else {"centrality": 1},
        "gap": {"now": 2, "wanted": 4},
        "quadrant": {"x": 2, "y": 4},
        "circles": 4,
        "date": "2025-03",
    }[prompt.kind]
    return [(item_id, value) for item_id in items] if kinds.is_itemised(prompt) else [("", value)]
