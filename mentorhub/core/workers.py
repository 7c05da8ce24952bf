"""What the workers of one hub tell each other, over a channel of Valkey; with one worker it stays inside.

A socket is open at one worker only: what is sent to a room is told to all, and each sends it to its own.
"""

import json
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from mentorhub.core.forever import forever
from mentorhub.settings import settings

log = structlog.get_logger()
CHANNEL = "mentorhub:workers"
PAUSE_SECONDS = 1.0
# A line that is silent this long is asked whether it still lives.
ASK_SECONDS, ANSWER_SECONDS = 10, 3
Hear = Callable[[Any], Awaitable[None]]
_hearing: dict[str, Hear] = {}


def hear(topic: str, function: Hear) -> None:
    """Call a function with what any worker tells about a topic, this one included."""
    _hearing[topic] = function


async def tell(topic: str, data: Any) -> None:
    """Tell all workers something that can be written as JSON.

    When Valkey is away this worker hears it still, and a log says that the others do not.
    """
    if not settings().redis_url:
        await _heard(topic, data)
        return
    try:
        await _line().publish(CHANNEL, json.dumps([topic, data]))
    except (RedisError, OSError) as fault:
        log.error("other workers not told", topic=topic, why=type(fault).__name__)
        await _heard(topic, data)


async def _heard(topic: str, data: Any) -> None:
    if function := _hearing.get(topic):
        await function(data)


@lru_cache(maxsize=1)
def _line() -> Redis:
    return Redis.from_url(
        settings().redis_url,
        socket_connect_timeout=ANSWER_SECONDS,
        socket_timeout=ANSWER_SECONDS,
        health_check_interval=ASK_SECONDS,
    )


async def _listen() -> None:
    """Hear what is told until the line breaks.

    Raises:
        RedisError: it broke.
    """
    line = Redis.from_url(settings().redis_url, health_check_interval=ASK_SECONDS, socket_keepalive=True)
    async with line, line.pubsub(ignore_subscribe_messages=True) as heard:
        await heard.subscribe(CHANNEL)
        while True:
            # With a time-out, so that a line is asked whether it lives when nothing is told.
            told = await heard.get_message(timeout=ASK_SECONDS)
            if told is not None:
                await _take(told["data"])


async def _take(told: bytes) -> None:
    try:
        topic, data = json.loads(told)
        await _heard(topic, data)
    except Exception as fault:
        log.error("word of a worker not taken", why=type(fault).__name__)


async def work() -> None:
    """Listen for ever, where there is more than one worker; a Valkey that is away is tried again."""
    if settings().redis_url:
        await forever(_listen, pause=PAUSE_SECONDS, failed="other workers not heard")
