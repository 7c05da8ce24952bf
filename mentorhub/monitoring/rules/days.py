"""The days that count, as programmes know them: here for the rules and who asks them."""

from mentorhub.programmes.days import NO_DAYS_OFF, DaysOff, Span

__all__ = ["NO_DAYS_OFF", "DaysOff", "Span"]
