"""The archive follows feeds.toml, counts what each feed has, and remembers how its fetches went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, plan
from index.archive import Archive
from index.errors import NotFoundError
from index.feed_types import FetchState
from index.intake_types import KnownEntry
from index.types import FeedConfig, Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

A, B, C = "https://a.example/", "https://b.example/", "https://c.example/"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive") as archive:
        yield archive


def test_feeds_keep_the_order_and_the_words_of_the_configuration(archive: Archive) -> None:
    feeds = archive.feeds.sync([FeedConfig(B, "Bee", "World", ("x", "y")), FeedConfig(A)])
    assert [(feed.url, feed.title, feed.folder, feed.tags) for feed in feeds] == [
        (B, "Bee", "World", ("x", "y")),
        (A, A, "", ()),
    ]
    assert archive.feeds.all() == feeds


def test_a_changed_configuration_moves_feeds_and_keeps_their_ids(archive: Archive) -> None:
    first = {feed.url: feed.id for feed in archive.feeds.sync([FeedConfig(A), FeedConfig(B)])}
    second = archive.feeds.sync([FeedConfig(C), FeedConfig(B, "Renamed"), FeedConfig(A, folder="F")])
    assert [feed.url for feed in second] == [C, B, A]
    assert [(feed.title, feed.folder) for feed in second] == [(C, ""), ("Renamed", ""), (A, "F")]
    assert {feed.url: feed.id for feed in second if feed.url in first} == first


def test_a_removed_feed_keeps_its_articles_and_comes_back_as_it_was(archive: Archive) -> None:
    (feed,) = archive.feeds.sync([FeedConfig(A)])
    archive.articles.store(feed.id, plan(draft("k", "Text."), title="Own"), now=NOW, state=STATE)
    assert archive.feeds.sync([]) == ()
    (kept,) = archive.feeds.all(subscribed_only=False)
    assert (kept.id, kept.title, kept.subscribed, kept.articles) == (feed.id, "Own", False, 1)
    assert len(archive.articles.ids(Selection())) == 1
    (back,) = archive.feeds.sync([FeedConfig(A)])
    assert (back.id, back.subscribed, back.articles) == (feed.id, True, 1)
    assert archive.fetches.state(feed.id) == STATE


def test_an_address_listed_twice_counts_once(archive: Archive) -> None:
    assert [feed.title for feed in archive.feeds.sync([FeedConfig(A, "First"), FeedConfig(A, "Second")])] == ["First"]


def test_the_same_configuration_again_writes_nothing(archive: Archive) -> None:
    configs = [FeedConfig(A, "T", "F", ("x",)), FeedConfig(B)]
    archive.feeds.sync(configs)
    before = archive.data_version()
    archive.feeds.sync(configs)
    assert archive.data_version() == before
    archive.feeds.sync(configs[:1])
    assert archive.data_version() != before


def test_the_users_title_wins_over_the_feeds_own(archive: Archive) -> None:
    one, two = archive.feeds.sync([FeedConfig(A, "Mine"), FeedConfig(B)])
    for feed in (one, two):
        archive.articles.store(feed.id, plan(title="Its own", link="https://site.example/"), now=NOW, state=STATE)
    assert [(feed.title, feed.link) for feed in archive.feeds.all()] == [
        ("Mine", "https://site.example/"),
        ("Its own", "https://site.example/"),
    ]
    archive.articles.store(two.id, plan(), now=NOW, state=STATE)
    assert archive.feeds.get(two.id).title == "Its own"


def test_counts_follow_articles_and_marks(archive: Archive) -> None:
    one, two = archive.feeds.sync([FeedConfig(A), FeedConfig(B)])
    ids = archive.articles.store(one.id, plan(*(draft(f"k{n}", "T") for n in range(4))), now=NOW, state=STATE).new
    archive.articles.store(two.id, plan(draft("k", "T")), now=NOW, state=STATE)
    before = archive.marks.set(ids[:3], read=True)
    archive.marks.set(ids[:2], read=True)
    assert [(feed.articles, feed.unread) for feed in archive.feeds.all()] == [(4, 1), (1, 1)]
    archive.marks.restore(before[:1])
    assert archive.feeds.get(one.id).unread == 2
    archive.marks.read_all(Selection())
    assert [feed.unread for feed in archive.feeds.all()] == [0, 0]


def test_a_failure_is_remembered_until_a_good_answer(archive: Archive) -> None:
    (feed,) = archive.feeds.sync([FeedConfig(A)])
    archive.articles.store(feed.id, plan(), now=NOW, state=STATE)
    archive.fetches.record(feed.id, checked=NOW + 10, state=None, error="The server said no.")
    failed = archive.feeds.get(feed.id)
    assert (failed.checked, failed.fetched, failed.error) == (NOW + 10, NOW, "The server said no.")
    assert archive.fetches.state(feed.id) == STATE
    archive.fetches.record(feed.id, checked=NOW + 20, state=FetchState("new", "", b"d"), error="")
    unchanged = archive.feeds.get(feed.id)
    assert (unchanged.checked, unchanged.fetched, unchanged.error) == (NOW + 20, NOW + 20, "")
    assert archive.fetches.state(feed.id) == FetchState("new", "", b"d")


def test_known_entries(archive: Archive) -> None:
    (feed,) = archive.feeds.sync([FeedConfig(A)])
    (number,) = archive.articles.store(
        feed.id, plan(draft("k", "日本", "語", digest=b"\x00\xff")), now=NOW, state=STATE
    ).new
    assert archive.fetches.known(feed.id) == (KnownEntry(number, "k", "https://news.example/1", b"\x00\xff", 5),)


def test_no_such_feed(archive: Archive) -> None:
    for call in (
        lambda: archive.feeds.get(9),
        lambda: archive.fetches.state(9),
        lambda: archive.fetches.record(9, checked=NOW, state=None, error=""),
    ):
        with pytest.raises(NotFoundError, match="no feed 9"):
            call()
    assert archive.fetches.known(9) == ()
