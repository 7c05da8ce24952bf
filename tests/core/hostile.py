"""A web server on this machine that answers whatever a test wants, and counts who came."""

import asyncio
import datetime
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mentorhub.core.fetching import Reach

HERE = "127.0.0.1"
Write = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    """What is answered by path, and the heads of the requests that came."""

    port: int = 0
    pages: dict[str, bytes | Write] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.heads.append(head)
            page = self.pages[head.split(" ")[1]]
            if isinstance(page, bytes):
                writer.write(page)
                await writer.drain()
            else:
                await page(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def paths(self) -> list[str]:
        return [head.split(" ")[1] for head in self.heads]


@asynccontextmanager
async def serving(
    host: str = HERE, port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    """Serve on an address of this machine until the test is over."""
    server = Server()
    listening = await asyncio.start_server(server.answer, host, port, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


def page(body: bytes, *more: str, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """Return a whole answer with its length."""
    lines = [f"HTTP/1.1 {status}", f"content-type: {kind}", f"content-length: {len(body)}", *more]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def titled(title: str, *more: str) -> bytes:
    return page(f"<!doctype html><html><head><title>{title}</title></head></html>".encode(), *more)


def sends_to(address: str, status: str = "302 Found") -> bytes:
    return page(b"", f"location: {address}", status=status)


class Names:
    """A resolver: by name the answers that it gives one after the other, the last one for ever."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): given for name, given in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        if host not in self.answers:
            raise OSError("no such name")
        given = self.answers[host]
        return given[min(self.asked.count(host), len(given)) - 1]


def reach_of(
    names: Names, *ports: int, public: tuple[str, ...] = (HERE,), certificates: ssl.SSLContext | None = None
) -> Reach:
    """Return a reach in which some addresses of this machine count as the open web."""
    return Reach(names, lambda address: address in public, ports, certificates)


def make_certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return contexts for a server with a certificate for ``name`` and for a reader who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public, secret = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(public, secret)
    return server, ssl.create_default_context(cafile=str(public))
