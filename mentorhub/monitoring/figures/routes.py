"""The figures as downloads, for staff: exactly what the page shows to the same reader."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.files import CSV, XLSX, as_attachment
from mentorhub.core.routes import route
from mentorhub.core.texts import say_in
from mentorhub.monitoring.figures.export import figures_csv, figures_xlsx
from mentorhub.monitoring.figures.report import figures_pdf
from mentorhub.monitoring.figures.service import Figures, exported, figures_of
from mentorhub.monitoring.figures.sheets import sheets_of


@route("/figures.xlsx", may=staff)
async def download_xlsx(request: Request) -> Response:
    """Return the tables of what ``?show=`` and ``?against=`` name as a workbook."""
    return await _file(request, "xlsx", XLSX, lambda found, x: figures_xlsx(sheets_of(found), x))


@route("/figures.csv", may=staff)
async def download_csv(request: Request) -> Response:
    """Return the tables below each other."""
    return await _file(request, "csv", CSV, lambda found, x: figures_csv(sheets_of(found), x))


@route("/figures.pdf", may=staff)
async def download_pdf(request: Request) -> Response:
    """Return the report."""
    return await _file(
        request, "pdf", "application/pdf", lambda found, x: figures_pdf(found, sheets_of(found), x)
    )


async def _file(request: Request, ending: str, kind: str, make: Callable[[Figures, str], bytes]) -> Response:
    actor = the_actor()
    asked = request.query_params
    found = await figures_of(actor, asked.get("show", ""), asked.get("against", ""))
    made = await asyncio.to_thread(make, found, actor.language)
    await exported(actor, found, ending)
    day = f"-{found.now.until.isoformat()}" if found.now else ""
    name = say_in(actor.language, "figures.report.file") + day
    return as_attachment(f"{name}.{ending}", kind, made)
