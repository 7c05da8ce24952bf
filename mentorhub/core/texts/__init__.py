"""The catalogue: every text of the interface and of mails, Dutch and English, one TOML file per feature.

A key is ``file.section.name``. Values may hold ``{placeholders}``.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("nl", "en")
Bilingual = dict[str, str]


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Bilingual]:
    """Return all texts: key → language → text."""
    texts: dict[str, Bilingual] = {}
    for path in sorted(files(__name__).iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            feature = path.name.removesuffix(".toml")
            for section, names in tomllib.loads(path.read_text(encoding="utf-8")).items():
                texts |= {f"{feature}.{section}.{name}": text for name, text in names.items()}
    return texts


def say(key: str, **values: object) -> Bilingual:
    """Return a text in every language, its placeholders filled.

    A value may itself be bilingual (a dict by language), such as a date or another text.

    Raises:
        KeyError: the key is not in the catalogue.
    """
    return {language: say_in(language, key, **values) for language in LANGUAGES}


def say_in(language: str, key: str, **values: object) -> str:
    """Return a text in one language, its placeholders filled."""
    chosen = {n: v[language] if isinstance(v, dict) else v for n, v in values.items()}
    return catalogue()[key][language].format(**chosen)
