"""Hostile uploads: each is refused, with the reason that helps whoever meant well (OWASP ASVS 5.2)."""

import pytest
from pypdf.generic import TextStringObject

from mentorhub.core.files import MOST_BYTES, PDF, FileRefused, examine, refusal
from mentorhub.core.texts import say
from tests.core import hostile_files as made

OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
SCRIPT = TextStringObject("app.alert(1)")


async def reason(name: str, content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        await examine(name, content)
    assert refusal(refused.value.reason) == say(refused.value.reason_key)
    return refused.value.reason


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("cv.pdf", b"", "empty"),
        ("cv.pdf", b"%PDF-1.7" + b"x" * MOST_BYTES, "too_big"),
        ("cv.txt", b"hoi", "wrong_type"),
        ("cv.exe", b"MZ\x90\x00" + b"\0" * 60, "wrong_type"),
        ("cv.docx", b"%PDF-1.7\n1 0 obj\n%%EOF", "wrong_extension"),
        ("cv.pdf", b"<html><script>alert(1)</script></html>", "wrong_extension"),
        ("cv.pdf.exe", b"%PDF-1.7\n1 0 obj\n%%EOF", "wrong_extension"),
        ("cv\u202efdp.exe", b"%PDF-1.7\n1 0 obj\n%%EOF", "wrong_extension"),
        ("cv.doc", OLD_WORD, "old_office"),
        ("cv.docx", OLD_WORD, "old_office"),
        ("cv.docx", made.encrypted_office(), "encrypted_office"),
        ("../../etc/cv.pdf", b"%PDF-1.7", "path_name"),
        ("..\\cv.pdf", b"%PDF-1.7", "path_name"),
        ("C:\\cv.pdf", b"%PDF-1.7", "path_name"),
        ("%2e%2e%2fcv.pdf", b"%PDF-1.7", "path_name"),
        ("..", b"%PDF-1.7", "path_name"),
    ],
)
async def test_what_is_seen_from_outside_is_refused(name, content, expected):
    assert await reason(name, content) == expected


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (lambda: b"<html>" + made.good_pdf(), "polyglot"),
        (lambda: made.good_pdf().replace(b"\n", b"\n<script>alert(1)</script>\n", 1), "polyglot"),
        (lambda: made.good_pdf() + made.good_docx(), "polyglot"),
        (lambda: made.good_pdf() + b"\n<html>hoi</html>", "polyglot"),
        (lambda: made.good_pdf() + made.zip_of("a.txt") + b"\n%%EOF", "polyglot"),
        (lambda: made.good_pdf()[:300], "broken"),
        (lambda: b"%PDF-1.7\nnothing\n%%EOF", "broken"),
        (made.encrypted_pdf, "encrypted_pdf"),
        (lambda: made.encrypted_pdf(""), "encrypted_pdf"),
        (lambda: made.opening(made.action("JavaScript", JS=SCRIPT)), "runs_something"),
        (lambda: made.opening(made.action("Launch", F=TextStringObject("calc.exe"))), "runs_something"),
        (
            lambda: made.opening(made.action("URI", URI=TextStringObject("https://e.example"))),
            "runs_something",
        ),
        (made.script_by_name, "runs_something"),
        (made.hidden_script, "runs_something"),
        (lambda: made.on_a_page(AA=made.action("GoTo")), "runs_something"),
        (made.with_form, "runs_something"),
        (
            lambda: made.with_annotation("Link", A=made.action("URI", URI=TextStringObject("JavaScript:x"))),
            "runs_something",
        ),
        (lambda: made.pdf_with(lambda w: w.add_attachment("a.exe", b"MZ") and None), "carries_files"),
        (lambda: made.with_annotation("RichMedia"), "carries_files"),
        (lambda: made.with_annotation("FileAttachment"), "carries_files"),
        (lambda: made.good_pdf("#pagebreak()\n" * 55), "too_many_pages"),
    ],
)
async def test_a_pdf_that_is_more_than_pages_is_refused(build, expected):
    assert await reason("cv.pdf", build()) == expected


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (made.macro_docx, "macros"),
        (lambda: made.with_part("word/vbaProject.bin", b"macro"), "macros"),
        (lambda: made.related("vbaProject", "else.bin", "Internal"), "macros"),
        (lambda: made.with_part("word/embeddings/oleObject1.bin", b"object"), "carries_files"),
        (lambda: made.with_part("word/activeX/activeX1.xml", b"<x/>"), "carries_files"),
        (lambda: made.with_part("word/media/image1.emf", b"MZ\x90\x00"), "carries_files"),
        (lambda: made.related("aFChunk", "page.html", "Internal"), "carries_files"),
        (made.nested_bomb, "carries_files"),
        (lambda: made.related("image", "https://e.example/a.png"), "outside"),
        (lambda: made.related("attachedTemplate", "https://e.example/a.dotm"), "outside"),
        (lambda: made.related("attachedTemplate", "file://e.example/share/a.dotm"), "outside"),
        (lambda: made.with_field(" INCLUDE", "PICTURE ", '"https://e.example/a.png"'), "outside"),
        (lambda: made.with_field(" DDEAUTO ", "c:\\\\windows\\\\cmd.exe"), "runs_something"),
        (lambda: made.related("hyperlink", "javascript:alert(1)"), "runs_something"),
        (made.xxe_docx, "runs_something"),
        (lambda: made.xxe_docx("utf-16"), "runs_something"),
        (lambda: made.with_part("../evil.txt", b"x"), "path_inside"),
        (lambda: made.with_part("/etc/evil.txt", b"x"), "path_inside"),
        (lambda: made.with_part("word\\evil.txt", b"x"), "path_inside"),
        (lambda: made.with_part("WORD/document.XML", b"<x/>"), "path_inside"),
        (made.zip_bomb, "too_heavy"),
        (made.many_entries, "too_heavy"),
        (made.lying_zip_bomb, "broken"),
        (made.marked_as_encrypted, "encrypted_office"),
        (lambda: made.good_docx() + b"MZ", "polyglot"),
        (lambda: b"<html>" + made.good_docx(), "polyglot"),
        (lambda: made.zip_of("%PDF-1.7", "word/document.xml"), "polyglot"),
        (lambda: made.zip_of("a.txt"), "wrong_type"),
        (lambda: made.repacked(lambda n, kept: None if n == made.DOCUMENT else kept), "wrong_type"),
        (lambda: made.replacing(made.DOCUMENT, b"<w:body>", b"<w:body"), "broken"),
        (lambda: made.good_docx()[:-200], "broken"),
    ],
)
async def test_a_docx_that_is_more_than_a_text_is_refused(build, expected):
    assert await reason("cv.docx", build()) == expected


async def test_a_kind_that_is_not_asked_for_is_refused():
    with pytest.raises(FileRefused, match="wrong_type"):
        await examine("cv.docx", made.good_docx(), kinds=(PDF,))


@pytest.mark.parametrize("build", [made.good_pdf, made.opening_at_a_page])
async def test_a_good_pdf_is_taken_with_its_text(build):
    file = await examine("  Mijn CV – Zoë.PDF ", build())
    assert (file.name, file.pages, file.kind.name) == ("Mijn CV – Zoë.PDF", 1, "pdf")
    assert [name for name in made.NAMES if name not in file.text] == []


@pytest.mark.parametrize(
    "build",
    [
        made.good_docx,
        lambda: made.related("attachedTemplate", "file:///C:\\Users\\zoe\\Templates\\cv.dotx"),
        lambda: made.with_field(' HYPERLINK "https://school.example/link" '),
    ],
)
async def test_a_good_docx_is_taken_with_its_text(build):
    file = await examine("cv.docx", build())
    assert file.pages == 0
    assert [name for name in (*made.NAMES, "Magazijn") if name not in file.text] == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("c\u202ev\u0000.docx", "cv.docx"),
        (".docx", "docx"),
        ("a" * 300 + ".docx", "a" * 115 + ".docx"),
        ('c"v<1>.docx', "cv1.docx"),
        ("mijn \n cv.docx", "mijn cv.docx"),
    ],
)
async def test_a_name_is_cleaned(given, kept):
    from mentorhub.core.files.names import clean_name

    assert clean_name(given) == kept
