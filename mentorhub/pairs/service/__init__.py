"""What the two of a pair can do: see each other, log contact, meet, keep a rhythm, notes and things to do."""

from mentorhub.pairs.service import ending
from mentorhub.pairs.service.answers import Correction, confirm_contact, correct_contact, take_answer_back
from mentorhub.pairs.service.appointments import (
    Meeting,
    appointment_file,
    cancel_appointment,
    plan_appointment,
)
from mentorhub.pairs.service.contacts import NewContact, log_contact, spoke_today, undo_contact
from mentorhub.pairs.service.happened import Outcome, answer_by_link, answer_question, look_behind_link
from mentorhub.pairs.service.notes import (
    Notebook,
    NoteLine,
    add_note,
    my_notes,
    remove_note,
    restore_note,
    save_note,
)
from mentorhub.pairs.service.rhythm import end_pause, pause, set_rhythm
from mentorhub.pairs.service.room import my_pairs, pair_room
from mentorhub.pairs.service.stand_ins import StandIn, stand_ins, unmatched_reason
from mentorhub.pairs.service.tasks import (
    NewTask,
    Removed,
    TaskLine,
    TaskList,
    add_task,
    our_tasks,
    remove_task,
    restore_task,
    tick,
)
from mentorhub.pairs.service.use import are_in_use
from mentorhub.pairs.service.values import (
    AppointmentLine,
    Before,
    ContactLine,
    DayRefused,
    PairLine,
    PairRoom,
    PauseLine,
    RhythmLine,
    TooMany,
    TooOften,
)

__all__ = [
    "AppointmentLine",
    "Before",
    "ContactLine",
    "Correction",
    "DayRefused",
    "Meeting",
    "NewContact",
    "NewTask",
    "NoteLine",
    "Notebook",
    "Outcome",
    "PairLine",
    "PairRoom",
    "PauseLine",
    "Removed",
    "RhythmLine",
    "StandIn",
    "TaskLine",
    "TaskList",
    "TooMany",
    "TooOften",
    "add_note",
    "add_task",
    "answer_by_link",
    "answer_question",
    "appointment_file",
    "are_in_use",
    "cancel_appointment",
    "confirm_contact",
    "correct_contact",
    "end_pause",
    "ending",
    "log_contact",
    "look_behind_link",
    "my_notes",
    "my_pairs",
    "our_tasks",
    "pair_room",
    "pause",
    "plan_appointment",
    "remove_note",
    "remove_task",
    "restore_note",
    "restore_task",
    "save_note",
    "set_rhythm",
    "spoke_today",
    "stand_ins",
    "take_answer_back",
    "tick",
    "undo_contact",
    "unmatched_reason",
]
