"""The story: a school imports its list, runs an evening, makes a match, and two people get in touch."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import say_in
from tests.story.conftest import Server, Visitor, in_database
from tests.story.students import Crowd, Student, students

LIST = Path(__file__).parents[1] / "data" / "rosters" / "summa-logistiek.csv"
ROUNDS = 3
pytestmark = pytest.mark.story


def nl(key: str, **values: object) -> str:
    """Return a Dutch text as it stands on the screen."""
    return say_in("nl", key, **values)


def press(page: Page, key: str, **values: object) -> None:
    """Press the button or link with a text."""
    name = nl(key, **values)
    page.get_by_role("button", name=name, exact=True).or_(
        page.get_by_role("link", name=name, exact=True)
    ).first.click()


def sign_in_with_card(visitor: Visitor, student: Student) -> None:
    """Sign in with the short code of a printed card."""
    visitor.go("/sign-in")
    visitor.page.fill("#code", student.code)
    visitor.page.locator("form", has=visitor.page.locator("#code")).locator("button").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(nl("start.page.next"))


def newest_mail(server: Server, kind: str) -> str:
    """Return the body of the newest mail of a kind."""

    async def read() -> str:
        async with db.reading() as session:
            mails = await session.exec(select(OutboxMail).where(OutboxMail.kind == kind))
            return max(mails, key=lambda mail: mail.created_at).body

    return str(in_database(server, read))


def mails_of(server: Server, kind: str) -> int:
    """Return how many mails of a kind there are."""

    async def read() -> int:
        async with db.reading() as session:
            return len((await session.exec(select(OutboxMail).where(OutboxMail.kind == kind))).all())

    return int(str(in_database(server, read)))


def the_coordinator_arrives(hub: Server, coordinator: Visitor) -> None:
    printed = hub.command("create-coordinator", "Summa Logistiek", "Corrie van Dam", "corrie@summa.example")
    found = re.search(r"https?://\S+", printed)
    assert found
    coordinator.page.goto(found[0])
    coordinator.screen("01-sign-in-link")
    coordinator.page.locator("form button").click()
    expect(coordinator.page.get_by_role("heading", level=1)).to_be_visible()


def the_list_is_imported(coordinator: Visitor) -> None:
    page = coordinator.page
    coordinator.go("/people/import")
    page.set_input_files("#file", LIST)
    press(page, "classlists.upload.send")
    expect(page.locator(".counter-new")).to_contain_text("65")
    coordinator.screen("02-trial-run")
    press(page, "classlists.trial.confirm_new", new=65)
    expect(page.get_by_role("heading", name=nl("classlists.done.title"))).to_be_visible()
    coordinator.go("/people")
    expect(page.locator("main")).to_contain_text("LT3A")
    coordinator.screen("03-groups")


def the_cards_are_printed(coordinator: Visitor, folder: Path) -> None:
    with coordinator.page.expect_download(timeout=60_000) as download:
        coordinator.page.locator("a[href*='/cards/']").first.click()
    path = folder / "cards.pdf"
    download.value.save_as(path)
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert re.search(r"[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}", text)


def a_teacher_joins(hub: Server, coordinator: Visitor, teacher: Visitor) -> None:
    page = coordinator.page
    coordinator.go("/people/add")
    page.get_by_label(nl("people.role.teacher"), exact=True).check()
    for name, value in (("first_name", "Marije"), ("last_name", "Evers"), ("email", "marije@summa.example")):
        page.fill(f"[name={name}]", value)
    page.fill("[name=class_name]", "LT3A")
    press(page, "classlists.add.save")
    expect(page.locator(".notice-ok")).to_contain_text("Marije")
    teacher.go("/sign-in")
    teacher.page.fill("#email", "marije@summa.example")
    teacher.page.locator("form", has=teacher.page.locator("#email")).locator("button").click()
    expect(teacher.page.locator(".notice")).to_be_visible()
    link = re.search(r"https?://\S+", newest_mail(hub, "sign_in"))
    assert link
    teacher.page.goto(link[0])
    teacher.page.locator("form button").click()
    expect(teacher.page.locator(".side")).to_contain_text("Marije Evers")


def five_qualities_are_chosen(visitor: Visitor, name: str) -> None:
    """Choose the five with the keyboard alone: type, Enter, and again."""
    page = visitor.page
    visitor.go("/qualities")
    page.locator("#search-seeks").focus()
    for number, quality in enumerate(("eerlijk", "rustig", "humor", "praktisch", "goed luisteren"), start=1):
        page.keyboard.type(quality)
        expect(page.get_by_role("button", name=quality).first).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator("main ol li")).to_have_count(number)
    expect(page.get_by_text(nl("profile.qualities.done"))).to_be_visible()
    page.get_by_role("button", name=nl("profile.qualities.up", name="rustig")).press("Enter")
    expect(page.locator("main ol li").first).to_contain_text("rustig")
    visitor.screen(name)


def the_speed_date_is_planned(coordinator: Visitor) -> str:
    page = coordinator.page
    coordinator.go("/speed-dates/new")
    boxes = page.locator("input[type=checkbox]")
    expect(boxes).to_have_count(4)
    for box in boxes.all():
        box.check()
    page.fill("input[name=rounds]", str(ROUNDS))
    page.fill("input[name=minutes]", "1")
    expect(page.locator(".planner")).to_contain_text(nl("planning.outlook.people", juniors=33, coaches=32))
    coordinator.screen("05-planner")
    press(page, "planning.form.save_new")
    page.wait_for_url(re.compile(r"/speed-dates/[0-9a-f-]{36}"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    coordinator.screen("06-plan")
    return page.url.rstrip("/").rpartition("/")[2]


def seat_on(phone: Visitor) -> str:
    """Return what a phone shows as its place."""
    heading = phone.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(re.compile("Tafel|pauze|Fijn"))
    return heading.inner_text()


def the_projector_can_be_scanned(beam: Visitor, path: str) -> None:
    """Read the QR code from a picture of the screen, as a phone at the back would; a third of the height."""
    picture = Image.open(io.BytesIO(beam.page.screenshot()))
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.endswith(path)
    box = beam.page.locator("img[alt]").first.bounding_box()
    assert box is not None
    assert box["height"] >= 720 / 3


def step(teacher: Visitor, key: str, **values: object) -> None:
    # What changed last has reached this page: a button pressed for an older room does nothing, on purpose.
    teacher.page.wait_for_timeout(1000)
    press(teacher.page, f"control.step.{key}", **values)


@pytest.fixture
def people(hub: Server, visitors: Any) -> dict[str, Visitor]:
    """Everyone who drives a browser by hand."""
    return {
        "coordinator": visitors("coordinator"),
        "teacher": visitors("teacher"),
        "beam": visitors("beam", width=1280, height=720),
        "junior": visitors("junior", width=390, height=844),
        "coach": visitors("coach", width=390, height=844),
        "late": visitors("late", width=360, height=640),
    }


def test_an_evening_from_the_class_list_to_the_first_contact(
    hub: Server, people: dict[str, Visitor], tmp_path: Path
) -> None:
    coordinator, teacher, beam = people["coordinator"], people["teacher"], people["beam"]
    junior, coach, late = people["junior"], people["coach"], people["late"]
    the_coordinator_arrives(hub, coordinator)
    the_list_is_imported(coordinator)
    the_cards_are_printed(coordinator, tmp_path)
    a_teacher_joins(hub, coordinator, teacher)
    everyone = students(hub)
    assert len(everyone) == 65
    juniors = [one for one in everyone if one.role == "mentee"]
    coaches = [one for one in everyone if one.role == "mentor"]
    own_junior, late_junior, leaver = juniors[:3]
    own_coach = coaches[0]
    sign_in_with_card(junior, own_junior)
    junior.screen("04-student-start")
    five_qualities_are_chosen(junior, "04-qualities")
    sign_in_with_card(coach, own_coach)
    sign_in_with_card(late, late_junior)
    speed_date = the_speed_date_is_planned(coordinator)

    teacher.go(f"/speed-dates/{speed_date}/run")
    step(teacher, "open")
    code = teacher.page.locator(".control-code")
    expect(code).to_have_text(re.compile(r"^[2-9A-HJ-NP-Z]{6}$"))
    room_code = code.inner_text()
    beam.page.goto(
        hub.origin
        + str(teacher.page.get_by_role("link", name=nl("control.door.beam")).get_attribute("href")).replace(
            hub.origin, ""
        )
    )
    expect(beam.page.locator("main")).to_contain_text(room_code)
    by_hand = {own_junior.code, own_coach.code, late_junior.code}
    crowd = Crowd(hub, [one for one in everyone if one.code not in by_hand], room_code)
    for phone in (junior, coach):
        phone.page.goto(f"{hub.origin}/r/{room_code}")
        expect(phone.page.get_by_role("heading", level=1)).to_have_text(nl("room.phone.lobby_title"))
    expect(teacher.page.locator("main")).to_contain_text(
        nl("control.people.count", present=64, expected=65), timeout=120_000
    )
    junior.screen("07-phone-lobby")
    beam.screen("07-projector-lobby")
    the_projector_can_be_scanned(beam, f"/r/{room_code}")
    teacher.screen("07-control-lobby")

    step(teacher, "start")
    first_seat = seat_on(junior)
    expect(beam.page.locator("main")).to_contain_text(nl("room.beam.round", n=1, all=ROUNDS))
    expect(coach.page.locator("main")).to_contain_text(nl("room.phone.with"))
    note = coach.page.locator("textarea").first
    note.fill("Wil graag buiten werken. Belt liever dan appt.")
    expect(coach.page.locator(".draft-state").first).to_have_text(nl("core.draft.saved"))
    press(coach.page, "room.phone.click")
    coach.screen("08-phone-round")
    beam.screen("08-projector-round")
    assert Axe().run(beam.page).response["violations"] == []
    assert Axe().run(coach.page).response["violations"] == []
    teacher.screen("08-control-round")

    # Someone comes late, someone leaves: the round that runs stays as it is.
    late.page.goto(f"{hub.origin}/r/{room_code}")
    expect(late.page.locator("main")).to_contain_text(nl("room.phone.late_text", n=2))
    teacher.page.fill("#search", leaver.name)
    away = teacher.page.get_by_role("button", name=nl("control.people.away_label", name=leaver.name))
    away.click()
    said = nl("control.said.absent", name=leaver.name)
    expect(teacher.page.locator("main")).to_contain_text(said, timeout=15_000)
    teacher.page.fill("#search", "")
    assert seat_on(junior) == first_seat

    step(teacher, "next")
    expect(junior.page.get_by_role("heading", level=1)).not_to_have_text(first_seat)
    expect(beam.page.locator("main")).to_contain_text(nl("room.beam.change"))
    beam.screen("09-projector-changeover")
    step(teacher, "next_now", n=2)
    expect(beam.page.locator("main")).to_contain_text(nl("room.beam.round", n=2, all=ROUNDS))
    seat_on(late)
    late.screen("09-phone-late-junior")
    assert note.count() == 1
    step(teacher, "next")
    step(teacher, "next_now", n=3)
    expect(beam.page.locator("main")).to_contain_text(nl("room.beam.round", n=3, all=ROUNDS))
    step(teacher, "to_ranking")
    expect(beam.page.locator("main")).to_contain_text(nl("room.beam.ranking"))

    # The top 4 by hand, with the keyboard for the order.
    press(junior.page, "room.phone.ranking_button")
    junior.page.wait_for_url(re.compile("/top"))
    add = junior.page.get_by_role("button", name=re.compile("^Voeg .* toe$"))
    junior.page.locator("details > summary").click()
    for number in range(1, 5):
        add.first.click()
        expect(junior.page.locator(".top-list > li")).to_have_count(number)
    expect(junior.page.locator(".top-list > li")).to_have_count(4)
    second = junior.page.locator(".top-list > li").nth(1).locator(".strong").inner_text()
    junior.page.get_by_role("button", name=nl("matching.top.up", name=second)).press("Enter")
    expect(junior.page.locator(".top-list > li").first).to_contain_text(second)
    junior.screen("10-top-4")
    press(junior.page, "matching.top.hand_in", n=4)
    expect(junior.page.locator("main")).to_contain_text(nl("matching.top.in"))
    expect(beam.page.locator("main")).to_contain_text(re.compile(r"3[12]"), timeout=60_000)
    beam.screen("10-projector-ranking")
    step(teacher, "close")
    crowd.leave()

    match_is_published(hub, coordinator)
    two_get_in_touch(hub, junior, coach, own_coach)
    the_teacher_sees_it(teacher)


def match_is_published(hub: Server, coordinator: Visitor) -> None:
    page = coordinator.page
    coordinator.go("/match")
    press(page, "matching.board.solve_anyway")
    expect(page.get_by_role("heading", level=1)).to_contain_text("33")
    coordinator.screen("11-match-board")
    press(page, "matching.board.publish")
    press(page, "matching.board.confirm_yes")
    expect(page.locator("main")).to_contain_text(nl("matching.board.said_published"))
    assert mails_of(hub, "match") >= 64
    coordinator.screen("12-match-published")


def two_get_in_touch(hub: Server, junior: Visitor, coach: Visitor, own_coach: Student) -> None:
    junior.go("/")
    expect(junior.page.locator("main")).to_contain_text(nl("start.button.first_contact"))
    junior.screen("13-student-start-matched")
    junior.go("/coach")
    expect(junior.page.locator("main")).to_contain_text(nl("pairs.first.question"))
    junior.screen("13-pair-room")
    press(junior.page, "pairs.first.yes")
    expect(junior.page.locator("main")).not_to_contain_text(nl("pairs.first.question"))
    junior.screen("14-first-contact")
    coach.go("/coach")
    expect(coach.page.get_by_role("heading", level=1)).to_be_visible()
    coach.screen("14-coach")


def the_teacher_sees_it(teacher: Visitor) -> None:
    teacher.go("/attention")
    expect(teacher.page.get_by_role("heading", level=1)).to_be_visible()
    expect(teacher.page.locator("table, .empty, .card").first).to_be_visible()
    teacher.screen("15-attention")
