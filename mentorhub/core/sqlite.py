"""SQLite with one trip to its thread per statement; aiosqlite alone makes four, each dearer than the query.

A cursor is opened and closed without a trip, rows come along with the statement that asks for them, and a
transaction that never began is not rolled back. Measured in docs/decisions/0026-notes-by-post.md.
"""

import sqlite3
from asyncio import CancelledError
from collections.abc import Callable
from typing import Any

import aiosqlite
from aiosqlite.context import contextmanager


class Cursor(aiosqlite.Cursor):
    """A cursor that fetches in the same trip as it executes."""

    _conn: "Connection"
    _rows: list[sqlite3.Row]

    async def execute(self, sql: str, parameters: Any = None) -> "Cursor":
        """Execute a statement and keep its rows."""
        self._rows = await self._execute(self._run, sql, parameters or ())
        return self

    def _run(self, sql: str, parameters: Any) -> list[sqlite3.Row]:
        self._cursor.execute(sql, parameters)
        return self._cursor.fetchall() if self._cursor.description else []

    async def fetchall(self) -> list[sqlite3.Row]:
        """Return the rows that are left."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Close the cursor; all its rows have been read, so nothing in the database waits for it."""
        await self._conn.at_once(self._cursor.close)


class Connection(aiosqlite.Connection):
    """A connection whose cursors are ``Cursor``."""

    _is_unsure = False
    """Whether somebody stopped waiting for a statement, which the thread may still be executing."""

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        """Open a cursor."""
        return Cursor(self, await self.at_once(self._conn.cursor))

    async def at_once(self, quick: Callable[[], Any]) -> Any:
        """Do what touches no file here instead of in the thread, unless the thread may be busy."""
        return await self._execute(quick) if self._is_unsure else quick()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return await super()._execute(fn, *args, **kwargs)
        except CancelledError:
            self._is_unsure = True
            raise

    async def rollback(self) -> None:
        """Roll back, if there is anything to roll back."""
        if self._is_unsure or self._conn.in_transaction:
            await super().rollback()
            self._is_unsure = False


async def connect(path: str, **options: Any) -> Connection:
    """Open a connection in a thread of its own, which ends with the program."""
    connection = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True
    await connection
    return connection
