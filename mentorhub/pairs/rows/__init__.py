"""What the pair's page shows of the room's values: rows and texts in both languages."""

from mentorhub.pairs.rows.contacts import ContactRow, channel_text, contact_row
from mentorhub.pairs.rows.people import (
    NOTHING,
    PairRow,
    StandInRow,
    first_contact_text,
    mentor_why_text,
    pair_row,
    stand_in_row,
    unmatched_text,
    until_text,
    why_text,
)
from mentorhub.pairs.rows.plans import AppointmentRow, appointment_row, pause_texts, rhythm_text
from mentorhub.pairs.rows.together import NoteRow, TaskRow, note_row, task_row

__all__ = [
    "NOTHING",
    "AppointmentRow",
    "ContactRow",
    "NoteRow",
    "PairRow",
    "StandInRow",
    "TaskRow",
    "appointment_row",
    "channel_text",
    "contact_row",
    "first_contact_text",
    "mentor_why_text",
    "note_row",
    "pair_row",
    "pause_texts",
    "rhythm_text",
    "stand_in_row",
    "task_row",
    "unmatched_text",
    "until_text",
    "why_text",
]
