"""Printing: a chart as a picture file small enough for a report to go in a mail."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from .. import charts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = 256  # flat pictures lose nothing to a palette


def printed(fig: Figure, dpi: float) -> io.BytesIO:
    """The chart as PNG with a palette."""
    image = Image.open(io.BytesIO(charts.png(fig, dpi=dpi))).convert("RGB")
    target = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(target, "png")
    target.seek(0)
    return target
