"""What the teacher of the demo did about pairs in the last days: reminders, a talk, a pair left for later."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import time, timedelta

from mentorhub.core.actor import Actor
from mentorhub.demo.days import Calendar, days_ago
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.service import acts
from mentorhub.monitoring.service.acts import NewTalk

REMINDED = {1: 6, 2: 4, 8: 3}
"""Place of a pair, and how many days ago it was reminded."""
TALKED, LEFT_FOR_LATER = 5, 18
LATER_DAYS = 4


async def build(pairs: Sequence[Pair], actors: Mapping[uuid.UUID | None, Actor], at: Calendar) -> None:
    """Let the teacher act on pairs; the two read it in the hub and as mails in the outbox."""
    teacher = next(actor for actor in actors.values() if actor.is_staff)
    for place, days in REMINDED.items():
        with days_ago(days):
            await acts.remind(teacher, pairs[place].id)
    with days_ago(1):
        await acts.plan_talk(
            teacher, pairs[TALKED].id, NewTalk("mentor", at.day(-3), time(13, 30), 30, "C2.14")
        )
        await acts.snooze(teacher, pairs[LEFT_FOR_LATER].id, at.today + timedelta(days=LATER_DAYS))
