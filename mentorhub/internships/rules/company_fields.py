"""What a company's fields may hold, and how a school's own words for them are read."""

import re
from typing import Final
from urllib.parse import urlsplit

from mentorhub.people.roster.cells import clean, word

SECTORS: Final = (
    "care",
    "education",
    "technique",
    "construction",
    "ict",
    "office",
    "retail",
    "hospitality",
    "logistics",
    "vehicles",
    "creative",
    "green",
    "food",
    "sport",
    "beauty",
    "government",
    "other",
)
SIZES: Final = ("micro", "small", "medium", "large")
"""Up to 9, up to 49, up to 249 and from 250 people: the sizes of the European Commission (2003/361/EC)."""
LONGEST_WEBSITE: Final = 200
_SIZE_LIMITS: Final = (("micro", 10), ("small", 50), ("medium", 250))
_SECTOR_WORDS: Final = {
    "care": "zorg welzijn zorgenwelzijn gezondheidszorg zorgwelzijn kinderopvang care health healthcare",
    "education": "onderwijs opleiding education school",
    "technique": "techniek industrie metaal elektrotechniek installatietechniek technology engineering",
    "construction": "bouw bouwnijverheid infra bouweninfra wonen construction building",
    "ict": "ict it automatisering software computers informatica",
    "office": "kantoor administratie zakelijkedienstverlening financien economie office finance business",
    "retail": "winkel handel detailhandel verkoop kleinhandel retail shop trade sales",
    "hospitality": "horeca toerisme recreatie horecaentoerisme hospitality tourism catering",
    "logistics": "logistiek transport vervoer transportenlogistiek logistics",
    "vehicles": "voertuigen auto mobiliteit autobranche garage automotive vehicles mobility",
    "creative": "creatief media vormgeving creatiefenmedia grafisch creative design",
    "green": "groen landbouw natuur dieren tuinbouw agri green agriculture nature animals",
    "food": "voeding voedsel bakkerij levensmiddelen food bakery",
    "sport": "sport bewegen sportenbewegen sports fitness",
    "beauty": "uiterlijkeverzorging kapper schoonheid haarverzorging beauty hair",
    "government": "overheid gemeente veiligheid publiek government security municipality",
    "other": "anders overig overige andere other",
}
_SECTORS: Final = {each: sector for sector, words in _SECTOR_WORDS.items() for each in words.split()}
_YES: Final = frozenset(
    {"ja", "j", "yes", "y", "waar", "true", "1", "x", "erkend", "recognised", "recognized"}
)
_NO: Final = frozenset({"nee", "n", "no", "onwaar", "false", "0", "nieterkend", "notrecognised"})
_UNKNOWN: Final = frozenset({"", "onbekend", "unknown", "weetniet"})
_SIZE_WORDS: Final = {
    "zzp": "micro",
    "micro": "micro",
    "klein": "small",
    "small": "small",
    "middel": "medium",
    "middelgroot": "medium",
    "medium": "medium",
    "groot": "large",
    "large": "large",
}
_HOST: Final = re.compile(r"(?=.{4,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()./-]{4,22}[0-9]")


def sector_of(text: str) -> str | None:
    """Return the sector that a word stands for, empty for none; None when it is unknown."""
    said = word(text)
    if not said or said in SECTORS:
        return said
    return _SECTORS.get(said)


def recognised_of(text: str) -> str | None:
    """Return ``yes``, ``no`` or empty (nobody knows); None when the text says something else."""
    said = word(text)
    if said in _UNKNOWN:
        return ""
    return "yes" if said in _YES else "no" if said in _NO else None


def size_of(text: str) -> str | None:
    """Return the size for a word, a number of people or a range of them; None when it is neither."""
    said = word(text)
    if not said:
        return ""
    numbers = [int(each) for each in re.findall(r"\d{1,7}", re.sub(r"(?<=\d)\.(?=\d{3})", "", text))]
    if numbers:
        most = max(numbers)
        return next((name for name, limit in _SIZE_LIMITS if most < limit), "large")
    return _SIZE_WORDS.get(said)


def website_of(text: str) -> str | None:
    """Return a website's address with http or https, empty for none; None when it is no such address.

    ``www.bakker.nl`` gets https. Other schemes (``javascript:``), names in the address and hosts without a
    dot are refused, so that a link on a page can only lead to a website.
    """
    address = clean(text)
    if not address:
        return ""
    if len(address) > LONGEST_WEBSITE or " " in address or "\\" in address:
        return None
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", address) or re.match(r"[\w.-]+:\d", address):
        address = f"https://{address}"
    return address if _is_website(address) else None


def _is_website(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    allowed = parts.scheme in ("http", "https") and "@" not in parts.netloc
    return allowed and _HOST.fullmatch(host) is not None


def phone_of(text: str) -> str | None:
    """Return a telephone number as it was written, empty for none; None when it cannot be one.

    An apostrophe before it comes from files in which a leading plus was made harmless.
    """
    number = clean(text).removeprefix("'")
    return number if not number or _PHONE.fullmatch(number) else None
