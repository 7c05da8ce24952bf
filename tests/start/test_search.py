"""The search for an internship on the start page: what a junior and a coach read as their next step."""

from datetime import date, timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import set_current_actor
from mentorhub.core.dates import local_day
from mentorhub.internships.tables import Application
from mentorhub.start import service
from mentorhub.start.rules import Facts, Next, Search, Step, next_step, way
from mentorhub.start.words import card_of, step_about
from tests.cast import make_cast
from tests.internships.making_applications import make_application, make_lead
from tests.pairs.making import add_contact, make_pair


def facts(search, *, is_mentee=True, waiting=0):
    return Facts(is_mentee, 5, None, True, 1, waiting, search=search)


@pytest.mark.parametrize(
    ("known", "step"),
    [
        (facts(Search(), waiting=1), Next.FIRST_CONTACT),
        (facts(Search()), Next.SEARCH),
        (facts(Search(running=1)), Next.PAIR),
        (facts(Search(running=1, due=1)), Next.PAIR),
        (facts(Search(running=2, due=0)), Next.ACTION),
        (facts(Search(running=2, due=-3)), Next.ACTION),
        (facts(Search(running=1, is_placed=True, due=-3)), Next.PLACED),
        (facts(Search(), is_mentee=False), Next.TIP),
        (facts(Search(tips=1), is_mentee=False), Next.PAIR),
        (facts(Search(running=1, due=-3), is_mentee=False), Next.TIP),
        (facts(Search(is_placed=True), is_mentee=False), Next.PAIR),
    ],
)
def test_the_search_has_one_next_step(known, step):
    assert next_step(known, clock.now()) is step


def test_the_way_ends_with_the_internship():
    assert way(facts(Search()), clock.now())[-1] == (Step.INTERNSHIP, "now")
    assert way(facts(Search(is_placed=True)), clock.now())[-1] == (Step.INTERNSHIP, "done")
    assert way(facts(Search(running=1)), clock.now())[-1] == (Step.INTERNSHIP, "later")


async def start_of(actor):
    set_current_actor(actor)
    return await service.start_of(actor)


async def plan(application_id, day: date):
    async with db.transaction() as session:
        (await session.get_one(Application, application_id)).next_on = day


async def test_a_junior_goes_from_the_tips_to_what_is_late(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await add_contact(pair, cast.bram, clock.now().date())
    start = await start_of(cast.bram)
    assert (card_of(start).address, step_about(Step.INTERNSHIP, start)["nl"]) == (
        "/leads",
        "nog niet begonnen",
    )
    application_id = await make_application(cast.bram)
    start = await start_of(cast.bram)
    assert (card_of(start).address, step_about(Step.INTERNSHIP, start)["nl"]) == (
        "/coach",
        "1 sollicitatie loopt",
    )
    await plan(application_id, local_day(clock.now(), "Europe/Amsterdam") - timedelta(days=2))
    card = card_of(await start_of(cast.bram))
    assert (card.address, card.deadline["nl"]) == ("/internships", "2 dagen te laat")


async def test_a_coach_is_asked_for_a_tip_until_one_is_shared(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await add_contact(pair, cast.bram, clock.now().date())
    assert card_of(await start_of(cast.amina)).address == "/leads/new"
    await make_lead(cast.amina, mentee=cast.bram)
    assert card_of(await start_of(cast.amina)).address == "/coach"


async def test_another_juniors_applications_count_for_nobody_else(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.chaima)
    await make_application(cast.daan)
    assert (await start_of(cast.bram)).facts.search == Search()
    assert (await start_of(cast.amina)).facts.search == Search()
