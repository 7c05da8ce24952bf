"""The matching rules, pure: values in, values out; no clock, no database, no text for people."""

from mentorhub.matching.rules.certificate import certify
from mentorhub.matching.rules.errors import (
    BadCapacity,
    BadListLength,
    BadTeam,
    DuplicateChoice,
    ListTooLong,
    MatchingError,
    NotProven,
    OptimiserMissing,
    PinForbidden,
    PinOverCapacity,
    SecondPin,
    UnknownMentee,
    UnknownMentor,
)
from mentorhub.matching.rules.evening import Evened, even_out
from mentorhub.matching.rules.explanation import explain, pair_reason, pair_reasons, reasons_for
from mentorhub.matching.rules.fairness import GroupMean, Spread, spread
from mentorhub.matching.rules.instance import LONGEST_LIST, Instance
from mentorhub.matching.rules.private import mentor_reasons, private_reason, private_reasons
from mentorhub.matching.rules.reasons import (
    Component,
    Move,
    Obstacle,
    OwnKind,
    OwnMentorKind,
    OwnMentorReason,
    OwnReason,
    PairKind,
    PairReason,
    Reason,
)
from mentorhub.matching.rules.repair import (
    Change,
    Repair,
    changes_between,
    repair,
    substitute,
    substitute_instance,
)
from mentorhub.matching.rules.short_lists import fill_short_list, fill_with_all_met
from mentorhub.matching.rules.solver import solve
from mentorhub.matching.rules.stability import blocking_pairs
from mentorhub.matching.rules.teams import Team, TeamInstance, Teams, form_teams
from mentorhub.matching.rules.values import (
    Assignment,
    Certificate,
    Objective,
    Profile,
    Progress,
    Proof,
    Result,
    Source,
    Wish,
)
from mentorhub.matching.rules.wishes import forbid_rather_not

__all__ = [
    "LONGEST_LIST",
    "Assignment",
    "BadCapacity",
    "BadListLength",
    "BadTeam",
    "Certificate",
    "Change",
    "Component",
    "DuplicateChoice",
    "Evened",
    "GroupMean",
    "Instance",
    "ListTooLong",
    "MatchingError",
    "Move",
    "NotProven",
    "Objective",
    "Obstacle",
    "OptimiserMissing",
    "OwnKind",
    "OwnMentorKind",
    "OwnMentorReason",
    "OwnReason",
    "PairKind",
    "PairReason",
    "PinForbidden",
    "PinOverCapacity",
    "Profile",
    "Progress",
    "Proof",
    "Reason",
    "Repair",
    "Result",
    "SecondPin",
    "Source",
    "Spread",
    "Team",
    "TeamInstance",
    "Teams",
    "UnknownMentee",
    "UnknownMentor",
    "Wish",
    "blocking_pairs",
    "certify",
    "changes_between",
    "even_out",
    "explain",
    "fill_short_list",
    "fill_with_all_met",
    "forbid_rather_not",
    "form_teams",
    "mentor_reasons",
    "pair_reason",
    "pair_reasons",
    "private_reason",
    "private_reasons",
    "reasons_for",
    "repair",
    "solve",
    "spread",
    "substitute",
    "substitute_instance",
]
