"""Measures of agreement and priority: plain counts, ranks or wins in, numbers out.

Nothing here knows of workshops or frames, so an analyst can use each measure on figures of her own. Where there
is nothing to measure, a measure is NaN; where the figures cannot be what they are said to be, it is a ValueError.
"""

from .pairs import Strengths, bradley_terry, colley
from .rankings import borda, kendall_w
from .scales import agreement, agreement_interval, consensus, group_consensus

__all__ = [
    "Strengths",
    "agreement",
    "agreement_interval",
    "borda",
    "bradley_terry",
    "colley",
    "consensus",
    "group_consensus",
    "kendall_w",
]
