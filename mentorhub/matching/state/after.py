"""After publishing: taking it back in time, the repair after somebody left or came, substitutes."""

from collections.abc import Sequence
from typing import TypedDict

import reflex as rx

from mentorhub.core import clock
from mentorhub.core.actor import staff, the_actor
from mentorhub.core.dates import hour_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.service import repairing, substitutes, withdrawing
from mentorhub.matching.service.board import Board as Found
from mentorhub.matching.service.board import ShownRun
from mentorhub.matching.service.board import board as board_of
from mentorhub.matching.service.history import RunLine
from mentorhub.matching.state.acting import carry_out
from mentorhub.matching.state.board import Board, panel
from mentorhub.matching.state.board_rows import SILENCE
from mentorhub.matching.state.line_rows import choice_text, choice_tone

MOST_SHOWN = 100
NAMES = 5


class ChangeRow(TypedDict):
    """One mentee whose mentor a repair changes."""

    mentee_id: str
    mentee: str
    before: str
    after_id: str
    after: str
    choice: Bilingual
    tone: str
    why: Bilingual


@panel
class After(rx.State):
    """What can still be done with a match that is out."""

    mails_at: Bilingual = SILENCE
    are_mails_waiting: bool = False
    can_withdraw: bool = False
    is_repair: bool = False
    drift: list[Bilingual] = []
    has_drift: bool = False
    repair_id: str = ""
    repair_title: Bilingual = SILENCE
    repair_is_stale: bool = False
    changes: list[ChangeRow] = []
    changes_more: int = 0
    plan_id: str = ""
    plan_is_out: bool = False
    plan_count: int = 0

    @handler(may=staff, background=True)
    async def withdraw(self) -> None:
        """Take the match that is out back, while that is possible."""
        run_id = await self._out()
        await carry_out(
            self,
            lambda _: withdrawing.withdraw(the_actor(), as_id(run_id)),
            lambda board, _: say("matching.after.said_withdrawn"),
        )

    @handler(may=staff, background=True)
    async def send_now(self) -> None:
        """Let the mails go at once."""
        run_id = await self._out()
        await carry_out(
            self,
            lambda _: withdrawing.send_now(the_actor(), as_id(run_id)),
            lambda board, sent: say("matching.after.said_sent", n=sent),
        )

    @handler(may=staff, background=True)
    async def repair(self) -> None:
        """Propose a repair with as few changes as possible."""
        await carry_out(
            self,
            lambda programme: repairing.propose_repair(the_actor(), programme),
            lambda board, _: say("matching.after.said_repair"),
        )

    @handler(may=staff, background=True)
    async def plan_substitutes(self) -> None:
        """Propose a substitute for every mentee."""
        await carry_out(
            self,
            lambda programme: substitutes.propose_substitutes(the_actor(), programme),
            lambda board, _: say("matching.after.said_plan"),
        )

    @handler(may=staff, background=True)
    async def publish_substitutes(self, run_id: str) -> None:
        """Publish the plan of substitutes that this page names."""
        await carry_out(
            self,
            lambda _: substitutes.publish_substitutes(the_actor(), as_id(run_id)),
            lambda board, made: say("matching.after.said_plan_out", n=made),
        )

    @handler(may=staff, background=True)
    async def end_substitutes(self) -> None:
        """End all substitutes."""
        await carry_out(
            self,
            lambda programme: substitutes.end_substitutes(the_actor(), programme),
            lambda board, ended: say("matching.after.said_plan_ended", n=ended),
        )

    async def _out(self) -> str:
        async with self:
            return (await self.get_state(Board)).run_id

    async def _take(self, found: Found, runs: Sequence[RunLine]) -> None:
        run = found.run
        if run is None or run.published_at is None or run.is_old:
            self.drift, self.repair_id, self.changes, self.plan_id = [], "", [], ""
            self.has_drift = False
            self.can_withdraw, self.are_mails_waiting = False, False
            return
        self.is_repair = run.kind == "repair"
        self._take_mails(run, found.zone)
        seen = await repairing.drift(the_actor(), found.programme_id)
        self.drift = drift_texts(seen) if seen else []
        self.has_drift = bool(self.drift)
        await self._take_repair(found)
        self._take_plan(runs)

    def _take_mails(self, run: ShownRun, zone: str) -> None:
        self.can_withdraw = run.can_withdraw_until is not None
        due = run.mails_due_at
        self.are_mails_waiting = due is not None and due > clock.now()
        self.mails_at = hour_text(due, zone) if due else SILENCE

    async def _take_repair(self, found: Found) -> None:
        self.repair_id = str(found.open_id or "")
        if found.open_id is None:
            self.changes, self.changes_more = [], 0
            return
        shown = await board_of(the_actor(), found.programme_id, found.open_id)
        changed = await repairing.changes(the_actor(), found.open_id)
        made = sum(line.mentor_id is not None for line in shown.run.lines) if shown and shown.run else 0
        moved = sum(one.after_id is not None for one in changed)
        self.repair_is_stale = bool(shown and shown.run and shown.run.is_stale)
        self.repair_title = say("matching.after.repair_title", changed=len(changed), kept=made - moved)
        self.changes = [_change_row(one, found.list_length) for one in changed[:MOST_SHOWN]]
        self.changes_more = len(changed) - len(self.changes)

    def _take_plan(self, runs: Sequence[RunLine]) -> None:
        plans = [one for one in runs if one.kind == "substitute" and one.replaced_at is None]
        self.plan_id = str(plans[0].run_id) if plans else ""
        self.plan_is_out = bool(plans) and plans[0].published_at is not None
        profile = plans[0].profile if plans else {}
        self.plan_count = sum(profile.get("ranks", ())) + int(profile.get("beyond_list", 0))


def _change_row(change: repairing.Change, length: int) -> ChangeRow:
    has_mentor = change.after_id is not None
    is_gone = change.reason == "mentee_left"
    return ChangeRow(
        mentee_id=str(change.mentee_id),
        mentee=change.mentee,
        before=change.before,
        after_id=str(change.after_id or ""),
        after=change.after,
        choice=SILENCE if is_gone else choice_text(change.rank, length, has_mentor=has_mentor),
        tone=choice_tone(change.rank, has_mentor=has_mentor),
        why=say(f"matching.after.why_{change.reason}"),
    )


def drift_texts(seen: repairing.Drift) -> list[Bilingual]:
    """Return what changed since publication, a sentence each."""
    named = {
        "without": [one.mentee for one in seen.without_mentor],
        "mentor_left": [one.mentor for one in seen.mentors_left],
        "mentee_left": [one.mentee for one in seen.mentee_left],
        "overfull": [one.mentor for one in seen.mentors_overfull],
    }
    texts = [say(f"matching.after.drift_{key}", names=_names(names)) for key, names in named.items() if names]
    pairs = [f"{one.mentee} – {one.mentor}" for one in seen.against_rules]
    return texts + ([say("matching.after.drift_rules", names=_names(pairs))] if pairs else [])


def _names(names: list[str]) -> Bilingual:
    """Return up to five names, and how many more there are."""
    shown, more = ", ".join(names[:NAMES]), len(names) - NAMES
    return say("matching.after.and_more", names=shown, n=more) if more > 0 else {"nl": shown, "en": shown}
