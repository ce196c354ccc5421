"""The search index on the real archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index.archive import Archive
from index.search.index import SearchIndex
from index.types import Block, BlockKind, EntityType, FeedConfig

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def index(archive: Archive, tmp_path: Path) -> Iterator[SearchIndex]:
    feeds = archive.feeds.sync(
        [FeedConfig("https://rferl.example/rss", "RFE/RL", "World"), FeedConfig("https://amn.example/feed", "AMN")]
    )
    first = draft("1", "Nicolás Maduro met Putin.", "Oil was discussed.", title="Maduro in Moscow", origin="RFE/RL")
    second = draft("2", "The price of oil fell.", title="Oil", digest=b"2", published=NOW - 7200)
    archive.articles.store(feeds[0].id, plan(first), now=NOW, state=STATE)
    archive.articles.store(feeds[1].id, plan(second), now=NOW, state=STATE)
    opened = SearchIndex(tmp_path / "search", archive)
    opened.catch_up()
    yield opened
    opened.close()


def titles(index: SearchIndex, query: str) -> list[str]:
    return [hit.row.title for hit in index.search(query).hits]


def test_what_the_archive_holds_is_found(index: SearchIndex) -> None:
    assert titles(index, "oil") == ["Oil", "Maduro in Moscow"]
    assert titles(index, '"price of oil" feed:amn') == ["Oil"]
    assert titles(index, "folder:world origin:rfe/rl") == ["Maduro in Moscow"]


def test_marks_and_entities_follow_the_archive(index: SearchIndex, archive: Archive) -> None:
    found = index.search("maduro").hits[0].row.id
    archive.marks.set([found], read=True)
    archive.marks.tag([found], add=["later"])
    assert titles(index, "is:read tag:later") == ["Maduro in Moscow"]
    assert titles(index, "person:maduro") == []
    archive.entities.store(
        [recognition(found, 1, mention("Nicolás Maduro"), mention("Moscow", kind=EntityType.PLACE))], "rules"
    )
    assert index.search("oil").behind > 0
    index.catch_up()
    assert index.search("oil").behind == 0
    assert titles(index, 'person:"nicolas maduro" place:moscow') == ["Maduro in Moscow"]


def test_an_edit_is_found_by_its_new_words_only(index: SearchIndex, archive: Archive) -> None:
    row = index.search("price").hits[0].row
    edit = draft("2", "The price of gas rose.", title="Gas", digest=b"3", published=NOW - 7200)
    archive.articles.store(row.feed, plan(edited=((row.id, edit),)), now=NOW, state=STATE)
    index.catch_up()
    assert titles(index, "gas") == ["Gas"]
    assert titles(index, "oil") == ["Maduro in Moscow"]
    assert index.search("").total == 2


def test_a_first_picture_is_found_though_nothing_else_has_changed(index: SearchIndex, archive: Archive) -> None:
    row = index.search("price").hits[0].row
    assert titles(index, "has:image") == []
    words = Block(BlockKind.PARAGRAPH, "The price of oil fell.")
    picture = Block(BlockKind.IMAGE, "", src="https://amn.example/oil.jpg")
    for blocks, found in (((picture, words), ["Oil"]), ((words,), [])):
        edit = draft("2", title="Oil", digest=bytes(len(blocks)), published=NOW - 7200, blocks=blocks)
        archive.articles.store(row.feed, plan(edited=((row.id, edit),)), now=NOW, state=STATE)
        index.catch_up()
        assert titles(index, "has:image") == found
