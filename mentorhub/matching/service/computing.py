"""Computing a run without holding up the server: small ones in a thread, large ones in an own process.

One run of a programme is computed at a time; it tells how far it is and can be cancelled.
"""

import asyncio
import json
import os
import sys
import uuid
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mentorhub.matching.rules import Objective, substitute_instance
from mentorhub.matching.service.instance import Gathered
from mentorhub.matching.service.solving import COMPARED, Order, Solved, solved
from mentorhub.matching.service.wire import order_lines, refusal_of, solved_of

SMALL = 300
"""Up to this many mentees a run takes less time than starting a process for it."""
LONGEST_LINE = 2**25
ROOT = Path(__file__).resolve().parents[3]
WORKER = "mentorhub.matching.service.worker"


class AlreadyComputing(Exception):
    """A run of this programme is being computed already."""


class Cancelled(Exception):
    """The run was cancelled; it left nothing behind."""


class ComputingFailed(Exception):
    """The process that computed ended without an outcome."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: mentees done in this phase, of how many.

    ``phase`` is ``starting``, the value of an objective, or ``reasons``.
    """

    done: int
    whole: int
    phase: str


OnProgress = Callable[[Progress], None]


class _Job:
    """One run that is being computed."""

    def __init__(self, mentees: int, on_progress: OnProgress | None) -> None:
        self.progress = Progress(0, mentees, "starting")
        self.is_cancelled = False
        self.process: Process | None = None
        self._on_progress = on_progress

    def tell(self, progress: Progress) -> None:
        """Remember and pass on how far it is."""
        self.progress = progress
        if self._on_progress:
            self._on_progress(progress)

    def cancel(self) -> None:
        """Stop it: the process at once, a thread at its next step."""
        self.is_cancelled = True
        if self.process and self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.kill()


_jobs: dict[uuid.UUID, _Job] = {}


async def compute(
    gathered: Gathered,
    seed: int,
    objective: Objective,
    *,
    repairing: Mapping[uuid.UUID, uuid.UUID] | None = None,
    replacing: Mapping[uuid.UUID, uuid.UUID] | None = None,
    on_progress: OnProgress | None = None,
) -> Solved:
    """Compute a run; the event loop goes on meanwhile.

    Args:
        gathered: what it depends on.
        seed: of the lottery.
        objective: what is asked; beside it the other usual ones are computed.
        repairing: mentor by mentee of the pairs to stay close to; then only ``objective`` is computed.
        replacing: mentor by mentee for whom everybody gets a substitute; then the same.
        on_progress: is called in the event loop.

    Raises:
        AlreadyComputing: another run of the programme is under way.
        Cancelled: somebody cancelled it.
        MatchingError: the rules contradict each other, or the optimiser is not installed.
        ComputingFailed: the process died.
    """
    with _turn(gathered, on_progress) as job:
        order = await asyncio.to_thread(_order, gathered, seed, objective, repairing, replacing)
        is_large = len(gathered.lists) > SMALL or objective is Objective.FEWEST_BLOCKING
        return await (_in_process(order, job) if is_large else _in_thread(order, job))


def cancel(programme_id: uuid.UUID) -> bool:
    """Stop the run of a programme that is being computed; False when there is none.

    Access is the caller's to check.
    """
    job = _jobs.get(programme_id)
    if job:
        job.cancel()
    return job is not None


def progress_of(programme_id: uuid.UUID) -> Progress | None:
    """Return how far the run of a programme is that is being computed, None when there is none."""
    job = _jobs.get(programme_id)
    return job.progress if job else None


@contextmanager
def _turn(gathered: Gathered, on_progress: OnProgress | None) -> Iterator[_Job]:
    if gathered.programme_id in _jobs:
        raise AlreadyComputing
    job = _jobs[gathered.programme_id] = _Job(len(gathered.lists), on_progress)
    try:
        yield job
    finally:
        job.cancel()
        del _jobs[gathered.programme_id]


def _order(
    gathered: Gathered,
    seed: int,
    objective: Objective,
    repairing: Mapping[uuid.UUID, uuid.UUID] | None,
    replacing: Mapping[uuid.UUID, uuid.UUID] | None,
) -> Order:
    instance = gathered.instance(seed, repairing)
    if replacing is not None:
        first = {(str(mentee), str(mentor)) for mentee, mentor in replacing.items()}
        instance = substitute_instance(instance, first)
    is_alone = repairing is not None or replacing is not None
    beside = COMPARED if objective in COMPARED else (*COMPARED, objective)
    return Order(
        instance=instance,
        objective=objective,
        compared=(objective,) if is_alone else beside,
        repairing=repairing is not None,
        evens_out=gathered.evens_out and not is_alone,
        group_of={str(mentee): str(group) for mentee, group in gathered.groups.items()},
    )


async def _in_thread(order: Order, job: _Job) -> Solved:
    loop = asyncio.get_running_loop()

    def tell(done: int, whole: int, phase: str) -> None:
        if job.is_cancelled:
            raise Cancelled
        loop.call_soon_threadsafe(job.tell, Progress(done, whole, phase))

    return await asyncio.to_thread(solved, order, tell)


async def _in_process(order: Order, job: _Job) -> Solved:
    job.process = process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", WORKER),
        stdin=PIPE,
        stdout=PIPE,
        stderr=None if sys.stderr else DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        limit=LONGEST_LINE,
    )
    try:
        if job.is_cancelled:
            raise Cancelled
        with suppress(ConnectionError):
            await _hand_over(process, order)
        return await _outcome(process, job)
    finally:
        job.cancel()
        await process.wait()


async def _hand_over(process: Process, order: Order) -> None:
    """Write the order, line by line; everybody else goes on in between."""
    pipe = process.stdin
    if pipe is None:
        raise ComputingFailed
    lines = await asyncio.to_thread(lambda: [line.encode() for line in order_lines(order)])
    for line in lines:
        pipe.write(line)
        await pipe.drain()


async def _outcome(process: Process, job: _Job) -> Solved:
    rows = []
    if process.stdout is None:
        raise ComputingFailed
    async for line in process.stdout:
        row = json.loads(line)
        if row["kind"] == "progress":
            job.tell(Progress(row["done"], row["whole"], row["phase"]))
        elif row["kind"] == "refused":
            raise refusal_of(row)
        elif row["kind"] == "solved":
            return solved_of(row, rows)
        else:
            rows.append(row)
    raise Cancelled if job.is_cancelled else ComputingFailed
