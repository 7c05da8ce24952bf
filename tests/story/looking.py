"""What is wrong with a page, for everybody: axe, one heading of the first level, no sideways scroll."""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Rules of WCAG 2.2 A and AA and of good practice; none is left out.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def axe_faults(page: Page) -> list[str]:
    """Return what axe finds, one line each."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {json.dumps(n['target'])} {n['html'][:120]}" for v in found for n in v["nodes"]]


def faults_of(page: Page) -> list[str]:
    """Return everything that is wrong with a page as it is now."""
    wrong = axe_faults(page)
    heads = page.locator("h1").count()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if heads != 1:
        wrong.append(f"{heads} headings of the first level")
    if wide > 0:
        wrong.append(f"{wide} px too wide")
    return wrong
