"""One pair as a row: who, why, the weeks, what was done, and what can be done with one click."""

from typing import TypedDict

from mentorhub.core.actor import Actor, Role
from mentorhub.core.dates import short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring.rules import Proposal, Watch
from mentorhub.monitoring.sentences import pill_text, state_text, why_sentence
from mentorhub.monitoring.service import AttentionLine, LastAct

HIGHEST_BAR = 4
NOTHING: Bilingual = {"nl": "", "en": ""}


class AttentionRow(TypedDict):
    """One pair in the list; ``bars`` are heights from 0 to 4, ``main`` names the one main action.

    ``main`` is ``take_up``, ``talk``, ``remind`` or ``view``; ``also`` are the lesser findings.
    """

    pair_id: str
    mentee: str
    mentor: str
    groups: str
    pill: Bilingual
    tone: str
    why: Bilingual
    also: list[Bilingual]
    help: Bilingual
    plan: Bilingual
    bars: list[str]
    weeks: Bilingual
    done: Bilingual
    main: str
    can_remind: bool
    is_paused: bool
    is_snoozed: bool
    is_over: bool
    call: str


NO_ROW = AttentionRow(
    pair_id="",
    mentee="",
    mentor="",
    groups="",
    pill=NOTHING,
    tone="ok",
    why=NOTHING,
    also=[],
    help=NOTHING,
    plan=NOTHING,
    bars=[],
    weeks=NOTHING,
    done=NOTHING,
    main="view",
    can_remind=False,
    is_paused=False,
    is_snoozed=False,
    is_over=False,
    call="",
)


def plural(n: int) -> str:
    """Return the part of a key that says one or many."""
    return "one" if n == 1 else "many"


def needed_text(needed: int) -> Bilingual:
    """Return the title of the list, in the right plural."""
    if needed == 0:
        return say("monitoring.needed.nobody")
    return say("monitoring.needed.one" if needed == 1 else "monitoring.needed.many", n=needed)


def attention_row(line: AttentionLine, zone: str, actor: Actor) -> AttentionRow:
    """Return the row of a pair for one of the staff."""
    found, planned = line.attention, line.appointment_on
    return AttentionRow(
        pair_id=str(line.pair_id),
        mentee=line.mentee,
        mentor=line.mentor,
        groups=", ".join(dict.fromkeys(name for name in (line.mentee_group, line.mentor_group) if name)),
        pill=pill_text(found),
        tone=found.tone,
        why=why_sentence(found, line.pause),
        also=[state_text(state) for state in found.also[:2]],
        help=say("help.watch.taken") if line.help == "taken" else NOTHING,
        plan=say("monitoring.list.appointment", day=short_day_text(planned, zone)) if planned else NOTHING,
        bars=[str(min(count, HIGHEST_BAR)) for count in line.weeks],
        weeks=say("monitoring.list.per_week", counts=", ".join(map(str, line.weeks))),
        done=_done(line, actor),
        main=_main(line, actor),
        can_remind=line.may_remind and _can_be_pressed(line),
        is_paused=line.pause is not None,
        is_snoozed=line.snoozed_until is not None,
        is_over=found.state is Watch.ENDED,
        call=f"/help/calls/{line.help_call_id}" if line.help_call_id else "",
    )


def _can_be_pressed(line: AttentionLine) -> bool:
    """Whether a reminder fits: who pauses is left alone, and who asked for help is helped, not pressed."""
    return line.attention.state not in (Watch.ENDED, Watch.PAUSED) and not line.help


def _main(line: AttentionLine, actor: Actor) -> str:
    """Return the one main action; who reads no calls for help plans a talk instead of taking one up."""
    proposal = line.attention.proposal
    if proposal is Proposal.TAKE_UP:
        return "take_up" if actor.role is Role.COORDINATOR else "talk"
    if proposal is Proposal.REMIND and not (line.may_remind and _can_be_pressed(line)):
        return "view"
    return proposal.value


def _done(line: AttentionLine, actor: Actor) -> Bilingual:
    """Return what stands below the names: until when it was left, or what was done last."""
    if line.snoozed_until is not None:
        return say("monitoring.list.snoozed", day=short_day_text(line.snoozed_until, "UTC"))
    if line.last_act is None or line.last_act.kind == "snoozed":
        return NOTHING
    return act_text(line.last_act, actor)


def act_text(act: LastAct, actor: Actor) -> Bilingual:
    """Return for example ``Herinnerd op 3 november door jou``."""
    what = say(f"desk.did.{act.kind}", day=short_day_text(act.day, "UTC"))
    if not act.by_name:
        return what
    by = "by_you" if act.by_name == actor.full_name else "by_other"
    return say(f"desk.did.{by}", what=what, name=act.by_name)
