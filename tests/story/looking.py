"""What is wrong with a page, for everybody: axe, headings, scrolling, and the letters that a reader sees."""

import json
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
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


# What a reader sees of a page: every visible run of text with its letters' size, place, contrast, and what
# cuts it. Letters inside something that clips them away altogether are not seen. A run's place is that of
# its letters, a third of a line above and below the middle: the boxes of tight lines overlap, letters do not.
TEXTS = """() => {
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !element.closest('.sr, script, style, option');
  const colour = (text) => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = ([r, g, b, a], below) =>
    [r, g, b].map((one, i) => one * a + below[i] * (1 - a)).concat(1);
  const ground = (element) => {
    if (!element) return [255, 255, 255, 1];
    const own = colour(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  };
  const light = (one) => one.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (element) => {
    const below = ground(element);
    const letters = light(over(colour(getComputedStyle(element).color), below)) + 0.05;
    return Math.max(letters / (light(below) + 0.05), (light(below) + 0.05) / letters);
  };
  const clips = (element) => {
    const found = [{ left: 0, top: 0, right: innerWidth, bottom: innerHeight }];
    for (let one = element; one; one = one.parentElement)
      if (getComputedStyle(one).overflow !== 'visible') found.push(one.getBoundingClientRect());
    return found;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !seen(element)) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1).map((box) => {
      const middle = (box.top + box.bottom) / 2;
      return { left: box.left, right: box.right, top: middle - size * 0.34, bottom: middle + size * 0.34 };
    });
    const frames = clips(element);
    const outside = (box) => frames.some((frame) => box.right <= frame.left + 1
      || box.left >= frame.right - 1 || box.bottom <= frame.top + 1 || box.top >= frame.bottom - 1);
    const cut = (box) => frames.some((frame) => box.left < frame.left - 1
      || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
    const shown = boxes.filter((box) => !outside(box));
    if (!shown.length) continue;
    const isCut = shown.length < boxes.length || shown.some(cut);
    found.push({ text: node.data.trim(), size, contrast: contrast(element), cut: isCut, boxes: shown });
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the screen, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles have more than a pixel in common."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > 1 and min(self.bottom, other.bottom) - max(self.top, other.top) > 1


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text that is seen: ``size`` of its letters in pixels, ``cut`` when something hides a part."""

    text: str
    size: float
    contrast: float
    cut: bool
    boxes: tuple[Box, ...]


def texts_on(page: Page) -> list[Text]:
    """Return every text that a reader of the page sees now."""
    seen = page.evaluate(TEXTS)
    return [Text(**(found | {"boxes": tuple(Box(**box) for box in found["boxes"])})) for found in seen]


def overlapping(texts: list[Text]) -> list[str]:
    """Return the pairs of texts whose letters lie over each other."""
    return [
        f"{one.text!r} over {other.text!r}"
        for number, one in enumerate(texts)
        for other in texts[number + 1 :]
        if any(a.meets(b) for a in one.boxes for b in other.boxes)
    ]


def ink_height(picture: Image.Image, box: Box) -> int:
    """Return how many rows of pixels the strokes inside a box take, from a screenshot.

    Its ground is the colour in the box's corner; what differs from it clearly is ink.
    """
    part = picture.convert("L").crop((int(box.left), int(box.top), int(box.right) + 1, int(box.bottom) + 1))
    flat = Image.new("L", part.size, part.getpixel((0, 0)))
    inked = ImageChops.difference(part, flat).point([255 * (light > 60) for light in range(256)]).getbbox()
    return 0 if inked is None else inked[3] - inked[1]
