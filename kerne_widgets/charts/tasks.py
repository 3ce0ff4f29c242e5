"""Tasks: the rows of a priorities frame as values that the charts of tasks share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..messages import number, text
from .lettering import clean
from .reading import known
from .style import VERDICTS
from .tasklist import Entry, Section

if TYPE_CHECKING:
    import pandas as pd

HOURS_DECIMALS = 1
# The top of the size scale moves in steps, so that one answer does not resize all marks.
_HOURS_STEPS = (5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0, 120.0, 168.0)


@dataclass(frozen=True)
class Task:
    """A task as the charts see it; ``None`` where nobody has said anything."""

    number: int
    name: str
    verdict: str
    centrality: float | None
    spread: tuple[float, float] | None
    hours: float | None

    @property
    def placed(self) -> bool:
        """Whether anyone has placed it."""
        return self.centrality is not None


def read_tasks(priorities: pd.DataFrame) -> list[Task]:
    """The tasks of a priorities frame, by number."""
    tasks = []
    for at, row in enumerate(priorities.to_dict("records"), start=1):
        verdict = row.get("verdict")
        verdict = verdict if verdict in VERDICTS else "too_few"
        low, high = known(row.get("spread_low")), known(row.get("spread_high"))
        told = known(row.get("number"))
        centrality = known(row.get("median_centrality"))
        hours = known(row.get("hours_week"))
        tasks.append(
            Task(
                number=at if told is None else int(told),
                name=clean(row.get("task")),
                verdict=str(verdict),
                centrality=None if centrality is None else min(max(centrality, 0.0), 4.0),
                # The spread of a few answers would show the single ones.
                spread=None if low is None or high is None or verdict == "too_few" or high <= low else (low, high),
                hours=None if hours is None else max(hours, 0.0),
            )
        )
    return sorted(tasks, key=lambda task: task.number)


def sections(tasks: Sequence[Task], lang: str) -> list[Section]:
    """The list beside a chart: one section per verdict that has tasks, each with the sum of its hours."""
    found = []
    has_hours = any(task.hours is not None for task in tasks)
    for verdict in VERDICTS:
        own = [task for task in tasks if task.verdict == verdict]
        hours = [task.hours for task in own if task.hours is not None]
        total = text("charts.hours_sum", lang, hours=number(sum(hours), lang, HOURS_DECIMALS)) if hours else ""
        entries = tuple(
            Entry(str(task.number), task.name, amount(task, lang) if has_hours else "", verdict, describe(task, lang))
            for task in own
        )
        if entries:
            title = text("charts.not_placed" if not any(task.placed for task in tasks) else f"charts.{verdict}", lang)
            found.append(Section(verdict, title, total, entries))
    return found


def amount(task: Task, lang: str) -> str:
    """The hours of a task as the list says them."""
    if task.hours is None:
        return text("charts.no_amount", lang) if task.placed else ""
    return text("charts.hours", lang, hours=number(task.hours, lang, HOURS_DECIMALS))


def describe(task: Task, lang: str) -> str:
    """A task in one sentence, nothing cut."""
    verdict = text(f"charts.{task.verdict}", lang)
    if task.hours is None:
        return text("charts.described_no_hours", lang, number=task.number, name=task.name, verdict=verdict)
    hours = text("charts.described_hours", lang, hours=number(task.hours, lang, HOURS_DECIMALS))
    return text("charts.described", lang, number=task.number, name=task.name, verdict=verdict, hours=hours)


def say_how_many(tasks: Sequence[Task], n_participants: int | None, lang: str) -> str:
    """How many have placed how many tasks, or that no one has."""
    shown = text("charts.tasks_shown", lang, n=sum(task.placed for task in tasks) or len(tasks))
    if not tasks:
        return text("charts.no_answers", lang)
    if n_participants is None or not any(task.placed for task in tasks):
        return shown
    return text("charts.placed_by", lang, people=text("charts.people", lang, n=n_participants), tasks=shown)


def hours_top(tasks: Sequence[Task]) -> float:
    """The first round number of hours that no task exceeds."""
    longest = max((task.hours or 0.0 for task in tasks), default=0.0)
    return next((step for step in _HOURS_STEPS if step >= longest), longest)
