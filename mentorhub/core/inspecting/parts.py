"""One part of a DOCX: its XML without a document type, its links, its fields; no other file inside it."""

import re
from dataclasses import dataclass

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # compiled, without types

from mentorhub.core.inspecting.limits import Refused

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata")
MACRO_NAMES = ("vbaproject", "vbadata", "macros/")
OBJECT_NAMES = ("embeddings/", "activex/", "oleobject")
OBJECT_KINDS = ("/oleobject", "/control", "/activexcontrolbinary", "/afchunk", "/package")
CARRIED_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"Rar!", b"7z\xbc\xaf", b"%PDF-")
RUNNING_ADDRESS = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
OWN_TEMPLATE = re.compile(r"file:///[a-z]:", re.IGNORECASE)
"""Word notes from which template on the writer's own disk a document was made; that opens nothing."""
RUNNING_FIELDS = frozenset({"DDE", "DDEAUTO"})
FETCHING_FIELDS = frozenset({"INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "RD"})


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of the package: its name and its bytes, unpacked."""

    name: str
    content: bytes


def parsed(content: bytes) -> etree._Element:
    """Return the root of a part that is XML.

    Raises:
        Refused: it has a document type, which could hold entities, or it is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        is_too_large = error.code == etree.ErrorTypes.ERR_NO_MEMORY
        raise Refused("too_heavy" if is_too_large else "broken") from error
    document = root.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise Refused("runs_something")
    return root


def is_plain(part: Part) -> None:
    """Refuse a part that is, or points at, something else than a text with pictures.

    Raises:
        Refused: with the reason.
    """
    name = part.name.casefold()
    if any(word in name for word in MACRO_NAMES):
        raise Refused("macros")
    if any(word in name for word in OBJECT_NAMES) or part.content.startswith(CARRIED_MARKS):
        raise Refused("carries_files")
    if name.endswith((".xml", ".rels")):
        _is_quiet(parsed(part.content))


def _is_quiet(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        kind = str(element.get("ContentType", "")).casefold()
        if any(word in kind for word in MACRO_TYPES):
            raise Refused("macros")
        if element.tag == RELATION:
            _is_inside(element)
    _are_fields_quiet(root)


def _is_inside(relation: etree._Element) -> None:
    kind, target = str(relation.get("Type", "")).casefold(), str(relation.get("Target", ""))
    if kind.endswith(("/vbaproject", "/wordvbadata")):
        raise Refused("macros")
    if kind.endswith(OBJECT_KINDS):
        raise Refused("carries_files")
    is_outside = str(relation.get("TargetMode", "")).casefold() == "external"
    if RUNNING_ADDRESS.match(target):
        raise Refused("runs_something")
    is_harmless = kind.endswith("/hyperlink") or (
        kind.endswith("/attachedtemplate") and OWN_TEMPLATE.match(target)
    )
    if is_outside and not is_harmless:
        raise Refused("outside")


def _are_fields_quiet(root: etree._Element) -> None:
    names = {field.split()[0].upper() for field in _fields(root) if field.strip()}
    if names & RUNNING_FIELDS:
        raise Refused("runs_something")
    if names & FETCHING_FIELDS:
        raise Refused("outside")


def _fields(root: etree._Element) -> list[str]:
    """Return the instructions of a part's fields; Word may cut one into pieces, ECMA-376 part 1, 17.16."""
    pieces: list[str] = []
    for element in root.iter(WORD + "fldChar", WORD + "instrText", WORD + "fldSimple"):
        if element.tag == WORD + "instrText":
            pieces.append(element.text or "")
        else:
            pieces.append("\n" + str(element.get(WORD + "instr", "")))
            pieces.append("\n" if element.tag == WORD + "fldSimple" else "")
    return "".join(pieces).split("\n")
