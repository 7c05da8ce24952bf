"""Uploading a class list: refused before it is read, kept for its coordinator only, confirmed once."""

import csv
import io
from datetime import timedelta

import httpx
import pytest
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.guard import cookie_name, digest
from mentorhub.core.routes import UPLOAD_BYTES, starlette_routes
from mentorhub.people import sessions
from mentorhub.people.classlists import routes
from mentorhub.people.classlists.state.paging import PAGE_ROWS, shown, window
from mentorhub.people.roster import Field
from mentorhub.people.service.class_lists import Columns, Outcome, waiting
from mentorhub.settings import settings
from tests.cast import Cast, make_cast, make_person
from tests.people.lists import everything, example

ORIGIN = "http://localhost:3000"
TOO_BIG = "/people/import?refused=too_big"


def browser(who: str = "") -> httpx.AsyncClient:
    app = Starlette(routes=starlette_routes(sessions.resolve))
    cookies = {cookie_name(): who} if who else {}
    headers = {"origin": ORIGIN}
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=ORIGIN, cookies=cookies, headers=headers
    )


async def sign_in(cast: Cast, role: Role, secret: str, school: str = "north") -> Actor:
    async with db.transaction() as session:
        return await make_person(
            session, secret, role, cast.schools[school], cast.programmes[school], digest=digest(secret)
        )


async def send(
    page: httpx.AsyncClient, cast: Cast, data: bytes, filename: str = "list.csv"
) -> httpx.Response:
    form = {"programme": str(cast.programmes["north"].id)}
    return await page.post(routes.PAGE, files={"file": (filename, data)}, data=form)


def name_in(answer: httpx.Response) -> str:
    return answer.headers["location"].partition("file=")[2]


class UnreadApp:
    """Calls the app with a `receive` that says whether the body was asked for."""

    def __init__(self) -> None:
        self.app, self.was_asked = Starlette(routes=starlette_routes(sessions.resolve)), False

    async def post(self, headers: dict[str, str]) -> tuple[int, dict[bytes, bytes]]:
        sent: list[dict] = []

        async def receive() -> dict:
            self.was_asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def collect(message: dict) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "POST",
            "path": routes.PAGE,
            "raw_path": b"",
            "query_string": b"",
            "scheme": "http",
            "server": ("localhost", 3000),
            "client": ("127.0.0.1", 1),
            "root_path": "",
            "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
        }
        await self.app(scope, receive, collect)
        return sent[0]["status"], dict(sent[0]["headers"])


async def test_a_file_over_the_limit_is_refused_before_its_body_is_read(sqlite):
    cast = await make_cast()
    await sign_in(cast, Role.COORDINATOR, "coordinator")
    app = UnreadApp()
    headers = {
        "origin": ORIGIN,
        "cookie": f"{cookie_name()}=coordinator",
        "content-type": "multipart/form-data; boundary=x",
    }
    status, answer = await app.post(headers | {"content-length": str(2 * UPLOAD_BYTES)})
    assert (status, app.was_asked) == (413, False)
    assert answer[b"refresh"] == f"0; url={TOO_BIG}".encode()
    status, _ = await app.post(headers | {"transfer-encoding": "chunked"})
    assert (status, app.was_asked) == (413, False)
    assert not (settings().data_dir / "imports").exists()


@pytest.mark.parametrize(
    ("cookie", "origin", "status"), [("", ORIGIN, 303), ("coordinator", "http://evil.example", 403)]
)
async def test_without_a_session_or_from_another_site_no_body_is_read(sqlite, cookie, origin, status):
    cast = await make_cast()
    await sign_in(cast, Role.COORDINATOR, "coordinator")
    app = UnreadApp()
    headers = {"origin": origin, "cookie": f"{cookie_name()}={cookie}", "content-length": "10"}
    answer = await app.post(headers)
    assert (answer[0], app.was_asked) == (status, False)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.MENTOR, Role.MENTEE])
async def test_nobody_but_a_coordinator_uploads(sqlite, role):
    cast = await make_cast()
    await sign_in(cast, role, "somebody")
    async with browser("somebody") as page:
        assert (await send(page, cast, example("regiocollege.csv"))).status_code == 404
    assert not (settings().data_dir / "imports").exists()


async def test_an_uploaded_list_is_kept_outside_the_web_root_and_shown_as_a_trial(sqlite):
    cast = await make_cast()
    actor = await sign_in(cast, Role.COORDINATOR, "coordinator")
    before = await everything()
    async with browser("coordinator") as page:
        answer = await send(page, cast, example("with-faults.csv"), "C:\\lijsten\\klas.csv")
    name = name_in(answer)
    assert (answer.status_code, len(name)) == (303, 32)
    tried = await waiting.try_waiting(actor, name)
    assert (len(tried.result.new), len(tried.result.faulty)) == (2, 9)
    assert waiting.find(actor, name).filename == "klas.csv"
    kept = sorted((settings().data_dir / "imports").iterdir())
    assert [path.name for path in kept] == [f"{name}.json", f"{name}.list"]
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
    assert await everything() == before


async def test_no_file_and_a_made_up_programme_are_refused(sqlite):
    cast = await make_cast()
    await sign_in(cast, Role.COORDINATOR, "coordinator")
    async with browser("coordinator") as page:
        none = await page.post(routes.PAGE, files={"file": ("", b"")}, data={"programme": "x"})
        assert none.headers["location"].endswith("refused=no_file")
        odd = await page.post(routes.PAGE, files={"file": ("a.csv", b"a")}, data={"programme": "../x"})
        assert odd.status_code == 404


async def test_too_many_uploads_in_a_row_wait(sqlite):
    cast = await make_cast()
    await sign_in(cast, Role.COORDINATOR, "coordinator")
    async with browser("coordinator") as page:
        for _ in range(routes.UPLOADS):
            await send(page, cast, b"x")
        assert (await send(page, cast, b"x")).headers["location"].endswith("refused=too_often")


async def test_the_faulty_rows_come_back_as_files_that_no_spreadsheet_runs(sqlite):
    cast = await make_cast()
    await sign_in(cast, Role.COORDINATOR, "coordinator")
    async with browser("coordinator") as page:
        name = name_in(await send(page, cast, example("with-faults.csv")))
        as_csv = await page.get(f"{routes.PAGE}/{name}/faults.csv")
        as_xlsx = await page.get(f"{routes.PAGE}/{name}/faults.xlsx")
    rows = list(csv.reader(io.StringIO(as_csv.content.decode("utf-8-sig")), delimiter=";"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx.content)).get_sheet_by_index(0).to_python()
    assert [[str(cell) for cell in row] for row in sheet] == rows
    assert (len(rows), rows[0][-1]) == (10, "Waarom niet ingelezen")
    assert rows[1][-1] == "Het studentnummer 0091271 staat ook op regel 3."
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert any(cell.startswith("'=") for row in rows for cell in row)
    for answer, file_name in ((as_csv, "fouten.csv"), (as_xlsx, "fouten.xlsx")):
        stated = f"attachment; filename=\"{file_name}\"; filename*=UTF-8''{file_name}"
        assert answer.headers["content-disposition"] == stated
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_another_coordinator_finds_no_file_of_this_one(sqlite):
    cast = await make_cast()
    await sign_in(cast, Role.COORDINATOR, "coordinator")
    others = [
        await sign_in(cast, Role.COORDINATOR, "colleague"),
        await sign_in(cast, Role.COORDINATOR, "elsewhere", "south"),
        await sign_in(cast, Role.TEACHER, "teacher"),
    ]
    async with browser("coordinator") as page:
        name = name_in(await send(page, cast, example("with-faults.csv")))
    for who, actor in zip(("colleague", "elsewhere", "teacher"), others, strict=True):
        async with browser(who) as page:
            for end in ("csv", "xlsx"):
                assert (await page.get(f"{routes.PAGE}/{name}/faults.{end}")).status_code == 404
        for call in (waiting.try_waiting, waiting.confirm_waiting):
            with pytest.raises(NotFound):
                await call(actor, name)
        with pytest.raises(NotFound):
            waiting.choose_columns(actor, name, Columns())
    async with browser() as page:
        assert (await page.get(f"{routes.PAGE}/{name}/faults.csv")).status_code == 303


@pytest.mark.parametrize("name", ["", "x", "../../secret", "a" * 31 + "/", "a" * 32, "..%2f" * 6 + "ab"])
async def test_a_made_up_name_is_not_found(sqlite, name):
    cast = await make_cast()
    with pytest.raises(NotFound):
        waiting.find(cast.corrie, name)


async def test_a_list_without_faults_is_gone_after_its_yes_and_a_second_yes_does_nothing(sqlite):
    cast = await make_cast()
    name = waiting.keep(cast.corrie, cast.programmes["north"].id, "r.csv", example("regiocollege.csv"))
    assert await waiting.confirm_waiting(cast.corrie, name) == Outcome(50, 0, 0, 0)
    before = await everything()
    assert await waiting.confirm_waiting(cast.corrie, name) == Outcome(50, 0, 0, 0)
    assert await everything() == before
    with pytest.raises(NotFound):
        await waiting.try_waiting(cast.corrie, name)
    assert [path.suffix for path in (settings().data_dir / "imports").iterdir()] == [".json"]


async def test_a_list_with_faults_stays_until_its_hour_is_over(sqlite):
    cast = await make_cast()
    name = waiting.keep(cast.corrie, cast.programmes["north"].id, "w.csv", example("with-faults.csv"))
    assert await waiting.confirm_waiting(cast.corrie, name) == Outcome(2, 0, 0, 9, 1)
    assert len((await waiting.try_waiting(cast.corrie, name)).result.faulty) == 9
    clock.move(timedelta(minutes=61))
    with pytest.raises(NotFound):
        waiting.find(cast.corrie, name)
    assert list((settings().data_dir / "imports").iterdir()) == []


async def test_columns_chosen_by_hand_count_for_trial_and_import(sqlite):
    cast = await make_cast()
    data = b"a;b;c;d;e;f\r\n0412;Noor;Berg;K1;noor@n.example;coach"
    name = waiting.keep(cast.corrie, cast.programmes["north"].id, "x.csv", data)
    order = (
        Field.STUDENT_NUMBER,
        Field.FIRST_NAME,
        Field.LAST_NAME,
        Field.CLASS_NAME,
        Field.EMAIL,
        Field.ROLE,
    )
    waiting.choose_columns(cast.corrie, name, Columns({field: n for n, field in enumerate(order)}))
    assert len((await waiting.try_waiting(cast.corrie, name)).result.new) == 1
    assert await waiting.confirm_waiting(cast.corrie, name) == Outcome(1, 0, 0, 0)


def test_long_tables_show_a_page_that_always_holds_something():
    rows = list(range(PAGE_ROWS * 2 + 50))
    assert [(p.first, p.last, p.total) for p in (window(len(rows)), window(len(rows), PAGE_ROWS))] == [
        (1, 100, 250),
        (101, 200, 250),
    ]
    assert shown(rows, window(len(rows), 900)) == list(range(200, 250))
    assert shown(rows, window(len(rows), -100))[0] == 0
    assert (window(0).first, window(0).last, shown([], window(0))) == (0, 0, [])
