"""The matrix of a group as a download, for the staff of that group."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.files import XLSX, as_attachment
from mentorhub.core.ids import as_id
from mentorhub.core.routes import route
from mentorhub.core.texts import say_in
from mentorhub.monitoring.groups.export import matrix_xlsx
from mentorhub.monitoring.groups.service import exported_matrix


@route("/groups/{group_id}.xlsx", may=staff)
async def download_matrix(request: Request) -> Response:
    """Return the matrix of a group in the reader's language."""
    actor = the_actor()
    found = await exported_matrix(actor, as_id(request.path_params["group_id"]))
    made = await asyncio.to_thread(matrix_xlsx, found, actor.language)
    name = say_in(actor.language, "groups.sheet.file")
    return as_attachment(f"{name}-{found.today.isoformat()}.xlsx", XLSX, made)
