"""What the tests of importing class lists share: the example files and every row of the database."""

from pathlib import Path

from sqlalchemy import text

from mentorhub.core import db
from mentorhub.core.schema import metadata

FOLDER = Path(__file__).parents[1] / "data" / "rosters"
HEADER = "Studentnummer;Voornaam;Tussenvoegsel;Achternaam;Klas;Opleiding;Leerjaar;E-mail;Rol"


def example(name: str) -> bytes:
    """The bytes of an example list."""
    return (FOLDER / name).read_bytes()


def typed(*lines: str) -> bytes:
    """A list with the usual header and these lines."""
    return "\r\n".join((HEADER, *lines)).encode()


async def everything() -> dict[str, list[str]]:
    """Every row of every table, as text, by table."""
    found: dict[str, list[str]] = {}
    async with db.reading() as session:
        for name in metadata().tables:
            rows = await (await session.connection()).execute(text(f'SELECT * FROM "{name}"'))
            found[name] = sorted(str(tuple(row)) for row in rows)
    return found
