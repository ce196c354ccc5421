"""Whatever is pasted, and whatever a page says: addresses of feeds or a clear answer, never anything else."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from index.config_table import address_fault
from index.errors import FetchError, WirecopyError
from index.feeds.discover import articles_a_week, typed_addresses
from index.text.page_links import feed_links, is_page, named_feeds
from tui.discovery_client import read_discovery

schemes = st.sampled_from(["", "http://", "https://", "feed://", "feed:", "file://", "javascript:", "/", "~/", "//"])
pieces = st.sampled_from(
    ["<link ", "<a ", "<base ", 'rel="alternate" ', "type=application/rss+xml ", 'href="', "feed.xml", "//x.example/"]
) | st.sampled_from(
    ['">', "javascript:", "data:,x", "\x1b[2J", "&#0;", "&#x202e;", "http://[", "\ud800", "<!--", "</head>", "'", " "]
)


@given(schemes, st.text(max_size=40))
def test_what_is_pasted_is_an_address_or_refused(scheme: str, text: str) -> None:
    with suppress(FetchError):
        for address in typed_addresses(scheme + text):
            assert address_fault(address) == ""
            assert urlsplit(address).scheme.lower() in {"http", "https", "file"}


@settings(deadline=None)
@given(st.lists(pieces | st.text(max_size=5), max_size=40).map("".join))
def test_a_page_names_nothing_but_addresses(text: str) -> None:
    is_page(text)
    for url in (
        *(feed.url for feed in named_feeds(text, "https://a.example/b/")),
        *feed_links(text, "https://a.example/"),
    ):
        assert url.startswith(("http://", "https://"))
        assert address_fault(url) == ""
        assert url.isascii()
    for feed in named_feeds(text, "https://a.example/"):
        assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in feed.title)


@given(st.lists(st.integers(-(2**40), 2**40), max_size=10), st.integers(0, 2**33))
def test_articles_a_week_are_never_absurd(times: list[int], now: int) -> None:
    weekly = articles_a_week(times, now)
    assert weekly is None or 0 < weekly <= 7 * len(times)


names = st.sampled_from(["feed", "feeds", "url", "title", "headlines", "published", "weekly", "size"])
values = st.none() | st.booleans() | st.floats() | st.text()


@given(st.recursive(values, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=12))
def test_any_document_is_read_or_refused(document: object) -> None:
    import json

    with suppress(WirecopyError):
        read_discovery(json.dumps({"feed": document, "size": document}))
        read_discovery(json.dumps(document))
