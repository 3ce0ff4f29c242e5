"""What the facilitator sees: the control room, and the big screen the room looks at."""

from .control import control_room
from .wall import big_screen

__all__ = ["big_screen", "control_room"]
