"""The page with the owner's links, and the page that a visitor sees, through the guard."""

import pytest

from mentorhub.cvs.sharing import service
from mentorhub.cvs.sharing.state import CvShares, SharedCvPage
from mentorhub.cvs.tables import CvShareOpening
from tests.cast import make_cast
from tests.cvs.making_shares import make_cv, make_link, rows_of
from tests.pairs.making import make_pair
from tests.tab import open_hub


def form(**values: str) -> dict:
    return {"form": values}


def visiting(secret: str) -> str:
    return f"/shared/cv/{secret}?share_secret={secret}"


async def test_an_owner_makes_a_link_sees_it_once_and_ends_it(sqlite):
    cast = await make_cast()
    await make_cv(cast.bram, versions=2)
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram, "/cv/share")
        await tab.call(CvShares.load)
        assert [row["number"] for row in (await tab.shown(CvShares))["choices"]] == ["2", "1"]
        await tab.call(CvShares.make, **form(label="voor DSV", version="2"))
        shown = await tab.shown(CvShares)
        assert shown["address"].startswith("http://localhost:3000/shared/cv/")
        [row] = shown["rows"]
        assert (row["label"], row["tone"], row["opened"]["nl"]) == ("voor DSV", "ok", "Nog niet geopend")
        await tab.call(CvShares.end, share_id=row["id"])
        shown = await tab.shown(CvShares)
        assert (shown["address"], shown["rows"][0]["is_ended"]) == ("", True)
        await tab.call(CvShares.resume, share_id=row["id"])
        await tab.call(CvShares.load)
        shown = await tab.shown(CvShares)
        assert (shown["rows"][0]["is_open"], shown["address"], shown["said"]["nl"]) == (True, "", "")


async def test_a_link_without_a_label_is_explained(sqlite):
    cast = await make_cast()
    await make_cv(cast.bram)
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram, "/cv/share")
        await tab.call(CvShares.load)
        await tab.call(CvShares.make, **form(label="  ", version="1"))
        shown = await tab.shown(CvShares)
        assert shown["wrong"]["nl"].startswith("Vul in voor wie")
        await tab.call(CvShares.make, **form(label="DSV", version="9"))
        assert (await tab.shown(CvShares))["said_tone"] == "late"


async def test_a_coach_is_sent_away_from_the_links_of_a_junior(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    async with open_hub() as hub:
        tab = await hub.tab(cast.amina, "/cv/share")
        await tab.call(CvShares.load)
        await tab.call(CvShares.end, share_id=str(link.share_id))
        assert (await tab.shown(CvShares))["rows"] == []
    assert (await service.links_of(cast.bram)).lines[0].state == "open"


async def test_a_visitor_is_asked_first_and_stays_known_in_the_tab(sqlite):
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    async with open_hub() as hub:
        tab = await hub.tab(None, visiting(link.secret))
        heard = str(await tab.call(SharedCvPage.load))
        assert "Bram" in heard
        assert "Supermarkt" not in heard
        await tab.call(SharedCvPage.open, **form(who=" "))
        assert (await tab.shown(SharedCvPage))["wrong"]["en"].startswith("Fill in")
        await tab.call(SharedCvPage.open, **form(who="DSV"))
        shown = await tab.shown(SharedCvPage)
        assert (shown["view"], shown["name"]) == ("shown", "Özgür Şimşek-Đặng")
        assert [section["kind"] for section in shown["sections"]][:2] == ["profile", "education"]
        await tab.call(SharedCvPage.load)
        assert (await tab.shown(SharedCvPage))["view"] == "shown"
    assert [row.who for row in await rows_of(CvShareOpening)] == ["DSV"]


async def test_an_ended_link_takes_the_cv_off_the_screen(sqlite):
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    async with open_hub() as hub:
        tab = await hub.tab(None, visiting(link.secret))
        await tab.call(SharedCvPage.open, **form(who="DSV"))
        await service.end_link(cast.bram, link.share_id)
        await tab.call(SharedCvPage.load)
        shown = await tab.shown(SharedCvPage)
    assert (shown["view"], shown["name"], shown["sections"], shown["download"]) == ("gone", "", [], "")


@pytest.mark.parametrize("secret", ["unknown", "x" * 500])
async def test_an_unknown_link_says_one_kind_sentence(sqlite, secret):
    await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(None, visiting(secret))
        for call in (tab.call(SharedCvPage.load), tab.call(SharedCvPage.open, **form(who="DSV"))):
            await call
            assert (await tab.shown(SharedCvPage))["view"] == "gone"


async def test_guessing_links_is_stopped_and_a_good_one_waits_too(sqlite, monkeypatch):
    from mentorhub.settings import settings

    monkeypatch.setattr(settings(), "sign_in_tries", 3)
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    async with open_hub() as hub:
        for n in range(3):
            await (await hub.tab(None, visiting(f"guess-{n}"))).call(SharedCvPage.load)
        tab = await hub.tab(None, visiting(link.secret))
        await tab.call(SharedCvPage.load)
        assert (await tab.shown(SharedCvPage))["view"] == "gone"
