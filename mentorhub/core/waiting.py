"""Uploads that wait for a yes: outside the web root under random names, for an hour at most."""

import re
import secrets
from datetime import timedelta
from pathlib import Path

from mentorhub.core import clock
from mentorhub.core.actor import NotFound
from mentorhub.settings import settings

KEPT = timedelta(hours=1)
_NAME = re.compile(r"[A-Za-z0-9_-]{32}")
_LONGEST_NAME = 120


class WaitingFiles:
    """One kind of waiting files; beside each stands a note that says whose it is and what became of it."""

    def __init__(self, folder: str) -> None:
        """Take the name of the folder in the data directory."""
        self._name = folder

    def put(self, data: bytes) -> str:
        """Keep a file and return its random name."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = secrets.token_urlsafe(24)
        _write(self._path(name, "list"), data)
        return name

    def note(self, name: str, note: bytes) -> None:
        """Keep the note of a file."""
        _write(self._path(name, "json"), note)

    def noted(self, name: str) -> bytes:
        """Return the note of a file; raises NotFound when there is none."""
        return _read(self._path(name, "json"))

    def data(self, name: str) -> bytes:
        """Return a file; raises NotFound when it is gone."""
        return _read(self._path(name, "list"))

    def drop_data(self, name: str) -> None:
        """Remove a file; its note stays until the hour is over."""
        self._path(name, "list").unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove everything whose hour is over."""
        oldest = (clock.now() - KEPT).timestamp()
        for path in self._folder.glob("*.*"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)

    @property
    def _folder(self) -> Path:
        return settings().data_dir / self._name

    def _path(self, name: str, ending: str) -> Path:
        """The path of a name that is one of ours: nothing that a browser sends becomes another path."""
        if not _NAME.fullmatch(name):
            raise NotFound
        return self._folder / f"{name}.{ending}"


def bare_name(filename: str) -> str:
    """Return the name of a file without folders, at most 120 characters of its end."""
    return filename.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound from None


def _write(path: Path, data: bytes) -> None:
    """Write a file that only this server's user can read, whole or not at all."""
    part = path.with_suffix(path.suffix + ".part")
    part.touch(mode=0o600)
    part.write_bytes(data)
    part.replace(path)
