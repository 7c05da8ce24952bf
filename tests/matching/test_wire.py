"""An order and its outcome on their way to the process that computes and back."""

import json
from dataclasses import replace

import pytest

from mentorhub.matching.rules import (
    Objective,
    OptimiserMissing,
    PinOverCapacity,
    fill_with_all_met,
)
from mentorhub.matching.service.solving import COMPARED, Order, solved
from mentorhub.matching.service.wire import (
    order_lines,
    order_of,
    refusal_line,
    refusal_of,
    solved_lines,
    solved_of,
)
from tests.matching.asked import gathered


def order(mentees: int, objective: Objective = Objective.GENEROUS, **more) -> Order:
    asked = gathered(mentees)
    groups = {str(mentee): str(group) for mentee, group in asked.groups.items()}
    current = {mentee: chosen[-1] for mentee, chosen in asked.lists.items()}
    return Order(asked.instance(3, current), objective, COMPARED, more.get("repairing", False), groups)


def test_an_order_and_its_outcome_survive_the_way_to_the_process_and_back():
    asked = order(40, repairing=True)
    assert order_of(iter(order_lines(asked))) == asked
    there = solved(asked, lambda *_: None)
    rows = [json.loads(line) for line in solved_lines(there)]
    back = solved_of(rows[-1], rows[:-1])
    assert json.dumps(back.lines, default=vars_of) == json.dumps(there.lines, default=vars_of)
    assert (back.profiles, back.alternatives) == (there.profiles, there.alternatives)
    assert (back.groups, back.blocking, back.blocking_count, back.certificate, back.objective) == (
        there.groups,
        there.blocking,
        there.blocking_count,
        there.certificate,
        there.objective,
    )
    assert there.blocking_count == len(there.blocking) > 0


def vars_of(line) -> dict:
    return {name: getattr(line, name) for name in line.__slots__}


@pytest.mark.parametrize(
    "refused", [PinOverCapacity("m", 1, ("a", "b")), OptimiserMissing("highspy", "optimise")]
)
def test_a_refusal_survives_the_way_back(refused):
    back = refusal_of(json.loads(refusal_line(refused)))
    assert (type(back), back.code, back.data) == (type(refused), refused.code, refused.data)


def test_short_lists_travel_with_everybody_met():
    asked = replace(gathered(30), lists=dict.fromkeys(gathered(30).lists, ()))
    sent = order_of(iter(order_lines(Order(asked.instance(5), Objective.GREEDY, COMPARED, False, {}))))
    met = {(str(a), str(b)) for a, b in asked.met}
    assert sent.instance.filling == fill_with_all_met({str(one): () for one in asked.lists}, met, 4) != {}
    assert sent.instance == asked.instance(5)
