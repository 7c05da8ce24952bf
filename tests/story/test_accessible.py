"""Every page: axe finds nothing, one heading of the first level, no sideways scrolling, language follows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.demo.cast import person_behind
from mentorhub.internships.tables import Application
from mentorhub.matching.tables import Pair
from mentorhub.people.tables import Enrolment, GroupTeacher
from mentorhub.speeddate.service.planning import beam_key
from mentorhub.speeddate.tables import SpeedDate, SpeedDateGroup
from tests.story.conftest import Server, in_database, make_server
from tests.story.looking import axe_faults, faults_of

pytestmark = pytest.mark.story

NOBODY = ("/sign-in", "/join")
STUDENT = ("/", "/profile", "/qualities", "/coach", "/me", "/room")
SEARCHING = (
    "/",
    "/coach",
    "/coach/help",
    "/coach/meetings?duo={own_pair}",
    "/internships",
    "/internships/{application}",
    "/leads",
    "/leads/{lead}",
    "/companies/{company}",
    "/cv",
    "/cv/versions",
    "/cv/share",
)
HELPING = ("/coach", "/internships", "/internships?view=board", "/internships/before", "/leads/new", "/cv")
STAFF = (
    "/attention",
    "/people",
    "/people/{group}",
    "/people/add",
    "/people/import",
    "/programmes/new",
    "/mailbox",
    "/me",
    "/speed-dates",
    "/speed-dates/new",
    "/speed-dates/{speed_date}",
    "/speed-dates/{speed_date}/run",
    "/speed-dates/{speed_date}/wishes",
    "/match",
    "/match/print?run={run}",
    "/match/print?run={run}&view=whole",
    "/pairs/{pair}",
    "/ledger",
    "/leads",
    "/companies",
    "/companies/same",
    "/companies/import",
    "/companies/{company}",
    "/help",
    "/help/contacts",
)


@pytest.fixture(scope="module")
def school(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo school, served."""
    from mentorhub.demo.seed import fill

    server = make_server(
        tmp_path_factory.mktemp("school"), MENTORHUB_DEMO="1", MENTORHUB_EVENTS_PER_SECOND="200"
    )
    in_database(server, fill)
    server.start()
    yield server
    server.end()


@pytest.fixture(scope="module")
def places(school: Server) -> dict[str, str]:
    """Ids that stand in addresses."""

    async def read() -> dict[str, str]:
        async with db.reading() as session:
            event = (await session.exec(select(SpeedDate).order_by(col(SpeedDate.starts_at).desc()))).first()
            group = (await session.exec(select(GroupTeacher.group_id))).first()
            taking_part = (await session.exec(select(SpeedDateGroup.group_id))).first()
            pair = (await session.exec(select(Pair))).first()
            junior = await person_behind(session, "later-junior")
            parts = select(Enrolment.id).where(Enrolment.person_id == junior.id)
            own = (await session.exec(select(Pair).where(col(Pair.mentee_id).in_(parts)))).one()
            mine = select(Application).where(
                Application.mentee_id == own.mentee_id, col(Application.lead_id).is_not(None)
            )
            application = (await session.exec(mine)).first()
            assert event is not None
            assert pair is not None
            assert application is not None
            return {
                "speed_date": str(event.id),
                "beam": beam_key(event),
                "group": str(group or taking_part),
                "pair": str(pair.id),
                "run": str(pair.run_id),
                "own_pair": str(own.id),
                "application": str(application.id),
                "lead": str(application.lead_id),
                "company": str(application.company_id),
            }

    found = in_database(school, read)
    assert isinstance(found, dict)
    return found


def visit(context: BrowserContext, school: Server, path: str) -> Page:
    """Open a page and wait until it shows what it loads."""
    page = context.new_page()
    page.goto(school.origin + path)
    page.locator("h1").first.wait_for(state="attached")
    page.wait_for_timeout(700)
    return page


def sign_in(context: BrowserContext, school: Server, who: str) -> None:
    answer = context.request.post(
        f"{school.origin}/demo/as/{who}", headers={"origin": school.origin}, max_redirects=0
    )
    assert answer.status == 303, answer.text()


def check(page: Page, path: str) -> list[str]:
    """Return everything that is wrong with a page."""
    return [f"{path} {page.viewport_size}: {one}" for one in faults_of(page)]


def looks(page: Page) -> Iterator[str]:
    """Show a page on a phone and on a desk, light and dark."""
    for width, height in ((360, 640), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(250)
            yield scheme


@pytest.mark.parametrize(
    ("who", "paths"),
    [
        (None, NOBODY),
        ("junior", (*STUDENT, "/top")),
        ("later-junior", SEARCHING),
        ("later-coach", HELPING),
        ("coach", (*STUDENT, "/wishes")),
        ("coordinator", STAFF),
        ("later-teacher", STAFF[:2]),
    ],
)
def test_every_page_is_accessible(
    browser: Browser, school: Server, places: dict[str, str], who: str | None, paths: tuple[str, ...]
) -> None:
    context = browser.new_context()
    if who:
        sign_in(context, school, who)
    wrong = []
    for path in paths:
        page = visit(context, school, path.format(**places))
        wrong += [f"{scheme} {one}" for scheme in looks(page) for one in check(page, path)]
        page.close()
    context.close()
    assert wrong == []


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768), (3840, 2160)])
def test_the_projector_is_readable_from_the_back(
    browser: Browser, school: Server, places: dict[str, str], size: tuple[int, int]
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = visit(context, school, f"/beam/{places['beam']}")
    tall = page.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight")
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('main *')].filter(e => e.checkVisibility() &&
          !e.closest('.sr') && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
          .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert (axe_faults(page), tall) == ([], 0)
    assert smallest >= size[1] / 25 - 0.5
    context.close()


def test_the_language_of_the_page_follows_the_reader_at_once(browser: Browser, school: Server) -> None:
    context = browser.new_context()
    page = visit(context, school, "/sign-in")
    assert page.locator("html").get_attribute("lang") == "nl"
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    context.close()


def test_nothing_is_asked_of_a_third_party(browser: Browser, school: Server) -> None:
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    sign_in(context, school, "coordinator")
    for path in ("/people", "/match", "/attention"):
        visit(context, school, path).close()
    own = (school.origin, "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert len(asked) > 10
    context.close()
