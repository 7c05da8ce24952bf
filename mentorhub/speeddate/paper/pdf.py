"""The evening as a PDF: A4, tagged for screen readers (PDF/UA-1), set by typst; names go in as data only."""

import asyncio
import json
from pathlib import Path
from typing import Any, Literal

import typst

from mentorhub.speeddate.paper.sheet import sheet_of
from mentorhub.speeddate.paper.values import EveningPaper

SOURCE = Path(__file__).with_name("paper.typ")
FONTS = Path(__file__).resolve().parents[2] / "people" / "data" / "fonts"


async def paper_pdf(paper: EveningPaper, language: str) -> bytes:
    """Return the paper as a PDF; it is set beside the event loop."""
    return await asyncio.to_thread(_set, paper, language)


def _set(paper: EveningPaper, language: str) -> bytes:
    sheet = sheet_of(paper, language)
    try:
        return compiled(sheet, "pdf", accessible=True)[0]
    except typst.TypstError:
        # PDF/UA allows no sign that the fonts do not have, such as an emoji; tagged it is in any case.
        return compiled(sheet, "pdf")[0]


def compiled(sheet: dict[str, Any], form: Literal["pdf", "png"], *, accessible: bool = False) -> list[bytes]:
    """Return the sheet as one ``pdf``, or each page as ``png`` at 80 dots per inch.

    Raises:
        TypstError: ``accessible``, and PDF/UA-1 does not allow what is in it.
    """
    made = typst.compile(
        str(SOURCE),
        format=form,
        ppi=80,
        root=str(SOURCE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(sheet)},
        pdf_standards=["ua-1"] if accessible else [],
    )
    pages = made if isinstance(made, list) else [made]
    return [page for page in pages if isinstance(page, bytes)]
