"""The book: what a report holds, in order, whether it becomes pages or slides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from matplotlib.figure import Figure

from .. import messages
from ..charts.plan import cells
from ..frames import as_given
from ..gathering import is_moderated
from ..lens_pictures import lenses_of, plot_lens_groups
from ..model import Exercise, Prompt
from ..outcome import Version
from ..pictures import plot_priorities, plot_prompt, plot_quadrant
from ..result_pictures import plot_result, versions_view
from ..round_pictures import round_views, tells
from ..views import AGENDA, LENSES, MOVES, SCENARIO, parts, view_of
from ..workshop import Workshop

# kinds whose pictures need little height; how high the pictures of exercises are, two to a page, and those of the whole
FLAT, LOW, HALF = ("scale", "choice"), 0.44, 0.54
Draw = Callable[..., Figure]


@dataclass(frozen=True)
class Picture:
    """A picture, drawn when it is asked for with its size in inches; a line about it; its height on paper in widths."""

    draw: Draw
    note: str = ""
    height: float = 0.62


@dataclass(frozen=True)
class Chapter:
    """A heading with what stands under it."""

    title: str
    lead: str = ""
    pictures: tuple[Picture, ...] = ()
    level: int = 1


@dataclass(frozen=True)
class Book:
    """All of it. ``plan`` is the action plan as rows of cells with the names of the columns first.

    ``wordings`` are what the room has worded together: of each a label and its newest version.
    """

    title: str
    subtitle: str
    facts: tuple[str, ...]
    lang: str
    is_example: bool
    wordings: tuple[tuple[str, str], ...]
    in_brief: tuple[tuple[str, tuple[str, ...]], ...]
    plan: tuple[tuple[str, ...], ...]
    is_proposed: bool
    chapters: tuple[Chapter, ...]
    method: tuple[tuple[str, str], ...] = field(default=())


def make_book(workshop: Workshop) -> Book:
    """The book of a workshop as it stands now."""
    return _Maker(workshop).book()


class _Maker:
    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.lang = workshop.lang
        self.priorities = workshop.priorities()
        self.agenda = workshop.agenda()
        self.actions = workshop.actions()
        self.answers = as_given(workshop)
        given = workshop.answers_of_all_rounds()
        self.people: dict[tuple[str, int], set[str]] = {}
        for answer in given:
            self.people.setdefault((answer.prompt_id, answer.round_number), set()).add(answer.participant_id)
        self.n_people = workshop.count_people({answer.participant_id for answer in given})

    def text(self, key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"report.{key}", self.lang, n, **values)

    def book(self) -> Book:
        workshop = self.workshop
        rounds = workshop.round_list()
        days = list(dict.fromkeys(messages.date(one.started_at, self.lang) for one in rounds))
        plan, is_proposed = self._plan()
        return Book(
            title=workshop.name or self.text("no_name", code=workshop.code),
            subtitle=self.text("subtitle"),
            facts=(" · ".join(days), self.text("people", self.n_people), self.text("code", code=workshop.code)),
            lang=self.lang,
            is_example=workshop.example,
            wordings=tuple((self._label(newest), newest.text) for newest in self._newest()),
            in_brief=tuple(self._in_brief()),
            plan=plan,
            is_proposed=is_proposed,
            chapters=tuple(self._chapters()),
            method=tuple(self._method()),
        )

    def _newest(self) -> list[Version]:
        """The newest version of each shared wording that has any."""
        shared = self.workshop.model.shared_wordings
        return [newest for one in shared for newest in self.workshop.version_list(one.wording_id)[-1:]]

    def _label(self, version: Version) -> str:
        wording = self.workshop.model.shared_wording(version.wording_id).title(self.lang)
        return self.text("wording", wording=wording, number=version.number)

    # -- the first page ------------------------------------------------------------------------------------

    def _in_brief(self) -> list[tuple[str, tuple[str, ...]]]:
        said: list[tuple[str, tuple[str, ...]]] = []
        primary = self.workshop.primary_groups()
        if primary:
            said.append((self.text("brief_primary", len(primary)), tuple(group.text for group in primary)))
        for verdict in ("core", "periphery"):
            of_it = self.priorities[self.priorities["verdict"] == verdict]
            if len(of_it):
                said.append((self.text(f"brief_{verdict}"), tuple(of_it["task"])))
        disputed = (self.agenda["verdict"] == "disputed") & (self.agenda["hours_in_dispute"] > 0)
        first = self.agenda[disputed].head(3)
        if len(first):
            said.append((self.text("brief_agenda"), tuple(first["task"])))
        out = self.workshop.scenario()
        out = out[out["moved_out"]]
        if len(out):
            hours = messages.number(float(out["hours_person"].fillna(0).sum()), self.lang, 1)
            said.append((self.text("brief_scenario", hours=hours), tuple(out["task"])))
        return said

    def _plan(self) -> tuple[tuple[tuple[str, ...], ...], bool]:
        decided = self.actions[self.actions["status"] != "proposed"]
        is_proposed = decided.empty
        rows = [cells(row, self.lang) for row in (self.actions if is_proposed else decided).to_dict("records")]
        if not rows:
            return (), False
        names = ["decision", "owner", "first_step", "due", "sign_of_success"]
        heads = [messages.text(f"charts.action_{name}", self.lang) for name in names]
        told = any(row["status"] in ("kept", "under_way", "dropped") for row in rows)
        table = [tuple([*heads, self.text("status")] if told else heads)]
        for row in rows:
            status = messages.text(f"charts.status_{row['status']}", self.lang)
            table.append(tuple([*(row[name] for name in names), status] if told else [row[name] for name in names]))
        return tuple(table), is_proposed

    # -- the chapters --------------------------------------------------------------------------------------

    def _chapters(self) -> list[Chapter]:
        workshop = self.workshop
        found = []
        views = [versions_view(version.wording_id) for version in self._newest()]
        if views:
            drawn = tuple(Picture(partial(self._result, view)) for view in views)
            found.append(Chapter(self.text("versions"), self.text("versions_lead"), drawn))
        if (self.priorities["n"] > 0).any():
            found.append(self._tasks())
        moved = tuple(self._moved())
        if moved:
            found.append(Chapter(self.text("change"), self.text("change_lead"), moved))
        found += self._lenses()
        for dimension in workshop.model.dimensions:
            mine = (e for e in workshop.model.exercises_with_votes if e.dimension_id == dimension.dimension_id)
            exercises = [self._exercise(exercise) for exercise in mine]
            told = [exercise for exercise in exercises if exercise]
            if told:
                found.append(Chapter(dimension.title(self.lang), dimension.intro(self.lang)))
                found += told
        return found

    def _tasks(self) -> Chapter:
        pictures = [Picture(partial(plot_priorities, self.workshop)), Picture(partial(plot_quadrant, self.workshop))]
        if self.agenda["rank"].notna().any():
            pictures.append(Picture(partial(self._result, AGENDA)))
        if self.workshop.moved_out():
            pictures.append(Picture(partial(self._result, SCENARIO)))
        return Chapter(self.text("tasks"), self.text("tasks_lead"), tuple(pictures))

    def _lenses(self) -> list[Chapter]:
        """Every scale that dimensions are compared on through the lenses, once."""
        model, told = self.workshop.model, self.workshop.lenses()
        scales: dict[tuple[Any, ...], str] = {}
        for exercise in (model.exercise(name) for name in dict.fromkeys(told["exercise_id"])):
            scale = next(prompt for prompt in exercise.prompts if prompt.lens)
            scales.setdefault((scale.low, scale.high, scale.steps), exercise.exercise_id)
        views = [view_of(LENSES, name) for name in scales.values()]
        pictures = [Picture(partial(self._result, view)) for view in views]
        pictures += [picture for view in views for picture in self._lens_groups(view)]
        return [Chapter(self.text("lenses"), self.text("lenses_lead"), tuple(pictures))] if pictures else []

    def _lens_groups(self, view: str) -> list[Picture]:
        """The same by role and by group, where the facilitator has seen it so."""
        seen = [self.workshop.subgroups(prompt) for prompt in lenses_of(self.workshop.model, view)]
        ways = dict.fromkeys(by for one in seen for by in one)
        return [Picture(lambda by=by, **look: plot_lens_groups(self.workshop, view, by, look)) for by in ways]

    def _moved(self) -> list[Picture]:
        """What has changed, and the whole course, where enough tell of it."""
        workshop = self.workshop
        change, trend = workshop.change(), workshop.trend()
        return [
            Picture(partial(self._result, view, **titles))
            for exercise in workshop.model.exercises_with_votes
            for view in round_views(exercise, workshop.round_number)
            if tells(view, change, trend, exercise)
            for titles in ({} if parts(view)[0] == MOVES else {"title": exercise.title(self.lang)},)
        ]

    def _exercise(self, exercise: Exercise) -> Chapter | None:
        pictures = []
        for prompt in exercise.prompts:
            if prompt.kind == "placement" and prompt.is_about_tasks:
                continue  # has a chapter of its own
            rounds = sorted(number for prompt_id, number in self.people if prompt_id == prompt.prompt_id)
            if rounds:
                pictures.append(self._answered(prompt, rounds[-1]))
        if not pictures:
            return None
        return Chapter(exercise.title(self.lang), exercise.notes.purpose(self.lang), tuple(pictures), level=2)

    def _answered(self, prompt: Prompt, number: int) -> Picture:
        n = self.workshop.count_people(self.people[prompt.prompt_id, number])
        note = self.text("answered", n, all=self.n_people)
        if n < self.workshop.people_min:
            note = f"{note} {self.text('too_few')}"
        if number > 1:
            note = f"{note} {self.text('in_round', number=number)}"
        if prompt.whole_room:
            note = f"{note} {self.text('whole_room')}"
        told = [self.text(f"cards_{state}", n) for state, n in self._moderated(prompt, number) if n]
        note = " ".join([note, *told])
        height = LOW if prompt.kind in FLAT else HALF
        draw = partial(plot_prompt, self.workshop, prompt.prompt_id, number, answers=self.answers)
        return Picture(draw, note, height)

    def _moderated(self, prompt: Prompt, number: int) -> list[tuple[str, int]]:
        """How many cards are not shown as they were written, and why."""
        cards = self.workshop.card_list(prompt.prompt_id, number) if is_moderated(prompt) else []
        hidden = sum(card.n for card in cards if card.hidden)
        merged = sum(len(card.parts) - 1 for card in cards if not card.hidden)
        reworded = sum(card.reworded for card in cards if not card.hidden)
        return [("hidden", hidden), ("merged", merged), ("reworded", reworded)]

    def _result(self, view: str, **options: Any) -> Figure:
        drawn = plot_result(self.workshop, view, **options)
        if drawn is None:
            raise KeyError(view)
        return drawn

    def _method(self) -> list[tuple[str, str]]:
        verdicts = self.workshop.model.verdicts
        limits: dict[str, Any] = {
            "core": messages.number(verdicts.core_max, self.lang, 1),
            "periphery": messages.number(verdicts.periphery_min, self.lang, 1),
            "agreement": messages.number(verdicts.agreement_min, self.lang, 1),
            "few": self.workshop.people_min,
        }
        names = ("people", "agreement", "verdict", "hours", "agenda", "change", "words")
        today = messages.date(dt.datetime.now(dt.UTC), self.lang)
        told = [(self.text(f"method_{name}"), self.text(f"method_{name}_how", **limits)) for name in names]
        return [*told, (self.text("method_made"), self.text("method_made_how", day=today, code=self.workshop.code))]
