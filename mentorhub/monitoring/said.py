"""What is said after an act: one honest sentence for each outcome, in both languages."""

from mentorhub.core.dates import short_day_text
from mentorhub.core.texts import LANGUAGES, Bilingual, say
from mentorhub.monitoring.rows import NOTHING, did_text, plural
from mentorhub.monitoring.service.acts import Bulk, Reminded, Stale

Said = tuple[Bilingual, str]


def joined(*sentences: Bilingual) -> Bilingual:
    """Return sentences after each other, empty ones left out."""
    return {x: " ".join(one[x] for one in sentences if one[x]) for x in LANGUAGES}


def reminded_text(found: Reminded, mentee: str, mentor: str, whom: str = "both") -> Said:
    """Return what came of a reminder, and the tone of the notice."""
    names = {"mentee": mentee, "mentor": mentor}
    if found.outcome == "nobody":
        return say("desk.said.nobody"), "late"
    if found.outcome == "already":
        day = short_day_text(found.on, "UTC") if found.on else ""
        return say("desk.said.already", **names, day=day), "soon"
    name = names.get(whom)
    first = say("desk.said.reminded_one", name=name) if name else say("desk.said.reminded", **names)
    if not found.no_address:
        return first, "ok"
    all_without = found.no_address == found.mails + found.in_hub
    more = say("desk.said.no_address_two" if all_without else "desk.said.no_address_one")
    return joined(first, more), "soon"


def stale_text(error: Stale) -> Said:
    """Return what somebody did meanwhile."""
    if error.did is None:
        return say("desk.said.gone"), "late"
    return say("desk.said.stale", did=did_text(error.did)), "late"


def _count(name: str, n: int) -> Bilingual:
    return say(f"desk.bulk.{name}_{plural(n)}", n=n) if n else NOTHING


def bulk_reminded_text(found: Bulk) -> Said:
    """Return how many were reminded, and how many not and why."""
    first = _count("reminded", found.done) if found.done else say("desk.bulk.none")
    rest = [_count(name, getattr(found, name)) for name in ("already", "ended", "no_address")]
    return joined(first, *rest), "ok" if found.done else "soon"


def bulk_snoozed_text(found: Bulk, day: Bilingual) -> Said:
    """Return how many were left for later, until when, and how many not."""
    first = say(f"desk.bulk.snoozed_{plural(found.done)}", n=found.done, day=day)
    return joined(first, _count("ended", found.ended)), ""
