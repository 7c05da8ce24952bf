"""Before anything is planned: how many people each will meet and how long it takes, from counts alone."""

from dataclasses import dataclass

from mentorhub.speeddate.rules.forecast import duration_minutes


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a plan will give: the fewest and the most that one mentee and one mentor meets, and seconds."""

    mentee_meets: tuple[int, int]
    mentor_meets: tuple[int, int]
    seconds: int


def outlook(
    n_mentees: int,
    n_mentors: int,
    rounds: int,
    *,
    round_seconds: int,
    changeover_seconds: int,
    break_minutes: int,
) -> Outlook:
    """Return what the planner's promises mean for these counts.

    Each round seats all of the smaller side until everybody has met everybody, and breaks differ by at
    most 1 (`plan_rounds`); so the meetings are spread as evenly as they divide.
    """
    most = max(n_mentees, n_mentors)
    meetings = min(n_mentees, n_mentors) * min(max(rounds, 0), most)
    return Outlook(
        mentee_meets=_spread(meetings, n_mentees),
        mentor_meets=_spread(meetings, n_mentors),
        seconds=duration_minutes(rounds, round_seconds, changeover_seconds, interval=60 * break_minutes),
    )


def _spread(meetings: int, people: int) -> tuple[int, int]:
    if people < 1:
        return 0, 0
    return meetings // people, -(-meetings // people)
