"""What is placed in on paper: rings from core to periphery, a field between two axes, a ladder; and numbered lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ..messages import text
from ..model import Prompt
from .a4 import A4, MARGIN, WIDTH, height_of
from .parts import Part

SMALL = 8.5
RUNGS = 5  # of a ladder, the first one with what it begins with


def bullseye(rings: Sequence[str], page: A4, y: float, height: float) -> None:
    """Rings around a core, each with its name at the top."""
    radius = min(height - 4, WIDTH) / 2
    x, middle = MARGIN + WIDTH / 2, y + height / 2
    # the innermost has room for several numbers
    radii = [radius * share for share in (0.30, 0.475, 0.65, 0.825, 1.0)]
    for ring in range(len(radii) - 1, -1, -1):
        page.fill("core-soft" if ring == 0 else "card")
        page.pen("core" if ring == 0 else "control-line", 0.5 if ring == 0 else 0.3)
        page.ellipse(x - radii[ring], middle - radii[ring], 2 * radii[ring], 2 * radii[ring], style="FD")
    for ring, (name, outer) in enumerate(zip(rings, radii, strict=True)):
        bold = ring in (0, len(radii) - 1)
        page.words(
            x - 30, middle - outer + 1.6, name, SMALL, room=60, bold=bold, colour="core" if bold else "mute", align="C"
        )


def plane(prompt: Prompt, lang: str, page: A4, y: float, height: float) -> None:
    """A field in squares, a step each way, with the axes and what the corners mean."""
    foot, left = 13.0, 34.0
    side = min(height - foot - 2, WIDTH - left)
    x, n = MARGIN + left + (WIDTH - left - side) / 2, prompt.steps
    cell = side / n
    if prompt.zone:
        is_right, is_low = prompt.zone.endswith("right"), prompt.zone.startswith("bottom")
        page.fill("disputed-soft")
        page.rect(x + side / 2 * is_right, y + side / 2 * is_low, side / 2, side / 2, style="F")
    page.pen("line", 0.25)
    for nth in range(1, n):
        page.line(x + nth * cell, y, x + nth * cell, y + side)
        page.line(x, y + nth * cell, x + side, y + nth * cell)
    page.pen("ink", 0.4)
    page.rect(x, y, side, side)
    for nth, words in enumerate(corner(lang) for corner in prompt.corners):
        room = side / 2 - 4
        right, down = nth % 2, nth // 2
        top = y + side - 2 - height_of(words, room, SMALL) if down else y + 2
        page.words(x + 2 + right * (side / 2), top, words, SMALL, room=room, colour="mute", align="R" if right else "L")
    for step in range(1, n + 1):
        page.words(x + (step - 1) * cell, y + side + 0.8, str(step), SMALL, room=cell, colour="mute", align="C")
        page.words(x - 7, y + side - (step - 0.5) * cell - 2, str(step), SMALL, room=6, colour="mute", align="R")
    below = y + side + 5.4
    page.words(x - 1, below, prompt.x.low(lang), SMALL, room=side / 3, colour="mute", max_lines=2)
    page.words(x + side / 3, below, prompt.x.name(lang), 9.5, room=side / 3, bold=True, align="C")
    page.words(
        x + side * 2 / 3 + 1, below, prompt.x.high(lang), SMALL, room=side / 3, colour="mute", align="R", max_lines=2
    )
    room, edge = x - 8 - MARGIN, MARGIN
    page.words(edge, y, prompt.y.high(lang), SMALL, room=room, colour="mute", align="R")
    name = prompt.y.name(lang)
    page.words(edge, y + (side - height_of(name, room, 9.5, bold=True)) / 2, name, 9.5, room=room, bold=True, align="R")
    low = prompt.y.low(lang)
    page.words(edge, y + side - height_of(low, room, SMALL), low, SMALL, room=room, colour="mute", align="R")


def ladders(lang: str, page: A4, y: float, height: float) -> None:
    """Two ladders beside each other, to be built from below."""
    across, top = (WIDTH - 10) / 2, 11.0
    step = (height - top - 2) / RUNGS
    for column in range(2):
        x = MARGIN + column * (across + 10)
        page.fill("core")
        page.rect(x, y, across, top - 2, style="F", round_corners=True, corner_radius=2)
        page.words(
            x, y + 1.8, text("page.ladder_reached", lang), 10.5, room=across, bold=True, colour="card", align="C"
        )
        for rung in range(RUNGS):
            lower = y + top + rung * step
            page.pen("control-line", 0.3)
            page.rect(x, lower + 6, across, step - 8, round_corners=True, corner_radius=2)
            last = rung == RUNGS - 1
            words = text("report.sheet_ladder_start" if last else "page.ladder_so_that", lang)
            page.words(
                x + 2.5, lower + 7.2, words, SMALL, room=across - 5, bold=last, colour="core" if last else "mute"
            )
            page.words(x, lower + 0.6, "↑", 10, room=across, colour="mute", align="C")


def numbered(items: Sequence[str], hours: str) -> list[Part]:
    """Items with their numbers in two columns, each with room for hours where they are asked for."""
    names = list(items) or [""] * 12
    half = -(-len(names) // 2)
    across = (WIDTH - 8) / 2
    room = across - 8 - (18 if hours else 0)

    def head(page: A4, y: float, _height: float) -> None:
        for column in range(2 if len(names) > 1 else 1):
            x = MARGIN + column * (across + 8)
            page.words(x + across - 40, y + 1, hours, SMALL, room=40, colour="mute", align="R")

    def row(nth: int, page: A4, y: float, height: float) -> None:
        for column, at in enumerate((nth, nth + half)):
            if at >= len(names) or (column and at == nth):
                continue
            x = MARGIN + column * (across + 8)
            page.pen("line", 0.2)
            page.line(x, y + height, x + across, y + height)
            page.words(x, y + height / 2 - 2.4, str(at + 1), 9.5, room=9, bold=True, colour="core")
            if names[at]:
                high = height_of(names[at], room, 9.5)
                page.words(x + 8, y + (height - high) / 2, names[at], 9.5, room=room)
            if hours:
                page.pen("control-line", 0.3)
                page.rect(x + across - 15, y + height / 2 - 3.2, 15, 6.4, round_corners=True, corner_radius=1.2)

    def high(nth: int) -> float:
        both = (names[at] for at in (nth, nth + half) if at < len(names))
        return max(8.4, *(height_of(name, room, 9.5) + 2.4 for name in both))

    rows = [Part(high(nth), partial(row, nth), stretch=0.1, most=11) for nth in range(half)]
    return [*([Part(6, head, leads=True)] if hours else []), *rows]
