"""Printed login cards as a download."""

from starlette.requests import Request
from starlette.responses import Response

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.ids import as_id
from mentorhub.core.routes import route
from mentorhub.people.card_sheet import card_pdf, file_name
from mentorhub.people.service.cards import CardSheet, card_of_student, cards_of_group


@route("/cards/{group_id}.pdf", may=staff)
async def group_cards(request: Request) -> Response:
    """Return the cards of a group, eight to a page."""
    return await _download(await cards_of_group(the_actor(), as_id(request.path_params["group_id"])))


@route("/cards/person/{enrolment_id}.pdf", may=staff)
async def student_card(request: Request) -> Response:
    """Return the card of one student."""
    sheet = await card_of_student(the_actor(), as_id(request.path_params["enrolment_id"]))
    return await _download(sheet, *(card.name for card in sheet.cards))


async def _download(sheet: CardSheet, *names: str) -> Response:
    return Response(
        await card_pdf(sheet),
        media_type="application/pdf",
        headers={"content-disposition": f'attachment; filename="{file_name(sheet, names)}"'},
    )
