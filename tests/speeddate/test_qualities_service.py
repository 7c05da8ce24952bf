"""What students write about themselves: only their own, never doubled, found again by others."""

import asyncio

import pytest

from mentorhub.core import db
from mentorhub.core.actor import NotFound
from mentorhub.speeddate.service.catalogue import as_chosen
from mentorhub.speeddate.service.qualities import (
    QualityRefused,
    catalogue_qualities,
    edit_qualities,
    fit_of,
    label,
    my_profile,
    profiles_of,
    qualities_of,
    save_profile,
    save_qualities,
)
from tests.cast import make_cast

FIVE = ["ambitious", "keeps_promises", "motivates_others", "gets_things_done", "mijn eigen woord"]


async def test_five_qualities_come_back_in_the_chosen_order(database: str) -> None:
    cast = await make_cast()
    saved = await save_qualities(cast.bram, "seeks", FIVE)
    assert saved.seeks == tuple(FIVE)
    assert saved.own == {"mijn eigen woord"}
    reordered = await save_qualities(cast.bram, "seeks", FIVE[::-1])
    assert (await my_profile(cast.bram)).chosen == reordered
    assert reordered.seeks == tuple(FIVE[::-1])


async def test_the_two_lists_are_kept_apart(database: str) -> None:
    cast = await make_cast()
    await save_qualities(cast.bram, "seeks", ["ambitious"])
    await save_qualities(cast.bram, "fits", ["ambitious", "keeps_promises"])
    chosen = await save_qualities(cast.bram, "seeks", [])
    assert (chosen.seeks, chosen.fits) == ((), ("ambitious", "keeps_promises"))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([*FIVE, "betrouwbaar"], "too_many"),
        (["ambitious", "Ambitieus"], "twice"),
        (["rustig blijven zo", "Rustig  Blijven zo "], "twice"),
        (["x" * 31], "too_long"),
        (["  \u200b "], "blank"),
    ],
)
async def test_a_list_that_cannot_be_is_refused_and_the_old_one_stays(
    sqlite: str, words: list[str], reason: str
) -> None:
    cast = await make_cast()
    await save_qualities(cast.bram, "seeks", ["ambitious"])
    with pytest.raises(QualityRefused) as refused:
        await save_qualities(cast.bram, "seeks", words)
    assert refused.value.reason == reason
    assert (await my_profile(cast.bram)).chosen.seeks == ("ambitious",)


async def test_own_words_that_name_a_catalogue_quality_become_that_quality(sqlite: str) -> None:
    cast = await make_cast()
    chosen = await save_qualities(cast.bram, "seeks", [" AMBITIEUS ", "Keeps promises"])
    assert chosen.seeks == ("ambitious", "keeps_promises")
    assert not chosen.own


async def test_taps_at_the_same_moment_lose_nothing(database: str) -> None:
    cast = await make_cast()
    words = [one.key for one in catalogue_qualities()[:5]]

    async def tap(word: str) -> None:
        await edit_qualities(cast.bram, "seeks", lambda now: now if word in now else (*now, word))

    await asyncio.gather(*(tap(word) for word in [*words, *words]))
    assert sorted((await my_profile(cast.bram)).chosen.seeks) == sorted(words)


async def test_only_a_student_has_qualities_and_only_two_lists_exist(sqlite: str) -> None:
    cast = await make_cast()
    for actor in (cast.tess, cast.corrie):
        with pytest.raises(NotFound):
            await save_qualities(actor, "seeks", ["ambitious"])
    with pytest.raises(NotFound):
        await save_qualities(cast.bram, "hates", [])  # type: ignore[arg-type]  # what a browser might send


async def test_a_profile_is_saved_field_by_field_and_cut_at_its_length(database: str) -> None:
    cast = await make_cast()
    assert (await my_profile(cast.amina)).filled == 0
    await save_profile(cast.amina, "study", "Logistiek")
    await save_profile(cast.amina, "internship", "Magazijn")
    assert len(await save_profile(cast.amina, "about", "a" * 5000)) == 500
    mine = await my_profile(cast.amina)
    assert (mine.texts["study"], mine.texts["internship"], mine.filled) == ("Logistiek", "Magazijn", 3)
    assert (await my_profile(cast.bram)).filled == 0
    async with db.reading() as session:
        assert set(await profiles_of(session, [cast.amina.enrolment, cast.bram.enrolment])) == {
            cast.amina.enrolment
        }


async def test_a_junior_has_no_internship_to_tell_and_a_teacher_no_profile(sqlite: str) -> None:
    cast = await make_cast()
    with pytest.raises(NotFound):
        await save_profile(cast.bram, "internship", "Magazijn")
    with pytest.raises(NotFound):
        await save_profile(cast.bram, "enrolment_id", "x")  # type: ignore[arg-type]  # what a browser might send
    with pytest.raises(NotFound):
        await my_profile(cast.tess)


async def test_fit_follows_the_documented_rule_for_every_pair(database: str) -> None:
    cast = await make_cast()
    await save_qualities(cast.bram, "seeks", ["ambitious", "keeps_promises", "Zelf bedacht"])
    await save_qualities(cast.amina, "fits", ["keeps_promises", "zelf bedacht"])
    await save_qualities(cast.amina, "seeks", ["ambitious"])
    async with db.reading() as session:
        scores = await fit_of(
            session, [cast.bram.enrolment, cast.daan.enrolment], [cast.amina.enrolment, cast.chaima.enrolment]
        )
        chosen = await qualities_of(session, [cast.bram.enrolment, cast.daan.enrolment])
    # Bram finds two in what Amina says of herself; Amina finds "ambitious" in what Bram also looks for.
    assert scores[cast.bram.enrolment, cast.amina.enrolment] == 3
    assert scores[cast.daan.enrolment, cast.amina.enrolment] == 0
    assert len(scores) == 4
    assert chosen[cast.daan.enrolment].seeks == ()


def test_every_label_of_the_catalogue_leads_to_its_own_key() -> None:
    for quality in catalogue_qualities():
        for word in (quality.key, *quality.label.values()):
            assert as_chosen(word.upper()) == (quality.key, False)
        assert label(quality.key, False) == quality.label
    assert label("eigen", True) == {"nl": "eigen", "en": "eigen"}
    assert as_chosen("heel eigen\nwoord") == ("heel eigen woord", True)
