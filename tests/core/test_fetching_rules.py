"""What the fetcher decides without a network: forms of links, kinds of addresses, titles."""

import pytest

from mentorhub.core.fetching import MOST_LETTERS, OPEN_WEB, Refused, is_public, web_address
from mentorhub.core.fetching.titles import title_in


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8",
        "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1",
        "192.168.1.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.9", "224.0.0.1",
        "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1",
        "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254",
        "fe80::1", "fe80::1%eth0", "2a00:1450::1%1", "fec0::1", "ff02::1", "0x7f.0.0.1", "2130706433",
        "127.1", "010.0.0.1", "name.example", "",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_open_internet_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "172.32.0.1", "2a00:1450:400e:80c::200e"])
def test_an_address_of_the_open_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("", "address"),
        ("stage.example", "address"),
        ("ftp://stage.example/", "address"),
        ("file:///etc/passwd", "address"),
        ("javascript:alert(1)", "address"),
        ("data:text/html,<title>x</title>", "address"),
        ("http:///x", "address"),
        ("http://localhost/", "address"),
        ("http://intranet/", "address"),
        ("http://stage.example./", "address"),
        ("http://127.0.0.1/", "address"),
        ("http://127.1/", "address"),
        ("http://0177.0.0.1/", "address"),
        ("http://2130706433/", "address"),
        ("http://0x7f000001/", "address"),
        ("http://0x7f.0.0.0x1/", "address"),
        ("http://a.0x7f/", "address"),
        ("http://[::1]/", "address"),
        ("http://[::ffff:7f00:1]/", "address"),
        ("http://１２７.0.0.1/", "address"),
        ("http://127。0。0。1/", "address"),
        ("http://ⓛⓞⓒⓐⓛ.example/", "address"),
        ("http://st%61ge.example/", "address"),
        ("http://stage.example%00.other.example/", "address"),
        ("http://-stage.example/", "address"),
        ("http://stage..example/", "address"),
        ("http://stage.example/a b", "address"),
        ("http://stage.example/\r\nx: y", "address"),
        ("http://stage.example/" + "a" * 3000, "address"),
        ("http://me@stage.example/", "credentials"),
        ("http://me:word@stage.example/", "credentials"),
        ("http://stage.example\\@other.example/", "credentials"),
        ("http://stage.example:8080/", "port"),
        ("http://stage.example:0/", "port"),
        ("http://stage.example:22/", "port"),
        ("http://stage.example:99999/", "port"),
    ],
)
def test_a_link_that_is_no_plain_web_page_is_refused_by_its_form(link, reason):
    with pytest.raises(Refused) as refused:
        web_address(link)
    assert refused.value.reason == reason
    assert "stage" not in str(refused.value)


@pytest.mark.parametrize(
    ("link", "same"),
    [
        ("HTTPS://Stage.Example/x?y=1", "https://stage.example/x?y=1"),
        ("http://stage.example:80/", "http://stage.example/"),
        ("http://stage.example:443/", "http://stage.example:443/"),
        ("https://café.example/", "https://xn--caf-dma.example/"),
        ("https://werk_bij.stage.xn--p1ai/", "https://werk_bij.stage.xn--p1ai/"),
    ],
)
def test_a_plain_web_page_keeps_its_address(link, same):
    assert str(web_address(link)) == same


async def test_the_real_resolver_finds_this_machine_and_it_is_not_allowed():
    found = await OPEN_WEB.look_up("localhost", 80)
    assert set(found) & {"127.0.0.1", "::1"}
    assert not any(OPEN_WEB.allows(address) for address in found)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (b"<TITLE lang='nl'>Stage &eacute;&#233;n</TITLE>", "Stage één"),
        (b"<title>Twee\n\n  regels</title>", "Twee regels"),
        (b"<title>Een</title><title>Twee</title>", "Een"),
        (b"<titles>Nee</titles><title>Ja</title>", "Ja"),
        (b"<title>Nooit dicht", "Nooit dicht"),
        (b"<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>", "<script>alert(1)</script>"),
        ("<title>omge\u202ekeerd\u200b\x00</title>".encode(), "omgekeerd"),
        (b"<title>Caf\xe9</title>", "Caf\ufffd"),
        (b"<meta charset='windows-1252'><title>Caf\xe9</title>", "Café"),
        (b"<meta charset='punycode'><title>Cafe</title>", "Cafe"),
        (b"", ""),
    ],
)
def test_a_title_is_one_line_of_plain_text(page, title):
    assert title_in(page, "") == title


def test_the_header_decides_the_charset_and_a_long_title_is_shortened():
    assert title_in(b"<title>Caf\xe9</title>", "ISO-8859-1") == "Café"
    long = title_in(b"<title>" + b"a" * 5000 + b"</title>", "utf-8")
    assert len(long) == MOST_LETTERS
    assert long.endswith("…")


@pytest.mark.parametrize("part", [b"<title ", b"<!--", b"<a ", b"&", b"<title>", b"<![CDATA["])
def test_a_page_made_to_keep_a_parser_busy_gives_a_short_title_or_none(part):
    assert len(title_in((part * 1_000_000)[:1_000_000], "")) <= MOST_LETTERS
