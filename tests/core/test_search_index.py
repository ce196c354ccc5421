"""The search index as a cache: it follows the archive, survives what happens to its files, and says what is wrong."""

from __future__ import annotations

import os
import stat
import subprocess
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from index.errors import QueryError, SearchIndexError
from index.search import catch_up, merge
from index.search.index import SearchIndex
from index.search.store import Store
from index.types import HIT_END, HIT_START, EntityType, Name, Sort
from search_samples import FakeArchive, article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = 1_569_326_400  # 24 September 2019, 12:00 UTC


@pytest.fixture
def archive() -> FakeArchive:
    names = [
        Name("Nicolas Maduro", EntityType.PERSON),
        Name("Moscow", EntityType.PLACE),
        Name("RFE/RL", EntityType.ORG),
    ]
    return FakeArchive(
        [
            article(
                1, "Maduro visits Moscow", "Venezuela's president met Putin.", time=NOON, names=names, author="RFE/RL"
            ),
            article(2, "Oil prices fall", "The oil price fell in Moscow, traders said.", time=NOON - 86_400, feed=2),
            article(3, "Football", "Nothing of oil here but one word.", time=NOON - 2 * 86_400, feed=3),
        ]
    )


@pytest.fixture
def index(archive: FakeArchive, tmp_path: Path) -> Iterator[SearchIndex]:
    opened = SearchIndex(tmp_path / "search", archive, clock=lambda: NOON)
    opened.catch_up()
    yield opened
    opened.close()


def ids(index: SearchIndex, query: str, *, sort: Sort = Sort.NEWEST, live: bool = False) -> list[int]:
    return [hit.row.id for hit in index.search(query, sort=sort, live=live).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [1, 2, 3]),
        ("moscow", [1, 2]),
        ("oil -football", [2]),
        ('"oil price"', [2]),
        ("person:maduro place:moscow", [1]),
        ('person:"nicolas maduro"', [1]),
        ("org:rfe/rl author:rfe/rl", [1]),
        ("title:oil", [2]),
        ("feed:american", [1]),
        ("feed:bbc", [3]),
        ("folder:world", [2, 3]),
        ('folder:"world europe"', [3]),
        ("feed:ameri*", [1]),
        ("date:today", [1]),
        ("date:yesterday", [2]),
        ("before:2019-09-23", [3]),
        ("date:2d", [1, 2, 3]),
        ("is:unread", [1, 2, 3]),
        ("is:read", []),
        ("tag:later", []),
    ],
)
def test_a_query_finds(index: SearchIndex, query: str, expected: list[int]) -> None:
    assert ids(index, query) == expected


def test_marks_count_as_they_are_now(index: SearchIndex, archive: FakeArchive) -> None:
    archive.marks.read.add(2)
    archive.marks.starred.add(1)
    archive.marks.tagged["later"] = {3}
    assert ids(index, "is:read") == [2]
    assert ids(index, "is:unread is:starred") == [1]
    assert ids(index, "tag:later OR is:read") == [2, 3]
    assert ids(index, "tag:la", live=True) == [3]


def test_a_headline_weighs_more_than_a_mention(index: SearchIndex) -> None:
    assert ids(index, "oil", sort=Sort.RELEVANCE) == [2, 3]
    assert ids(index, "oil", sort=Sort.OLDEST) == [3, 2]


@pytest.mark.parametrize("typed", ["m", "mo", "mosc", "moscow", "oil OR mosc", '"in mosc', "place:mosc"])
def test_results_come_as_the_word_is_typed(index: SearchIndex, typed: str) -> None:
    found = ids(index, typed, live=True)
    assert bool(found) is (typed != "m")  # one letter begins too many words to mean any of them


def test_a_hit_says_where(index: SearchIndex) -> None:
    hit = index.search("traders").hits[0]
    assert f"{HIT_START}traders{HIT_END}" in hit.snippet
    assert index.highlights("price", "The prices fell.") == [(4, 10)]


def test_a_wrong_query_is_the_users(index: SearchIndex) -> None:
    with pytest.raises(QueryError):
        index.search('"oil')


def test_nothing_indexed_is_no_error(archive: FakeArchive, tmp_path: Path) -> None:
    result = SearchIndex(tmp_path / "none", archive).search("oil")
    assert (result.total, result.behind) == (0, 3)
    assert not (tmp_path / "none").exists()


def test_the_folder_is_private(index: SearchIndex, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "search").stat().st_mode) == 0o700


def test_an_edited_article_replaces_its_old_version(index: SearchIndex, archive: FakeArchive) -> None:
    archive.store(article(2, "Oil prices rise", "Correction: they rose.", time=NOON))
    assert index.search("rise").behind == 1
    assert index.catch_up() == 1
    assert ids(index, "rise") == [2]
    assert ids(index, "traders") == []
    assert index.search("").total == 3


def test_progress_is_told_and_stopping_keeps_what_is_done(
    archive: FakeArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up, "BATCH", 10)
    for number in range(10, 60):
        archive.store(article(number, f"Number {number}"))
    seen: list[tuple[int, int]] = []
    index = SearchIndex(tmp_path / "search", archive)
    stopped = index.catch_up(lambda done, total: seen.append((done, total)), lambda: len(seen) > 2)
    assert 0 < stopped < 53
    assert index.search("").total == stopped
    assert index.catch_up(lambda done, total: seen.append((done, total))) == 53 - stopped
    assert seen[0] == (0, 53)
    assert seen[-1] == (53 - stopped, 53 - stopped)
    assert index.search("").total == 53
    index.close()


def test_stopping_within_a_batch_keeps_what_is_done(
    archive: FakeArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up, "_STEP", 7)
    for number in range(10, 60, 5):  # five articles a revision
        archive.store(*(article(number + i, f"Number {number + i}") for i in range(5)))
    asked: list[int] = []
    index = SearchIndex(tmp_path / "search", archive)
    index.catch_up(stop=lambda: len(asked) >= 3 or asked.append(1) is not None)
    before = index.search("").total
    assert 0 < before < 53
    index.catch_up()
    assert index.search("").total == 53
    index.close()


def test_another_archives_index_is_replaced(index: SearchIndex, tmp_path: Path) -> None:
    other = FakeArchive([article(7, "Penguins")], id="archive-2")
    foreign = SearchIndex(tmp_path / "search", other)
    assert (foreign.search("oil").total, foreign.search("penguins").behind) == (0, 1)
    foreign.catch_up()
    assert ids(foreign, "") == [7]
    assert index.search("oil").behind == 3
    foreign.close()


@pytest.mark.parametrize("suffix", [".toc", ".trm", ".pst", ".id.col", ".voc"])
@pytest.mark.parametrize("how", ["empty", "cut", "garbage", "gone"])
def test_damage_is_said_in_words_and_mended_by_catching_up(
    archive: FakeArchive, tmp_path: Path, suffix: str, how: str
) -> None:
    index = SearchIndex(tmp_path / "search", archive)
    for number in range(100, 110):  # enough for lists of postings outside of the term table
        archive.store(article(number, "Oil and more oil", f"word{number} oil"))
    index.catch_up()
    for path in (tmp_path / "search").glob(f"*{suffix}"):
        content = path.read_bytes()
        path.unlink()
        if how != "gone":
            path.write_bytes(
                {"empty": b"", "cut": content[: len(content) // 2], "garbage": os.urandom(len(content))}[how]
            )
    try:
        index.search("oil*")
    except SearchIndexError as error:
        assert "reindex" in error.remedy  # noqa: PT017 - some damage is as good as an empty index
    index.close()
    healed = SearchIndex(tmp_path / "search", archive)
    healed.catch_up()
    if how != "garbage" and suffix != ".pst":
        assert healed.search("oil").total == 12
    healed.rebuild()
    assert healed.search("oil").total == 12
    healed.close()


def test_an_index_of_another_format_is_built_anew(
    index: SearchIndex, archive: FakeArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.schema.FORMAT", 99)
    newer = SearchIndex(tmp_path / "search", archive)
    assert newer.search("oil").behind == 3
    assert newer.catch_up() == 3
    assert newer.search("oil").behind == 0
    newer.close()


def test_two_writers_do_not_meet(index: SearchIndex, archive: FakeArchive, tmp_path: Path) -> None:
    with Store(tmp_path / "search").locked(), pytest.raises(SearchIndexError, match="Another process is writing"):
        index.catch_up(patience=0)
    assert index.catch_up() == 0


def test_a_writer_waits_for_another_that_is_soon_done(
    index: SearchIndex, archive: FakeArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refresh and the reader that has corrected a name: the second one waits, and then finds all there is to do."""
    archive.store(article(4, "Oil again"))
    waited: list[float] = []
    with ExitStack() as other:
        other.enter_context(Store(tmp_path / "search").locked())

        def sleep(seconds: float) -> None:
            waited.append(seconds)
            if len(waited) == 3:
                other.close()

        monkeypatch.setattr("index.search.store.time.sleep", sleep)
        assert index.catch_up() == 1
    assert len(waited) == 3
    assert ids(index, "again") == [4]


def test_a_folder_that_cannot_be_made_is_said_in_words(archive: FakeArchive, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SearchIndexError, match="cannot be written"):
        SearchIndex(tmp_path / "file" / "search", archive).catch_up()


def test_an_open_reader_sees_another_writers_commits_and_merges(
    archive: FakeArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "FAN", 2)
    reader, writer = (SearchIndex(tmp_path / "search", archive) for _ in range(2))
    for number in range(10, 30):
        archive.store(article(number, "Oil"), article(2, f"Oil {number}"))
        writer.catch_up()
        assert reader.search("oil").total == number - 10 + 3
        assert reader.search(f"{number}").total == 1
    assert len(Store(tmp_path / "search").read().segments) < 4
    reader.close()


def test_stock_whoosh_reads_what_is_written(index: SearchIndex, tmp_path: Path) -> None:
    from whoosh.index import open_dir
    from whoosh.query import And, Term

    stock = open_dir(str(tmp_path / "search"))
    with stock.searcher() as searcher:
        assert searcher.doc_count() == 3
        found = searcher.search(And([Term("body", "oil"), Term("body", "moscow")]))
        assert [searcher.reader().column_reader("id")[number] for number in found.docs()] == [2]
        assert len(searcher.search(Term("person", "nicolas maduro"))) == 1
        assert set(stock.schema["title"].analyzer("Oil prices")).__len__() > 0


def test_importing_the_index_imports_nothing_heavy(python: str) -> None:
    code = "import sys, index.search.index; print({'whoosh', 'numpy', 'Stemmer', 'sqlite3'} & set(sys.modules))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
