"""Parts of a page: what is drawn below each other, and how the room that is left is shared among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .a4 import A4

Drawing = Callable[[A4, float, float], None]


@dataclass(frozen=True)
class Part:
    """Something that takes the whole width of a page.

    ``height`` is the least it needs in mm and ``most`` the most it can use; ``stretch`` is its share of what is left
    over. ``draw`` is called with the page, where it begins and how high it has become. One that ``leads`` is never left
    alone at the foot of a page.
    """

    height: float
    draw: Drawing
    stretch: float = 0.0
    most: float = 1000.0
    leads: bool = False


def in_pages(parts: Iterable[Part], room: float) -> list[list[Part]]:
    """Parts on as many pages as they need."""
    pages: list[list[Part]] = [[]]
    left = room
    for part in parts:
        if part.height > left and pages[-1]:
            held: list[Part] = []
            while len(pages[-1]) > 1 and pages[-1][-1].leads:
                held.insert(0, pages[-1].pop())
            pages.append(held)
            left = room - sum(one.height for one in held)
        pages[-1].append(part)
        left -= part.height
    return pages


def heights(parts: Sequence[Part], room: float) -> list[float]:
    """How high each part becomes: what is left over goes to those that stretch, none beyond what it can use."""
    found = [part.height for part in parts]
    growing = {nth for nth, part in enumerate(parts) if part.stretch > 0}
    left = room - sum(found)
    while left > 0.01 and growing:
        shares = sum(parts[nth].stretch for nth in growing)
        given = 0.0
        for nth in list(growing):
            more = min(left * parts[nth].stretch / shares, parts[nth].most - found[nth])
            found[nth] += more
            given += more
            if found[nth] >= parts[nth].most - 0.01:
                growing.remove(nth)
        left -= given
        if given < 0.01:
            break
    return found


def set_out(page: A4, parts: Sequence[Part], top: float, room: float) -> None:
    """Draw parts below each other."""
    y = top
    for part, height in zip(parts, heights(parts, room), strict=True):
        part.draw(page, y, height)
        y += height
