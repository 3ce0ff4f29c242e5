"""Printing: a chart as a picture small enough for a report to go in a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from .. import charts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = 256  # flat pictures lose nothing to a palette


def printed(fig: Figure, dpi: float) -> Image.Image:
    """The chart as a picture with a palette."""
    image = Image.fromarray(charts.pixels(fig, dpi)).convert("RGB")
    return image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
