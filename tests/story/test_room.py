"""The live room seen by six at once: two teachers, projector, coach, junior, and a junior who is cut off."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlmodel import col, func, select, update

from mentorhub.core import clock, db
from mentorhub.core.texts import say_in
from mentorhub.speeddate.service.attendance import mark_everyone
from mentorhub.speeddate.service.planning import beam_key
from mentorhub.speeddate.tables import SpeedDate
from tests.speeddate.evening import Evening as Planned
from tests.speeddate.evening import make_evening
from tests.story.a_room import Evening, at_table, give_secret, sign_in
from tests.story.conftest import Server, in_database, make_server, wait_until
from tests.story.relay import Relay

pytestmark = pytest.mark.story
SEATS, ROUNDS = 8, 5
SETTLED = 900
"""Milliseconds after a step in which a press does nothing, on purpose."""
PHONE, DESK, BEAM = ({"width": w, "height": h} for w, h in ((390, 844), (1280, 800), (1280, 720)))


def nl(key: str, **values: object) -> str:
    return say_in("nl", key, **values)


async def plan() -> Planned:
    """Make an evening of 8 juniors and 8 coaches whose doors are closed."""
    planned = await make_evening(mentees=SEATS, mentors=SEATS, rounds=ROUNDS, seconds=240, changeover=60)
    for person in (planned.cast.bram, planned.cast.amina, planned.cast.tess, planned.cast.corrie):
        await give_secret(person)
    await give_secret(planned.mentees[1])
    return planned


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    """The network between one junior and the hub."""
    with Relay() as between:
        yield between


@pytest.fixture(scope="module")
def hub(built: None, relay: Relay, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A hub of its own, with the relay's address as the one for phones."""
    server = make_server(tmp_path_factory.mktemp("room"), MENTORHUB_PHONE_ORIGIN=relay.origin)
    relay.to(server.port)
    server.start()
    yield server
    server.end()


@pytest.fixture(scope="module")
def planned(hub: Server) -> Planned:
    """The evening, its doors still closed."""
    made = in_database(hub, plan)
    assert isinstance(made, Planned)
    return made


@dataclass
class Everyone:
    """Who drives a browser; ``faults`` are what went wrong in any of them."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def visit(self, origin: str, path: str, who: str, size: dict[str, int]) -> Page:
        """Open a page as somebody, or as nobody."""
        context = self.browser.new_context(viewport=size, locale="nl-NL")
        context.set_default_timeout(30_000)
        self.contexts.append(context)
        if who:
            sign_in(context, origin, who)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{who or 'projector'}: {error}"))
        page.goto(origin + path)
        return page


@pytest.fixture
def everyone(browser: Browser) -> Iterator[Everyone]:
    """A maker of browsers; nothing may fail in any of them."""
    people = Everyone(browser)
    yield people
    for context in people.contexts:
        context.close()
    assert people.faults == []


def phase(pages: list[Page], key: str, **values: object) -> None:
    """Wait until all control pages show a phase, and until a press counts again."""
    for page in pages:
        expect(page.locator(".control-phase")).to_have_text(nl(f"control.phase.{key}", **values))
    pages[0].wait_for_timeout(SETTLED)


def press(page: Page) -> None:
    """Press the one big button."""
    page.locator("#main-step").click()


def headings(pages: list[Page]) -> list[str]:
    return [at_table(page) for page in pages]


def moved_on(phones: list[Page], before: list[str]) -> None:
    """Wait until every phone shows another heading."""
    for page, old in zip(phones, before, strict=True):
        expect(page.get_by_role("heading", level=1)).not_to_have_text(old)


def set_deadline(evening: Evening, seconds: float) -> None:
    """Let the clock of the room run out soon."""

    async def work() -> None:
        mine = update(SpeedDate).where(col(SpeedDate.id) == evening.planned.id)
        async with db.transaction() as session:
            await session.exec(mine.values(deadline=clock.now() + timedelta(seconds=seconds)))

    evening.beside(work)


async def _rehearsals() -> int:
    query = select(func.count()).select_from(SpeedDate).where(col(SpeedDate.rehearsal_of).is_not(None))
    async with db.reading() as session:
        return (await session.exec(query)).one()


def test_a_teacher_practises_with_robots_and_nothing_is_left(
    hub: Server, planned: Planned, everyone: Everyone
) -> None:
    tess = everyone.visit(hub.origin, f"/speed-dates/{planned.id}", "Tess", DESK)
    tess.get_by_role("button", name=nl("planning.practice.begin"), exact=True).click()
    phase([tess], "draft")
    expect(tess.locator("main")).to_contain_text(nl("control.page.rehearsal"))
    press(tess)
    phase([tess], "lobby")
    here = nl("control.people.count", present=15, expected=16)
    expect(tess.locator("main")).to_contain_text(here, timeout=60_000)
    press(tess)
    phase([tess], "round", n=1, all=ROUNDS)
    tess.locator("summary", has_text=nl("control.time.title")).first.click()
    tess.get_by_role("button", name=nl("control.step.end"), exact=True).click()
    phase([tess], "ranking")
    # The one who stays away is a junior or a coach.
    everyone_did = re.compile(r"(7 van 7|8 van 8) leverden")
    expect(tess.locator("main")).to_contain_text(everyone_did, timeout=90_000)
    tess.get_by_role("button", name=nl("control.page.rehearsal_stop"), exact=True).click()
    expect(tess.get_by_role("button", name=nl("planning.practice.begin"), exact=True)).to_be_visible()
    assert in_database(hub, _rehearsals) == 0
    assert in_database(hub, planned.row).phase == "draft"  # type: ignore[attr-defined]


def test_six_screens_live_through_one_evening(
    hub: Server, planned: Planned, relay: Relay, everyone: Everyone
) -> None:
    evening = Evening(hub, planned)
    row = evening.now()
    run = f"/speed-dates/{planned.id}/run"
    tess, corrie = (everyone.visit(hub.origin, run, who, DESK) for who in ("Tess", "Corrie"))
    beam = everyone.visit(hub.origin, f"/beam/{evening.beside(_key_of(row))}", "", BEAM)
    phase([tess, corrie], "draft")
    press(tess)
    phase([tess, corrie], "lobby")
    expect(beam.locator("main")).to_contain_text(row.room_code)

    # The phones scan the code; the second junior's network can be cut.
    door = f"/r/{row.room_code}"
    coach = everyone.visit(hub.origin, door, "Amina", PHONE)
    junior = everyone.visit(hub.origin, door, "Bram", PHONE)
    cut_off = everyone.visit(relay.origin, door, planned.mentees[1].first_name, PHONE)
    phones = [coach, junior, cut_off]
    for page in phones:
        expect(page.get_by_role("heading", level=1)).to_have_text(nl("room.phone.lobby_title"))
    for page in (tess, corrie):
        expect(page.locator("main")).to_contain_text(nl("control.now.phones", n=3))
    evening.beside(lambda: mark_everyone(planned.cast.tess, planned.id))

    # One word to all screens; it goes away by itself when the round begins.
    tess.locator("summary", has_text=nl("control.message.title")).first.click()
    tess.get_by_role("button", name=nl("saying.preset.two_minutes"), exact=True).click()
    for page in (beam, corrie, *phones):
        expect(page.locator("main")).to_contain_text(nl("saying.preset.two_minutes"))
    press(tess)
    phase([tess, corrie], "round", n=1, all=ROUNDS)
    first = headings(phones)
    for page in (beam, *phones):
        expect(page.locator("main")).not_to_contain_text(nl("saying.preset.two_minutes"))
    expect(beam.locator("main")).to_contain_text(nl("room.beam.round", n=1, all=ROUNDS))

    # Two teachers, two laptops, two presses: one step, and both see the same.
    before = evening.now().version
    for page in (tess, corrie):
        page.evaluate("setTimeout(() => document.getElementById('main-step').click(), 300)")
    phase([tess, corrie], "changeover", n=2)
    assert evening.now().version == before + 1
    expect(beam.locator("main")).to_contain_text(nl("room.beam.change"))

    # It was too early: the other teacher takes it back, on all six screens.
    corrie.locator(".control-undo").click()
    phase([tess, corrie], "round", n=1, all=ROUNDS)
    assert headings(phones) == first
    expect(beam.locator("main")).to_contain_text(nl("room.beam.round", n=1, all=ROUNDS))

    _a_junior_without_network_loses_nothing(evening, relay, [tess, corrie], [coach, junior], cut_off)

    # A laptop that closes does not stop the evening: the clock goes on by itself.
    tess.context.close()
    everyone.contexts.remove(tess.context)
    set_deadline(evening, 2)
    phase([corrie], "changeover", n=3)
    expect(beam.locator("main")).to_contain_text(nl("room.beam.change"))

    # Enough for today: straight to the top 4.
    corrie.locator("summary", has_text=nl("control.time.title")).first.click()
    corrie.get_by_role("button", name=nl("control.step.end"), exact=True).click()
    phase([corrie], "ranking")
    for page in (junior, cut_off):
        expect(page.get_by_role("heading", level=1)).to_have_text(nl("room.phone.ranking_mentee"))
    expect(coach.get_by_role("heading", level=1)).to_have_text(nl("room.phone.ranking_mentor"))
    expect(beam.locator("main")).to_contain_text(nl("room.beam.ranking"))
    press(corrie)
    phase([corrie], "closed")
    corrie.get_by_role("link", name=nl("control.door.after"), exact=True).click()
    expect(corrie.get_by_role("heading", level=1)).to_have_text(nl("after.page.title"))


def _key_of(row: SpeedDate) -> Callable[[], Any]:
    async def key() -> str:
        return beam_key(row)

    return key


def _a_junior_without_network_loses_nothing(
    evening: Evening, relay: Relay, teachers: list[Page], others: list[Page], cut_off: Page
) -> None:
    """Cut one phone off in the middle of a note; the evening goes on, and so does the phone afterwards."""
    table = at_table(cut_off)
    relay.cut()
    cut_off.locator("textarea").fill("Kent iemand bij het magazijn")
    expect(cut_off.locator("main")).to_contain_text(nl("room.phone.alone"), timeout=40_000)
    expect(teachers[0].locator("main")).to_contain_text(
        re.compile(re.escape(nl("control.now.phones_away", n=1)))
    )
    assert at_table(cut_off) == table
    before = headings(others)
    press(teachers[0])
    phase(teachers, "changeover", n=2)
    press(teachers[0])
    phase(teachers, "round", n=2, all=ROUNDS)
    moved_on(others[1:], before[1:])
    assert at_table(cut_off) == table, "what a phone without network shows stays as it is"
    relay.mend(forget=True)
    expect(cut_off.get_by_role("heading", level=1)).not_to_have_text(table, timeout=30_000)
    wait_until(lambda: "Kent iemand bij het magazijn" in evening.notes().values(), 20, "the note is lost")
