"""Which pair needs somebody, why, and how soon; pure: facts and a day in, a state with its reason out.

The rule comes from the programme: "De docenten zorgen ervoor dat de coach binnen een maand na de match
contact zoekt, blijven het contact monitoren en bieden hulp als het minder soepel verloopt." A pair that
agreed on a slower rhythm, or on a pause, is left in peace as long as it keeps to that.

The order, and why: who asked for help waits for a person; over time breaks the one promise that the programme
makes; a deadline of days can still be met; an internship that begins without an agreement cannot wait for
the weeks that silence still gives; then silence, the early warning, a rhythm that slips, and the search.
Within a state who waits longest comes first. A pause silences what is asked of contact and search, not a call
for help and not an internship that begins.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from mentorhub.monitoring.rules.days import NO_DAYS_OFF, DaysOff
from mentorhub.monitoring.rules.values import BAND, Attention, Facts, Proposal, Thresholds, Watch

REMIND_AGAIN = timedelta(days=3)
TALK_FROM = 14
"""Days over the deadline from which another mail helps less than a talk."""
TALK_TIMES = 2
"""How many times as long as quiet a pair is silent when a talk is proposed."""
LEAST_MARGIN = 3
DEFAULTS = Thresholds()

_HELP, _LATE, _URGENT, _AGREEMENT, _QUIET, _DUE, _SLIPPING, _APPLICATION, _LEADS = (
    n * BAND for n in range(9, 0, -1)
)
# Who is just matched stands above who is doing well, then who pauses, then what is over.
_FRESH, _FINE, _PAUSED, _ENDED = 0, -1, -2, -3


def attention(
    facts: Facts, today: date, thresholds: Thresholds = DEFAULTS, days_off: DaysOff = NO_DAYS_OFF
) -> Attention:
    """Return how a pair is doing on a day, the most urgent finding with the lesser ones beside it.

    Args:
        facts: what is known of the pair.
        today: the day in the school's calendar.
        thresholds: when a state begins in the programme.
        days_off: holidays of the school; the pair's own pauses are added here.
    """
    if facts.ended_on is not None:
        since = max((today - facts.ended_on).days, 0)
        return Attention(Watch.ENDED, since, "plain", _ENDED, Proposal.VIEW, facts.ended_on)
    off = days_off.also(facts.pauses) if facts.pauses else days_off
    paused = _paused(facts, today)
    found = [*_help(facts, today), *_no_agreement(facts, today, thresholds)]
    if paused:
        found.append(paused)
    else:
        found += [contact(facts, today, thresholds, off), *search(facts, today, thresholds, off)]
    return merged(found)


def merged(found: list[Attention]) -> Attention:
    """Return the most urgent finding with the lesser ones that need somebody beside it."""
    if len(found) == 1:
        return found[0]
    first, *others = sorted(found, key=lambda one: -one.urgency)
    return replace(first, also=tuple(one.state for one in others if one.is_needed))


def _paused(facts: Facts, today: date) -> Attention | None:
    ends = [last for first, last in facts.pauses if first <= today <= last]
    if not ends:
        return None
    until = max(ends)
    return Attention(Watch.PAUSED, (until - today).days, "plain", _PAUSED, Proposal.VIEW, until)


def _help(facts: Facts, today: date) -> Iterator[Attention]:
    if facts.help_on is not None:
        days = max((today - facts.help_on).days, 0)
        yield Attention(Watch.HELP, days, "help", _HELP + days, Proposal.TAKE_UP, facts.help_on)


def _no_agreement(facts: Facts, today: date, chosen: Thresholds) -> Iterator[Attention]:
    """An internship that begins within some days, or began that short ago, and no agreement yet."""
    if facts.starts_on is None:
        return
    left = (facts.starts_on - today).days
    if abs(left) <= chosen.agreement_before:
        urgency = _AGREEMENT + BAND // 2 - left
        yield Attention(Watch.NO_AGREEMENT, left, "soon", urgency, Proposal.TALK, facts.starts_on)


def contact(facts: Facts, today: date, chosen: Thresholds, off: DaysOff) -> Attention:
    """Return how a pair that is not paused does in its contact."""
    if facts.last_contact_on is None:
        return _before_first_contact(facts, today, chosen, off)
    return _silence(facts, facts.last_contact_on, today, chosen, off)


def _before_first_contact(facts: Facts, today: date, chosen: Thresholds, off: DaysOff) -> Attention:
    passed = off.counted(facts.matched_on, today)
    left = facts.first_contact_days - passed
    due_on = off.deadline(facts.matched_on, facts.first_contact_days)
    skipped = off.left_out(facts.matched_on, due_on)
    if today > due_on:
        # The first day off after a deadline counts no day, and is over it nevertheless.
        over = max(-left, 1)
        proposal = Proposal.TALK if over >= TALK_FROM else Proposal.REMIND
        return Attention(Watch.LATE, over, "late", _LATE + over, proposal, due_on, left_out=skipped)
    if passed >= chosen.urgent_from:
        urgency, tone, proposal = _URGENT + BAND - 1 - left, "soon", Proposal.REMIND
    elif passed >= chosen.warn_from:
        urgency, tone, proposal = _DUE + BAND - 1 - left, "brand", Proposal.REMIND
    else:
        return Attention(Watch.FRESH, left, "brand", _FRESH, Proposal.VIEW, due_on, left_out=skipped)
    return Attention(Watch.DUE, left, tone, urgency, proposal, due_on, left_out=skipped)


def _silence(facts: Facts, last: date, today: date, chosen: Thresholds, off: DaysOff) -> Attention:
    """Silence counts anew after a pause, so that no pair is quiet on the day that it begins again."""
    since = max((today - last).days, 0)
    begun = max((end for _, end in facts.pauses if end < today), default=last)
    silent = off.counted(max(last, begun), today)
    rhythm, skipped = facts.rhythm_days, off.left_out(last, today)
    limit = quiet_from(rhythm, chosen)
    if silent >= limit:
        proposal = Proposal.TALK if silent >= TALK_TIMES * limit else Proposal.REMIND
        return Attention(Watch.QUIET, since, "soon", _QUIET + since, proposal, last, rhythm, skipped)
    if rhythm is not None and silent >= slipping_from(rhythm) and not facts.has_plan:
        return Attention(
            Watch.SLIPPING, since, "brand", _SLIPPING + since, Proposal.REMIND, last, rhythm, skipped
        )
    return Attention(Watch.FINE, since, "ok", _FINE, Proposal.VIEW, last, rhythm, skipped)


def quiet_from(rhythm_days: int | None, chosen: Thresholds = DEFAULTS) -> int:
    """Return from how many days of silence a pair is quiet: longer than twice its rhythm, else 21."""
    if rhythm_days is None:
        return chosen.quiet_from
    return chosen.rhythms_missed * rhythm_days + 1


def slipping_from(rhythm_days: int) -> int:
    """Return from how many days of silence a rhythm slips: one missed, and a third of it, at least 3 days."""
    return rhythm_days + max(LEAST_MARGIN, rhythm_days // 3) + 1


def search(facts: Facts, today: date, chosen: Thresholds, off: DaysOff) -> Iterator[Attention]:
    """Yield what lacks in the search of a pair that is not paused; who is placed searches no more.

    Who applies has found something to apply for, whoever wrote it down.
    """
    if facts.has_applied or facts.is_placed:
        return
    passed, since = off.counted(facts.matched_on, today), (today - facts.matched_on).days
    skipped = off.left_out(facts.matched_on, today)
    if passed >= 7 * chosen.applications_after:
        state, urgency = Watch.NO_APPLICATION, _APPLICATION + since
        yield Attention(state, since, "plain", urgency, Proposal.TALK, facts.matched_on, left_out=skipped)
    if not facts.has_leads and passed >= 7 * chosen.leads_after:
        state, urgency = Watch.NO_LEADS, _LEADS + since
        yield Attention(state, since, "plain", urgency, Proposal.VIEW, facts.matched_on, left_out=skipped)


def may_remind(last_reminded_on: date | None, today: date) -> bool:
    """Whether a pair may be reminded: not again within three calendar days."""
    return last_reminded_on is None or today - last_reminded_on >= REMIND_AGAIN
