"""Charts: pictures for the wall from plain frames and sequences; nothing here knows a workshop."""

from .boards import plot_cards, plot_texts
from .bullseye import plot_bullseye
from .figure import Chart, png, svg
from .quadrant import plot_quadrant
from .scales import plot_choice, plot_distribution, plot_sort

__all__ = [
    "Chart",
    "plot_bullseye",
    "plot_cards",
    "plot_choice",
    "plot_distribution",
    "plot_quadrant",
    "plot_sort",
    "plot_texts",
    "png",
    "svg",
]
