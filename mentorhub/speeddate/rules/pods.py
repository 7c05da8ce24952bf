"""Pods: parts of a large hall, tables next to each other, so that nobody has far to walk.

Mentors belong to the pod their table lies in. A mentee has a home pod, and leaves it for a round only
where the numbers, a pin or a lack of new people there ask for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from mentorhub.speeddate.rules.fits import Fits
from mentorhub.speeddate.rules.seats import Participant, Seat
from mentorhub.speeddate.rules.weights import RoundNeeds

Group = tuple[list[Participant], list[Participant]]


@dataclass(frozen=True, slots=True)
class Pods:
    """`of_mentor` gives each mentor's pod, `home` each mentee's; pods count from 0 to `count - 1`."""

    count: int
    of_mentor: Mapping[str, int]
    home: Mapping[str, int]

    def share_out(
        self, mentees: Sequence[Participant], mentors: Sequence[Participant], needs: RoundNeeds
    ) -> list[Group]:
        """Return mentees and mentors per pod, as many of both in each; takes equally many of both."""
        groups: list[Group] = [([], []) for _ in range(self.count)]
        for mentor in mentors:
            groups[self.of_mentor[mentor.id]][1].append(mentor)
        for mentee in sorted(mentees, key=lambda one: (needs.tally.lot[one.id], one.id)):
            wish = self._nearest_with_someone_new(mentee, groups, needs)
            room = [at for at, (here, there) in enumerate(groups) if len(here) < len(there)]
            groups[min(room, key=lambda at: (abs(at - wish), at))][0].append(mentee)
        return groups

    def _nearest_with_someone_new(
        self, mentee: Participant, groups: Sequence[Group], needs: RoundNeeds
    ) -> int:
        home = self.home[mentee.id]
        nearest = sorted(range(self.count), key=lambda pod: abs(pod - home))
        some_new = (pod for pod in nearest if any(needs.allowed(mentee, one) for one in groups[pod][1]))
        return next(some_new, home)


def make_pods(
    mentees: Sequence[Participant],
    mentors: Sequence[Participant],
    placed: Mapping[str, int],
    *,
    size: int,
    rounds: int,
    fit: Fits,
    past: Iterable[Seat],
) -> Pods:
    """Split a hall into as few pods of at most `size` mentees as possible, evenly.

    A mentee who has sat somewhere stays in that part of the hall; the others go where the sum of their
    best `rounds` values of `fit` is largest, those with most to lose first.
    """
    count = max(1, min(-(-len(mentees) // size), len(mentors)))
    by_table = sorted(mentors, key=lambda mentor: (placed[mentor.id], mentor.id))
    of_mentor = {mentor.id: at * count // len(by_table) for at, mentor in enumerate(by_table)}
    home = {seat.mentee: of_mentor[seat.mentor] for seat in sorted(past) if seat.mentor in of_mentor}
    newcomers = [mentee for mentee in mentees if mentee.id not in home]
    if count == 1:
        return Pods(1, of_mentor, dict.fromkeys((mentee.id for mentee in mentees), 0))
    values = {one.id: _values(one.id, of_mentor, count, rounds, fit) for one in newcomers}
    return Pods(count, of_mentor, _settle(home, values, count, -(-len(mentees) // count)))


def _values(mentee: str, of_mentor: Mapping[str, int], count: int, rounds: int, fit: Fits) -> list[int]:
    per_pod: list[list[int]] = [[] for _ in range(count)]
    for mentor, pod in of_mentor.items():
        per_pod[pod].append(fit.get((mentee, mentor), 0))
    return [sum(nlargest(rounds, values)) for values in per_pod]


def _settle(
    home: Mapping[str, int], values: Mapping[str, list[int]], count: int, places: int
) -> dict[str, int]:
    settled = dict(home)
    people = [sum(1 for pod in home.values() if pod == at) for at in range(count)]

    def regret(mentee: str) -> tuple[int, str]:
        first, second = nlargest(2, values[mentee])
        return second - first, mentee

    for mentee in sorted(values, key=regret):
        room = [pod for pod in range(count) if people[pod] < places] or list(range(count))
        pod = max(room, key=lambda at: (values[mentee][at], -people[at]))
        settled[mentee] = pod
        people[pod] += 1
    return settled
