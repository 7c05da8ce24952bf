"""When rounds begin and end by the clock, and so which round is the last for someone who must go."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rounds by the clock: round `first` begins at `begins` (aware), the others follow.

    Before the event `first` is 1; during it, it is the round that runs or comes next, so that what was
    late or early already counts. A long break of `break_seconds` for everybody comes half-way (after
    round 4 of 8, or 4 of 7), where a teacher takes it by pausing the room.
    """

    rounds: int
    round_seconds: int
    changeover_seconds: int
    break_seconds: int
    begins: datetime
    first: int = 1

    def begin(self, number: int) -> datetime:
        """Return when a round begins; `number` is `first` or later."""
        step = self.round_seconds + self.changeover_seconds
        half = (self.rounds + 1) // 2
        pause = self.break_seconds if self.first <= half < number else 0
        return self.begins + timedelta(seconds=(number - self.first) * step + pause)

    def end(self, number: int) -> datetime:
        """Return when a round ends; `number` is `first` or later."""
        return self.begin(number) + timedelta(seconds=self.round_seconds)

    def last_by(self, leaves: datetime) -> int:
        """Return the last round that ends by then, `first - 1` when none does.

        Compared in whole minutes, as people say a time: a round that ends at 18:00:40 ends by 18:00.
        """
        numbers = range(self.first, self.rounds + 1)
        return max((n for n in numbers if _minute(self.end(n)) <= leaves), default=self.first - 1)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
