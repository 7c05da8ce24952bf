"""The HTML of a mail, made of its plain text: calm, without images, also in the dark.

Mail programs know tables and styles on the element itself; the few rules for the dark are a bonus. All text
is escaped. An address of the hub becomes a button, any other a link that shows where it leads.
"""

import re
from html import escape

from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import say_in
from mentorhub.settings import settings

_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,:;!?)]")
_END = re.compile(r"^(?P<before>.*[.!?])?\s*(?P<label>[^.!?]*):$")
LABEL_LETTERS = 48

_FONT = "font-family:'Atkinson Hyperlegible Next',Verdana,Arial,sans-serif"
_P = "margin:0 0 16px;font-size:16px;line-height:1.5"
_BUTTON = (
    "display:inline-block;background:#3a36d6;color:#ffffff;border-radius:14px;padding:12px 22px;"
    "font-size:16px;font-weight:700;line-height:1.25;text-decoration:none"
)
_DARK = """
@media (prefers-color-scheme: dark) {
  .paper { background: #12121d !important; }
  .card { background: #1c1c2b !important; border-color: #2e2e42 !important; }
  .ink, .ink p, .ink h1 { color: #f5f3ee !important; }
  .foot, .foot p, .foot a { color: #b6b6cc !important; }
  .link, .name { color: #a3a1ff !important; }
  .press { background: #a3a1ff !important; color: #14142a !important; }
}
"""
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{title}</title>
<style>{dark}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#fbf8f2">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0"
 style="background:#fbf8f2"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td style="padding:0 8px 12px;{font};font-size:18px;font-weight:700;color:#3a36d6"
 class="name">MentorHub</td></tr>
<tr><td class="card ink" style="background:#ffffff;border:1px solid #e7e0d4;border-radius:18px;
padding:28px 24px 12px;{font};color:#17172b">
<h1 style="margin:0 0 18px;font-size:22px;line-height:1.25">{title}</h1>
{body}
</td></tr>
<tr><td class="foot" style="padding:16px 8px;{font};color:#56566e">
{foot}
</td></tr>
</table>
</td></tr></table>
</body>
</html>
"""


def html_of(mail: OutboxMail, footer: tuple[str, ...]) -> str:
    """Return the page of a mail with the lines of its footer."""
    paragraphs = re.split(r"\n\s*\n", mail.body.strip())
    return _PAGE.format(
        language=escape(mail.language),
        title=escape(mail.subject),
        dark=_DARK,
        font=_FONT,
        body="\n".join(_paragraph(text, mail.language) for text in paragraphs),
        foot="\n".join(_foot(line) for line in footer),
    )


def _paragraph(text: str, language: str) -> str:
    """Return a paragraph; an own address at the end of a line leaves it and becomes a button below."""
    made: list[str] = []
    lines: list[str] = []
    for line in text.splitlines():
        before, address = _own_address(line.strip())
        if not address:
            lines.append(line.strip())
            continue
        # The words that lead to the address may stand on the line above it.
        lead = before or (lines.pop() if lines and lines[-1].endswith(":") else "")
        said, label = _label(lead)
        made += [_lines([*lines, said]), _button(address, label or say_in(language, "outbox.foot.open"))]
        lines = []
    return "\n".join(part for part in (*made, _lines(lines)) if part)


def _own_address(line: str) -> tuple[str, str]:
    """Return the line before an address of the hub at its end, and that address; empty when there is none."""
    before, _, last = line.rpartition(" ")
    is_own = last.startswith(settings().origin + "/") and _ADDRESS.fullmatch(last)
    is_led_to = not before or before.endswith(":")
    return (before, last) if is_own and is_led_to else (line, "")


def _label(lead: str) -> tuple[str, str]:
    """Return what stays text and what becomes the button's: the last few words before the colon."""
    found = _END.match(lead)
    if not found or not 0 < len(found["label"].strip()) <= LABEL_LETTERS:
        return lead, ""
    return found["before"] or "", found["label"].strip()


def _lines(lines: list[str]) -> str:
    shown = "<br>\n".join(_with_links(line) for line in lines if line)
    return f'<p style="{_P}">{shown}</p>' if shown else ""


def _button(address: str, label: str) -> str:
    link = f'<a class="press" href="{escape(address)}" style="{_BUTTON}">{escape(label)}</a>'
    return f'<p style="margin:0 0 18px">{link}</p>'


def _foot(line: str) -> str:
    before, address = _own_address(line)
    said, label = _label(before) if address else (line, "")
    link = (
        f' <a class="link" href="{escape(address)}" style="color:#3a36d6">{escape(label)}</a>'
        if label
        else ""
    )
    return f'<p style="margin:0 0 6px;font-size:14px;line-height:1.5">{_with_links(said)}{link}</p>'


def _with_links(line: str) -> str:
    parts: list[str] = []
    end = 0
    for found in _ADDRESS.finditer(line):
        address = escape(found[0])
        style = "color:#3a36d6;overflow-wrap:anywhere;word-break:break-word"
        parts += [
            escape(line[end : found.start()]),
            f'<a class="link" href="{address}" style="{style}">{address}</a>',
        ]
        end = found.end()
    return "".join([*parts, escape(line[end:])])
