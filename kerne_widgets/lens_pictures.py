"""Pictures of what is asked through lenses: the gaps of the whole room, and of each role or group to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import charts
from .messages import clock, text
from .model import Model, Prompt
from .views import LENSES, parts

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from .workshop import Workshop


def lenses_of(model: Model, view: str) -> tuple[Prompt, ...]:
    """The questions that such a view compares; none for any other view."""
    name, exercise_id = parts(view)
    return model.lenses_alike(exercise_id) if name == LENSES and model.has_exercise(exercise_id) else ()


def plot_lenses(workshop: Workshop, exercise_id: str, options: dict[str, Any]) -> Figure:
    """Every exercise that is answered on the same scale as this one is, so that the dimensions can be compared."""
    asked = workshop.model.lenses_alike(exercise_id)
    return charts.plot_lenses(_named(workshop, workshop.lenses(), asked), *_ends(asked[0], workshop.lang), **options)


def plot_lens_groups(workshop: Workshop, view: str, by: str, options: dict[str, Any]) -> Figure:
    """The same by ``"role"`` or ``"group"``, as far as it may be shown."""
    lang = workshop.lang
    asked = lenses_of(workshop.model, view)
    frame = workshop.lens_groups()
    frame = _named(workshop, frame[frame["by"] == by], asked)
    note = (
        text(f"charts.subgroups_by_{by}", lang, time=clock(frame["seen_at"].max().to_pydatetime()))
        if len(frame)
        else ""
    )
    missing = [prompt for prompt in asked if prompt.prompt_id not in set(frame["prompt_id"])]
    n_waiting = sum(by in workshop.subgroups(prompt) for prompt in missing)
    rest = text("charts.subgroups_rest", lang)
    options = {"note": note, "rest": rest, "n_waiting": n_waiting, "lang": lang, **options}
    with charts.drawn_on(few=workshop.people_min):
        return charts.plot_lens_groups(frame, *_ends(asked[0], lang), **options)


def _named(workshop: Workshop, frame: pd.DataFrame, asked: tuple[Prompt, ...]) -> pd.DataFrame:
    """The rows of some questions; where a dimension asks in several exercises, by the names of those."""
    frame = frame[frame["prompt_id"].isin([prompt.prompt_id for prompt in asked])]
    several = frame.groupby("dimension_id")["exercise_id"].transform("nunique") > 1
    titles = frame["exercise_id"].map(lambda one: workshop.model.exercise(one).title(workshop.lang))
    return frame.assign(dimension=frame["dimension"].where(~several, titles), steps=asked[0].steps)


def _ends(scale: Prompt, lang: str) -> tuple[str, str]:
    return scale.low(lang), scale.high(lang)
