"""What a plan's figures are in words, both languages."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from mentorhub.core.dates import hour_text
from mentorhub.core.texts import LANGUAGES, Bilingual, say
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

GOOD_TO_KNOW = ("table_shared",)


def phase_text(phase: str, round: int, rounds: int) -> Bilingual:
    """Return where a speed date is, such as *Ronde 2 van 8*."""
    return say(f"planning.phase.{phase}", n=round, of=rounds)


def issue_rows(issues: Iterable[Issue], names: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """Return what does not fit as rows with ``nl``, ``en`` and the tone of the notice.

    ``names`` gives the full name by enrolment id, for issues that are about people.
    """
    found = list(issues)
    short = [issue for issue in found if issue.code == "round_not_full"]
    rows = [_issue_row(issue, names or {}) for issue in found if issue not in short]
    return rows + ([_short_rounds(short)] if short else [])


def _issue_row(issue: Issue, names: Mapping[str, str]) -> dict[str, str]:
    people = _listed([names.get(one, "") for one in issue.people])
    text = say(f"planning.issue.{issue.code}", have=issue.have, need=issue.need, names=people)
    tone = "plain" if issue.code in GOOD_TO_KNOW else "soon"
    return {**text, "tone": "late" if issue.blocks else tone}


def _short_rounds(issues: list[Issue]) -> dict[str, str]:
    rounds = _listed([str(issue.round) for issue in issues])
    return {**say("planning.issue.round_not_full", rounds=rounds), "tone": "soon"}


def _listed(words: list[str]) -> Bilingual:
    """Return words as people list them: ``A, B en C``."""
    if len(words) < 2:
        return dict.fromkeys(LANGUAGES, "".join(words))
    return say("planning.plan.and", first=", ".join(words[:-1]), last=words[-1])


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


def decimal_text(number: float) -> Bilingual:
    """Return a number with one digit behind the point at most: ``4,2`` in Dutch, ``4.2`` in English."""
    text = f"{number:.1f}".removesuffix(".0")
    return {"nl": text.replace(".", ","), "en": text}
