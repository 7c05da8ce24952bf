"""Coming in over plain HTTP: scanned or typed, signed in or not, and how often one may guess."""

from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.core.guard import digest
from mentorhub.people.tables import SignInSession
from mentorhub.settings import settings
from tests.people.visitor import visitor
from tests.speeddate.evening import Evening, make_evening


async def secret_of(actor: Actor) -> str:
    """Give the actor's session a secret that is known here."""
    async with db.transaction() as session:
        row = (await session.exec(select(SignInSession).where(SignInSession.id == actor.session_id))).one()
        row.digest = digest(f"secret-{actor.first_name}")
        session.add(row)
    return f"secret-{actor.first_name}"


async def opened() -> tuple[Evening, str]:
    evening = await make_evening()
    await evening.step("open")
    return evening, (await evening.row()).room_code


async def test_a_scan_makes_a_student_present_and_opens_the_phone_page(database: str):
    evening, code = await opened()
    async with visitor(secret=await secret_of(evening.cast.bram)) as browser:
        answer = await browser.get(f"/r/{code}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/room")
    assert (await evening.attendee(evening.cast.bram)).state == "present"


async def test_a_typed_code_does_the_same(sqlite: str):
    evening, code = await opened()
    async with visitor(secret=await secret_of(evening.cast.bram)) as browser:
        answer = await browser.get("/join", params={"code": f"{code[:3].lower()} {code[3:]}"})
    assert answer.headers["location"] == "/room"


async def test_who_is_not_signed_in_signs_in_first_and_comes_back(sqlite: str):
    evening, code = await opened()
    async with visitor() as browser:
        answer = await browser.get(f"/r/{code.lower()}")
    assert answer.headers["location"] == f"/sign-in?next=/r/{code}"
    assert (await evening.attendee(evening.cast.bram)).state == "expected"


async def test_a_teacher_who_scans_gets_the_control_page(sqlite: str):
    evening, code = await opened()
    async with visitor(secret=await secret_of(evening.cast.tess)) as browser:
        answer = await browser.get(f"/r/{code}")
    assert answer.headers["location"] == f"/speed-dates/{evening.id}/run"


async def test_wrong_codes_are_kindly_refused_and_then_limited_for_that_person_alone(sqlite: str):
    evening, code = await opened()
    async with visitor("10.0.0.9", secret=await secret_of(evening.cast.bram)) as guesser:
        places = [
            (await guesser.get("/r/AAAAAA")).headers["location"] for _ in range(settings().sign_in_tries + 1)
        ]
        assert places == ["/r?why=unknown"] * settings().sign_in_tries + ["/r?why=many"]
        assert (await guesser.get(f"/r/{code}")).headers["location"] == "/r?why=many"
    async with visitor("10.0.0.9", secret=await secret_of(evening.cast.amina)) as classmate:
        assert (await classmate.get(f"/r/{code}")).headers["location"] == "/room"


async def test_who_is_not_signed_in_is_limited_by_address_and_shuts_nobody_out(sqlite: str):
    evening, code = await opened()
    async with visitor("10.0.0.9") as guesser:
        for _ in range(settings().sign_in_tries):
            await guesser.get("/r/AAAAAA")
        assert (await guesser.get(f"/r/{code}")).headers["location"] == "/r?why=many"
    async with visitor("10.0.0.9", secret=await secret_of(evening.cast.bram)) as classmate:
        assert (await classmate.get(f"/r/{code}")).headers["location"] == "/room"


async def test_right_codes_never_use_up_the_tries_of_a_classroom(sqlite: str):
    evening, code = await opened()
    async with visitor(secret=await secret_of(evening.cast.bram)) as browser:
        places = {(await browser.get(f"/r/{code}")).headers["location"] for _ in range(30)}
    assert places == {"/room"}
