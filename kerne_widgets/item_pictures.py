"""Pictures of what is said of several items at once: orders, points, and pairs; frames in, charts out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from . import charts, kinds, measures
from .kinds.pairing import SEPARATOR, items_of
from .kinds.pairs import EQUAL
from .kinds.points import most_each
from .model import Prompt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .workshop import Workshop

Options = dict[str, Any]


def plot_ranking(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame, options: Options) -> Figure:
    """Items by Borda points; those that a person left out share the places below the others."""
    names, ranked = _items(workshop, prompt), answers
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
    names, given = _items(workshop, prompt), answers
    given = given[given["item_id"].isin(list(names))]
    table = given.pivot_table(
        index="participant_id", columns="item_id", values="value_number", aggfunc="sum", fill_value=0
    ).reindex(columns=list(names), fill_value=0)
    said = {"n_participants": len(table), "lang": workshop.lang, **options}
    if prompt.is_star_vote:
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
    stands_for = workshop.standing_items(prompt)
    for person, pair, winner in zip(answers["participant_id"], answers["item_id"], answers["value_text"], strict=True):
        one, other = map(stands_for, items_of(pair))
        if one == other or one not in at or other not in at:
            continue  # an item that is gone, or two that are one now
        people.add(person)
        won = 0.5 if winner == EQUAL else float(stands_for(winner) == one)
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
    stands_for = workshop.standing_items(prompt)
    two_now = [list(map(stands_for, items_of(pair))) for pair in answers["item_id"]]
    stand = [set(two) <= set(at) and two[0] != two[1] for two in two_now]
    answers = answers.assign(item_id=[SEPARATOR.join(sorted(two)) for two in two_now])
    known = answers[pd.Series(stand, answers.index, bool)]
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


def about_standing(workshop: Workshop, prompt: Prompt, answers: pd.DataFrame) -> pd.DataFrame:
    """Rows about the tasks and cards that stand now, one for each person and item.

    Of two that have become one, an order keeps the better place, points are added up, and of anything else the newest
    answer counts. Rows about pairs are left as they are.
    """
    if not prompt.items_from or prompt.whole_room or kinds.is_paired(prompt):
        return answers
    moved = answers.assign(item_id=list(map(workshop.standing_items(prompt), answers["item_id"])))
    each = ["participant_id", "item_id"]
    if not moved.duplicated(each).any():
        return moved
    if prompt.kind == "points":
        total = moved.groupby(each, sort=False)["value_number"].sum().clip(upper=most_each(prompt))
        return moved.drop_duplicates(each).drop(columns="value_number").merge(total.reset_index(), on=each)
    if prompt.kind == "ranking":
        return moved.sort_values("value_number", kind="stable").drop_duplicates(each)
    # which is newest is known to the log alone: no frame tells when someone has answered
    given = [answer for answer in workshop.answers_of_all_rounds() if answer.prompt_id == prompt.prompt_id]
    seqs = {(answer.participant_id, answer.item_id, answer.round_number): answer.seq for answer in given}
    order = [seqs[about] for about in zip(answers["participant_id"], answers["item_id"], answers["round"], strict=True)]
    return moved.assign(seq=order).sort_values("seq").drop_duplicates(each, keep="last").drop(columns="seq")
