"""A CV as a DOCX with real headings, so that its owner can go on in Word; the same order as the PDF."""

import asyncio
import io

from docx import Document
from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from mentorhub.cvs.export.sheet import Item, Line, Section, Sheet, sheet_of
from mentorhub.cvs.rules.content import Content

FACE = "Calibri"
INK, MUTED, BRAND = RGBColor(0x17, 0x17, 0x2B), RGBColor(0x56, 0x56, 0x6E), RGBColor(0x3A, 0x36, 0xD6)
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
# Size in points and colour of each style; the names are Word's own, so that it knows what is a heading.
LOOKS = {
    "Normal": (10.5, INK),
    "Heading 1": (24, INK),
    "Heading 2": (12, BRAND),
    "Heading 3": (10.5, INK),
    "List Bullet": (10.5, INK),
}
TEXT_WIDTH = Mm(166)


async def cv_docx(content: Content, language: str) -> bytes:
    """Return a CV as a DOCX, its section names in ``nl`` or ``en``; it is made beside the event loop."""
    return await asyncio.to_thread(_written, sheet_of(content, language))


def _written(sheet: Sheet) -> bytes:
    document = Document()
    _dress(document, sheet)
    document.add_heading(sheet.name, 1)
    for text in (sheet.headline, " · ".join(sheet.contact)):
        if text:
            document.add_paragraph().add_run(text).font.color.rgb = MUTED
    for section in sheet.sections:
        _add_section(document, section)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _dress(document: Written, sheet: Sheet) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(18)
    about = document.core_properties
    about.title, about.author, about.comments = sheet.title, sheet.name, ""
    about.language = LOCALES[sheet.language]
    for name, (size, colour) in LOOKS.items():
        _set_style(document, name, size, colour)
    _say_language(document, LOCALES[sheet.language])


def _set_style(document: Written, name: str, size: float, colour: RGBColor) -> None:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle) or style.type is not WD_STYLE_TYPE.PARAGRAPH:
        return
    style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    spacing = style.paragraph_format
    spacing.space_before = Pt({"Heading 2": 14, "Heading 3": 6}.get(name, 0))
    spacing.space_after = Pt({"Normal": 4, "Heading 2": 4}.get(name, 2))


def _say_language(document: Written, locale: str) -> None:
    """Tell Word and screen readers the language of the text."""
    normal = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), locale)
    normal.append(language)


def _add_section(document: Written, section: Section) -> None:
    document.add_heading(section.name, 2)
    _add_lines(document, section.lines)
    for item in section.items:
        if section.kind in ("education", "experience"):
            _add_entry(document, item)
        else:
            _add_short(document, item, in_list=section.kind == "skills")


def _add_entry(document: Written, item: Item) -> None:
    heading = document.add_heading(item.title, 3)
    if item.aside:
        heading.add_run(f", {item.aside}").bold = False
    if item.period:
        heading.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        period = heading.add_run(f"\t{item.period}")
        period.bold, period.font.color.rgb = False, MUTED
    _add_lines(document, item.lines)


def _add_short(document: Written, item: Item, *, in_list: bool) -> None:
    line = document.add_paragraph(style="List Bullet" if in_list else None)
    line.add_run(item.title).bold = bool(item.aside)
    if item.aside:
        line.add_run(f", {item.aside}")
    _add_lines(document, item.lines)


def _add_lines(document: Written, lines: tuple[Line, ...]) -> None:
    for line in lines:
        document.add_paragraph(line.text, style="List Bullet" if line.is_item else None)
