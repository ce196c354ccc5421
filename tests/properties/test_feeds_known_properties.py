"""A feed's articles as a table: the same as one by one, whatever they are called and wherever they link to."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archive_samples import draft
from index import FeedConfig
from index.archive import Archive
from index.feed_types import FetchState
from index.feeds.known import KnownIndex, canonical, table_of
from index.intake_types import FeedPlan, KnownEntry

KEYS = st.text(alphabet="ab\n:/", min_size=1, max_size=4)
LINKS = st.sampled_from(
    [
        *("", "https://h.example/", "https://h.example/a", "http://www.h.example/a/", "https://h.example/a?id=1"),
        *("https://h.example/a?utm_source=x&id=1", "https://h.example/a?id=2", "https://h.example/a&fbclid=1&b/c", "x"),
        *("https://h.example/a#b", "https://o.example/https://h.example/a", "https://h.example/%C3%A9"),
    ]
)
DIGESTS = st.sampled_from([bytes([number]) * 16 for number in range(5)])
ENTRIES = st.lists(st.tuples(KEYS, LINKS, DIGESTS), max_size=8, unique_by=lambda row: row[0]).map(
    lambda rows: tuple(KnownEntry(number, *row, number * 7) for number, row in enumerate(rows, 1))
)


@given(ENTRIES, st.sets(DIGESTS), st.sets(LINKS), st.sets(KEYS))
def test_what_is_lost_is_what_looking_at_every_article_finds(
    entries: tuple[KnownEntry, ...], digests: set[bytes], links: set[str], there: set[str]
) -> None:
    index = KnownIndex(table_of(entries))
    wanted = {canonical(link) for link in links} - {""}
    expected = [
        entry
        for entry in entries
        if entry.key not in there and (entry.digest in digests or canonical(entry.link) in wanted)
    ]
    assert index.lost(digests, wanted, there.__contains__) == expected
    assert [index.get(entry.key) for entry in entries] == list(entries)
    assert index.get("no such key") is None


@settings(max_examples=25, deadline=None)
@given(ENTRIES)
def test_the_archive_gives_the_table_that_its_articles_make(entries: tuple[KnownEntry, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        feed = archive.feeds.sync([FeedConfig("https://h.example/feed")])[0].id
        drafts = tuple(draft(entry.key, link=entry.link, digest=entry.digest) for entry in entries)
        archive.articles.store(feed, FeedPlan("", "", new=drafts), now=1, state=FetchState())
        table, known = archive.fetches.known_table(feed), archive.fetches.known(feed)
        index = KnownIndex(table)
        assert table.count == len(known) == len(entries)
        assert [index.get(entry.key) for entry in known] == list(known)
