"""What a run of any size depends on, without a database."""

import random
import uuid

from mentorhub.matching.rules import (
    Wish,
)
from mentorhub.matching.service.instance import Gathered


def gathered(mentees: int, *, pins: frozenset = frozenset(), seed: int = 1) -> Gathered:
    """So many mentees, as many mentors, lists of four at random; two groups."""
    draw = random.Random(seed)

    def new_id() -> uuid.UUID:
        return uuid.UUID(int=draw.getrandbits(128), version=4)

    mentors = [new_id() for _ in range(mentees)]
    lists = {new_id(): tuple(draw.sample(mentors, min(4, mentees))) for _ in range(mentees)}
    groups = [new_id(), new_id()]
    some = list(lists)[:20]
    return Gathered(
        programme_id=new_id(),
        lists=lists,
        capacities=dict.fromkeys(mentors, 1),
        pins=pins,
        forbidden=frozenset((mentee, lists[mentee][0]) for mentee in some[:5]),
        met={(mentee, mentors[0]): 2 for mentee in some},
        fit={(mentee, mentor): draw.randrange(4) for mentee in some for mentor in mentors[:30]},
        list_length=4,
        wishes={(chosen[0], mentee): Wish.PREFER for mentee, chosen in list(lists.items())[::3]},
        rather_not_forbids=False,
        evens_out=False,
        groups={mentee: groups[n % 2] for n, mentee in enumerate(lists)},
        group_names={groups[0]: "1A", groups[1]: "1B"},
    )
