"""Pieces that the control room and the big screen share: style, QR code, clock, picture."""

from __future__ import annotations

import datetime as dt
import html
import os
from pathlib import Path

import segno
from ipywidgets import HTML

from .. import charts, messages, pictures, theme
from ..room_state import Step
from ..workshop import Workshop

MAKE = (Path(__file__).parent / "make.js").read_text(encoding="utf-8")


def style() -> HTML:
    """The rooms' style sheet, so that they look the same in Voila and in JupyterLab."""
    sheets = (Path(__file__).parent / name for name in ("room.css", "panels.css"))
    own = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    sheet = HTML(f"<style>{theme.css()}{own}</style>")
    sheet.add_class("kr-style")
    return sheet


def join_url(workshop: Workshop) -> str:
    """Where participants go in: the running server's address with this workshop's code; ``""`` without a server."""
    served = os.environ.get("KERNE_JOIN_URL", "")
    return f"{served.partition('?')[0]}?kode={workshop.code}" if served else ""


def qr_svg(url: str, label: str) -> str:
    """A QR code as SVG that fills its box."""
    colours = theme.load().colours
    code = segno.make(url, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=2, dark=colours["ink"], light=colours["card"], title=label)
    return drawn.replace("<svg ", '<svg role="img" ', 1)


def shown_address(url: str) -> str:
    """An address as people type it: no scheme, no query."""
    return url.partition("://")[2].partition("?")[0].rstrip("/")


def remaining(step: Step) -> str:
    """Time left of a step as ``12:40``, also when its timer is paused; ``""`` without a timer."""
    left = step.remaining_s(dt.datetime.now(dt.UTC))
    return "" if left is None else f"{round(left) // 60}:{round(left) % 60:02}"


def picture(workshop: Workshop, view: str, size: tuple[float, float], page: int = 1) -> tuple[str, int]:
    """One picture of an exercise as SVG, and how many pages it takes."""
    with charts.drawn_on(page=page):
        drawn = pictures.plot_view(workshop, view, size=size)
    return charts.svg(drawn), drawn.pages if isinstance(drawn, charts.Chart) else 1


def round_now(workshop: Workshop) -> str:
    """The round that is going on, with its title."""
    now = workshop.round_list()[-1]
    return messages.text("room.round_now", workshop.lang, number=now.number, title=now.title).strip(" ·")


def line(css_class: str, text: str, tag: str = "p") -> str:
    """A piece of HTML with escaped text."""
    return f'<{tag} class="{css_class}">{html.escape(text)}</{tag}>'


def set_html(widget: HTML, value: str) -> None:
    """Show a value, and send nothing when it is shown already."""
    if widget.value != value:
        widget.value = value
