"""Lists of articles: their order, their conditions, and that SQLite never has to sort the long ones."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index.archive import Archive
from index.archive.selections import condition, order_by
from index.types import FeedConfig, Order, Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

FEEDS = 5
EACH = 12


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Sixty articles, ten seconds, so that many share theirs; some read, starred, tagged, of an entity."""
    with Archive.open(tmp_path_factory.mktemp("lists")) as archive:
        archive.feeds.sync([FeedConfig(f"https://{number}.example/") for number in range(FEEDS)])
        for feed in range(1, FEEDS + 1):
            drafts = [draft(f"k{n}", "Ann.", published=NOW - (n * feed) % 10) for n in range(EACH)]
            archive.articles.store(feed, plan(*drafts), now=NOW, state=STATE)
        archive.marks.set(range(1, 61, 2), read=True)
        archive.marks.set(range(1, 61, 3), starred=True)
        archive.marks.tag(range(1, 61, 4), add=["later"])
        waiting = archive.entities.unrecognised(100, "r")
        archive.entities.store(
            [recognition(one.id, one.text_revision, mention("Ann")) for one in waiting if one.id % 5 == 0], "r"
        )
        yield archive


def expected(archive: Archive, selection: Selection, order: Order) -> list[int]:
    """The same list, decided by looking at every row."""
    rows = [row for row in archive.articles.rows(range(1, 61)) if row is not None]
    kept = [
        row
        for row in rows
        if row.id == selection.keep
        or (
            (selection.feeds is None or row.feed in selection.feeds)
            and (not selection.unread or not row.read)
            and (not selection.starred or row.starred)
            and (not selection.tag or selection.tag in row.tags)
            and (selection.entity is None or row.id % 5 == 0)
        )
    ]
    kept.sort(key=lambda row: (row.time, row.id), reverse=order is not Order.OLDEST)
    if order is Order.SOURCE:
        kept.sort(key=lambda row: row.feed)
    return [row.id for row in kept]


SELECTIONS = [
    Selection(feeds, unread, starred, tag, entity, keep)
    for feeds, unread, starred, tag, entity, keep in itertools.product(
        (None, (), (2,), (1, 4), (1, 2, 3, 4, 5)), (False, True), (False, True), ("", "later"), (None, 1), (None, 7)
    )
]


@pytest.mark.parametrize("order", list(Order))
def test_every_selection_lists_what_it_says_in_its_order(archive: Archive, order: Order) -> None:
    for selection in SELECTIONS:
        wanted = expected(archive, selection, order)
        assert list(archive.articles.ids(selection, order)) == wanted, selection
        assert archive.articles.count(selection) == len(wanted), selection
        for limit in (0, 1, 5, 100):
            assert list(archive.articles.ids(selection, order, limit)) == wanted[:limit], (selection, limit)


def test_an_article_that_does_not_exist_cannot_be_kept(archive: Archive) -> None:
    assert len(archive.articles.ids(Selection(keep=999))) == 60


def test_ids_take_eight_bytes_each(archive: Archive) -> None:
    ids = archive.articles.ids(Selection())
    assert (ids.typecode, ids.itemsize) == ("q", 8)


def test_rows_come_in_the_order_asked_for(archive: Archive) -> None:
    rows = archive.articles.rows([9, 3, 999, 9])
    assert [row and row.id for row in rows] == [9, 3, None, 9]
    assert archive.articles.rows([]) == []


def test_rows_show_their_tags_and_names(archive: Archive) -> None:
    (row,) = archive.articles.rows([5])
    assert row is not None
    assert row.tags == ("later",)
    assert [name.text for name in row.names] == ["Ann"]


def plan_of(archive: Archive, selection: Selection, order: Order, *, walk: bool = True) -> str:
    wanted = condition(selection, walk=walk)
    with archive._database.read() as connection:
        rows = connection.execute(
            f"EXPLAIN QUERY PLAN SELECT id FROM article WHERE {wanted.sql} ORDER BY {order_by(order)} LIMIT 10",
            wanted.parameters,
        ).fetchall()
    return "; ".join(row[3] for row in rows)


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
@pytest.mark.parametrize(
    ("selection", "index"),
    [
        (Selection(), "article_by_time"),
        (Selection(unread=True), "article_unread"),
        (Selection(starred=True), "article_starred"),
        (Selection(feeds=(1,)), "article_by_feed"),
        (Selection(feeds=(1,), unread=True), "article_unread_by_feed"),
        (Selection(feeds=(1, 2, 3)), "article_by_time"),
        (Selection(feeds=(1, 2, 3), unread=True), "article_unread"),
    ],
)
def test_long_lists_are_read_off_an_index_and_never_sorted(
    archive: Archive, selection: Selection, index: str, order: Order
) -> None:
    explained = plan_of(archive, selection, order)
    assert re.search(rf"INDEX {index}\b", explained)
    assert "TEMP B-TREE" not in explained


def test_a_few_sparse_feeds_are_gathered_instead(archive: Archive) -> None:
    explained = plan_of(archive, Selection(feeds=(1, 2)), Order.NEWEST, walk=False)
    assert "article_by_feed" in explained


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT revision, id FROM article WHERE revision > 1 ORDER BY revision, id LIMIT 5", "article_by_revision"),
        (
            "SELECT time, id FROM article WHERE recogniser = '' ORDER BY time DESC, id DESC LIMIT 5",
            "article_by_recogniser",
        ),
        ("SELECT count(*) FROM article WHERE fingerprint = 5 AND fingerprint <> 0", "article_by_fingerprint"),
        ("SELECT article FROM tag WHERE name = 'x'", "tag_by_name"),
        ("SELECT id FROM entity ORDER BY articles DESC, id DESC LIMIT 5", "entity_by_articles"),
        ("SELECT id FROM entity WHERE type = 'PERSON' ORDER BY articles DESC, id DESC LIMIT 5", "entity_by_type"),
    ],
)
def test_what_catches_up_has_an_index_too(archive: Archive, sql: str, index: str) -> None:
    with archive._database.read() as connection:
        explained = "; ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())
    assert index in explained
    assert "TEMP B-TREE" not in explained
