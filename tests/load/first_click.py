"""How soon a first click works on a cheap phone with a slow network, nothing being cached."""

import time

from playwright.sync_api import Page

from tests.load.pages import become, browser_at

# Slow 4G and a processor four times as slow: 1.6 Mbit/s down, 750 kbit/s up, 150 ms.
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER, SECONDS = 4, 30
# Where somebody goes, what they press until it works, and what is there once it did.
WAYS = {
    "sign_in": ("/sign-in", "button[lang=en]", "html[lang=en]"),
    "start": (
        "/",
        ".bar-bottom a[href='/me'], .bar-top a[href='/me']",
        "form[action^='/auth/sign-out'], form[action^='/sign-out']",
    ),
    "phone": ("/room", ".room-feel", ".room-feel[aria-pressed=true]"),
}


def on_slow_4g(origin: str) -> dict[str, float]:
    """Return the seconds until a first click has its effect, by page; each in a fresh browser."""
    taken = {}
    for name, way in WAYS.items():
        with browser_at(origin) as context:
            if name != "sign_in":
                become(context, origin, "junior")
            taken[name] = _first_click(context.new_page(), *way)
    return taken


def _first_click(page: Page, path: str, button: str, done: str) -> float:
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    begun = time.perf_counter()
    page.goto(path, wait_until="commit")
    while time.perf_counter() - begun < SECONDS:
        if page.locator(done).count():
            return time.perf_counter() - begun
        page.evaluate("(one) => document.querySelector(one)?.click()", button)
        page.wait_for_timeout(20)
    raise TimeoutError(f"{path}: no click worked within {SECONDS} seconds")
