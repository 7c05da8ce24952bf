"""The printed sheet: what it says, that it can be scanned, and that names are only text."""

import io
import uuid
from datetime import date

import pypdf
import zxingcpp
from PIL import Image

from mentorhub.people.card_code import grouped
from mentorhub.people.card_sheet import card_pdf, compiled, file_name
from mentorhub.people.service.cards import (
    Card,
    CardSheet,
)
from mentorhub.settings import settings


def sheet_of(*names: str, left_out: tuple[str, ...] = ()) -> CardSheet:
    codes = (f"K7F3QX9{a}{b}" for a in "ABCDE" for b in "ABCDE")
    cards = (Card(uuid.uuid4(), name, "3LOG-A", next(codes), date(2027, 1, 20)) for name in names)
    return CardSheet("Summa College", "3LOG-A", tuple(cards), left_out)


async def test_the_pdf_says_name_group_code_address_and_date_in_both_languages(sqlite, monkeypatch):
    monkeypatch.setenv("MENTORHUB_PHONE_ORIGIN", "http://192.168.1.20:3000")
    settings.cache_clear()
    pdf = pypdf.PdfReader(io.BytesIO(await card_pdf(sheet_of("Özlem Özdemir", "Łukasz Wiśniewski"))))
    text = " ".join(pdf.pages[0].extract_text().split())
    for words in (
        "Özlem Özdemir",
        "Łukasz Wiśniewski",
        "3LOG-A · Summa College",
        "K7F-3QX-9AA",
        "K7F-3QX-9AB",
        "192.168.1.20:3000",
        "Geldig t/m",
        "20 januari 2027",
        "Valid until",
        "20 January 2027",
        "Scan de QR-code",
        "Scan the QR code",
    ):
        assert words in text, words
    assert pdf.metadata.title == "Inlogkaarten 3LOG-A · Login cards 3LOG-A"
    assert pdf.root_object["/MarkInfo"]["/Marked"].value is True


async def test_eight_cards_go_on_a_page(sqlite):
    pdf = pypdf.PdfReader(io.BytesIO(await card_pdf(sheet_of(*[f"Student {n}" for n in range(17)]))))
    assert [page.extract_text().count("K7F-3QX-") for page in pdf.pages] == [8, 8, 1]
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages} == {(595, 842)}


def test_every_qr_code_on_the_page_can_be_scanned_and_leads_to_its_card(sqlite):
    long = "Maximiliaan Alexander Hendrikus Constantijn de la Fontaine Verwey tot Ouderkerk"
    sheet = sheet_of("Noor", long, *[f"Student {n}" for n in range(6)])
    seen = zxingcpp.read_barcodes(Image.open(io.BytesIO(compiled(sheet, "png"))))
    assert {code.text for code in seen} == {f"http://localhost:3000/c/{card.code}" for card in sheet.cards}


async def test_an_empty_group_says_so_and_lists_who_signs_in_by_mail(sqlite):
    pdf = pypdf.PdfReader(io.BytesIO(await card_pdf(sheet_of(left_out=("Piet Puk",)))))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert "nog geen studenten" in text
    assert "inloggen met e-mail: Piet Puk" in text


def test_markup_in_a_name_is_only_text(sqlite):
    pdf = pypdf.PdfReader(io.BytesIO(compiled(sheet_of('#panic() *x* $y$ \\ "z"'), "pdf")))
    assert "#panic() *x* $y$" in " ".join(pdf.pages[0].extract_text().split())


def test_the_file_name_holds_plain_letters_only():
    assert file_name(sheet_of(), ['Łukasz "x"/../y\r\n']) == "kaarten-3LOG-A-ukasz-x-y.pdf"
    assert grouped("K7F3QX9BM") == "K7F-3QX-9BM"
