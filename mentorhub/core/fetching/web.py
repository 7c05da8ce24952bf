"""The request itself: one hop at a time, to the address that was checked, with a bound on everything."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from ssl import SSLContext, SSLError

import httpx

from mentorhub.core.fetching.places import OPEN_WEB, Reach, Reason, Refused, checked_address, web_address
from mentorhub.core.fetching.titles import title_in

SECONDS = 5.0
"""How long all of it may take, redirects included."""
MOST_BYTES = 1_000_000
"""How large a page may be, as it comes over the line and unpacked."""
MOST_REDIRECTS = 3
_HEADERS = {
    "user-agent": "MentorHub link check",
    "accept": "text/html",
    "accept-encoding": "gzip",
    "connection": "close",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a link: its title, or the reason why there is none; one of the two is empty."""

    title: str = ""
    reason: Reason | str = ""


async def title_of(url: str, *, reach: Reach = OPEN_WEB, seconds: float = SECONDS) -> Fetched:
    """Return the title of the page at a link, or why it was not fetched; raises nothing.

    Args:
        url: what somebody wrote; anything at all.
        reach: where requests may go; tests give another.
        seconds: how long all of it may take.
    """
    try:
        async with asyncio.timeout(seconds):
            body, charset = await _page(web_address(url, reach.ports), reach)
    except Refused as refused:
        return Fetched(reason=refused.reason)
    except TimeoutError:
        return Fetched(reason="too_slow")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, SSLError):
        return Fetched(reason="unreachable")
    title = title_in(body, charset)
    return Fetched(title) if title else Fetched(reason="no_title")


async def _page(url: httpx.URL, reach: Reach) -> tuple[bytes, str]:
    """Return the body of the page and the charset that its header names, after at most three redirects."""
    for _ in range(MOST_REDIRECTS + 1):
        async with _answer(url, reach) as answer:
            if not answer.has_redirect_location:
                return await _body(answer), answer.charset_encoding or ""
            url = _next(url, answer, reach)
    raise Refused("redirects")


def _next(url: httpx.URL, answer: httpx.Response, reach: Reach) -> httpx.URL:
    try:
        wanted = url.join(answer.headers["location"])
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused("address") from error
    return web_address(str(wanted), reach.ports)


@asynccontextmanager
async def _answer(url: httpx.URL, reach: Reach) -> AsyncIterator[httpx.Response]:
    """Ask for a page from the address that was checked, by its number, so that nothing is looked up again."""
    address = await checked_address(url, reach)
    name = url.raw_host.decode("ascii")
    request = httpx.Request(
        "GET",
        url.copy_with(host=address, fragment=None),
        headers={**_HEADERS, "host": url.netloc.decode("ascii")},
        # The certificate must be that of the name, though the connection goes to a number.
        extensions={"sni_hostname": name, "timeout": httpx.Timeout(SECONDS).as_dict()},
    )
    # One transport per hop, straight to the address: no proxy of the environment, nothing kept in between.
    async with httpx.AsyncHTTPTransport(
        verify=reach.certificates or _authorities(), trust_env=False
    ) as transport:
        answer = await transport.handle_async_request(request)
        answer.request = request
        try:
            yield answer
        finally:
            await answer.aclose()


@lru_cache(maxsize=1)
def _authorities() -> SSLContext:
    return httpx.create_ssl_context(trust_env=False)


async def _body(answer: httpx.Response) -> bytes:
    _look_at_head(answer)
    unpack = _unpacker(answer.headers.get("content-encoding", ""))
    taken, body = 0, bytearray()
    async for chunk in answer.aiter_raw():
        taken += len(chunk)
        body += unpack(chunk, MOST_BYTES + 1 - len(body))
        if max(taken, len(body)) > MOST_BYTES:
            raise Refused("too_large")
    return bytes(body)


def _look_at_head(answer: httpx.Response) -> None:
    if answer.status_code != httpx.codes.OK:
        raise Refused("status")
    if answer.headers.get("content-type", "").partition(";")[0].strip().lower() != "text/html":
        raise Refused("type")
    declared = answer.headers.get("content-length", "0")
    if len(declared) > len(str(MOST_BYTES)) or (declared.isdecimal() and int(declared) > MOST_BYTES):
        raise Refused("too_large")


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    """Return a function that unpacks a part of the body to a number of bytes at most."""
    kind = encoding.strip().lower()
    if kind in ("", "identity"):
        return lambda chunk, most: chunk[:most]
    if kind not in ("gzip", "x-gzip"):
        raise Refused("encoding")
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def unpack(chunk: bytes, most: int) -> bytes:
        try:
            return stream.decompress(chunk, most) if not stream.eof else b""
        except zlib.error as error:
            raise Refused("encoding") from error

    return unpack
