from __future__ import annotations

import pytest

from index.errors import FetchError
from index.feeds.fetch_address import parse_address, redirect_target
from index.feeds.fetch_net import is_local_address
from index.feeds.fetch_words import status_error


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("8.8.8.8", False),
        ("2606:4700::1111", False),
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("224.0.0.1", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("fd00::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:8.8.8.8", False),
        ("2002:7f00:1::", True),
        ("64:ff9b::a00:1", True),
        ("64:ff9b::808:808", False),
        ("not an address", True),
    ],
)
def test_which_addresses_are_local(address: str, local: bool) -> None:
    assert is_local_address(address) is local


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("7", "wait 7 s"),
        ("299", "wait 299 s"),
        ("3600", "wait 60 min"),
        ("86400", "wait 24 h"),
        ("999999999999", "days"),
        ("Thu, 01 Jan 1970 00:02:00 GMT", "wait 120 s"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", ""),
        ("-5", ""),
        ("Fri, 99 Foo 9999", ""),
        ("²", ""),
        ("", ""),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone(header: str, said: str) -> None:
    message = str(status_error(503, header, now=0.0))
    assert said in message
    assert ("asked us to wait" in message) is bool(said)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://example.org/b"),
        ("b?x=1#frag", "https://example.org/a/b?x=1"),
        ("//other.example/b", "https://other.example/b"),
        ("  http://other.example  ", "http://other.example"),
        ("?page=2", "https://example.org/a/feed?page=2"),
    ],
)
def test_where_redirects_lead(location: str, target: str) -> None:
    assert redirect_target("https://example.org/a/feed", location) == target


@pytest.mark.parametrize("url", ["https://example.org/%7Ea?sig=%2b%2F+x", "https://u:p%40x@example.org:8443/a"])
def test_a_well_formed_address_stays_letter_for_letter(url: str) -> None:
    assert parse_address(url).url == url


def test_other_addresses_are_encoded() -> None:
    assert parse_address("https://münchen.example/zażółć feed").url == (
        "https://xn--mnchen-3ya.example/za%C5%BC%C3%B3%C5%82%C4%87%20feed"
    )


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://faß.example/", "xn--fa-hia.example"),
        ("https://BÜCHER.example/", "xn--bcher-kva.example"),
        ("http://[::1]:8080/feed", "::1"),
        ("http://EXAMPLE.org/", "example.org"),
        ("http://user:pass@example.org:8080/", "example.org"),
    ],
)
def test_which_host_an_address_names(url: str, host: str) -> None:
    assert parse_address(url).host == host


@pytest.mark.parametrize(
    "url",
    [
        "http://good.example\\@evil.example/",
        "http://good.example%2f@evil.example%00/",
        "http://a b/",
        "http://exa mple.org/",
        "http://example.org:0/",
        "http://example.org:99999/",
        "http://[fe80::1/",
        "http://exam\tple.org/",
        "http://x" + "y" * 300 + ".example/",
        "http://☃.\u202eexample/",
        "ftp://example.org/",
    ],
)
def test_what_two_readers_could_read_differently_is_no_address(url: str) -> None:
    with pytest.raises(FetchError):
        parse_address(url)
