"""The upload of a list of companies, and the download of its faulty rows."""

import asyncio
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.files import as_attachment
from mentorhub.core.limits import limits
from mentorhub.core.routes import UPLOAD_BYTES, route
from mentorhub.core.texts import say_in
from mentorhub.core.waiting import KEPT
from mentorhub.internships.service.companies import waiting
from mentorhub.internships.service.companies.importing import ReadCompanies
from mentorhub.internships.state.companies_import import faults_text
from mentorhub.people.roster import RosterRefused
from mentorhub.people.roster.faults_file import lines_csv, lines_with_reasons, lines_xlsx

PAGE = "/companies/import"
UPLOADS, PER_MINUTES = 30, 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MakeFile = Callable[[Iterable[list[str]]], bytes]


@route(PAGE, may=staff, methods=("POST",), max_bytes=UPLOAD_BYTES, on_too_large=f"{PAGE}?refused=too_big")
async def upload(request: Request) -> Response:
    """Keep an uploaded list for an hour and show its trial run."""
    actor = the_actor()
    if not await limits().hit("list upload", str(actor.person_id), UPLOADS, PER_MINUTES):
        return _to_page(refused="too_often")
    async with request.form(max_files=1, max_fields=2) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            return _to_page(refused="no_file")
        name = waiting.keep(actor, file.filename, await file.read())
    asyncio.get_running_loop().call_later(KEPT.total_seconds() + 1, waiting.sweep)
    return _to_page(file=name)


def _to_page(**query: str) -> Response:
    return RedirectResponse(f"{PAGE}?{urlencode(query)}", 303)


@route(PAGE + "/{name}/faults.csv", may=staff)
async def faults_as_csv(request: Request) -> Response:
    """Return the faulty rows of an uploaded list as CSV, with a column that says why."""
    return await _faults(request.path_params["name"], lines_csv, "csv", "text/csv; charset=utf-8")


@route(PAGE + "/{name}/faults.xlsx", may=staff)
async def faults_as_xlsx(request: Request) -> Response:
    """Return the same as an Excel file."""
    return await _faults(request.path_params["name"], lines_xlsx, "xlsx", XLSX)


async def _faults(name: str, make: MakeFile, extension: str, media_type: str) -> Response:
    actor = the_actor()
    try:
        found = await waiting.try_waiting(actor, name)
    except RosterRefused:
        return _to_page(file=name)
    stem = say_in(actor.language, "companies.file.name")
    content = await asyncio.to_thread(_made, make, found, actor.language)
    return as_attachment(f"{stem}.{extension}", media_type, content)


def _made(make: MakeFile, found: ReadCompanies, language: str) -> bytes:
    reasons = {row.line: faults_text(row)[language] for row in found.result.faulty}
    return make(lines_with_reasons(found.table, reasons, say_in(language, "companies.file.reason")))
