"""One round: the best pairs among those present, in one hall or pod by pod."""

from collections.abc import Sequence

from mentorhub.speeddate.rules.assignment import heaviest_assignment
from mentorhub.speeddate.rules.pods import Pods
from mentorhub.speeddate.rules.seats import Participant
from mentorhub.speeddate.rules.weights import RoundNeeds, sit_first, weigh

Couple = tuple[Participant, Participant]


def best_pairs(
    mentees: Sequence[Participant], mentors: Sequence[Participant], needs: RoundNeeds
) -> list[Couple]:
    """Return the heaviest set of pairs in which everybody occurs once and every pair is allowed."""
    if not mentees or not mentors:
        return []
    return _heaviest(mentees, mentors, weigh(mentees, mentors, needs))


def _heaviest(
    mentees: Sequence[Participant], mentors: Sequence[Participant], weights: list[list[int]]
) -> list[Couple]:
    """Return the heaviest pairs of positive weight; `weights` has mentees in rows."""
    if len(mentees) <= len(mentors):
        chosen = list(enumerate(heaviest_assignment(weights)))
    else:
        flipped = heaviest_assignment(list(zip(*weights, strict=True)))
        chosen = [(row, column) for column, row in enumerate(flipped)]
    return [(mentees[row], mentors[column]) for row, column in chosen if weights[row][column]]


def pairs_in_pods(
    mentees: Sequence[Participant], mentors: Sequence[Participant], needs: RoundNeeds, pods: Pods
) -> list[Couple]:
    """Return the pairs of one round, each pod on its own, then filled up across pods.

    Who has a break is decided for the whole hall, so that pods do not differ in breaks.
    """
    seats = min(len(mentees), len(mentors))
    sitting = _sitters(mentees, seats, needs), _sitters(mentors, seats, needs)
    couples = _pinned_pairs(*sitting, needs)
    placed = {person.id for couple in couples for person in couple}
    others = [[one for one in side if one.id not in placed] for side in sitting]
    for in_pod in pods.share_out(others[0], others[1], needs):
        couples += best_pairs(*in_pod, needs)
    couples = fill_up(couples, *sitting, needs)
    return fill_up(couples, mentees, mentors, needs) if len(couples) < seats else couples


def _pinned_pairs(
    mentees: Sequence[Participant], mentors: Sequence[Participant], needs: RoundNeeds
) -> list[Couple]:
    """Return as many pins as this round can place, wherever in the hall; those that press come first."""
    open_pins = {pin: count for pin, count in needs.pressing.items() if needs.open(pin)}
    here = [one for one in mentees if any(one.id == mentee for mentee, _ in open_pins)]
    there = [one for one in mentors if any(one.id == mentor for _, mentor in open_pins)]
    if not here or not there:
        return []
    urgent = len(here) + 1
    worth = {pin: 1 + urgent * count for pin, count in open_pins.items()}
    return _heaviest(here, there, [[worth.get((one.id, other.id), 0) for other in there] for one in here])


def _sitters(people: Sequence[Participant], seats: int, needs: RoundNeeds) -> list[Participant]:
    """Return the `seats` people who sit this round: pressing pins first, then most breaks beyond due."""
    rank = sit_first(people, needs.tally)
    pressed = {person for pin, count in needs.pressing.items() if count and needs.open(pin) for person in pin}

    def claim(person: Participant) -> tuple[bool, int, int]:
        return person.id in pressed, rank[person.id], needs.tally.lot[person.id]

    return sorted(people, key=claim, reverse=True)[:seats]


def fill_up(
    couples: Sequence[Couple],
    mentees: Sequence[Participant],
    mentors: Sequence[Participant],
    needs: RoundNeeds,
) -> list[Couple]:
    """Return a largest set of pairs; whoever had a seat keeps one (augmenting paths, Berge 1957)."""
    partner = {mentor.id: mentee for mentee, mentor in couples}
    seated = {mentee.id for mentee, _ in couples}
    for mentee in mentees:
        if mentee.id not in seated and len(partner) < len(mentors):
            _find_seat(mentee, mentors, partner, needs)
    return [(partner[mentor.id], mentor) for mentor in mentors if mentor.id in partner]


def _find_seat(
    start: Participant, mentors: Sequence[Participant], partner: dict[str, Participant], needs: RoundNeeds
) -> None:
    """Seat one more mentee in `partner`, by a shortest row of swaps, if there is one."""
    came_from: dict[str, Participant] = {}
    held: dict[str, str] = {mentee.id: mentor for mentor, mentee in partner.items()}
    queue = [start]
    for mentee in queue:
        for mentor in mentors:
            if mentor.id in came_from or not needs.allowed(mentee, mentor):
                continue
            came_from[mentor.id] = mentee
            if mentor.id not in partner:
                _swap(mentor.id, came_from, held, partner)
                return
            queue.append(partner[mentor.id])


def _swap(
    mentor: str, came_from: dict[str, Participant], held: dict[str, str], partner: dict[str, Participant]
) -> None:
    free: str | None = mentor
    while free is not None:
        mentee = came_from[free]
        partner[free] = mentee
        free = held.get(mentee.id)
