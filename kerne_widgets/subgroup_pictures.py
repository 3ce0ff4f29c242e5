"""Pictures by subgroup: a scale or a placement as each role or each group sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import charts
from .lens_pictures import lenses_of, plot_lens_groups
from .messages import clock, text
from .model import Exercise, Model
from .subgroups import BY
from .views import parts, view_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .model import Prompt
    from .subgroups import Seen, Subgroup
    from .workshop import Workshop


def parted_view(by: str, view: str) -> str:
    """A view by ``"role"`` or ``"group"``, such as ``"role:partner_scale"``; by ``""`` it is the view itself."""
    return view_of(by, view) if by else view


def read_view(view: str) -> tuple[str, str]:
    """``("role", the view it is of)`` of such a view, and ``("", view)`` of any other."""
    by, about = parts(view)
    return (by, about) if by in BY and about else ("", view)


def prompts_parted(model: Model, exercise: Exercise, view: str) -> tuple[Prompt, ...]:
    """The questions whose answers make a view of an exercise by subgroup; none where it has no such view."""
    return tuple(prompt for prompt in exercise.prompts if prompt.prompt_id == view) or lenses_of(model, view)


def plot_subgroups(workshop: Workshop, view: str, by: str, options: dict[str, Any]) -> Figure:
    """A view by subgroup as it was when the facilitator asked; where it may not be shown, that it may not."""
    if lenses_of(workshop.model, view):
        return plot_lens_groups(workshop, view, by, options)
    lang, prompt = workshop.lang, workshop.model.prompt(view)
    seen = workshop.subgroups(prompt).get(by)
    rest = text("charts.subgroups_rest", lang)
    note = text(f"charts.subgroups_by_{by}", lang, time=clock(seen.at)) if seen and seen.items else ""
    options = {"title": prompt.text(lang), "lang": lang, "note": note, **options}
    if prompt.kind == "placement":
        rings = [ring(lang) for ring in prompt.rings]
        n_waiting = sum(item.item_id in seen.waiting for item in workshop.items(prompt)) if seen else 0
        options = {"n_waiting": n_waiting, "rest": rest, **options}
        return charts.plot_subgroups_of_items(_items(workshop, prompt, seen, rest), rings, **options)
    groups = [(group.name or rest, group.counts) for group in (seen.items.get("", ()) if seen else ())]
    return charts.plot_subgroups(groups, prompt.low(lang), prompt.high(lang), steps=prompt.steps, **options)


def _items(workshop: Workshop, prompt: Prompt, seen: Seen | None, rest: str) -> list[tuple[str, dict[str, Any]]]:
    def told(groups: Any) -> dict[str, Any]:
        named: list[Subgroup] = list(groups)
        return {group.name or rest: group.counts for group in named}

    return [(item.text, told(seen.items.get(item.item_id, ()))) for item in workshop.items(prompt)] if seen else []
