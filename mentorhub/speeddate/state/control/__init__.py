"""What the teacher's control page holds and does: the room, the hall, and what it says after a press."""

from mentorhub.speeddate.state.control.hall import Hall
from mentorhub.speeddate.state.control.room import ControlRoom
from mentorhub.speeddate.state.control.told import Told

__all__ = ["ControlRoom", "Hall", "Told"]
