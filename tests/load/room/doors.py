"""Coming in over HTTP, as a browser does: a card, the room's code, the page with its scripts."""

import asyncio
import re
import time
from dataclasses import dataclass

import aiohttp

from mentorhub.core.guard import cookie_name
from tests.load.room.screens import LightPhone, Refused, until_in

SCRIPTS = re.compile(r'(?:src|href)="(/assets/[^"]+\.js)"')
SECONDS = aiohttp.ClientTimeout(total=60)


@dataclass(frozen=True, slots=True)
class Doors:
    """How to come in at one event."""

    origin: str
    code: str
    http: aiohttp.ClientSession

    async def _get(self, path: str, secret: str) -> tuple[str, str]:
        """Return where an address leads and what it says."""
        async with self.http.get(
            self.origin + path, headers=self.headers(secret), allow_redirects=False
        ) as answer:
            if answer.status >= 400:
                raise Refused(f"{path}: {answer.status}")
            return answer.headers.get("location", ""), await answer.text()

    def headers(self, secret: str) -> dict[str, str]:
        """Return what a browser with this session sends along."""
        cookie = {"cookie": f"{cookie_name()}={secret}"} if secret else {}
        return {"origin": self.origin, **cookie}

    async def scan(self, secret: str) -> None:
        """Scan the code of the room.

        Raises:
            Refused: the door stays closed.
        """
        leads_to, _ = await self._get(f"/r/{self.code}", secret)
        if leads_to != "/room":
            raise Refused(leads_to)

    async def sign_in(self, card: str) -> str:
        """Sign in with a card and return the secret of the session.

        Raises:
            Refused: the card does not work.
        """
        async with self.http.post(
            f"{self.origin}/auth/code", data={"code": card}, headers=self.headers(""), allow_redirects=False
        ) as answer:
            found = answer.cookies.get(cookie_name())
            if found is None:
                raise Refused(answer.headers.get("location", str(answer.status)))
            return found.value

    async def load_page(self, secret: str) -> None:
        """Load the page and its scripts, as a phone that was never here."""
        _, page = await self._get("/room", secret)
        for script in sorted(set(SCRIPTS.findall(page))):
            await self._get(script, secret)

    async def arrive(self, card: str) -> tuple[LightPhone, float]:
        """Come in from nothing; return the phone, and the seconds until it showed the room."""
        before = time.perf_counter()
        secret = await self.sign_in(card)
        await self.scan(secret)
        await self.load_page(secret)
        phone = LightPhone(self.origin, secret)
        await phone.open()
        await until_in([phone])
        return phone, time.perf_counter() - before


def browsers() -> aiohttp.ClientSession:
    """Return the means for many browsers at once: no shared cookies, connections of their own."""
    connector = aiohttp.TCPConnector(limit=0)
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar(), timeout=SECONDS)


async def storm(doors: Doors, cards: list[str], seconds: float) -> tuple[list[LightPhone], list[float], int]:
    """Let everyone come within some seconds; return the phones, how long each took, and how many failed."""

    async def one(card: str, wait: float) -> tuple[LightPhone, float]:
        await asyncio.sleep(wait)
        return await doors.arrive(card)

    outcomes = await asyncio.gather(
        *(one(card, seconds * place / len(cards)) for place, card in enumerate(cards)), return_exceptions=True
    )
    arrived = [one for one in outcomes if not isinstance(one, BaseException)]
    return [phone for phone, _ in arrived], [taken for _, taken in arrived], len(cards) - len(arrived)
