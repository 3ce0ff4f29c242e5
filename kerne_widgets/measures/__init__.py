"""Measures of agreement and priority: plain counts, ranks or wins in, numbers out.

Nothing here knows of workshops or frames, so an analyst can use each measure on figures of her own. Where there
is nothing to measure, a measure is NaN; where the figures cannot be what they are said to be, it is a ValueError.
"""

from .pairs import Strengths, bradley_terry, colley
from .rankings import borda, kendall_w
from .rounds import PAIRS_MIN, Change, mean_interval, paired_change
from .scales import agreement, agreement_interval, consensus, group_consensus
from .talks import hours_in_dispute

__all__ = [
    "PAIRS_MIN",
    "Change",
    "Strengths",
    "agreement",
    "agreement_interval",
    "borda",
    "bradley_terry",
    "colley",
    "consensus",
    "group_consensus",
    "hours_in_dispute",
    "kendall_w",
    "mean_interval",
    "paired_change",
]
