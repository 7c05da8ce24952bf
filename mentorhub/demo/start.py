"""Starting the demo: where it can be reached, what to open first, and the robots beside it."""

import io
import ipaddress
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import segno

from mentorhub.settings import settings

# A documentation address (RFC 5737): asking for the way there sends nothing.
NOWHERE = "192.0.2.1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the demo can be reached.

    Attributes:
        host: network address to listen on.
        origin: address in a browser on this machine.
        phone_origin: address for phones in the same Wi-Fi, empty when there is no private network.
    """

    host: str
    origin: str
    phone_origin: str


def lan_address() -> str:
    """Return this machine's address in its private network, empty when it has none.

    A public address is never returned: the demo lets everyone in without a password.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((NOWHERE, 9))
            found = str(probe.getsockname()[0])
        except OSError:
            found = _address_of_name()
    known = ipaddress.ip_address(found)
    return found if known.is_private and not known.is_loopback and not known.is_unspecified else ""


def _address_of_name() -> str:
    """Return the address that goes with this machine's name; a Wi-Fi without internet has no way out."""
    try:
        return socket.gethostbyname(socket.gethostname())
    except OSError:
        return "127.0.0.1"


def settle(port: int) -> Place:
    """Choose the settings of the demo for this process and its children; what the environment says wins."""
    lan = lan_address()
    chosen = {
        "MENTORHUB_DEMO": "1",
        "MENTORHUB_PORT": str(port),
        "MENTORHUB_ORIGIN": f"http://localhost:{port}",
        "MENTORHUB_PHONE_ORIGIN": f"http://{lan}:{port}" if lan else "",
        "MENTORHUB_HOST": "0.0.0.0" if lan else "127.0.0.1",  # noqa: S104  # phones in the classroom must reach it
    }
    for name, value in chosen.items():
        os.environ.setdefault(name, value)
    settings.cache_clear()
    return Place(settings().host, settings().origin, settings().phone_origin)


def _qr(address: str) -> str:
    drawn = io.StringIO()
    segno.make(address, micro=False).terminal(out=drawn, compact=True)
    return drawn.getvalue().rstrip("\n")


def welcome(place: Place) -> str:
    """Return what the terminal shows: the address, what to open first, and the QR code for phones."""
    lines = ["", f"  MentorHub runs at {place.origin}", f"  Open first:       {place.origin}/demo"]
    if place.phone_origin:
        lines += [
            "",
            f"  Phones in the same Wi-Fi: {place.phone_origin}/demo",
            _qr(f"{place.phone_origin}/demo"),
        ]
    return "\n".join([*lines, "", "  Stop with Ctrl+C.", ""])


@contextmanager
def robots(count: int, place: Place) -> Iterator[None]:
    """Let made-up students take part from a process of their own, as long as the server runs."""
    if not count:
        yield
        return
    command = [sys.executable, "-m", "mentorhub.demo.robots", str(count), place.origin]
    process = subprocess.Popen(command)  # noqa: S603  # our own module, a number and our own address
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)
