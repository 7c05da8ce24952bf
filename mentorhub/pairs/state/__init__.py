"""The pair's room on the phone of one of the two: one state for the room, one for each kind of act."""

from mentorhub.pairs.state.appointments import AppointmentState
from mentorhub.pairs.state.contacts import ContactState
from mentorhub.pairs.state.forms import AppointmentForm, ContactForm, CorrectionForm, PauseForm, TaskForm
from mentorhub.pairs.state.notes import NoteState
from mentorhub.pairs.state.rhythm import RhythmState
from mentorhub.pairs.state.room import CoachState
from mentorhub.pairs.state.tasks import TaskState

__all__ = [
    "AppointmentForm",
    "AppointmentState",
    "CoachState",
    "ContactForm",
    "ContactState",
    "CorrectionForm",
    "NoteState",
    "PauseForm",
    "RhythmState",
    "TaskForm",
    "TaskState",
]
