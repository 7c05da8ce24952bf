"""A page in plain HTML, without Reflex: for who arrives by a link from a mail and has one thing to do."""

from collections.abc import Mapping
from html import escape

from mentorhub.core.texts import say_in

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title} · MentorHub</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/hub.css"><link rel="stylesheet" href="/people.css">{script}
</head>
<body class="follows-device">
<div class="phone confirm">
<header class="bar-top">
<a class="logo" href="/"><img src="/logo.svg" alt="" width="28" height="18">MentorHub</a>
</header>
<main class="card stack-lg">
<h1>{title}</h1>
{paragraphs}
{action}
{hint}
</main>
</div>
</body>
</html>
"""


def bare_page(
    language: str, title: str, *paragraphs: str, action: str = "", hint: str = "", script: str = ""
) -> str:
    """Return the page: title, paragraphs and hint are plain text, ``action`` is HTML of ``one_button``.

    ``script`` is the address of a script of ours that the page runs.
    """
    return _PAGE.format(
        language=escape(language),
        title=escape(title),
        paragraphs="\n".join(f"<p>{escape(line)}</p>" for line in paragraphs),
        action=action,
        hint=f'<p class="hint">{escape(hint)}</p>' if hint else "",
        script=f'<script src="{escape(script)}" defer></script>' if script else "",
    )


def one_button(
    language: str, key: str, post_to: str, fields: Mapping[str, str] | None = None, *, is_main: bool = True
) -> str:
    """Return a form with hidden fields and one button, whose text is in the catalogue."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in (fields or {}).items()
    )
    look = "btn btn-main btn-wide" if is_main else "btn btn-wide"
    button = f'<button class="{look}" type="submit">{escape(say_in(language, key))}</button>'
    return f'<form method="post" action="{escape(post_to)}">{hidden}{button}</form>'


def one_link(language: str, key: str, href: str, *, is_main: bool = True) -> str:
    """Return a link that looks like a button, whose text is in the catalogue."""
    look = "btn btn-main" if is_main else "btn"
    return f'<a class="{look}" href="{escape(href)}">{escape(say_in(language, key))}</a>'
