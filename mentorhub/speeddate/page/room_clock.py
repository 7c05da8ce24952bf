"""The clock of the room, the same on phone, projector and control page."""

import reflex as rx

from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.ui.browser import clock
from mentorhub.ui.texts import t


def room_clock(*, class_name: str = "clock", ring: bool = False) -> rx.Component:
    """Return the time that is left, as digits, with a ring that empties where there is room for one."""
    return clock(
        deadline=LiveRoom.deadline,
        paused_left=LiveRoom.paused_left,
        server_now=LiveRoom.server_now,
        total=LiveRoom.total,
        ring=ring,
        label=t("room.phone.clock"),
        spoken=t("room.phone.spoken"),
        class_name=class_name,
    )
