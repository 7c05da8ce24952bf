"""The projector at four sizes: letters, digits, QR code and contrast as measured on the screen itself."""

import io
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mentorhub.core.texts import say_in
from tests.story.conftest import SCREENS, Server, in_database, wait_until
from tests.story.halls import SECRET, Hall, make_halls, set_hall
from tests.story.looking import Box, axe_faults, ink_height, overlapping, texts_on

pytestmark = pytest.mark.story

WIDE = ((1280, 720), (1920, 1080), (3840, 2160))
SIZES = (*WIDE, (1024, 768))
SOON = {"nl": "We beginnen over 2 minuten", "en": "We start in 2 minutes"}
# As long as a teacher's own message may be.
LONG = (
    "Zet je telefoon op stil en leg hem op tafel. De koffie staat achter in de zaal, "
    "naast de trap bij de grote ingang."
)
WORDS = {"nl": LONG, "en": LONG}
ROUND: dict[str, Any] = {"phase": "round", "round": 1, "seconds": 200}
CHANGE: dict[str, Any] = {"phase": "changeover", "round": 1, "seconds": 50}
MOMENTS: dict[str, tuple[int, dict[str, Any]]] = {
    "draft": (16, {"phase": "draft", "round": 0}),
    "lobby": (33, {"phase": "lobby", "round": 0}),
    "lobby-message": (33, {"phase": "lobby", "round": 0, "message": SOON}),
    "round-16": (16, ROUND),
    "round-33": (33, ROUND),
    "round-60": (60, ROUND),
    "last-16": (16, ROUND | {"seconds": 29}),
    "last-33": (33, ROUND | {"seconds": 29}),
    "changeover-16": (16, CHANGE),
    "changeover-33": (33, CHANGE),
    "paused": (33, ROUND | {"seconds": None, "paused_left": 161}),
    "message-16": (16, ROUND | {"message": SOON}),
    "message-33": (33, ROUND | {"message": WORDS}),
    "ranking": (16, {"phase": "ranking", "round": 3}),
}

LISTEN = """() => {
  window.spoken = [];
  for (const one of document.querySelectorAll('[role=status], [aria-live]'))
    new MutationObserver(() => spoken.push(one.textContent.trim()))
      .observe(one, { childList: true, subtree: true, characterData: true });
}"""


def nl(key: str, **values: object) -> str:
    """Return a Dutch text as it stands on the screen."""
    return say_in("nl", f"room.beam.{key}", **values)


def until(page: Page, true: str) -> None:
    """Wait until an expression is true in the browser; the page's own rules forbid to wait inside it."""
    wait_until(lambda: page.evaluate(true), 10, true)


@dataclass
class Screen:
    """A projector in a browser, and the halls that it can show."""

    server: Server
    page: Page
    halls: dict[int, Hall]

    def show(self, tables: int, **moment: Any) -> None:
        """Put the hall with so many tables at a moment and open its projector."""
        hall = self.halls[tables]
        in_database(self.server, lambda: set_hall(hall, **moment))
        self.open(hall)

    def open(self, hall: Hall) -> None:
        """Open the projector of a hall."""
        self.page.goto(self.server.origin + hall.path)
        self.page.locator("h1").wait_for()
        self.page.evaluate("document.fonts.ready")

    def size(self, width: int, height: int) -> None:
        """Give the screen a size and let it settle."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_timeout(150)

    def picture(self, box: Box | None = None) -> Image.Image:
        """Return what stands on the screen, or in a part of it."""
        if box is None:
            return Image.open(io.BytesIO(self.page.screenshot()))
        part: Any = {
            "x": box.left,
            "y": box.top,
            "width": box.right - box.left,
            "height": box.bottom - box.top,
        }
        return Image.open(io.BytesIO(self.page.screenshot(clip=part)))

    def box(self, selector: str) -> Box:
        """Return where an element stands."""
        found = self.page.locator(selector).bounding_box()
        assert found is not None, selector
        return Box(found["x"], found["x"] + found["width"], found["y"], found["y"] + found["height"])


@pytest.fixture(scope="module")
def halls(hub: Server) -> dict[int, Hall]:
    """Halls with 16, 33 and 60 tables."""
    made = in_database(hub, lambda: make_halls(16, 33, 60))
    assert isinstance(made, list)
    return {hall.tables: hall for hall in made}


def projector(hub: Server, browser: Browser, halls: dict[int, Hall], **look: Any) -> Screen:
    """Open a browser as it stands behind a projector."""
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 720}, **look)
    context.set_default_timeout(20_000)
    return Screen(hub, context.new_page(), halls)


@pytest.fixture(scope="module")
def still(hub: Server, browser: Browser, halls: dict[int, Hall]) -> Iterator[Screen]:
    """A projector on which nothing moves, for measuring."""
    screen = projector(hub, browser, halls, reduced_motion="reduce")
    yield screen
    screen.page.context.close()


@pytest.fixture
def moving(hub: Server, browser: Browser, halls: dict[int, Hall]) -> Iterator[Screen]:
    """A projector as it is, of which every tone that it strikes is written down."""
    screen = projector(hub, browser, halls)
    screen.page.add_init_script(
        """window.struck = []; const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (when) {
          window.struck.push(Math.round(this.frequency.value)); return start.call(this, when); };"""
    )
    yield screen
    screen.page.context.close()


def faults(screen: Screen, height: int) -> list[str]:
    """Return what the back row could not read, and what sticks out."""
    texts = texts_on(screen.page)
    assert texts
    wrong = [f"{one.text!r} is {one.size:.1f} px" for one in texts if one.size < height / 25 - 0.05]
    wrong += [f"{one.text!r} has contrast {one.contrast:.1f}" for one in texts if one.contrast < 7]
    wrong += [f"{one.text!r} is cut" for one in texts if one.cut]
    wrong += overlapping(texts)
    root = "document.documentElement"
    over = f"Math.max({root}.scrollHeight - innerHeight, {root}.scrollWidth - innerWidth)"
    if (more := screen.page.evaluate(over)) > 0:
        wrong.append(f"scrolls {more} px")
    return wrong + [f"clock: {digits:.3f}" for digits in digits_of(screen, height) if digits < 1 / 8]


def digits_of(screen: Screen, height: int) -> list[float]:
    """Return how high the strokes of the clock's digits are, as a part of the screen, if there is one."""
    if screen.page.locator(".clock-digits").count() == 0:
        return []
    picture = screen.picture(screen.box(".clock-digits"))
    return [ink_height(picture, Box(0, picture.width, 0, picture.height)) / height]


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_back_row_can_read_it_at_every_size(still: Screen, moment: str) -> None:
    tables, values = MOMENTS[moment]
    wrong = []
    still.show(tables, **values)
    for width, height in SIZES:
        still.size(width, height)
        wrong += [f"{width}x{height} {one}" for one in faults(still, height)]
        if (width, height) in ((1280, 720), (1024, 768)):
            wrong += [f"{width}x{height} {one}" for one in axe_faults(still.page)]
            SCREENS.mkdir(parents=True, exist_ok=True)
            still.page.screenshot(path=SCREENS / f"projector-{moment}-{width}.png")
    assert wrong == []


@pytest.mark.parametrize("moment", ["lobby", "lobby-message"])
def test_the_qr_code_is_a_third_of_the_screen_and_can_be_scanned(still: Screen, moment: str) -> None:
    tables, values = MOMENTS[moment]
    still.show(tables, **values)
    for width, height in SIZES:
        still.size(width, height)
        (code,) = zxingcpp.read_barcodes(still.picture())
        assert code.text == f"{still.server.origin}/r/{still.halls[tables].code}"
        corners = code.position
        assert corners.bottom_left.y - corners.top_left.y >= height / 3 - 1
        assert corners.top_right.x - corners.top_left.x >= height / 3 - 1


def tables_shown(page: Page) -> list[str]:
    return page.locator(".plan-table").all_inner_texts()


def test_thirty_three_tables_stand_on_one_screen(still: Screen) -> None:
    still.show(33, **ROUND)
    for width, height in WIDE:
        still.size(width, height)
        assert tables_shown(still.page) == [str(number) for number in range(1, 34)]
        assert still.page.locator(".beam-tables").get_attribute("data-pages") == "1"


def test_sixty_tables_stand_on_pages_that_turn_every_eight_seconds(still: Screen) -> None:
    still.show(60, **ROUND)
    still.size(1280, 720)
    expect(still.page.locator(".beam-tables")).to_have_attribute("data-pages", "2")
    first = tables_shown(still.page)
    expect(still.page.locator(".plan-page-on")).to_have_text(f"1–{first[-1]}")
    still.page.wait_for_timeout(6_000)
    assert tables_shown(still.page) == first
    expect(still.page.locator(".plan-page-on")).to_have_text(f"{int(first[-1]) + 1}–60", timeout=3_000)
    assert first + tables_shown(still.page) == [str(number) for number in range(1, 61)]


@pytest.mark.parametrize("tables", [16, 33])
def test_the_last_half_minute_and_the_changeover_differ_in_colour_and_shape(
    still: Screen, tables: int
) -> None:
    still.size(1280, 720)
    ground = "getComputedStyle(document.querySelector('{}')).backgroundColor"
    sun, none = "rgb(255, 197, 61)", "rgba(0, 0, 0, 0)"
    wanted = {
        "round": (none, none, False, False, 0),
        "last": (sun, none, True, False, 0),
        "changeover": (none, sun, False, True, 1),
    }

    def look() -> tuple[str, str, bool, bool, int]:
        clock, side = (still.page.evaluate(ground.format(part)) for part in (".beam-clock", ".beam-side"))
        texts = [one.text for one in texts_on(still.page)]
        return (
            clock,
            side,
            nl("finish") in texts,
            nl("change") in texts,
            still.page.locator(".beam-arrows").count(),
        )

    for moment, looks in wanted.items():
        still.show(tables, **MOMENTS[f"{moment}-{tables}"][1])
        # The page knows the last half minute only once its clock has been set.
        wait_until(lambda looks=looks: look() == looks, 10, f"the look of {moment}")


def test_nothing_moves_for_who_asked_for_less_motion(still: Screen, moving: Screen) -> None:
    for screen, moves in ((still, False), (moving, True)):
        screen.show(16, **CHANGE)
        assert (screen.page.evaluate("document.getAnimations().length") > 0) is moves


def test_a_rehearsal_says_so(still: Screen) -> None:
    still.size(1024, 768)
    still.show(33, **ROUND, rehearsal_of=still.halls[16].id)
    expect(still.page.get_by_text(nl("rehearsal"), exact=True)).to_be_visible()
    assert faults(still, 768) == []


def test_without_a_connection_the_plan_and_the_clock_stay_and_the_end_of_a_round_is_calm(
    moving: Screen,
) -> None:
    page = moving.page
    moving.show(16, **ROUND | {"seconds": 8})
    plan = tables_shown(page)
    moving.server.end(signal.SIGKILL)
    try:
        expect(page.get_by_text(nl("offline"), exact=True)).to_be_visible()
        expect(page.locator("[role=timer]")).to_have_attribute("data-left", "0")
        expect(page.get_by_text(nl("patience"), exact=True)).to_be_visible()
        assert tables_shown(page) == plan
        assert faults(moving, 720) == []
        expect(page.locator(".clock-digits")).to_have_text("0:00")
    finally:
        moving.server.start()
    expect(page.get_by_text(nl("offline"), exact=True)).to_have_count(0, timeout=5_000)
    expect(page.locator("h1")).to_contain_text(nl("change"), timeout=5_000)


def test_sound_is_off_until_somebody_turns_it_on_and_stays_on_for_this_screen(moving: Screen) -> None:
    page = moving.page
    moving.show(16, **ROUND | {"seconds": 32})
    on, off = (page.get_by_role("button", name=nl(f"sound_{way}"), exact=True) for way in ("on", "off"))
    expect(on).to_have_css("opacity", "1")
    page.wait_for_timeout(2_500)
    assert page.evaluate("struck") == []
    on.press("Enter")
    expect(off).to_be_attached()
    gong = page.evaluate("struck.splice(0)")
    assert len(gong) > 3
    moving.show(16, **ROUND | {"seconds": 32})
    page.mouse.click(5, 5)
    expect(off).to_be_attached()
    until(page, "struck.length > 0")
    tick = page.evaluate("struck.splice(0)")
    assert not set(tick) & set(gong)
    in_database(moving.server, lambda: set_hall(moving.halls[16], **ROUND | {"seconds": 0}))
    expect(page.locator("h1")).to_contain_text(nl("change"), timeout=6_000)
    page.wait_for_timeout(500)
    assert page.evaluate("struck") == gong
    off.press("Enter")
    expect(on).to_be_attached()


def test_the_buttons_fade_while_the_mouse_rests_and_the_keyboard_finds_them(moving: Screen) -> None:
    page = moving.page
    moving.show(16, **ROUND)
    tools = page.get_by_role("group", name=nl("tools"))
    page.mouse.move(200, 200)
    page.mouse.move(220, 220)
    expect(tools).to_have_css("opacity", "1")
    assert [one for one in faults(moving, 720) if " over " not in one] == []
    expect(tools).to_have_css("opacity", "0", timeout=6_000)
    page.keyboard.press("Tab")
    expect(tools).to_have_css("opacity", "1")
    expect(page.get_by_role("button", name=nl("sound_on"))).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "document.fullscreenElement !== null")
    expect(page.get_by_role("button", name=nl("full_off"))).to_be_attached()
    page.keyboard.press("Enter")
    until(page, "document.fullscreenElement === null")


def test_the_phase_is_spoken_once_and_the_time_only_at_its_marks(moving: Screen) -> None:
    page = moving.page
    moving.show(16, **ROUND | {"seconds": 33})
    page.evaluate(LISTEN)
    until(page, "document.querySelector('[role=timer]').dataset.left === '28'")
    assert page.evaluate("spoken.splice(0)") == [say_in("nl", "room.phone.spoken", n=30)]
    in_database(moving.server, lambda: set_hall(moving.halls[16], **ROUND | {"seconds": 0}))
    expect(page.locator("h1")).to_contain_text(nl("change"), timeout=6_000)
    page.wait_for_timeout(1_500)
    assert [one for one in page.evaluate("spoken") if one] == [nl("change_text")]


def test_a_teacher_who_closes_the_evening_ends_the_screen_with_thanks(
    still: Screen, browser: Browser
) -> None:
    hall = still.halls[60]
    still.show(60, phase="ranking", round=3)
    teacher = browser.new_context()
    teacher.add_cookies([{"name": "mentorhub_session", "value": SECRET, "url": still.server.origin}])
    desk = teacher.new_page()
    desk.goto(f"{still.server.origin}/speed-dates/{hall.id}/run")
    desk.get_by_role("button", name=say_in("nl", "control.step.close"), exact=True).click()
    expect(still.page.locator("h1")).to_have_text(nl("end"))
    wrong = []
    for width, height in SIZES:
        still.size(width, height)
        wrong += faults(still, height)
    teacher.close()
    assert wrong == []
    still.open(hall)
    expect(still.page.locator("h1")).to_have_text(nl("gone"))
    assert faults(still, 768) == []
