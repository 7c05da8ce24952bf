"""Rules of the speed date: pure, standard library only; values in, values out."""

from mentorhub.speeddate.rules import room
from mentorhub.speeddate.rules.codes import normalise_code, room_code
from mentorhub.speeddate.rules.fits import sparse_fit
from mentorhub.speeddate.rules.fitting import Direction, Fit, common_marks, fit, quality_key
from mentorhub.speeddate.rules.forecast import (
    Coverage,
    PersonCoverage,
    coverage,
    duration_minutes,
    feasibility,
)
from mentorhub.speeddate.rules.issues import plan_issues
from mentorhub.speeddate.rules.outcomes import Outcome, outcomes
from mentorhub.speeddate.rules.places import give_up_tables
from mentorhub.speeddate.rules.room import NotPossible, Phase, RoomState
from mentorhub.speeddate.rules.rounds import plan_rounds
from mentorhub.speeddate.rules.schedule import Schedule
from mentorhub.speeddate.rules.seats import (
    Break,
    Issue,
    IssueCode,
    Pair,
    Participant,
    Plan,
    PlanInputError,
    Seat,
)

__all__ = [
    "Break",
    "Coverage",
    "Direction",
    "Fit",
    "Issue",
    "IssueCode",
    "NotPossible",
    "Outcome",
    "Pair",
    "Participant",
    "PersonCoverage",
    "Phase",
    "Plan",
    "PlanInputError",
    "RoomState",
    "Schedule",
    "Seat",
    "common_marks",
    "coverage",
    "duration_minutes",
    "feasibility",
    "fit",
    "give_up_tables",
    "normalise_code",
    "outcomes",
    "plan_issues",
    "plan_rounds",
    "quality_key",
    "room",
    "room_code",
    "sparse_fit",
]
