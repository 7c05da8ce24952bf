"""What an explanation says, as data; no text for people, that is the catalogue's."""

from dataclasses import dataclass
from enum import StrEnum

from mentorhub.matching.rules.values import Source, Wish


class Obstacle(StrEnum):
    """Why a better choice was not given.

    COSTS: others would be worse off; PINNED: she is pinned elsewhere; FORBIDDEN: the pair is; NO_PLACE: the
    mentor has none, or pins took them; PREFERS_OTHERS: the mentor holds mentees she puts before this one;
    WHOLE: it follows from the programme as a whole (fewest blocking pairs).
    """

    COSTS = "costs"
    PINNED = "pinned"
    FORBIDDEN = "forbidden"
    NO_PLACE = "no_place"
    PREFERS_OTHERS = "prefers_others"
    WHOLE = "whole"


class Component(StrEnum):
    """A component of the cost vector: the first one in which the forced match would be worse.

    EVENNESS stands for all tie-breaks where the proposal was made even between groups.
    """

    UNMATCHED = "unmatched"
    BEYOND = "beyond"
    RANK = "rank"
    EVENNESS = "evenness"
    CHANGED = "changed"
    WISH = "wish"
    FIT = "fit"
    LOAD = "load"
    LOTTERY = "lottery"


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody else who would move. No `mentor_to` means none of her choices; then the fall back applies."""

    mentee: str
    mentor_from: str | None
    mentor_to: str | None
    rank_from: int | None
    rank_to: int | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the mentee did not get `choice`, the `rank`-th of her list.

    With obstacle COSTS, `moves` is the cheapest way to give it to her; `delta[r - 1]` the change in
    the number of r-th choices and `without_choice` in the number with none of theirs, herself included;
    `left_out` the number of others who would end with none of their choices. `decided_by` is the first
    component of the vector that gets worse; with PREFERS_OTHERS what the mentor's order turned on.
    """

    choice: str
    rank: int
    obstacle: Obstacle
    decided_by: Component | None = None
    delta: tuple[int, ...] = ()
    without_choice: int = 0
    left_out: int = 0
    moves: tuple[Move, ...] = ()


class PairKind(StrEnum):
    """The main thing to say about one mentee's outcome."""

    PINNED = "pinned"
    FIRST_CHOICE = "first_choice"
    BETTER_CHOICE_COSTS = "better_choice_costs"
    BETTER_CHOICE_PREFERS_OTHERS = "better_choice_prefers_others"
    BETTER_CHOICES_NOT_POSSIBLE = "better_choices_not_possible"
    NO_LIST = "no_list"
    NO_MENTOR = "no_mentor"


@dataclass(frozen=True, slots=True)
class PairReason:
    """Why this mentee has this mentor, for the teacher.

    `reason` is the one that says most: the highest choice that was refused for what it would cost, or
    else the first. `source` is None without a mentor; `round_met` is known when the two met at the speed
    date; `fit` counts shared qualities and `wish` is what the mentor answered, None without an answer.
    `better` has a reason for every choice better than what she got, best first.
    """

    mentee: str
    mentor: str | None
    kind: PairKind
    rank: int | None
    source: Source | None
    reason: Reason | None
    round_met: int | None
    fit: int
    wish: Wish | None
    better: tuple[Reason, ...] = ()


class OwnKind(StrEnum):
    """What a mentee is told about her own outcome."""

    FIRST_CHOICE = "first_choice"
    LOWER_CHOICE = "lower_choice"
    MET = "met"
    ANY = "any"
    NO_MENTOR = "no_mentor"


@dataclass(frozen=True, slots=True)
class OwnReason:
    """What a mentee may know: own list, own mentor, and which better choices had no place left for her.

    `taken` are the better choices without a free place, `not_given` the other better ones. A place that
    was forbidden looks like one that is taken, so that nobody reads a teacher's decision off the screen.
    """

    kind: OwnKind
    mentor: str | None
    rank: int | None
    taken: tuple[str, ...]
    not_given: tuple[str, ...]
    round_met: int | None


class OwnMentorKind(StrEnum):
    """What a mentor is told about one of her mentees; the first that holds."""

    WISHED = "wished"
    SHARED = "shared"
    MET = "met"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class OwnMentorReason:
    """What a mentor may know: her own answer, what the two share, and the round in which they met.

    WISHED: she answered *prefer*; SHARED: `fit` shared qualities; MET: at the speed date, in `round_met`
    when known; PLAIN: nothing of that. Nobody's list is in it, not even whether she stood on one.
    """

    kind: OwnMentorKind
    mentee: str
    fit: int
    round_met: int | None
