"""A phone in the room: small, asleep, cut off, with a wrong clock, and always with a pen in its hand."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from sqlmodel import col, select, update

from mentorhub.core import clock, db
from mentorhub.core.texts import say_in
from mentorhub.people.tables import Person
from mentorhub.speeddate.service import saying
from mentorhub.speeddate.service.qualities import save_qualities
from mentorhub.speeddate.tables import SpeedDate
from tests.speeddate.evening import Evening as Planned
from tests.story.a_room import FIVE, PHONE, Evening, at_table, begin, sign_in
from tests.story.conftest import Server, in_database, make_server, wait_until
from tests.story.looking import faults_of
from tests.story.relay import Relay

pytestmark = pytest.mark.story
Open = Callable[..., Page]
SHIFTED_DATE = """
(() => {
  const Real = Date;
  window.clockIsOff = %d;
  window.Date = class extends Real {
    constructor(...parts) { if (parts.length) super(...parts); else super(Real.now() + window.clockIsOff); }
    static now() { return Real.now() + window.clockIsOff; }
  };
})();
"""
RECORDED_PHONE = """
window.asked = []; window.trembled = [];
const lock = () => ({
  released: false,
  release() { this.released = true; window.asked.push("released"); return Promise.resolve(); },
});
Object.defineProperty(navigator, "wakeLock", {
  value: { request: (kind) => { window.asked.push(kind); return Promise.resolve((window.lock = lock())); } },
});
Object.defineProperty(navigator, "vibrate", { value: (pattern) => Boolean(window.trembled.push(pattern)) });
"""
JUMPS = """
window.jumps = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.jumps += one.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""


def nl(key: str, **values: object) -> str:
    return say_in("nl", key, **values)


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    """The network between the phones and the hub."""
    with Relay() as between:
        yield between


@pytest.fixture(scope="module")
def evening(built: None, relay: Relay, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """A hub in the first round, with the relay's address as the one for phones."""
    server: Server = make_server(tmp_path_factory.mktemp("phone"), MENTORHUB_PHONE_ORIGIN=relay.origin)
    planned = in_database(server, begin)
    assert isinstance(planned, Planned)
    relay.to(server.port)
    server.start()
    yield Evening(server, planned)
    server.end()


@pytest.fixture
def phone(evening: Evening, relay: Relay, browser: Browser) -> Iterator[Open]:
    """A maker of phones that show the room: ``phone("Bram", script=...)``."""
    contexts: list[BrowserContext] = []

    def make(who: str = "Bram", *, language: str = "nl", script: str = "", **more: Any) -> Page:
        context = browser.new_context(viewport=more.pop("viewport", PHONE), locale="nl-NL", **more)
        contexts.append(context)
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "mentorhub_language", "value": language, "url": relay.origin}])
        if script:
            context.add_init_script(script)
        sign_in(context, relay.origin, who)
        page = context.new_page()
        page.goto(f"{relay.origin}/room")
        at_table(page)
        return page

    if evening.now().phase != "round":
        evening.step("next")
    yield make
    relay.mend()
    for context in contexts:
        context.close()


def note_on(page: Page) -> Locator:
    return page.locator("textarea")


def word_on(page: Page) -> Locator:
    return page.locator(".draft-state")


def is_saved(page: Page, seconds: float = 20) -> None:
    expect(word_on(page)).to_have_text(nl("core.draft.saved"), timeout=seconds * 1000)


def until(page: Page, true: str) -> None:
    """Wait until a script says true; the page's policy forbids Playwright to wait in the page itself."""
    wait_until(lambda: page.evaluate(true), 10, true)


def seconds_on(page: Page) -> int:
    return int(str(page.locator(".room-top [role=timer]").get_attribute("data-left")))


def left(evening: Evening) -> float:
    deadline = evening.now().deadline
    assert deadline is not None
    return (deadline - clock.now()).total_seconds()


def set_left(evening: Evening, seconds: float) -> None:
    """Set the clock of the round, before a phone reads it."""

    async def work() -> None:
        async with db.transaction() as session:
            await session.exec(
                update(SpeedDate)
                .where(col(SpeedDate.id) == evening.planned.id)
                .values(deadline=clock.now() + timedelta(seconds=seconds))
            )

    evening.beside(work)


# --- the essentials -----------------------------------------------------------------------------------


async def _make_long(planned: Planned) -> None:
    """Give everybody a long name and five long qualities, and say something long to all."""
    long = [f"{word} zonder op te geven" for word in ("doorzetten", "luisteren", "uitleggen", "helpen")]
    async with db.transaction() as session:
        await session.exec(
            update(Person).values(
                first_name="Maximiliaan-Alexander", last_name="van den Broeck-Vanderstraeten"
            )
        )
    for person in planned.everyone:
        await save_qualities(person, "seeks", [*long, "nooit te laat komen op stage"])
    await saying.say_own(planned.cast.tess, planned.id, "We gaan straks samen naar de grote kantine. " * 3)


async def _make_short(planned: Planned) -> None:
    async with db.transaction() as session:
        for number, person in enumerate(await session.exec(select(Person))):
            person.first_name, person.last_name = "Bilal", f"Özdemir {number}"
            session.add(person)
    for person in planned.everyone:
        await save_qualities(person, "seeks", FIVE)
    await saying.silence(planned.cast.tess, planned.id)


def above(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return box["y"], box["y"] + box["height"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_matters_is_in_sight_on_the_smallest_phone(evening: Evening, phone: Open, language: str) -> None:
    evening.beside(lambda: _make_long(evening.planned))
    try:
        page = phone("Bram", language=language)
        expect(page.locator(".room-say")).to_be_visible()
        assert page.locator(".room-marks li").count() == 5
        dock, end = above(page, ".room-dock")
        for what in (".room-head", ".room-say", ".room-table", ".room-top .clock", ".room-name"):
            top, bottom = above(page, what)
            assert top >= 0, what
            assert bottom <= dock, what
        buttons = [button.bounding_box() for button in page.locator(".room-feel").all()]
        assert all(box and box["y"] + box["height"] <= end <= PHONE["height"] for box in buttons)
        assert all(box and box["height"] >= 44 for box in buttons)
        assert faults_of(page) == []
    finally:
        evening.beside(lambda: _make_short(evening.planned))


def test_everything_is_on_one_screen_without_scrolling(evening: Evening, phone: Open) -> None:
    for who in ("Bram", "Amina"):
        page = phone(who)
        note = above(page, ".room-note")
        assert note[1] <= above(page, ".room-dock")[0]
        assert page.evaluate("document.documentElement.scrollHeight") <= PHONE["height"]


def test_nothing_jumps_while_the_page_loads(evening: Evening, phone: Open) -> None:
    for size in (PHONE, {"width": 390, "height": 844}):
        page = phone("Amina", script=JUMPS, viewport=size)
        page.wait_for_timeout(500)
        assert page.evaluate("window.jumps") < 0.1


# --- the clock ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_phone_whose_own_clock_is_off_shows_the_right_time_left(
    evening: Evening, phone: Open, minutes: int
) -> None:
    page = phone("Bram", script=SHIFTED_DATE % (minutes * 60_000))
    assert abs(seconds_on(page) - left(evening)) <= 2
    page.evaluate("window.clockIsOff = 0")
    page.wait_for_timeout(1000)
    assert abs(seconds_on(page) - left(evening)) <= 2
    evening.step("add_minute")
    page.wait_for_timeout(1000)
    assert abs(seconds_on(page) - left(evening)) <= 2


# --- awake --------------------------------------------------------------------------------------------


def test_the_screen_stays_on_in_the_rounds_and_the_phone_trembles_at_a_turn(
    evening: Evening, phone: Open
) -> None:
    page = phone("Bram", script=RECORDED_PHONE)
    until(page, "window.asked.length === 1")
    assert page.evaluate("window.asked") == ["screen"]
    page.evaluate("window.lock.released = true; document.dispatchEvent(new Event('visibilitychange'))")
    until(page, "window.asked.length === 2")
    note_on(page).click()
    evening.step("next")
    expect(page.locator(".room-move")).to_be_visible()
    evening.step("next")
    at_table(page)
    assert page.evaluate("window.trembled") == [[200, 100, 200]] * 2
    assert page.evaluate("window.asked") == ["screen"] * 2


def test_who_wants_less_motion_feels_nothing(evening: Evening, phone: Open) -> None:
    page = phone("Bram", script=RECORDED_PHONE, reduced_motion="reduce")
    note_on(page).click()
    evening.next_round()
    expect(page.locator(".room-head")).to_contain_text(nl("room.phone.round", n=evening.now().round, all=8))
    assert page.evaluate("window.trembled") == []


# --- notes --------------------------------------------------------------------------------------------


def test_a_note_typed_over_the_turn_of_a_round_stays_with_the_last_partner(
    evening: Evening, phone: Open
) -> None:
    page = phone("Bram")
    partner = page.locator(".room-name").inner_text()
    note_on(page).fill("Bilal kent de planner")
    evening.step("next")
    expect(page.locator(".room-move")).to_be_visible()
    # The same field with the same cursor: who was typing types on.
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type(" en belt morgen")
    evening.step("next")
    expect(page.locator(".room-name")).not_to_have_text(partner)
    page.keyboard.type(" dit gaat nergens heen")
    expect(note_on(page)).to_have_value("")
    whole = "Bilal kent de planner en belt morgen"
    expect_note(evening, whole)
    assert [note for note in evening.notes().values() if "nergens" in note] == []


def expect_note(evening: Evening, note: str, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while note not in evening.notes().values():
        assert time.monotonic() < end, evening.notes()
        time.sleep(0.3)


def test_what_was_typed_without_a_network_survives_a_reload_and_arrives(
    evening: Evening, phone: Open, relay: Relay
) -> None:
    page = phone("Amina")

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/room/note", refuse)
    note_on(page).press_sequentially("Alleen op mijn telefoon")
    expect(word_on(page)).to_have_text(nl("room.phone.kept"))
    page.reload()
    at_table(page)
    expect(note_on(page)).to_have_value("Alleen op mijn telefoon")
    # The round turns: the field is gone, what waits is not.
    evening.next_round()
    expect(note_on(page)).to_have_value("")
    page.unroute("**/room/note")
    expect_note(evening, "Alleen op mijn telefoon", 25)
    until(page, "!Object.keys(localStorage).some((name) => name.startsWith('draft:'))")


def test_an_answer_that_stays_away_loses_no_letter(evening: Evening, phone: Open, relay: Relay) -> None:
    page = phone("Bram")
    note_on(page).press_sequentially("Eerst dit")
    page.wait_for_timeout(400)
    relay.cut(silent=True)
    note_on(page).press_sequentially(", dan dat")
    expect(word_on(page)).to_have_text(nl("room.phone.kept"), timeout=15_000)
    note_on(page).press_sequentially(" en tot slot dit")
    # What hung arrives now, late, after or beside what is newer.
    relay.mend()
    is_saved(page)
    expect_note(evening, "Eerst dit, dan dat en tot slot dit")
    page.wait_for_timeout(2000)
    assert "Eerst dit, dan dat en tot slot dit" in evening.notes().values()


def test_who_leaves_the_page_at_once_loses_no_letter(evening: Evening, phone: Open) -> None:
    page = phone("Amina")
    note_on(page).press_sequentially("Net voor ik ging")
    page.goto("about:blank")
    expect_note(evening, "Net voor ik ging")


def test_a_note_that_is_refused_says_so_and_stays(evening: Evening, phone: Open) -> None:
    page = phone("Amina")
    page.context.clear_cookies()
    note_on(page).press_sequentially("Zonder sessie")
    expect(word_on(page)).to_have_text(nl("room.phone.not_kept"))
    expect(note_on(page)).to_have_value(re.compile("Zonder sessie"))


def test_a_text_of_another_page_is_sent_again_too(evening: Evening, phone: Open, relay: Relay) -> None:
    page = phone("Bram")
    page.goto(f"{relay.origin}/profile")
    field = page.locator(".draft textarea, .draft input").first
    expect(field).to_be_editable()
    page.wait_for_timeout(1000)
    relay.cut(silent=False)
    field.fill("Getypt zonder verbinding")
    expect(word_on(page).first).not_to_have_text(nl("core.draft.saved"))
    relay.mend()
    expect(word_on(page).first).to_have_text(nl("core.draft.saved"), timeout=25_000)
    page.reload()
    expect(field).to_have_value("Getypt zonder verbinding")


# --- a minute without a network -----------------------------------------------------------------------


def test_a_minute_without_network_keeps_the_plan_the_clock_and_the_note(
    evening: Evening, phone: Open, relay: Relay
) -> None:
    evening.next_round()
    set_left(evening, 40)
    page = phone("Bram")
    table, partner = at_table(page), page.locator(".room-name").inner_text()
    note_on(page).fill("Voor de stilte")
    is_saved(page)
    relay.cut(silent=True)
    since = time.monotonic()
    note_on(page).press_sequentially(" en erin")
    expect(page.locator(".room-bars")).to_contain_text(nl("room.phone.alone_text"), timeout=25_000)
    assert page.locator(".room-bars").get_attribute("role") == "status"
    expect(page.locator(".room-head")).to_contain_text(nl("room.phone.alone"))
    assert (at_table(page), page.locator(".room-name").inner_text()) == (table, partner)
    assert abs(seconds_on(page) - left(evening)) <= 2
    expect(note_on(page)).to_have_value("Voor de stilte en erin")
    # The time runs out where nobody can say what is next: the phone knows its route.
    over = page.locator(".room-over")
    expect(over).to_contain_text(nl("room.phone.over_look"), timeout=40_000)
    number = str(page.locator(".room-then").inner_text())
    table_next = re.search(r"tafel (\d+)", number)
    if table_next:
        expect(over).to_contain_text(f"tafel {table_next[1]}")
    assert (at_table(page), page.locator(".room-name").inner_text()) == (table, partner)
    page.wait_for_timeout(max(0, 60 - (time.monotonic() - since)) * 1000)
    relay.mend(forget=True)
    back = time.monotonic()
    expect(page.locator(".room-head")).to_contain_text(nl("room.phone.connected"))
    event = evening.now()
    assert event.phase == "changeover"
    expect(page.locator(".room-move")).to_be_visible(timeout=5000)
    assert time.monotonic() - back < 15
    expect(note_on(page)).to_have_value("Voor de stilte en erin")
    expect_note(evening, "Voor de stilte en erin")
    expect(page.locator(".room-bars p")).to_have_count(0)


def test_a_reconnected_phone_never_shows_an_older_round(evening: Evening, phone: Open, relay: Relay) -> None:
    page = phone("Bram")
    evening.next_round()
    head = nl("room.phone.round", n=evening.now().round, all=8)
    expect(page.locator(".room-head")).to_contain_text(head)
    page.evaluate(
        """window.seen = new Set();
        const look = () => window.seen.add(document.querySelector("main").innerText.split("\\n")[0]);
        look();
        const everything = { subtree: true, childList: true, characterData: true };
        new MutationObserver(look).observe(document.body, everything);"""
    )
    relay.cut(silent=False)
    expect(page.locator(".room-head")).to_contain_text(nl("room.phone.alone"))
    relay.mend()
    expect(page.locator(".room-head")).to_contain_text(nl("room.phone.connected"))
    page.wait_for_timeout(1500)
    assert page.evaluate("[...window.seen]") == [head]
