"""An order and its outcome as lines of JSON, one mentee a line, for the process that computes.

Short lines keep the server going: between two of them it answers everybody else.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from mentorhub.matching.rules import Instance, MatchingError, Objective, Wish
from mentorhub.matching.service.solving import Line, Order, Solved

END = "end"


def order_lines(order: Order) -> Iterator[str]:
    """Return the lines of an order; the last one is ``"end"``."""
    instance = order.instance
    mentors = list(instance.capacities)
    yield _line(
        objective=order.objective.value,
        compared=[one.value for one in order.compared],
        repairing=order.repairing,
        evens_out=order.evens_out,
        seed=instance.seed,
        list_length=instance.list_length,
        places=[instance.capacities[mentor] for mentor in mentors],
        mentors=mentors,
        current=dict(instance.current),
        group_of=dict(order.group_of),
    )
    of_mentee = _by_mentee(instance)
    for mentee, choices in instance.preferences.items():
        yield _line(mentee=mentee, choices=choices, **of_mentee[mentee])
    yield json.dumps(END) + "\n"


def _line(**facts: Any) -> str:
    return json.dumps(facts) + "\n"


def _by_mentee(instance: Instance) -> Mapping[str, dict[str, Any]]:
    """Return what is said about pairs, by mentee; for the fit, of which there is most, mentors by number."""
    found: dict[str, dict[str, Any]] = defaultdict(
        lambda: {"pins": [], "forbidden": [], "met": {}, "wishes": {}, "fit": ([], []), "filling": []}
    )
    number = {mentor: at for at, mentor in enumerate(instance.capacities)}
    for (mentee, mentor), shared in instance.fit.items():
        numbers, scores = found[mentee]["fit"]
        numbers.append(number[mentor])
        scores.append(shared)
    for mentee, mentor in instance.pins:
        found[mentee]["pins"].append(mentor)
    for mentee, mentor in instance.forbidden:
        found[mentee]["forbidden"].append(mentor)
    for mentee, mentor in instance.met:
        found[mentee]["met"][mentor] = instance.round_met(mentee, mentor)
    for (mentor, mentee), wish in instance.wishes.items():
        found[mentee]["wishes"][mentor] = int(wish)
    for mentee, mentors in instance.filling.items():
        found[mentee]["filling"] = sorted(mentors)
    return found


def order_of(lines: Iterable[str]) -> Order:
    """Return the order that the lines describe; reads up to and with the end.

    Raises:
        MatchingError: the rules in it contradict each other.
    """
    read = map(json.loads, lines)
    head = next(read)
    rows = []
    for row in read:
        if row == END:
            break
        rows.append(row)
    return Order(
        instance=_instance(head, rows),
        objective=Objective(head["objective"]),
        compared=tuple(map(Objective, head["compared"])),
        repairing=head["repairing"],
        evens_out=head["evens_out"],
        group_of=head["group_of"],
    )


def _instance(head: Mapping[str, Any], rows: list[dict[str, Any]]) -> Instance:
    mentors = head["mentors"]
    return Instance(
        preferences={row["mentee"]: tuple(row["choices"]) for row in rows},
        capacities=dict(zip(mentors, head["places"], strict=True)),
        pins=_pairs(rows, "pins"),
        forbidden=_pairs(rows, "forbidden"),
        current=head["current"],
        wishes={
            (mentor, row["mentee"]): Wish(wish) for row in rows for mentor, wish in row["wishes"].items()
        },
        fit={
            (row["mentee"], mentors[number]): shared
            for row in rows
            for number, shared in zip(*row["fit"], strict=True)
        },
        met={(row["mentee"], mentor): number for row in rows for mentor, number in row["met"].items()},
        filling={row["mentee"]: frozenset(row["filling"]) for row in rows if row["filling"]},
        seed=head["seed"],
        list_length=head["list_length"],
    )


def _pairs(rows: list[dict[str, Any]], name: str) -> frozenset[tuple[str, str]]:
    return frozenset((row["mentee"], mentor) for row in rows for mentor in row[name])


def progress_line(done: int, whole: int, phase: str) -> str:
    """Return the line that says how far it is."""
    return _line(kind="progress", done=done, whole=whole, phase=phase)


def refusal_line(refused: MatchingError) -> str:
    """Return the line of rules that allow no match."""
    return _line(kind="refused", code=refused.code, data=refused.data)


def refusal_of(row: Mapping[str, Any]) -> MatchingError:
    """Return the refusal that a line describes."""
    kinds = {kind.code: kind for kind in (MatchingError, *MatchingError.__subclasses__())}
    facts = {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in row["data"].items()}
    return kinds[row["code"]](**facts)


def solved_lines(outcome: Solved) -> Iterator[str]:
    """Return the lines of an outcome; the head comes last and says that it is complete."""
    for line in outcome.lines:
        others = {name: places[line.mentee] for name, places in outcome.alternatives.items()}
        yield _line(kind="line", line=asdict(line), alternatives=others)
    yield _line(
        kind="solved",
        objective=outcome.objective,
        certificate=outcome.certificate,
        profiles=outcome.profiles,
        groups=outcome.groups,
        blocking=outcome.blocking,
        blocking_count=outcome.blocking_count,
    )


def solved_of(head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Solved:
    """Return the outcome that its head and the rows before it describe."""
    rows = list(rows)
    return Solved(
        objective=head["objective"],
        certificate=head["certificate"],
        profiles=head["profiles"],
        alternatives={
            name: {row["line"]["mentee"]: row["alternatives"][name] for row in rows}
            for name in head["profiles"]
        },
        groups=head["groups"],
        blocking=head["blocking"],
        blocking_count=head["blocking_count"],
        lines=[Line(**row["line"]) for row in rows],
    )
