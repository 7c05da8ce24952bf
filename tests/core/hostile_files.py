"""Builds files as somebody with bad intent would send them, and good ones as Word and typst make them."""

import io
import re
import zipfile
from collections.abc import Callable

import typst
from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

NAMES = ("Özgür Şimşek", "Zoë", "Łukasz", "Đặng")
RELATIONS = "word/_rels/document.xml.rels"
DOCUMENT = "word/document.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def good_docx() -> bytes:
    """A document as Word makes it: headings, a table, a link."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = NAMES[0]
    document.add_heading("Curriculum vitae", 1)
    for name in NAMES[1:]:
        document.add_paragraph(name)
    document.add_table(1, 2).cell(0, 0).text = "Magazijn"
    document.part.relate_to("https://school.example/link", f"{OFFICE}/hyperlink", is_external=True)
    return _saved(document)


def _saved(document: Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def good_pdf(source: str = "") -> bytes:
    """A PDF as typst makes it, or of other typst source."""
    made = typst.compile((source or "\n\n".join(NAMES)).encode(), format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


def repacked(change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """The good DOCX with its parts changed (None leaves one out) and parts added (``__`` is a slash)."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good_docx())) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = change(entry.filename, source.read(entry))
            if content is not None:
                target.writestr(entry.filename, content)
        for name, content in more.items():
            target.writestr(name, content)
    return made.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The good DOCX with one part more."""
    return repacked(lambda _, kept: kept, **{name: content})


def replacing(part: str, before: bytes, after: bytes) -> bytes:
    """The good DOCX with something replaced in one part."""

    def change(name: str, content: bytes) -> bytes:
        return content.replace(before, after, 1) if name == part else content

    made = repacked(change)
    assert before in _part(good_docx(), part)
    return made


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def related(kind: str, target: str, mode: str = "External") -> bytes:
    """The good DOCX with one more relationship."""
    more = f'<Relationship Id="rX" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return replacing(RELATIONS, b"</Relationships>", more.encode() + b"</Relationships>")


def with_field(*pieces: str) -> bytes:
    """The good DOCX with a field in it, its instruction cut into pieces as Word does."""
    texts = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    field = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{texts}</w:p><w:sectPr'
    return replacing(DOCUMENT, b"<w:sectPr", field.encode())


def macro_docx() -> bytes:
    """A macro document with its real content type, called ``.docx``."""
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return replacing("[Content_Types].xml", main, b"application/vnd.ms-word.document.macroEnabled.main+xml")


def xxe_docx(encoding: str = "utf-8") -> bytes:
    """A document whose XML asks for a file of the server."""

    def change(name: str, content: bytes) -> bytes:
        if name != DOCUMENT:
            return content
        body = re.sub(r"<\?xml.*?\?>", "", content.decode(), count=1)
        head = f'<?xml version="1.0" encoding="{encoding}"?>'
        entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        return (head + entity + body.replace("Magazijn", "&e;")).encode(encoding)

    return repacked(change)


def zip_bomb() -> bytes:
    """A few kilobytes that become 60 MB."""
    return with_part("word/media/image1.bmp", b"\0" * 60_000_000)


def lying_zip_bomb() -> bytes:
    """The same, but the list of entries says that it is small."""
    made = bytearray(with_part("word/media/image1.bmp", b"\0" * 60_000_000))
    size = (60_000_000).to_bytes(4, "little")
    while (at := made.find(size)) >= 0:
        made[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(made)


def many_entries() -> bytes:
    """A package with more parts than any document."""
    return repacked(lambda _, kept: kept, **{f"word/media/{n}.txt": b"x" for n in range(600)})


def nested_bomb() -> bytes:
    """An archive in an archive."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 1_000_000)
    return with_part("word/media/image1.png", inner.getvalue())


def marked_as_encrypted() -> bytes:
    """A package whose entries say that they are encrypted."""
    made = bytearray(good_docx())
    for at in (found.start() for found in re.finditer(rb"PK\x01\x02", bytes(made))):
        made[at + 8] |= 1
    return bytes(made)


def pdf_with(change: Callable[[PdfWriter], None]) -> bytes:
    """The good PDF, changed by pypdf."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(good_pdf())))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def encrypted_pdf(password: str = "geheim") -> bytes:
    """A PDF that asks for a password; an empty one is a lock on copying only."""
    return pdf_with(lambda writer: writer.encrypt(password, "eigenaar"))


def _catalogue(**keys: object) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        writer.root_object.update({NameObject(f"/{name}"): value for name, value in keys.items()})

    return change


def action(kind: str, **more: object) -> DictionaryObject:
    """An action of a PDF."""
    values = {NameObject(f"/{name}"): value for name, value in more.items()}
    return DictionaryObject({NameObject("/S"): NameObject(f"/{kind}"), **values})


def opening(what: DictionaryObject) -> bytes:
    """A PDF that does something when it is opened."""
    return pdf_with(_catalogue(OpenAction=what))


def opening_at_a_page() -> bytes:
    """A PDF that opens at its first page, as LibreOffice writes it."""
    return pdf_with(
        lambda writer: _catalogue(
            OpenAction=ArrayObject([writer.pages[0].indirect_reference, NameObject("/Fit")])
        )(writer)
    )


def on_a_page(**keys: object) -> bytes:
    """A PDF with something on its first page."""

    def change(writer: PdfWriter) -> None:
        writer.pages[0].update({NameObject(f"/{name}"): value for name, value in keys.items()})

    return pdf_with(change)


def with_annotation(kind: str, **keys: object) -> bytes:
    """A PDF with an annotation on its first page."""
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(f"/{kind}"),
            NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
            **{NameObject(f"/{name}"): value for name, value in keys.items()},
        }
    )
    return on_a_page(Annots=ArrayObject([note]))


def with_form() -> bytes:
    """A PDF with an XFA form."""
    form = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")})
    return pdf_with(_catalogue(AcroForm=form))


def script_by_name() -> bytes:
    """A PDF with a script in its list of names, which runs when it is opened."""
    scripts = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a")])})
    return pdf_with(_catalogue(Names=DictionaryObject({NameObject("/JavaScript"): scripts})))


def hidden_script() -> bytes:
    """A PDF with a script that no page and no list points at."""
    return pdf_with(
        lambda w: w._add_object(action("JavaScript", JS=TextStringObject("app.alert(1)"))) and None
    )


def slow_pdf() -> bytes:
    """A page whose text takes for ever to put together."""

    def change(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(b"BT /F1 1 Tf " + b"1 0 0 1 1 1 Tm (a) Tj " * 1_500_000 + b"ET")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream.flate_encode())

    return pdf_with(change)


def wide_docx() -> bytes:
    """A document of 30 MB that becomes a tree of far more than its reader may use."""
    body = b"".join(b"<w:p/><w:r%d/>" % n for n in range(1_900_000))
    return replacing(DOCUMENT, b"<w:sectPr", body + b"<w:sectPr")


def encrypted_office() -> bytes:
    """The head of an OLE container as Word makes it around a document with a password."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
    return (
        head + "EncryptionInfo".encode("utf-16-le").ljust(64, b"\0") + "EncryptedPackage".encode("utf-16-le")
    )


def zip_of(*names: str) -> bytes:
    """A zip with some names in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "hoi")
    return made.getvalue()
