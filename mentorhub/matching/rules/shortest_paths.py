"""The solver for small networks: successive shortest paths with potentials, in integers.

Mentees enter one by one. Each takes the cheapest way to a place: a free one, or one whose holder moves
on, and so on, or one whose holder is cheapest to leave out. After every step the flow is the cheapest
for those who entered. Source: Edmonds and Karp 1972; Ahuja, Magnanti and Orlin 1993, section 9.7.
"""

from dataclasses import dataclass
from heapq import heappop, heappush

from mentorhub.matching.rules.labels import NOBODY
from mentorhub.matching.rules.network import Network
from mentorhub.matching.rules.values import Progress


@dataclass(frozen=True, slots=True)
class Seating:
    """A cheapest seating and the dual values that prove it.

    `mentor_of[i]` is a mentor index or NOBODY; `price[j]` the cost of one more place at mentor j.
    """

    mentor_of: list[int]
    price: list[int]


@dataclass(slots=True)
class _Flow:
    """The seating so far: `seated[j]` are the mentees at j; `value[i]` is what i costs at the prices."""

    mentor_of: list[int]
    seated: list[list[int]]
    price: list[int]
    value: list[int]


def shortest_paths(network: Network, on_progress: Progress | None = None) -> Seating:
    """The cheapest seating of the whole network.

    `on_progress(done, all)` is called every 256 mentees; it may raise to cancel.
    """
    size = len(network.mentees)
    prices = [network.place_cost(j, 0) for j in range(len(network.mentors))]
    flow = _Flow([NOBODY] * size, [[] for _ in prices], prices, [0] * size)
    waiting = [i for i in range(size) if not _sit_down(network, flow, i)]
    for done, i in enumerate(waiting, start=size - len(waiting)):
        if on_progress and done % 256 == 0:
            on_progress(done, size)
        _enter(network, flow, i)
    if on_progress:
        on_progress(size, size)
    return Seating(flow.mentor_of, flow.price)


def _sit_down(network: Network, flow: _Flow, i: int) -> bool:
    """Seats mentee i where it is cheapest, if a place there costs no more than its price."""
    best, at = network.left_out[i], NOBODY
    price = flow.price
    for j, cost in network.arcs[i]:
        if cost + price[j] < best:
            best, at = cost + price[j], j
    if at != NOBODY:
        seated = flow.seated[at]
        if len(seated) >= network.room[at] or network.place_cost(at, len(seated)) > price[at]:
            return False
        seated.append(i)
    flow.mentor_of[i], flow.value[i] = at, best
    return True


def _enter(network: Network, flow: _Flow, source: int) -> None:
    """Adds one mentee along a shortest path (Dijkstra over mentors, ended at the first way out)."""
    arcs, left_out, room = network.arcs, network.left_out, network.room
    price, value, seated = flow.price, flow.value, flow.seated
    best, end, out = left_out[source], NOBODY, source
    reached: dict[int, int] = {}
    origin: dict[int, int] = {}
    heap: list[tuple[int, int]] = []
    for j, cost in arcs[source]:
        length = cost + price[j]
        if length < best:
            reached[j] = length
            origin[j] = source
            heappush(heap, (length, j))
    settled: list[tuple[int, int]] = []
    while heap:
        length, j = heappop(heap)
        if length >= best:
            break
        if length > reached[j]:
            continue
        settled.append((length, j))
        holders = seated[j]
        if len(holders) < room[j]:
            total = length + network.place_cost(j, len(holders)) - price[j]
            if total < best:
                best, end, out = total, j, NOBODY
        for i in holders:
            base = length - value[i]
            if base + left_out[i] < best:
                best, end, out = base + left_out[i], j, i
            for k, cost in arcs[i]:
                total = base + cost + price[k]
                if total < best and (k not in reached or total < reached[k]):
                    reached[k] = total
                    origin[k] = i
                    heappush(heap, (total, k))
    _raise_prices(flow, settled, best)
    value[source] = best
    _shift(flow, source, origin, end, out)


def _raise_prices(flow: _Flow, settled: list[tuple[int, int]], best: int) -> None:
    """Keeps all reduced costs at or above zero: what was reached early becomes dearer by the rest."""
    for length, j in settled:
        rise = best - length
        if rise > 0:
            flow.price[j] += rise
            for i in flow.seated[j]:
                flow.value[i] += rise


def _shift(flow: _Flow, source: int, origin: dict[int, int], end: int, out: int) -> None:
    """Moves everyone along the path one place on; `out` is left without, if anybody is."""
    if out == source:
        return
    if out != NOBODY:
        flow.seated[end].remove(out)
        flow.mentor_of[out] = NOBODY
    j = end
    while True:
        i = origin[j]
        previous = flow.mentor_of[i]
        flow.mentor_of[i] = j
        flow.seated[j].append(i)
        if i == source:
            return
        flow.seated[previous].remove(i)
        j = previous
