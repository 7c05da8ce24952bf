"""The same files in a bucket, on a real S3 server over HTTP."""

import os
import socket
from collections.abc import Iterator
from datetime import timedelta

import boto3
import pytest
from moto.server import ThreadedMotoServer

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.files import FileRefused, content_of, forget, keep
from mentorhub.core.files.sweep import sweep
from mentorhub.core.tables import StoredFile
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.core import hostile_files as made

SECRET = "canary-secret-9921"
BUCKET = "hub-files"


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(sqlite, s3_server, monkeypatch) -> Iterator["boto3.client"]:
    client = boto3.client(
        "s3",
        endpoint_url=s3_server,
        aws_access_key_id="hub",
        aws_secret_access_key=SECRET,
        region_name="eu-west-1",
    )
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    _point_at(s3_server, monkeypatch)
    yield client
    for name in _names(client):
        client.delete_object(Bucket=BUCKET, Key=name)
    client.delete_bucket(Bucket=BUCKET)


def _point_at(endpoint: str, monkeypatch) -> None:
    values = {"ENDPOINT": endpoint, "BUCKET": BUCKET, "KEY": "hub", "SECRET": SECRET, "REGION": "eu-west-1"}
    for name, value in values.items():
        monkeypatch.setenv(f"MENTORHUB_FILES_S3_{name}", value)
    settings.cache_clear()


def _names(client) -> list[str]:
    return [found["Key"] for found in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


async def kept(actor) -> StoredFile:
    async with db.transaction() as session:
        return await keep(session, actor, "cv.docx", made.good_docx())


async def test_a_file_lies_in_the_bucket_and_comes_back(bucket, tmp_path):
    row = await kept((await make_cast()).bram)
    assert _names(bucket) == [f"files/{row.store_key}"]
    assert (await content_of(row))[:4] == b"PK\x03\x04"
    assert not (tmp_path / "files").exists()


async def test_what_is_gone_from_the_bucket_is_not_found(bucket):
    row = await kept((await make_cast()).bram)
    bucket.delete_object(Bucket=BUCKET, Key=f"files/{row.store_key}")
    with pytest.raises(NotFound):
        await content_of(row)


async def test_only_forgotten_files_of_ours_are_swept_from_the_bucket(bucket):
    cast = await make_cast()
    stays, goes = await kept(cast.bram), await kept(cast.bram)
    bucket.put_object(Bucket=BUCKET, Key="files/readme.txt", Body=b"not ours")
    async with db.transaction() as session:
        await forget(session, await session.get_one(StoredFile, goes.id))
    assert await sweep() == 0
    clock.move(timedelta(hours=25))
    assert await sweep() == 1
    assert sorted(_names(bucket)) == sorted(["files/readme.txt", f"files/{stays.store_key}"])


async def test_a_server_that_does_not_answer_is_said_so_without_the_secret(sqlite, monkeypatch, capsys):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _point_at(f"http://127.0.0.1:{port}", monkeypatch)
    cast = await make_cast()
    with pytest.raises(FileRefused) as refused:
        await kept(cast.bram)
    assert refused.value.reason == "store_down"
    said = "".join(capsys.readouterr()) + repr(refused.value.__cause__) + repr(settings())
    assert SECRET not in said


@pytest.mark.parametrize("missing", ["BUCKET", "KEY", "SECRET"])
def test_a_server_without_its_keys_stops_the_start(monkeypatch, missing):
    from mentorhub.settings import SettingsFault, read_settings

    _point_at("https://s3.school.example", monkeypatch)
    monkeypatch.delenv(f"MENTORHUB_FILES_S3_{missing}")
    with pytest.raises(SettingsFault, match=f"MENTORHUB_FILES_S3_{missing}: is needed"):
        read_settings()
    assert os.environ["MENTORHUB_FILES_S3_ENDPOINT"]
