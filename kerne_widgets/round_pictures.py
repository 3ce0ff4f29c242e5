"""Pictures of a workshop that meets again: what has changed in the same persons, and the whole course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import charts, kinds
from .charts import Panel
from .messages import number, text
from .model import Exercise, Prompt
from .views import CHANGE, COURSE, MOVES, parts, view_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from .workshop import Workshop

COURSE_MIN = 3  # two rounds are a change
SCALE = "scale"
STEP, DISPUTED = "step", "disputed_share"


def round_views(exercise: Exercise, round_number: int) -> list[str]:
    """The views an exercise has because the room has met before, or asks the same twice in one day."""
    scales = [prompt for prompt in exercise.prompts if prompt.kind == SCALE and not prompt.whole_room]
    found = []
    if any(prompt.repeats for prompt in scales) or (scales and round_number > 1):
        found.append(view_of(CHANGE, exercise.exercise_id))
    if round_number > 1:
        found += [view_of(MOVES, prompt.prompt_id) for prompt in exercise.prompts if moves(prompt)]
    if round_number >= COURSE_MIN and any(map(_runs, exercise.prompts)):
        found.append(view_of(COURSE, exercise.exercise_id))
    return found


def moves(prompt: Prompt) -> bool:
    """Whether what is answered can be seen to move: numbers with a sender, beside those of a single scale."""
    return prompt.kind != SCALE and not prompt.whole_room and kinds.of(prompt).NUMBERS is not None


def tells(view: str, change: pd.DataFrame, trend: pd.DataFrame, exercise: Exercise) -> bool:
    """Whether such a view has something to show, by the frames of change and of the course."""
    name, about = parts(view)
    if name == COURSE:
        rows = _of_course(trend, exercise)
        return bool(rows.loc[rows["mean"].notna(), "round"].nunique() >= COURSE_MIN)
    asked = [about] if name == MOVES else [prompt.prompt_id for prompt in exercise.prompts if prompt.kind == SCALE]
    return bool(change.loc[change["prompt_id"].isin(asked), "change"].notna().any())


def plot_change(workshop: Workshop, exercise_id: str, options: dict[str, Any]) -> Figure:
    """The scales of an exercise: of each the newest comparison, with the round before, else what it repeats."""
    exercise = workshop.model.exercise(exercise_id)
    asked = [prompt.prompt_id for prompt in exercise.prompts if prompt.kind == SCALE]
    frame = workshop.change(asked)
    newest = frame.sort_values(["round_after", "round_before"]).drop_duplicates("prompt_id", keep="first")
    if len(frame) and workshop.round_number > 1:
        newest = frame[frame["round_after"] > frame["round_before"]].drop_duplicates("prompt_id", keep="last")
        newest = newest if len(newest) else frame.drop_duplicates("prompt_id", keep="last")
    worded = next((prompt.wording for prompt in exercise.prompts if prompt.wording), "")
    told = likeness_told(workshop, worded) if worded else ""
    return charts.plot_change(newest, likeness=told, **options)


def plot_moves(workshop: Workshop, prompt_id: str, options: dict[str, Any]) -> Figure:
    """The items of a question, from the newest round in which it was answered and the one before."""
    prompt, lang = workshop.model.prompt(prompt_id), workshop.lang
    frame = workshop.change([prompt_id])
    frame = frame[frame["round_after"] == frame["round_after"].max()] if len(frame) else frame
    return charts.plot_moves(frame, _PANELS[prompt.kind](prompt, lang), **{"title": prompt.text(lang), **options})


def plot_course(workshop: Workshop, exercise_id: str, options: dict[str, Any]) -> Figure:
    """A line per scale of an exercise, and of how many tasks were disputed."""
    lang = workshop.lang
    exercise = workshop.model.exercise(exercise_id)
    frame = _of_course(workshop.trend(_running(exercise)), exercise)
    disputed = text("charts.course_disputed", lang)
    frame = frame.assign(question=frame["question"].where(frame["measure"] != DISPUTED, disputed))
    rounds = [
        (one.number, one.title or text("charts.course_round", lang, number=one.number)) for one in workshop.round_list()
    ]
    return charts.plot_course(frame, rounds, **{"title": exercise.title(lang), **options})


def likeness_told(workshop: Workshop, wording_id: str) -> str:
    """How alike people word it, from the first time they were asked to the newest; "" when too few have.

    Only sentences that the content asks for again, with ``repeats``, are meant to come closer to each other.
    """
    if not any(prompt.repeats for prompt in workshop.model.prompts_wording(wording_id)):
        return ""
    known = workshop.wordings(wording_id).dropna(subset=["likeness"])
    if known.empty:
        return ""
    lang = workshop.lang
    steps = " → ".join(number(100 * value, lang) for value in known["likeness"])
    return text("charts.likeness", lang, steps=steps)


def _runs(prompt: Prompt) -> bool:
    return prompt.kind == SCALE or (prompt.kind == "placement" and prompt.is_about_tasks)


def _running(exercise: Exercise) -> list[str]:
    """The questions of its course; one that repeats another goes on where that one was."""
    return [one for prompt in exercise.prompts if _runs(prompt) for one in (prompt.repeats, prompt.prompt_id) if one]


def _of_course(trend: pd.DataFrame, exercise: Exercise) -> pd.DataFrame:
    return trend[trend["prompt_id"].isin(_running(exercise)) & trend["measure"].isin((STEP, DISPUTED))]


def _scale(prompt: Prompt, lang: str) -> list[Panel]:
    return [Panel(STEP, "", prompt.low(lang), prompt.high(lang))]


def _rings(prompt: Prompt, lang: str) -> list[Panel]:
    return [Panel("centrality", "", prompt.rings[0](lang), prompt.rings[-1](lang))]


def _gap(prompt: Prompt, lang: str) -> list[Panel]:
    ends = prompt.low(lang), prompt.high(lang)
    return [Panel("now", prompt.now(lang), *ends), Panel("wanted", prompt.wanted(lang), *ends)]


def _field(prompt: Prompt, lang: str) -> list[Panel]:
    axes = (("x", prompt.x), ("y", prompt.y))
    return [Panel(measure, axis.name(lang), axis.low(lang), axis.high(lang)) for measure, axis in axes]


def _points(prompt: Prompt, lang: str) -> list[Panel]:
    return [Panel("points", "", number(0, lang), number(prompt.max_each or prompt.budget, lang))]


def _places(_: Prompt, lang: str) -> list[Panel]:
    return [Panel("place", "", text("charts.first_place", lang), text("charts.last_place", lang))]


def _chosen(_: Prompt, lang: str) -> list[Panel]:
    return [Panel("chosen", "", text("charts.share_none", lang), text("charts.share_all", lang))]


def _sorted(prompt: Prompt, lang: str) -> list[Panel]:
    first, second = prompt.options
    return [Panel("first", "", second.text(lang), first.text(lang))]


_PANELS = {
    "placement": _rings,
    "gap": _gap,
    "quadrant": _field,
    "circles": _scale,
    "pair_scale": _scale,
    "points": _points,
    "ranking": _places,
    "choice": _chosen,
    "sort": _sorted,
}
