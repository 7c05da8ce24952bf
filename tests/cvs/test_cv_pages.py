"""The pages of a CV as their states, through the guard: writing, clashes, tips, versions, the room's card."""

import uuid
from datetime import timedelta

import pytest

from mentorhub.core import clock
from mentorhub.core.actor import NotFound
from mentorhub.cvs import service
from mentorhub.cvs.rules.content import Spot
from mentorhub.cvs.state.checking import CvCheck
from mentorhub.cvs.state.leaving import CvOut
from mentorhub.cvs.state.room import CvRoom
from mentorhub.cvs.state.tips import CvTips
from mentorhub.cvs.state.versions import CvVersions
from mentorhub.cvs.state.writing import CvState
from mentorhub.internships.service.applications import document_content
from tests.cast import make_cast
from tests.cvs.making_cvs import PROFILE, STORY, make_cv, tip, write
from tests.internships.making_applications import make_application
from tests.pairs.making import make_pair
from tests.tab import destinations, open_hub

LOW, HIGH = "ik werk graag samen.", "Ik werk graag samen."
FIELD = {"section": "profile", "entry": "", "field": "profile"}


@pytest.fixture
async def hub(sqlite):
    async with open_hub() as opened:
        yield opened


async def opened(hub, actor, address="/cv"):
    tab = await hub.tab(actor, address)
    await tab.call(CvState.load)
    return tab


async def view(tab):
    return await tab.shown(CvState)


async def test_a_junior_writes_and_a_coach_reads_along(hub):
    cast, _ = await make_cv()
    junior = await opened(hub, cast.bram)
    shown = await view(junior)
    assert (shown["view"], shown["head"]["profile"], shown["version"]["nl"][:8]) == (
        "write",
        STORY,
        "Versie 1",
    )
    await junior.call(CvState.save, **FIELD, text="Nieuw begin.", base=STORY)
    assert (await view(junior))["head"]["profile"] == "Nieuw begin."
    coach = await opened(hub, cast.amina)
    shown = await view(coach)
    assert (shown["view"], shown["name"], shown["head"]) == ("read", "Bram Voorbeeld", {})
    texts = [line["text"] for section in shown["sections"] for line in section["lines"]]
    assert "Nieuw begin." in texts
    await coach.call(CvState.save, **FIELD, text="Van de coach", base="Nieuw begin.")
    await junior.call(CvState.refresh)
    assert (await view(junior))["head"]["profile"] == "Nieuw begin."


@pytest.mark.parametrize(
    ("keep", "stays"),
    [("mine", "Uit twee."), ("other", "Uit een."), ("both", "Uit een.\nUit twee.")],
)
async def test_a_second_tab_shows_both_texts_and_keeps_what_its_writer_chooses(hub, keep, stays):
    cast, _ = await make_cv()
    one, two = await opened(hub, cast.bram), await opened(hub, cast.bram)
    await one.call(CvState.save, **FIELD, text="Uit een.", base=STORY)
    await two.call(CvState.save, **FIELD, text="Uit twee.", base=STORY)
    (clash,) = (await view(two))["clashes"]
    assert (clash["mine"], clash["other"]) == ("Uit twee.", "Uit een.")
    assert clash["title"]["nl"] == "Elders gewijzigd: Wie ben je?"
    await two.call(CvState.settle, key=clash["key"], keep=keep)
    shown = await view(two)
    assert (shown["clashes"], shown["head"]["profile"]) == ([], stays)
    assert shown["settled"].startswith(f"cv-{cast.bram.enrolment}-profile--profile#")


async def test_one_tab_that_types_on_never_clashes_with_itself(hub):
    cast, _ = await make_cv()
    tab = await opened(hub, cast.bram)
    for text in ("Ik", "Ik ben", "Ik ben Bram"):
        await tab.call(CvState.save, **FIELD, text=text, base=STORY)
    shown = await view(tab)
    assert (shown["clashes"], shown["head"]["profile"]) == ([], "Ik ben Bram")


async def test_text_for_an_entry_that_was_removed_elsewhere_can_be_put_back(hub):
    cast, _ = await make_cv()
    tab = await opened(hub, cast.bram)
    await tab.call(CvState.add, section="skills")
    (row,) = (await view(tab))["skills"]
    await service.remove_entry(cast.bram, "skills", row["id"])
    await tab.call(CvState.save, section="skills", entry=row["id"], field="text", text="Heftruck", base="")
    (clash,) = (await view(tab))["clashes"]
    assert clash["is_gone"]
    await tab.call(CvState.settle, key=clash["key"], keep="mine")
    assert [one["text"] for one in (await view(tab))["skills"]] == ["Heftruck"]


async def test_entries_move_and_come_back_after_removing(hub):
    cast, _ = await make_cv()
    tab = await opened(hub, cast.bram)
    for name in ("Engels", "Turks"):
        await tab.call(CvState.add, section="languages")
        shown = await view(tab)
        row = shown["languages"][-1]
        assert shown["focused"].partition("#")[0] == f"cv-{cast.bram.enrolment}-languages-{row['id']}-name"
        await tab.call(CvState.save, section="languages", entry=row["id"], field="name", text=name, base="")
    rows = (await view(tab))["languages"]
    assert [(row["name"], row["is_first"], row["is_last"]) for row in rows] == [
        ("Engels", True, False),
        ("Turks", False, True),
    ]
    await tab.call(CvState.move, section="languages", entry=rows[1]["id"], by=-1)
    await tab.call(CvState.remove, section="languages", entry=rows[1]["id"])
    shown = await view(tab)
    assert (shown["can_undo"], shown["said"]["nl"]) == (True, "Je haalde Turks weg.")
    await tab.call(CvState.undo)
    assert [row["name"] for row in (await view(tab))["languages"]] == ["Turks", "Engels"]


async def test_a_coach_of_two_chooses_and_a_strange_junior_is_not_there(hub):
    cast, _ = await make_cv()
    listed = await opened(hub, cast.chaima)
    assert (await view(listed))["view"] == "blank"
    second = await make_cast()
    assert (await view(await opened(hub, second.amina)))["view"] == "none"
    await make_pair(cast.bram, cast.chaima)
    shown = await view(await opened(hub, cast.chaima))
    assert (shown["view"], [row["name"] for row in shown["juniors"]]) == (
        "list",
        ["Bram Voorbeeld", "Daan Voorbeeld"],
    )
    for wrong in (str(second.bram.enrolment), "x"):
        tab = await hub.tab(cast.chaima, f"/cv?of={wrong}")
        assert set(destinations(await tab.call(CvState.load))) == {"/cv"}


@pytest.mark.parametrize("name", ["tess", "corrie"])
async def test_staff_are_sent_to_their_own_start(hub, name):
    cast, _ = await make_cv()
    for state, address in ((CvState, "/cv"), (CvVersions, "/cv/versions")):
        tab = await hub.tab(cast.actors[name], f"{address}?of={cast.bram.enrolment}")
        updates = await tab.call(state.load)
        assert destinations(updates) == ["/"]
        assert STORY not in str([update.delta for update in updates])


async def test_a_coach_taps_a_sentence_and_the_junior_takes_the_suggestion_over(hub):
    cast, _ = await make_cv()
    coach = await opened(hub, cast.amina)
    await coach.call(CvTips.pick, **FIELD, passage=LOW, name="")
    shown = await coach.shown(CvTips)
    assert (shown["is_picking"], shown["passage"], shown["can_suggest"]) == (True, LOW, True)
    await coach.call(CvTips.give, form={"text": " ", "suggestion": ""})
    assert (await coach.shown(CvTips))["refused"]["nl"] == "Schrijf eerst je tip."
    await coach.call(CvTips.give, form={"text": "Hoofdletter.", "suggestion": HIGH})
    await coach.call(CvTips.give, form={"text": "Hoofdletter.", "suggestion": HIGH})
    shown = await coach.shown(CvTips)
    assert (shown["count"]["nl"], shown["undo_kind"]) == ("1 tip, 1 nog open", "given")
    junior = await opened(hub, cast.bram)
    (row,) = (await junior.shown(CvTips))["open"]
    assert (row["by"]["nl"], row["can_take"]) == ("Amina over Over jou", True)
    await junior.call(CvTips.take_over, tip_id=row["id"])
    assert HIGH in (await view(junior))["head"]["profile"]
    assert (await junior.shown(CvTips))["count"]["nl"] == "1 tip, gedaan"
    await junior.call(CvTips.undo)
    assert LOW in (await view(junior))["head"]["profile"]
    assert len((await junior.shown(CvTips))["open"]) == 1


async def test_a_suggestion_that_fits_no_more_shows_both_texts(hub):
    cast, _ = await make_cv()
    tip_id = await service.give_tip(cast.amina, cast.bram.enrolment, tip(passage=LOW, suggestion=HIGH))
    await write(cast.bram, PROFILE, "Anders.")
    junior = await opened(hub, cast.bram)
    await junior.call(CvTips.take_over, tip_id=str(tip_id))
    shown = await junior.shown(CvTips)
    assert (shown["stands"], shown["wanted"], shown["undo_kind"]) == ("Anders.", HIGH, "")
    await junior.call(CvTips.done, tip_id=str(tip_id))
    await junior.call(CvTips.undo)
    assert len((await junior.shown(CvTips))["open"]) == 1


async def test_a_coach_takes_a_tip_back_until_the_junior_did_something_with_it(hub):
    cast, _ = await make_cv()
    coach = await opened(hub, cast.amina)
    await coach.call(CvTips.pick, section="profile", entry="", field="", passage="", name="")
    await coach.call(CvTips.give, form={"text": "Goed begin!", "suggestion": ""})
    (given,) = await service.tips(cast.bram)
    await service.mark_done(cast.bram, given.tip_id)
    await coach.call(CvTips.undo)
    assert (await coach.shown(CvTips))["said_tone"] == "late"
    await coach.call(CvTips.pick, section="geheim", entry="", field="", passage="", name="")
    await coach.call(CvTips.stop)
    assert not (await coach.shown(CvTips))["is_picking"]


async def test_versions_are_compared_and_put_back_with_an_undo(hub):
    cast, _ = await make_cv()
    clock.move(timedelta(minutes=6))
    await write(cast.bram, PROFILE, "Ik ben Bram en ik zoek een stage.")
    tab = await hub.tab(cast.bram, "/cv/versions")
    await tab.call(CvVersions.load)
    shown = await tab.shown(CvVersions)
    assert [(row["number"], row["is_now"], row["can_restore"]) for row in shown["rows"]] == [
        ("2", True, False),
        ("1", False, True),
    ]
    await tab.call(CvVersions.compare, number="2")
    shown = await tab.shown(CvVersions)
    assert (shown["old"], shown["new"], shown["any_changed"]) == ("1", "2", True)
    await tab.call(CvVersions.choose_old, number="2")
    assert not (await tab.shown(CvVersions))["any_changed"]
    await tab.call(CvVersions.restore, number="1")
    shown = await tab.shown(CvVersions)
    assert shown["said"]["nl"] == "Versie 1 staat terug. Dit is nu versie 3."
    await tab.call(CvVersions.restore, number=shown["undo_number"])
    assert (await service.open_cv(cast.bram)).content.profile == "Ik ben Bram en ik zoek een stage."
    for odd in ("x", "-1", "9999999999", "²"):
        await tab.call(CvVersions.compare, number=odd)
    coach = await hub.tab(cast.amina, f"/cv/versions?of={cast.bram.enrolment}")
    await coach.call(CvVersions.load)
    assert not any(row["can_restore"] for row in (await coach.shown(CvVersions))["rows"])


async def test_the_checklist_answers_in_words(hub):
    cast, _ = await make_cv()
    junior = await opened(hub, cast.bram)
    assert (await junior.shown(CvCheck))["rows"] == []
    await junior.call(CvCheck.look, of=str(cast.bram.enrolment))
    rows = {row["title"]["nl"]: row for row in (await junior.shown(CvCheck))["rows"]}
    assert rows["Nette zinnen"]["verdict"]["nl"] == "nog niet"
    assert rows["Nette zinnen"]["about"] == [{"nl": f"“{LOW}”", "en": f"“{LOW}”"}]
    assert (rows["Spelling"]["verdict"]["nl"], rows["E-mailadres"]["verdict"]["nl"]) == ("kijk zelf", "goed")
    await write(cast.bram, Spot("profile", "", "phone"), "06")
    await junior.call(CvCheck.look, of=str(cast.daan.enrolment))
    assert len((await junior.shown(CvCheck))["rows"]) == len(rows)


async def test_a_refused_file_says_why_and_words_of_a_stranger_never_show(hub):
    cast, _ = await make_cv()
    for asked, tone, words in (
        ("refused=too_big", "late", "te groot"),
        ("refused=<b>hoi</b>", "late", "stuk"),
        ("uploaded=2", "ok", "Je coach kan het lezen"),
    ):
        shown = await view(await opened(hub, cast.bram, f"/cv?{asked}"))
        assert (shown["view"], shown["upload_tone"]) == ("write", tone)
        assert words in shown["upload_said"]["nl"]


async def test_the_cv_goes_with_an_application_as_a_pdf_and_comes_back(hub):
    cast, _ = await make_cv()
    application = await make_application(cast.bram)
    await make_application(cast.daan)
    tab = await opened(hub, cast.bram)
    shown = await tab.shown(CvOut)
    assert ([row["id"] for row in shown["applications"]], shown["template"]) == ([str(application)], "calm")
    await tab.call(CvOut.choose, template="modern")
    await tab.call(CvOut.choose, template="../etc")
    assert (await tab.shown(CvOut))["template"] == "modern"
    await tab.call(CvOut.attach, application_id=str(application))
    shown = await tab.shown(CvOut)
    assert shown["said"]["nl"] == "Je cv staat bij deze sollicitatie."
    file, content = await document_content(cast.bram, uuid.UUID(shown["document_id"]))
    assert (file.name, content[:5]) == ("cv.pdf", b"%PDF-")
    await tab.call(CvOut.undo)
    with pytest.raises(NotFound):
        await document_content(cast.bram, uuid.UUID(shown["document_id"]))
    coach = await opened(hub, cast.amina)
    await coach.call(CvOut.attach, application_id=str(application))
    assert (await coach.shown(CvOut))["document_id"] == ""


async def test_the_room_has_a_card_for_both(hub):
    cast, pair = await make_cv()
    await service.give_tip(cast.amina, cast.bram.enrolment, tip())
    cards = {}
    for actor in (cast.bram, cast.amina, cast.chaima):
        tab = await hub.tab(actor, "/coach")
        await tab.call(CvRoom.fill, pair_id=str(pair))
        cards[actor.first_name] = await tab.shown(CvRoom)
    assert cards["Bram"]["title"]["nl"] == "Cv, versie 1"
    assert cards["Bram"]["text"]["nl"] == "Amina gaf 1 tip, 1 nog open"
    assert cards["Amina"]["text"]["nl"] == "Jij gaf 1 tip, 1 nog open"
    assert cards["Amina"]["href"] == f"/cv?of={cast.bram.enrolment}"
    assert cards["Chaima"]["title"]["nl"] == ""


@pytest.mark.parametrize(
    "odd", [{"text": "x" * 100_000}, {"section": "x" * 100_000}, {"field": "photo"}, {"entry": "x" * 65}]
)
async def test_a_page_keeps_nothing_of_what_can_be_no_field(hub, odd):
    cast, _ = await make_cv()
    tab = await opened(hub, cast.bram)
    await tab.call(CvState.save, **FIELD | {"text": "Kort.", "base": ""} | odd)
    shown = await view(tab)
    assert (shown["clashes"], shown["head"]["profile"]) == ([], STORY)
    assert shown["said_tone"] == "late"


async def test_a_page_holds_twenty_clashes_at_most(hub):
    cast, _ = await make_cv()
    tab = await opened(hub, cast.bram)
    for number in range(25):
        gone = {"section": "skills", "entry": f"gone{number}", "field": "text"}
        await tab.call(CvState.save, **gone, text="Excel", base="")
    kept = [clash["key"] for clash in (await view(tab))["clashes"]]
    assert kept == [f"skills|gone{number}|text" for number in range(5, 25)]
