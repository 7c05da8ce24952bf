"""The ledger as a download, for staff."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.files import XLSX, as_attachment
from mentorhub.core.ids import as_id
from mentorhub.core.routes import route
from mentorhub.core.texts import say_in
from mentorhub.internships.export import ledger_xlsx
from mentorhub.internships.service.ledger import exported, ledger_of


@route("/ledger.xlsx", may=staff)
async def download_ledger(request: Request) -> Response:
    """Return the ledger, of the group that ``?group=`` names or of all, in the reader's language."""
    actor = the_actor()
    group = request.query_params.get("group", "")
    group_id = as_id(group) if group else None
    found = await ledger_of(actor, group_id)
    made = await asyncio.to_thread(ledger_xlsx, found, actor.language)
    await exported(actor, group_id)
    name = say_in(actor.language, "ledger.export.file")
    return as_attachment(f"{name}-{found.today.isoformat()}.xlsx", XLSX, made)
