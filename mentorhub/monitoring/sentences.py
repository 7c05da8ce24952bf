"""A pair's state in a few words, and the one sentence that says why: the same for staff and for the two.

Nobody is judged by something they cannot see, so no sentence says more to staff than to the pair.
"""

from mentorhub.core.dates import short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring.rules import Attention, Watch
from mentorhub.monitoring.service.values import Pause

_RHYTHMS = {7: "week", 14: "two_weeks", 30: "month"}


def state_text(state: Watch) -> Bilingual:
    """Return the name of a state by itself, for a filter or a lesser finding."""
    return say(f"watch.state.{state.value}")


def pill_text(attention: Attention) -> Bilingual:
    """Return the state in a few words, with the number of days where that says most."""
    state, days = attention.state, attention.days
    if state in (Watch.DUE, Watch.QUIET, Watch.SLIPPING):
        return say(f"watch.pill.{state.value}_{_plural(days)}", n=days)
    if state is Watch.PAUSED:
        return say("watch.pill.paused", day=_day(attention))
    return state_text(state)


def why_sentence(attention: Attention, pause: Pause | None = None) -> Bilingual:
    """Return the one sentence that says why.

    Args:
        attention: the state.
        pause: the pause that runs, for its reason; needed only in the state ``paused``.
    """
    name = _NAMES.get(attention.state, _plain)(attention)
    if attention.state is Watch.PAUSED and pause is not None:
        name = f"paused_{pause.reason}"
    rhythm = _RHYTHMS.get(attention.rhythm_days or 0)
    agreed = say(f"watch.rhythm.{rhythm}") if rhythm else ""
    return say(f"watch.why.{name}", day=_day(attention), n=abs(attention.days), agreed=agreed)


def _day(attention: Attention) -> Bilingual:
    return short_day_text(attention.day, "UTC")


def _plural(days: int) -> str:
    return {0: "today", 1: "one"}.get(days, "many")


def _plain(attention: Attention) -> str:
    return attention.state.value


def _off(attention: Attention, name: str) -> str:
    return f"{name}_off" if attention.left_out else name


def _late(attention: Attention) -> str:
    return _off(attention, "late_one" if attention.days == 1 else "late_many")


def _deadline(attention: Attention) -> str:
    return _off(attention, "deadline" if attention.days else "deadline_today")


def _silence(attention: Attention) -> str:
    agreed = attention.rhythm_days in _RHYTHMS
    return _off(attention, "silent_agreed" if agreed else "silent")


def _fine(attention: Attention) -> str:
    return "fine_agreed" if attention.rhythm_days in _RHYTHMS else "fine"


def _no_agreement(attention: Attention) -> str:
    if attention.days == 0:
        return "no_agreement_today"
    return "no_agreement_ahead" if attention.days > 0 else "no_agreement_past"


_NAMES = {
    Watch.LATE: _late,
    Watch.DUE: _deadline,
    Watch.FRESH: _deadline,
    Watch.QUIET: _silence,
    Watch.SLIPPING: _silence,
    Watch.FINE: _fine,
    Watch.NO_AGREEMENT: _no_agreement,
}
