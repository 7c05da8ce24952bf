"""Rate limits: wrong codes per address, events per socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter, SlidingWindowCounterRateLimiter

from mentorhub.settings import settings


class Limits:
    """The counters of this server, in memory or in Valkey when several workers share them."""

    def __init__(self, storage: Storage | None = None) -> None:
        """Take the storage, by default the one that the settings name."""
        url = settings().redis_url
        shared = storage or (_shared(url) if url else None)
        self._limiter = MovingWindowRateLimiter(shared or MemoryStorage())
        # The memory of moving windows sends a thread to every key after each hit. So what is counted
        # every second by every phone has counters instead, in a memory of their own.
        self._pace = SlidingWindowCounterRateLimiter(shared or MemoryStorage())
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def allows_event(self, socket: str) -> bool:
        """Count one event of a socket; False when it sends too many per second."""
        return await self.keeps_pace("event", socket, settings().events_per_second)

    @asynccontextmanager
    async def in_turn(self, kind: str, who: str) -> AsyncIterator[None]:
        """Let the tries of ``who`` follow each other, else a burst would pass before the first is counted."""
        turn = self._turns.setdefault(f"{kind}:{who}", asyncio.Lock())
        async with turn:
            yield

    async def allows_try(self, kind: str, who: str) -> bool:
        """Whether ``who`` may still try a secret of ``kind``; counts nothing."""
        return await self._limiter.test(self._tries(), kind, who)

    async def count_failure(self, kind: str, who: str) -> None:
        """Count one wrong try, so that a classroom behind one address is not locked out by right ones."""
        await self._limiter.hit(self._tries(), kind, who)

    async def hit(self, kind: str, who: str, times: int, minutes: int) -> bool:
        """Count one use; False above ``times`` per ``minutes``."""
        return await self._limiter.hit(RateLimitItemPerMinute(times, minutes), kind, who)

    async def keeps_pace(self, kind: str, who: str, per_second: int) -> bool:
        """Count one use; False above ``per_second`` in one second."""
        return await self._pace.hit(RateLimitItemPerSecond(per_second), kind, who)

    @staticmethod
    def _tries() -> RateLimitItem:
        return RateLimitItemPerMinute(settings().sign_in_tries, 5)


def _shared(url: str) -> Storage:
    """Return counters in Valkey, reached with the client that Reflex brings."""
    return RedisStorage("async+" + url, implementation="redispy")


_limits: Limits | None = None


def limits() -> Limits:
    """Return the limits of this process."""
    global _limits
    if _limits is None:
        _limits = Limits()
    return _limits


def forget_limits() -> None:
    """Start counting anew."""
    global _limits
    _limits = None
