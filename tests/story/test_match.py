"""The match in a real browser: propose, compare, pin, publish, take back, a drop-out, repair, substitutes."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.guard import digest
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.tables import Pair
from mentorhub.people.service.groups.changing import end_enrolment
from mentorhub.people.tables import Enrolment, Person, SignInSession
from tests.matching.making import Made, hand_in_random_lists, make_programme
from tests.story.conftest import Server, in_database

pytestmark = pytest.mark.story


@dataclass
class School:
    """A school whose juniors handed in their lists, and who is signed in where."""

    hub: Server
    made: Made

    def cookie(self, visitor: Any, name: str) -> Any:
        """Sign a visitor in as the person with this first name."""
        visitor.context.add_cookies(
            [{"name": "mentorhub_session", "value": f"story-{name}", "url": self.hub.origin}]
        )
        return visitor


@pytest.fixture(scope="module")
def school(hub: Server) -> School:
    """33 juniors with lists, 34 coaches, a teacher and a coordinator."""

    async def fill() -> Made:
        made = await make_programme(33, 34, "Story")
        await hand_in_random_lists(made, seed=3)
        async with db.transaction() as session:
            for row in await session.exec(select(SignInSession)):
                person = await session.get_one(Person, row.person_id)
                row.digest = digest(f"story-{person.first_name}")
        return made

    made = in_database(hub, fill)
    assert isinstance(made, Made)
    return School(hub, made)


def mentor_names(page: Page) -> dict[str, str]:
    """Return the mentor by mentee as the table shows them."""
    read = "rows => rows.map(row => [row.cells[0].innerText, row.cells[1].innerText])"
    return dict(page.locator(".board-table tbody tr").evaluate_all(read))


def no_faults(page: Page, where: str) -> None:
    """See that axe finds nothing and that nothing sticks out, on a desk and on a phone."""
    for width, height in ((1280, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        found = Axe().run(page).response["violations"]
        assert [f"{where} {width}: {v['id']} {v['nodes'][0]['html'][:150]}" for v in found] == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{where}: {wide} px too wide at {width}"
    page.set_viewport_size({"width": 1280, "height": 800})


def row_of(page: Page, name: str) -> Any:
    return page.locator(".board-table tbody tr").filter(has=page.get_by_role("cell", name=name, exact=True))


def mails(hub: Server) -> Counter[str]:
    """Return how many mails each person has been written, by first name."""

    async def read() -> Counter[str]:
        async with db.reading() as session:
            query = select(Person.first_name).join(OutboxMail, col(OutboxMail.person_id) == Person.id)
            return Counter(await session.exec(query))

    found = in_database(hub, read)
    assert isinstance(found, Counter)
    return found


def open_pairs(hub: Server) -> dict[str, str]:
    """Return the mentor by mentee of the pairs that run, with the id of the pair, as texts."""

    async def read() -> dict[str, str]:
        async with db.reading() as session:
            found = await session.exec(select(Pair).where(col(Pair.ended_at).is_(None)))
            return {str(pair.mentee_id): f"{pair.mentor_id} {pair.id}" for pair in found}

    found = in_database(hub, read)
    assert isinstance(found, dict)
    return found


def test_a_match_from_proposal_to_repair(school: School, visitors: Any) -> None:
    teacher = school.cookie(visitors("Tess"), "Tess")
    page = teacher.page
    propose_and_compare(teacher, page)
    first, coach = pin_and_forbid(teacher, page)
    publish_take_back_and_publish(school, teacher, page, visitors, first, coach)
    drop_out_and_repair(school, teacher, page)
    look_back_and_plan_substitutes(teacher, page)


def propose_and_compare(teacher: Any, page: Page) -> None:
    """Make the proposal, see what another aim would change, and look closer."""
    teacher.go("/match")
    page.get_by_role("button", name="Maak een voorstel").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("van de 33 kregen een coach")
    expect(page.get_by_text("Bewezen optimaal")).to_be_visible()
    teacher.screen("match-proposal")
    page.get_by_role("button", name="Wat verschilt met: Stabiel voor beide kanten?").click()
    expect(page.get_by_role("heading", name="Wat verandert met: Stabiel voor beide kanten")).to_be_visible()
    assert page.locator("table", has_text="Met de andere manier").locator("tbody tr").count() > 0
    page.get_by_role("heading", name="Kijk beter").click()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(page.locator(".js-plotly-plot .scatterlayer .trace")).to_have_count(3)
    page.get_by_text("Toon als tabel").first.click()
    expect(page.get_by_role("columnheader", name="Zoveel mogelijk eerste keuzes")).to_be_visible()
    teacher.screen("match-closer")
    no_faults(page, "the proposal")


def pin_and_forbid(teacher: Any, page: Page) -> tuple[str, str]:
    """Pin one pair, forbid another and take that back; return a pair that is pinned."""
    before = mentor_names(page)
    first, second = list(before)[:2]
    page.get_by_role("button", name=f"Zet vast: {first} met {before[first]}").click()
    expect(page.get_by_role("status").filter(has_text="staan vast")).to_be_visible()
    expect(row_of(page, first).get_by_role("button", name="Vast")).to_be_visible()
    page.get_by_role("button", name=f"Verbied: {second} met {before[second]}").click()
    expect(page.get_by_role("status").filter(has_text="worden geen duo")).to_be_visible()
    expect(row_of(page, second).locator("td").nth(1)).not_to_have_text(before[second])
    page.get_by_label("Laat zien").select_option(label="Anders dan het vorige voorstel")
    expect(row_of(page, second)).to_be_visible()
    teacher.screen("match-changed")
    page.get_by_label("Laat zien").select_option(label="Alle duo's")
    expect(page.get_by_text("33 van 33", exact=True)).to_be_visible()
    page.get_by_text("Verboden duo's: 1").click()
    page.get_by_role("button", name=f"Sta weer toe: {second} met {before[second]}").click()
    expect(page.get_by_role("status").filter(has_text="zijn weer vrij")).to_be_visible()
    expect(row_of(page, first).locator("td").nth(1)).to_have_text(before[first])
    return first, before[first]


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publiceer", exact=True).click()
    page.get_by_role("button", name="Publiceer nu").click()
    expect(page.get_by_text("De mails gaan om")).to_be_visible()


def publish_take_back_and_publish(
    school: School, teacher: Any, page: Page, visitors: Any, first: str, coach: str
) -> None:
    """Publish, take it back before a mail has gone, publish again; the phones follow."""
    junior = school.cookie(visitors("junior", width=390, height=844), first.split()[0])
    publish(page)
    junior.go("/coach")
    expect(junior.page.get_by_text(coach).first).to_be_visible()
    page.get_by_role("button", name="Neem de match terug").click()
    expect(page.get_by_role("status").filter(has_text="Niemand kreeg een mail")).to_be_visible()
    junior.go("/coach")
    expect(junior.page.get_by_text(coach)).to_have_count(0)
    assert mails(school.hub) == Counter()
    publish(page)
    junior.go("/coach")
    expect(junior.page.get_by_text(coach).first).to_be_visible()
    junior.screen("match-junior")
    page.get_by_role("button", name="Stuur de mails nu").click()
    expect(page.get_by_role("status").filter(has_text="mails gaan nu weg")).to_be_visible()
    assert set(mails(school.hub).values()) == {1}


def drop_out_and_repair(school: School, teacher: Any, page: Page) -> None:
    """A coach leaves: the page says who lost theirs, and the repair touches as few as it can."""
    mentees = {str(mentee.enrolment): mentee for mentee in school.made.mentees}
    before, told = open_pairs(school.hub), mails(school.hub)
    mentee_id = next(iter(before))
    leaver = before[mentee_id].split()[0]

    async def leave() -> None:
        async with db.reading() as session:
            enrolment = next(e for e in await session.exec(select(Enrolment)) if str(e.id) == leaver)
        await end_enrolment(school.made.coordinator, enrolment.id)

    in_database(school.hub, leave)
    teacher.go("/match")
    expect(page.get_by_text(f"Zonder coach: {mentees[mentee_id].full_name}.")).to_be_visible()
    no_faults(page, "drift")
    page.get_by_role("button", name="Maak een herstelvoorstel").click()
    repair = page.locator(".repair")
    expect(repair.get_by_role("rowheader", name=mentees[mentee_id].full_name)).to_be_visible()
    assert open_pairs(school.hub) == before, "a proposal changes nothing"
    teacher.screen("match-repair")
    no_faults(page, "repair")
    changed = repair.locator("tbody tr").count()
    assert changed <= 8, "far from everybody"
    repair.get_by_role("button", name="Publiceer dit herstel").click()
    expect(page.get_by_text("De mails gaan om")).to_be_visible()
    after = open_pairs(school.hub)
    assert len(after) == 33
    assert leaver not in {pair.split()[0] for pair in after.values()}
    assert len([one for one in after if after[one] != before.get(one)]) == changed
    new = mails(school.hub) - told
    assert sum(new.values()) <= 3 * changed
    assert mentees[mentee_id].first_name in new


def look_back_and_plan_substitutes(teacher: Any, page: Page) -> None:
    """Look at the first proposal again, then give everybody a substitute."""
    page.get_by_role("heading", name="Geschiedenis").click()
    expect(page.get_by_text("geldt nu:")).to_be_visible()
    expect(page.get_by_text("teruggenomen:").or_(page.get_by_text("gold vanaf")).first).to_be_visible()
    page.locator(".steps li").last.get_by_role("link", name="Bekijk").click()
    expect(page.get_by_text("Dit is om terug te kijken.")).to_be_visible()
    no_faults(page, "an old run")
    page.get_by_role("link", name="Naar de match van nu").click()
    page.get_by_role("heading", name="Vervangers").click()
    page.get_by_role("button", name="Kies vervangers").click()
    page.get_by_role("button", name="Publiceer de vervangers").click()
    expect(page.get_by_role("status").filter(has_text="hun vervangers krijgen een mail")).to_be_visible()
    teacher.screen("match-substitutes")
