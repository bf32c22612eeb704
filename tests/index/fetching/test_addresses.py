"""Which numbers may be connected to, which addresses asked for, and how they are shown."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import NotFetched
from index.fetching.networks import Reach, reach_of
from index.fetching.urls import redirected, shown, web_address
from index.paths import is_web

NUMBERS = {
    Reach.PUBLIC: """
        1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1
        169.253.1.1 172.15.255.255 172.32.0.0 191.255.255.255 192.167.255.255 192.169.0.0
        198.17.255.255 198.20.0.0 223.255.255.255 2606:4700::1111 2a00:1450:4001::200e
        ::ffff:8.8.8.8 64:ff9b::808:808
    """,
    Reach.PRIVATE: """
        127.0.0.1 127.255.255.254 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.1.1
        169.254.169.254 100.64.0.1 100.127.255.255 ::1 fc00::1 fdff::1 fe80::1 fe80::1%eth0
        fec0::1 ::ffff:127.0.0.1 ::ffff:10.1.2.3 ::ffff:a9fe:a9fe 64:ff9b::7f00:1
    """,
    Reach.NOBODY: """
        0.0.0.0 0.1.2.3 192.0.0.1 192.0.2.7 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.1
        203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 :: ::2 ff02::1
        2001::1 2001:db8::1 2002:7f00:1::1 2002:0808:0808::1 3fff::1 4000::1 100::1 ::8.8.8.8
        64:ff9b:1::1 ::ffff:224.0.0.1 5f00::1 localhost 1.2.3 nonsense
    """,
}


@pytest.mark.parametrize(
    ("number", "reach"),
    [(number, reach) for reach, numbers in NUMBERS.items() for number in numbers.split()],
)
def test_who_is_meant_by_a_number(number: str, reach: Reach) -> None:
    assert reach_of(number) is reach


@given(st.ip_addresses(v=4))
def test_what_the_standard_library_calls_special_is_never_public(number: IPv4Address) -> None:
    if not number.is_global or number.is_multicast or number.is_reserved:
        assert reach_of(str(number)) is not Reach.PUBLIC


@given(st.ip_addresses(v=6))
def test_nor_is_what_it_calls_special_in_the_newer_kind(number: IPv6Address) -> None:
    inside = number.ipv4_mapped or number.sixtofour or (number.teredo and number.teredo[1])
    if inside is None and (not number.is_global or number.is_multicast):
        assert reach_of(str(number)) is not Reach.PUBLIC


@given(st.ip_addresses(v=4))
def test_a_number_in_another_spelling_is_the_same_number(number: IPv4Address) -> None:
    for spelled in (f"::ffff:{number}", str(IPv6Address(f"64:ff9b::{number}"))):
        assert reach_of(spelled) is reach_of(str(number))


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://News.Example/a?b=c#d", "https://news.example/a?b=c"),
        ("HTTP://news.example:80", "http://news.example/"),
        ("https://news.example:443/x", "https://news.example/x"),
        ("https://news.example:8443/x", "https://news.example:8443/x"),
        ("  https://news.example./  ", "https://news.example/"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("https://báo.vn/tin?q=đổi", "https://xn--bo-mia.vn/tin?q=%C4%91%E1%BB%95i"),
        ("https://news.example/a%20b", "https://news.example/a%20b"),
        ("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/"),
    ],
)
def test_an_address_has_one_spelling(written: str, url: str) -> None:
    address = web_address(written)
    assert address.url == url
    assert web_address(address.url) == address


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("ftp://news.example/", "neither http nor https"),
        ("file:///etc/passwd", "neither http nor https"),
        ("javascript:alert(1)", "neither http nor https"),
        ("//news.example/", "neither http nor https"),
        ("https://", "names no host"),
        ("https:///path", "names no host"),
        ("https://jane:secret@news.example/", "a user name"),
        ("https://jane@news.example/", "a user name"),
        ("https://news.example:25/", "port 25"),
        ("https://news.example:99999/", "no web address"),
        ("https://news.example:x/", "no web address"),
        ("https://news.example\\@other.example/", "a backslash"),
        ("https://news.example/\r\nHost: other", "a control character"),
        ("https://news\x00.example/", "a control character"),
        ("https://new s.example/", "a blank"),
        ("https://-news.example/", "no name"),
        ("https://" + "a" * 64 + ".example/", "no name"),
        ("https://" + ".".join(["abcdefgh"] * 30) + "/", "no name"),
        ("https://faß.example/", "two ways"),
        ("https://[::1/", "no web address"),
        ("https://news.example/" + "a" * 2000, "longer than"),
    ],
)
def test_what_is_never_asked_for(written: str, reason: str) -> None:
    with pytest.raises(NotFetched, match=reason):
        web_address(written)


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_text_makes_more_than_an_address_of_one_line(host: str, path: str) -> None:
    try:
        address = web_address(f"https://{host}/{path}")
    except NotFetched:
        return
    assert address.url.isascii()
    assert not set(address.url) & set(' \r\n\t\\<>"')
    assert web_address(address.url) == address


def test_a_redirect_is_looked_at_like_an_address() -> None:
    base = web_address("https://news.example/a/b")
    assert redirected(base, "../c").url == "https://news.example/c"
    assert redirected(base, "//other.example/ü").url == "https://other.example/%C3%BC"
    assert redirected(base, "/Ã¼ x").url == "https://news.example/%C3%BC%20x"
    for location, reason in (
        ("http://news.example/", "not encrypted"),
        ("file:///etc/passwd", "neither http"),
        ("https://a:b@news.example/", "a user name"),
        ("https://[", "no web address"),
    ):
        with pytest.raises(NotFetched, match=reason):
            redirected(base, location)


def test_what_is_a_path_is_no_address() -> None:
    assert is_web("https://news.example")
    assert is_web("HTTP://news.example")
    assert not any(map(is_web, ("news/https", "http", "https:", "./http://x", "C:\\http", "")))


@pytest.mark.parametrize(
    ("url", "as_shown"),
    [
        ("https://xn--bcher-kva.example/a", "https://bücher.example/a"),
        ("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/"),  # аррӏе, all Cyrillic
        ("https://xn--e1afmkfd.xn--p1ai/", "https://пример.рф/"),
        ("https://pаypal.example/", "https://xn--pypal-4ve.example/"),  # one letter is Cyrillic
        ("https://xn--fsqu00a.example/", "https://例子.example/"),
        ("https://xn--wgv71a119e.jp/", "https://日本語.jp/"),
        # The three scripts of Japanese are written together.
        ("https://xn--59jtb2nye6556c.example/", "https://食べるパン.example/"),
        ("https://plain.example:8080/x", "https://plain.example:8080/x"),
        ("https://xn--\u0000.example/", "https://xn--\u0000.example/"),
        ("no address", "no address"),
    ],
)
def test_a_host_is_shown_in_letters_where_these_deceive_nobody(url: str, as_shown: str) -> None:
    assert shown(url) == as_shown
