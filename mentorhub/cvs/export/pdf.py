"""A CV as a PDF: A4, tagged for screen readers (PDF/UA-1), set by typst in one of three templates.

What somebody wrote goes in as data, never as source of typst.
"""

import asyncio
import io
import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst
from pypdf import PdfReader

from mentorhub.cvs.export.sheet import Sheet, sheet_of
from mentorhub.cvs.rules.content import Content

TEMPLATES = ("calm", "modern", "compact")
SOURCES = Path(__file__).with_name("templates")
FONTS = Path(__file__).resolve().parents[2] / "people" / "data" / "fonts"
"""The hub's own letters, and those for names that they do not have (Vietnamese, Greek, Cyrillic, Arabic)."""
Form = Literal["pdf", "png"]


async def cv_pdf(content: Content, template: str, language: str) -> bytes:
    """Return a CV as a PDF; it is set beside the event loop. An unknown template is the first one."""
    return await asyncio.to_thread(_set, content, _known(template), language)


async def pages_of(content: Content, template: str, language: str) -> int:
    """Return how many pages a CV has as a PDF."""
    made = await cv_pdf(content, template, language)
    return await asyncio.to_thread(lambda: len(PdfReader(io.BytesIO(made)).pages))


def _known(template: str) -> str:
    return template if template in TEMPLATES else TEMPLATES[0]


@lru_cache(maxsize=32)
def _set(content: Content, template: str, language: str) -> bytes:
    sheet = sheet_of(content, language)
    try:
        return compiled(sheet, template, "pdf", accessible=True)[0]
    except typst.TypstError:
        # PDF/UA allows no sign that the fonts do not have, such as an emoji; tagged it is in any case.
        return compiled(sheet, template, "pdf")[0]


def compiled(sheet: Sheet, template: str, form: Form, *, accessible: bool = False) -> list[bytes]:
    """Return the sheet as one ``pdf``, or each page as ``png`` at 110 dots per inch.

    Raises:
        TypstError: ``accessible``, and PDF/UA-1 does not allow what is in it.
    """
    made = typst.compile(
        str(SOURCES / f"{template}.typ"),
        format=form,
        ppi=110,
        root=str(SOURCES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(asdict(sheet))},
        pdf_standards=["ua-1"] if accessible else [],
    )
    pages = made if isinstance(made, list) else [made]
    return [page for page in pages if isinstance(page, bytes)]
