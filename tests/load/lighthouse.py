"""What Lighthouse thinks of a page on a phone, and how soon a first click works on a slow one.

Lighthouse comes from npm into build/lighthouse when it is asked for first; it runs on the Node of the
virtual environment.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from mentorhub.core.serving import ROOT
from tests.story.conftest import BROWSER_ARGUMENTS, free_port

FOLDER = ROOT / "build" / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
# Slow 4G and a cheap phone: 1.6 Mbit/s, 150 ms, a processor four times as slow.
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER = 4
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Scores:
    """Performance and accessibility from 0 to 100, and how far things jumped (cumulative layout shift)."""

    performance: float
    accessibility: float
    shift: float


def _environment() -> dict[str, str]:
    own = str(Path(sys.executable).parent)
    return os.environ | {"PATH": own + os.pathsep + os.environ.get("PATH", "")}


def install() -> None:
    """Put Lighthouse where it is looked for, once."""
    if PROGRAM.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [
        "npm",
        "install",
        "--prefix",
        str(FOLDER),
        "--no-audit",
        "--no-fund",
        "--no-save",
        "lighthouse",
    ]
    subprocess.run(command, check=True, capture_output=True, env=_environment())


@contextmanager
def phone(origin: str) -> Iterator[tuple[BrowserContext, int]]:
    """A browser on a phone's screen, and the port at which Lighthouse can use it too."""
    path, port = shutil.which("chromium") or shutil.which("chromium-browser"), free_port()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=path,
            args=[*BROWSER_ARGUMENTS, f"--remote-debugging-port={port}"],
            base_url=origin,
            viewport={"width": 390, "height": 844},
        )
        yield context, port
        context.close()


def scores(address: str, port: int) -> Scores:
    """Return what Lighthouse measures at an address with the browser at a port."""
    install()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            str(PROGRAM),
            address,
            f"--port={port}",
            "--disable-storage-reset",
            "--only-categories=performance,accessibility",
            "--output=json",
            f"--output-path={report}",
            "--quiet",
        ]
        subprocess.run(command, check=True, capture_output=True, env=_environment(), timeout=240)
        found = json.loads(report.read_text())
    category, shift = found["categories"], found["audits"]["cumulative-layout-shift"]["numericValue"]
    return Scores(100 * category["performance"]["score"], 100 * category["accessibility"]["score"], shift)


def first_click(page: Page, path: str, button: str, done: str) -> float:
    """Return the seconds from opening a page on a slow phone until a click on it has its effect.

    Args:
        page: a page of a fresh browser context, so that nothing is cached.
        path: where to go.
        button: selector of what is clicked, again and again until it works.
        done: selector of what is there once it did.
    """
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    begun = time.perf_counter()
    page.goto(path, wait_until="commit")
    while time.perf_counter() - begun < SECONDS:
        if page.locator(done).count():
            return time.perf_counter() - begun
        page.evaluate("(one) => document.querySelector(one)?.click()", button)
        page.wait_for_timeout(20)
    raise TimeoutError(f"{path}: no click worked within {SECONDS} seconds")
