"""The upload of a document to an application, and its download."""

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mentorhub.core.actor import mentees, students, the_actor
from mentorhub.core.files import FileRefused, StoreFault, as_download, unavailable
from mentorhub.core.ids import as_id
from mentorhub.core.limits import limits
from mentorhub.core.routes import UPLOAD_BYTES, route
from mentorhub.internships.service.applications import (
    ApplicationRefused,
    add_document,
    document_content,
)

UPLOADS, MINUTES = 20, 10
PAGE = "/internships"


@route(
    "/applications/{application_id}/documents",
    may=mentees,
    methods=("POST",),
    max_bytes=UPLOAD_BYTES,
    on_too_large=f"{PAGE}?refused=too_big",
)
async def upload_document(request: Request) -> Response:
    """Keep a document with the mentee's own application and show it."""
    actor, application_id = the_actor(), as_id(request.path_params["application_id"])
    page = f"{PAGE}/{application_id}"
    if not await limits().hit("document upload", str(actor.person_id), UPLOADS, MINUTES):
        return RedirectResponse(f"{page}?refused=too_often", 303)
    async with request.form(max_files=1, max_fields=2) as form:
        file, title = form.get("file"), form.get("title")
        if not isinstance(file, UploadFile) or not file.filename:
            return RedirectResponse(f"{page}?refused=no_file", 303)
        name, content = file.filename, await file.read()
    try:
        await add_document(actor, application_id, title if isinstance(title, str) else "", name, content)
    except FileRefused as refusal:
        return RedirectResponse(f"{page}?refused={refusal.reason}", 303)
    except ApplicationRefused as refusal:
        return RedirectResponse(f"{page}?refused={refusal.why}", 303)
    return RedirectResponse(f"{page}?added=1", 303)


@route("/applications/documents/{document_id}", may=students)
async def download_document(request: Request) -> Response:
    """Send a document to its mentee or her mentor, as a file to keep."""
    try:
        file, content = await document_content(the_actor(), as_id(request.path_params["document_id"]))
    except StoreFault:
        return unavailable()
    return as_download(file, content)
