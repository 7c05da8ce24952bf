"""The list of staff as a download."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.files import CSV, XLSX, as_attachment
from mentorhub.core.routes import route
from mentorhub.core.texts import say_in
from mentorhub.monitoring.export import list_csv, list_xlsx
from mentorhub.monitoring.service import take_out
from mentorhub.monitoring.state.listing import view_of


@route("/attention.xlsx", may=staff)
async def download_xlsx(request: Request) -> Response:
    """Return the list that the query asks for, all pages, as a workbook."""
    actor = the_actor()
    found = await take_out(actor, view_of(request.query_params))
    made = await asyncio.to_thread(list_xlsx, found, actor)
    return as_attachment(f"{say_in(actor.language, 'monitoring.export.file')}-{found.today}.xlsx", XLSX, made)


@route("/attention.csv", may=staff)
async def download_csv(request: Request) -> Response:
    """Return the list that the query asks for, all pages, as text."""
    actor = the_actor()
    found = await take_out(actor, view_of(request.query_params))
    made = await asyncio.to_thread(list_csv, found, actor)
    name = f"{say_in(actor.language, 'monitoring.export.file')}-{found.today}.csv"
    return as_attachment(name, CSV, made)
