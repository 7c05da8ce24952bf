"""An exported CV: tagged, in the reader's language, names whole, and nothing of it taken for source."""

import io

import pytest
import typst
from docx import Document
from pypdf import PdfReader

from mentorhub.cvs.export import TEMPLATES, cv_docx, cv_pdf, pages_of, sheet_of
from mentorhub.cvs.export.pdf import compiled
from mentorhub.cvs.rules.content import Content, Language, Period, Skill
from tests.cvs.making_cv import FULL, INJECTED, long_cv

NAMES = ("Özgür Şimşek", "Zoë", "Łukasz", "Đặng", "Nguyễn Thị Hằng", "Олена", "Ελένη")


async def pdf(content: Content, template: str = "calm", language: str = "nl") -> PdfReader:
    return PdfReader(io.BytesIO(await cv_pdf(content, template, language)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("template", TEMPLATES)
async def test_a_pdf_is_tagged_and_says_its_title_and_language(template):
    reader = await pdf(FULL, template, "en")
    root = reader.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "CV of Özgür Şimşek-Đặng"
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


@pytest.mark.parametrize("template", TEMPLATES)
async def test_everything_that_was_written_is_on_the_page(template):
    shown = words(await pdf(FULL, template))
    sheet = sheet_of(FULL, "nl")
    written = [sheet.name, sheet.headline, *sheet.contact, "sep 2025 – nu", "Ik help klanten."]
    written += [section.name for section in sheet.sections]
    written += [item.title for section in sheet.sections for item in section.items]
    assert [text for text in written if text not in shown] == []


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", NAMES)
async def test_a_name_keeps_its_letters(template, name):
    # PDF/UA-1 refuses a letter that no font has, so this would raise.
    content = Content(name=name, profile=name)
    made = compiled(sheet_of(content, "nl"), template, "pdf", accessible=True)[0]
    assert words(PdfReader(io.BytesIO(made))).count(name) >= 2


@pytest.mark.parametrize("template", TEMPLATES)
async def test_what_somebody_wrote_is_never_source(template):
    period = Period("e", INJECTED, INJECTED, INJECTED, INJECTED, f"- {INJECTED}\n{INJECTED}")
    content = Content(
        name=INJECTED,
        headline=INJECTED,
        email=INJECTED,
        profile=INJECTED,
        experience=(period,),
        skills=(Skill("s", INJECTED),),
        languages=(Language("l", INJECTED, INJECTED),),
    )
    shown = words(await pdf(content, template)).replace(" ", "")
    assert shown.count('#read("/etc/passwd")') >= 8
    assert "$x^2$*b*=h<l>@r" in shown
    assert "root:" not in shown


async def test_a_sign_that_no_font_has_does_not_stop_the_export():
    content = Content(name="Zoë", profile="Ik ben blij 王")
    with pytest.raises(typst.TypstError):
        compiled(sheet_of(content, "nl"), "calm", "pdf", accessible=True)
    reader = await pdf(content)
    assert "Ik ben blij" in words(reader)
    assert "/StructTreeRoot" in reader.trailer["/Root"]


@pytest.mark.parametrize("template", TEMPLATES)
async def test_pages_are_counted(template):
    assert await pages_of(FULL, template, "nl") == 1
    assert await pages_of(long_cv(), template, "nl") > 1


@pytest.mark.parametrize("template", [*TEMPLATES, "../base", ""])
async def test_an_empty_cv_and_an_unknown_template_make_a_page(template):
    assert "Curriculum vitae" in words(await pdf(Content(), template))


async def test_a_docx_has_real_headings_in_the_order_of_the_pdf():
    document = Document(io.BytesIO(await cv_docx(FULL, "nl")))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", "Özgür Şimşek-Đặng")
    assert [text for style, text in headings if style == "Heading 2"] == [
        section.name for section in sheet_of(FULL, "nl").sections
    ]
    assert ("Heading 3", "Vakkenvuller, Supermarkt De Zoë\tmei 2024 – nu") in headings
    listed = [p.text for p in document.paragraphs if p.style.name == "List Bullet"]
    assert listed[:2] == ["Ik vul de vakken bij.", "Ik help klanten."]


@pytest.mark.parametrize(
    ("language", "heading", "locale"), [("nl", "Talen", "nl-NL"), ("en", "Languages", "en-GB")]
)
async def test_a_docx_is_in_the_language_that_was_chosen(language, heading, locale):
    document = Document(io.BytesIO(await cv_docx(FULL, language)))
    assert heading in [p.text for p in document.paragraphs]
    assert document.core_properties.language == locale
    assert document.core_properties.comments == ""


async def test_a_docx_of_odd_text_can_be_opened():
    odd = "a\x00b\x0b\ud800\u202ec"
    document = Document(io.BytesIO(await cv_docx(Content(name=odd, profile=odd), "nl")))
    assert document.paragraphs[0].text == "ab c"


def test_empty_parts_are_left_out():
    content = Content(name=" ", experience=(Period("e"),), skills=(Skill("s", "  "),), interests=" \n ")
    sheet = sheet_of(content, "nl")
    assert (sheet.name, sheet.title, sheet.sections) == ("Curriculum vitae", "Curriculum vitae", ())
