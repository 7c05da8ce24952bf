"""What Lighthouse thinks of a page on a phone.

Lighthouse comes from npm into build/lighthouse when it is asked for first; it runs on the Node of the
virtual environment.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from mentorhub.core.serving import ROOT
from tests.story.conftest import BROWSER_ARGUMENTS, free_port

FOLDER = ROOT / "build" / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"


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


def scores_as_junior(origin: str, path: str) -> Scores:
    """Return what Lighthouse measures at a page of the demo's junior."""
    with phone(origin) as (context, port):
        context.request.post("/demo/as/junior", headers={"origin": origin})
        return scores(origin + path, port)
