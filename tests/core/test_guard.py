"""The guard: nothing runs without a policy, payloads are checked, tabs belong to sessions."""

import pytest
from reflex_base.registry import RegistrationContext

from mentorhub.core.guard import INTERNALS, is_internal, policy_of
from mentorhub.core.language import Language
from mentorhub.people.state import Me
from tests.cast import make_cast
from tests.tab import destinations, handler_name, open_hub


def own_handlers():
    import mentorhub.mentorhub  # noqa: F401  (declares every handler)

    registered = RegistrationContext.get().event_handlers
    return {name: entry.handler.fn for name, entry in registered.items() if not is_internal(entry.handler.fn)}


def test_every_handler_of_ours_has_a_policy():
    ours = {n: f for n, f in own_handlers().items() if f.__module__.startswith("mentorhub.")}
    assert len(ours) > 1
    assert [name for name, function in ours.items() if policy_of(function) is None] == []


async def test_a_handler_without_a_policy_never_runs(sqlite):
    async with open_hub() as hub:
        tab = await hub.tab((await make_cast()).corrie)
        without = [n for n, f in own_handlers().items() if policy_of(f) is None]
        assert without, "Reflex's own unguarded handlers are expected here"
        for name in without:
            updates = await tab.send(name)
            assert [u.delta for u in updates if u.delta] == [], name


async def test_setvar_changes_nothing(sqlite):
    async with open_hub() as hub:
        tab = await hub.tab((await make_cast()).bram)
        await tab.call(Me.load)
        base = handler_name(Me.load).rpartition(".")[0]
        await tab.send(f"{base}.setvar", var_name="role", value="coordinator")
        await tab.send(f"{base}.set_role", value="coordinator")
        assert (await tab.shown(Me))["role"] == "mentee"


@pytest.mark.parametrize(
    "payload", [{}, {"to": "fr"}, {"to": 1}, {"to": "en", "more": 1}, {"to": None}, {"to": {"a": 1}}]
)
async def test_a_wrong_payload_is_refused(sqlite, payload):
    async with open_hub() as hub:
        tab = await hub.tab()
        await tab.call(Language.switch, **payload)
        assert (await tab.shown(Language))["lang"] == "nl"


async def test_who_is_not_signed_in_is_shown_the_way(sqlite):
    async with open_hub() as hub:
        tab = await hub.tab()
        assert destinations(await tab.call(Me.load)) == ["/sign-in"]
        assert (await tab.shown(Me))["name"] == ""


async def test_a_stolen_token_without_the_cookie_yields_nothing(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram)
        await tab.call(Me.load)
        assert (await tab.shown(Me))["first_name"] == "Bram"
        thief = await hub.tab(cast.zoe)
        thief.token = tab.token
        updates = await thief.send("reflex___state____state.hydrate_and_load")
        assert "Bram" not in str([u.delta for u in updates])
        nobody = await hub.tab()
        nobody.token = tab.token
        assert "Bram" not in str(
            [u.delta for u in await nobody.send("reflex___state____state.hydrate_and_load")]
        )


async def test_an_invented_header_changes_nothing(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab()
        tab.cookie = f"x-app-uid={cast.corrie.person_id}; uid={cast.corrie.session_id}"
        assert destinations(await tab.call(Me.load)) == ["/sign-in"]


def test_the_internals_are_few_and_known():
    assert {
        "hydrate",
        "hydrate_and_load",
        "on_load_internal",
        "set_is_hydrated",
        "update_vars_internal",
    } == INTERNALS
