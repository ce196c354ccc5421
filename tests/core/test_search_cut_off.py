"""An index whose writing is cut off: what was in force stays so, and the next run goes on from there."""

from __future__ import annotations

import os
import subprocess
import textwrap
from typing import TYPE_CHECKING

import pytest
from whoosh.filedb.filestore import FileStorage

from archive_samples import NOW, STATE, draft, plan
from index.archive import Archive
from index.errors import SearchIndexError
from index.search import merge, phrases, postings, rebuild, tidy
from index.search.index import SearchIndex
from index.search.store import Store
from index.types import FeedConfig
from search_samples import FakeArchive, article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class CutOffError(OSError):
    """The disk is gone."""


class Disk:
    """Files can be created so many times, and renamed; then nothing can be written any more."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 10**9
        create, rename = FileStorage.create_file, FileStorage.rename_file
        monkeypatch.setattr(FileStorage, "create_file", self._counted(create))
        monkeypatch.setattr(FileStorage, "rename_file", self._counted(rename))

    def _counted(self, act: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **named: object) -> object:
            self.left -= 1
            if self.left < 0:
                raise CutOffError("no room")
            return act(*arguments, **named)

        return counted


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def ids(index: SearchIndex, query: str) -> list[int]:
    result = index.search(query, limit=1000)
    assert not result.damaged
    found = sorted(hit.row.id for hit in result.hits)
    assert len(found) == result.total
    return found


def everything(*versions: str) -> FakeArchive:
    archive = FakeArchive()
    for version in versions:
        for number in range(1, 10):
            archive.store(article(number, f"Oil {version}", f"word{number}"))
    return archive


@pytest.mark.parametrize("write", ["catch_up", "tidy", "rebuild"])
def test_cut_off_at_any_file_the_index_answers_as_before(
    write: str, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "FAN", 3)
    monkeypatch.setattr(merge, "AT_ONCE", 12 if write == "catch_up" else 0)
    archive = everything("old")
    index = SearchIndex(tmp_path, archive)
    for number in range(20, 30):
        index.catch_up()
        archive.store(article(number, "Oil old"))
    index.catch_up()
    if write == "catch_up":
        for number in (1, 2, 3):
            archive.store(article(number, "Oil new"))
    before = ids(index, "oil")
    for room in range(200):
        disk.left = room
        try:
            getattr(index, write)()
            break
        except SearchIndexError:
            disk.left = 10**9
            assert ids(index, "oil") == before
            reader = SearchIndex(tmp_path, archive)
            assert ids(reader, "oil") == before
            assert set(ids(reader, "new")) <= {1, 2, 3}
            reader.close()
    disk.left = 10**9
    assert room > 10
    getattr(index, write)()
    assert ids(index, "oil") == before
    assert ids(index, "new") == ([1, 2, 3] if write == "catch_up" else [])
    names = {segment.segment_id() for segment in Store(tmp_path).read().segments}
    written = {path.name.split(".")[0] for path in tmp_path.glob("*.trm")}
    assert written == names
    index.close()


def test_what_changes_during_a_large_merge_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge, "FAN", 3)
    monkeypatch.setattr(merge, "AT_ONCE", 0)
    archive = FakeArchive()
    index, other = SearchIndex(tmp_path, archive), SearchIndex(tmp_path, archive)
    for number in range(1, 4):
        archive.store(article(number, "Oil old"), article(10 * number, "Oil old"))
        index.catch_up()
    write = tidy.write_segment

    def meanwhile(*arguments: object, **named: object) -> object:
        written = write(*arguments, **named)
        archive.store(article(2, "Oil new"), article(9, "Oil new"))
        other.catch_up(patience=0)
        return written

    monkeypatch.setattr(tidy, "write_segment", meanwhile)
    assert index.tidy(lambda: 9 in archive.articles.stored) == 1
    assert ids(index, "old") == [1, 3, 10, 20, 30]
    assert ids(index, "new") == [2, 9]
    assert len(Store(tmp_path).read().segments) == 2
    index.close()
    other.close()


def test_deletions_are_reclaimed(tmp_path: Path) -> None:
    archive = everything("old")
    index = SearchIndex(tmp_path, archive)
    index.catch_up()
    for version in ("newer", "newest"):
        for number in range(1, 10):
            archive.store(article(number, f"Oil {version}", f"word{number}"))
        index.catch_up()
    segments = Store(tmp_path).read().segments
    assert sum(segment.doc_count_all() for segment in segments) < 2 * 9
    assert ids(index, "newest") == list(range(1, 10))
    assert ids(index, "old") == []
    index.close()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive") as opened:
        feed = opened.feeds.sync([FeedConfig("https://one.example/rss", "One")])[0]
        for number in range(40):
            one = draft(f"{number}", f"Oil report {number}.", title=f"Oil {number}", digest=b"%d" % number)
            opened.articles.store(feed.id, plan(one), now=NOW, state=STATE)
        yield opened


def test_a_rebuild_by_two_processes_is_stopped_and_goes_on(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "BULK_BATCH", 2)
    monkeypatch.setattr(rebuild, "_PER_WORKER", 5)
    index = SearchIndex(tmp_path / "search", archive, home=tmp_path / "archive")
    index.catch_up()
    done: list[int] = []
    first = index.rebuild(lambda so_far, _: done.append(so_far), lambda: len(done) > 3)
    assert 0 < first < 40
    assert index.search("oil").total == 40
    steps: list[tuple[int, int]] = []
    assert index.rebuild(lambda so_far, total: steps.append((so_far, total))) == 40 - first
    assert steps[0] == (0, 40 - first)
    assert steps[-1] == (40 - first, 40 - first)
    counted = [so_far / total for so_far, total in steps]
    assert counted == sorted(counted)
    assert index.search("oil").total == 40
    assert index.contents().segments == 1
    assert not index.damaged_files()
    index.close()


def test_long_lists_are_merged_and_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with many articles: lists of postings in several blocks, rows of places in several stretches."""
    for module, name, value in (
        (postings, "_MANY", 2), (postings, "BLOCK", 3), (postings, "_INLINE", 1),
        (phrases, "_MANY", 0), (phrases, "_STRETCH", 4), (merge, "FAN", 2), (merge, "AT_ONCE", 1000),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)
    archive = FakeArchive()
    index = SearchIndex(tmp_path, archive)
    for number in range(1, 60):
        archive.store(article(number, "The of", "to be or not to be " * (1 + number % 3) + f"word{number}"))
        index.catch_up()
    every = list(range(1, 60))
    assert ids(index, '"to be or not to be"') == every
    assert ids(index, '"be to be"') == [number for number in every if number % 3]
    assert ids(index, '"the of"~1') == every
    assert ids(index, '"or word7"~5') == [7]
    assert ids(index, '"not not not"~20') == [number for number in every if number % 3 == 2]
    assert len(Store(tmp_path).read().segments) < 3
    index.close()


CHILD = """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from search_samples import FakeArchive, article
    from index.search import catch_up, merge
    from index.search.index import SearchIndex
    catch_up.BATCH, catch_up.BULK_BATCH, merge.FAN = 20, 10**9, 3
    archive = FakeArchive()
    for round in range(3):
        for number in range(1, 601, 10):
            archive.store(*(article(number + i, f"Oil {round}", f"word{number} " * 50) for i in range(10)))
    print("start", flush=True)
    while SearchIndex(Path(sys.argv[1]), archive).catch_up(lambda done, total: print(done, flush=True)):
        pass
    print("end", flush=True)
"""


@pytest.mark.slow
def test_a_process_killed_while_writing_leaves_a_working_index(python: str, tmp_path: Path) -> None:
    archive = FakeArchive()
    for number in range(1, 601, 10):
        archive.store(*(article(number + i, "Oil 2", f"word{number} " * 50) for i in range(10)))
    for _ in range(120):  # the child's revisions: three rounds of sixty
        archive.articles.revision += 1
    samples = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    ended = False
    for lines in (1, 2, 3, 5, 7, 9, 11, 13, 17, 19, 23, 1000):
        child = subprocess.Popen(
            [python, "-c", textwrap.dedent(CHILD), str(tmp_path / "search"), samples], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        for _ in range(lines):
            ended = child.stdout.readline().strip() == "end"
            if ended:
                break
        child.kill()
        child.wait()
        child.stdout.close()
        index = SearchIndex(tmp_path / "search", archive)
        result = index.search("oil", limit=1000)
        found = [hit.row.id for hit in result.hits]
        assert len(found) == len(set(found)) == result.total <= 600
        index.close()
    assert ended
    assert result.total == 600
