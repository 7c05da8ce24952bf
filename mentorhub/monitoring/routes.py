"""The list of staff as a download."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.routes import route
from mentorhub.core.texts import say_in
from mentorhub.monitoring.export import list_csv, list_xlsx
from mentorhub.monitoring.service import take_out
from mentorhub.monitoring.state.listing import view_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@route("/attention.xlsx", may=staff)
async def download_xlsx(request: Request) -> Response:
    """Return the list that the query asks for, all pages, as a workbook."""
    actor = the_actor()
    found = await take_out(actor, view_of(request.query_params))
    made = await asyncio.to_thread(list_xlsx, found, actor)
    return _file(made, f"{say_in(actor.language, 'monitoring.export.file')}-{found.today}.xlsx", XLSX)


@route("/attention.csv", may=staff)
async def download_csv(request: Request) -> Response:
    """Return the list that the query asks for, all pages, as text."""
    actor = the_actor()
    found = await take_out(actor, view_of(request.query_params))
    made = await asyncio.to_thread(list_csv, found, actor)
    name = f"{say_in(actor.language, 'monitoring.export.file')}-{found.today}.csv"
    return _file(made, name, "text/csv; charset=utf-8")


def _file(made: bytes, name: str, kind: str) -> Response:
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    return Response(made, media_type=kind, headers=headers)
