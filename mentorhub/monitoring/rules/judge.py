"""The rules for all pairs of one programme on one day: what many pairs share is worked out once.

Ten thousand pairs have a few hundred days of latest contact and rhythms between them. ``Judge`` gives for
each exactly what ``attention`` gives; a property test holds the two together.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from mentorhub.monitoring.rules.days import DaysOff
from mentorhub.monitoring.rules.values import Attention, Facts, Thresholds
from mentorhub.monitoring.rules.watch import attention, contact, merged, search

Seen = tuple[date | None, int | None, bool]
"""Day of the latest contact, rhythm in days, and whether an appointment is to come."""
Search = tuple[bool, bool, bool]
"""Whether there are leads, an application, a placement."""


@dataclass(frozen=True, slots=True)
class Judge:
    """The rules for one programme on one day.

    Attributes:
        today: the day in the school's calendar.
        first_contact_days: what the programme gives for the first contact.
        thresholds: when its states begin.
        days_off: its holidays.
    """

    today: date
    first_contact_days: int
    thresholds: Thresholds
    days_off: DaysOff
    _contacts: dict[tuple[date | None, Seen], Attention] = field(default_factory=dict, repr=False)
    _searches: dict[tuple[date, Search], tuple[Attention, ...]] = field(default_factory=dict, repr=False)

    def plain(self, matched_on: date, seen: Seen, searched: Search) -> Attention:
        """Return how a pair does that has no pause, no call for help, no internship ahead and no end."""
        # Once there was contact, the day of the match says nothing about it.
        of_contact = (matched_on if seen[0] is None else None, seen)
        found = self._contacts.get(of_contact)
        if found is None:
            found = self._contacts[of_contact] = contact(
                self._facts(matched_on, seen), self.today, self.thresholds, self.days_off
            )
        of_search = (matched_on, searched)
        more = self._searches.get(of_search)
        if more is None:
            more = self._searches[of_search] = self._search(matched_on, searched)
        return merged([found, *more]) if more else found

    def full(self, facts: Facts) -> Attention:
        """Return how any pair does."""
        whole = replace(facts, first_contact_days=self.first_contact_days)
        return attention(whole, self.today, self.thresholds, self.days_off)

    def _facts(self, matched_on: date, seen: Seen) -> Facts:
        last, rhythm, has_plan = seen
        return Facts(matched_on, self.first_contact_days, last, rhythm, has_plan=has_plan)

    def _search(self, matched_on: date, searched: Search) -> tuple[Attention, ...]:
        leads, applied, placed = searched
        facts = Facts(
            matched_on,
            self.first_contact_days,
            None,
            has_leads=leads,
            has_applied=applied,
            is_placed=placed,
        )
        return tuple(search(facts, self.today, self.thresholds, self.days_off))
