"""Plain HTTP of pairs: an appointment's calendar file, and the page behind a link that asks about one."""

from mentorhub.pairs.routes import calendar, happened
from mentorhub.pairs.routes.calendar import download_appointment

__all__ = ["calendar", "download_appointment", "happened"]
