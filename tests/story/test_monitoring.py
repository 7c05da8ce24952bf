"""A pair goes quiet and a click in a mail brings it back; a call for help is seen by all, each a part."""

import re
import socket
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Page, expect
from sqlmodel import select

import mentorhub.monitoring.reminding.clockwork  # noqa: F401  (adds the jobs of the day)
from mentorhub.core import clock, db, jobs
from mentorhub.core.guard import digest
from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import say_in
from mentorhub.pairs.tables import CheckIn, Contact, HelpCall
from mentorhub.people.tables import Person, SignInSession
from mentorhub.programmes.tables import Programme
from tests.cast import make_cast
from tests.core.test_outbox import Post
from tests.pairs.making import add_contact, make_pair
from tests.story.conftest import Server, Visitor, in_database, make_server, wait_until
from tests.story.looking import faults_of

pytestmark = pytest.mark.story
PHONE = {"width": 360, "height": 740}
ZONE = ZoneInfo("Europe/Amsterdam")
SECRET = "geheim-verhaal-4471"
SECONDS = 60


def words(key: str, **values: Any) -> str:
    return say_in("nl", key, **values)


@pytest.fixture(scope="module")
def post() -> Iterator[tuple[Post, int]]:
    """A mail server that runs, and its port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    yield post, port
    controller.stop()


@pytest.fixture(scope="module")
def hub(built: None, post: tuple[Post, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running hub that sends its mail to that server."""
    server = make_server(
        tmp_path_factory.mktemp("watched"),
        MENTORHUB_EVENTS_PER_SECOND="200",
        MENTORHUB_SMTP_HOST="127.0.0.1",
        MENTORHUB_SMTP_PORT=str(post[1]),
        MENTORHUB_SMTP_SECURITY="none",
    )
    server.start()
    yield server
    server.end()


@pytest.fixture(scope="module")
def school(hub: Server) -> dict[str, str]:
    """Bram and Amina went quiet, Daan and Chaima spoke yesterday; all have a cookie of a known secret."""

    async def fill() -> dict[str, str]:
        cast = await make_cast()
        quiet = await make_pair(cast.bram, cast.amina, days_ago=50)
        lively = await make_pair(cast.daan, cast.chaima, days_ago=20)
        today = clock.now().date()
        await add_contact(quiet, cast.amina, today - timedelta(days=35))
        await add_contact(lively, cast.chaima, today - timedelta(days=1))
        async with db.transaction() as session:
            for contact in await session.exec(select(Contact)):
                contact.created_at = clock.now() - timedelta(days=30)
            programme = await session.get_one(Programme, cast.programmes["north"].id)
            programme.starts_on, programme.ends_on = today - timedelta(days=90), today + timedelta(days=90)
            for row in await session.exec(select(SignInSession)):
                person = await session.get_one(Person, row.person_id)
                row.digest = digest(f"story-{person.first_name}")
        return {"quiet": str(quiet), "lively": str(lively)}

    made = in_database(hub, fill)
    assert isinstance(made, dict)
    return made


def signed_in(visitor: Visitor, hub: Server) -> Visitor:
    visitor.context.add_cookies(
        [{"name": "mentorhub_session", "value": f"story-{visitor.name}", "url": hub.origin}]
    )
    return visitor


def look(visitor: Visitor, name: str) -> None:
    """Keep a picture, and see that the page is well for everybody."""
    visitor.screen(name)
    assert faults_of(visitor.page) == [], name


def row_of(page: Page, name: str) -> Any:
    return page.get_by_role("row").filter(has_text=name)


def letters_to(post: Post, name: str) -> list[EmailMessage]:
    return [letter for letter in list(post.letters) if letter["To"].lower().startswith(name.lower())]


def text_of(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return part.get_content()


def last_school_morning(now: datetime) -> datetime:
    """Ten o'clock on the latest day from Monday to Friday that is not ahead."""
    morning = datetime.combine(now.astimezone(ZONE).date(), time(10), ZONE)
    while morning > now or morning.weekday() > 4:
        morning -= timedelta(days=1)
    return morning


def the_hub_does_its_daily_work(hub: Server) -> None:
    """Run the jobs of a school morning, twice as two processes would; the server itself sends the mails."""

    async def wake() -> None:
        now = clock.now()
        clock.move(last_school_morning(now) - now)
        try:
            await jobs.wake()
            await jobs.wake()
        finally:
            clock.move(timedelta())

    in_database(hub, wake)


def test_a_quiet_pair_comes_back_by_a_click_in_a_mail(
    hub: Server, school: dict[str, str], post: tuple[Post, int], visitors: Any
) -> None:
    teacher = signed_in(visitors("Tess"), hub)
    teacher.go("/attention")
    expect(row_of(teacher.page, "Bram")).to_contain_text("Stil sinds 35 dagen")
    expect(teacher.page.get_by_role("heading", level=1)).to_have_text("1 duo heeft je nodig")
    look(teacher, "70-attention")

    the_hub_does_its_daily_work(hub)
    wait_until(lambda: letters_to(post[0], "amina") and letters_to(post[0], "bram"), SECONDS, "no mail came")
    asked = [letter for letter in letters_to(post[0], "amina") if "/check-in" in text_of(letter)]
    assert len(asked) == 1
    assert asked[0].get_body(("html",)) is not None

    coach = visitors("Amina", **PHONE)
    link = re.search(re.escape(words("checkins.press.spoke")) + r":\s+(\S+)", text_of(asked[0]))
    assert link
    coach.page.goto(link[1])
    expect(coach.page.get_by_role("heading", level=1)).to_have_text(words("checkins.title.spoke"))
    look(coach, "71-check-in-answered")
    coach.page.goto(link[1])
    expect(coach.page.get_by_role("heading", level=1)).to_be_visible()

    async def read() -> tuple[list[str], int]:
        async with db.reading() as session:
            answers = [row.answer for row in await session.exec(select(CheckIn)) if row.answer]
            contacts = (await session.exec(select(Contact))).all()
        return answers, len(contacts)

    assert in_database(hub, read) == (["spoke"], 3)
    teacher.go("/attention")
    # No longer quiet; what is left is that nobody shared a lead since the match.
    expect(row_of(teacher.page, "Bram")).to_contain_text(words("watch.state.no_leads"))
    expect(row_of(teacher.page, "Bram")).not_to_contain_text("Stil")
    teacher.go(f"/pairs/{school['quiet']}")
    expect(teacher.page.get_by_text(words("desk.history.checked_in")).first).to_be_visible()
    look(teacher, "72-file-of-a-pair")


def test_a_teacher_reminds_plans_and_leaves_for_later(
    hub: Server, school: dict[str, str], post: tuple[Post, int], visitors: Any
) -> None:
    coordinator = signed_in(visitors("Corrie"), hub)
    page = coordinator.page
    coordinator.go("/attention")
    menu = row_of(page, "Daan").locator("details").first
    menu.locator("summary").click()
    menu.get_by_role("button", name=words("desk.act.later")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    look(coordinator, "73-leave-for-later")
    dialog.get_by_role("button", name=words("desk.panel.tomorrow")).click()
    expect(row_of(page, "Daan")).to_have_count(0)
    look(coordinator, "74-left-for-later")
    page.get_by_role("button", name=words("desk.act.undo")).click()
    expect(row_of(page, "Daan")).to_have_count(1)


def test_a_call_for_help_is_taken_up_and_both_sides_see_it(
    hub: Server, school: dict[str, str], post: tuple[Post, int], visitors: Any
) -> None:
    junior = signed_in(visitors("Daan", **PHONE), hub)
    junior.go("/coach/help")
    junior.page.get_by_label(words("help.ask.words")).fill(SECRET)
    junior.page.get_by_role("button", name=words("help.ask.send"), exact=True).click()
    expect(junior.page.get_by_text(words("help.own.sent"), exact=True).first).to_be_visible()

    teacher = signed_in(visitors("Timo"), hub)
    heard: list[str] = []
    teacher.page.on("websocket", lambda ws: ws.on("framereceived", lambda data: heard.append(str(data))))
    teacher.go("/attention")
    expect(row_of(teacher.page, "Daan")).to_contain_text(words("watch.state.help"))
    teacher.go(f"/pairs/{school['lively']}")
    expect(teacher.page.get_by_text(words("watch.state.help")).first).to_be_visible()
    look(teacher, "75-help-as-a-teacher-sees-it")
    assert heard
    assert not any(SECRET in frame for frame in heard)

    coordinator = signed_in(visitors("Corrie"), hub)
    page = coordinator.page
    coordinator.go("/attention")
    names = {"mentee": "Daan Voorbeeld", "mentor": "Chaima Voorbeeld"}
    page.get_by_role("button", name=words("desk.act.take_up_whom", **names)).click()
    expect(page).to_have_url(re.compile("/help/calls/"))
    expect(page.get_by_text(SECRET)).to_be_visible()
    junior.go("/coach/help")
    expect(junior.page.get_by_text("Corrie").first).to_be_visible()
    other = signed_in(visitors("Chaima", **PHONE), hub)
    other.go("/coach")
    expect(other.page.get_by_role("heading", level=1)).to_be_visible()
    expect(other.page.get_by_text(words("watch.state.help"))).to_have_count(0)
    teacher.go("/attention")
    expect(row_of(teacher.page, "Daan")).to_contain_text(words("help.watch.taken"))

    wait_until(lambda: letters_to(post[0], "corrie"), SECONDS, "no mail came")
    assert not any(SECRET in text_of(letter) for letter in list(post[0].letters))

    async def read() -> list[bool]:
        async with db.reading() as session:
            return [row.taken_by is not None for row in await session.exec(select(HelpCall))]

    assert in_database(hub, read) == [True]


def test_nobody_got_a_mail_twice(hub: Server, post: tuple[Post, int]) -> None:
    async def unsent() -> int:
        async with db.reading() as session:
            mails = (await session.exec(select(OutboxMail))).all()
        return sum(mail.sent_at is None and mail.due_at <= clock.now() for mail in mails)

    wait_until(lambda: in_database(hub, unsent) == 0, SECONDS, "mail waits")
    ids = [letter["Message-ID"] for letter in post[0].letters]
    assert len(ids) == len(set(ids))
    seen = [(letter["To"], letter["Subject"]) for letter in post[0].letters]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (360, False), (360, True)])
def test_every_new_screen_is_accessible(
    hub: Server, school: dict[str, str], visitors: Any, width: int, dark: bool
) -> None:
    visitor = signed_in(visitors("Corrie", width=width, height=800, dark=dark), hub)
    faults = {}
    for path in (
        "/attention",
        "/attention/settings",
        "/attention/holidays",
        f"/pairs/{school['quiet']}",
        "/groups",
        "/figures",
        "/mailbox",
        "/notices",
        "/notices/choices",
    ):
        visitor.go(path)
        visitor.page.get_by_role("heading", level=1).first.wait_for()
        visitor.page.wait_for_timeout(400)
        if found := faults_of(visitor.page):
            faults[path] = found
    assert faults == {}
