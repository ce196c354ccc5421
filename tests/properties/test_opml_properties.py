"""What is exported comes back whole, and no document breaks the reading of one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from index.config_table import address_fault, holds_control
from index.errors import ConfigError
from index.newsboat_urls import parse_urls
from index.opml import SEPARATOR, export_opml, parse_opml
from index.subscriptions import Subscriptions, clean_name
from index.types import Feed, FeedConfig

PATH = Path("list.opml")
names = st.text(max_size=20).map(clean_name).filter(bool)
folders = st.lists(names.filter(lambda name: SEPARATOR not in f" {name} "), max_size=3).map(SEPARATOR.join)
tags = st.lists(names.filter(lambda tag: "," not in tag and tag.strip("/ ") == tag), max_size=3, unique=True)


@st.composite
def feeds(draw: st.DrawFn) -> list[Feed]:
    made = st.tuples(names, folders, tags)
    return [
        Feed(number, f"https://{number}.example/?a=1&b=<{number}>", title, folder, tuple(labels))
        for number, (title, folder, labels) in enumerate(draw(st.lists(made, max_size=6)))
    ]


@settings(deadline=None)
@given(feeds())
def test_what_is_exported_comes_back(given_feeds: list[Feed]) -> None:
    exported = export_opml(given_feeds, (), 0)
    again = parse_opml(PATH, exported.text.encode())
    assert again.skipped == ()
    expected = [FeedConfig(feed.url, feed.title, feed.folder, feed.tags) for feed in given_feeds]
    assert sorted(again.feeds, key=str) == sorted(expected, key=str)
    for folder in {feed.folder for feed in given_feeds}:
        assert [feed for feed in again.feeds if feed.folder == folder] == [f for f in expected if f.folder == folder]


def _is_fit_for_a_file(found: Subscriptions) -> None:
    for feed in found.feeds:
        assert feed.url.lower().startswith(("http://", "https://"))
        assert not address_fault(feed.url)
        assert "@" not in urlsplit(feed.url).netloc
        assert not any(holds_control(text) for text in (feed.title, feed.folder, *feed.tags))


@settings(deadline=None)
@given(st.text(), st.text(), st.text(), st.binary(max_size=200))
def test_no_document_breaks_the_reading(url: str, name: str, folder: str, junk: bytes) -> None:
    attributes = "".join(f' {key}="{value}"' for key, value in (("xmlUrl", url), ("text", name)))
    whole = f'<opml><outline text="{folder}"><outline{attributes}/></outline></opml>'.encode("utf-8", "surrogatepass")
    for content in (whole, junk, whole[:20] + junk + whole[20:]):
        with suppress(ConfigError):
            _is_fit_for_a_file(parse_opml(PATH, content))
    _is_fit_for_a_file(parse_urls(f"{url} {name}\nhttps://{url}@{folder}\n{junk.decode('utf-8', 'replace')}"))
