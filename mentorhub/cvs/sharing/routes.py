"""The download of a shared CV, for whoever opened its link and said who that is."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from mentorhub.core.actor import anyone
from mentorhub.core.files import PDF, StoreFault, as_attachment, as_download, content_of, unavailable
from mentorhub.core.ids import as_id
from mentorhub.core.limits import limits
from mentorhub.core.routes import client_address, route
from mentorhub.core.texts import LANGUAGES
from mentorhub.cvs.export import cv_pdf
from mentorhub.cvs.routes import file_name
from mentorhub.cvs.sharing.opening import shared_cv

DOWNLOADS, PER_MINUTES = 30, 10


@route("/shared/cv/{secret}/{opening_id}/download", may=anyone)
async def download_shared(request: Request) -> Response:
    """Send the shared CV as a PDF in the visitor's language, or the file that was uploaded."""
    if not await limits().hit("shared cv download", client_address(request), DOWNLOADS, PER_MINUTES):
        return PlainTextResponse("too many", 429, headers={"retry-after": "600"})
    shared = await shared_cv(request.path_params["secret"], as_id(request.path_params["opening_id"]))
    if shared.file is not None:
        try:
            return as_download(shared.file, await content_of(shared.file))
        except StoreFault:
            return unavailable()
    language = request.cookies.get("mentorhub_language", "")
    content = await cv_pdf(
        shared.content, shared.template, language if language in LANGUAGES else LANGUAGES[0]
    )
    return as_attachment(file_name(shared.content.name, PDF.extension), PDF.media_type, content)
