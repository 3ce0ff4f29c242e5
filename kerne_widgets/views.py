"""Views: what the pictures of an exercise are called. That of a question is called as the question; others are here."""

from __future__ import annotations

# beside tasks that are placed, and what a workshop leads to; of versions that are not the core task's, the view names
# what is worded: "versions:success"
QUADRANT = "quadrant"
AGENDA, SCENARIO, ACTIONS, VERSIONS, WHOLE = "agenda", "scenario", "actions", "versions", "whole"
# of an exercise or a question that the view names: "lenses:value_lenses", "change:pulse", "moves:task_placement",
# "course:pulse"
LENSES, CHANGE, MOVES, COURSE = "lenses", "change", "moves", "course"
NAMES = (QUADRANT, AGENDA, SCENARIO, ACTIONS, VERSIONS, WHOLE, LENSES, CHANGE, MOVES, COURSE)
_OF = ":"


def view_of(name: str, about: str) -> str:
    """A view that names what it is of."""
    return f"{name}{_OF}{about}"


def parts(view: str) -> tuple[str, str]:
    """``("lenses", "value_lenses")`` of such a view, and ``(view, "")`` of any other."""
    name, _, about = view.partition(_OF)
    return name, about
