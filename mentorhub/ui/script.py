"""Our own scripts for the browser, each beside the module that uses it.

``rx.asset(shared=True)`` does the same, but reads the source of every function on the way to its caller:
half a second for each script at every start of the server (14 of them: most of the start).
"""

import hashlib
import uuid
from pathlib import Path

EXTERNAL = Path("external")


def script(module: str, file: str, name: str) -> str:
    """Link a script into the assets and return how the built pages import it.

    Args:
        module: ``__name__`` of the module that uses the script.
        file: its ``__file__``.
        name: the script's file name, in the same folder.

    Raises:
        FileNotFoundError: there is no such script.
    """
    source = Path(file).parent / name
    version = hashlib.sha256(source.read_bytes()).hexdigest()[:8]
    place = EXTERNAL / module.replace(".", "/") / name
    _link(Path.cwd() / "assets" / place, source)
    return f"$/public/{place}?v={version}"


def _link(link: Path, source: Path) -> None:
    """Make ``link`` point at ``source``; several processes may do so at once."""
    if link.is_symlink() and link.readlink() == source:
        return
    link.parent.mkdir(parents=True, exist_ok=True)
    fresh = link.with_name(f".{uuid.uuid4().hex}.tmp")
    fresh.symlink_to(source)
    fresh.replace(link)
