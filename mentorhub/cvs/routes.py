"""CVs as files: the upload, the download of what was uploaded, and the export as PDF and DOCX."""

from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound, mentees, students, the_actor
from mentorhub.core.files import (
    DOCX,
    PDF,
    FileRefused,
    StoreFault,
    as_attachment,
    as_download,
    content_of,
    examine,
    keep_examined,
    unavailable,
)
from mentorhub.core.ids import as_id
from mentorhub.core.limits import limits
from mentorhub.core.routes import UPLOAD_BYTES, route
from mentorhub.core.texts import LANGUAGES, say_in
from mentorhub.cvs.export import TEMPLATES, cv_docx, cv_pdf
from mentorhub.cvs.export.source import Chosen, earlier_cv, newest_cv, uploaded_file
from mentorhub.cvs.service import take_upload

PAGE = "/cv"
UPLOADS, EXPORTS, PER_MINUTES = 10, 60, 10


@route(
    f"{PAGE}/upload",
    may=mentees,
    methods=("POST",),
    max_bytes=UPLOAD_BYTES,
    on_too_large=f"{PAGE}?refused=too_big",
)
async def upload_cv(request: Request) -> Response:
    """Keep an uploaded CV as a version; the reason of a refusal goes back in the address."""
    actor = the_actor()
    if not await limits().hit("cv upload", str(actor.person_id), UPLOADS, PER_MINUTES):
        return _to_page(refused="too_often")
    async with request.form(max_files=1, max_fields=2) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            return _to_page(refused="no_file")
        name, content = file.filename, await file.read()
    try:
        return _to_page(uploaded=str(await _keep(actor, name, content)))
    except FileRefused as refused:
        return _to_page(refused=refused.reason)


async def _keep(actor: Actor, name: str, content: bytes) -> int:
    examined = await examine(name, content)
    async with db.transaction() as session:
        file = await keep_examined(session, actor, examined)
        return await take_upload(session, actor, file, examined.text)


def _to_page(**query: str) -> Response:
    return RedirectResponse(f"{PAGE}?{urlencode(query)}", 303)


@route(PAGE + "/files/{version_id}", may=students)
async def download_cv(request: Request) -> Response:
    """Send the file of an uploaded version to its owner or to the own coach."""
    file = await uploaded_file(the_actor(), as_id(request.path_params["version_id"]))
    try:
        return as_download(file, await content_of(file))
    except StoreFault:
        return unavailable()


@route(f"{PAGE}/export.pdf", may=students)
async def export_pdf(request: Request) -> Response:
    """Send a CV as a PDF; ``version``, ``of``, ``template`` and ``language`` are in the address."""
    chosen = await _chosen(request)
    template = request.query_params.get("template", "")
    content = await cv_pdf(
        chosen.content, template if template in TEMPLATES else chosen.template, _language(request)
    )
    return as_attachment(file_name(chosen.content.name, PDF.extension), PDF.media_type, content)


@route(f"{PAGE}/export.docx", may=students)
async def export_docx(request: Request) -> Response:
    """Send a CV as a DOCX; ``version``, ``of`` and ``language`` are in the address."""
    chosen = await _chosen(request)
    content = await cv_docx(chosen.content, _language(request))
    return as_attachment(file_name(chosen.content.name, DOCX.extension), DOCX.media_type, content)


async def _chosen(request: Request) -> Chosen:
    actor, asked = the_actor(), request.query_params
    if not await limits().hit("cv export", str(actor.person_id), EXPORTS, PER_MINUTES):
        raise NotFound
    if asked.get("version"):
        return await earlier_cv(actor, as_id(asked["version"]))
    return await newest_cv(actor, as_id(asked["of"]) if asked.get("of") else None)


def _language(request: Request) -> str:
    asked = request.query_params.get("language", "")
    return asked if asked in LANGUAGES else the_actor().language


def file_name(name: str, extension: str) -> str:
    """Return the name of an exported file, such as ``cv Zoë de Vries.pdf``."""
    plain = "".join(sign for sign in name if sign.isalnum() or sign in " -'.").strip(" .")[:80]
    return f"{say_in('nl', 'sharing.export.file')} {plain}".strip() + extension
