"""The database's trouble: what an error of a driver means, and what this process knows at present.

A disk that is full, a file that another process holds and a PostgreSQL that is away come as a dozen kinds
of errors. Pages need three words for them, and need to hear when it is over.
"""

import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from traceback import walk_tb
from typing import Literal

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

Kind = Literal["busy", "full", "away"]
Present = Literal["", "busy", "full", "away"]
Hear = Callable[[Present], Awaitable[None]]

log = structlog.get_logger()
# A word that is on the screens for less cannot be read.
LEAST_SECONDS = 1.0
SQLITE_KINDS: dict[int, Kind] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "full",
    sqlite3.SQLITE_READONLY: "full",
    sqlite3.SQLITE_CANTOPEN: "away",
}
DRIVERS = ("asyncpg", "sqlalchemy", "aiosqlite")
# Codes and classes of codes of https://www.postgresql.org/docs/current/errcodes-appendix.html.
POSTGRES_KINDS: dict[str, Kind] = {
    "08": "away",
    "40001": "busy",
    "40P01": "busy",
    "53100": "full",
    "53300": "away",
    "55P03": "busy",
    "57014": "busy",
    "57P01": "away",
    "57P02": "away",
    "57P03": "away",
    "57P05": "away",
    "58030": "full",
}


class CannotWrite(Exception):
    """The database cannot be written, or not be reached; nothing was changed."""

    def __init__(self, kind: Kind) -> None:
        """Take what is wrong: ``busy`` (others hold it), ``full`` (the disk refuses) or ``away``."""
        super().__init__(kind)
        self.kind: Kind = kind


def kind_of(error: BaseException) -> Present:
    """Return what an error says of the database, empty when it is about something else."""
    if isinstance(error, CannotWrite):
        return error.kind
    if isinstance(error, NoConnectionFree):
        return "busy"
    if isinstance(error, TimeoutError | ConnectionError):
        return "away" if _is_of_driver(error) else ""
    return _kind_of_driver(error) if isinstance(error, DBAPIError) else ""


def _is_of_driver(error: BaseException) -> bool:
    """Whether a driver waited in vain or lost its line, and not somebody else within a transaction."""
    names = (frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__))
    return any(name.partition(".")[0] in DRIVERS for name in names)


def _kind_of_driver(error: DBAPIError) -> Present:
    if error.connection_invalidated:
        return "away"
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        # The low byte is the kind of error, the rest which one of it.
        return SQLITE_KINDS.get(code & 0xFF, "")
    state = getattr(error.orig, "sqlstate", None) or ""
    return POSTGRES_KINDS.get(state) or POSTGRES_KINDS.get(state[:2], "")


class _Memory:
    """What this process knows: the kind of trouble, when it was last met, and what listeners were told."""

    def __init__(self) -> None:
        self.kind: Present = ""
        self.met_at = 0.0
        self.told: Present = ""


_memory = _Memory()
_hearing: list[Hear] = []


def present() -> Present:
    """Return the present trouble, empty when there is none."""
    return _memory.kind


def meet(kind: Kind) -> None:
    """Remember that the database was just found in trouble."""
    if _memory.kind != kind:
        log.error("database in trouble", kind=kind)
    _memory.kind, _memory.met_at = kind, time.monotonic()


def is_well() -> None:
    """Remember that the database was just written."""
    if _memory.kind and time.monotonic() - _memory.met_at >= LEAST_SECONDS:
        log.info("database well again", was=_memory.kind)
        _memory.kind = ""


def hear(function: Hear) -> None:
    """Call a function with the trouble when it begins or changes, and with an empty text when it is over."""
    if function not in _hearing:
        _hearing.append(function)


async def tell() -> None:
    """Call those who want to hear, when something changed since they were told."""
    if (kind := _memory.kind) == _memory.told:
        return
    _memory.told = kind
    for function in _hearing:
        try:
            await function(kind)
        except Exception as fault:
            log.error("trouble not told", why=type(fault).__name__)


@contextmanager
def recognised() -> Iterator[None]:
    """Turn a driver's error into ``CannotWrite`` where it means trouble; any other passes as it is.

    Raises:
        CannotWrite: see there.
    """
    try:
        yield
    except Exception as error:
        kind = kind_of(error)
        if not kind:
            raise
        meet(kind)
        if isinstance(error, CannotWrite):
            raise
        raise CannotWrite(kind) from error


def forget() -> None:
    """Forget all trouble: whatever is opened next is another database."""
    _memory.kind = _memory.told = ""
