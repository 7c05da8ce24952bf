"""Writes the next migration: ``python -m mentorhub.migrations "what changed"``."""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from mentorhub.core import db, migrating
from mentorhub.core.migrating import FOLDER, config


def _number() -> str:
    return f"{len(list((FOLDER / 'versions').glob('[0-9]*.py'))) + 1:04d}"


async def write(message: str) -> None:
    """Compare a fresh SQLite database at the newest revision with the tables, and write the difference."""

    def compare(connection: Connection) -> None:
        command.revision(config(connection), message, autogenerate=True, rev_id=_number())

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'empty.sqlite'}"
        await migrating.upgrade(url)
        engine = db.make_engine(url)
        async with engine.connect() as connection:
            await connection.run_sync(compare)
        await engine.dispose()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('say what changed: make migration m="..."')
    asyncio.run(write(sys.argv[1].strip()))
