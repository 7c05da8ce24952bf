"""The real app for the stories: built once, served on a free port, with a database of its own."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mentorhub.core import serving

SCREENS = serving.ROOT / "build" / "screens"
BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
START_SECONDS = 180
# Patient: sixty robots, a server and six browsers share two cores.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Launch the system's Chromium when there is one; elsewhere Playwright's own."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    extra = {"executable_path": found} if found else {}
    return browser_type_launch_args | {"args": BROWSER_ARGUMENTS} | extra


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """A running hub: its address, its folder with the database, and how to stop and start it."""

    origin: str
    port: int
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve, and return when the hub answers."""
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mentorhub", "serve", "--host", "127.0.0.1", "--port", str(self.port)],
            cwd=serving.ROOT,
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        wait_until(self.answers, START_SECONDS, lambda: (self.folder / "server.log").read_text()[-3000:])

    def answers(self) -> bool:
        """Whether the hub answers."""
        try:
            return httpx.get(f"{self.origin}/ping", timeout=1).status_code == 200
        except httpx.HTTPError:
            return False

    def end(self, with_signal: signal.Signals = signal.SIGTERM) -> None:
        """End the server and its workers."""
        if self.process is None:
            return
        os.killpg(self.process.pid, with_signal)
        self.process.wait(timeout=30)
        self.process = None

    def command(self, *words: str) -> str:
        """Run a ``mentorhub`` command against this hub's database and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "mentorhub", *words],
            cwd=serving.ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def wait_until(true: object, seconds: float, why: object = "") -> None:
    """Wait until a function returns something true.

    Raises:
        AssertionError: it did not within ``seconds``; the text is what ``why`` says.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():  # type: ignore[operator]
            return
        time.sleep(0.1)
    raise AssertionError(why() if callable(why) else why)


def make_server(folder: Path, **settings: str) -> Server:
    """Return a hub that is migrated but not started."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MENTORHUB_")}
    environment |= {"MENTORHUB_ORIGIN": origin, "MENTORHUB_DATA_DIR": str(folder), **settings}
    server = Server(origin, port, folder, environment)
    server.command("migrate")
    return server


@pytest.fixture(scope="session")
def built() -> None:
    """The pages, built once."""
    serving.build()


@pytest.fixture(scope="module")
def hub(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running hub with an empty database."""
    server = make_server(tmp_path_factory.mktemp("hub"), MENTORHUB_EVENTS_PER_SECOND="200")
    server.start()
    yield server
    server.end()


class Visitor:
    """One person with a browser of their own."""

    def __init__(self, server: Server, context: BrowserContext, name: str) -> None:
        self.server, self.context, self.name = server, context, name
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: object) -> None:
        text = message.text  # type: ignore[attr-defined]
        if message.type == "error" and "WebSocket" not in text and "ERR_CONNECTION" not in text:  # type: ignore[attr-defined]
            self.faults.append(text)

    def go(self, path: str) -> None:
        """Open a page of the hub and wait until it is alive."""
        self.page.goto(self.server.origin + path)
        self.page.locator("main").first.wait_for()

    def screen(self, name: str) -> None:
        """Keep a picture of what this person sees."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png")


@pytest.fixture
def visitors(hub: Server, browser: Browser) -> Iterator[object]:
    """A maker of visitors: ``visitors("junior", phone=True)``."""
    contexts: list[BrowserContext] = []
    made: list[Visitor] = []

    def make(
        name: str, *, width: int = 1280, height: int = 800, dark: bool = False, language: str = "nl"
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="nl-NL",
        )
        context.add_cookies([{"name": "mentorhub_language", "value": language, "url": hub.origin}])
        context.set_default_timeout(30_000)
        contexts.append(context)
        made.append(Visitor(hub, context, name))
        return made[-1]

    yield make
    for context in contexts:
        context.close()
    assert {v.name: v.faults for v in made if v.faults} == {}


def in_database(server: Server, work: object) -> object:
    """Run an async function against the hub's database, beside the running server."""
    from mentorhub.core import db
    from mentorhub.settings import settings

    async def run() -> object:
        try:
            return await work()  # type: ignore[operator]
        finally:
            await db.forget_engine()

    before = dict(os.environ)
    os.environ.update({k: v for k, v in server.environment.items() if k.startswith("MENTORHUB_")})
    settings.cache_clear()
    try:
        with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop running on this thread
            return apart.submit(lambda: asyncio.run(run())).result()
    finally:
        os.environ.clear()
        os.environ.update(before)
        settings.cache_clear()
