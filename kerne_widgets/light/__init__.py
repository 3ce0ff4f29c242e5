"""The light form: the same questions as plain HTML, for those without JavaScript, with a screen reader or a poor phone.

It draws pages and reads what a form sends; it knows the content, the kinds and the workshop, and no web server.
"""

from .pages import Page, about_address, address, address_after, beginning, draw, room_mark, script
from .posting import ABOUT, FULL, Outcome, Posted, take
from .standing import Standing

__all__ = [
    "ABOUT",
    "FULL",
    "Outcome",
    "Page",
    "Posted",
    "Standing",
    "about_address",
    "address",
    "address_after",
    "beginning",
    "draw",
    "room_mark",
    "script",
    "take",
]
