"""Where a link may lead: its form is checked first, then every address that its name stands for."""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ssl import SSLContext
from typing import Literal

import httpx

from mentorhub.core.fetching.addresses import is_public

Reason = Literal[
    "address",
    "credentials",
    "port",
    "private",
    "unknown_host",
    "redirects",
    "status",
    "type",
    "encoding",
    "too_large",
    "too_slow",
    "unreachable",
    "no_title",
]
LONGEST = 2000
_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
# A name with a dot, whose last part holds a letter and is no number in disguise (0x7f); no dot at its end.
_NAME = re.compile(rf"(?:{_LABEL}\.)+(?!0x)(?=[a-z0-9-]*[a-z]){_LABEL}", re.ASCII)
_SEEN = re.compile(r"[\x21-\x7e\u00a1-\U0010ffff]+")


class Refused(Exception):
    """A link that is not followed; ``reason`` says why, without a word of the link itself."""

    def __init__(self, reason: Reason) -> None:
        """Take the reason."""
        super().__init__(reason)
        self.reason: Reason = reason


async def _looked_up(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the hub's own requests reach.

    Attributes:
        look_up: returns the addresses of a host name and port; raises OSError when there are none.
        allows: whether a connection may be made to an address.
        ports: the ports that a link may name.
        certificates: what servers are trusted by; None for the usual authorities.
    """

    look_up: Callable[[str, int], Awaitable[list[str]]] = _looked_up
    allows: Callable[[str], bool] = is_public
    ports: tuple[int, ...] = (80, 443)
    certificates: SSLContext | None = None


OPEN_WEB = Reach()


def web_address(text: str, ports: tuple[int, ...] = OPEN_WEB.ports) -> httpx.URL:
    """Return a link that has the form of a page on the open web.

    Raises:
        Refused: ``address`` for another scheme, a number or single word as its host, odd signs or too many;
            ``credentials`` for a user name or password; ``port`` for one that is not in ``ports``.
    """
    if len(text) > LONGEST or not _SEEN.fullmatch(text):
        raise Refused("address")
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Refused("address") from error
    if url.scheme not in ("http", "https") or not _NAME.fullmatch(url.raw_host.decode("ascii", "replace")):
        raise Refused("address")
    if url.userinfo or "@" in url.netloc.decode("ascii", "replace"):
        raise Refused("credentials")
    if port_of(url) not in ports:
        raise Refused("port")
    return url


def port_of(url: httpx.URL) -> int:
    """Return the port of a link, also where it is the usual one."""
    usual = 443 if url.scheme == "https" else 80
    return usual if url.port is None else url.port


async def checked_address(url: httpx.URL, reach: Reach) -> str:
    """Return the address to connect to, after all addresses of the host were found allowed.

    Raises:
        Refused: ``unknown_host``, or ``private`` when even one address is not allowed.
    """
    try:
        found = await reach.look_up(url.raw_host.decode("ascii"), port_of(url))
    except (OSError, UnicodeError) as error:
        raise Refused("unknown_host") from error
    if not found:
        raise Refused("unknown_host")
    if not all(reach.allows(address) for address in found):
        raise Refused("private")
    return found[0]
