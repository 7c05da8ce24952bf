"""Long runs beside the server: progress, a loop that goes on, cancelling, the same outcome as in a thread."""

import asyncio
import os
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import replace

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import Role
from mentorhub.matching.rules import (
    MatchingError,
    Objective,
)
from mentorhub.matching.service import computing
from mentorhub.matching.service.computing import AlreadyComputing, Cancelled, cancel, compute, progress_of
from mentorhub.matching.service.deciding import make_room, rule_and_solve, set_capacity
from mentorhub.matching.service.runs import propose
from mentorhub.matching.service.solving import COMPARED, Order
from mentorhub.matching.service.wire import (
    order_lines,
)
from mentorhub.matching.tables import MatchRule, MatchRun
from mentorhub.people.tables import Enrolment
from tests.matching.asked import gathered
from tests.matching.making import make_programme


async def under_way(programme_id: uuid.UUID) -> computing.Progress:
    """Wait until a run has left its first phase."""
    async with asyncio.timeout(30):
        while True:
            progress = progress_of(programme_id)
            if progress and progress.phase != "starting":
                return progress
            await asyncio.sleep(0.01)


def child_processes() -> set[str]:
    """The workers that this process has started and that live."""
    listed = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "pid=,args="], capture_output=True, text=True, check=False
    ).stdout
    return {line.split()[0] for line in listed.splitlines() if computing.WORKER in line}


async def test_two_thousand_are_matched_beside_a_server_that_goes_on():
    seen, turns, beside = [], [0], set()

    def on_progress(progress):
        seen.append((progress, turns[0]))
        if not beside:
            beside.update(child_processes())

    async def another_person():
        while True:
            turns[0] += 1
            await asyncio.sleep(0)

    asked = gathered(2_000)
    others = asyncio.create_task(another_person())
    outcome = await compute(asked, 1, Objective.GENEROUS, on_progress=on_progress)
    others.cancel()
    assert len(outcome.lines) == 2_000
    assert outcome.certificate == {"optimal": True, "proof": "no_negative_cycle"}
    assert list(dict.fromkeys(one.phase for one, _ in seen)) == ["generous", "greedy", "stable", "reasons"]
    assert {0, 2_000} <= {one.done for one, _ in seen}
    assert {one.whole for one, _ in seen} == {2_000}
    # The work is another process's, and between the first and the last word of it others had their turns.
    assert len(beside) == 1
    assert seen[-1][1] > seen[0][1]
    assert (progress_of(asked.programme_id), child_processes()) == (None, set())


async def test_a_run_that_is_cancelled_ends_its_process_and_another_can_begin():
    asked = gathered(2_000)
    running = asyncio.create_task(compute(asked, 1, Objective.GENEROUS))
    assert (await under_way(asked.programme_id)).whole == 2_000
    assert len(child_processes()) == 1
    with pytest.raises(AlreadyComputing):
        await compute(asked, 1, Objective.GREEDY)
    assert cancel(asked.programme_id)
    with pytest.raises(Cancelled):
        await running
    assert (child_processes(), progress_of(asked.programme_id)) == (set(), None)
    assert not cancel(asked.programme_id)
    small = replace(gathered(10), programme_id=asked.programme_id)
    assert len((await compute(small, 1, Objective.STABLE)).lines) == 10


async def test_a_task_that_is_given_up_ends_its_process():
    asked = gathered(1_000)
    running = asyncio.create_task(compute(asked, 1, Objective.GENEROUS))
    await under_way(asked.programme_id)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert child_processes() == set()


def test_the_process_ends_when_the_server_is_gone():
    asked = gathered(5_000)
    order = Order(asked.instance(1), Objective.GENEROUS, COMPARED, False, {})
    text = "".join(order_lines(order))
    server = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-m', {computing.WORKER!r}], stdin=subprocess.PIPE,"
        " stdout=subprocess.DEVNULL, text=True)\n"
        "child.stdin.write(sys.stdin.read()); child.stdin.flush()\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as asker:
        asker.stdin.write(text)
        asker.stdin.close()
        worker = int(asker.stdout.readline())
        time.sleep(0.5)
        os.kill(worker, 0)
        asker.send_signal(signal.SIGKILL)
    for _ in range(100):
        time.sleep(0.05)
        if not alive(worker):
            return
    pytest.fail("the worker still runs")


def alive(pid: int) -> bool:
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return bool(state) and not state.startswith("Z")


async def test_a_large_order_that_contradicts_itself_is_refused_with_its_reason():
    asked = gathered(400)
    first, second = list(asked.lists)[:2]
    mentor = next(iter(asked.capacities))
    with pytest.raises(MatchingError) as refused:
        await compute(
            replace(asked, pins=frozenset({(first, mentor), (second, mentor)})), 1, Objective.GENEROUS
        )
    assert refused.value.code == "pin_over_capacity"
    assert progress_of(asked.programme_id) is None


async def test_a_small_run_in_a_thread_is_cancelled_at_its_next_step():
    asked = gathered(300)
    running = asyncio.create_task(compute(asked, 1, Objective.GENEROUS))
    await under_way(asked.programme_id)
    assert cancel(asked.programme_id)
    with pytest.raises(Cancelled):
        await running


async def test_a_cancelled_proposal_leaves_no_run_and_no_rule(sqlite):
    made = await make_programme(310, 310)
    pair = made.mentees[0].enrolment, made.mentors[0].enrolment
    for acting in (
        propose(made.teacher, made.programme.id, Objective.GENEROUS),
        rule_and_solve(made.teacher, made.programme.id, *pair, "pin"),
    ):
        running = asyncio.create_task(acting)
        await under_way(made.programme.id)
        assert cancel(made.programme.id)
        with pytest.raises(Cancelled):
            await running
    async with db.reading() as session:
        assert (await session.exec(select(MatchRun))).all() == []
        assert (await session.exec(select(MatchRule))).all() == []


async def test_room_that_was_made_for_a_cancelled_run_is_taken_back(sqlite):
    made = await make_programme(320, 310)
    await set_capacity(made.teacher, made.programme.id, made.mentors[0].enrolment, 3)
    running = asyncio.create_task(make_room(made.teacher, made.programme.id))
    await under_way(made.programme.id)
    await set_capacity(made.coordinator, made.programme.id, made.mentors[1].enrolment, 4)
    assert cancel(made.programme.id)
    with pytest.raises(Cancelled):
        await running
    async with db.reading() as session:
        found = await session.exec(select(Enrolment).where(Enrolment.role == Role.MENTOR))
        places = {one.id: one.capacity for one in found}
    first, second, *others = (places[mentor.enrolment] for mentor in made.mentors)
    assert (first, second, set(others)) == (3, 4, {1})


def test_the_process_imports_the_rules_and_nothing_heavy():
    code = (
        f"import sys, {computing.WORKER}; print([name for name in sys.modules if name.split('.')[0] in "
        "{'sqlalchemy', 'sqlmodel', 'reflex', 'pydantic', 'scipy', 'highspy', 'numpy'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
