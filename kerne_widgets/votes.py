"""Votes: a star vote waits behind every question answered with cards, and comes into a programme when it is asked.

What it says is in ``votes.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .content_file import Table
from .model import VOTE, Dimension, Exercise, Notes, Prompt, Text

KEYS = {"minutes", "stars", "title", "text", "help", "notes"}
ITEMS_MAX = 40


@dataclass(frozen=True)
class Ballot:
    """What every such vote says, and how many stars each person has."""

    minutes: int
    stars: int
    title: Text
    text: Text
    help: Text
    notes: Notes


def read_ballot(table: Table) -> Ballot:
    """The words of the votes; what is wrong is noted in the table of their file."""
    table.require_keys(KEYS, ("title", "text"))
    return Ballot(
        minutes=table.whole("minutes", 4, 1, 60),
        stars=table.whole("stars", 3, 1, 20),
        title=table.text("title"),
        text=table.text("text"),
        help=table.text("help"),
        notes=table.notes("notes"),
    )


def votes_on(dimensions: Sequence[Dimension], ballot: Ballot) -> tuple[Exercise, ...]:
    """A vote for each question answered with cards, but for those that the content has a vote on already."""
    exercises = [exercise for dimension in dimensions for exercise in dimension.exercises]
    voted = {p.items_from for exercise in exercises for p in exercise.prompts if p.is_star_vote}
    return tuple(
        _vote(exercise, prompt, ballot)
        for exercise in exercises
        for prompt in exercise.prompts
        # cards that belong to the room alone are seen by nobody while few have written any
        if prompt.is_list and not prompt.whole_room and prompt.prompt_id not in voted
    )


def _vote(exercise: Exercise, prompt: Prompt, ballot: Ballot) -> Exercise:
    vote_id = VOTE + prompt.prompt_id
    asked = Prompt(
        prompt_id=vote_id,
        kind="points",
        text=_filled(ballot.text, exercise, prompt),
        help=ballot.help,
        exercise_id=vote_id,
        dimension_id=exercise.dimension_id,
        items_from=prompt.prompt_id,
        items_max=ITEMS_MAX,
        budget=ballot.stars,
        max_each=1,
    )
    return Exercise(
        exercise_id=vote_id,
        dimension_id=exercise.dimension_id,
        phase_id=exercise.phase_id,
        title=_filled(ballot.title, exercise, prompt),
        prompts=(asked,),
        minutes=ballot.minutes,
        notes=ballot.notes,
    )


def _filled(text: Text, exercise: Exercise, prompt: Prompt) -> Text:
    said = {lang: text(lang).replace("{question}", prompt.text(lang)) for lang in ("da", "en")}
    return Text(*(said[lang].replace("{title}", exercise.title(lang)) for lang in ("da", "en")))
