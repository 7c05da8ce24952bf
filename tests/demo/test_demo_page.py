"""The page where anyone can be anyone: only in a demo, only from our own pages."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

import mentorhub.demo.routes  # noqa: F401  # declares the page
from mentorhub.core.guard import cookie_name, digest
from mentorhub.core.routes import starlette_routes
from mentorhub.people import sessions
from mentorhub.settings import settings

ROOT = Path(__file__).resolve().parents[2]
OWN = {"origin": "http://localhost:3000"}
LISTED = """
from mentorhub.features import import_features
from mentorhub.core.routes import declared_routes
import_features()
print(sorted(route.path for route in declared_routes() if route.path.startswith("/demo")))
"""


@pytest.fixture
async def browser(demo):
    """A browser on the hub's own address."""
    hub = Starlette(routes=starlette_routes(sessions.resolve))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=hub), base_url="http://localhost:3000"
    ) as client:
        yield client


def declared(**values: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MENTORHUB_")}
    environment |= {"PYTHONPATH": str(ROOT), **values}
    done = subprocess.run(
        [sys.executable, "-c", LISTED], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_page_exists_only_in_a_demo():
    assert declared(MENTORHUB_DEMO="1") == "['/demo', '/demo/as/{who}']"
    assert declared() == "[]"


@pytest.mark.parametrize(("language", "word"), [("nl", "Projectleider"), ("en", "Coordinator")])
async def test_the_page_speaks_both_languages(browser, language, word):
    page = (await browser.get("/demo", params={"lang": language})).text
    assert f'<html lang="{language}">' in page
    assert word in page
    again = (await browser.get("/demo")).text
    assert f'<html lang="{language}">' in again, "the choice is remembered"


async def test_an_unknown_language_is_dutch(browser):
    assert '<html lang="nl">' in (await browser.get("/demo", params={"lang": '"><script>'})).text


@pytest.mark.parametrize(
    ("button", "role"),
    [
        ("coordinator", "coordinator"),
        ("teacher", "teacher"),
        ("coach", "mentor"),
        ("junior", "mentee"),
        ("later-coach", "mentor"),
    ],
)
async def test_one_click_signs_in(browser, button, role):
    answer = await browser.post(f"/demo/as/{button}", headers=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    actor = await sessions.resolve(digest(answer.cookies[cookie_name()]))
    assert actor.role == role
    assert "HttpOnly" in answer.headers["set-cookie"]


async def test_a_button_that_is_not_there_signs_nobody_in(browser):
    answer = await browser.post("/demo/as/director", headers=OWN)
    assert (answer.status_code, answer.cookies) == (404, {})


@pytest.mark.parametrize("headers", [{}, {"origin": "https://elsewhere.example"}])
async def test_another_site_cannot_press_a_button(browser, headers):
    answer = await browser.post("/demo/as/teacher", headers=headers)
    assert (answer.status_code, dict(answer.cookies)) == (403, {})


async def test_without_the_setting_nobody_is_let_in(browser, monkeypatch):
    monkeypatch.setenv("MENTORHUB_DEMO", "0")
    settings.cache_clear()
    assert (await browser.get("/demo")).status_code == 404
    assert (await browser.post("/demo/as/teacher", headers=OWN)).status_code == 404
