"""The paper of a speed date as downloads, for who runs it."""

from starlette.requests import Request
from starlette.responses import Response

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.files.download import as_attachment
from mentorhub.core.ids import as_id
from mentorhub.core.routes import route
from mentorhub.speeddate.paper.pdf import paper_pdf
from mentorhub.speeddate.paper.service import evening_paper, person_paper
from mentorhub.speeddate.paper.sheet import file_name
from mentorhub.speeddate.paper.values import EveningPaper


@route("/speed-dates/{speed_date_id}/paper.pdf", may=staff)
async def download_evening(request: Request) -> Response:
    """Return tables, routes and forms of everybody."""
    paper = await evening_paper(the_actor(), as_id(request.path_params["speed_date_id"]))
    return await _download(paper)


@route("/speed-dates/{speed_date_id}/route/{enrolment_id}.pdf", may=staff)
async def download_person(request: Request) -> Response:
    """Return one person's route, and the form of a junior."""
    ids = (as_id(request.path_params[name]) for name in ("speed_date_id", "enrolment_id"))
    return await _download(await person_paper(the_actor(), *ids))


async def _download(paper: EveningPaper) -> Response:
    language = the_actor().language
    return as_attachment(file_name(paper, language), "application/pdf", await paper_pdf(paper, language))
