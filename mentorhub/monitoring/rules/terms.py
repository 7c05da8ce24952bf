"""What a programme can set for its watch, within limits; pure."""

from dataclasses import dataclass

from mentorhub.monitoring.rules.values import Thresholds

LIMITS: dict[str, tuple[int, int]] = {
    "first_contact_days": (7, 90),
    "warn_from": (1, 89),
    "urgent_from": (1, 89),
    "quiet_from": (7, 90),
    "rhythms_missed": (1, 5),
    "leads_after": (1, 40),
    "applications_after": (1, 40),
    "agreement_before": (3, 60),
}
"""Least and most of each; weeks for ``leads_after`` and ``applications_after``, a number of rhythms, days."""


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """What a programme chose: days for the first contact, the thresholds, and the region of its holidays."""

    first_contact_days: int
    thresholds: Thresholds
    region: str

    def numbers(self) -> dict[str, int]:
        """Return every number by its name in ``LIMITS``."""
        chosen = self.thresholds
        return {
            name: self.first_contact_days if name == "first_contact_days" else getattr(chosen, name)
            for name in LIMITS
        }


def fault(terms: OwnTerms) -> str:
    """Return the name of the first number that cannot be, empty when all is well.

    Besides its limits: the warning comes before it gets urgent, and that not after the deadline.
    """
    numbers = terms.numbers()
    for name, (least, most) in LIMITS.items():
        if not least <= numbers[name] <= most:
            return name
    if numbers["urgent_from"] > numbers["first_contact_days"]:
        return "urgent_late"
    return "warn_late" if numbers["warn_from"] > numbers["urgent_from"] else ""
