"""The teacher's control page in a browser: by keyboard alone, each button once, accessible in every phase."""

import re
import uuid
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.core.texts import say_in
from mentorhub.demo.cast import person_behind
from mentorhub.people.tables import Enrolment, GroupTeacher
from mentorhub.programmes.tables import Group
from mentorhub.speeddate.service import planning
from mentorhub.speeddate.service.planning import NewSpeedDate
from mentorhub.speeddate.tables import SpeedDate
from tests.story.conftest import Server, in_database, make_server
from tests.story.looking import faults_of

pytestmark = pytest.mark.story

GROUPS = ("LT3A", "TL4A")
"""Two of the four groups, so that there are people who are not on the list."""
SETTLED = 900
"""Milliseconds after a step in which a press does nothing, on purpose."""
MOST_TABS = 40


def nl(key: str, **values: object) -> str:
    """Return a Dutch text as it stands on the screen."""
    return say_in("nl", key, **values)


@pytest.fixture(scope="module")
def school(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo school, served."""
    from mentorhub.demo.seed import fill

    folder = tmp_path_factory.mktemp("control")
    server = make_server(folder, MENTORHUB_DEMO="1", MENTORHUB_EVENTS_PER_SECOND="200")
    in_database(server, fill)
    server.start()
    yield server
    server.end()


async def _teacher() -> Actor:
    async with db.reading() as session:
        person = await person_behind(session, "teacher")
        query = select(Enrolment).where(Enrolment.person_id == person.id, Enrolment.role == Role.TEACHER)
        part = (await session.exec(query)).one()
    return Actor(
        person_id=person.id,
        session_id=person.id,
        school_id=part.school_id,
        role=Role.TEACHER,
        programme_id=part.programme_id,
        enrolment_id=part.id,
        first_name=person.first_name,
        full_name=person.full_name,
        language="nl",
    )


@pytest.fixture
def evening(school: Server) -> str:
    """The address of a new evening of two groups, still closed: 3 rounds of 5 minutes."""

    async def plan() -> uuid.UUID:
        teacher = await _teacher()
        async with db.reading() as session:
            groups = await session.exec(
                select(Group.id)
                .join(GroupTeacher, col(GroupTeacher.group_id) == Group.id)
                .where(GroupTeacher.person_id == teacher.person_id, col(Group.name).in_(GROUPS))
            )
            ids = tuple(groups)
        new = NewSpeedDate(
            name="Proefavond",
            group_ids=ids,
            starts_at=clock.now(),
            rounds=3,
            round_seconds=300,
            changeover_seconds=60,
            break_minutes=0,
            tables=20,
        )
        return await planning.create(teacher, new)

    return f"/speed-dates/{in_database(school, plan)}"


@pytest.fixture
def opened(school: Server, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A maker of control pages in a browser of their own; nothing may fail in any of them."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(place: str, *, width: int = 1280, height: int = 800, dark: bool = False) -> Page:
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        answer = context.request.post(
            f"{school.origin}/demo/as/teacher", headers={"origin": school.origin}, max_redirects=0
        )
        assert answer.status == 303
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{school.origin}{place}/run")
        expect(page.locator("#main-step, .control-dock a")).to_be_visible()
        page.wait_for_timeout(500)
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults == []


def row_of(school: Server, place: str) -> SpeedDate:
    """Return the evening as the database has it."""

    async def read() -> SpeedDate:
        async with db.reading() as session:
            return await session.get_one(SpeedDate, uuid.UUID(place.rpartition("/")[2]))

    found = in_database(school, read)
    assert isinstance(found, SpeedDate)
    return found


def phase(page: Page, key: str, **values: object) -> None:
    """Wait until the page shows a phase, and until a press counts again."""
    expect(page.locator(".control-phase")).to_have_text(nl(f"control.phase.{key}", **values))
    page.wait_for_timeout(SETTLED)


def said(page: Page, text: str) -> None:
    """Wait until the page says something, in the region that is read aloud."""
    expect(page.locator(".control-dock [role=status]")).to_contain_text(text)


def tab_to(page: Page, element_id: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(MOST_TABS):
        if page.evaluate("document.activeElement.id") == element_id:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{element_id} was not reached within {MOST_TABS} tabs")


def begun(page: Page) -> None:
    """Open the room, tick everyone, and start the first round."""
    page.locator("#main-step").click()
    phase(page, "lobby")
    page.get_by_role("button", name=nl("control.people.everyone"), exact=True).click()
    said(page, nl("control.said.everyone"))
    page.locator("#main-step").click()
    phase(page, "round", n=1, all=3)


def fold(page: Page, key: str) -> None:
    """Open or close a group."""
    page.locator("summary", has_text=nl(key)).first.click()


def test_an_evening_is_run_with_the_keyboard_alone(evening: str, opened: Callable[..., Page]) -> None:
    page = opened(evening)
    tab_to(page, "main-step")
    page.keyboard.press("Enter")
    phase(page, "lobby")
    said(page, nl("control.said.open"))
    page.get_by_role("button", name=nl("control.people.everyone"), exact=True).focus()
    page.keyboard.press("Enter")
    said(page, nl("control.said.everyone"))
    page.locator("#main-step").focus()
    for key, values in (
        ("round", {"n": 1, "all": 3}),
        ("changeover", {"n": 2}),
        ("round", {"n": 2, "all": 3}),
        ("changeover", {"n": 3}),
        ("round", {"n": 3, "all": 3}),
        ("ranking", {}),
    ):
        page.keyboard.press("Enter")
        phase(page, key, **values)
        assert page.evaluate("document.activeElement.id") == "main-step"
    page.keyboard.press("Control+z")
    phase(page, "round", n=3, all=3)
    said(page, nl("control.said.undone"))
    page.locator("#search").focus()
    page.keyboard.type("an")
    page.keyboard.press("Control+z")
    phase(page, "round", n=3, all=3)
    page.locator("#main-step").focus()
    page.keyboard.press("Enter")
    phase(page, "ranking")
    page.keyboard.press("Enter")
    phase(page, "closed")
    page.get_by_role("link", name=nl("control.door.after"), exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(nl("after.page.title"))
    expect(page.locator("main")).to_contain_text(nl("after.fact.talks_all"))


def the_clock_obeys(page: Page) -> None:
    for key, then in (("minute", "add_minute"), ("minute_less", "take_minute"), ("pause", "pause")):
        page.get_by_role("button", name=nl(f"control.step.{key}"), exact=True).click()
        said(page, nl(f"control.said.{then}"))
    expect(page.get_by_text(nl("control.now.paused")).first).to_be_visible()
    page.get_by_role("button", name=nl("control.step.go_on"), exact=True).click()
    said(page, nl("control.said.go_on"))


def a_message_stands_on_all_screens(page: Page) -> None:
    fold(page, "control.message.title")
    page.get_by_role("button", name=nl("saying.preset.quiet"), exact=True).click()
    expect(page.locator(".control-shown")).to_contain_text(nl("saying.preset.quiet"))
    page.fill("#own_message", "Koffie staat klaar")
    page.get_by_role("button", name=nl("control.message.send"), exact=True).click()
    expect(page.locator(".control-shown")).to_contain_text("Koffie staat klaar")
    page.get_by_role("button", name=nl("control.message.silence"), exact=True).click()
    expect(page.locator(".control-shown")).to_have_count(0)
    fold(page, "control.message.title")


def minutes_and_rounds_change(page: Page) -> None:
    fold(page, "control.time.title")
    for key, value in (
        ("longer_round", "5:30"),
        ("shorter_round", "5:00"),
        ("longer_changeover", "1:15"),
        ("shorter_changeover", "1:00"),
    ):
        page.get_by_role("button", name=nl(f"control.time.{key}"), exact=True).click()
        expect(page.locator(".control-value", has_text=value)).to_have_count(1)
    for key, rounds in (("more", 4), ("fewer", 3)):
        page.locator(".control-stepper").get_by_role("button", name=nl(f"control.step.{key}")).click()
        said(page, nl(f"control.said.{key}"))
        expect(page.locator(".control-phase")).to_have_text(nl("control.phase.round", n=1, all=rounds))
    fold(page, "control.time.title")


def somebody_leaves_and_is_missed(page: Page) -> None:
    row = page.locator(".control-person", has_text="tafel").first
    name = row.locator(".strong").first.inner_text()
    row.get_by_role("button", name=nl("control.people.away_label", name=name)).click()
    said(page, nl("control.said.absent", name=name))
    strip = page.locator(".control-strip")
    expect(strip).to_contain_text(name)
    expect(strip).to_contain_text("zit alleen")
    strip.get_by_role("button", name=nl("control.people.here_label", name=name)).click()
    said(page, nl("control.said.present", name=name))
    expect(strip).to_have_count(0)


def two_change_places(page: Page) -> None:
    row = page.locator(".control-person", has_text="junior").first
    name = row.locator(".strong").first.inner_text()
    row.locator(".control-more > summary").click()
    row.get_by_role("button", name=nl("control.swap.start_label", name=name)).click()
    expect(page.get_by_role("heading", name=nl("control.swap.title", name=name))).to_be_visible()
    expect(page.locator(".control-swap")).to_be_focused()
    page.get_by_role("button", name=nl("control.swap.round", n=2), exact=True).click()
    with_whom = page.get_by_role("button", name=re.compile(f"^Wissel {re.escape(name)} met "))
    expect(page.get_by_role("button", name=nl("control.swap.round", n=2), exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    # Whoever is offered can do it.
    with_whom.last.click()
    said(page, f"{name} en ")
    expect(page.locator(".control-swap")).to_have_count(0)


def somebody_comes_who_is_not_on_the_list(page: Page) -> None:
    page.locator("summary", has_text=nl("control.people.outside")).click()
    page.fill("#outside", "a")
    add = page.get_by_role("button", name=re.compile("^Zet .* op de lijst$"))
    name = str(add.first.get_attribute("aria-label")).removeprefix("Zet ").removesuffix(" op de lijst")
    add.first.click()
    said(page, nl("control.said.added", name=name))


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_every_button_does_what_it_says(
    school: Server, evening: str, opened: Callable[..., Page], width: int, height: int
) -> None:
    page = opened(evening, width=width, height=height)
    begun(page)
    the_clock_obeys(page)
    a_message_stands_on_all_screens(page)
    minutes_and_rounds_change(page)
    somebody_leaves_and_is_missed(page)
    two_change_places(page)
    somebody_comes_who_is_not_on_the_list(page)
    fold(page, "control.time.title")
    page.get_by_role("button", name=nl("control.step.end"), exact=True).click()
    phase(page, "ranking")
    undo = page.locator(".control-undo")
    expect(undo).to_contain_text(nl("control.undo.undo", what=nl("control.undo.ranking")))
    undo.click()
    phase(page, "round", n=1, all=3)
    assert row_of(school, evening).phase == "round"


def test_a_double_click_is_one_step(school: Server, evening: str, opened: Callable[..., Page]) -> None:
    page = opened(evening)
    page.locator("#main-step").dblclick()
    phase(page, "lobby")
    page.get_by_role("button", name=nl("control.people.everyone"), exact=True).click()
    said(page, nl("control.said.everyone"))
    page.locator("#main-step").dblclick()
    phase(page, "round", n=1, all=3)
    page.locator("#main-step").dblclick()
    phase(page, "changeover", n=2)
    assert row_of(school, evening).phase == "changeover"


def test_two_teachers_who_press_at_once_take_one_step(
    school: Server, evening: str, opened: Callable[..., Page]
) -> None:
    first, second = opened(evening), opened(evening)
    begun(first)
    phase(second, "round", n=1, all=3)
    before = row_of(school, evening).version
    for page in (first, second):
        page.evaluate("setTimeout(() => document.getElementById('main-step').click(), 300)")
    for page in (first, second):
        phase(page, "changeover", n=2)
    assert row_of(school, evening).version == before + 1


def test_undo_ends_after_fifteen_seconds(evening: str, opened: Callable[..., Page]) -> None:
    page = opened(evening)
    page.locator("#main-step").click()
    undo = page.locator(".control-undo")
    expect(undo).to_be_visible()
    left = int(str(undo.get_attribute("data-left")))
    assert 12 <= left <= 15
    page.wait_for_timeout(1500)
    assert int(str(undo.get_attribute("data-left"))) < left
    expect(undo).to_have_count(0, timeout=15_000)
    phase(page, "lobby")


@pytest.mark.parametrize("dark", [False, True])
def test_every_phase_is_accessible_on_a_phone_and_on_a_laptop(
    evening: str, opened: Callable[..., Page], dark: bool
) -> None:
    desk, phone = opened(evening, dark=dark), opened(evening, dark=dark, width=360, height=640)
    wrong: list[str] = []

    def check(what: str) -> None:
        phone.wait_for_timeout(400)
        wrong.extend(
            f"{what} {one.viewport_size}: {fault}" for one in (desk, phone) for fault in faults_of(one)
        )

    check("draft")
    begun(desk)
    row = phone.locator(".control-person", has_text="tafel").first
    row.get_by_role("button", name=re.compile("is er niet$")).click()
    expect(desk.locator(".control-strip")).to_be_visible()
    for key in ("control.message.title", "control.time.title"):
        fold(desk, key)
        fold(phone, key)
    desk.get_by_role("button", name=nl("saying.preset.front"), exact=True).click()
    expect(phone.locator(".control-shown")).to_be_visible()
    check("round")
    row = phone.locator(".control-person", has_text="tafel").first
    row.locator(".control-more > summary").click()
    check("menu")
    row.get_by_role("button", name=re.compile("^Wissel ")).click()
    expect(phone.locator(".control-swap")).to_be_visible()
    check("swap")
    for key, values in (("changeover", {"n": 2}), ("round", {"n": 2, "all": 3})):
        desk.locator("#main-step").click()
        phase(desk, key, **values)
        check(key)
    desk.get_by_role("button", name=nl("control.step.end"), exact=True).click()
    phase(desk, "ranking")
    check("ranking")
    desk.locator("#main-step").click()
    phase(desk, "closed")
    check("closed")
    for page in (desk, phone):
        page.get_by_role("link", name=nl("control.door.after"), exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(nl("after.page.title"))
    check("after")
    assert wrong == []
