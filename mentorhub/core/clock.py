"""The time of day, in one place so that tests can move it."""

from datetime import UTC, datetime, timedelta

_offset = timedelta()


def now() -> datetime:
    """Return the present moment in UTC, with its zone."""
    return datetime.now(UTC) + _offset


def move(by: timedelta) -> None:
    """Move the clock of this process by ``by`` from the real time; zero puts it right again."""
    global _offset
    _offset = by


def milliseconds(moment: datetime) -> int:
    """Return a moment as whole milliseconds since 1970 in UTC, as browsers count."""
    return int(moment.timestamp() * 1000)
