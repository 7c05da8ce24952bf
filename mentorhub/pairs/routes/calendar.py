"""The calendar file of an appointment, for the two of the pair."""

from starlette.requests import Request
from starlette.responses import Response

from mentorhub.core.actor import students, the_actor
from mentorhub.core.ids import as_id
from mentorhub.core.routes import route
from mentorhub.pairs.service import appointment_file


@route("/appointments/{appointment_id}.ics", may=students)
async def download_appointment(request: Request) -> Response:
    """Send the appointment as a file that every calendar opens."""
    text = await appointment_file(the_actor(), as_id(request.path_params["appointment_id"]))
    headers = {"Content-Disposition": 'attachment; filename="afspraak.ics"'}
    return Response(text, media_type="text/calendar; charset=utf-8", headers=headers)
