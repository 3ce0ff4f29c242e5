"""Empty: what a chart says before there is anything to show."""

from __future__ import annotations

from ..messages import text
from .canvas import Canvas
from .figure import Chart
from .lettering import width, wrap
from .packing import Rectangle
from .style import SMALL, WALL_INCHES
from .terms import terms

_CARD = (860.0, 170.0)
_PAD = 34.0
_SIZE = 36.0


def draw_empty(canvas: Canvas, area: Rectangle, message: str) -> Chart:
    """A card in the middle of an area: there is nothing yet, and what makes something come.

    Parameters
    ----------
    canvas, area
        Where to draw.
    message
        Key of the sentence in the catalogue; the next step is found under ``<message>_more``.
    """
    across = min(_CARD[0], area.right - area.left)
    x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    said, more = text(f"charts.{message}", canvas.lang), _more(message, canvas.lang)
    room = across - 2 * _PAD
    size = min(_SIZE, _SIZE * room / width(said, _SIZE, True))
    lines = wrap(more, room, SMALL)
    height = 2 * _PAD + size + len(lines) * SMALL * 1.3 + 10
    top = y - height / 2
    canvas.box(x - across / 2, top, across, height, fill="card", edge="line", line_width=2)
    canvas.text(x, top + _PAD + size * 0.8, said, size=size, bold=True, align="center")
    canvas.lines(x, top + _PAD + size + SMALL + 12, lines, size=SMALL, colour="mute", align="center")
    return canvas.chart


def say_empty(message: str, lang: str) -> str:
    """The same in words, for those who do not see the picture."""
    return f"{text(f'charts.{message}', lang)}. {_more(message, lang)}"


def plot_withheld(
    n: int,
    title: str | None = None,
    *,
    waits_for_last: bool = False,
    lang: str = "da",
    size: tuple[float, float] = WALL_INCHES,
) -> Chart:
    """Only how many have answered, where the answers belong to the room and it is too small to hide anyone.

    Parameters
    ----------
    n
        How many have answered.
    waits_for_last
        Enough have, but for a few who could then never be shown.
    """
    canvas = Canvas(size, lang)
    said = text("charts.answers_shown", lang, n=n) if n else text("charts.no_answers", lang)
    message = "withheld_last" if waits_for_last else "withheld"
    top = canvas.heading(title or text("charts.withheld_title", lang), said, [_more(message, lang)])
    draw_empty(canvas, canvas.room(top, 40), message)
    return canvas.chart


def _more(message: str, lang: str) -> str:
    return text(f"charts.{message}_more", lang, few=terms().few)
