"""What a plan's figures are in words, both languages."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mentorhub.core.dates import hour_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.speeddate.rules import Issue
from mentorhub.speeddate.rules.forecast import duration_minutes
from mentorhub.speeddate.tables import SpeedDate

TONES = {
    "draft": "plain",
    "lobby": "soon",
    "round": "brand",
    "changeover": "brand",
    "ranking": "soon",
    "closed": "ok",
}


def phase_text(phase: str, round: int, rounds: int) -> Bilingual:
    """Return where a speed date is, such as *Ronde 2 van 8*."""
    return say(f"planning.phase.{phase}", n=round, of=rounds)


def issue_rows(issues: Iterable[Issue]) -> list[dict[str, str]]:
    """Return what does not fit as rows with ``nl``, ``en`` and the tone of the notice."""
    return [_issue_row(issue) for issue in issues]


def _issue_row(issue: Issue) -> dict[str, str]:
    text = say(f"planning.issue.{issue.code}", have=issue.have, need=issue.need)
    return {**text, "tone": "late" if issue.blocks else "soon"}


def spread_text(key: str, least: int, most: int) -> Bilingual:
    """Return ``<key>_one`` when all get the same number, else ``<key>_spread`` (7 of 8)."""
    return say(f"planning.{key}_one" if least == most else f"planning.{key}_spread", least=least, most=most)


def end_of(speed_date: SpeedDate) -> datetime:
    """Return when the rounds are over, if they begin in time and nothing is added."""
    seconds = duration_minutes(
        speed_date.rounds,
        speed_date.round_seconds,
        speed_date.changeover_seconds,
        interval=60 * speed_date.break_minutes,
    )
    return speed_date.starts_at + timedelta(seconds=seconds)


def end_text(start: datetime, seconds: int, zone: str) -> Bilingual:
    """Return when it is over, such as ``18.10 uur``."""
    return hour_text(start + timedelta(seconds=seconds), zone)


def minutes_text(seconds: int) -> str:
    """Return a length in minutes as people write it: ``5`` or ``2½``."""
    whole, rest = divmod(seconds, 60)
    return f"{whole}½" if rest == 30 else str(whole if rest < 30 else whole + 1)
