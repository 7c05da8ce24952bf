"""The ledger: whose network opened which door, and what came of it."""

from mentorhub.internships.service.ledger.quiet import quiet_searches
from mentorhub.internships.service.ledger.reading import exported, in_order, ledger_of
from mentorhub.internships.service.ledger.values import (
    SORTS,
    Chain,
    GroupName,
    Ledger,
    Opener,
    QuietSearch,
    Totals,
)
from mentorhub.internships.service.staff_scope import seen_mentees

__all__ = [
    "SORTS",
    "Chain",
    "GroupName",
    "Ledger",
    "Opener",
    "QuietSearch",
    "Totals",
    "exported",
    "in_order",
    "ledger_of",
    "quiet_searches",
    "seen_mentees",
]
