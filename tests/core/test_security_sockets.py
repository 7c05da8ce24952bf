"""Sockets of ended sessions keep being closed, also after the database was away (must-pass 10 and 31)."""

import asyncio
from contextlib import suppress
from types import SimpleNamespace

import pytest

from mentorhub.core import sockets
from mentorhub.core.guard import referring_cookie, session_reference
from mentorhub.settings import settings

COOKIES = "mentorhub_session=secret"


class Namespace:
    """What Reflex keeps of one open socket."""

    def __init__(self) -> None:
        self._static_router_data = {"socket": {"headers": {"cookie": referring_cookie(COOKIES)}}}
        self.closed = asyncio.Event()

    async def disconnect(self, socket: str) -> None:
        del self._static_router_data[socket]
        self.closed.set()


@pytest.mark.parametrize("fault", [ConnectionRefusedError(), TimeoutError(), RuntimeError()])
async def test_the_watch_over_sockets_outlives_a_database_that_is_away(fault, monkeypatch):
    settings.cache_clear()
    monkeypatch.setattr(sockets, "LOOK_SECONDS", 0.01)
    namespace, looks = Namespace(), []

    async def over_among(references):
        looks.append(references)
        if len(looks) == 1:
            raise fault
        return {session_reference(COOKIES)}

    watch = asyncio.create_task(sockets.watch(SimpleNamespace(event_namespace=namespace), over_among)())
    with suppress(TimeoutError):
        async with asyncio.timeout(2):
            await namespace.closed.wait()
    watch.cancel()
    assert len(looks) > 1
    assert namespace.closed.is_set()
