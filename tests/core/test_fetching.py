"""The guarded fetcher against a hostile server: it goes only to public places, and never waits long."""

import asyncio
import gzip

import pytest

from mentorhub.core.fetching import MOST_BYTES, Fetched, title_of
from tests.core.hostile import (
    HERE,
    Names,
    make_certificate,
    page,
    reach_of,
    sends_to,
    serving,
    titled,
)

INSIDE = "127.0.0.2"


async def fetched(server, path="/", seconds=5.0, **names):
    resolver = Names(**({"stage_example": [[HERE]]} | names))
    return await title_of(
        f"http://stage.example:{server.port}{path}", reach=reach_of(resolver, server.port), seconds=seconds
    )


async def refusal_of(answer, **how):
    """Return why one page of a server that is otherwise allowed gives no title."""
    async with serving() as server:
        server.pages["/"] = answer
        result = await fetched(server, **how)
        assert result.title == ""
        return result.reason


async def test_the_title_of_a_page_is_fetched_from_the_address_that_was_checked():
    async with serving() as server:
        server.pages["/stage?x=1"] = titled("Stage bij Vos &amp; Zn")
        assert await fetched(server, "/stage?x=1#top") == Fetched("Stage bij Vos & Zn")
        head = server.heads[0].lower()
    assert f"host: stage.example:{server.port}" in head
    assert "cookie" not in head
    assert "referer" not in head


async def test_a_redirect_is_followed_to_a_public_place_three_times_at_most():
    async with serving() as server:
        for n in range(5):
            server.pages[f"/{n}"] = sends_to(f"/{n + 1}")
        server.pages["/5"] = titled("Gevonden")
        assert await fetched(server, "/2") == Fetched("Gevonden")
        assert await fetched(server, "/1") == Fetched(reason="redirects")
        assert server.paths() == ["/2", "/3", "/4", "/5", "/1", "/2", "/3", "/4"]


@pytest.mark.parametrize(
    ("goal", "reason"),
    [
        ("http://127.0.0.1:{port}/secret", "address"),
        ("http://2130706433:{port}/secret", "address"),
        ("http://0x7f.0.0.1:{port}/secret", "address"),
        ("http://[::1]:{port}/secret", "address"),
        ("http://localhost:{port}/secret", "address"),
        ("http://stage.example.:{port}/secret", "address"),
        ("file:///etc/passwd", "address"),
        ("gopher://stage.example/secret", "address"),
        ("javascript:alert(1)", "address"),
        ("//127.0.0.1:{port}/secret", "address"),
        ("http://me:word@stage.example:{port}/secret", "credentials"),
        ("http://stage.example:22/secret", "port"),
        ("http://inside.example:{port}/secret", "private"),
        ("http://both.example:{port}/secret", "private"),
        ("http://nowhere.example:{port}/secret", "unknown_host"),
    ],
)
async def test_a_redirect_to_a_place_that_is_not_public_is_refused(goal, reason):
    async with serving() as server, serving(INSIDE, server.port) as inside:
        server.pages = {"/": sends_to(goal.format(port=server.port)), "/secret": titled("Geheim")}
        inside.pages = {"/secret": titled("Geheim")}
        found = await fetched(server, inside_example=[[INSIDE]], both_example=[[HERE, INSIDE]])
        assert found == Fetched(reason=reason)
        assert (server.paths(), inside.paths()) == (["/"], [])


async def test_a_name_that_stands_for_a_public_and_a_private_address_is_refused_unseen():
    async with serving() as server:
        server.pages["/"] = titled("Geheim")
        assert await fetched(server, stage_example=[[HERE, "10.0.0.7"]]) == Fetched(reason="private")
        assert server.heads == []


async def test_a_name_that_changes_its_address_after_the_check_is_still_reached_where_it_was_checked():
    names = Names(stage_example=[[HERE], [INSIDE]])
    async with serving() as server, serving(INSIDE, server.port) as inside:
        server.pages["/"] = inside.pages["/"] = titled("Wie ben ik")
        found = await title_of(f"http://stage.example:{server.port}/", reach=reach_of(names, server.port))
    assert found == Fetched("Wie ben ik")
    assert names.asked == ["stage.example"]
    assert (len(server.heads), len(inside.heads)) == (1, 0)


async def test_a_name_that_turns_private_between_two_hops_is_refused():
    async with serving() as server, serving(INSIDE, server.port) as inside:
        server.pages["/"] = sends_to("/again")
        inside.pages["/again"] = titled("Geheim")
        found = await fetched(server, stage_example=[[HERE], [INSIDE]])
        assert found == Fetched(reason="private")
        assert inside.heads == []


async def test_a_slow_page_is_left_after_the_time_that_all_of_it_may_take():
    async def trickle(writer):
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
        for _ in range(100):
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.05)

    assert await refusal_of(trickle, seconds=0.4) == "too_slow"


async def test_a_resolver_that_never_answers_costs_no_more_time():
    async def never(host: str, port: int) -> list[str]:
        await asyncio.sleep(60)
        return []

    reach = reach_of(Names(), 80)
    slow = type(reach)(never, reach.allows, reach.ports)
    assert await title_of("http://stage.example/", reach=slow, seconds=0.2) == Fetched(reason="too_slow")


async def test_an_endless_page_is_left_after_a_megabyte():
    sent = 0

    async def endless(writer):
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
        while sent < 50 * MOST_BYTES:
            writer.write(b"x" * 65_536)
            await writer.drain()
            sent += 65_536

    assert await refusal_of(endless) == "too_large"
    assert sent < 20 * MOST_BYTES


async def test_a_page_that_says_it_is_too_large_is_not_read():
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: %d\r\n\r\n"
    assert await refusal_of(head % (MOST_BYTES + 1)) == "too_large"
    assert await refusal_of(head % 10**15) == "too_large"
    body = b"<title>Vol</title>".ljust(MOST_BYTES)
    async with serving() as server:
        server.pages["/"] = page(body)
        assert await fetched(server) == Fetched("Vol")


async def test_a_small_page_that_unpacks_to_very_much_is_refused():
    bomb = gzip.compress(b"<title>Bom</title>" + b"0" * 200_000_000, compresslevel=9)
    assert len(bomb) < MOST_BYTES
    assert await refusal_of(page(bomb, "content-encoding: gzip")) == "too_large"


async def test_a_packed_page_is_read_and_a_broken_or_strangely_packed_one_is_not():
    async with serving() as server:
        packed = gzip.compress("<title>Café</title>".encode())
        server.pages["/"] = page(packed, "content-encoding: gzip")
        assert await fetched(server) == Fetched("Café")
    assert await refusal_of(page(b"no gzip at all", "content-encoding: gzip")) == "encoding"
    assert await refusal_of(page(b"?", "content-encoding: br")) == "encoding"
    assert await refusal_of(page(packed, "content-encoding: gzip, gzip")) == "encoding"


@pytest.mark.parametrize("kind", ["application/pdf", "text/plain", "image/svg+xml", "text/htmlx", ""])
async def test_only_html_is_read(kind):
    assert await refusal_of(page(b"<title>Nee</title>", kind=kind)) == "type"


async def test_a_page_that_is_not_there_or_has_no_title_says_so():
    assert await refusal_of(page(b"<title>Weg</title>", status="404 Not Found")) == "status"
    assert await refusal_of(page(b"<p>Niets</p>")) == "no_title"
    assert await refusal_of(page(b"<title> \n </title>")) == "no_title"


async def test_huge_headers_and_broken_answers_end_quietly():
    assert await refusal_of(b"HTTP/1.1 200 OK\r\nx: " + b"a" * 5_000_000 + b"\r\n\r\n") == "unreachable"
    assert await refusal_of(b"\x00\xff nothing like http\r\n\r\n") == "unreachable"
    assert await refusal_of(b"") == "unreachable"


async def test_a_server_that_is_not_there_is_unreachable():
    async with serving() as server:
        pass
    assert await fetched(server) == Fetched(reason="unreachable")


async def test_proxies_of_the_environment_are_not_used(monkeypatch):
    async with serving() as proxy, serving() as server:
        server.pages["/"] = titled("Rechtstreeks")
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://{HERE}:{proxy.port}")
        assert await fetched(server) == Fetched("Rechtstreeks")
        assert proxy.heads == []


async def test_a_certificate_must_be_that_of_the_name_and_not_of_the_number(tmp_path):
    server_side, trusting = make_certificate(tmp_path, "stage.example")
    names = Names(stage_example=[[HERE]], other_example=[[HERE]])
    async with serving(tls=server_side) as server:
        server.pages["/"] = titled("Veilig")
        reach = reach_of(names, server.port, certificates=trusting)
        assert await title_of(f"https://stage.example:{server.port}/", reach=reach) == Fetched("Veilig")
        stranger = await title_of(f"https://other.example:{server.port}/", reach=reach)
        unknown = await title_of(f"https://stage.example:{server.port}/", reach=reach_of(names, server.port))
    assert (stranger, unknown) == (Fetched(reason="unreachable"), Fetched(reason="unreachable"))
