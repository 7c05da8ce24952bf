"""The page to type forms in, through the guard: rows, search, saving, undo, refusals and odd payloads."""

import pytest

from mentorhub.matching.service import preferences
from mentorhub.matching.state.on_paper import OnPaper
from mentorhub.matching.state.top import Top
from tests.matching.test_on_paper import change, tables_of
from tests.speeddate.evening import make_evening
from tests.tab import destinations, open_hub


async def opened(hub, evening, who="tess"):
    address = f"/speed-dates/{evening.id}/paper?speed_date_id={evening.id}"
    tab = await hub.tab(evening.cast.actors[who], address)
    await tab.call(OnPaper.load)
    return tab


def rows(shown):
    return {row["name"]: row["handed"] for row in shown["rows"]}


async def test_the_page_names_every_junior_and_every_coach_by_table(sqlite):
    evening = await make_evening()
    async with open_hub() as hub:
        shown = await (await opened(hub, evening)).shown(OnPaper)
    assert rows(shown) == dict.fromkeys(
        [
            "Mentee1 Achternaam1",
            "Mentee2 Achternaam2",
            "Mentee3 Achternaam3",
            "Bram Voorbeeld",
        ],
        "open",
    )
    tables = [str(table) for table in await tables_of(evening)]
    assert shown["coaches"] == dict(zip(tables, [m.full_name for m in evening.mentors], strict=True))
    assert (shown["length"], shown["left"], shown["whole"], shown["is_open"]) == (4, 4, 4, True)
    assert (shown["found"], shown["pdf"]) == ("here", f"/speed-dates/{evening.id}/paper.pdf")


async def test_saving_shows_what_was_typed_until_the_next_one_and_the_row_stays(sqlite):
    evening = await make_evening()
    tables = await tables_of(evening)
    async with open_hub() as hub:
        tab = await opened(hub, evening)
        await tab.call(OnPaper.save, junior_id=str(evening.mentees[0].enrolment), boxes=tables)
        shown = await tab.shown(OnPaper)
        assert (rows(shown)["Bram Voorbeeld"], shown["left"]) == ("paper", 3)
        assert shown["saved"]["names"] == [mentor.full_name for mentor in evening.mentors]
        assert shown["said"]["nl"] == "De lijst van Bram Voorbeeld is ingeleverd"
        await tab.call(OnPaper.save, junior_id=str(evening.mentees[1].enrolment), boxes=tables[::-1])
        shown = await tab.shown(OnPaper)
        assert shown["saved"]["id"] == str(evening.mentees[1].enrolment)
        assert shown["saved"]["names"] == [mentor.full_name for mentor in evening.mentors[::-1]]


async def test_undo_opens_the_form_again_and_works_once(sqlite):
    evening = await make_evening()
    junior = evening.mentees[0]
    async with open_hub() as hub:
        tab = await opened(hub, evening)
        await tab.call(OnPaper.save, junior_id=str(junior.enrolment), boxes=await tables_of(evening))
        await tab.call(OnPaper.undo)
        shown = await tab.shown(OnPaper)
        assert (rows(shown)["Bram Voorbeeld"], shown["left"], shown["saved"]["id"]) == ("open", 4, "")
        await tab.call(OnPaper.undo)
    assert (await preferences.my_list(junior)).version == 2


async def test_a_box_that_cannot_be_read_is_told_in_words(sqlite):
    evening = await make_evening()
    tables = await tables_of(evening)
    async with open_hub() as hub:
        tab = await opened(hub, evening)
        junior = str(evening.mentees[0].enrolment)
        for boxes, why in (
            ([99, *tables[1:]], "Aan tafel 99 zit geen coach."),
            ([tables[0], tables[0], *tables[2:]], f"Tafel {tables[0]} staat er twee keer."),
            (tables[:2], "Vak 3 is leeg. Vul alle vakken in."),
            ([*tables, 1], "Dat zijn te veel nummers."),
        ):
            await tab.call(OnPaper.save, junior_id=junior, boxes=boxes)
            shown = await tab.shown(OnPaper)
            assert (shown["refused"]["id"], shown["refused"]["text"]["nl"]) == (junior, why)
        assert shown["left"] == 4


async def test_a_junior_who_was_first_on_the_phone_keeps_that_list(sqlite):
    evening = await make_evening()
    junior, mentors = evening.mentees[0], [mentor.enrolment for mentor in evening.mentors]
    async with open_hub() as hub:
        tab = await opened(hub, evening)
        await preferences.save_list(junior, mentors, 0)
        await preferences.hand_in(junior, 1)
        await tab.call(OnPaper.save, junior_id=str(junior.enrolment), boxes=(await tables_of(evening))[::-1])
        shown = await tab.shown(OnPaper)
        assert shown["refused"]["text"]["nl"].startswith("Deze junior leverde zelf al in")
        assert ("Bram Voorbeeld" in rows(shown), shown["left"]) == (False, 3)
    assert (await preferences.my_list(junior)).mentors == tuple(mentors)


async def test_a_list_that_changed_meanwhile_is_told_and_counts_when_saved_once_more(sqlite):
    evening = await make_evening()
    junior, mentors = evening.mentees[0], [mentor.enrolment for mentor in evening.mentors]
    async with open_hub() as hub:
        tab = await opened(hub, evening)
        await preferences.save_list(junior, mentors[:1], 0)
        body = {"junior_id": str(junior.enrolment), "boxes": (await tables_of(evening))[::-1]}
        await tab.call(OnPaper.save, **body)
        assert (await tab.shown(OnPaper))["refused"]["text"]["nl"].startswith("De junior veranderde net")
        await tab.call(OnPaper.save, **body)
    assert (await preferences.my_list(junior)).mentors == tuple(mentors[::-1])


async def test_search_finds_who_handed_in_too_and_everyone_can_be_shown(sqlite):
    evening = await make_evening()
    junior = evening.mentees[0]
    await preferences.save_list(junior, [mentor.enrolment for mentor in evening.mentors], 0)
    await preferences.hand_in(junior, 1)
    async with open_hub() as hub:
        tab = await opened(hub, evening)
        assert "Bram Voorbeeld" not in rows(await tab.shown(OnPaper))
        await tab.call(OnPaper.look_for, text="  BRAM ")
        assert rows(await tab.shown(OnPaper)) == {"Bram Voorbeeld": "phone"}
        await tab.call(OnPaper.look_for, text="")
        await tab.call(OnPaper.show_everyone, wanted=True)
        assert len((await tab.shown(OnPaper))["rows"]) == 4


async def test_a_large_hall_comes_in_a_hundred_rows_and_the_rest_is_counted(sqlite):
    evening = await make_evening(mentees=105, rounds=1)
    async with open_hub() as hub:
        tab = await opened(hub, evening)
        shown = await tab.shown(OnPaper)
        assert (len(shown["rows"]), shown["more"]) == (100, 5)
        await tab.call(OnPaper.look_for, text="mentee10")
        assert len((await tab.shown(OnPaper))["rows"]) == 6


async def test_nothing_that_is_sent_tells_what_juniors_chose(sqlite):
    """Bram's draft and Mentee1's list hold one coach that no form on this page names."""
    evening = await make_evening(mentors=5)
    secret = evening.mentors[4]
    await change(evening, secret, state="absent")
    for person in evening.mentees[:2]:
        await preferences.save_list(person, [secret.enrolment], 0)
    async with open_hub() as hub:
        tab = await opened(hub, evening)
        junior, tables = str(evening.mentees[0].enrolment), (await tables_of(evening))[:4]
        await tab.call(OnPaper.save, junior_id=junior, boxes=tables)
        await tab.call(OnPaper.save, junior_id=junior, boxes=tables)
        await tab.call(OnPaper.undo)
        heard = str([update.delta for update in hub.wire.sent[tab.token]])
    assert str(secret.enrolment) not in heard
    assert secret.full_name not in heard
    assert (await preferences.my_list(evening.mentees[0])).mentors == tuple(
        mentor.enrolment for mentor in evening.mentors[:4]
    )


@pytest.mark.parametrize(
    "payload",
    [
        {"junior_id": "x", "boxes": [1]},
        {"junior_id": "", "boxes": []},
        {"junior_id": "00000000-0000-0000-0000-000000000000", "boxes": [1, 2, 3, 4]},
        {"junior_id": "' OR 1=1 --", "boxes": [1, 2, 3, 4]},
        {"boxes": [1, 2, 3, 4]},
        {"junior_id": 7, "boxes": [1, 2, 3, 4]},
        {"junior_id": "JUNIOR", "boxes": ["1", "2", "3", "4"]},
        {"junior_id": "JUNIOR", "boxes": [1.5, 2, 3, 4]},
        {"junior_id": "JUNIOR", "boxes": {"0": 1}},
        {"junior_id": "JUNIOR", "boxes": [2**70, -5, 0, 1]},
        {"junior_id": "JUNIOR", "boxes": [1] * 5000},
        {"junior_id": "JUNIOR", "boxes": [1, 2, 3, 4], "version": 9},
    ],
)
async def test_odd_payloads_hand_nothing_in(sqlite, payload):
    evening = await make_evening()
    junior = str(evening.mentees[0].enrolment)
    async with open_hub() as hub:
        tab = await opened(hub, evening)
        await tab.call(OnPaper.save, **{k: junior if v == "JUNIOR" else v for k, v in payload.items()})
        assert (await tab.shown(OnPaper))["left"] == 4


async def test_another_group_another_school_and_students_see_no_form(sqlite):
    evening = await make_evening()
    async with open_hub() as hub:
        for who in ("timo", "tom", "cas"):
            tab = await opened(hub, evening, who)
            shown = await tab.shown(OnPaper)
            assert (shown["found"], shown["rows"], shown["coaches"]) == ("none", [], {})
            body = {"junior_id": str(evening.mentees[0].enrolment), "boxes": await tables_of(evening)}
            await tab.call(OnPaper.save, **body)
        for who in ("bram", "amina"):
            tab = await hub.tab(evening.cast.actors[who], f"/speed-dates/{evening.id}/paper")
            assert destinations(await tab.call(OnPaper.load)) == ["/"]
    assert (await preferences.my_list(evening.mentees[0])).version == 0


async def test_the_junior_reads_that_the_list_came_from_paper_and_can_still_change_it(sqlite):
    evening = await make_evening()
    async with open_hub() as hub:
        desk = await opened(hub, evening)
        body = {"junior_id": str(evening.mentees[0].enrolment), "boxes": await tables_of(evening)}
        await desk.call(OnPaper.save, **body)
        phone = await hub.tab(evening.mentees[0], "/top")
        await phone.call(Top.load)
        shown = await phone.shown(Top)
        assert (shown["is_handed_in"], shown["on_paper"], len(shown["chosen"])) == (True, True, 4)
        await phone.call(Top.take_back)
        shown = await phone.shown(Top)
        assert (shown["is_handed_in"], shown["on_paper"]) == (False, False)


async def test_an_address_that_names_nothing_says_so(sqlite):
    evening = await make_evening()
    async with open_hub() as hub:
        for address in ("x", "00000000-0000-0000-0000-000000000000"):
            tab = await hub.tab(evening.cast.tess, f"/speed-dates/{address}/paper?speed_date_id={address}")
            await tab.call(OnPaper.load)
            assert (await tab.shown(OnPaper))["found"] == "none"
