"""Login cards as a PDF: A4, eight to a page, set by typst."""

import asyncio
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import segno
import typst

from mentorhub.core.dates import short_day_text
from mentorhub.core.texts import LANGUAGES, say
from mentorhub.people.card_code import grouped
from mentorhub.people.service.cards import Card, CardSheet
from mentorhub.settings import settings

DATA = Path(__file__).with_name("data")
WORDS = {
    "title": "people.card.title",
    "code": "people.card.code",
    "valid": "people.card.valid",
    "how": "people.card.how",
    "empty": "people.card.empty",
    "left_out": "people.card.left_out",
}


async def card_pdf(sheet: CardSheet) -> bytes:
    """Return the cards as a tagged PDF; the setting runs beside the event loop."""
    return await asyncio.to_thread(compiled, sheet, "pdf")


def compiled(sheet: CardSheet, form: Literal["pdf", "png"]) -> bytes:
    """Return the sheet as ``pdf``, or its first page as ``png`` at 150 dots per inch."""
    made = typst.compile(
        str(DATA / "card.typ"),
        format=form,
        ppi=150,
        root=str(DATA),
        font_paths=[str(DATA / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(_values(sheet))},
    )
    return made if isinstance(made, bytes) else bytes(made[0])


def _values(sheet: CardSheet) -> dict[str, object]:
    address = settings().join_origin
    return {
        "school": sheet.school,
        "group": sheet.group,
        "address": urlsplit(address).netloc,
        "left_out": ", ".join(sheet.left_out),
        "words": {word: say(key, group=sheet.group) for word, key in WORDS.items()},
        "cards": [_card(card, address) for card in sheet.cards],
    }


def _card(card: Card, address: str) -> dict[str, object]:
    day = short_day_text(card.valid_until, "UTC")
    return {
        "name": card.name,
        "group": card.group,
        "code": grouped(card.code),
        "until": {language: f"{day[language]} {card.valid_until.year}" for language in LANGUAGES},
        "qr": qr_svg(f"{address}/c/{card.code}"),
    }


def qr_svg(text: str) -> str:
    """Return a QR code as SVG, with the white edge that scanners need."""
    drawn = io.BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="svg", border=4, dark="#000", light="#fff")
    return drawn.getvalue().decode()


def file_name(sheet: CardSheet, names: Iterable[str] = ()) -> str:
    """Return a name for the file that every system takes, such as ``kaarten-3LOG-A.pdf``."""
    words = [sheet.group, *names]
    plain = "-".join("".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in w) for w in words)
    return f"kaarten-{'-'.join(part for part in plain.split('-') if part) or 'groep'}.pdf"
