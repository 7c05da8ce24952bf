"""What the two of a pair can do: see each other, log contact, plan the next appointment."""

from mentorhub.pairs.service.appointments import (
    Meeting,
    appointment_file,
    cancel_appointment,
    plan_appointment,
)
from mentorhub.pairs.service.contacts import NewContact, log_contact, spoke_today, undo_contact
from mentorhub.pairs.service.room import my_pairs, pair_room
from mentorhub.pairs.service.stand_ins import StandIn, stand_ins, unmatched_reason
from mentorhub.pairs.service.use import are_in_use
from mentorhub.pairs.service.values import (
    AppointmentLine,
    ContactLine,
    DayRefused,
    PairLine,
    PairRoom,
    TooOften,
)

__all__ = [
    "AppointmentLine",
    "ContactLine",
    "DayRefused",
    "Meeting",
    "NewContact",
    "PairLine",
    "PairRoom",
    "StandIn",
    "TooOften",
    "appointment_file",
    "are_in_use",
    "cancel_appointment",
    "log_contact",
    "my_pairs",
    "pair_room",
    "plan_appointment",
    "spoke_today",
    "stand_ins",
    "undo_contact",
    "unmatched_reason",
]
