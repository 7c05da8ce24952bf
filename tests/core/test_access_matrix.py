"""Who gets where: every handler and every route, tried by every role, on own and on others' objects."""

import ast
import inspect
import itertools
import uuid
from pathlib import Path
from random import Random
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import httpx
import pytest
from pydantic import BaseModel
from reflex_base.registry import RegistrationContext
from starlette.applications import Starlette

import mentorhub
from mentorhub.core.actor import Actor
from mentorhub.core.guard import cookie_name, digest, payload_model, policy_of
from mentorhub.core.http import secured
from mentorhub.core.routes import declared_routes, starlette_routes
from mentorhub.people import sessions
from mentorhub.people.tables import SignInSession
from tests.cast import Cast
from tests.life import HELP, KNOWN, ROOM, TOLD, WRITTEN
from tests.tab import Hub, open_hub
from tests.world import MAIL, NOTE, PHONE, PLACE, World, make_world, table_rows

ROLES = ("bram", "amina", "tess", "corrie")
ODD = (
    None,
    0,
    -1,
    2**70,
    "",
    "x" * 5000,
    "' OR 1=1 --",
    "../../etc/passwd",
    [],
    {},
    [[]],
    {"a": {"b": 1}},
    True,
    1.5,
)


def handlers() -> dict[str, Any]:
    """Every handler of ours by its event name."""
    import mentorhub.mentorhub  # noqa: F401  (declares every handler)

    registered = RegistrationContext.get().event_handlers
    return {
        name: entry.handler.fn
        for name, entry in registered.items()
        if entry.handler.fn.__module__.startswith("mentorhub.") and policy_of(entry.handler.fn)
    }


def example(annotation: Any, some_id: str) -> Any:
    """A value that fits an annotation; texts are the id of somebody's object."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return {name: example(f.annotation, some_id) for name, f in annotation.model_fields.items()}
    if get_origin(annotation) in (list, tuple):
        return [some_id]
    return {bool: True, int: 1, float: 1.0}.get(annotation, some_id)


def payload(function: Any, some_id: str) -> dict[str, Any]:
    """A payload that the guard accepts."""
    fields = payload_model(function).model_fields
    return {name: example(field.annotation, some_id) for name, field in fields.items()}


async def say(hub: Hub, actor: Actor | None, name: str, body: dict[str, Any], path: str = "/") -> str:
    """Send one event from the actor's tab and return everything that came back, as text."""
    tabs = hub.__dict__.setdefault("tabs", {})
    if actor not in tabs:
        tabs[actor] = await hub.tab(actor)
    tabs[actor].path = path
    return str([(update.delta, update.events) for update in await tabs[actor].send(name, **body)])


def paths(world: World) -> list[str]:
    life, cv = world.life, world.cast.bram.enrolment
    return [
        f"/speed-dates/{world.speed_date}/run?speed_date_id={world.speed_date}",
        f"/pairs/{world.pair}?pair_id={world.pair}",
        f"/people/{world.cast.groups['a'].id}?group_id={world.cast.groups['a'].id}",
        f"/match?programme={world.cast.programmes['north'].id}&run_id={world.run}",
        f"/coach?duo={world.pair}",
        f"/help/calls/{life.call}?call_id={life.call}",
        f"/companies/{life.company}?company_id={life.company}",
        f"/leads/{life.lead}?lead_id={life.lead}",
        f"/internships/{life.application}?application_id={life.application}",
        f"/cv?of={cv}",
        f"/cv/versions?of={cv}",
        "/ledger",
        f"/attention?group={world.cast.groups['a'].id}&programme={world.cast.programmes['north'].id}",
        f"/groups/{world.cast.groups['a'].id}?group_id={world.cast.groups['a'].id}",
        f"/figures?programme={world.cast.programmes['north'].id}",
    ]


def private_words(cast: Cast) -> tuple[str, ...]:
    """What nobody outside school North may ever receive."""
    names = ("Amina", "Bram", "Chaima", "Daan", "Tess", "Timo", "Corrie")
    return (*names, NOTE, PLACE, MAIL, PHONE, WRITTEN, HELP, KNOWN, TOLD, ROOM, "north.example")


def test_no_state_has_an_undeclared_public_method():
    """Read from the syntax tree, so that nothing Reflex does to a class can hide one."""
    undeclared = []
    for path in sorted(Path(mentorhub.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any("State" in ast.unparse(base) for base in node.bases):
                undeclared += [
                    f"{path.name}:{node.name}.{item.name}"
                    for item in node.body
                    if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)
                    and not item.name.startswith("_")
                    and not any(
                        ast.unparse(d).startswith(("handler(", "rx.var", "property", "classmethod"))
                        for d in item.decorator_list
                    )
                ]
    assert undeclared == []


async def test_nobody_signed_in_changes_nothing_and_learns_nothing(sqlite):
    world = await make_world()
    before = await table_rows()
    async with open_hub() as hub:
        for name, function in handlers().items():
            for path in ("/", *paths(world)):
                heard = await say(hub, None, name, payload(function, world.ids[0]), path)
                assert [word for word in private_words(world.cast) if word in heard] == [], name
    assert await table_rows() == before


async def test_a_role_that_may_not_try_is_refused(sqlite):
    world = await make_world()
    before = await table_rows()
    async with open_hub() as hub:
        for name, function in handlers().items():
            for who in ROLES:
                actor = world.cast.actors[who]
                if not policy_of(function)(actor):
                    heard = await say(hub, actor, name, payload(function, world.ids[0]), paths(world)[0])
                    assert "canary" not in heard, (name, who)
    assert await table_rows() == before


@pytest.mark.parametrize("who", ["zoe", "yara", "tom", "cas"])
async def test_another_school_finds_nothing_of_ours(sqlite, who):
    world = await make_world()
    actor = world.cast.actors[who]
    before = await table_rows()
    async with open_hub() as hub:
        for name, function in handlers().items():
            ids = world.ids if payload_model(function).model_fields else world.ids[: len(paths(world))]
            if not policy_of(function)(actor):
                ids = ids[:1]  # refused before the payload is looked at
            for some_id, path in zip(ids, itertools.cycle(paths(world)), strict=False):
                heard = await say(hub, actor, name, payload(function, some_id), path)
                assert [w for w in private_words(world.cast) if w in heard] == [], (name, some_id)
    ours = str(world.cast.schools["north"].id)
    after = await table_rows()
    for table, rows in before.items():
        kept = [row for row in rows if uuid.UUID(ours) in row]
        assert [row for row in after[table] if uuid.UUID(ours) in row] == kept, table


def _loads(function: Any) -> bool:
    return "load" in function.__name__ or "open" in function.__name__ or "show" in function.__name__


@pytest.mark.parametrize("who", ["tess", "timo", "corrie"])
async def test_staff_never_receive_what_was_written_between_two(sqlite, who):
    world = await make_world()
    secrets = (NOTE, PLACE, WRITTEN, TOLD, *(() if who == "corrie" else (HELP,)))
    async with open_hub() as hub:
        for name, function in handlers().items():
            for path in paths(world):
                if not _loads(function):
                    continue
                heard = await say(hub, world.cast.actors[who], name, payload(function, str(world.pair)), path)
                assert [w for w in secrets if w in heard] == [], (name, path)


@pytest.mark.parametrize("who", ["daan", "chaima"])
async def test_another_pair_receives_nothing_of_this_pair(sqlite, who):
    world = await make_world()
    async with open_hub() as hub:
        for name, function in handlers().items():
            for path, some_id in zip(paths(world), itertools.cycle(world.ids), strict=False):
                heard = await say(hub, world.cast.actors[who], name, payload(function, some_id), path)
                secrets = (NOTE, PLACE, MAIL, PHONE, WRITTEN, HELP, KNOWN, TOLD, ROOM)
                assert [w for w in secrets if w in heard] == [], (name, path)


async def test_wrong_types_and_extra_keys_are_refused_everywhere(sqlite):
    """The handler's model refuses every odd value, and of each argument some of them go over the wire."""
    world, chance = await make_world(), Random(4)
    before = await table_rows()
    async with open_hub() as hub:
        for name, function in handlers().items():
            who = next((w for w in ROLES if policy_of(function)(world.cast.actors[w])), "bram")
            good = payload(function, world.ids[0])
            wrong = [good | {"more": 1}, {"self": 1}, {"__class__": "x"}]
            for field, spec in payload_model(function).model_fields.items():
                odd_ones = [good | {field: odd} for odd in ODD]
                refused = [body for body in odd_ones if not _fits(function, body)]
                taken = [body[field] for body in odd_ones if body not in refused]
                assert all(_is_like(one, spec.annotation) for one in taken), (name, field)
                wrong += chance.sample(refused, 2)
                wrong.append({k: v for k, v in good.items() if k != field})
            for body in wrong:
                if not _fits(function, body):
                    await say(hub, world.cast.actors[who], name, body)
    assert await table_rows() == before


def _is_like(value: Any, annotation: Any) -> bool:
    """Whether a value is of the very type that an annotation names; nothing is guessed."""
    if get_origin(annotation) is Literal:
        return value in get_args(annotation)
    if get_origin(annotation) in (Union, UnionType):
        return any(_is_like(value, one) for one in get_args(annotation))
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return isinstance(value, dict)
    kind = (int, float) if annotation is float else get_origin(annotation) or annotation
    return annotation is Any or isinstance(value, kind)


def _fits(function: Any, body: dict[str, Any]) -> bool:
    try:
        payload_model(function).model_validate(body)
    except ValueError:
        return False
    return True


def test_every_route_declares_its_policy():
    import mentorhub.mentorhub  # noqa: F401  (declares every route)

    declared = declared_routes()
    assert len(declared) > 10
    assert all(callable(one.may) for one in declared)
    served = {
        (route.path, method) for route in starlette_routes(sessions.resolve) for method in route.methods
    }
    assert {(one.path, method) for one in declared for method in one.methods} <= served


@pytest.mark.parametrize("who", [None, "zoe", "tom", "cas", "bram"])
async def test_routes_give_nobody_what_is_not_theirs(sqlite, who):
    from mentorhub.core import db

    world = await make_world()
    async with db.transaction() as session:
        if who:
            row = await session.get_one(SignInSession, world.cast.actors[who].session_id)
            row.digest = digest("secret")
    application = secured(Starlette(routes=starlette_routes(sessions.resolve)))
    transport = httpx.ASGITransport(app=application)
    cookies = {cookie_name(): "secret"} if who else {}
    before = await table_rows()
    own = {"bram": (NOTE, MAIL, HELP)}.get(who or "", private_words(world.cast))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost:3000", cookies=cookies
    ) as client:
        for declared in declared_routes():
            for some_id in world.ids:
                path = _filled(declared.path, some_id)
                answer = await client.request(
                    declared.methods[0], path, headers={"origin": "http://evil.example"}
                )
                assert [w for w in own if w in answer.text] == [], path
                assert answer.headers["x-content-type-options"] == "nosniff"
                if "POST" in declared.methods and not declared.from_anywhere:
                    assert answer.status_code == 403, path
    after = await table_rows()
    # That somebody took out the ledger of the own school is noted there.
    south = world.cast.schools["south"].id
    before["audit_entry"], after["audit_entry"] = (
        [row for row in rows["audit_entry"] if south not in row] for rows in (before, after)
    )
    assert {t: rows for t, rows in after.items() if rows != before[t]} == {}


def _filled(path: str, some_id: str) -> str:
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + some_id + rest.partition("}")[2]
    return path
