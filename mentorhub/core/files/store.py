"""Where the bytes of files lie: a folder outside the web root, or an S3-compatible server by setting."""

import asyncio
import os
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from mentorhub.core.actor import NotFound
from mentorhub.settings import settings

FOLDER = "files"
OWN_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{40}(\.part)?")


class StoreFault(Exception):
    """The store of files does not answer, or cannot write; its text names the kind of fault only."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store: its key and when it came there."""

    key: str
    at: datetime


class Store(Protocol):
    """Bytes by key; every method raises StoreFault when the store fails."""

    async def put(self, key: str, content: bytes) -> None:
        """Keep bytes for good: they survive a power cut once this returns."""
        ...

    async def get(self, key: str) -> bytes:
        """Return bytes; NotFound when there are none."""
        ...

    async def delete(self, key: str) -> None:
        """Forget bytes; none is fine too."""
        ...

    def every(self) -> AsyncIterator[Kept]:
        """Go through all that lies in the store."""
        ...


def new_key() -> str:
    """Return a random key in two levels of folders, such as ``3f/a2/3fa2...``."""
    name = secrets.token_hex(20)
    return f"{name[:2]}/{name[2:4]}/{name}"


def store() -> Store:
    """Return the store of the settings."""
    chosen = settings()
    return BucketStore() if chosen.files_s3_endpoint else FolderStore(chosen.data_dir / FOLDER)


class FolderStore:
    """A folder on the local disk; only the hub's own user may read it."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made when something is put in it."""
        self.folder = folder

    async def put(self, key: str, content: bytes) -> None:
        """Keep bytes: written beside their place first, so that half a file never has the name."""
        try:
            await asyncio.to_thread(self._write, self.folder / key, content)
        except OSError as fault:
            raise StoreFault(type(fault).__name__) from fault

    async def get(self, key: str) -> bytes:
        """Return bytes; NotFound when there are none."""
        try:
            return await asyncio.to_thread((self.folder / key).read_bytes)
        except FileNotFoundError as error:
            raise NotFound from error
        except OSError as fault:
            raise StoreFault(type(fault).__name__) from fault

    async def delete(self, key: str) -> None:
        """Forget bytes."""
        await asyncio.to_thread((self.folder / key).unlink, missing_ok=True)

    async def every(self) -> AsyncIterator[Kept]:
        """Go through all files, half-written ones included."""
        for path in await asyncio.to_thread(lambda: sorted(self.folder.rglob("*"))):
            key = path.relative_to(self.folder).as_posix()
            if OWN_KEY.fullmatch(key) and path.is_file():
                yield Kept(key, datetime.fromtimestamp(path.stat().st_mtime, UTC))

    @staticmethod
    def _write(place: Path, content: bytes) -> None:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = place.with_suffix(".part")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.rename(place)
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class BucketStore:
    """A bucket of any S3-compatible server, for this hub alone."""

    def __init__(self) -> None:
        """Take address, bucket and keys from the settings."""
        chosen = settings()
        self._bucket = S3Store(
            chosen.files_s3_bucket,
            prefix=FOLDER,
            endpoint=chosen.files_s3_endpoint,
            access_key_id=chosen.files_s3_key,
            secret_access_key=chosen.files_s3_secret.get_secret_value(),
            region=chosen.files_s3_region,
            virtual_hosted_style_request=False,
            client_options={"allow_http": True, "timeout": "20s", "connect_timeout": "5s"},
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)},
        )

    async def put(self, key: str, content: bytes) -> None:
        """Keep bytes; the server has them when this returns."""
        try:
            await self._bucket.put_async(key, content)
        except BaseError as fault:
            raise _fault(fault) from None

    async def get(self, key: str) -> bytes:
        """Return bytes; NotFound when there are none."""
        try:
            found = await self._bucket.get_async(key)
            return bytes(await found.bytes_async())
        except (NotFoundError, FileNotFoundError) as error:
            raise NotFound from error
        except BaseError as fault:
            raise _fault(fault) from None

    async def delete(self, key: str) -> None:
        """Forget bytes."""
        try:
            await self._bucket.delete_async(key)
        except (NotFoundError, FileNotFoundError):
            return
        except BaseError as fault:
            raise _fault(fault) from None

    async def every(self) -> AsyncIterator[Kept]:
        """Go through all objects under the prefix that have a name of ours."""
        try:
            async for page in self._bucket.list():
                for found in page:
                    if OWN_KEY.fullmatch(found["path"]):
                        yield Kept(found["path"], found["last_modified"])
        except BaseError as fault:
            raise _fault(fault) from None


def _fault(fault: BaseError) -> StoreFault:
    # The text of the error quotes the request, its address and headers.
    return StoreFault(type(fault).__name__)
