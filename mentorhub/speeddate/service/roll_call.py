"""What workers tell each other of the phones that are connected to them: all of them, again and again.

A worker that was killed says nothing more, so whom it named last counts as gone after a while.
"""

import uuid
from time import monotonic

from mentorhub.core import workers
from mentorhub.core.forever import forever
from mentorhub.settings import settings
from mentorhub.speeddate.service import presence
from mentorhub.speeddate.service.presence import Here

TOPIC = "phones"
LOOK_SECONDS, AGAIN_SECONDS, SILENT_SECONDS = 0.5, 5.0, 16.0

_me = uuid.uuid4().hex
_heard_at: dict[str, float] = {}
_told: tuple[float, frozenset[Here]] = (0.0, frozenset())


async def call() -> None:
    """Tell the other workers who is connected here, when it changed or after a while; drop silent workers."""
    global _told
    told_at, told = _told
    here, now = presence.here(), monotonic()
    if here != told or now - told_at >= AGAIN_SECONDS:
        _told = now, here
        await workers.tell(TOPIC, [_me, [[str(event), str(enrolment)] for event, enrolment in here]])
    for worker in [worker for worker, heard_at in _heard_at.items() if now - heard_at > SILENT_SECONDS]:
        del _heard_at[worker]
        presence.hear(worker, ())


async def hear(told: tuple[str, list[tuple[str, str]]]) -> None:
    """Note who is connected to another worker."""
    worker, there = told
    if worker != _me:
        _heard_at[worker] = monotonic()
        presence.hear(worker, [(uuid.UUID(event), uuid.UUID(enrolment)) for event, enrolment in there])


workers.hear(TOPIC, hear)


async def work() -> None:
    """Call for ever, where there is more than one worker."""
    if settings().redis_url:
        await forever(call, pause=LOOK_SECONDS, failed="roll not called")
