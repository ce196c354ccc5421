"""Exact copies in lists: one row a text, the same in the count, every one of them to be had; and by source."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index.archive import Archive, copies
from index.types import ArticleRow, FeedConfig, Order, Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEEDS = 3
EACH = 8
IDS = range(1, FEEDS * EACH + 1)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Three feeds with eight articles each, of which the third is no longer followed; they share five texts."""
    with Archive.open(tmp_path_factory.mktemp("copies")) as archive:
        configs = [FeedConfig(f"https://{number}.example/") for number in range(FEEDS)]
        archive.feeds.sync(configs)
        for feed in range(1, FEEDS + 1):
            drafts = [
                draft(f"k{n}", "Ann.", title=f"{text}", fingerprint=text, published=NOW - (n * 7 + feed * 3) % 11)
                for n, text in ((n, n * feed % 6) for n in range(EACH))
            ]
            archive.articles.store(feed, plan(*drafts), now=NOW, state=STATE)
        archive.feeds.sync([configs[1], configs[0]])
        archive.marks.set(range(1, 25, 2), read=True)
        archive.marks.set(range(1, 25, 3), starred=True)
        archive.marks.tag(range(1, 25, 4), add=["later"])
        waiting = archive.entities.unrecognised(100, "r")
        archive.entities.store(
            [recognition(one.id, one.text_revision, mention("Ann")) for one in waiting if one.id % 2 == 0], "r"
        )
        yield archive


def text_of(article: ArticleRow) -> int:
    """The fingerprint that the fixture gave an article."""
    return int(article.title)


def expected(archive: Archive, selection: Selection, order: Order) -> list[int]:
    """The list, decided by looking at every row."""
    found = [row for row in archive.articles.rows(IDS) if row is not None]
    chosen = [
        row
        for row in found
        if (selection.feeds is None or row.feed in selection.feeds)
        and (not selection.unread or not row.read)
        and (not selection.starred or row.starred)
        and (not selection.tag or selection.tag in row.tags)
        and (selection.entity is None or row.id % 2 == 0)
    ]
    chosen.sort(key=lambda row: (row.time, row.id))
    if selection.folded:
        earliest: dict[int, int] = {}
        for row in chosen:
            earliest.setdefault(text_of(row), row.id)
        chosen = [row for row in chosen if not text_of(row) or earliest[text_of(row)] == row.id]
    if order is not Order.OLDEST:
        chosen.reverse()
    if order is Order.SOURCE:
        chosen.sort(key=lambda row: (2, 1, 3).index(row.feed))
    return [row.id for row in chosen]


SELECTIONS = [
    Selection(feeds, unread, starred, tag, entity, folded=True)
    for feeds, unread, starred, tag, entity in itertools.product(
        (None, (), (2,), (1, 3)), (False, True), (False, True), ("", "later"), (None, 1)
    )
]


@pytest.mark.parametrize("many", [0, 20_000])
@pytest.mark.parametrize("order", list(Order))
def test_a_folded_list_has_each_text_once_and_so_has_its_count(
    archive: Archive, order: Order, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_MANY", many)
    for selection in SELECTIONS:
        wanted = expected(archive, selection, order)
        assert list(archive.articles.ids(selection, order)) == wanted, selection
        assert archive.articles.count(selection) == len(wanted), selection
        for limit in (0, 1, 3, 100):
            assert list(archive.articles.ids(selection, order, limit)) == wanted[:limit], (selection, limit)


def test_an_article_is_kept_though_it_is_folded_away(archive: Archive) -> None:
    folded = Selection(folded=True)
    hidden = next(article for article in IDS if article not in expected(archive, folded, Order.NEWEST))
    for order in Order:
        ids = list(archive.articles.ids(replace(folded, keep=hidden), order))
        everything = list(archive.articles.ids(Selection(), order))
        assert ids == [article for article in everything if article in ids]
        assert hidden in ids


def test_the_copies_of_an_article_are_a_list_of_their_own(archive: Archive) -> None:
    for row in archive.articles.rows(IDS):
        assert row is not None
        copies = archive.articles.ids(Selection(copies_of=row.id))
        if text_of(row):
            assert row.id in copies
            assert len(copies) == row.copies + 1
        else:
            assert not copies, "a text too short to tell has no copies"


def test_unread_copies_by_their_feeds(archive: Archive) -> None:
    unread: dict[int, list[int]] = {}
    for row in archive.articles.rows(IDS):
        if row is not None and not row.read and text_of(row):
            unread.setdefault(text_of(row), []).append(row.feed)
    several = sorted(sorted(feeds) for feeds in unread.values() if len(feeds) > 1)
    assert sorted(sorted(feeds) for feeds in archive.articles.unread_copies()) == several != []


def test_stamps_come_in_the_order_asked_for(archive: Archive) -> None:
    three, nine = archive.articles.rows([3, 9])
    assert three is not None
    assert nine is not None
    assert archive.articles.stamps([9, 999, 3]) == [(nine.time, nine.feed), (0, 0), (three.time, three.feed)]


def test_what_is_remembered_of_copies_follows_what_comes_and_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_MANY", 0)
    folded, unread = Selection(folded=True), Selection(folded=True, unread=True)
    with Archive.open(tmp_path) as archive:
        archive.feeds.sync([FeedConfig("https://a.example/"), FeedConfig("https://b.example/")])

        def store(feed: int, key: str, text: int) -> None:
            article = draft(key, "Ann.", published=NOW - feed, fingerprint=text)
            archive.articles.store(feed, plan(article), now=NOW, state=STATE)

        store(1, "one", 5)
        store(2, "other", 6)
        assert len(archive.articles.ids(folded)) == 2
        store(1, "copy", 6)
        assert list(archive.articles.ids(folded)) == [1, 2]
        assert archive.articles.unread_copies() == [(2, 1)]
        archive.marks.set([2], read=True)
        assert list(archive.articles.ids(unread)) == [3, 1]
        assert archive.articles.count(unread) == 2
        assert archive.articles.unread_copies() == []
        edited = draft("copy", "Bea.", published=NOW - 1, fingerprint=7, digest=b"2")
        archive.articles.store(1, plan(edited=((3, edited),)), now=NOW, state=STATE)
        assert list(archive.articles.ids(folded)) == [3, 1, 2]
