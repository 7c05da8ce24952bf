"""Building the pages and serving everything on one port."""

import gc
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from mentorhub.settings import settings

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / ".web"
PAGES = WEB / "build" / "client"
STAMP = WEB / "build" / "inputs.sha256"
INPUTS = (
    "mentorhub/**/*.py",
    "mentorhub/**/*.toml",
    "mentorhub/**/*.js*",
    "assets/**/*",
    "rxconfig.py",
    "reflex.lock/*",
)


class BuildFailed(Exception):
    """The pages could not be built; the text is the end of the builder's output."""


def _inputs() -> Iterator[Path]:
    for pattern in INPUTS:
        found = (path for path in ROOT.glob(pattern) if path.is_file())
        yield from sorted(path for path in found if "external" not in path.parts)


def fingerprint() -> str:
    """Return a hash over everything that the built pages depend on."""
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_built() -> bool:
    """Whether the built pages belong to the present sources."""
    return STAMP.exists() and PAGES.exists() and STAMP.read_text() == fingerprint()


def _environment() -> dict[str, str]:
    """Return the environment for the builder: npm from the virtual environment, no calls home."""
    own = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": own + os.pathsep + os.environ.get("PATH", ""),
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
    }
    if "NPM_CONFIG_REGISTRY" not in environment:
        # Without it Reflex tries well-known registries, which a closed network cannot reach.
        asked = subprocess.run(
            ["npm", "config", "get", "registry"], capture_output=True, text=True, env=environment, check=False
        )
        if asked.returncode == 0 and asked.stdout.strip().startswith("http"):
            environment["NPM_CONFIG_REGISTRY"] = asked.stdout.strip()
    return environment


def build() -> bool:
    """Build the pages unless they are current.

    Returns:
        Whether a build was needed.

    Raises:
        BuildFailed: the builder ended with an error.
    """
    if is_built():
        return False
    # Reflex copies our scripts only when they are newer than its copy, whatever is in them.
    shutil.rmtree(WEB / "public" / "external", ignore_errors=True)
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0 or not PAGES.exists():
        raise BuildFailed((done.stdout + done.stderr)[-4000:])
    _settle_lock()
    STAMP.write_text(fingerprint())
    return True


def _settle_lock() -> None:
    """Write the list of front-end packages in one order: Reflex's own differs from build to build."""
    path = ROOT / "reflex.lock" / "package.json"
    path.write_text(json.dumps(json.loads(path.read_text()), indent=2, sort_keys=True) + "\n")


def serve(host: str, port: int) -> None:
    """Serve pages, socket and routes on one port until the process is told to end."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server
    from reflex_base.constants import Env
    from reflex_base.environment import environment

    environment.REFLEX_ENV_MODE.set(Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.set(True)
    os.chdir(ROOT)
    workers = int(os.environ.get("GRANIAN_WORKERS", "1")) if settings().redis_url else 1
    Server(
        target="mentorhub.mentorhub:app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        log_level=LogLevels.warning,
        workers=workers,
        websockets=True,
    ).serve(target_loader=load, wrap_loader=False)


def load() -> Any:
    """Return the app in the process that serves it.

    What is imported stays for as long as the process lives: looking through it for garbage would cost a
    tenth of the start, and pauses for every phone later.
    """
    gc.disable()
    sys.path.insert(0, str(ROOT))
    made = import_module("mentorhub.mentorhub").app()
    gc.freeze()
    gc.enable()
    return made
