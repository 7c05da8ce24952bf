"""What happens in a pair: contact moments (never their content), what the two do, calls for help."""

from mentorhub.pairs.tables.contact import Appointment, CheckIn, Contact, PairPause, PairRhythm
from mentorhub.pairs.tables.help import EmergencyContact, HelpAnswer, HelpCall, HelpStep
from mentorhub.pairs.tables.together import MeetingTick, PairNote, PairTask

__all__ = [
    "Appointment",
    "CheckIn",
    "Contact",
    "EmergencyContact",
    "HelpAnswer",
    "HelpCall",
    "HelpStep",
    "MeetingTick",
    "PairNote",
    "PairPause",
    "PairRhythm",
    "PairTask",
]
