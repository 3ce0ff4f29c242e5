"""Charts: pictures for the wall from plain frames and sequences; nothing here knows a workshop.

Each takes, beside what is its own:

title
    The question that was answered; a usual one when left out.
lang
    ``"da"`` or ``"en"``.
size
    Width and height in inches, of 100 pixels each; the size of the wall when left out.
"""

from .bars import Bars, Series
from .boards import plot_cards, plot_texts
from .bullseye import plot_bullseye
from .change import plot_change
from .circles import plot_circles
from .course import plot_course
from .empty import plot_withheld
from .field import Ends, Plan, plot_field, plot_field_items
from .figure import Chart, pixels, png, svg
from .gap import plot_gap
from .items import plot_compared, plot_ranking, plot_shares, plot_votes
from .ladder import plot_ladder
from .lens_groups import plot_lens_groups
from .lenses import plot_lenses
from .matrix import plot_pair_matrix
from .moves import Panel, plot_moves
from .paging import every_page
from .plan import plot_actions
from .quadrant import plot_quadrant
from .roles import plot_roles
from .scales import plot_choice, plot_distribution, plot_sort
from .scenario import plot_scenario
from .subgroups import plot_subgroups, plot_subgroups_of_items
from .table import Head, plot_table
from .talks import plot_agenda
from .terms import drawn_on
from .timeline import plot_timeline
from .versions import plot_versions
from .whole import plot_whole
from .writing import Line, Writing

__all__ = [
    "Bars",
    "Chart",
    "Ends",
    "Head",
    "Line",
    "Panel",
    "Plan",
    "Series",
    "Writing",
    "drawn_on",
    "every_page",
    "pixels",
    "plot_actions",
    "plot_agenda",
    "plot_bullseye",
    "plot_cards",
    "plot_change",
    "plot_choice",
    "plot_circles",
    "plot_compared",
    "plot_course",
    "plot_distribution",
    "plot_field",
    "plot_field_items",
    "plot_gap",
    "plot_ladder",
    "plot_lens_groups",
    "plot_lenses",
    "plot_moves",
    "plot_pair_matrix",
    "plot_quadrant",
    "plot_ranking",
    "plot_roles",
    "plot_scenario",
    "plot_shares",
    "plot_sort",
    "plot_subgroups",
    "plot_subgroups_of_items",
    "plot_table",
    "plot_texts",
    "plot_timeline",
    "plot_versions",
    "plot_votes",
    "plot_whole",
    "plot_withheld",
    "png",
    "svg",
]
