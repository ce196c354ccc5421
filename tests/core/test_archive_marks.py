"""Read, starred, tags: every change says what was before, and undoing it puts that back exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, plan
from index.archive import Archive
from index.types import FeedConfig, MarkState, Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Six articles, 1 to 6, 6 the newest; the last three in the second feed."""
    with Archive.open(tmp_path / "archive") as archive:
        one, two = archive.feeds.sync([FeedConfig("https://a.example/"), FeedConfig("https://b.example/")])
        for feed, numbers in ((one, (3, 2, 1)), (two, (6, 5, 4))):
            drafts = [draft(f"k{n}", "Text.", published=NOW - 100 + n) for n in numbers]
            archive.articles.store(feed.id, plan(*drafts), now=NOW, state=STATE)
        yield archive


def marks(archive: Archive) -> dict[int, tuple[bool, bool, tuple[str, ...]]]:
    rows = archive.articles.rows(range(1, 7))
    return {row.id: (row.read, row.starred, row.tags) for row in rows if row}


def test_marking_returns_what_was_before(archive: Archive) -> None:
    assert archive.marks.set([3, 1], read=True) == (MarkState(3, False, False, ()), MarkState(1, False, False, ()))
    assert archive.marks.set([1], starred=True) == (MarkState(1, True, False, ()),)
    assert marks(archive)[1] == (True, True, ())
    assert archive.marks.set([1], read=False, starred=False) == (MarkState(1, True, True, ()),)
    assert marks(archive)[1] == (False, False, ())


def test_ids_that_nothing_has_are_passed_over_and_doubled_ones_count_once(archive: Archive) -> None:
    assert [state.article for state in archive.marks.set([2, 99, 2], read=True)] == [2]
    assert archive.marks.tag([99], add=["x"]) == ()
    assert archive.marks.tags() == ()


def test_tags_are_added_and_taken_off(archive: Archive) -> None:
    assert archive.marks.tag([1, 2], add=["later", " work ", "later", " "]) == (
        MarkState(1, False, False, ()),
        MarkState(2, False, False, ()),
    )
    assert archive.marks.tags() == (("later", 2), ("work", 2))
    assert archive.marks.tag([1], add=["zeal"], remove=["later"]) == (MarkState(1, False, False, ("later", "work")),)
    assert marks(archive)[1][2] == ("work", "zeal")
    assert marks(archive)[2][2] == ("later", "work")


def test_undoing_puts_every_mark_back(archive: Archive) -> None:
    archive.marks.set([1, 2], read=True)
    archive.marks.set([2, 3], starred=True)
    archive.marks.tag([1, 4], add=["later"])
    before = marks(archive)
    states = archive.marks.set(range(1, 7), read=True, starred=True)
    archive.marks.tag(range(1, 7), add=["x"], remove=["later"])
    assert marks(archive) != before
    archive.marks.restore(states)
    assert marks(archive) == before


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), [6, 4, 3, 2]),
        (Selection(unread=True), [6, 4, 3, 2]),
        (Selection(feeds=(1,)), [3, 2]),
        (Selection(starred=True), [3]),
        (Selection(tag="later"), [4]),
        (Selection(feeds=()), []),
    ],
)
def test_reading_all_returns_those_that_were_unread(
    archive: Archive, selection: Selection, expected: list[int]
) -> None:
    archive.marks.set([1, 5], read=True)
    archive.marks.set([3, 5], starred=True)
    archive.marks.tag([4, 5], add=["later"])
    before = marks(archive)
    states = archive.marks.read_all(selection)
    assert [state.article for state in states] == expected
    assert all(marks(archive)[number][0] for number in expected)
    archive.marks.restore(states)
    assert marks(archive) == before


def test_matching(archive: Archive) -> None:
    archive.marks.set([1, 2], read=True)
    archive.marks.set([2, 3], starred=True)
    archive.marks.tag([3, 4], add=["later"])
    assert archive.marks.matching() == {1, 2, 3, 4, 5, 6}
    assert archive.marks.matching(read=True) == {1, 2}
    assert archive.marks.matching(read=False, starred=True) == {3}
    assert archive.marks.matching(starred=False, tag="later") == {4}
    assert archive.marks.matching(tag="none") == frozenset()


def test_marks_change_nothing_that_others_derive_from(archive: Archive) -> None:
    revision = archive.revision()
    archive.marks.set([1], read=True, starred=True)
    archive.marks.tag([1], add=["x"])
    archive.marks.restore(archive.marks.read_all(Selection()))
    assert archive.revision() == revision
    assert archive.changes.pending(revision) == 0
