"""Bodies and addresses that a client announces in unusual ways (OWASP ASVS 5.0, 2.4.1 and 5.2.1)."""

import pytest
from starlette.requests import Request

from mentorhub.core.routes import client_address
from mentorhub.settings import settings
from tests.people.visitor import hub


async def posted(path: str, version: str, headers: dict[str, str]) -> tuple[int, bool]:
    """Post without end over ASGI; return the status and whether any of the body was read."""
    sent, read = [], []
    given = {"origin": settings().origin, "content-type": "application/x-www-form-urlencoded"} | headers
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "http_version": version,
        "scheme": "http",
        "client": ("10.0.0.1", 1),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }

    async def receive():
        read.append(1)
        return {"type": "http.request", "body": b"email=a", "more_body": len(read) < 3}

    async def send(message):
        sent.append(message)

    await hub()(scope, receive, send)
    return sent[0]["status"], bool(read)


@pytest.mark.parametrize(
    ("version", "headers"),
    [
        ("2", {}),
        ("1.1", {"transfer-encoding": "chunked"}),
        ("1.1", {"content-length": "99999999"}),
        ("2", {"content-length": "99999999"}),
    ],
)
async def test_a_body_without_an_honest_length_is_refused_unread(sqlite, version, headers):
    assert await posted("/auth/email", version, headers) == (413, False)


async def test_a_short_body_is_read_over_every_version(sqlite):
    for version in ("1.1", "2"):
        status, was_read = await posted("/auth/email", version, {"content-length": "7"})
        assert (status, was_read) == (303, True)


def asked_by(*lines: str) -> Request:
    headers = [(b"x-forwarded-for", line.encode()) for line in lines]
    return Request({"type": "http", "headers": headers, "client": ("10.0.0.1", 1)})


def test_the_line_that_our_proxy_adds_counts_and_not_the_one_that_the_client_sent(monkeypatch):
    monkeypatch.setenv("MENTORHUB_TRUSTED_PROXY_HOPS", "1")
    settings.cache_clear()
    assert client_address(asked_by("192.0.2.66", "198.51.100.7")) == "198.51.100.7"
    assert client_address(asked_by("192.0.2.66, 198.51.100.7")) == "198.51.100.7"
    assert client_address(asked_by()) == "10.0.0.1"
    settings.cache_clear()
