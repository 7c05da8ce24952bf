"""What a browser feels: bytes of JavaScript at the first load of a page, and time from click to screen."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Response, sync_playwright

from mentorhub.core.pages import declared_pages
from mentorhub.features import import_features
from tests.story.conftest import BROWSER_ARGUMENTS

CLICKS = 60
# Switches the language and back: an event to the server, and its answer on the screen.
CLICK = """async () => {
  const button = document.querySelector('button[lang]');
  const before = document.documentElement.lang;
  const start = performance.now();
  return await new Promise(done => {
    new MutationObserver((_, watcher) => {
      if (document.documentElement.lang === before) return;
      watcher.disconnect();
      done(performance.now() - start);
    }).observe(document.documentElement, {attributes: true, attributeFilter: ['lang']});
    button.click();
  });
}"""


@contextmanager
def browser_at(origin: str) -> Iterator[BrowserContext]:
    """A fresh browser on a phone's screen."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        context = browser.new_context(base_url=origin, viewport={"width": 390, "height": 844})
        yield context
        browser.close()


def become(context: BrowserContext, origin: str, button: str) -> None:
    """Sign in with a button of the demo page."""
    context.request.post(f"/demo/as/{button}", headers={"origin": origin})


def _first_load(context: BrowserContext, address: str) -> int:
    """Return the bytes of all scripts that a page asks for, each as small as gzip makes it."""
    sizes: dict[str, int] = {}
    page = context.new_page()
    found: list[Response] = []

    def note(response: Response) -> None:
        found.append(response)

    page.on("response", note)
    page.goto(address, wait_until="networkidle")
    for response in found:
        path = urlsplit(response.url).path
        if path.endswith(".js") and response.ok:
            sizes[path] = len(gzip.compress(response.body(), 9))
    page.close()
    return sum(sizes.values())


def first_loads(origin: str) -> dict[str, int]:
    """Return the first-load bytes of every page without an id in its address, seen by who may see it."""
    import_features()
    sizes: dict[str, int] = {}
    with browser_at(origin) as context:
        for button in ("junior", "teacher", "coordinator"):
            become(context, origin, button)
            for declared in declared_pages():
                if "[" not in declared.address:
                    size = _first_load(context, declared.address)
                    sizes[declared.address] = max(size, sizes.get(declared.address, 0))
    return sizes


def paired_clicks(origin: str, bare: str) -> tuple[list[float], list[float]]:
    """Return the milliseconds from click to changed page, of the hub and of the bare page, click by click."""
    with browser_at(origin) as context:
        become(context, origin, "teacher")
        hub, echo = context.new_page(), context.new_page()
        hub.set_viewport_size({"width": 1280, "height": 800})
        hub.goto("/", wait_until="networkidle")
        hub.locator("button[lang]").first.wait_for()
        echo.goto(bare, wait_until="networkidle")
        taken: tuple[list[float], list[float]] = [], []
        for _ in range(CLICKS + 5):
            for page, times in zip((hub, echo), taken, strict=True):
                page.bring_to_front()
                times.append(page.evaluate(CLICK))
        return taken[0][5:], taken[1][5:]
