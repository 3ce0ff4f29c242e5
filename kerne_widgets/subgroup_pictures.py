"""Pictures by subgroup: a scale or a placement as each role or each group sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import charts
from .messages import clock, text
from .subgroups import BY

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .model import Prompt
    from .subgroups import Seen, Subgroup
    from .workshop import Workshop

# a view of a prompt by subgroup: "role:partner_scale"
OF = ":"


def parted_view(by: str, prompt_id: str) -> str:
    """The view of a prompt by ``"role"`` or ``"group"``; by ``""`` it is the prompt's own."""
    return f"{by}{OF}{prompt_id}" if by else prompt_id


def read_view(view: str) -> tuple[str, str]:
    """``("role", prompt_id)`` of such a view, and ``("", view)`` of any other."""
    by, _, about = view.partition(OF)
    return (by, about) if by in BY and about else ("", view)


def plot_subgroups(workshop: Workshop, prompt: Prompt, by: str, options: dict[str, Any]) -> Figure:
    """The prompt by subgroup as it was when the facilitator asked; where it may not be shown, that it may not."""
    lang = workshop.lang
    seen = workshop.subgroups(prompt, by)
    rest = text("charts.subgroups_rest", lang)
    note = text(f"charts.subgroups_by_{by}", lang, time=clock(seen.at)) if seen else ""
    options = {"title": prompt.text(lang), "lang": lang, "note": note, **options}
    if prompt.kind == "placement":
        rings = [ring(lang) for ring in prompt.rings]
        return charts.plot_subgroups_of_items(_items(workshop, prompt, seen, rest), rings, rest=rest, **options)
    groups = [(group.name or rest, group.counts) for group in (seen.items.get("", ()) if seen else ())]
    return charts.plot_subgroups(groups, prompt.low(lang), prompt.high(lang), steps=prompt.steps, **options)


def _items(workshop: Workshop, prompt: Prompt, seen: Seen | None, rest: str) -> list[tuple[str, dict[str, Any]]]:
    def told(groups: Any) -> dict[str, Any]:
        named: list[Subgroup] = list(groups)
        return {group.name or rest: group.counts for group in named}

    return [(item.text, told(seen.items.get(item.item_id, ()))) for item in workshop.items(prompt)] if seen else []
