"""Files are kept whole under random names, sent as downloads, and swept when nothing points at them."""

import asyncio
import os
import stat
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.files import (
    FileRefused,
    StoreFault,
    as_download,
    content_of,
    examine,
    forget,
    keep,
    keep_examined,
    reading,
)
from mentorhub.core.files.keeping import BYTES_A_DAY
from mentorhub.core.files.sweep import sweep
from mentorhub.core.tables import StoredFile
from tests.cast import make_cast
from tests.core import hostile_files as made


async def kept(actor, name: str = "Mijn cv.pdf") -> StoredFile:
    async with db.transaction() as session:
        return await keep(session, actor, name, made.good_pdf())


def on_disk(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


async def test_a_file_comes_back_as_it_was_sent(database, tmp_path):
    cast = await make_cast()
    await kept(cast.bram)
    async with db.reading() as session:
        row = (await session.exec(select(StoredFile))).one()
    assert (row.name, row.media_type, row.school_id) == ("Mijn cv.pdf", "application/pdf", cast.bram.school)
    assert row.person_id == cast.bram.person_id
    assert await content_of(row) == made.good_pdf()


async def test_bytes_lie_under_a_random_name_that_only_the_hub_may_read(sqlite, tmp_path):
    cast = await make_cast()
    rows = [await kept(cast.bram), await kept(cast.bram)]
    assert rows[0].store_key != rows[1].store_key
    for path in on_disk(tmp_path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "cv" not in path.name
    assert {path.relative_to(tmp_path / "files").as_posix() for path in on_disk(tmp_path)} == {
        row.store_key for row in rows
    }


async def test_bytes_that_changed_on_the_disk_are_not_sent(sqlite, tmp_path):
    row = await kept((await make_cast()).bram)
    on_disk(tmp_path)[0].write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(StoreFault):
        await content_of(row)


async def test_bytes_that_are_gone_are_not_found(sqlite, tmp_path):
    row = await kept((await make_cast()).bram)
    on_disk(tmp_path)[0].unlink()
    with pytest.raises(NotFound):
        await content_of(row)


async def test_a_disk_that_cannot_be_written_is_said_so_and_leaves_no_row(sqlite, tmp_path):
    cast = await make_cast()
    (tmp_path / "files").write_text("in the way")
    with pytest.raises(FileRefused, match="store_down"):
        await kept(cast.bram)
    async with db.reading() as session:
        assert (await session.exec(select(StoredFile))).all() == []


async def test_bytes_of_a_failed_transaction_are_swept_after_a_day(database, tmp_path):
    cast = await make_cast()
    file = await examine("cv.pdf", made.good_pdf())
    with suppress(RuntimeError):
        async with db.transaction() as session:
            await keep_examined(session, cast.bram, file)
            raise RuntimeError
    stays = await kept(cast.bram)
    assert await sweep() == 0
    assert len(on_disk(tmp_path)) == 2
    clock.move(timedelta(hours=25))
    assert await sweep() == 1
    assert await content_of(stays) == made.good_pdf()


async def test_a_forgotten_file_is_gone_for_everyone_and_then_from_the_disk(database, tmp_path):
    cast = await make_cast()
    row = await kept(cast.bram)
    async with db.transaction() as session:
        await forget(session, await session.get_one(StoredFile, row.id))
    async with db.reading() as session:
        assert (await session.exec(select(StoredFile))).all() == []
    clock.move(timedelta(hours=25))
    assert await sweep() == 1
    assert on_disk(tmp_path) == []


async def test_half_a_file_of_a_crash_is_swept_and_a_stranger_is_left_alone(sqlite, tmp_path):
    row = await kept((await make_cast()).bram)
    half = (tmp_path / "files" / row.store_key).with_suffix(".part")
    half.write_bytes(b"%PDF")
    (tmp_path / "files" / "readme.txt").write_text("not ours")
    clock.move(timedelta(hours=25))
    assert await sweep() == 1
    assert {path.name for path in on_disk(tmp_path)} == {"readme.txt", Path(row.store_key).name}


async def test_a_download_is_saved_and_never_shown(sqlite):
    row = await kept((await make_cast()).bram, 'Özgür "cv" – Đặng.pdf')
    answer = as_download(row, b"x")
    assert answer.headers["content-disposition"] == (
        'attachment; filename="Ozgur cv  ang.pdf"; '
        "filename*=UTF-8''%C3%96zg%C3%BCr%20cv%20%E2%80%93%20%C4%90%E1%BA%B7ng.pdf"
    )
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


async def test_a_file_that_takes_too_long_is_refused_and_its_process_ends(monkeypatch):
    monkeypatch.setattr(reading, "WALL_SECONDS", 1.5)
    with pytest.raises(FileRefused, match="too_heavy"):
        await examine("cv.pdf", made.slow_pdf())
    assert await _readers() == []


async def test_a_file_that_needs_too_much_memory_is_refused():
    content = made.wide_docx()
    with pytest.raises(FileRefused, match="too_heavy"):
        await examine("cv.docx", content)


async def _readers() -> list[str]:
    """The command lines of readers that this process started and that still run."""
    listed = await asyncio.create_subprocess_exec(
        "ps", "--ppid", str(os.getpid()), "-o", "stat=,args=", stdout=asyncio.subprocess.PIPE
    )
    said, _ = await listed.communicate()
    return [line for line in said.decode().splitlines() if reading.READER in line]


async def test_one_person_keeps_so_much_a_day_and_no_more(database):
    cast = await make_cast()
    first = await kept(cast.bram)
    async with db.transaction() as session:
        (await session.get_one(StoredFile, first.id)).size = BYTES_A_DAY
    with pytest.raises(FileRefused, match="day_full"):
        await kept(cast.bram)
    assert await kept(cast.daan)
    clock.move(timedelta(days=1, minutes=1))
    assert await kept(cast.bram)
