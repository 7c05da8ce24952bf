"""The cheapest seating of a network, by whichever exact method is faster at its size."""

from mentorhub.matching.rules.auction import auction
from mentorhub.matching.rules.labels import NOBODY
from mentorhub.matching.rules.network import Network
from mentorhub.matching.rules.shortest_paths import Seating, shortest_paths
from mentorhub.matching.rules.values import Progress

AUCTION_FROM = 3_000
"""Mentees from which the auction wins: it grows in proportion, shortest paths with the square."""


def cheapest_seating(
    network: Network,
    on_progress: Progress | None = None,
    auction_from: int = AUCTION_FROM,
) -> Seating:
    """The one cheapest seating; `on_progress(done, all)` counts mentees and may raise to cancel.

    Both methods give the same; `auction_from` (mentees) only says when to change over.
    """
    method = auction if len(network.mentees) >= auction_from else shortest_paths
    return method(network, on_progress)


def named(network: Network, seating: Seating) -> dict[str, str]:
    """Mentor by mentee, for those who got one."""
    return {network.mentees[i]: network.mentors[j] for i, j in enumerate(seating.mentor_of) if j != NOBODY}


def named_prices(network: Network, seating: Seating) -> dict[str, int]:
    """Price of one more place by mentor."""
    return dict(zip(network.mentors, seating.price, strict=True))
