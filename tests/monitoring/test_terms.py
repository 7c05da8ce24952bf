"""When states begin is set per programme by a coordinator, within limits, and can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, set_current_actor
from mentorhub.core.tables import AuditEntry
from mentorhub.monitoring import service
from mentorhub.monitoring.rules import Thresholds, Watch
from mentorhub.monitoring.rules.terms import LIMITS, OwnTerms, fault
from mentorhub.monitoring.service.thresholds import TermsRefused, set_terms, terms_for
from mentorhub.monitoring.terms.state import TermsForm, TermsState
from mentorhub.programmes.tables import Holiday
from tests.cast import make_cast
from tests.monitoring.test_privacy import state_at
from tests.pairs.making import make_pair

DEFAULT = OwnTerms(30, Thresholds(), "")
EARLY = OwnTerms(10, Thresholds(warn_from=3, urgent_from=5), "north")


def with_number(name, value):
    if name == "first_contact_days":
        return replace(DEFAULT, first_contact_days=value)
    return replace(DEFAULT, thresholds=replace(DEFAULT.thresholds, **{name: value}))


@pytest.mark.parametrize("name", LIMITS)
def test_every_number_has_its_limits(name):
    least, most = LIMITS[name]
    assert {fault(with_number(name, value)) for value in (least - 1, most + 1)} == {name}
    assert name not in {fault(with_number(name, value)) for value in (least, most)}


@pytest.mark.parametrize(
    ("days", "warn", "urgent", "why"),
    [(30, 14, 23, ""), (23, 14, 23, ""), (22, 14, 23, "urgent_late"), (30, 24, 23, "warn_late")],
)
def test_the_warning_comes_before_urgent_and_that_not_after_the_deadline(days, warn, urgent, why):
    assert fault(OwnTerms(days, Thresholds(warn_from=warn, urgent_from=urgent), "")) == why


async def test_what_a_coordinator_sets_decides_what_is_in_the_list(database):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina, days_ago=11)
    assert (await service.attention_list(cast.tess)).lines[0].attention.state is Watch.FRESH
    north = cast.programmes["north"].id
    assert await set_terms(cast.corrie, north, EARLY) == DEFAULT
    assert [(one.name, one.terms) for one in await terms_for(cast.tess)] == [("Coaching North", EARLY)]
    found = (await service.attention_list(cast.tess)).lines[0].attention
    assert (found.state, found.days) == (Watch.LATE, 1)
    assert await set_terms(cast.corrie, north, DEFAULT) == EARLY
    assert (await service.attention_list(cast.tess)).lines[0].attention.state is Watch.FRESH


async def test_a_holiday_of_the_region_moves_a_deadline_and_that_of_another_does_not(database):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina, days_ago=32)
    await set_terms(cast.corrie, cast.programmes["north"].id, replace(DEFAULT, region="north"))

    async def days_with(region, first, last):
        today = clock.now().date()
        async with db.transaction() as session:
            session.add(
                Holiday(
                    school_id=cast.corrie.school,
                    year="2026-2027",
                    region=region,
                    name="x",
                    from_on=today - timedelta(days=first),
                    until_on=today - timedelta(days=last),
                    created_at=clock.now(),
                )
            )
        found = (await service.attention_list(cast.corrie)).lines[0].attention
        return found.state, found.days

    assert await days_with("south", 20, 11) == (Watch.LATE, 2)
    assert await days_with("", 20, 20) == (Watch.LATE, 1)
    assert await days_with("north", 20, 15) == (Watch.DUE, 4)


async def test_only_a_coordinator_of_the_school_sets_terms(database):
    cast = await make_cast()
    for name in ("tess", "bram", "cas"):
        with pytest.raises(NotFound):
            await set_terms(cast.actors[name], cast.programmes["north"].id, EARLY)
    with pytest.raises(NotFound):
        await terms_for(cast.bram)
    with pytest.raises(TermsRefused, match="region"):
        await set_terms(cast.corrie, cast.programmes["north"].id, replace(DEFAULT, region="moon"))
    async with db.reading() as session:
        assert list(await session.exec(select(AuditEntry))) == []


async def open_page(cast, name):
    set_current_actor(cast.actors[name])
    opened = await state_at(TermsState, "/attention/settings")
    await TermsState.load.fn(opened)
    return opened


def form_of(opened, **changed):
    numbers = {row["name"]: row["value"] for row in opened.rows} | changed
    return TermsForm(programme_id=opened.programme, region=opened.region, **numbers)


async def test_the_page_saves_says_so_and_takes_back(sqlite):
    cast = await make_cast()
    opened = await open_page(cast, "corrie")
    assert (opened.may_change, opened.name, opened.rows[0]["value"]) == (True, "Coaching North", "30")
    await TermsState.save.fn(opened, form_of(opened, first_contact_days="25"))
    assert (opened.rows[0]["value"], opened.can_undo, opened.said_tone) == ("25", True, "ok")
    await TermsState.undo.fn(opened)
    assert (opened.rows[0]["value"], opened.can_undo) == ("30", False)


async def test_the_page_says_what_is_wrong_and_keeps_what_was(sqlite):
    cast = await make_cast()
    opened = await open_page(cast, "corrie")
    await TermsState.save.fn(opened, form_of(opened, warn_from="24"))
    assert opened.said["nl"] == "De waarschuwing kan niet later zijn dan dringend."
    await TermsState.save.fn(opened, form_of(opened, quiet_from="3"))
    assert opened.said["nl"].endswith("Kies een getal van 7 tot en met 90.")
    assert (opened.said_tone, (await terms_for(cast.corrie))[0].terms) == ("late", DEFAULT)


async def test_a_teacher_reads_the_terms_and_cannot_change_them(sqlite):
    cast = await make_cast()
    opened = await open_page(cast, "tess")
    assert (opened.may_change, len(opened.rows)) == (False, len(LIMITS))
