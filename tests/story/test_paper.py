"""Typing in forms from paper by keyboard alone, in a real browser: search, numbers, Enter, undo."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.guard import digest
from mentorhub.matching.service import preferences
from mentorhub.people.tables import SignInSession
from tests.speeddate.evening import Evening, make_evening
from tests.story.conftest import Server, in_database

pytestmark = pytest.mark.story


@pytest.fixture(scope="module")
def evening(hub: Server) -> Evening:
    """An evening of 6 juniors and 6 coaches that was planned and never ran."""

    async def fill() -> Evening:
        made = await make_evening(mentees=6, mentors=6)
        async with db.transaction() as session:
            known = select(SignInSession).where(SignInSession.id == made.cast.tess.session_id)
            (await session.exec(known)).one().digest = digest("story-tess")
        return made

    made = in_database(hub, fill)
    assert isinstance(made, Evening)
    return made


def handed_in(hub: Server, evening: Evening) -> dict[str, list[str]]:
    """Return the coaches on each list that is in, by the junior's name."""
    names = {mentor.enrolment: mentor.full_name for mentor in evening.mentors}

    async def read() -> dict[str, list[str]]:
        lists = {mentee.full_name: await preferences.my_list(mentee) for mentee in evening.mentees}
        return {name: [names[one] for one in own.mentors] for name, own in lists.items() if own.handed_in_at}

    return in_database(hub, read)


def row_of(page: Page, name: str) -> Locator:
    return page.locator(".paper-row").filter(has_text=name)


def test_a_teacher_types_forms_in_with_the_keyboard_alone(hub, visitors, evening):
    tess = visitors("tess")
    tess.context.add_cookies([{"name": "mentorhub_session", "value": "story-tess", "url": hub.origin}])
    page = tess.page
    page.goto(f"{hub.origin}/speed-dates/{evening.id}/paper")
    expect(page.locator(".paper-row")).to_have_count(6)
    page.locator("#paper-search").focus()
    # Without waiting for the rows: Enter goes to the junior who was searched, nobody else.
    page.keyboard.type("bram")
    page.keyboard.press("Enter")
    expect(row_of(page, "Bram Voorbeeld").locator("input").first).to_be_focused()
    page.keyboard.type("1 99 3,4")
    page.keyboard.press("Enter")
    expect(row_of(page, "Bram Voorbeeld").get_by_text("Niemand")).to_be_visible()
    expect(row_of(page, "Bram Voorbeeld").locator("input").nth(1)).to_be_focused()
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    saved = row_of(page, "Bram Voorbeeld")
    expect(saved.get_by_text("Ingeleverd op papier")).to_be_visible()
    coaches = [name for _, name in re.findall(r"(\d) ([^·\n]+)", saved.locator(".paper-chosen").inner_text())]
    assert handed_in(hub, evening) == {"Bram Voorbeeld": [name.strip() for name in coaches]}
    expect(page.locator("#paper-search")).to_be_focused()
    found = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in found] == []
    page.get_by_role("button", name="Ongedaan maken voor Bram Voorbeeld").press("Enter")
    expect(row_of(page, "Bram Voorbeeld").locator("input").first).to_be_focused()
    expect(page.get_by_text("Nog 6 van 6 te gaan")).to_be_visible()
    assert handed_in(hub, evening) == {}
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nog 5 van 6 te gaan")).to_be_visible()
    page.reload()
    expect(page.locator(".paper-row")).to_have_count(5)


def test_enter_goes_from_junior_to_junior(hub, visitors, evening):
    tess = visitors("tess")
    tess.context.add_cookies([{"name": "mentorhub_session", "value": "story-tess", "url": hub.origin}])
    page = tess.page
    page.goto(f"{hub.origin}/speed-dates/{evening.id}/paper")
    expect(page.locator(".paper-row")).to_have_count(5)
    page.locator(".paper-row input").first.focus()
    for numbers in ("4 3 2 1", "6 5 4 3"):
        page.keyboard.type(numbers)
        page.keyboard.press("Enter")
    expect(page.get_by_text("Nog 3 van 6 te gaan")).to_be_visible()
    expect(row_of(page, "Mentee3").locator("input").first).to_be_focused()
    assert len(handed_in(hub, evening)) == 3
    # Only the last one is shown, with its undo; earlier ones say no more than that they are in.
    expect(page.locator(".paper-chosen")).to_have_count(1)
    expect(row_of(page, "Mentee1")).not_to_contain_text(re.compile("Amina|Mentor"))
