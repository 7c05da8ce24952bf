"""The whole proposal as a download, for staff."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.ids import as_id
from mentorhub.core.routes import route
from mentorhub.matching.export import proposal_xlsx
from mentorhub.matching.service.paper import exported, paper_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@route("/match/proposal.xlsx", may=staff)
async def download_proposal(request: Request) -> Response:
    """Return the run that ``?run=`` names as a workbook in the reader's language."""
    actor = the_actor()
    paper = await paper_of(actor, as_id(request.query_params.get("run", "")))
    made = await asyncio.to_thread(proposal_xlsx, paper, actor.language)
    await exported(actor, paper)
    return Response(
        made,
        media_type=XLSX,
        headers={
            "content-disposition": f'attachment; filename="match-{_plain(paper.programme)}.xlsx"',
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
        },
    )


def _plain(name: str) -> str:
    """Return a name with only what every system takes in a file name."""
    signs = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)
    return "-".join(part for part in signs.split("-") if part).lower() or "programma"
