"""The strict parser finds what feedparser's own door finds, to the last character."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import feedparser
import pytest

from index.feeds.parse_decode import decode
from index.feeds.parse_repair import repair
from index.feeds.parse_strict import NotStrictError, StrictParser

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://h.example/a/feed.xml"
HEADERS = {"content-type": "application/xml; charset=utf-8", "content-location": URL}
RSS = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>{}</channel></rss>'


def ours(text: str) -> StrictParser:
    parser = StrictParser(URL)
    parser.read(text.encode())
    return parser


def theirs(text: str) -> feedparser.FeedParserDict:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return feedparser.parse(
            io.BytesIO(text.encode()), response_headers=HEADERS, sanitize_html=False, resolve_relative_uris=False
        )


@pytest.mark.parametrize(
    "item",
    [
        "<item><title>A &amp; B</title><link>/1</link><guid>x</guid></item>",
        "<item><title>Quote \x93marks\x94 of windows-1252</title></item>",
        "<item><title>CafÃ©</title><description>&lt;p&gt;Twice encoded: Ã©&lt;/p&gt;</description></item>",
        "<item xml:base='https://o.example/x/' xml:lang='de_AT'><link>y</link><description>z</description></item>",
        "<item><dc:creator>Ann</dc:creator><dc:date>2026-01-02T03:04:05Z</dc:date><dc:subject>a</dc:subject></item>",
        "<item><source url='https://s.example/'>S</source><category domain='d'>c</category></item>",
        "<item><x:content xmlns:x='http://purl.org/rss/1.0/modules/content/'>no</x:content></item>",
        "<item><foo xmlns='urn:other' bar='1'>text</foo><m:math xmlns:m='http://www.w3.org/1998/Math/MathML'/></item>",
        "<item><enclosure url='/a.mp3' length='1' type='audio/mpeg'/><description><b>x</b> y</description></item>",
    ],
)
def test_an_item_is_read_as_feedparser_reads_it(item: str) -> None:
    mine, other = ours(RSS.format(item)), theirs(RSS.format(item))
    assert [dict(entry) for entry in mine.entries] == [dict(entry) for entry in other.entries]
    assert (dict(mine.feeddata), mine.version) == (dict(other.feed), other.version)


@pytest.mark.parametrize("text", ["<rss>", "<rss>&nope;</rss>", "<!DOCTYPE rss><rss/>", "<a:rss/>", ""])
def test_what_is_not_well_formed_is_refused(text: str) -> None:
    with pytest.raises(NotStrictError):
        ours(text)


def test_entries_are_independent_unless_one_leaves_something_behind() -> None:
    plain = "<item><title>1</title><description>x</description></item>"
    # An element that says it is escaped and is not throws feedparser's record of base addresses out of step.
    broken = (
        "<feed xmlns='http://www.w3.org/2005/Atom'>"
        + "<entry xml:base='/b/'><content type='text/html'><div>d</div></content></entry>" * 2
        + "</feed>"
    )
    assert ours(RSS.format(plain * 3)).independent
    assert not ours(broken).independent


@pytest.mark.data
@pytest.mark.slow
def test_over_the_real_feeds_nothing_differs(shared_data: Path) -> None:
    read, differing = 0, []
    for path in sorted(path for path in (shared_data / "feeds").rglob("*") if path.is_file())[::3]:
        if path.stat().st_size > 500_000:
            continue
        text = repair(decode(path.read_bytes(), "")).encode("utf-8", "ignore").decode()
        try:
            mine = ours(text)
        except NotStrictError:
            continue
        other = theirs(text)
        read += 1
        if (mine.entries, dict(mine.feeddata), mine.version) != (other.entries, dict(other.feed), other.version):
            differing.append(path.name)
    assert read > 1000
    assert not differing
