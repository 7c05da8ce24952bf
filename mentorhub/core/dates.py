"""Dates and times as people read them, in the school's zone and both languages."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from mentorhub.core.texts import LANGUAGES, Bilingual

_PATTERNS = {
    "nl": ("EEEE d MMMM, HH.mm 'uur'", "EEEE d MMMM", "d MMMM", "HH.mm 'uur'"),
    "en": ("EEEE d MMMM, HH:mm", "EEEE d MMMM", "d MMMM", "HH:mm"),
}


def moment_text(moment: datetime, zone: str) -> Bilingual:
    """Return for example ``donderdag 14 oktober, 17.00 uur``."""
    return {
        x: format_datetime(moment.astimezone(ZoneInfo(zone)), _PATTERNS[x][0], locale=x) for x in LANGUAGES
    }


def day_text(day: date | datetime, zone: str) -> Bilingual:
    """Return for example ``donderdag 14 oktober``."""
    local = day.astimezone(ZoneInfo(zone)).date() if isinstance(day, datetime) else day
    return {x: format_date(local, _PATTERNS[x][1], locale=x) for x in LANGUAGES}


def short_day_text(day: date | datetime, zone: str) -> Bilingual:
    """Return for example ``14 oktober``."""
    local = day.astimezone(ZoneInfo(zone)).date() if isinstance(day, datetime) else day
    return {x: format_date(local, _PATTERNS[x][2], locale=x) for x in LANGUAGES}


def hour_text(moment: datetime, zone: str) -> Bilingual:
    """Return for example ``17.00 uur``."""
    return {
        x: format_datetime(moment.astimezone(ZoneInfo(zone)), _PATTERNS[x][3], locale=x) for x in LANGUAGES
    }


def local_day(moment: datetime, zone: str) -> date:
    """Return the calendar day of a moment in the school's zone."""
    return moment.astimezone(ZoneInfo(zone)).date()
