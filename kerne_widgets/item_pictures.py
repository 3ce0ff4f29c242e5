"""Pictures of what is said of several items at once: orders, points, and pairs; frames in, charts out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from . import charts, measures
from .kinds.pairing import items_of
from .kinds.pairs import EQUAL
from .kinds.points import is_vote
from .model import Prompt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .workshop import Workshop

Options = dict[str, Any]


def plot_ranking(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: Options) -> Figure:
    """Items by Borda points; those that a person left out share the places below the others."""
    names, ranked = _items(workshop, prompt), _about_survivors(workshop, prompt, answers)
    ballots = [
        [item for item in own.sort_values("value_number")["item_id"] if item in names]
        for _, own in ranked.groupby("participant_id", sort=False)
    ]
    ballots = [ballot for ballot in ballots if ballot]
    both_ways = []
    for ballot in ballots:
        rest = [item for item in names if item not in ballot]
        both_ways += [(*ballot, *rest), (*ballot, *reversed(rest))]
    points = measures.borda(both_ways, [0.5] * len(both_ways))
    firsts = [ballot[0] for ballot in ballots]
    rows = [
        {"item": text, "points": points.get(item, 0.0), "n_first": firsts.count(item)} for item, text in names.items()
    ]
    places = [[ballot.index(item) if item in ballot else len(ballot) for item in names] for ballot in ballots]
    agreement = measures.kendall_w(places) if len(ballots) > 1 and len(names) > 1 else None
    frame = pd.DataFrame(rows, columns=["item", "points", "n_first"])
    lang = workshop.lang
    return charts.plot_ranking(frame, n_participants=len(ballots), agreement=agreement, **{"lang": lang, **options})


def plot_points(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: Options) -> Figure:
    """Stars counted, or the mean share of each item of what each person has given."""
    names, given = _items(workshop, prompt), _about_survivors(workshop, prompt, answers)
    given = given[given["item_id"].isin(list(names))]
    table = given.pivot_table(
        index="participant_id", columns="item_id", values="value_number", aggfunc="sum", fill_value=0
    ).reindex(columns=list(names), fill_value=0)
    said = {"n_participants": len(table), "lang": workshop.lang, **options}
    if is_vote(prompt):
        stars = pd.DataFrame({"item": list(names.values()), "stars": table.sum().to_numpy(dtype=int)})
        return charts.plot_votes(stars, **said)
    shares = table.astype(float).div(table.sum(axis=1).astype(float), axis=0)
    frame = pd.DataFrame(
        {
            "item": list(names.values()),
            "share": shares.mean().to_numpy(),
            "low": shares.quantile(0.25).to_numpy() if len(shares) else 0.0,
            "high": shares.quantile(0.75).to_numpy() if len(shares) else 0.0,
        }
    ).fillna(0.0)
    return charts.plot_shares(frame, **said)


def plot_pairs(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: Options) -> Figure:
    """Items by Colley's rating; a tie is half a win to each."""
    names = _items(workshop, prompt)
    at = {item: place for place, item in enumerate(names)}
    wins = [[0.0] * len(names) for _ in names]
    people = set()
    for person, pair, winner in zip(answers["participant_id"], answers["item_id"], answers["value_text"], strict=True):
        one, other = (_survivor(workshop, prompt, item) for item in items_of(pair))
        if one == other or one not in at or other not in at:
            continue  # an item that is gone, or two that are one now
        people.add(person)
        won = 0.5 if winner == EQUAL else float(_survivor(workshop, prompt, winner) == one)
        wins[at[one]][at[other]] += won
        wins[at[other]][at[one]] += 1 - won
    ratings: list[float] = measures.colley(wins).tolist() if names else []
    rows = [
        {
            "item": text,
            "rating": ratings[place],
            "won": sum(wins[place]),
            "met": sum(wins[place]) + sum(row[place] for row in wins),
        }
        for place, text in enumerate(names.values())
    ]
    frame = pd.DataFrame(rows, columns=["item", "rating", "won", "met"])
    return charts.plot_compared(frame, n_participants=len(people), **{"lang": workshop.lang, **options})


def plot_pair_scale(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: Options) -> Figure:
    """The mean step of each two items."""
    names = _items(workshop, prompt)
    at = {item: place for place, item in enumerate(names)}
    known = answers[pd.Series([set(items_of(pair)) <= set(at) for pair in answers["item_id"]], answers.index, bool)]
    rows = [
        {
            "one": at[items_of(str(pair))[0]],
            "other": at[items_of(str(pair))[1]],
            "n": len(own),
            "mean": own["value_number"].mean(),
        }
        for pair, own in known.groupby("item_id", sort=False)
    ]
    frame = pd.DataFrame(rows, columns=["one", "other", "n", "mean"])
    lang = workshop.lang
    return charts.plot_pair_matrix(
        frame,
        list(names.values()),
        prompt.low(lang),
        prompt.high(lang),
        steps=prompt.steps,
        n_participants=known["participant_id"].nunique(),
        **{"lang": lang, **options},
    )


def _items(workshop: Workshop, prompt: Prompt) -> dict[str, str]:
    return {item.item_id: item.text for item in workshop.items(prompt)}


def _survivor(workshop: Workshop, prompt: Prompt, item_id: str) -> str:
    """The task that a task has been merged into; any other item is itself."""
    task = workshop.room.survivor(item_id) if prompt.is_about_tasks else None
    return task.task_id if task else item_id


def _about_survivors(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame) -> pd.DataFrame:
    """Rows about the tasks that stand now; of two that have become one, an order keeps the better place."""
    moved = answers.assign(item_id=[_survivor(workshop, prompt, item) for item in answers["item_id"]])
    if prompt.kind != "ranking":
        return moved
    return moved.sort_values("value_number", kind="stable").drop_duplicates(["participant_id", "item_id"])
