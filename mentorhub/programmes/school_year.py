"""The school year, as in the Netherlands and Flanders: from August until the end of July."""

from datetime import date

FIRST_MONTH = 8


def school_year(day: date) -> tuple[date, date]:
    """Return the first and the last day of the school year that holds ``day``."""
    first = day.year if day.month >= FIRST_MONTH else day.year - 1
    return date(first, FIRST_MONTH, 1), date(first + 1, FIRST_MONTH - 1, 31)
