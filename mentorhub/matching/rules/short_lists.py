"""Short lists: where they must be accepted they are filled at random from those met, as told in advance."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from mentorhub.matching.rules.lottery import drawer
from mentorhub.matching.rules.values import PairKey


def fill_short_list(
    preferences: Mapping[str, tuple[str, ...]],
    met: Collection[PairKey],
    seed: int,
    list_length: int = 4,
) -> dict[str, tuple[str, ...]]:
    """Every list filled up to `list_length` with mentors met, in an order drawn from the seed.

    `met` holds (mentee, mentor) pairs. A list stays short when too few were met. What is drawn depends
    on the mentee and her meetings only, never on other lists.
    """
    draw = drawer(seed, "fill")
    meetings: dict[str, list[str]] = defaultdict(list)
    for mentee, mentor in met:
        meetings[mentee].append(mentor)

    def filled(mentee: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        others = (mentor for mentor in meetings[mentee] if mentor not in choices)
        extra = sorted(others, key=lambda mentor: (draw(mentee, mentor), mentor))
        return choices + tuple(extra[: max(0, list_length - len(choices))])

    return {mentee: filled(mentee, choices) for mentee, choices in preferences.items()}
