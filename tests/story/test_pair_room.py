"""From a tip to an internship in real browsers: a coach opens a door, a junior writes, applies, is placed."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.guard import digest
from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import say_in
from mentorhub.internships.tables import Placement
from mentorhub.people.tables import Person, SignInSession
from tests.cast import make_cast
from tests.pairs.making import make_pair
from tests.story.conftest import Server, Visitor, in_database
from tests.story.looking import faults_of

pytestmark = pytest.mark.story
PHONE = {"width": 360, "height": 740}
COMPANY, FULL = "Van Loon Transport", "Van Loon Transport, planning"
FIRST, SECOND = "Ik ben rustig.", "Ik kan goed rekenen."
BETTER = ("Ik ben rustig en kom altijd op tijd.", "Ik reken snel, ook uit mijn hoofd.")


def words(key: str, **values: Any) -> str:
    return say_in("nl", key, **values)


@pytest.fixture(scope="module")
def pair(hub: Server) -> str:
    """Amina coaches Bram; everybody of the cast is signed in with a cookie of a known secret."""

    async def fill() -> str:
        cast = await make_cast()
        made = await make_pair(cast.bram, cast.amina, days_ago=3)
        async with db.transaction() as session:
            for row in await session.exec(select(SignInSession)):
                person = await session.get_one(Person, row.person_id)
                row.digest = digest(f"story-{person.first_name}")
        return str(made)

    return str(in_database(hub, fill))


def signed_in(visitor: Visitor, hub: Server) -> Visitor:
    visitor.context.add_cookies(
        [{"name": "mentorhub_session", "value": f"story-{visitor.name}", "url": hub.origin}]
    )
    return visitor


def button(page: Page, key: str, **values: Any) -> Any:
    return page.get_by_role("button", name=words(key, **values), exact=True)


def look(visitor: Visitor, name: str) -> None:
    """Keep a picture, and see that the page is well for everybody."""
    visitor.screen(name)
    assert faults_of(visitor.page) == [], name


def test_a_tip_becomes_an_internship(hub: Server, pair: str, visitors: Any, tmp_path: Path) -> None:
    coach, junior = (signed_in(visitors(name, **PHONE), hub) for name in ("Amina", "Bram"))
    teacher = signed_in(visitors("Tess"), hub)

    share(coach, pair)
    ask(junior)
    introduce(coach)
    write_cv(junior)
    give_tips(coach)
    pdf = take_tips_over(junior, tmp_path)
    apply(junior, pdf)
    place(junior)

    teacher.go("/ledger")
    expect(teacher.page.get_by_role("heading", level=1)).to_contain_text("1 / 1")
    expect(teacher.page.get_by_text(words("ledger.through.mentor")).first).to_be_visible()
    expect(teacher.page.get_by_text("Amina").first).to_be_visible()
    look(teacher, "60-ledger")

    async def read() -> tuple[list[str], list[str]]:
        async with db.reading() as session:
            mails = [mail.kind for mail in await session.exec(select(OutboxMail))]
            return [row.through for row in await session.exec(select(Placement))], mails

    through, mails = in_database(hub, read)  # type: ignore[misc]
    assert through == ["mentor"]
    assert len(mails) >= 4


def share(coach: Visitor, pair: str) -> None:
    """The coach shares a lead at the company of her own internship."""
    page = coach.page
    coach.go(f"/leads/new?duo={pair}")
    page.get_by_label(words("companies.field.company")).fill(COMPANY)
    page.get_by_label(words("companies.field.place")).fill("Eindhoven")
    page.get_by_label(words("leads.form.role")).fill("planning")
    page.get_by_label(words("leads.form.how_known")).fill("Daar liep ik stage.")
    page.get_by_label(words("leads.form.introduces")).check()
    look(coach, "51-share-a-lead")
    button(page, "leads.form.save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(FULL)
    look(coach, "52-lead")


def ask(junior: Visitor) -> None:
    """The junior finds it in the pair's room and asks to be introduced."""
    page = junior.page
    junior.go("/coach")
    button(page, "pairs.first.yes").click()
    expect(page.get_by_text(words("pairs.said.logged"))).to_be_visible()
    # The card with the button is gone; the keyboard goes on where it stood.
    expect(page.locator("main :focus, main:focus")).to_have_count(1)
    expect(page.get_by_text(COMPANY).first).to_be_visible()
    look(junior, "53-room-with-a-lead")
    junior.go("/leads")
    page.get_by_role("link").filter(has_text=COMPANY).first.click()
    button(page, "leads.ask.button").click()
    expect(page.get_by_text(words("leads.ask.asked", name="Amina Voorbeeld"))).to_be_visible()


def introduce(coach: Visitor) -> None:
    """The coach sees the question in the room, and says that she introduced the junior."""
    page = coach.page
    coach.go("/coach")
    page.get_by_text(words("leads.request.title", name="Bram Voorbeeld", company=COMPANY)).first.wait_for()
    page.get_by_role("link", name=words("leads.request.open")).first.click()
    letter = page.get_by_role("link", name=words("leads.request.mail"))
    assert str(letter.get_attribute("href")).startswith("mailto:")
    look(coach, "54-introduce")
    button(page, "leads.request.do").click()
    expect(page.get_by_text(words("leads.request.done", name="Bram"))).to_be_visible()


def write_cv(junior: Visitor) -> None:
    """The junior writes a CV; it is saved while typing."""
    page = junior.page
    junior.go("/cv")
    profile = page.get_by_label(words("cvs.field.profile"), exact=True)
    profile.fill(f"{FIRST} {SECOND}")
    expect(page.locator(".draft-state", has_text=words("core.draft.saved")).first).to_be_visible()
    page.reload()
    expect(page.get_by_label(words("cvs.field.profile"), exact=True)).to_have_value(f"{FIRST} {SECOND}")
    look(junior, "55-cv")


def give_tips(coach: Visitor) -> None:
    """The coach taps two sentences and writes how she would put them."""
    page = coach.page
    coach.go("/cv")
    for sentence, better in zip((FIRST, SECOND), BETTER, strict=True):
        page.get_by_role("button", name=sentence, exact=True).click()
        page.get_by_label(words("cvs.tip.text")).fill("Mooi, en nog iets duidelijker.")
        page.get_by_label(words("cvs.tip.suggestion")).fill(better)
        button(page, "cvs.tip.give").click()
        expect(page.get_by_text(better).first).to_be_visible()
    look(coach, "56-tips")


def take_tips_over(junior: Visitor, folder: Path) -> Path:
    """One click each; then the PDF has the new sentences, and the coach's words are ended."""
    page = junior.page
    junior.go("/cv")
    for left in (1, 0):
        button(page, "cvs.tips.take").first.click()
        expect(button(page, "cvs.tips.take")).to_have_count(left)
        expect(page.locator("main :focus, main:focus")).to_have_count(1)
    expect(page.get_by_label(words("cvs.field.profile"), exact=True)).to_have_value(" ".join(BETTER))
    look(junior, "57-tips-taken-over")
    with page.expect_download() as started:
        page.get_by_role("link", name=words("cvs.out.pdf")).or_(button(page, "cvs.out.pdf")).first.click()
    path = folder / "cv.pdf"
    started.value.save_as(path)
    text = " ".join(PdfReader(path).pages[0].extract_text().split())
    assert all(sentence in text for sentence in BETTER)
    return path


def apply(junior: Visitor, pdf: Path) -> None:
    """The junior begins from the lead, adds the CV and goes step by step to the interview."""
    page = junior.page
    junior.go("/leads")
    page.get_by_role("link").filter(has_text=COMPANY).first.click()
    expect(page.get_by_text(words("leads.ask.done", name="Amina Voorbeeld"))).to_be_visible()
    button(page, "leads.act.take_up").click()
    expect(page.get_by_role("heading", name=words("applications.where.title"))).to_be_visible()
    look(junior, "58-application")
    page.get_by_text(words("applications.documents.add")).click()
    page.get_by_label(words("applications.documents.file")).set_input_files(pdf)
    button(page, "applications.documents.send").click()
    expect(page.get_by_text(words("applications.said.document_added"))).to_be_visible()
    for step in ("prepared", "sent", "interview"):
        name = words(f"applications.step.{step}")
        button(page, "applications.where.on", step=name).click()
        expect(page.get_by_text(words("applications.said.moved", title=COMPANY, step=name))).to_be_visible()
    junior.go("/internships")
    expect(page.get_by_text(COMPANY).first).to_be_visible()
    look(junior, "59-applications")


def place(junior: Visitor) -> None:
    """The company says yes: the days, and how the junior got there."""
    page = junior.page
    page.get_by_role("link").filter(has_text=COMPANY).first.click()
    page.get_by_role("heading", name=words("applications.where.title")).wait_for()
    ask_it = page.get_by_text(words("applications.placed.ask"))
    ask_it.first.click()
    page.get_by_label(words("applications.placed.starts")).fill("2027-02-01")
    page.get_by_label(words("applications.placed.ends")).fill("2027-06-25")
    button(page, "applications.placed.save").click()
    expect(page.get_by_text(words("applications.placed.title", company=COMPANY))).to_be_visible()
    look(junior, "60-placed")
    junior.go("/")
    expect(page.get_by_text(words("start.title.placed"))).to_be_visible()
