"""What a mail looks like: the same words as text and HTML, nothing of a person's text as markup."""

import re
import uuid
from email import message_from_bytes, policy

import pytest

from mentorhub.core import outbox
from tests.core.test_outbox import a_mail

OWN = "http://localhost:3000"
STOP = f"{OWN}/notices/stop/{'t' * 120}"


def sent(**values):
    """Return a mail as a mail program reads it."""
    mail = a_mail()
    mail.id = uuid.uuid4()
    for name, value in values.items():
        setattr(mail, name, value)
    return message_from_bytes(outbox.as_bytes(outbox.as_message(mail)), policy=policy.default)


def html(**values) -> str:
    return sent(**values).get_body(("html",)).get_content().replace("\r\n", "\n")


def plain(**values) -> str:
    return sent(**values).get_body(("plain",)).get_content().replace("\r\n", "\n")


def buttons(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<a class="press" href="([^"]+)"[^>]*>([^<]+)</a>', page)


def test_a_mail_has_both_and_the_html_comes_last_as_the_better_one():
    """RFC 2046, 5.1.4: the last part is the one that is preferred."""
    message = sent()
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_a_mail_passes_servers_of_seven_bits_and_of_long_lines():
    mail = a_mail(attachment="BEGIN:VCALENDAR\r\nSUMMARY:Café\r\nEND:VCALENDAR\r\n")
    mail.id, mail.body, mail.subject = uuid.uuid4(), "Één lange regel. " * 200, "Één vraag " * 12
    written = outbox.as_bytes(outbox.as_message(mail))
    assert written.isascii()
    assert max(map(len, written.split(b"\r\n"))) <= 998
    assert b"\n" not in written.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("body", "label"),
    [
        (f"Zet het erbij: {OWN}/coach", "Zet het erbij"),
        (f"Heb je elkaar gesproken? Zet het erbij: {OWN}/coach", "Zet het erbij"),
        (f"Ja, het ging door:\n{OWN}/coach", "Ja, het ging door"),
        (f"Maak vandaag nog een afspraak.\n{OWN}/coach", "Open MentorHub"),
        (f"{OWN}/coach", "Open MentorHub"),
        (f"{'Een heel lange zin die geen knop kan zijn ' * 2}: {OWN}/coach", "Open MentorHub"),
    ],
)
def test_an_address_of_the_hub_becomes_a_button_with_the_words_before_it(body, label):
    page = html(body=f"Dag Bram,\n\n{body}\n")
    assert buttons(page) == [(f"{OWN}/coach", label)]
    for word in re.findall(r"\w{4,}", body.replace(f"{OWN}/coach", "")):
        assert word in page


def test_two_answers_are_two_buttons():
    page = html(body=f"Ja:\n{OWN}/a\n\nNee, nog niet:\n{OWN}/b\n")
    assert buttons(page) == [(f"{OWN}/a", "Ja"), (f"{OWN}/b", "Nee, nog niet")]


@pytest.mark.parametrize(
    "address", ["https://evil.example/x", "http://localhost:3000.evil.example/", "http://localhost:30001/x"]
)
def test_an_address_of_elsewhere_is_no_button_and_shows_where_it_leads(address):
    page = html(body=f"Plek: {address}\n")
    assert buttons(page) == []
    assert f'href="{address}"' in page
    assert f">{address}</a>" in page


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        'https://x.example/"onmouseover="alert(1)',
        "&lt;b&gt;",
    ],
)
def test_what_people_write_is_text_and_never_markup(nasty):
    page = html(body=f"Plek: {nasty}\n", subject=f"Met {nasty}")
    assert "<script" not in page
    assert "<img" not in page
    assert 'onmouseover="' not in page
    assert 'href="javascript' not in page
    if nasty.startswith("&lt;"):
        assert "&amp;lt;b&amp;gt;" in page


def test_the_html_needs_nothing_from_elsewhere_and_names_its_language():
    page = html(language="en", kind="digest")
    assert '<html lang="en">' in page
    assert not re.search(r"<img|<link|<script|url\(|@import|@font-face", page)
    assert "prefers-color-scheme: dark" in page
    assert sent(language="en")["Content-Language"] == "en"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_text_and_html_say_why_the_mail_came(language):
    why = {"nl": "omdat MentorHub soms vraagt", "en": "because MentorHub sometimes asks"}[language]
    for shown in (plain, html):
        assert why in shown(kind="check_in", language=language)
    assert "meedoet aan MentorHub" in plain(kind="match")


def test_a_mail_that_may_end_says_how_and_one_that_may_not_does_not():
    ending = {"kind": "check_in", "stop_address": STOP}
    assert STOP in plain(**ending)
    assert f'href="{STOP}"' in html(**ending)
    assert sent(**ending)["List-Unsubscribe"] == f"<{STOP}>"
    assert "Zet deze mails uit" not in plain(kind="reminder")
    assert sent(kind="reminder")["List-Unsubscribe"] is None


def test_one_click_is_offered_over_https_only():
    """RFC 8058, section 3.1: the list header has an HTTPS address."""
    safe = STOP.replace("http:", "https:")
    assert sent(stop_address=safe)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent(stop_address=STOP)["List-Unsubscribe-Post"] is None


def test_a_calendar_file_goes_beside_the_text_and_the_html():
    message = sent(attachment="BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n")
    assert message.get_content_type() == "multipart/mixed"
    assert message.get_body(("html",)) is not None
    [attached] = message.iter_attachments()
    assert (attached.get_content_type(), attached.get_param("method")) == ("text/calendar", "CANCEL")
